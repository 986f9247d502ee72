"""The pages are true: their examples run, their links lead somewhere, their tables are current.

How an example is run:

- Python blocks of one page run in order, in one namespace, in a folder of their
  own with a copy of ``examples/``. A ``text`` block right after one is what it
  prints.
- In ``console`` blocks every line after ``$`` runs; what follows is its output.
  ``$ echo $?`` shows the exit status of the command before.
- In ``sh`` blocks of the READMEs and docs, every ``bizenv`` command runs and
  may find breaches, but may not fail.
- ``<!-- file: NAME -->`` before a block writes it to a file for the examples
  after it, ``<!-- append: NAME -->`` adds it to one.
- In an output, ``...`` alone on a line stands for any lines, and within a line
  for any characters.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from typer.testing import CliRunner

import bizenv
from bizenv.cli.app import app
from bizenv.kernel.text import Lang
from bizenv.reports.charters import promises_in_short
from bizenv.reports.wholes import wholes_in_short

ROOT = Path(__file__).parents[2]
READMES = ["README.md", "README.zh-CN.md"]
PAGES = sorted(
    str(path.relative_to(ROOT))
    for path in (*map(ROOT.joinpath, READMES), *(ROOT / "docs").rglob("*.md"))
)
EXAMPLE_PAGES = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "examples").rglob("*.md"))
OTHER_PAGES = ["CHANGELOG.md", "CONTRIBUTING.md"]
BOOKS = [bizenv.load_rulebook(id) for id in bizenv.shipped_ids()]


def read(page: str) -> str:
    """The text of a page."""
    return (ROOT / page).read_text("utf-8")


# --- blocks ---------------------------------------------------------------------


@frozen
class Block:
    """One fenced block: its language, its text, its line, and the file it goes to."""

    language: str
    text: str
    line: int
    file: str | None
    appended: bool


_FENCE = re.compile(r"(?ms)^```(\w*)\n(.*?)^```$")
_FILE = re.compile(r"<!-- (file|append): (\S+) -->\s*\Z")


def blocks_of(text: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for found in _FENCE.finditer(text):
        before = text[: found.start()]
        saved = _FILE.search(before)
        kind, name = saved.groups() if saved else ("", None)
        yield Block(found[1], found[2], before.count("\n") + 2, name, kind == "append")


def prose_of(text: str) -> str:
    """A page without its blocks."""
    return _FENCE.sub("", text)


def headings_of(text: str) -> list[tuple[int, str]]:
    """Levels and words of the headings."""
    return [(len(m[1]), m[2]) for m in re.finditer(r"(?m)^(#+) (.+)$", prose_of(text))]


# --- running --------------------------------------------------------------------


def _same(expected: str, got: str) -> bool:
    """Whether an output is what the page shows, ellipses apart."""
    pattern = ""
    for line in (line.rstrip() for line in expected.strip("\n").split("\n")):
        if line == "...":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(map(re.escape, line.split("..."))) + r"\n"
    lines = "".join(f"{line.rstrip()}\n" for line in got.strip("\n").split("\n"))
    return re.fullmatch(pattern, lines) is not None


class Session:
    """One page being worked through, as a reader would."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.namespace: dict[str, object] = {"__name__": "__main__"}
        self.status = 0
        self.printed: str | None = None

    def run(self, block: Block) -> None:
        """Run one block, or compare it with what the block before printed."""
        printed, self.printed = self.printed, None
        if block.file:
            with Path(block.file).open("a" if block.appended else "w", encoding="utf-8") as file:
                file.write(block.text)
        elif block.language == "python":
            self.printed = self._python(block)
        elif block.language == "console":
            self._console(block)
        elif block.language == "sh":
            for command in re.findall(r"(?m)(?:^|&& )(bizenv .*)$", block.text):
                self._command(command, block.line)
                assert self.status in (0, 1), f"{self.page}:{block.line}: {command}"
        elif block.language == "text" and printed is not None:
            self._compare(block.text, printed, block.line)

    def _python(self, block: Block) -> str:
        code = compile("\n" * (block.line - 1) + block.text, self.page, "exec")
        with contextlib.redirect_stdout(io.StringIO()) as output:
            exec(code, self.namespace)  # noqa: S102 - the page's own example
        return output.getvalue()

    def _console(self, block: Block) -> None:
        assert block.text.startswith("$ "), f"{self.page}:{block.line}: no command"
        for part in re.split(r"(?m)^\$ ", block.text)[1:]:
            command, _, expected = part.partition("\n")
            self._compare(expected, self._command(command, block.line), block.line, command)

    def _command(self, command: str, line: int) -> str:
        if command == "echo $?":
            return f"{self.status}\n"
        program, *arguments = shlex.split(command)
        assert program == "bizenv", f"{self.page}:{line}: only bizenv runs here"
        result = CliRunner().invoke(app, arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.status = result.exit_code
        return result.output

    def _compare(self, expected: str, got: str, line: int, command: str = "") -> None:
        if not _same(expected, got):
            pytest.fail(
                f"{self.page}:{line} {command}\n--- the page says\n{expected}\n--- it is\n{got}"
            )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the examples in it, as the current one."""
    for name in ("qingyuan", "requests", "sf"):
        shutil.copytree(ROOT / "examples" / name, tmp_path / "examples" / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("folder")
def test_every_example_of_a_page_runs_and_prints_what_the_page_shows(page: str) -> None:
    """Python, console and sh blocks, in order, in one session."""
    session = Session(page)
    for block in blocks_of(read(page)):
        session.run(block)


@pytest.mark.parametrize("page", PAGES)
def test_every_block_says_what_it_is(page: str) -> None:
    """A block with a misspelt language would not be run."""
    known = {"python", "console", "sh", "text", "yaml", "json", "csv"}
    for block in blocks_of(read(page)):
        assert block.language in known, f"{page}:{block.line}"
        assert block.language == "console" or not block.text.startswith("$ ")


def test_an_output_that_differs_is_noticed() -> None:
    """The comparison itself: ellipses match anything, nothing else does."""
    assert _same("a\n...\nd", "a\nb\nc\nd\n")
    assert _same("sha256:...)", "sha256:12ab)")
    assert not _same("a\n...\nd", "a\nb\n")
    assert not _same("a", "a\nb")
    assert not _same("", "a")


# --- links, headings, language ---------------------------------------------------


def _anchor(heading: str) -> str:
    """The anchor that a heading gets on the usual forges."""
    words = re.sub(r"[`*_]|\[|\]\([^)]*\)", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


@pytest.mark.parametrize("page", [*PAGES, *EXAMPLE_PAGES, *OTHER_PAGES])
def test_every_relative_link_leads_to_a_file_and_a_heading(page: str) -> None:
    """Links to files of the project, with their anchors."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose_of(read(page))):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        path = (ROOT / page).parent / name if name else ROOT / page
        assert path.exists(), f"{page}: {target}"
        if anchor:
            headings = headings_of(path.read_text("utf-8"))
            assert anchor in {_anchor(words) for _, words in headings}, f"{page}: {target}"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_docs_can_be_reached_from_the_map(page: str) -> None:
    """docs/index.md links every page."""
    if page.startswith("docs/") and page != "docs/index.md":
        assert f"]({page.removeprefix('docs/')})" in read("docs/index.md")


@pytest.mark.parametrize(
    "folder_name", ["", "examples/qingyuan/", "examples/requests/", "examples/deadlines/"]
)
def test_the_two_languages_say_the_same_in_the_same_order(folder_name: str) -> None:
    """The same levels of headings, the same blocks; the first line leads to the other."""
    english, chinese = (read(folder_name + name) for name in READMES)
    assert english.startswith("[中文](README.zh-CN.md)\n")
    assert chinese.startswith("[English](README.md)\n")
    levels = [[level for level, _ in headings_of(text)] for text in (english, chinese)]
    assert levels[0] == levels[1]
    blocks = [[(b.language, b.text) for b in blocks_of(text)] for text in (english, chinese)]
    assert blocks[0] == blocks[1]
    rows = [len(re.findall(r"(?m)^\|", prose_of(text))) for text in (english, chinese)]
    assert rows[0] == rows[1]


_CODE = re.compile(r"(?<=[（，、。；：|])`[^`]*`|`[^`]*`(?=[），、。；：])|《[^》]*》|“[^”]*”")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|<!--.*?-->")


@pytest.mark.parametrize("page", [p for p in [*PAGES, *EXAMPLE_PAGES] if "zh-CN" in p])
def test_chinese_prose_keeps_its_spaces_and_its_punctuation(page: str) -> None:
    """A space between Chinese and Latin or digits; full-width punctuation after Chinese."""
    prose = _CODE.sub("", _LINK.sub(r"\1", prose_of(read(page))))
    for line in prose.splitlines():
        assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9`]|[A-Za-z0-9`][\u4e00-\u9fff]", line), line
        assert not re.search(r"[\u4e00-\u9fff][,;:?!.()]", line), line
        assert "您" not in line


