"""One seeded mistake at a time: each is rejected, told once, and located where it stands."""

from __future__ import annotations

import re

import pytest
from attrs import frozen
from rules_yaml import FIRST, RULES, SECOND, edited, messages, read, spot

from bizenv.kernel.text import Text
from bizenv.rulebooks.cases import run_cases

HEAD = (
    "one of format, id, version, label, jurisdiction, checked, extends, unseen, vocabulary, "
    "sources, quiet_periods, service_charters, office_hours, cases"
)
VERSION = (
    "one of from, until, cite, window, strictness, acts, kinds, agency_levels, enterprises, "
    "not_inspections, exemptions, exemptions_unseen, approval, duties"
)
GROUND = (
    "one of id, label, cite, acts, kinds, domains, triggers, credits, least_level, "
    "circumstances, catch_all"
)
SETS = (
    "month_days, weekdays, dates, recurrence, holidays, working_days, every_day, any, all, not, "
    "unsettled"
)
AXES = (
    "one of act, kind, domain, trigger, level, enterprise_class, zone, credit, "
    "circumstance, "
    "case_kind, channel, priority, event, grade, refusal_ground, pause_cause"
)
UNPROVED = "expected a case on each side of every boundary [boundary-without-case]"
WARNINGS = {
    "boundary-without-case",
    "day-not-in-every-month",
    "narrower-term",
    "unquoted-strictness",
    "unused-source",
}
SECOND_FROM = "2024-01-01\n        until"
A_LAST_DAY = "a day written YYYY-MM-DD, with two digits each for month and day"
COMPLAINT = "{id: complaint, triggers: [complaint], cite: {source: notice-2023}}"
OWN = "sources:\n  notice-2022"
"""Where a vocabulary of its own is put in."""


def own_terms(text: str) -> tuple[str, str]:
    return OWN, f"vocabulary:\n{text}\n{OWN}"


@frozen
class Mistake:
    """One edit of the rulebook, the text at the spot it is found at, and the message."""

    name: str
    old: str
    new: str
    at: str
    message: str


