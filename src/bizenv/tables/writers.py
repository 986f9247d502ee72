"""Files that appear whole or not at all, and cells that do no harm.

What is written goes to a temporary file beside the target, which takes the
target's name when everything is written. An existing file is never overwritten
unless that was asked for.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from bizenv.kernel.errors import UsageError

__all__ = ["harmless", "whole_file"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PLAIN = re.compile(r"[+-]\d[\d,]*(\.\d+)?%?|[-+@=]", re.ASCII)


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: such texts get a leading apostrophe.

    A text that is a plain number, or a lone sign, stays as it is.

    >>> harmless("=HYPERLINK(1)"), harmless("区市场监管局"), harmless("-3.5")
    ("'=HYPERLINK(1)", '区市场监管局', '-3.5')
    """
    if not isinstance(value, str) or not value.startswith(_FORMULA_STARTS):
        return value
    return value if _PLAIN.fullmatch(value) else f"'{value}"


def cell(value: Any) -> Any:
    """A value as a cell of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, dict)):
        return harmless(str(value))
    return harmless(value)


@contextmanager
def whole_file(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """Give a path to write to; when the block ends well, the file takes its real name.

    Raises:
        UsageError: the file exists and ``overwrite`` was not asked for.
    """
    if path.exists() and not overwrite:
        raise UsageError(f"{str(path)!r} exists: choose another name, or write --overwrite")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o666 & ~_umask())
        _take_name(part, path, overwrite=overwrite)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _take_name(part: Path, path: Path, *, overwrite: bool) -> None:
    """Rename; a file that appeared meanwhile is not overwritten either."""
    if overwrite:
        part.replace(path)
        return
    try:
        os.link(part, path)
    except FileExistsError:
        raise UsageError(f"{str(path)!r} has appeared meanwhile: nothing was written") from None
    except OSError:  # a file system without hard links
        part.replace(path)
