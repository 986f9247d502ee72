"""A mapping file: read whole, or refused with every problem and its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv.kernel.errors import RulebookError
from bizenv.rulebooks.mapping import CASE_FIELDS, known_fields, read_mapping
from bizenv.rulebooks.vocabulary import base_vocabulary, case_vocabulary
from bizenv.tables.mapping import FieldMap, TableMap

WORDS = base_vocabulary()
FIELDS = ", ".join(known_fields(WORDS))


def write(folder: Path, text: str | bytes) -> Path:
    """A mapping file with these words."""
    path = folder / "map.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(folder: Path, text: str | bytes) -> list[str]:
    """The messages with which a mapping file is refused, its folder left out."""
    with pytest.raises(RulebookError) as caught:
        read_mapping(write(folder, text), WORDS)
    return [str(problem).replace(f"{folder}/", "") for problem in caught.value.problems]


def test_a_whole_mapping(tmp_path: Path) -> None:
    """Columns, words, blanks and formats, as the text says them."""
    text = """\
fields:
  start: {column: date, format: "%m/%d/%Y"}
  trigger:
    column: type
    values: {Complaint: complaint, Routine: 双随机、一公开, "12": none}
    otherwise: none
  agency: {blank: 区卫健委}
  approved: {column: ok, format: "%d.%m.%Y", values: {Y: 是}}
  serious: {blank: 否}
"""
    assert read_mapping(write(tmp_path, text), WORDS) == TableMap(
        {
            "start": FieldMap("date", format="%m/%d/%Y"),
            "trigger": FieldMap(
                "type",
                values={"Complaint": "complaint", "Routine": "双随机、一公开", "12": "none"},
                otherwise="none",
            ),
            "agency": FieldMap(blank="区卫健委"),
            "approved": FieldMap("ok", format="%d.%m.%Y", values={"Y": "是"}),
            "serious": FieldMap(blank="否"),
        }
    )


def test_a_field_that_nobody_knows(tmp_path: Path) -> None:
    """The place is that of the field, and the nearest field is suggested."""
    assert refused(tmp_path, "fields:\n  agencey: {column: x}\n  qqq: {column: y}\n") == [
        f"map.yaml:2:3 fields.agencey: got the field 'agencey', expected one of {FIELDS} "
        "[unknown-field] Hint: did you mean 'agency'?",
        f"map.yaml:3:3 fields.qqq: got the field 'qqq', expected one of {FIELDS} [unknown-field]",
    ]


def test_words_that_the_field_does_not_take(tmp_path: Path) -> None:
    """A slip in the mapping is told once, here, and not once for each row."""
    text = """\
fields:
  trigger:
    values: {C: complamt}
    otherwise: zzz
  start: {blank: soon}
  filed: {blank: maybe}
