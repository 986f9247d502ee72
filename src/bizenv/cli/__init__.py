"""The command ``bizenv``: the only place that prints, reads arguments or a terminal.

Exit status: 0 clean, 1 findings, 2 unusable input or usage.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import NoReturn

__all__ = ["end_by_signal", "main"]


def end_by_signal(number: int, _: FrameType | None) -> NoReturn:
    """End as a shell expects it of a signal, and leave no half-written file behind."""
    sys.exit(128 + number)


_NEEDS_MORE = """\
命令行还缺组件，请安装：python -m pip install "bizenv[cli]"
The command needs more: python -m pip install "bizenv[cli]"
"""  # in both languages, since nothing has read --lang yet


def main() -> None:
    """Run the command with the arguments of the process."""
    signal.signal(signal.SIGTERM, end_by_signal)
    try:
        from bizenv.cli.app import app
    except ImportError as error:
        if error.name not in ("typer", "rich"):
            raise
        sys.stderr.write(_NEEDS_MORE)
        sys.exit(2)
    app()
