"""A procedure in brief: the papers everybody needs, time, cost and place in a few words; the rest behind buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.content import sections
from bot.content.models import Amount, Paper, PaperGroup, Procedure
from bot.content.procedure_details import BenefitAmount
from bot.router import Turn
from handlers.speech import as_sentence, fill_text, format_money, join_lines

SHORT = 60
"""Characters of a fact that stands in the first bubble; a longer one is told behind its button."""

_SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=\S)")
_ONLY_SOMETIMES = re.compile(
    r"\b(?:nếu|chỉ khi|trường hợp|ủy quyền|nhờ người)\b|^(?:khi|với|người|bé|sinh)\b.*\bthì\b", re.I
)
"""Words of a paper that only some people need."""


def first_sentence(text: str) -> str:
    """The first sentence, or the part of it before a semicolon."""
    parts = _SENTENCE_END.split(text.strip(), 1)
    return parts[0].rstrip(" ;.")


def main_papers(procedure: Procedure) -> tuple[PaperGroup, ...]:
    """The papers everybody needs and the remarks between them; all of them when each is for some people only."""
    groups = (PaperGroup(group.case, tuple(filter(_is_for_all, group.items))) for group in procedure.papers)
    return tuple(group for group in groups if group.items) or procedure.papers


def _is_for_all(paper: Paper) -> bool:
    return not _ONLY_SOMETIMES.search(first_sentence(paper.text))


def list_main_papers(turn: Turn, procedure: Procedure) -> str:
    """The papers everybody needs, each in one sentence, by case."""
    rows: list[str] = []
    for group in main_papers(procedure):
        if group.case:
            rows.append(turn.say("procedures.case", case=fill_text(turn, group.case).rstrip(":")))
        rows.extend(_short_paper(turn, paper) for paper in group.items)
    return join_lines(*rows)


def _short_paper(turn: Turn, paper: Paper) -> str:
    text = first_sentence(fill_text(turn, paper.text))
    if paper.copies:
        return turn.say("procedures.paper_with_copies", text=text, count=paper.copies)
    return turn.say("procedures.paper", text=text)


def has_more_papers(turn: Turn, procedure: Procedure) -> bool:
    """Whether papers, cases or remarks are left that the short list does not tell."""
    return bool(procedure.cases or procedure.notes or other_papers(turn, procedure))


def other_papers(turn: Turn, procedure: Procedure) -> tuple[PaperGroup, ...]:
    """The papers that the short list leaves out or shortens, whole."""
    short_list = {paper.text for group in main_papers(procedure) for paper in group.items if _is_whole(turn, paper)}
    groups = (
        PaperGroup(group.case, tuple(paper for paper in group.items if paper.text not in short_list))
        for group in procedure.papers
    )
    return tuple(group for group in groups if group.items)


def _is_whole(turn: Turn, paper: Paper) -> bool:
    text = fill_text(turn, paper.text)
    return first_sentence(text) == text.strip().rstrip(".")


def short_facts(turn: Turn, procedure: Procedure) -> str:
    """What is received, deadline, time, cost and place, as far as a few words hold them."""
    rows = [
        ("benefit", short_benefit(turn, procedure)),
        ("deadline", first_sentence(fill_text(turn, procedure.deadline.text)) if procedure.deadline else ""),
        ("time", first_sentence(fill_text(turn, procedure.time))),
        ("fee", short_fee(turn, procedure)),
        ("where", turn.say(f"procedures.place_{procedure.office}") if procedure.office != "khac" else ""),
    ]
    return join_lines(
        *(as_sentence(turn.say(f"procedures.brief_{name}", text=text)) for name, text in rows if 0 < len(text) <= SHORT)
    )


def short_benefit(turn: Turn, procedure: Procedure) -> str:
    """The sum received today, the span of those of several cases, or the first sentence about it."""
    if procedure.benefit is None:
        return ""
    rows = [row for row in procedure.benefit.amounts_on(turn.now.date()) if row.amount is not None]
    if rows:
        return _short_sums(turn, rows)
    return "" if procedure.benefit.amounts else first_sentence(fill_text(turn, procedure.benefit.text))


def _short_sums(turn: Turn, rows: Sequence[BenefitAmount]) -> str:
    """One sum, the span of all for the same unit, or the first of different units with what it is for."""
    if len({row.per for row in rows}) > 1:
        return turn.say("procedures.benefit_usual", label=rows[0].label, amount=sections.benefit_sum(turn, rows[0]))
    least, *_, most = sorted((*rows, *rows), key=lambda row: row.amount or 0)
    end = sections.benefit_sum(turn, most)
    if least.amount == most.amount:
        return end
    return turn.say("procedures.fee_range", start=format_money(turn, least.amount or 0), end=end)


def short_fee(turn: Turn, procedure: Procedure) -> str:
    """What it costs in a few words; never "free" where the province decides."""
    fee = procedure.fee
    rows = fee.amounts_on(turn.now.date())
    if fee.kind == "amount" and rows:
        return _short_amounts(turn, rows)
    is_told = fee.kind != "province" or "miễn" in fee.text
    text = first_sentence(fill_text(turn, fee.text)) if is_told and fee.validity.holds_on(turn.now.date()) else ""
    if 0 < len(text) <= SHORT:
        return text
    return turn.say(f"procedures.short_fee_{fee.kind}")


def _short_amounts(turn: Turn, rows: Sequence[Amount]) -> str:
    """One sum, the span of two or of all for the same unit, or the first of more, which is the usual one."""
    sums = sorted({row.amount for row in rows})
    least, most = format_money(turn, sums[0]), format_money(turn, sums[-1])
    if len(sums) <= 2 or len({row.per for row in rows}) == 1:
        return least if least == most else turn.say("procedures.fee_range", start=least, end=most)
    usual = format_money(turn, rows[0].amount)
    return turn.say("procedures.fee_usual", label=rows[0].label, amount=usual)


def has_several_fees(procedure: Procedure) -> bool:
    """Whether the first bubble cannot tell all sums."""
    return len({row.amount for row in procedure.fee.amounts}) > 1