"""
    assert refused(tmp_path, text) == [
        (
            "map.yaml:3:17 fields.trigger.values.C: got 'complamt', expected a known trigger "
            "[unknown-term] Hint: did you mean 'complaint'?"
        ),
        (
            "map.yaml:4:16 fields.trigger.otherwise: got 'zzz', expected a known trigger "
            "[unknown-term]"
        ),
        (
            "map.yaml:5:18 fields.start.blank: got 'soon', expected a day such as 2023-06-15, "
            "2023/6/15, 2023年6月15日 or 20230615 [bad-day]"
        ),
        "map.yaml:6:18 fields.filed.blank: got 'maybe', expected a day, yes or no [bad-day]",
    ]


@pytest.mark.parametrize("format", ["YYYY-MM-DD", "%Y-%m", "%H:%M", "%Q", "", "%Y-%m-%d %"])
def test_a_format_that_tells_no_day(tmp_path: Path, format: str) -> None:
    """It would fail on every cell."""
    assert refused(tmp_path, f"fields:\n  end: {{format: '{format}'}}\n") == [
        f"map.yaml:2:17 fields.end.format: got {format!r}, expected a format that tells year, "
        "month and day, such as %m/%d/%Y [bad-format]"
    ]


@pytest.mark.parametrize("format", ["%m/%d/%Y", "%d-%b-%y", "%Y年%m月%d日", "%Y%m%d %H:%M", "%x"])
def test_a_format_that_tells_a_day(tmp_path: Path, format: str) -> None:
    """Any order, any signs, and a time that is not asked for."""
    mapping = read_mapping(write(tmp_path, f"fields:\n  end: {{format: '{format}'}}\n"), WORDS)
    assert mapping.fields["end"].format == format


def test_several_formats_are_a_list_and_each_must_tell_a_day(tmp_path: Path) -> None:
    text = "fields:\n  end: {format: ['%m/%d/%Y', '%Y-%m']}\n"
    assert refused(tmp_path, text) == [
        "map.yaml:2:30 fields.end.format[1]: got '%Y-%m', expected a format that tells year, "
        "month and day, such as %m/%d/%Y [bad-format]"
    ]
    mapping = read_mapping(write(tmp_path, text.replace("'%Y-%m'", "'%d.%m.%Y'")), WORDS)
    assert mapping.fields["end"].formats == ("%m/%d/%Y", "%d.%m.%Y")


def test_a_format_where_no_day_stands(tmp_path: Path) -> None:
    """Agencies are not written in any format."""
    assert refused(tmp_path, "fields:\n  agency: {format: '%Y-%m-%d'}\n") == [
        "map.yaml:2:20 fields.agency.format: got '%Y-%m-%d', expected a format only for the days "
        "start, end, filed, noticed, approved, scanned [bad-format]"
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [(1, 1, "empty-file")]),
        ("fields: {}\n", [(1, 9, "too-few")]),
        ("columns: {start: x}\n", [(1, 1, "unknown-key"), (1, 1, "missing-key")]),
        ("fields:\n  start: {colum: x}\n", [(2, 11, "unknown-key")]),
        ("fields:\n  start: [x]\n", [(2, 10, "wrong-type")]),
        (b"fields: \xff\n", [(1, 9, "bad-encoding")]),
    ],
    ids=["empty", "no fields", "other key", "misspelt key", "a list", "not UTF-8"],
)
def test_a_file_of_another_shape(
    tmp_path: Path, text: str | bytes, problems: list[tuple[int, int, str]]
) -> None:
    """Every problem of the file has its line and its column."""
    with pytest.raises(RulebookError) as caught:
        read_mapping(write(tmp_path, text), WORDS)
    found = [(p.place.line, p.place.column, p.code) for p in caught.value.problems]
    assert found == problems


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is an error of the system."""
    with pytest.raises(FileNotFoundError):
        read_mapping(tmp_path / "gone.yaml", WORDS)


CASES = case_vocabulary()


def test_a_mapping_of_an_event_log(tmp_path: Path) -> None:
    """It names the fields of cases; a time may have a format, and a word say nothing."""
    text = """\
fields:
  case: {column: CaseID}
  event:
    column: Activity
    values: {Closed: 办结, Resolve ticket: resolved, Note: ""}
    otherwise: in-progress
  received: {column: opened, format: "%m/%d/%Y %I:%M %p"}
"""
    mapping = read_mapping(write(tmp_path, text), CASES, CASE_FIELDS)
    assert mapping.fields["event"] == FieldMap(
        "Activity",
        values={"Closed": "办结", "Resolve ticket": "resolved", "Note": ""},
        otherwise="in-progress",
    )
    assert mapping.fields["received"].formats == ("%m/%d/%Y %I:%M %p",)


def test_a_mapping_of_an_event_log_with_problems(tmp_path: Path) -> None:
    """A field of inspections, a word that is no event, a format where no time stands."""
    text = """\
fields:
  trigger: {column: x}
  event: {otherwise: signd}
  lead: {format: "%Y-%m-%d"}
"""
    with pytest.raises(RulebookError) as caught:
        read_mapping(write(tmp_path, text), CASES, CASE_FIELDS)
    found = [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]
    assert found[0].startswith(
        "map.yaml:2:3 fields.trigger: got the field 'trigger', expected one of case, event, time, "
    )
    assert found[1].startswith("map.yaml:3:22 fields.event.otherwise: got 'signd', expected ")
    assert found[1].endswith("[unknown-term] Hint: did you mean 'signed'?")
    assert found[2].startswith(
        "map.yaml:4:18 fields.lead.format: got '%Y-%m-%d', expected a format only for the days "
        "time, until, asked, recorded, due, received, accepted, "
    )
    assert len(found) == 3