HEAD_MISTAKES = [
    Mistake(
        "section key",
        "quiet_periods:",
        "quiet_period:",
        "quiet_period:",
        f"quiet_period: got the key 'quiet_period', expected {HEAD} [unknown-key] "
        "Hint: did you mean 'quiet_periods'?",
    ),
    Mistake(
        "misspelt vocabulary section",
        *own_terms("  domian:\n    tobacco: {label: {zh: 烟草}}"),
        "domian:",
        f"vocabulary.domian: got the axis 'domian', expected {AXES} [unknown-axis] "
        "Hint: did you mean 'domain'?",
    ),
    Mistake(
        "extra key",
        "checked:",
        "remarks: none\nchecked:",
        "remarks:",
        f"remarks: got the key 'remarks', expected {HEAD} [unknown-key]",
    ),
    Mistake(
        "extra key like one that is there",
        "checked:",
        "versions: 1\nchecked:",
        "versions: 1",
        f"versions: got the key 'versions', expected {HEAD} [unknown-key] "
        "Hint: did you mean 'version'?",
    ),
    Mistake(
        "key no",
        "checked:",
        "no: yes\nchecked:",
        "no: yes",
        f"no: got the key 'no', expected {HEAD} [unknown-key]",
    ),
    Mistake(
        "duplicate key",
        'version: "1"',
        'version: "1"\nversion: "2"',
        'version: "2"',
        ": got the key 'version' again, expected each key once [duplicate-key]",
    ),
    Mistake(
        "missing key",
        "checked: 2026-01-01\n",
        "",
        "format:",
        "checked: got no 'checked', expected the key 'checked' [missing-key]",
    ),
    Mistake(
        "format of the future",
        "bizenv.rulebook/1",
        "bizenv.rulebook/2",
        "bizenv.rulebook/2",
        "format: got 'bizenv.rulebook/2', expected 'bizenv.rulebook/1' [unknown-word] "
        "Hint: did you mean 'bizenv.rulebook/1'?",
    ),
    Mistake(
        "id in capitals",
        "id: cn-test",
        "id: CN_Test",
        "CN_Test",
        "id: got 'CN_Test', expected an id of small letters, digits and single hyphens [bad-id] "
        "Hint: write 'cn-test'",
    ),
    Mistake(
        "area code",
        '"360803"',
        '"36080"',
        '"36080"',
        "jurisdiction.code: got '36080', expected an administrative code of 6, 9 or 12 digits "
        "[bad-area-code]",
    ),
    Mistake(
        "attestation",
        "attestation: official\n    issued: 2022",
        "attestation: offical\n    issued: 2022",
        "offical",
        "sources.notice-2022.attestation: got 'offical', expected 'official', 'reported' or "
        "'mirror' [unknown-word] Hint: did you mean 'official'?",
    ),
    Mistake(
        "blank title",
        "title: 关于企业安静期的通知",
        "title: '  '",
        "'  '",
        "sources.notice-2022.title: got '  ', expected a text that is not blank [empty-value]",
    ),
    Mistake(
        "sources that are no mapping",
        RULES[RULES.index("sources:") : RULES.index("quiet_periods:")],
        "sources: [notice-2022, notice-2023]\n",
        "[notice-2022, notice-2023]",
        "sources: got ['notice-2022', 'notice-2023'], expected a mapping [wrong-type]",
    ),
    Mistake(
        "address",
        "issued: 2022-12-20",
        "issued: 2022-12-20\n    url: example.cn",
        "example.cn",
        "sources.notice-2022.url: got 'example.cn', expected an address that begins with "
        "https:// or http:// [bad-url]",
    ),
    Mistake(
        "unknown parent",
        "checked:",
        "extends: [cn-nowhere]\nchecked:",
        "cn-nowhere",
        "extends[0]: got 'cn-nowhere', expected the id of a shipped rulebook, or of a file "
        "beside this one [unknown-parent]",
    ),
    Mistake(
        "parent that is no id",
        "checked:",
        "extends: [../secrets]\nchecked:",
        "../secrets",
        "extends[0]: got '../secrets', expected an id of small letters, digits and single "
        "hyphens [bad-id] Hint: write the id, not the name of a file: 'secrets'",
    ),
    Mistake(
        "parent by the name of its file",
        "checked:",
        "extends: [cn-hn.yaml]\nchecked:",
        "cn-hn.yaml",
        "extends[0]: got 'cn-hn.yaml', expected an id of small letters, digits and single "
        "hyphens [bad-id] Hint: write the id, not the name of a file: 'cn-hn'",
    ),
    Mistake(
        "parent by the name of its file and no list",
        "checked:",
        "extends: ../cn-hn.yaml\nchecked:",
        "../cn-hn.yaml",
        "extends: got '../cn-hn.yaml', expected a list [wrong-type] "
        "Hint: write a list of ids, not the name of a file: [cn-hn]",
    ),
    Mistake(
        "parent that is no list",
        "checked:",
        "extends: cn-hn\nchecked:",
        "cn-hn",
        "extends: got 'cn-hn', expected a list [wrong-type] Hint: a list of one is written [cn-hn]",
    ),
    Mistake(
        "time zone",
        'code: "360803"',
        'code: "360803", time_zone: Asia/Shanghia',
        "Asia/Shanghia",
        "jurisdiction.time_zone: got 'Asia/Shanghia', expected the name of a time zone, such as "
        "'Asia/Shanghai' [unknown-time-zone] Hint: did you mean 'Asia/Shanghai'?",
    ),
    Mistake(
        "source that nothing cites",
        "sources:\n",
        "sources:\n  letter: {title: 函, attestation: mirror}\n",
        "letter:",
        "sources.letter: got 'letter', expected a source that is cited somewhere [unused-source]",
    ),
]

DATE_MISTAKES = [
    Mistake(
        "30 February",
        "from: 2023-01-01",
        "from: 2023-02-30",
        "2023-02-30",
        f"{FIRST}.from: got '2023-02-30', expected a day that the calendar has [bad-date]",
    ),
    Mistake(
        "unpadded",
        "until: 2023-12-31",
        "until: 2023-12-1",
        "2023-12-1",
        f"{FIRST}.until: got '2023-12-1', expected {A_LAST_DAY} [bad-date] Hint: write 2023-12-01",
    ),
    Mistake(
        "month 13",
        "from: 2024-01-01",
        "from: 2024-13",
        "2024-13",
        f"{SECOND}.from: got '2024-13', expected a day that the calendar has [bad-date]",
    ),
    Mistake(
        "first day in words",
        "from: 2024-01-01",
        "from: New Year",
        "New Year",
        f"{SECOND}.from: got 'New Year', expected a first day written YYYY-MM-DD, YYYY-MM or "
        "YYYY, or 'unstated' [bad-date]",
    ),
    Mistake(
        "sentinel end",
        "until: open",
        "until: 9999-12-31",
        "9999-12-31",
        f"{SECOND}.until: got '9999-12-31', expected a real day between 1949 and 2099 "
        "[sentinel-date] Hint: write 'open' where the document names no day",
    ),
    Mistake(
        "sentinel start",
        "from: 2023-01-01",
        "from: 0001-01-01",
        "0001-01-01",
        f"{FIRST}.from: got '0001-01-01', expected a real day between 1949 and 2099 "
        "[sentinel-date] Hint: write 'unstated' where the document names no day",
    ),
    Mistake(
        "until before from",
        "until: 2023-12-31",
        "until: 2022-12-31",
        "2022-12-31\n        cite",
        f"{FIRST}.until: got '2022-12-31', expected an 'until' that is not before 'from' "
        "[inverted-validity] Hint: both days are included",
    ),
    Mistake(
        "overlap without end",
        "until: 2023-12-31",
        "until: open",
        SECOND_FROM,
        f"{SECOND}.from: got '2024-01-01', which shares every day from 2024-01-01 with "
        "'2023-01-01', expected versions in order that share no day [overlapping-versions] "
        "Hint: let '2023-01-01' end the day before: until: 2023-12-31",
    ),
    Mistake(
        "gap that is none",
        "    versions:",
        "    gaps: [{from: 2023-12-01, until: 2023-12-31, reason: {zh: 空档}}]\n    versions:",
        "{from: 2023-12-01",
        "quiet_periods[0].gaps[0]: got 2023-12-01 to 2023-12-31, expected the days between two "
        "versions [no-such-gap]",
    ),
]

