"""The parts of a procedure in words. Every figure and name comes from content/; what is not known is said so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.router import Turn
from handlers.speech import as_day, fill, lines, mentions, money, sentence

COMMANDS = {
    "papers": "giay_to",
    "fee": "le_phi",
    "time": "thoi_gian",
    "where": "noi_nop",
    "online": "truc_tuyen",
    "post": "buu_dien",
    "form": "mau_don",
    "law": "can_cu",
    "who": "ai_lam",
    "result": "ket_qua",
    "steps": "cac_buoc",
}
"""Payload of the button that asks for a section: "#giay_to 1.001193". "#buu_dien" is answered by handlers/postal.py."""

Write = Callable[[Turn, Any], str]
"""Takes a procedure of content/ (bot.content.models.Procedure)."""


def office(turn: Turn, procedure: Any) -> str:
    """Who receives the dossier, by name: the counter, the police, the military command or the insurance."""
    return turn.say(f"procedures.office_{procedure.office}")


def unknown(turn: Turn, procedure: Any) -> str:
    """That a part is not known, and whom to ask."""
    return turn.say("procedures.unknown", office=office(turn, procedure))


def papers(turn: Turn, procedure: Any) -> str:
    """What to bring, by case, and remarks."""
    if not procedure.papers:
        return turn.say("procedures.no_papers", office=office(turn, procedure))
    return lines(only_papers(turn, procedure), remarks(turn, procedure))


def remarks(turn: Turn, procedure: Any) -> str:
    """What else to know about the papers; nothing when there is nothing."""
    notes = [turn.say("procedures.note", text=fill(turn, note)) for note in procedure.notes]
    return lines(turn.say("procedures.notes"), *notes) if notes else ""


def only_papers(turn: Turn, procedure: Any) -> str:
    """What to bring, by case."""
    rows: list[str] = []
    for group in procedure.papers:
        if group.case:
            rows.append(turn.say("procedures.case", case=fill(turn, group.case).rstrip(":")))
        rows.extend(_paper(turn, paper) for paper in group.items)
    return lines(*rows)


def _paper(turn: Turn, paper: Any) -> str:
    text = fill(turn, paper.text)
    if paper.note_only:
        return turn.say("procedures.paper_note", text=text)
    if paper.copies:
        return turn.say("procedures.paper_with_copies", text=text.rstrip("."), count=paper.copies)
    return turn.say("procedures.paper", text=text)


def fee(turn: Turn, procedure: Any) -> str:
    """What it costs today. Sums whose time is over or not yet come are not shown."""
    found, today = procedure.fee, turn.now.date()
    if not found.validity.holds_on(today):
        late = found.validity.end is not None and found.validity.end < today
        return fill(turn, found.after) if late and found.after else _fee_default(turn, procedure, "ask")
    if found.kind == "amount":
        return lines(*_amounts(turn, found), fill(turn, found.text), *_fee_source(turn, found))
    return fill(turn, found.text) if found.text else _fee_default(turn, procedure, found.kind)


def _fee_default(turn: Turn, procedure: Any, kind: str) -> str:
    if kind == "free":
        return turn.say("procedures.fee_free")
    return turn.say(f"procedures.fee_{kind}", office=office(turn, procedure))


def _amounts(turn: Turn, found: Any) -> list[str]:
    return [
        turn.say("procedures.amount_per", label=row.label, amount=money(turn, row.amount), per=row.per)
        if row.per
        else turn.say("procedures.amount", label=row.label, amount=money(turn, row.amount))
        for row in found.amounts
    ]


def _fee_source(turn: Turn, found: Any) -> list[str]:
    said = [turn.say("procedures.fee_source", source=found.source)]
    if found.validity.end:
        until = as_day(found.validity.end)
        said += [] if until in found.text else [turn.say("procedures.fee_until", end=until)]
    return said


def time(turn: Turn, procedure: Any) -> str:
    """How long it takes."""
    return sentence(fill(turn, procedure.time)) if procedure.time else unknown(turn, procedure)


def where(turn: Turn, procedure: Any) -> str:
    """Where to file; another office than the counter is named and said to be another."""
    place, text = office(turn, procedure), sentence(fill(turn, procedure.where))
    if procedure.office == "khac":
        return text or unknown(turn, procedure)
    named = "" if _is_named(turn, place, text) else turn.say("procedures.where_at", place=place)
    other = "" if procedure.office == "ubnd_xa" else turn.say("procedures.not_the_counter", office=place)
    return " ".join(part for part in (text, named, other) if part)


def _is_named(turn: Turn, place: str, text: str) -> bool:
    """Whether the text names the office already, with or without the word "phường" behind it."""
    kind_of_unit = turn.words.ward.name.partition(" ")[0]
    return mentions(text, place.removesuffix(f" {kind_of_unit}"))


def online(turn: Turn, procedure: Any) -> str:
    """Whether and how it is done online."""
    said = turn.say(f"procedures.online_{procedure.online.level}", office=office(turn, procedure))
    return lines(said, fill(turn, procedure.online.text))


def post(turn: Turn, procedure: Any) -> str:
    """Whether and how it is done by post."""
    said = turn.say(f"procedures.post_{procedure.post.level}", office=office(turn, procedure))
    return lines(said, fill(turn, procedure.post.text))


def form(turn: Turn, procedure: Any) -> str:
    """Which form to fill in, with its link where there is one."""
    rows = (f"{form.name} {form.url}" if form.url else form.name for form in procedure.form)
    said = [turn.say("procedures.form_line", text=fill(turn, row)) for row in rows]
    return lines(*said) if said else unknown(turn, procedure)


def law(turn: Turn, procedure: Any) -> str:
    """The law behind it."""
    said = [turn.say("procedures.law_line", text=text) for text in procedure.law]
    return lines(*said) if said else unknown(turn, procedure)


def who(turn: Turn, procedure: Any) -> str:
    """Who may do it."""
    return sentence(fill(turn, procedure.who)) if procedure.who else unknown(turn, procedure)


def result(turn: Turn, procedure: Any) -> str:
    """What one receives."""
    return sentence(fill(turn, procedure.result)) if procedure.result else unknown(turn, procedure)


def steps(turn: Turn, procedure: Any) -> str:
    """What to do, in order."""
    rows = enumerate(procedure.steps, 1)
    said = [turn.say("procedures.step", number=number, text=fill(turn, step)) for number, step in rows]
    return lines(*said) if said else unknown(turn, procedure)


WRITE: dict[str, Write] = {
    "papers": papers,
    "fee": fee,
    "time": time,
    "where": where,
    "online": online,
    "post": post,
    "form": form,
    "law": law,
    "who": who,
    "result": result,
    "steps": steps,
}


def is_worth_asking(procedure: Any, section: str) -> bool:
    """Whether the content has more to say about this part than that it is unknown, or that it cannot be done so."""
    if section in ("online", "post"):
        return getattr(procedure, section).level not in ("unknown", "no")
    return section == "fee" or bool(getattr(procedure, section))