def test_the_known_fields() -> None:
    """Fields of a row first, then the circumstances of the vocabulary."""
    fields = known_fields(WORDS)
    assert fields[:2] == ("id", "enterprise")
    assert {"start", "approved", "serious"} <= set(fields)


@given(st.binary(max_size=80) | st.text("fieldstar:{} \n-&*'\"%,x", max_size=80).map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_mapping_or_are_refused(tmp_path: Path, raw: bytes) -> None:
    """Property: no other error, and the file is named."""
    try:
        read_mapping(write(tmp_path, raw), WORDS)
    except RulebookError as error:
        files = {problem.place.file for problem in error.problems}
        assert files == {str(tmp_path / "map.yaml")}


@given(
    st.dictionaries(
        st.sampled_from(["id", "agency", "enterprise", "matter"]),
        st.fixed_dictionaries(
            {},
            optional={
                "column": st.text("ab检 ", min_size=1),
                "blank": st.text("ab无1 ", min_size=1),
            },
        ),
        min_size=1,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_yaml_writes_is_read(tmp_path: Path, fields: dict[str, dict[str, str]]) -> None:
    """Property: a mapping written by another YAML library comes back as it was."""
    text = yaml.safe_dump({"fields": fields}, allow_unicode=True, default_style='"')
    mapping = read_mapping(write(tmp_path, text), WORDS)
    assert mapping == TableMap({name: FieldMap(**each) for name, each in fields.items()})


# --- maps of logs of cases --------------------------------------------------------

LOG = """\
fields:
  case: {column: Ticket}
  event:
    column: Activity
    values: {Take in charge ticket: signed, Wait: 暂停, Insert: ""}
    otherwise: in-progress
  time: {column: Stamp, format: ["%m/%d/%Y %I:%M:%S %p", "%Y-%m-%dT%H:%M:%S%z"]}
  lifecycle: {values: {suspend: paused, complete: complete, start: ""}}
  due: {format: "%d.%m.%Y"}
  closed: {blank: 2023-06-30}
"""


def test_a_map_of_a_log_of_cases(tmp_path: Path) -> None:
    mapping = read_mapping(write(tmp_path, LOG), case_vocabulary(), CASE_FIELDS)
    assert mapping.fields["event"] == FieldMap(
        "Activity",
        {"Take in charge ticket": "signed", "Wait": "暂停", "Insert": ""},
        "in-progress",
    )
    assert mapping.fields["time"].formats == ("%m/%d/%Y %I:%M:%S %p", "%Y-%m-%dT%H:%M:%S%z")
    assert mapping.fields["lifecycle"].values["suspend"] == "paused"
    assert mapping.fields["closed"].blank == "2023-06-30"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            "event: {values: {Wait: pausd}}",
            "map.yaml:2:26 fields.event.values.Wait: got 'pausd', ...[unknown-term] "
            "Hint: did you mean 'paused'?",
        ),
        (
            "lifecycle: {otherwise: go}",
            "map.yaml:2:26 fields.lifecycle.otherwise: got 'go', ...[unknown-term]",
        ),
        (
            "time: {format: '%H:%M'}",
            "map.yaml:2:18 fields.time.format: got '%H:%M', expected a format that tells year, "
            "month and day, such as %m/%d/%Y [bad-format]",
        ),
        (
            "lead: {format: '%Y-%m-%d'}",
            "map.yaml:2:18 fields.lead.format: got '%Y-%m-%d', expected a format only for the days "
            "time, until, asked, recorded, due, received, ...[bad-format]",
        ),
        (
            "closed: {blank: soon}",
            "map.yaml:2:19 fields.closed.blank: got 'soon', ...[bad-time]",
        ),
        (
            "start: {column: x}",
            "map.yaml:2:3 fields.start: got the field 'start', ...[unknown-field]",
        ),
    ],
)
def test_a_slip_in_a_map_of_a_log(tmp_path: Path, lines: str, said: str) -> None:
    """The same problems as in a map of inspections, by the fields of a case."""
    with pytest.raises(RulebookError) as caught:
        read_mapping(write(tmp_path, f"fields:\n  {lines}\n"), case_vocabulary(), CASE_FIELDS)
    (told,) = (str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems)
    assert re.fullmatch(".*".join(map(re.escape, said.split("..."))), told), told
