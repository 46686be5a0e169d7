"""Which ward is meant: ours under an old name, another one, or a name that means two things."""

from __future__ import annotations

from bot.content.models import AmbiguousName, Neighbour
from bot.reply import Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.speech import (
    fill_text,
    join_paragraphs,
    make_button,
    mentions_any,
    mentions_name,
    person_button,
    source_line,
)

group = HandlerGroup("places")


@group.intent("lost_in_merger")
def where_is_it_now(turn: Turn) -> HandlerResult:
    """Answer about the place that was named, or about how our own ward was formed."""
    return place_named(turn) or our_ward(turn)


@group.command("sap_nhap")
def show_merger(turn: Turn) -> HandlerResult:
    """Tell which old wards our own ward was formed from."""
    return our_ward(turn)


def our_ward(turn: Turn) -> Reply:
    """Tell which ward replaced the old one, with the source."""
    ward = turn.content.ward
    text = join_paragraphs(fill_text(turn, ward.merger_notice), source_line(turn, ward.merger_source, ward.checked))
    return Reply(text, (make_button(turn, "address", "#dia_chi"), person_button(turn)))


@group.command("phuong_ban")
def name_other_ward(turn: Turn) -> Reply:
    """ "#phuong_ban NAME": that this is another ward."""
    return Reply(turn.say("office.other_ward_itself", name=turn.argument), (person_button(turn),))


def place_named(turn: Turn) -> Reply | None:
    """The answer about another ward or an ambiguous name in the message; None when neither is there."""
    ours = any(mentions_name(turn.text, name) for name in turn.content.ward.old_names)
    if ours or mentions_name(turn.text, turn.content.ward.name):
        return None
    return _neighbour_in(turn) or _old_part_in(turn) or _ambiguous_in(turn)


def another_ward(turn: Turn) -> str:
    """What to say before answering somebody who says to live in another ward ("ở Hàm Tiến"); else nothing.

    A name alone is not enough: old wards are called like people (Thanh Hải).
    """
    words = turn.content.variants("office.prefix_place")
    for row in turn.content.ward.neighbours:
        if mentions_name(turn.text, row.name):
            return turn.say("office.other_ward_itself", name=row.name)
        if mentions_any(turn.text, (f"{word} {name}" for word in words for name in row.old)):
            return _now_part_of(turn, row)
    return ""


def _neighbour_in(turn: Turn) -> Reply | None:
    for row in turn.content.ward.neighbours:
        if mentions_name(turn.text, row.name):
            return Reply(turn.say("office.other_ward_itself", name=row.name), (person_button(turn),))
    return None


def _old_part_in(turn: Turn) -> Reply | None:
    for row in turn.content.ward.neighbours:
        if any(mentions_name(turn.text, name) for name in row.old):
            return Reply(_now_part_of(turn, row), (person_button(turn), make_button(turn, "merger", "#sap_nhap")))
    return None


def _now_part_of(turn: Turn, row: Neighbour) -> str:
    return turn.say("office.other_ward" if row.certain else "office.other_ward_uncertain", name=row.name)


def _ambiguous_in(turn: Turn) -> Reply | None:
    for row in turn.content.ward.ambiguous_names:
        if mentions_name(turn.text, row.name):
            return _reply_for_old_unit(turn, row) or Reply(fill_text(turn, row.question), row.choices)
    return None


def _reply_for_old_unit(turn: Turn, row: AmbiguousName) -> Reply | None:
    """ "tỉnh X cũ" says itself that the old unit is meant: which unit replaced it, then the same of our ward."""
    for unit in ("province", "city"):
        words = turn.content.variants(f"office.prefix_old_{unit}")
        if any(mentions_name(turn.text, f"{word} {row.name}") for word in words):
            ours = our_ward(turn)
            return Reply(join_paragraphs(turn.say(f"office.old_{unit}"), ours.text), ours.buttons)
    return None