WINDOW_MISTAKES = [
    Mistake(
        "inner key",
        "month_days: 1-22",
        "month_day: 1-22",
        "month_day:",
        f"{FIRST}.window.month_day: got the key 'month_day', expected one of {SETS} "
        "[unknown-key] Hint: did you mean 'month_days'?",
    ),
    Mistake(
        "day 35",
        "1-22",
        "1-35",
        "1-35",
        f"{FIRST}.window.month_days: got '1-35', expected days between 1 and 31 [bad-window]",
    ),
    Mistake(
        "22 to 1",
        "1-22",
        "22-1",
        "22-1}",
        f"{FIRST}.window.month_days: got '22-1', expected a first day that is not after the last "
        "[inverted-window] Hint: write 1-22",
    ),
    Mistake(
        "words for days",
        "1-22",
        "first to 22nd",
        "first to 22nd",
        f"{FIRST}.window.month_days: got 'first to 22nd', expected days of the month written "
        "'1-22' or '20' [bad-window]",
    ),
    Mistake(
        "full-width digit",
        "1-22",
        "１-22",
        "１-22",
        f"{FIRST}.window.month_days: got '１-22', expected digits, letters and signs of half "
        "width [full-width] Hint: '１' is a full-width character",
    ),
    Mistake(
        "no such weekday",
        "month_days: 1-22",
        "weekdays: [monday]",
        "monday",
        f"{FIRST}.window.weekdays[0]: got 'monday', expected a weekday, one of mon, tue, wed, "
        "thu, fri, sat, sun [unknown-word]",
    ),
    Mistake(
        "one weekday of two",
        "month_days: 1-22",
        "weekdays: [mon, tues]",
        "tues",
        f"{FIRST}.window.weekdays[1]: got 'tues', expected a weekday, one of mon, tue, wed, "
        "thu, fri, sat, sun [unknown-word] Hint: did you mean 'tue'?",
    ),
    Mistake(
        "both parts of a union",
        "month_days: 1-22",
        "any: [{month_days: 1-22}, {month_days: 0}]",
        "0}]",
        f"{FIRST}.window.any[1].month_days: got '0', expected days between 1 and 31 [bad-window]",
    ),
    Mistake(
        "a union of one",
        "month_days: 1-22",
        "any: [{month_days: 1-22}]",
        "[{month_days",
        f"{FIRST}.window.any: got [{{'month_days': '1-22'}}], expected at least 2 of them "
        "[too-few]",
    ),
    Mistake(
        "two keys",
        "month_days: 1-22",
        "month_days: 1-22, weekdays: [mon]",
        "{month_days: 1-22,",
        f"{FIRST}.window: got {{'month_days': '1-22', 'weekdays': ['mon']}}, expected exactly "
        f"one of {SETS} [bad-window]",
    ),
    Mistake(
        "recurrence that RFC 5545 does not know",
        "month_days: 1-22",
        "recurrence: {rule: FREQ=HOURLY, start: 2023-01-01}",
        "FREQ=HOURLY",
        f"{FIRST}.window.recurrence.rule: got 'FREQ=HOURLY', expected a rule of RFC 5545 such as "
        "FREQ=MONTHLY;BYDAY=2TH [bad-recurrence] Hint: FREQ is DAILY, WEEKLY, MONTHLY or YEARLY; "
        "COUNT or UNTIL, not both; no times of day",
    ),
    Mistake(
        "recurrence on no day",
        "month_days: 1-22",
        "recurrence: {rule: FREQ=DAILY, start: 2023-02-30}",
        "2023-02-30",
        f"{FIRST}.window.recurrence.start: got '2023-02-30', expected a day that the calendar "
        "has [bad-date]",
    ),
    Mistake(
        "nothing in a window",
        "{month_days: 1-22}",
        "\n          any:",
        "\n        exemptions:\n          - {id: work-safety",
        f"{FIRST}.window.any: got nothing, expected a value; leave the key out where there is "
        "none [empty-value]",
    ),
    Mistake(
        "empty window",
        "{month_days: 1-22}",
        "{every_day: no}",
        "{every_day: no}",
        f"{FIRST}.window: got no day, expected a window that covers some day [empty-window]",
    ),
    Mistake(
        "endless window",
        "{month_days: 1-22}",
        "{month_days: 1-31}",
        "{month_days: 1-31}",
        f"{FIRST}.window: got days 1–31 of every month, expected a window that leaves some day "
        "free [endless-window]",
    ),
    Mistake(
        "boundary without a case",
        "start: 2023-06-23",
        "start: 2023-06-25",
        "{month_days: 1-22}",
        f"{FIRST}.window: got no case on day 23 of a month, {UNPROVED}",
    ),
    Mistake(
        "no case on the day before the first day",
        "start: 2022-12-31",
        "start: 2022-12-30",
        "{month_days: 1-22}",
        f"{FIRST}.window: got no case on 2022-12-31, {UNPROVED}",
    ),
    Mistake(
        "boundary with a case under another version",
        "start: 2024-03-21",
        "start: 2024-03-23",
        "{month_days: 1-20}",
        f"{SECOND}.window: got no case on day 21 of a month, {UNPROVED}",
    ),
]

