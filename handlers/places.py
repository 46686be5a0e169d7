"""Which ward is meant: ours under an old name, another one, or a name that means two things."""

from __future__ import annotations

from typing import Any

from bot.reply import Reply
from bot.router import Said, Topic, Turn
from handlers.speech import button, fill, mentions, paragraphs, person_button, source_line

topic = Topic("places")


@topic.intent("lost_in_merger")
def where_is_it_now(turn: Turn) -> Said:
    """The place that was named, or what became of our own ward."""
    return place_named(turn) or our_ward(turn)


@topic.command("sap_nhap")
def merger(turn: Turn) -> Said:
    """What became of our own ward."""
    return our_ward(turn)


def our_ward(turn: Turn) -> Reply:
    """What became of the old ward, with its source."""
    ward = turn.words.ward
    text = paragraphs(fill(turn, ward.merger_notice), source_line(turn, ward.merger_source, ward.checked))
    return Reply(text, (button(turn, "address", "#dia_chi"), person_button(turn)))


@topic.command("phuong_ban")
def neighbour(turn: Turn) -> Reply:
    """ "#phuong_ban NAME": that this is another ward."""
    return Reply(turn.say("office.other_ward_itself", name=turn.argument), (person_button(turn),))


def place_named(turn: Turn) -> Reply | None:
    """The answer about another ward or an ambiguous name in the message; None when neither is there."""
    ours = any(mentions(turn.text, name) for name in turn.words.ward.old_names)
    if ours or mentions(turn.text, turn.words.ward.name):
        return None
    return _neighbour_in(turn) or _old_part_in(turn) or _ambiguous_in(turn)


def another_ward(turn: Turn) -> str:
    """What to say before answering somebody who says to live in another ward ("ở Hàm Tiến"); else nothing.

    A name alone is not enough: old wards are called like people (Thanh Hải).
    """
    words = turn.words.variants("office.prefix_place")
    for row in turn.words.ward.neighbours:
        if mentions(turn.text, row.name):
            return turn.say("office.other_ward_itself", name=row.name)
        if any(mentions(turn.text, f"{word} {name}") for word in words for name in row.old):
            return _now_part_of(turn, row)
    return ""


def _neighbour_in(turn: Turn) -> Reply | None:
    for row in turn.words.ward.neighbours:
        if mentions(turn.text, row.name):
            return Reply(turn.say("office.other_ward_itself", name=row.name), (person_button(turn),))
    return None


def _old_part_in(turn: Turn) -> Reply | None:
    for row in turn.words.ward.neighbours:
        if any(mentions(turn.text, name) for name in row.old):
            return Reply(_now_part_of(turn, row), (person_button(turn), button(turn, "merger", "#sap_nhap")))
    return None


def _now_part_of(turn: Turn, row: Any) -> str:
    return turn.say("office.other_ward" if row.certain else "office.other_ward_uncertain", name=row.name)


def _ambiguous_in(turn: Turn) -> Reply | None:
    for row in turn.words.ward.ambiguous_names:
        if mentions(turn.text, row.name):
            return _settled(turn, row) or Reply(fill(turn, row.question), row.choices)
    return None


def _settled(turn: Turn, row: Any) -> Reply | None:
    """ "tỉnh Bình Thuận" says itself that the old unit is meant: what became of it, then of our ward."""
    for unit in ("province", "city"):
        words = turn.words.variants(f"office.prefix_old_{unit}")
        if any(mentions(turn.text, f"{word} {row.name}") for word in words):
            ours = our_ward(turn)
            return Reply(paragraphs(turn.say(f"office.old_{unit}"), ours.text), ours.buttons)
    return None
