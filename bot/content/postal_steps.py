"""Filing one procedure by post from home to the end, step by step: the same words in the chat and on a page."""

from __future__ import annotations

from dataclasses import dataclass

from bot.content import sections
from bot.content.models import Office, Procedure
from bot.content.wording import Speaker, join_lines

STEPS = ("papers", "form", "envelope", "money", "hand_in", "track", "receive")
"""In the order of doing them."""

SENDER_PAGE = "gui-buu-dien"
"""Last part of the address of the page, after that of the procedure."""


@dataclass(frozen=True, slots=True)
class PostalStep:
    """One step: its name in STEPS, its heading, and what to do."""

    name: str
    title: str
    text: str


def can_be_posted(procedure: Procedure) -> bool:
    """Whether dossiers of this procedure are taken by post."""
    return procedure.post.level == "yes"


def list_postal_steps(speaker: Speaker, procedure: Procedure) -> tuple[PostalStep, ...]:
    """All steps for one procedure, filled in; what the ward has not filled in is said to be missing."""
    return tuple(write_postal_step(speaker, procedure, name) for name in STEPS)


def write_postal_step(speaker: Speaker, procedure: Procedure, name: str) -> PostalStep:
    """One step for one procedure."""
    title = speaker.say(f"post_steps.{name}_title")
    return PostalStep(name, title, _WRITE[name](speaker, procedure))


def _write_papers(speaker: Speaker, procedure: Procedure) -> str:
    papers = sections.list_papers_by_case(speaker, procedure) or sections.list_papers(speaker, procedure)
    return join_lines(papers, speaker.fill(procedure.post.text), speaker.say("post_steps.papers"))


def _write_form(speaker: Speaker, procedure: Procedure) -> str:
    if not procedure.form:
        return speaker.say("post_steps.no_form")
    has_file = any(sections.form_address(speaker, form) for form in procedure.form)
    url = procedure.origin.url
    where = "" if has_file or not url else speaker.say("post_steps.form_on_portal", url=url)
    forms = sections.list_forms(speaker, procedure)
    return join_lines(forms, where, speaker.say("post_steps.form"))


def _write_envelope(speaker: Speaker, procedure: Procedure) -> str:
    place = sections.office_name(speaker, procedure)
    sender = speaker.say("post_steps.envelope", title=procedure.title)
    office = _office_of(speaker, procedure)
    if office is None:
        return join_lines(speaker.say("post_steps.to_other", office=place), sender)
    phone = office.phone or speaker.content.ward.hotline
    address = office.address
    return join_lines(
        speaker.say("post_steps.to", office=place),
        speaker.say("post_steps.address", address=address) if address else speaker.say("post_steps.no_address"),
        speaker.say("post_steps.phone", phone=phone) if phone else speaker.say("post_steps.no_phone"),
        sender,
    )


def _office_of(speaker: Speaker, procedure: Procedure) -> Office | None:
    ward = speaker.content.ward
    return {"ubnd_xa": ward.counter, "cong_an_xa": ward.police, "quan_su_xa": ward.military}.get(procedure.office)


def _write_money(speaker: Speaker, procedure: Procedure) -> str:
    account = speaker.content.ward.fee_account
    is_ours = _office_of(speaker, procedure) is speaker.content.ward.counter
    told_account = speaker.say("post_steps.account", text=account) if account and is_ours else ""
    return join_lines(sections.describe_fee(speaker, procedure), speaker.say("post_steps.money"), told_account)


def _write_hand_in(speaker: Speaker, procedure: Procedure) -> str:
    near = speaker.content.ward.post_office
    told_office = speaker.say("post_steps.near", place=near) if near else ""
    return join_lines(speaker.say("post_steps.hand_in", title=procedure.title), told_office)


def _write_track(speaker: Speaker, procedure: Procedure) -> str:
    return join_lines(
        speaker.say("post_steps.track"), speaker.say("post_steps.time", text=sections.describe_time(speaker, procedure))
    )


def _write_receive(speaker: Speaker, procedure: Procedure) -> str:
    key = "come" if procedure.post.must_come else "receive"
    return join_lines(speaker.say(f"post_steps.{key}"), speaker.say("post_steps.returned"))


_WRITE: dict[str, sections.Write] = {
    "papers": _write_papers,
    "form": _write_form,
    "envelope": _write_envelope,
    "money": _write_money,
    "hand_in": _write_hand_in,
    "track": _write_track,
    "receive": _write_receive,
}