# --- what the pages must cover ---------------------------------------------------


def _attestations(rules: Iterable[Any], lang: Lang) -> str:
    """How well the documents behind the rules in force are attested."""
    cited = (rule.versions[-1].citation.source for rule in rules)
    words = dict.fromkeys(source.attestation.text.say(lang) for source in cited)
    return ("、" if lang == "zh" else ", ").join(words)


def _quiet_days(book: bizenv.Rulebook, lang: Lang) -> str:
    """The quiet days of the versions in force, as the command tells them."""
    days = (period.versions[-1].window.describe(lang) for period in book.quiet_periods)
    return "; ".join(days)


def _promises(book: bizenv.Rulebook, lang: Lang) -> str:
    """What is promised of requests, as the command tells it."""
    told = (promises_in_short(charter, lang) for charter in book.charters)
    return ("；" if lang == "zh" else "; ").join(told)


def _whole_rules(book: bizenv.Rulebook) -> tuple[Any, ...]:
    return (*book.frequency_rules, *book.joint_rules, *book.paper_rules)


def rulebook_rows(lang: Lang) -> list[str]:
    """The rows of the tables of shipped rulebooks: id, place, what is ruled, attestation.

    The first table has the quiet days, the second what is said of a schedule as a
    whole, the third what is promised of requests.
    """
    quiet = [
        (book, _quiet_days(book, lang), book.quiet_periods) for book in BOOKS if book.quiet_periods
    ]
    asked = [(book, _promises(book, lang), book.charters) for book in BOOKS if book.charters]
    wholes = [(book, wholes_in_short(book, lang), _whole_rules(book)) for book in BOOKS]
    whole = [(book, told, rules) for book, told, rules in wholes if rules]
    return [
        f"| `{book.id}` | {book.text.say(lang)} | {told} | {_attestations(rules, lang)} |"
        for book, told, rules in (*quiet, *whole, *asked)
    ]


