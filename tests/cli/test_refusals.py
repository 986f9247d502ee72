"""What the command line itself refuses is told in the language that was asked for."""

from __future__ import annotations

from typing import Any

import pytest

from bizenv.cli.refusals import in_chinese

CHECK = "check plan.csv -r book"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("check", "缺少参数 file\n用法见 bizenv check -h\n"),
        ("check plan.csv", "缺少选项 --rulebook\n用法见 bizenv check -h\n"),
        (f"{CHECK} --foo", "没有选项 --foo，可能是 --format\n用法见 bizenv check -h\n"),
        ("--foo", "没有选项 --foo\n用法见 bizenv -h\n"),
        ("chek", "没有命令 chek，可能是 'check'\n用法见 bizenv -h\n"),
        ("rulebook xyz", "没有命令 xyz\n用法见 bizenv rulebook -h\n"),
        (f"{CHECK} more", "多出了参数 more\n用法见 bizenv check -h\n"),
        (f"{CHECK} --limit", "选项 --limit 后面缺少值\n用法见 bizenv -h\n"),
        (
            f"{CHECK} --lang xx",
            "--lang 不能是 'xx'，应为 'zh', 'en' 之一\n用法见 bizenv check -h\n",
        ),
        (f"{CHECK} --lang=en --lang zh more", "多出了参数 more\n用法见 bizenv check -h\n"),
    ],
)
def test_refusals_in_chinese(arguments: str, told: str, run: Any) -> None:
    """Unless English is asked for; the status is that of unusable input."""
    result = run(*arguments.split())
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", told)


def test_a_number_out_of_bounds(run: Any) -> None:
    """What Typer says of the value is kept."""
    result = run(*CHECK.split(), "--limit", "-3")
    assert result.exit_code == 2
    assert result.stderr.startswith("--limit 的值不能用（")


@pytest.mark.parametrize("more", [["--lang", "en"], ["--lang=en"]])
def test_refusals_in_english(more: list[str], run: Any) -> None:
    """In Typer's own words, before the command and behind it."""
    result = run(*CHECK.split(), "--foo", *more)
    assert result.exit_code == 2
    assert "No such option: --foo" in result.stderr


def test_nothing_asked_shows_the_help(run: Any) -> None:
    """It is no refusal of anything."""
    result = run()
    assert result.exit_code == 2
    assert "rulebook" in result.output
    assert "用法见" not in result.output


def test_other_spellings_of_typer_and_a_sentence_that_is_not_known() -> None:
    """Older versions say some of it otherwise."""
    assert in_chinese("No such option: --foo Did you mean --format?") == (
        "没有选项 --foo，可能是 --format"
    )
    assert in_chinese("Something else.") == "Something else."