RULE_MISTAKES = [
    Mistake(
        "unknown trigger",
        "[complaint], cite",
        "[complain], cite",
        "complain]",
        f"{SECOND}.exemptions[1].triggers[0]: got 'complain', expected a trigger of the "
        "vocabulary, such as 'complaint' [unknown-term] Hint: did you mean 'complaint'?",
    ),
    Mistake(
        "label for a code",
        "[complaint], cite",
        "[投诉举报], cite",
        "投诉举报",
        f"{SECOND}.exemptions[1].triggers[0]: got '投诉举报', expected a trigger of the "
        "vocabulary, such as 'complaint' [unknown-term] Hint: did you mean 'complaint'?",
    ),
    Mistake(
        "strictness without the words of the document",
        ", quote: 一律不得检查",
        "",
        "absolute\n",
        f"{FIRST}.strictness: got 'absolute', expected a strictness that quoted words prove "
        "[unquoted-strictness] Hint: quote the document in the version's cite: quote: …",
    ),
    Mistake(
        "narrower term beside the broader one",
        "domains: [work-safety], cite",
        "domains: [food-drug-safety, food-safety], cite",
        "food-safety], cite",
        f"{FIRST}.exemptions[0].domains[1]: got 'food-safety', expected terms of which none "
        "falls under another [narrower-term] Hint: it falls under 'food-drug-safety' of the "
        "same list",
    ),
    Mistake(
        "unknown level",
        "least_level: city",
        "least_level: cty",
        "cty",
        f"{SECOND}.exemptions[2].least_level: got 'cty', expected a level of government of the "
        "vocabulary, such as 'central' [unknown-term] Hint: did you mean 'city'?",
    ),
    Mistake(
        "unknown circumstance",
        "[important]",
        "[importent]",
        "importent",
        f"{SECOND}.exemptions[2].circumstances[0]: got 'importent', expected a circumstance of "
        "the vocabulary, such as 'others-harmed' [unknown-term] Hint: did you mean 'important'?",
    ),
    Mistake(
        "category twice",
        "fire-safety], cite",
        "fire-safety, work-safety], cite",
        "work-safety], cite: {source: notice-2023",
        f"{SECOND}.exemptions[0].domains[2]: got 'work-safety', expected each term once "
        "[term-twice]",
    ),
    Mistake(
        "exemption that never matches",
        "triggers: [complaint], cite",
        "kinds: [routine], triggers: [complaint], cite",
        "{id: complaint",
        f"{SECOND}.exemptions[1]: got the exemption 'complaint', expected one that some "
        "regulated visit can meet [exemption-never-matches] Hint: its conditions contradict each "
        "other, or the scope of the rule",
    ),
    Mistake(
        "exemption that swallows the rule",
        "triggers: [complaint], cite",
        "acts: [inspection], cite",
        "{id: complaint",
        f"{SECOND}.exemptions[1]: got the exemption 'complaint', which every regulated visit "
        "meets, expected one that leaves something forbidden [exemption-swallows-rule]",
    ),
    Mistake(
        "exemption within a later one",
        f"- {COMPLAINT}",
        "- {id: fire, domains: [fire-safety], cite: {source: notice-2023}}\n"
        f"          - {COMPLAINT}",
        "{id: fire",
        f"{SECOND}.exemptions[1]: got 'fire', which holds only where 'safety' holds too, "
        "expected exemptions that each add something [exemption-shadowed]",
    ),
    Mistake(
        "exemption around an earlier one",
        f"- {COMPLAINT}",
        f"- {COMPLAINT}\n"
        "          - {id: wide, triggers: [complaint, emergency], cite: {source: notice-2023}}",
        "{id: wide",
        f"{SECOND}.exemptions[2]: got 'complaint', which holds only where 'wide' holds too, "
        "expected exemptions that each add something [exemption-shadowed]",
    ),
    Mistake(
        "missing citation",
        COMPLAINT,
        "{id: complaint, triggers: [complaint]}",
        "{id: complaint",
        f"{SECOND}.exemptions[1].cite: got no 'cite', expected the key 'cite' [missing-citation] "
        "Hint: say where it is written, such as cite: {source: …, locator: …}",
    ),
    Mistake(
        "misspelt citation",
        "cite: {source: notice-2022, l",
        "cites: {source: notice-2022, l",
        "cites:",
        f"{FIRST}.cites: got the key 'cites', expected {VERSION} [unknown-key] "
        "Hint: did you mean 'cite'?",
    ),
    Mistake(
        "unknown source",
        "cite: {source: notice-2022, l",
        "cite: {source: notise-2022, l",
        "notise-2022",
        f"{FIRST}.cite.source: got 'notise-2022', expected a source of this file: notice-2022, "
        "notice-2023 [unknown-source] Hint: did you mean 'notice-2022'?",
    ),
    Mistake(
        "source that is no id",
        "cite: {source: notice-2022, l",
        "cite: {source: Notice 2022, l",
        "Notice 2022",
        f"{FIRST}.cite.source: got 'Notice 2022', expected an id of small letters, digits and "
        "single hyphens [bad-id] Hint: write 'notice-2022'",
    ),
    Mistake(
        "label without Chinese",
        "{zh: 企业安静期, en: quiet period}",
        "{en: quiet period}",
        "label: {en: quiet period}",
        "quiet_periods[0].label.zh: got no 'zh', expected the key 'zh' [missing-label] "
        "Hint: give the Chinese words: zh: …",
    ),
    Mistake(
        "no label",
        "    label: {zh: 企业安静期, en: quiet period}\n",
        "",
        "id: quiet-days",
        "quiet_periods[0].label: got no 'label', expected the key 'label' [missing-label] "
        "Hint: give it words, such as label: {zh: …}",
    ),
    Mistake(
        "nothing for a label",
        "label: {zh: 企业安静期, en: quiet period}",
        "label:",
        "\n    versions",
        "quiet_periods[0].label: got nothing, expected a value; leave the key out where there is "
        "none [empty-value]",
    ),
    Mistake(
        "strictness",
        "strictness: absolute",
        "strictness: absolut",
        "absolut\n",
        f"{FIRST}.strictness: got 'absolut', expected 'in-principle', 'absolute' or 'unstated' "
        "[unknown-word] Hint: did you mean 'absolute'?",
    ),
    Mistake(
        "on for yes",
        "triggers: [complaint], cite",
        "triggers: [complaint], catch_all: on, cite",
        "on, cite: {source: notice-2023}}\n          - id",
        f"{SECOND}.exemptions[1].catch_all: got 'on', expected 'yes' or 'no' [bad-yes-no]",
    ),
    Mistake(
        "key on",
        "triggers: [complaint], cite",
        "triggers: [complaint], on: yes, cite",
        "on: yes",
        f"{SECOND}.exemptions[1].on: got the key 'on', expected {GROUND} [unknown-key]",
    ),
    Mistake(
        "unknown duty",
        "do: file",
        "do: fiel",
        "fiel\n",
        f"{SECOND}.duties[0].do: got 'fiel', expected one of approve, feedback-form, file, "
        "filing-form, list, no-widening, notice, plan, publish, record-reason, report, review, "
        "scan, stamp, two-officers [unknown-term] Hint: did you mean 'file'?",
    ),
    Mistake(
        "duty at an unknown time",
        "[exempt]",
        "[exempted]",
        "exempted",
        f"{SECOND}.duties[0].when[0]: got 'exempted', expected 'exempt', 'approved', 'outside' "
        "or 'review' [unknown-word] Hint: did you mean 'exempt'?",
    ),
    Mistake(
        "timing in words",
        "3 working days before",
        "three days before",
        "three days",
        f"{SECOND}.duties[0].timing: got 'three days before start', expected a timing such as "
        "'3 working days before start', '5 days after end' or 'before start' [bad-timing]",
    ),
    Mistake(
        "timing that says nothing",
        "3 working days before",
        "3 days at",
        "3 days at",
        f"{SECOND}.duties[0].timing: got '3 days at start', expected a timing such as "
        "'3 working days before start', '5 days after end' or 'before start' [bad-timing] "
        "Hint: with a count write before or after, not at",
    ),
    Mistake(
        "text for a number",
        *own_terms("  level:\n    village: {label: {zh: 村级}, rank: low}"),
        "low}",
        "vocabulary.level.village.rank: got 'low', expected a whole number [bad-number]",
    ),
    Mistake(
        "level without a rank",
        *own_terms("  level:\n    village: {label: {zh: 村级}}"),
        "village:",
        "vocabulary.level.village.rank: got no 'rank', expected the rank of the level, a whole "
        "number [missing-key]",
    ),
]