@pytest.mark.parametrize(("page", "lang"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_the_readmes_list_the_shipped_rulebooks_as_they_are(page: str, lang: Lang) -> None:
    """One row for each shipped rulebook, no other row, in order."""
    rows = re.findall(r"(?m)^\| `cn[a-z-]*` \|.*$", read(page))
    assert rows == rulebook_rows(lang), "\n".join(rulebook_rows(lang))


def test_the_glossary_has_every_public_class() -> None:
    """Each class of ``bizenv.__all__`` stands in the glossary, written as code."""
    glossary = read("docs/glossary.md")
    classes = [name for name in bizenv.__all__ if isinstance(getattr(bizenv, name), type)]
    assert len(classes) > 15
    assert [name for name in classes if f"`{name}`" not in glossary] == []


def test_the_pages_name_no_machine() -> None:
    """No path of a machine, no badge."""
    for page in [*PAGES, *EXAMPLE_PAGES, *OTHER_PAGES]:
        assert not re.search(r"/(work|tmp|home|root)/|img\.shields|badge", read(page)), page


def test_the_set_up_of_the_readme_is_two_commands() -> None:
    """One to check a schedule, one to run the tests."""
    setup = next(blocks_of(read("README.md"))).text
    assert setup == (
        'python -m pip install ".[cli]" && bizenv check examples/qingyuan/inspections.csv '
        "--rulebook cn-jx-qingyuan\n"
        'python -m pip install -e ".[test]" && python -m pytest\n'
    )


def test_a_python_result_comes_within_thirty_lines_of_the_readme() -> None:
    """The first Python block and its output end before line 30."""
    blocks = list(blocks_of(read("README.md")))
    place = next(n for n, block in enumerate(blocks) if block.language == "python")
    result = blocks[place + 1]
    assert result.language == "text"
    assert result.line <= 30
