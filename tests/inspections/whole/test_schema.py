"""How spans are written; the rest of the format is tested with the linter."""

from bizenv.inspections.whole.schema import read_span
from bizenv.inspections.whole.spans import LICENCE_TERM, Span, SpanKind


def test_spans_are_read() -> None:
    assert read_span("calendar quarter") == Span(3)
    assert read_span("2 years") == Span(24, SpanKind.ROLLING)
    assert read_span("2 calendar years from 2018") == Span(24, anchor=2018)
    assert read_span("licence term") is LICENCE_TERM