CASE_MISTAKES = [
    Mistake(
        "case outside its version",
        "version: 2024-01-01",
        "version: 2023-01-01",
        "2023-01-01\n  - name: last quiet day of March",
        "cases[7].version: got '2023-01-01', which is not in force on 2024-01-01, expected a "
        "version that is in force on the day of the case [case-outside-version]",
    ),
    Mistake(
        "unknown version",
        "version: 2024-01-01",
        "version: 2024-01-02",
        "2024-01-02",
        "cases[7].version: got '2024-01-02', expected one of 2023-01-01, 2024-01-01 "
        "[unknown-version] Hint: did you mean '2024-01-01'?",
    ),
    Mistake(
        "unknown rule",
        "rule: quiet-days",
        "rule: quiet-day",
        "quiet-day\n",
        "cases[12].rule: got 'quiet-day', expected one of quiet-days [unknown-rule] "
        "Hint: did you mean 'quiet-days'?",
    ),
    Mistake(
        "unknown exemption",
        "exemptions: [complaint]",
        "exemptions: [complaints]",
        "complaints",
        "cases[11].expect.exemptions[0]: got 'complaints', expected one of campaign, complaint, "
        "safety, work-safety [unknown-exemption] Hint: did you mean 'complaint'?",
    ),
    Mistake(
        "unknown code",
        "codes: [not-in-force]",
        "codes: [not-in-forse]",
        "not-in-forse",
        "cases[0].expect.codes[0]: got 'not-in-forse', expected one of approved, "
        "approved-late, catch-all-claimed, exempt, exemptions-unseen, facts-missing, "
        "in-quiet-period, lawful-either-way, not-an-inspection, not-in-force, out-of-scope, "
        "outside-quiet-period, partly-covered, start-unstated "
        "[unknown-code] Hint: did you mean 'not-in-force'?",
    ),
    Mistake(
        "unpadded day in a case",
        "start: 2023-06-22",
        "start: 2023-6-22",
        "2023-6-22",
        f"cases[2].inspection.start: got '2023-6-22', expected {A_LAST_DAY} [bad-date] "
        "Hint: write 2023-06-22",
    ),
    Mistake(
        "impossible unpadded day in a case, told once",
        "start: 2023-06-22",
        "start: 2023-6-31",
        "2023-6-31",
        f"cases[2].inspection.start: got '2023-6-31', expected {A_LAST_DAY} [bad-date] "
        "Hint: write 2023-06-31",
    ),
    Mistake(
        "two headers of one field in a case",
        "{start: 2023-06-22,",
        "{检查日期: 2023-06-22, 检查时间: 2023-06-22,",
        "{检查日期",
        "cases[2].inspection: got the columns '检查日期', '检查时间', expected one column for "
        "'start' [ambiguous-header]",
    ),
    Mistake(
        "unknown outcome",
        "outcome: exempt, exemptions: [complaint]",
        "outcome: exemt, exemptions: [complaint]",
        "exemt,",
        "cases[11].expect.outcome: got 'exemt', expected 'not-an-inspection', 'allowed', "
        "'exempt', 'needs-review', 'forbidden', 'undetermined', 'closable', 'not-closable', "
        "'may-be-written-off', 'not-to-be-written-off', 'overdue' or 'ended' [unknown-word] "
        "Hint: did you mean 'exempt'?",
    ),
    Mistake(
        "bad cell",
        "start: 2023-06-22",
        "start: 2023-06-31",
        "2023-06-31",
        "cases[2].inspection.start: got '2023-06-31', expected a day that the calendar has "
        "[bad-day]",
    ),
    Mistake(
        "bad word in a cell",
        "domain: fire-safety}",
        "domain: fire-safty}",
        "fire-safty",
        "cases[10].inspection.domain: got 'fire-safty', expected a known domain "
        "[unknown-term] Hint: did you mean 'fire safety'?",
    ),
    Mistake(
        "a mapping in a cell",
        "domain: fire-safety}",
        "domain: {a: b}}",
        "{a: b}",
        "cases[10].inspection.domain: got {'a': 'b'}, expected a text or a list of texts "
        "[wrong-type]",
    ),
    Mistake(
        "a mapping for the day",
        "{start: 2024-03-20, domain: fire-safety}",
        "{start: {a: b}, domain: fire-safety}",
        "{a: b}",
        "cases[10].inspection.start: got {'a': 'b'}, expected a text or a list of texts "
        "[wrong-type]",
    ),
    Mistake(
        "a full-width word in a cell",
        "domain: fire-safety}",
        "domain: [tax, ｆire]}",
        "ｆire",
        "cases[10].inspection.domain[1]: got 'ｆire', expected digits, letters and signs of half "
        "width [full-width] Hint: 'ｆ' is a full-width character",
    ),
    Mistake(
        "an unknown field",
        "{start: 2024-03-20, domain: fire-safety}",
        "{start: 2024-03-20, domains: fire-safety}",
        "domains: fire-safety",
        "cases[10].inspection.domains: got the key 'domains', expected one of act, agency, "
        "agency_level, approved, considerable-hazard, deploying_level, domain, end, enterprise, "
        "enterprise_class, enterprise_name, filed, fixed-time, id, important, kind, major, matter, "
        "noticed, others-harmed, phased-in, reason, serious, site-check-needed, special-case, "
        "start, trigger, zone [unknown-field] Hint: did you mean 'domain'?",
    ),
    Mistake(
        "case without a day",
        "{start: 2023-06-23}",
        "{kind: routine}",
        "inspection: {kind: routine}",
        "cases[3].inspection.start: got no day, expected the day of the visit [missing-day]",
    ),
    Mistake(
        "case twice",
        "name: complaint",
        "name: campaign",
        "campaign\n    inspection: {start: 2024-03-20, trigger: special-campaign",
        "cases[12].name: got 'campaign', expected a name of its own [duplicate-id]",
    ),
    Mistake(
        "cases that are no list",
        RULES[RULES.index("cases:") :],
        "cases: {}\n",
        "{}",
        "cases: got {}, expected a list [wrong-type]",
    ),
    Mistake(
        "cases without rules",
        RULES[RULES.index("quiet_periods:") : RULES.index("cases:")],
        "",
        "cases:",
        "cases: got cases without a rule, expected quiet_periods, here or in a parent [no-rules]",
    ),
]

