"""JUnit XML: a suite a code, errors fail, warnings are told, strange words do no harm."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen

from bizenv.kernel.place import Place
from bizenv.kernel.text import Lang, Text
from bizenv.reports.junit import junit_lines, write_junit
from bizenv.reports.results import Level, Result

AT = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)


@frozen
class Given:
    """Results as they are."""

    given: Sequence[Result]
    notes: tuple[Text, ...] = ()

    def places(self, *levels: Level) -> Sequence[int]:
        return [place for place, each in enumerate(self.given) if each.level in levels]

    def results(self, places: Iterable[int], _: Lang) -> Iterator[Result]:
        return (self.given[place] for place in places)


def suites(*results: Result) -> ET.Element:
    return ET.fromstring("".join(junit_lines([Given(results)], AT, "en")))  # noqa: S314 - ours


QUIET = Result(Place("plan.csv", line=3), "error", "in-quiet-period", 'a <b> & "c" \x00')
REST = Result(Place("plan.xlsx", row=4), "warning", "on-rest-day", "a rest day")
NOTE = Result(Place(None), "note", "blank-row", "nothing")


def test_each_code_is_a_suite_and_each_result_a_case() -> None:
    found = suites(QUIET, REST, QUIET, NOTE)
    assert (found.get("tests"), found.get("failures")) == ("3", "2")
    assert [(s.get("name"), s.get("tests"), s.get("failures")) for s in found] == [
        ("in-quiet-period", "2", "2"),
        ("on-rest-day", "1", "0"),
    ]
    suite = found[0]
    assert (suite.get("timestamp"), suite.get("hostname")) == ("2026-11-28T08:00:00", "localhost")
    assert [part.tag for part in suite] == [
        *("properties", "testcase", "testcase", "system-out", "system-err")
    ]


def test_an_error_fails_with_its_words_and_a_warning_says_them() -> None:
    quiet, rest = (suite.find("testcase") for suite in suites(QUIET, REST))
    assert quiet is not None
    assert rest is not None
    failure = quiet.find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.text) == ("in-quiet-period", 'a <b> & "c" \ufffd')
    assert (quiet.get("name") or "").startswith('plan.csv:3 a <b> & "c"')
    assert (rest.get("name"), rest.findtext("system-out")) == (
        "plan.xlsx:4 a rest day",
        "a rest day",
    )
    assert rest.find("failure") is None


def test_where_nothing_was_found_one_case_passes() -> None:
    (suite,) = suites(NOTE)
    case = suite.find("testcase")
    assert case is not None
    assert (suite.get("tests"), suite.get("failures"), case.get("name")) == (
        "1",
        "0",
        "nothing found",
    )


def test_the_file_is_written_in_utf_8(tmp_path: Path) -> None:
    write_junit([Given([REST])], AT, tmp_path / "out.xml", "zh")
    assert "休息日的检查" in (tmp_path / "out.xml").read_text(encoding="utf-8")
