"""Verdicts as columns of a frame, of the kind that the frame is."""

from __future__ import annotations

def _messages(
    verdict: BulkVerdict,
    columns: Mapping[str, Encoded],
    headers: Mapping[str, str],
    rules: InspectionRules,
    lang: Lang,
) -> Encoded:
    """For each row why it has its outcome, or why it has none."""
    texts = [
        opinion_words(answer.opinion, lang) if answer.opinion else None
        for answer in verdict.answers
    ]
    unread = np.array([answer.opinion is None for answer in verdict.answers], dtype=bool)
    rows = np.flatnonzero(unread[verdict.codes]) if len(unread) else ()
    codes = verdict.codes.astype(np.int64)
    known: dict[str, int] = {}
    for row in rows:
        cells = {field: column.values[column.codes[row]] for field, column in columns.items()}
        said = _why_unread(cells, headers, rules, lang)
        codes[row] = len(texts) + known.setdefault(said, len(known))
    return Encoded(codes, [*texts, *known])


def _why_unread(
    cells: Mapping[str, Any], headers: Mapping[str, str], rules: InspectionRules, lang: Lang
) -> str:
    try:
        inspection_from_row(cells, rules.vocabulary, headers)
    except RecordError as error:
        return _JOINT.say(lang).join(_problem_words(problem, lang) for problem in error.problems)
    raise AssertionError("a row without a verdict can be read")  # pragma: no cover - one meaning


def _problem_words(problem: Problem, lang: Lang) -> str:
    return _IN_COLUMN.fill(
        lang, {"column": problem.place.column_words, "words": problem.words(lang)}
    )


_JOINT = Text("；", "; ")
_IN_COLUMN = Text("{column}：{words}", "{column}: {words}")


def _attach(
    frame: nw.DataFrame[Any],
    verdict: BulkVerdict,
    names: Mapping[str, str],
    messages: Encoded | None,
) -> Any:
    attach = _polars_series if frame.implementation.is_polars() else _other_series
    series = []
    for column, name in names.items():
        encoded = messages if column == "message" else None
        if encoded is None and column != "next_allowed":
            encoded = verdict.column(column)
        series.append(attach(frame, name, encoded, verdict))
    return frame.with_columns(*series).to_native()


def _polars_series(
    _: nw.DataFrame[Any], name: str, encoded: Encoded | None, verdict: BulkVerdict
) -> nw.Series[Any]:
    import polars as pl

    if encoded is None:
        series = pl.Series(name, verdict.next_allowed, dtype=pl.Date)
    else:
        small = pl.Series(name, encoded.values, dtype=pl.String)
        series = small.gather(pl.Series(encoded.codes))
    return nw.from_native(series, series_only=True)


def _other_series(
    frame: nw.DataFrame[Any], name: str, encoded: Encoded | None, verdict: BulkVerdict
) -> nw.Series[Any]:
    if frame.implementation.is_pandas_like():
        import pandas as pd

        index = frame.to_native().index
        if encoded is None:
            series = pd.Series(verdict.next_allowed, index=index, name=name)
        else:
            small = pd.array(list(encoded.values), dtype="str")
            series = pd.Series(small.take(encoded.codes), index=index, name=name)
        return nw.from_native(series, series_only=True)
    kind = frame.implementation
    if encoded is None:
        return nw.new_series(name, verdict.next_allowed.tolist(), nw.Date, backend=kind)
    return nw.new_series(name, encoded.decode(), nw.String, backend=kind)