YAML_MISTAKES = [
    Mistake(
        "anchor",
        "label: {zh: 测",
        "label: &l {zh: 测",
        "&l",
        ": got the anchor &l, expected no anchors [anchor]",
    ),
    Mistake(
        "alias",
        "triggers: [complaint], cite: {source: notice-2023}",
        "triggers: [complaint], cite: *c",
        "*c",
        ": got the alias *c, expected the words themselves [alias]",
    ),
    Mistake(
        "tag that would run a command",
        "zh: 测试区",
        "zh: !!python/object/apply:os.system 测试区",
        "!!python",
        ": got the tag !!python/object/apply:os.system, expected no tags [tag]",
    ),
    Mistake(
        "tag on a key",
        "id: cn-test",
        "!!python/name:os.system id: cn-test",
        "!!python",
        ": got the tag !!python/name:os.system, expected no tags [tag]",
    ),
    Mistake(
        "broken syntax",
        "{month_days: 1-22}",
        "{month_days: 1-22",
        ":\n          - {id: work-safety",
        ": got did not find expected ',' or '}', expected valid YAML [bad-yaml] "
        "Hint: look from line 25 on",
    ),
    Mistake(
        "second document",
        "cases:",
        "---\ncases:",
        "---",
        ": got a second document, expected one document a file [second-document]",
    ),
    Mistake(
        "list as key",
        "checked:",
        "? [a]\n: b\nchecked:",
        "[a]",
        ": got a list or mapping as key, expected a word as key [bad-key]",
    ),
]

