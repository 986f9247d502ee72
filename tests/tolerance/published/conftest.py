"""Published lists in tests: read from the text of a file, and what their items say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bizenv.rulebooks.published import read_published_list
from bizenv.tolerance.published.lists import PublishedList

Read = Callable[..., PublishedList]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read the text of a file as a list."""

    def reading(text: str | bytes, name: str = "list.csv", **asked: Any) -> PublishedList:
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_published_list(file, **asked)

    return reading
