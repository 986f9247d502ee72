"""How lists are written: what holds together and what does not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bizenv.rulebooks.reader import read_rulebook

HEAD = """format: bizenv.rulebook/1
id: x
version: "1"
label: {zh: 示例}
jurisdiction: {level: city}
checked: 2026-11-28
sources: {s: {title: 清单, attestation: mirror}}
"""
LIST = """tolerance_lists:
  - id: l
    label: {zh: 清单}
    versions:
      - from: 2024-01-01
        until: open
        cite: {source: s}
"""


BODY = "        conditions: {minor: yes}\n        items: [{id: a, leniency: shall-lighten}]\n"
FULL = """    agency: 税务局
    statute: no
    lowest_share: {share: 0.30, cite: {source: s}}
    versions:
      - from: 2024-01-01
        until: open
        cite: {source: s}
        conditions: {minor: yes}
        also: [{do: educate}]
        items:
          - id: a
            behaviour: {zh: 甲}
            norms: [《法》第一条]
            leniency: may-not-punish
            fine: {most: 500}
            conditions: {harm: none}
            also: [{do: record, within: 5 days, from: order, cite: {source: s, locator: 二}}]
            text: 原文
            confirmed: no
            cite: {source: s, locator: 一}
          - {id: b, leniency: shall-lighten}
"""
MORE = """time_bar: {period: 2 years, cite: {source: s}}
repealed: [{title: 旧办法, until: 2022-02-28, cite: {source: s}}]
"""


def read(text):
    return read_rulebook(HEAD + text, "x.yaml")


def test_a_list_with_everything_becomes_values():
    book = read(MORE + LIST.partition("    versions")[0] + FULL)
    assert book.problems == ()
    (tolerance,) = book.rulebook.tolerance_lists
    first, second = tolerance.versions[0].items
    assert first.conditions.text.zh == "违法行为轻微，且没有造成危害后果"
    assert (first.fine.most, first.confirmed, first.text) == (Decimal(500), False, "原文")
    assert (first.citation.locator, first.also[0].citation.locator) == ("一", "二")
    assert (second.is_general, second.citation.locator) == (True, None)
    assert tolerance.lowest_share[0] == Decimal("0.30")
    assert tolerance.versions[0].also[0].citation.source.id == "s"
    assert book.rulebook.time_bar.period.n == 2
    assert book.rulebook.repealed[0].title == "旧办法"


def shared(share):
    return LIST.replace("    versions", f"    lowest_share: {share}\n    versions") + BODY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LIST + "        items: [{id: a, leniency: may-not-punish}]\n", "no-condition"),
        (LIST + BODY.replace("shall-lighten", "may"), "unknown-word"),
        (LIST + BODY.replace("lighten}", "lighten, fine: {least: 9, most: 1}}"), "bad-fine"),
        (LIST + BODY.replace("lighten}", "lighten, fine: {most: lots}}"), "bad-number"),
        (LIST + "        also: [{do: educate, within: 5 days}]\n" + BODY, "half-a-pair"),
        ("time_bar: {period: 2 years, longer: 5 years, cite: {source: s}}\n", "half-a-pair"),
        (shared("{share: 3, cite: {source: s}}"), "bad-share"),
        (shared("{share: half, cite: {source: s}}"), "bad-share"),
    ],
)
def test_what_does_not_hold_together_is_told(text, code):
    assert code in [problem.code for problem in read(text).problems]
