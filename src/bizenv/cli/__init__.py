"""The command ``bizenv``: the only place that prints, reads arguments or a terminal.

Exit status: 0 clean, 1 findings, 2 unusable input or usage.
"""

from __future__ import annotations

import sys

__all__ = ["main"]


_NEEDS_MORE = """\
命令行还缺组件，请安装：python -m pip install "bizenv[cli]"
The command needs more: python -m pip install "bizenv[cli]"
"""  # in both languages, since nothing has read --lang yet


def main() -> None:
    """Run the command with the arguments of the process."""
    try:
        from bizenv.cli.app import app
    except ImportError as error:
        if error.name not in ("typer", "rich"):
            raise
        sys.stderr.write(_NEEDS_MORE)
        sys.exit(2)
    app()
