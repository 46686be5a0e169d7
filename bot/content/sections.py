"""The parts of a procedure in words. Every figure and name comes from content/; what is not known is said so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from bot.content.models import Fee, Paper, PaperGroup, Procedure
from bot.content.procedure_details import BenefitAmount, Form
from bot.content.wording import Speaker, as_day, as_sentence, format_money, join_lines, mentions_name

FORMS_ROUTE = "/bieu-mau"
"""Where the public pages serve the files of content/forms."""

Write = Callable[[Speaker, Procedure], str]
"""Writes one part of a procedure."""


def office_name(speaker: Speaker, procedure: Procedure) -> str:
    """Who receives the dossier, by name: the counter, the police, the military command or the insurance."""
    return speaker.say(f"procedures.office_{procedure.office}")


def unknown_part(speaker: Speaker, procedure: Procedure) -> str:
    """That a part is not known, and whom to ask."""
    return speaker.say("procedures.unknown", office=office_name(speaker, procedure))


def list_papers(speaker: Speaker, procedure: Procedure) -> str:
    """What to bring, by case, and remarks."""
    if not procedure.papers:
        return speaker.say("procedures.no_papers", office=office_name(speaker, procedure))
    return join_lines(list_papers_by_case(speaker, procedure), list_remarks(speaker, procedure))


def list_remarks(speaker: Speaker, procedure: Procedure) -> str:
    """What else to know about the papers; nothing when there is nothing."""
    notes = [speaker.say("procedures.note", text=speaker.fill(note)) for note in procedure.notes]
    return join_lines(speaker.say("procedures.notes"), *notes) if notes else ""


def list_papers_by_case(speaker: Speaker, procedure: Procedure) -> str:
    """What to bring, by case."""
    return list_groups(speaker, procedure.papers)


def list_groups(speaker: Speaker, groups: Iterable[PaperGroup]) -> str:
    """Papers with their remarks, by case."""
    rows: list[str] = []
    for group in groups:
        if group.case:
            rows.append(speaker.say("procedures.case", case=speaker.fill(group.case).rstrip(":")))
        rows.extend(_paper_line(speaker, paper) for paper in group.items)
    return join_lines(*rows)


def _paper_line(speaker: Speaker, paper: Paper) -> str:
    text = speaker.fill(paper.text)
    if paper.note_only:
        return speaker.say("procedures.paper_note", text=text)
    if paper.copies:
        return speaker.say("procedures.paper_with_copies", text=text.rstrip("."), count=paper.copies)
    return speaker.say("procedures.paper", text=text)


def describe_fee(speaker: Speaker, procedure: Procedure) -> str:
    """What it costs today. Sums whose time is over or not yet come are not shown."""
    fee, today = procedure.fee, speaker.now.date()
    if not fee.validity.holds_on(today):
        late = fee.validity.end is not None and fee.validity.end < today
        return speaker.fill(fee.after) if late and fee.after else _fee_default(speaker, procedure, "ask")
    if fee.kind == "amount":
        return join_lines(*_amounts(speaker, fee), speaker.fill(fee.text), *_fee_source(speaker, fee))
    return speaker.fill(fee.text) if fee.text else _fee_default(speaker, procedure, fee.kind)


def _fee_default(speaker: Speaker, procedure: Procedure, kind: str) -> str:
    if kind == "free":
        return speaker.say("procedures.fee_free")
    return speaker.say(f"procedures.fee_{kind}", office=office_name(speaker, procedure))


def _amounts(speaker: Speaker, fee: Fee) -> list[str]:
    return [
        speaker.say("procedures.amount_per", label=row.label, amount=format_money(speaker, row.amount), per=row.per)
        if row.per
        else speaker.say("procedures.amount", label=row.label, amount=format_money(speaker, row.amount))
        for row in fee.amounts
    ]


def _fee_source(speaker: Speaker, fee: Fee) -> list[str]:
    rows = [speaker.say("procedures.fee_source", source=fee.source)]
    if fee.validity.end:
        until = as_day(fee.validity.end)
        rows += [] if until in fee.text else [speaker.say("procedures.fee_until", end=until)]
    return rows


def describe_time(speaker: Speaker, procedure: Procedure) -> str:
    """How long it takes."""
    return as_sentence(speaker.fill(procedure.time)) if procedure.time else unknown_part(speaker, procedure)


def describe_place(speaker: Speaker, procedure: Procedure) -> str:
    """Where to file; another office than the counter is named and said to be another."""
    place, text = office_name(speaker, procedure), as_sentence(speaker.fill(procedure.where))
    if procedure.office == "khac":
        return text or unknown_part(speaker, procedure)
    at_office = "" if _is_named(speaker, place, text) else speaker.say("procedures.where_at", place=place)
    not_here = "" if procedure.office == "ubnd_xa" else speaker.say("procedures.not_the_counter", office=place)
    return " ".join(part for part in (text, at_office, not_here) if part)


def _is_named(speaker: Speaker, place: str, text: str) -> bool:
    """Whether the text names the office already, with or without the word "phường" behind it."""
    kind_of_unit = speaker.content.ward.name.partition(" ")[0]
    return mentions_name(text, place.removesuffix(f" {kind_of_unit}"))


def describe_online(speaker: Speaker, procedure: Procedure) -> str:
    """Whether and how it is done online."""
    summary = speaker.say(f"procedures.online_{procedure.online.level}", office=office_name(speaker, procedure))
    return join_lines(summary, speaker.fill(procedure.online.text), _online_link(speaker, procedure))


def _online_link(speaker: Speaker, procedure: Procedure) -> str:
    """The address of its own page, so that it can be copied and passed on."""
    if procedure.online.url and procedure.online.level in ("full", "part"):
        return speaker.say("procedures.filing_link", url=procedure.online.url)
    return speaker.say("procedures.page_link", url=procedure.origin.url) if procedure.origin.url else ""


def describe_post(speaker: Speaker, procedure: Procedure) -> str:
    """Whether and how it is done by post."""
    summary = speaker.say(f"procedures.post_{procedure.post.level}", office=office_name(speaker, procedure))
    return join_lines(summary, speaker.fill(procedure.post.text))


def form_address(speaker: Speaker, form: Form) -> str:
    """Where a form can be fetched: our own file, else the address in its file; empty when there is neither."""
    is_here = speaker.site and form.file in speaker.content.form_files
    return f"{speaker.site}{FORMS_ROUTE}/{form.file}" if is_here else form.url or ""


def list_forms(speaker: Speaker, procedure: Procedure, handed_over: Collection[Form] = ()) -> str:
    """Which form to fill in, its number and decree, and where it can be fetched; `handed_over` go along as files."""
    entries = [_form_line(speaker, form, has_address=form not in handed_over) for form in procedure.form]
    if handed_over:
        entries.append(speaker.say("procedures.form_follows"))
    if any(form.file and not form.confirmed for form in procedure.form):
        entries.append(speaker.say("procedures.form_compare"))
    return join_lines(*entries) if entries else unknown_part(speaker, procedure)


def _form_line(speaker: Speaker, form: Form, *, has_address: bool) -> str:
    origin = ", ".join(part for part in (form.number, form.decree) if part)
    name = speaker.fill(form.name)
    line = (
        speaker.say("procedures.form_line_of", text=name.rstrip("."), law=origin)
        if origin
        else speaker.say("procedures.form_line", text=name)
    )
    return join_lines(line, form_address(speaker, form) if has_address else "")


def describe_deadline(speaker: Speaker, procedure: Procedure) -> str:
    """By when to act, and what happens after it."""
    deadline = procedure.deadline
    if deadline is None:
        return speaker.say("procedures.no_deadline", office=office_name(speaker, procedure))
    return " ".join(as_sentence(speaker.fill(text)) for text in (deadline.text, deadline.late) if text)


def describe_benefit(speaker: Speaker, procedure: Procedure) -> str:
    """What the person receives today, with the law that says so."""
    benefit = procedure.benefit
    rows = benefit.amounts_on(speaker.now.date()) if benefit else ()
    if benefit is None or (benefit.amounts and not rows):
        return speaker.say("procedures.no_benefit", office=office_name(speaker, procedure))
    laws = dict.fromkeys(law.strip() for row in rows for law in (row.law or "").split(";") if law.strip())
    law = "; ".join(laws) or benefit.source
    source = speaker.say("procedures.fee_source", source=law) if law else ""
    return join_lines(as_sentence(speaker.fill(benefit.text)), *(_benefit_line(speaker, row) for row in rows), source)


def _benefit_line(speaker: Speaker, row: BenefitAmount) -> str:
    label = f"{row.label} ({row.who.rstrip('.')})" if row.who else row.label
    if row.amount is None:
        return speaker.say("procedures.paper", text=speaker.fill(label))
    return speaker.say("procedures.amount", label=speaker.fill(label), amount=benefit_sum(speaker, row))


def benefit_sum(speaker: Speaker, row: BenefitAmount) -> str:
    """The sum of an amount that has one, per month or whatever it is paid for: "540.000 đồng/tháng"."""
    per = f"/{row.per.removeprefix('mỗi ').removeprefix('một ')}" if row.per else ""
    return f"{format_money(speaker, row.amount or 0)}{per}"


def list_cases(speaker: Speaker, procedure: Procedure) -> str:
    """What else is needed in special cases."""
    rows = ((speaker.fill(case.when).rstrip(":."), speaker.fill(case.text)) for case in procedure.cases)
    entries = [speaker.say("procedures.special_case", case=when, text=text) for when, text in rows]
    return join_lines(*entries) if entries else unknown_part(speaker, procedure)


def list_laws(speaker: Speaker, procedure: Procedure) -> str:
    """The law behind it."""
    entries = [speaker.say("procedures.law_line", text=text) for text in procedure.law]
    return join_lines(*entries) if entries else unknown_part(speaker, procedure)


def describe_applicant(speaker: Speaker, procedure: Procedure) -> str:
    """Who may do it."""
    return as_sentence(speaker.fill(procedure.who)) if procedure.who else unknown_part(speaker, procedure)


def describe_result(speaker: Speaker, procedure: Procedure) -> str:
    """Return what the person receives in the end, or a sentence that it is unknown."""
    return as_sentence(speaker.fill(procedure.result)) if procedure.result else unknown_part(speaker, procedure)


def list_steps(speaker: Speaker, procedure: Procedure) -> str:
    """What to do, in order."""
    rows = enumerate(procedure.steps, 1)
    entries = [speaker.say("procedures.step", number=number, text=speaker.fill(step)) for number, step in rows]
    return join_lines(*entries) if entries else unknown_part(speaker, procedure)


def coming_changes(speaker: Speaker, procedure: Procedure, section: str = "") -> tuple[str, ...]:
    """What residents who ask about a section (all when empty) must know of the next 60 days, a sentence each."""
    return tuple(speaker.fill(text) for text in procedure.coming_changes(speaker.now.date(), section))


def _with_changes(section: str, write: Write) -> Write:
    """Writes the section and, below it, what will soon change in it."""

    def write_with_changes(speaker: Speaker, procedure: Procedure) -> str:
        return join_lines(write(speaker, procedure), *coming_changes(speaker, procedure, section))

    return write_with_changes


_WRITE: dict[str, Write] = {
    "papers": list_papers,
    "fee": describe_fee,
    "time": describe_time,
    "where": describe_place,
    "online": describe_online,
    "post": describe_post,
    "form": list_forms,
    "law": list_laws,
    "who": describe_applicant,
    "result": describe_result,
    "steps": list_steps,
    "deadline": describe_deadline,
    "benefit": describe_benefit,
    "cases": list_cases,
}

WRITE: dict[str, Write] = {section: _with_changes(section, write) for section, write in _WRITE.items()}
"""Writes each section, with what will change in it within 60 days."""


def is_worth_asking(procedure: Procedure, section: str) -> bool:
    """Whether the content has more to say about this part than that it is unknown, or that it cannot be done so."""
    if section in ("online", "post"):
        return getattr(procedure, section).level not in ("unknown", "no")
    return section == "fee" or bool(getattr(procedure, section))