MISTAKES = [
    *HEAD_MISTAKES,
    *DATE_MISTAKES,
    *WINDOW_MISTAKES,
    *RULE_MISTAKES,
    *CASE_MISTAKES,
    *YAML_MISTAKES,
]


# --- the rulebook itself ----------------------------------------------------


def test_the_rulebook_without_a_mistake_has_no_problem_and_passes_its_cases() -> None:
    reading = read(RULES)
    assert messages(reading) == []
    assert reading.rulebook is not None
    assert run_cases(reading.rulebook).passed


# --- one mistake ------------------------------------------------------------


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_once_and_where_it_stands(mistake: Mistake) -> None:
    text = edited((mistake.old, mistake.new))
    joint = "" if mistake.message.startswith(":") else " "
    assert messages(read(text)) == [f"{spot(text, mistake.at)}{joint}{mistake.message}"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_rulebook_with_a_mistake_cannot_be_used(mistake: Mistake) -> None:
    """Only a lack of proof, a warning, lets it through."""
    reading = read(edited((mistake.old, mistake.new)))
    warned = any(f"[{code}]" in mistake.message for code in WARNINGS)
    assert (reading.rulebook is None) == (not warned)
    assert all(problem.severity == "warning" for problem in reading.problems) == warned


def test_names_of_mistakes_are_unique() -> None:
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES)


