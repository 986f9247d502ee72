"""Pieces of patterns that phrases share: numbers, lengths of time, who acts, who checks."""

from __future__ import annotations

__all__ = ["ACTOR", "AGENCY", "DURATION", "NUMBER", "SAFE", "TOLD", "WITHIN"]

_INTENDS = "承诺|保证|同意|计划|准备|打算|表示|应当|必须|可能|需要|可以|拟"
SAFE = rf"(?:(?![未不没无非除但若逾拒否勿免或且并及和]|{_INTENDS})[\u4e00-\u9fff])"
"""A character that may be passed over; one that may turn the meaning may not.

Whoever promises to correct has not corrected yet.
"""

NUMBER = r"(?:\d{1,9}(?:\.\d{1,6})?|[〇零一二两三四五六七八九十百千]{1,9})"
DURATION = (
    r"(?:\d{1,5}|[〇零一二两三四五六七八九十百]{1,7})"
    r"(?:个工作日|工作日|个自然日|自然日|日|天|个小时|小时|个月|年|周)"
)
TOLD = (
    r"(?:经(?:批评|说服|宣传|提醒|口头|警告|劝导|指导|法治)*"
    r"(?:教育|劝导|警告|提醒|指导|指出)(?:之)?后,?)"
)
"""What the agency did before the party acted; it changes nothing of what the party did."""
WITHIN = r"(?:之内|以内|内)"
AGENCY = (
    rf"(?:(?:被|经|由|在)?(?:{SAFE}{{0,16}}?"
    r"(?:部门|机关|机构|局|大队|支队|总队|执法人员|检查人员)))"
)
"""Who checks: any words that end like the name of an office."""
ACTOR = (
    r"(?:(?:违法)?行为人|当事人|企业|经营者|(?:行政)?相对人|市场主体|经营主体|"
    r"(?:建设|排污|用人|生产经营)?单位|纳税人|扣缴义务人)?"
)
"""Who acted."""
