"""What the codes of a row or a case mean, in a few words, for viewers that list them."""

from __future__ import annotations

from bizenv.kernel.text import Text

__all__ = ["code_text"]

_CODES = {
    "not-an-inspection": Text("不属于检查", "not an inspection"),
    "out-of-scope": Text("不在适用范围内", "not covered by the rule"),
    "not-in-force": Text("规则当日没有施行", "no rule in force on the day"),
    "outside-quiet-period": Text("不在安静期内", "outside the quiet period"),
    "exempt": Text("属于例外情形", "an exemption holds"),
    "approved": Text("已经批准", "approved"),
    "lawful-either-way": Text("缺少事实，但都可以检查", "lawful whatever the open fact may be"),
    "catch-all-claimed": Text("主张兜底情形，需要审核", "a catch-all ground is claimed"),
    "partly-covered": Text("例外情形只及于部分事项", "an exemption covers a part only"),
    "exemptions-unseen": Text("例外情形没有见全", "the exemptions were not all seen"),
    "still-to-do": Text(
        "可以检查，但有事项未办或逾期", "lawful, but something is still to be done, or was late"
    ),
    "approved-late": Text("检查开始之后才批准", "approved after the visit had begun"),
    "in-quiet-period": Text("安静期内不得检查", "forbidden in the quiet period"),
    "facts-missing": Text("缺少事实，无法判定", "undetermined: facts are missing"),
    # repairs of schedules
    "on-rest-day": Text("休息日的检查", "a visit on a rest day"),
    "day-full": Text("当天已排满", "a day on which the agency has no room"),
    "over-cap": Text("超过频次上限", "more visits than the rule allows"),
    "already-notified": Text("已通知企业，不改期", "a visit of which the enterprise knows"),
    "kept-as-asked": Text("按要求不改期", "a visit that was asked to stay"),
    "approved-for-its-day": Text("按批准的日期进行", "a visit that is approved for its day"),
    "still-open": Text("尚待确定，不改期", "a visit of which it is open whether it may take place"),
    "outside-range": Text("不在改期范围内", "a visit outside the days within which visits move"),
    "start-unstated": Text("没有见到施行日期", "no first day of the rule was seen"),
    # whole schedules
    "too-many-visits": Text("检查次数超过上限", "more visits than the rule admits"),
    "too-many-visits-open": Text("检查次数可能超过上限", "perhaps too many visits"),
    "too-few-visits": Text("检查次数不够", "fewer visits than the rule asks for"),
    "too-few-visits-open": Text("检查次数可能不够", "perhaps fewer visits than the rule asks for"),
    "visit-not-counted": Text("缺少合计所需的事实", "a visit that cannot be counted"),
    "could-be-joint": Text("可以合并为联合检查", "visits that one joint visit could replace"),
    "could-be-joint-open": Text("可能可以合并为联合检查", "perhaps one joint visit would do"),
    "joint-rate-low": Text("联合检查率低于目标", "the joint-visit rate is below the target"),
    "not-listed": Text("事项不在公布的清单内", "a matter that is on no published list"),
    "not-planned": Text("没有列入年度检查计划", "a visit outside the year's plan"),
    "not-filed": Text("没有备案", "not filed"),
    "not-noticed": Text("没有检查通知书", "no inspection notice"),
    "not-approved": Text("没有经过批准", "not approved"),
    "too-few-officers": Text("执法人员不够", "too few officers"),
    "officer-unlicensed": Text("执法人员没有执法证", "an officer without a licence"),
    "officer-not-recused": Text("应回避的人员没有回避", "an officer who should stand aside"),
    "not-scanned": Text("没有扫码入企", "not entered by scan code"),
    "papers-late": Text("办理迟于期限", "papers that came too late"),
    "papers-open": Text("手续还不能确定", "papers that are not told"),
    "no-enterprise": Text("没有写明企业", "no enterprise"),
    "placeholder-enterprise": Text("企业标识只是占位", "a placeholder for an enterprise"),
    "look-alike-enterprises": Text("可能是同一家企业", "ids that may mean one enterprise"),
    # rows
    "bad-day": Text("日期无法读取", "a day that cannot be read"),
    "ambiguous-day": Text("日期有两种读法", "a day that can be read in two ways"),
    "not-a-day": Text("带时间的日期", "a moment where a day belongs"),
    "placeholder-day": Text("代替空白的日期", "a day that stands for a blank"),
    "missing-day": Text("没有填写检查日期", "no day of the visit"),
    "bad-span": Text("结束日期与开始日期不符", "an end that does not fit the start"),
    "bad-yes-no": Text("应填“是”或“否”", "neither yes nor no"),
    "unknown-term": Text("词表中没有的词", "a word that is in no list"),
    "too-many-terms": Text("只能填一个词", "several words where one belongs"),
    "wrong-cell-count": Text("单元格数量与表头不一致", "more or fewer cells than headers"),
    "blank-row": Text("空行", "a blank row"),
    "bad-cell": Text("错误值，或没有算出的公式", "an error, or a formula without its result"),
    "lost-digits": Text("数字的末几位已经丢失", "a number whose last digits are lost"),
    "bad-csv": Text("引号用错", "a badly quoted cell"),
    "bad-json": Text("不是 JSON 对象", "no JSON object"),
    # event logs
    "bad-time": Text("时间无法读取", "a time that cannot be read"),
    "bad-period": Text("期限无法读取", "a period that cannot be read"),
    "missing-case": Text("没有填写诉求编号", "no id of a case"),
    "missing-event": Text("没有填写发生了什么", "no word of what happened"),
    "missing-time": Text("没有填写时间", "no time"),
    "conflicting-fact": Text("与上文不一致", "a fact that contradicts a row above"),
    "event-not-complete": Text("没有完成的事件", "an event that is not complete"),
    "event-set-aside": Text("不计的活动", "an activity that is no event of a case"),
    # events of a case
    "cannot-follow": Text("事件接不上", "an event that cannot follow"),
    "before-received": Text("早于登记的事件", "an event before the request was received"),
    "pause-in-pause": Text("暂停之中又暂停", "a pause within a pause"),
    "resume-without-pause": Text("没有暂停就恢复", "a resumption without a pause"),
    "done-already": Text("已经做过的事", "something that was done already"),
    "duplicate-event": Text("重复的事件", "an event that stands twice"),
    "event-in-future": Text("晚于截止时间的事件", "an event after the time that is asked about"),
    "missing-time-zone": Text("没有时区的时间", "a time without a zone"),
    "until-before-start": Text("延期早于当时", "an extension that ends before it was given"),
    # findings on cases
    "promise-due-soon": Text("期限将到，亮黄灯", "a promise is due soon"),
    "promise-overdue": Text("超期，还没有完成", "a promise is overdue"),
    "promise-missed": Text("超期完成", "a promise was kept too late"),
    "promise-undetermined": Text("无法计时", "a promise that cannot be timed"),
    "stop-before-start": Text("早于起算的时间", "done before its clock had started"),
    "due-differs": Text("登记的期限与规则不符", "recorded as due at another time than by rule"),
    "extension-after-expiry": Text("到期之后才延期", "an extension after the expiry"),
    "extension-asked-late": Text("太晚才申请延期", "an extension that was asked for too late"),
    "extension-too-often": Text("延期次数过多", "one extension too many"),
    "extension-not-granted": Text("无权者批准的延期", "an extension granted by who may not"),
    "extension-granter-unknown": Text("延期由谁批准不明", "an extension granted by nobody knows"),
    "extension-too-long": Text("延期过长", "an extension that is too long"),
    "condition-missing": Text("条件不齐", "something is lacking"),
    "condition-unclear": Text("条件不清楚", "something may be lacking"),
    "closed-too-early": Text("条件不齐就已办结", "closed although something was lacking"),
    "written-off-too-early": Text("条件不齐就已销号", "written off although something was lacking"),
    "written-off-by-other": Text("无权者销号", "written off by who may not"),
    "writer-off-unknown": Text("由谁销号不明", "written off by nobody knows"),
    "deemed-done": Text("逾期视为已经完成", "counts as done, because nobody answered in time"),
}


def code_text(code: str) -> Text:
    """What a code means; the code itself where it is not known here.

    >>> code_text("in-quiet-period").en
    'forbidden in the quiet period'
    """
    return _CODES.get(code) or Text(code, code)