# --- mistakes that bring others with them -----------------------------------


def unproved(text: str, at: str, where: str, *wanted: str) -> list[str]:
    place = spot(text, at)
    days = ", ".join(wanted)
    return [f"{place} {where}.window: got no case on {days}, {UNPROVED}"] if wanted else []


def test_all_mistakes_of_a_file_are_told_in_one_run_and_in_its_order() -> None:
    text = edited(
        ('version: "1"', 'version: "1"\nversion: "2"'),
        ("month_days: 1-22", "month_day: 22-1"),
        ("until: 2023-12-31", "until: 2023-11-31"),
        ("{id: work-safety, domains", "{id: work-safety, domain"),
        ("[complaint], cite", "[complain], cite"),
        ("do: file", "do: fiel"),
        ("start: 2023-06-22", "start: 2023-06-31"),
        ("outcome: exempt, exemptions: [complaint]", "outcome: exemt, exemptions: [complaint]"),
        ("rule: quiet-days", "rule: quiet-day"),
    )
    told = [(p.place.line, p.place.column, p.code) for p in read(text).problems]
    expected = [
        ('version: "2"', "duplicate-key"),
        ("2023-11-31", "bad-date"),
        ("month_day:", "unknown-key"),
        ("22-1}", "inverted-window"),
        ("domain: [work-safety]", "unknown-key"),
        ("complain], cite", "unknown-term"),
        ("fiel\n", "unknown-term"),
        ("2023-06-31", "bad-day"),
        ("exemt", "unknown-word"),
        ("quiet-day\n  - name: nothing", "unknown-rule"),
    ]
    assert told == [
        (*map(int, spot(text, at).removeprefix("rules.yaml:").split(":")), code)
        for at, code in expected
    ]


def test_one_broken_period_does_not_hide_the_mistakes_of_the_next() -> None:
    broken = "quiet_periods:\n  - label: {zh: 无名}\n    versions: []\n"
    text = edited(("quiet_periods:\n", broken), ("do: file", "do: fiel"))
    codes = [problem.code for problem in read(text).problems]
    assert codes == ["missing-key", "too-few", "unknown-term"]


# --- both languages ---------------------------------------------------------

QUOTED = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"  # what is quoted from the file
    |\{[^{}]*\}|\[[^\[\]]*\]               # what is written in YAML, and codes
    |[*&!]\S+                              # aliases, anchors, tags
    |\S+\.\S+                              # files and paths
    |[A-Z][A-Z0-9-]+(?:[=;][A-Z0-9]+)*     # formats and the parts of a recurrence
    |[\w-]+、(?:[\w-]+、)*[\w-]+           # lists of keys and codes
    """,
    re.VERBOSE,
)
ENGLISH = re.compile(r"[A-Za-z]+[ ,]+[A-Za-z]{2,}")


def english_in(said: str) -> list[str]:
    """Runs of English words outside of what is quoted."""
    return ENGLISH.findall(QUOTED.sub("", QUOTED.sub("", said)))


def test_english_words_among_chinese_are_found() -> None:
    assert english_in("r.yaml:1:1：读到 'no such day'，应为日期 [bad-date]") == []
    assert english_in("r.yaml:1:1：读到空白，应为 a day [bad-date]") == ["a day"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_in_chinese_to_who_reads_chinese(mistake: Mistake) -> None:
    """Only what is quoted from the file, paths, codes and words of the format are not."""
    for problem in read(edited((mistake.old, mistake.new))).problems:
        for words in (problem.got, problem.expected, problem.hint):
            if isinstance(words, Text):
                assert words.en is not None
                assert not CHINESE.search(QUOTED.sub("", words.en))
        assert isinstance(problem.expected, Text)
        assert problem.hint is None or isinstance(problem.hint, Text)
        assert english_in(problem.say("zh")) == []


CHINESE = re.compile("[\u4e00-\u9fff]")
