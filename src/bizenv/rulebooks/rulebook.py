"""A rulebook in hand: the rules of one jurisdiction, ready to check records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from attrs import define, evolve, field, frozen

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.cases.charters import ServiceCharter
from bizenv.cases.rules import CaseRules, CaseVerdict, check_case
from bizenv.cases.service_levels import ServiceLevel
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Case, Time
from bizenv.inspections.quiet_periods import QuietPeriod
from bizenv.inspections.records import inspection_from_row
from bizenv.inspections.rules import InspectionRules, check_inspection
from bizenv.inspections.values import Inspection, InspectionVerdict
from bizenv.inspections.whole.frequency import FrequencyRule
from bizenv.inspections.whole.joint_visits import JointRule
from bizenv.inspections.whole.papers import PaperRule, PlanEntry
from bizenv.inspections.whole.rules import ScheduleRules
from bizenv.inspections.whole.values import ScheduleVerdict
from bizenv.kernel.errors import UsageError
from bizenv.kernel.legal import Source
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.verdict import RulebookRef
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.rulebooks.worked_cases import WorkedCase

if TYPE_CHECKING:
    from bizenv.cases.frames import FrameT as CaseFrameT
    from bizenv.cases.frames import JudgedFrame
    from bizenv.inspections.frames import FrameT
    from bizenv.tables.mapping import TableMap

__all__ = ["Jurisdiction", "Rulebook"]


@frozen
class Jurisdiction:
    """Whose rules these are: a level of government, its code, time zone and calendar."""

    level: str
    code: str | None = None
    time_zone: str = "Asia/Shanghai"
    calendar: str = "CN"


@define(frozen=True, slots=False, kw_only=True)
class Rulebook:
    """The rules of one jurisdiction, with their sources, vocabulary and cases.

    >>> from bizenv import load_rulebook
    >>> load_rulebook("cn-jx-qingyuan").text.en
    "Qingyuan District, Ji'an, Jiangxi"
    """

    ref: RulebookRef
    text: Text
    jurisdiction: Jurisdiction
    checked: date
    sources: tuple[Source, ...]
    vocabulary: Vocabulary
    quiet_periods: tuple[QuietPeriod, ...] = ()
    frequency_rules: tuple[FrequencyRule, ...] = ()
    joint_rules: tuple[JointRule, ...] = ()
    paper_rules: tuple[PaperRule, ...] = ()
    charters: tuple[ServiceCharter, ...] = ()
    office_hours: Hours | None = None
    worked_cases: tuple[WorkedCase, ...] = ()
    unseen: tuple[Text, ...] = ()
    extends: tuple[str, ...] = ()
    file: str | None = field(default=None, eq=False)
    own_calendar: WorkCalendar | None = None
    """A calendar that stands in for the shipped one of the jurisdiction."""

    @property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar by which its days are counted."""
        return self.own_calendar or work_calendar(self.jurisdiction.calendar)

    def with_calendar(self, calendar: WorkCalendar) -> Rulebook:
        """The same rulebook, its working days counted by another calendar.

        >>> import datetime as dt
        >>> from bizenv import load_rulebook, work_calendar
        >>> book = load_rulebook("cn-ha-nanyang")
        >>> in_2020 = work_calendar("CN", as_of=dt.date(2020, 6, 1))
        >>> book.with_calendar(in_2020).calendar.known_through
        datetime.date(2020, 12, 31)
        """
        return evolve(self, own_calendar=calendar)

    @property
    def id(self) -> str:
        """The id of the rulebook, for example ``cn-jx-qingyuan``."""
        return self.ref.id

    @property
    def version(self) -> str:
        """The version that the file states."""
        return self.ref.version

    def __repr__(self) -> str:
        return f"<Rulebook {self.ref}>"

    @cached_property
    def inspections(self) -> InspectionRules:
        """The rules on inspections.

        Raises:
            UsageError: the rulebook has none.
        """
        if not self.quiet_periods and not self.schedule.any:
            raise UsageError(
                Text(
                    f"规则库 {self.id!r} 没有关于检查的规则",
                    f"the rulebook {self.id!r} has no rules on inspections",
                )
            )
        return InspectionRules(
            quiet_periods=self.quiet_periods,
            vocabulary=self.vocabulary,
            rulebook=self.ref,
            calendar=self.calendar,
        )

    @cached_property
    def schedule(self) -> ScheduleRules:
        """The rules that no single visit shows: frequency, joint visits, papers.

        >>> from bizenv import load_rulebook
        >>> load_rulebook("cn-jx-qingyuan").schedule.any
        False
        """
        return ScheduleRules(
            frequency=self.frequency_rules,
            joint_visits=self.joint_rules,
            papers=self.paper_rules,
            vocabulary=self.vocabulary,
            rulebook=self.ref,
            calendar=self.calendar,
        )

    @cached_property
    def requests(self) -> CaseRules:
        """The rules on requests of enterprises: promises, closure, and what times them.

        >>> from bizenv import load_rulebook
        >>> load_rulebook("cn-jx-qingyuan").requests.base.zone
        'Asia/Shanghai'

        Raises:
            UsageError: the rulebook has none.
        """
        if not self.charters:
            raise UsageError(
                Text(
                    f"规则库 {self.id!r} 没有关于诉求的规则",
                    f"the rulebook {self.id!r} has no rules on requests",
                )
            )
        clock = Clock(self.office_hours, self.calendar) if self.office_hours else None
        return CaseRules(
            service_level=ServiceLevel(p for each in self.charters for p in each.promises()),
            closure=tuple(
                rule for each in self.charters for some in each.closures() for rule in some
            ),
            base=TimeBase(self.calendar, clock, self.jurisdiction.time_zone),
            citation=self.charters[0].versions[-1].citation,
            rulebook=self.ref,
        )

    def inspection(self, row: Mapping[str, object]) -> Inspection:
        """Read an inspection from a row of cells, with this rulebook's vocabulary.

        The row's keys are fields, or headers as people write them.

        >>> from bizenv import load_rulebook
        >>> row = {"检查日期": "2023年6月15日", "检查起因": "投诉举报"}
        >>> load_rulebook("cn-jx-qingyuan").inspection(row).trigger
        frozenset({'complaint'})

        Raises:
            RecordError: every cell that cannot be read, and every key that is no field.
        """
        from bizenv.rulebooks.vocabulary import headers_of

        found = headers_of(row)
        fields = {header: field for field, header in found.items()}
        renamed = {fields.get(key, key): cell for key, cell in row.items()}
        return inspection_from_row(renamed, self.vocabulary, found)

    @overload
    def check(self, record: Inspection) -> InspectionVerdict: ...

    @overload
    def check(self, record: Case, *, at: Time) -> CaseVerdict: ...

    def check(
        self, record: Inspection | Case, *, at: Time | None = None
    ) -> InspectionVerdict | CaseVerdict:
        """Check a record; its type says which rules apply.

        A case is judged as it stood ``at`` a time; a day means its end.

        >>> import datetime as dt
        >>> from bizenv import Inspection, load_rulebook
        >>> book = load_rulebook("cn-jx-qingyuan")
        >>> visit = Inspection(start=dt.date(2023, 6, 15), domain="tax", kind="routine")
        >>> book.check(visit).outcome.value
        'forbidden'

        Raises:
            UsageError: the record is of no type that this rulebook has rules for,
                or a case is to be judged at no time.
            RecordError: the record uses a word that is in no list.
        """
        if isinstance(record, Inspection):
            return check_inspection(record, self.inspections)
        if not isinstance(record, Case):
            raise UsageError(f"record={record!r}: expected a bizenv.Inspection or a bizenv.Case")
        if at is None:
            raise UsageError(_NO_TIME)
        return check_case(record, self.requests, at)

    def check_frame(
        self,
        frame: FrameT,
        *,
        headers: Mapping[str, Sequence[str]] | None = None,
        mapping: TableMap | None = None,
        columns: Sequence[str] | None = None,
        prefix: str = "",
        explain: bool = False,
        lang: Lang = "zh",
    ) -> FrameT:
        """Check every row of a data frame; see :func:`bizenv.inspections.frames.check_frame`.

        Columns are found by ``headers``, then by those that people write (检查日期 …).
        ``mapping`` says more of a table of other people's making; see
        :class:`bizenv.tables.mapping.TableMap`.

        >>> import pandas as pd
        >>> from bizenv import load_rulebook
        >>> plan = pd.DataFrame({"检查日期": ["2023-06-25"], "检查领域": ["税务"]})
        >>> list(load_rulebook("cn-jx-qingyuan").check_frame(plan, columns=["outcome"])["outcome"])
        ['allowed']

        Raises:
            TableError: no column holds the day, two may, or a header stands twice.
            UsageError: a verdict column would overwrite a column of the frame, a
                column's name is no text, or the frame is lazy.
        """
        from bizenv.inspections.frames import check_frame
        from bizenv.rulebooks.vocabulary import header_words

        return check_frame(
            frame,
            self.inspections,
            headers=headers,
            known=header_words()["inspections"],
            mapping=mapping,
            columns=columns,
            prefix=prefix,
            explain=explain,
            lang=lang,
        )

    def check_schedule(
        self,
        schedule: Any,
        *,
        matters: Iterable[str] | None = None,
        plan: Iterable[PlanEntry | Mapping[str, Any]] | None = None,
        history: Any = None,
        through: tuple[date, date] | None = None,
        mapping: TableMap | None = None,
    ) -> ScheduleVerdict:
        """Judge a schedule as a whole: how often, how many at once, on what papers.

        The schedule is a data frame, or a list of inspections or of rows.
        ``matters`` is the published list of matters, ``plan`` the year's plan;
        what is not at hand leaves its rows undetermined. ``history`` holds
        earlier visits, which count too. ``through`` are the first and last day
        for which every visit is given: without it too few visits are never sure.

        >>> from bizenv import load_rulebook
        >>> plan = [{"检查日期": day, "企业名称": "甲公司", "检查机关": "县质监局"}
        ...         for day in ("2012-03-21", "2012-12-31")]
        >>> (finding,) = load_rulebook("cn-hn-longhui").check_schedule(plan).breaches
        >>> finding.code, finding.rows, finding.worst
        ('too-many-visits', (0, 1), (1,))

        Raises:
            UsageError: the rulebook has no such rules, or the schedule is lazy or
                nothing that can be read.
            TableError: no column holds the day, two may, or a header stands twice.
        """
        from bizenv.inspections.whole.frames import check_whole
        from bizenv.rulebooks.vocabulary import header_words

        if not self.schedule.any:
            raise UsageError(
                Text(
                    f"规则库 {self.id!r} 没有关于整份计划的规则",
                    f"the rulebook {self.id!r} has no rules on whole schedules",
                )
            )
        return check_whole(
            schedule,
            self.schedule,
            header_words()["inspections"],
            matters=matters,
            plan=plan,
            history=history,
            through=through,
            mapping=mapping,
        )

    def judge_cases(
        self, log: CaseFrameT, *, at: Time, mapping: TableMap | None = None
    ) -> JudgedFrame[CaseFrameT]:
        """Judge every case of an event log in a data frame, as it stood at a time.

        The log has one row an event, or one row a case with a column for each
        stage; headers are those that people write (工单编号, 事件, 时间 …), or
        as ``mapping`` says. What comes back gives frames of the same kind and
        the ledger; see :class:`bizenv.cases.frames.JudgedFrame`.

        >>> import datetime as dt
        >>> import pandas as pd
        >>> from bizenv import load_rulebook
        >>> log = pd.DataFrame({"工单编号": ["C1", "C1"], "事件": ["登记", "解决"],
        ...                     "时间": ["2023-06-15", "2023-06-20"]})
        >>> judged = load_rulebook("cn-jx-qingyuan").judge_cases(log, at=dt.date(2023, 6, 30))
        >>> list(judged.cases()["stage"]), str(judged.ledger().rate("resolution"))
        (['closed'], '1/1 = 100.00 %')

        Raises:
            TableError: no column holds the case, none an event, or two may hold
                the same field.
            UsageError: the rulebook has no rules on requests, the frame is lazy,
                or a column's name is no text.
        """
        from bizenv.cases.frames import judge_frame
        from bizenv.rulebooks.vocabulary import header_words

        words = header_words()["cases"]
        return judge_frame(log, self.requests, self.vocabulary, words, at, mapping)


_NO_TIME = Text(
    "诉求要按某一时间判断：请写 check(case, at=...)",
    "a case is judged at a time: write check(case, at=...)",
)
