"""Findings of a board: each code once, with its units, in both languages."""

from __future__ import annotations

import pickle

from boards import SCHEME, panel

from bizenv.indicators.missing import CarryForward, Reweight, Screen
from bizenv.indicators.normalisers import MinMax
from bizenv.indicators.notes import BoardFinding
from bizenv.indicators.rules import score
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.transforms import Log
from bizenv.kernel.findings import Severity
from bizenv.testing.indicators import an_index, observed


def found(board: object) -> dict[str, BoardFinding]:
    return {finding.code: finding for finding in board.findings}  # type: ignore[attr-defined]


def test_units_without_a_score_are_named() -> None:
    codes = found(panel()["2022-01"])
    assert set(codes) == {"unit-not-scored", "low-coverage"}
    assert codes["unit-not-scored"].units == ("丁",)
    assert codes["unit-not-scored"].message("zh") == "1 个单位没有总分（丁）"
    assert codes["low-coverage"].message("en") == (
        "government: not scored for 1 units with too few indicators (丁)"
    )


def test_units_that_were_screened_out_are_told_as_that() -> None:
    codes = found(panel(SCHEME.replace(screen=Screen(0.65)))["2022-01"])
    assert set(codes) == {"unit-screened-out"}
    assert codes["unit-screened-out"].severity is Severity.REVIEW


def test_filled_values_are_a_note() -> None:
    scheme = SCHEME.replace(missing=[CarryForward(), Reweight(0.5)])
    codes = found(panel(scheme)["2022-02"])
    assert set(codes) == {"value-filled"}
    finding = codes["value-filled"]
    assert (finding.node, finding.units, finding.severity) == ("days", ("丙",), Severity.NOTE)


def test_values_beyond_goalposts_and_outside_a_transform_are_told() -> None:
    seen = observed(a={"rate": 0}, b={"rate": 1}, c={"rate": 10})
    scheme = Scheme(
        normalise=MinMax(), transform=Log(), missing=Reweight(0), goalposts={"rate": (0, 1)}
    )
    codes = found(score(seen, an_index(rate="higher"), scheme))
    assert codes["value-not-scored"].units == ("a",)
    assert codes["value-beyond-goalposts"].units == ("c",)
    assert codes["unit-not-scored"].units == ("a",)


def test_a_column_that_is_the_same_everywhere_is_told_but_not_of_one_unit_alone() -> None:
    index, scheme = an_index(rate="higher"), Scheme(normalise=MinMax())
    codes = found(score(observed(a={"rate": 3}, b={"rate": 3}), index, scheme))
    assert codes["constant-column"].message("zh") == "rate：各单位数值相同，不区分高下"
    assert not score(observed(a={"rate": 3}), index, scheme).findings


def test_a_finding_is_plain_values_and_survives_pickling() -> None:
    finding = found(panel()["2022-01"])["unit-not-scored"]
    assert pickle.loads(pickle.dumps(finding)) == finding  # noqa: S301 - our own
    assert finding.to_dict() == {
        "code": "unit-not-scored",
        "severity": "review",
        "period": "2022-01",
        "node": "demo",
        "units": ["丁"],
        "zh": "1 个单位没有总分（丁）",
        "en": "1 units have no score (丁)",
        "facts": {
            "name": {"zh": "demo", "en": "demo"},
            "count": 1,
            "units": {"zh": "丁", "en": "丁"},
        },
    }
