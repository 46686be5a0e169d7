"""What is wrong with a broadcast before it may be submitted: everything at once, in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.accounts.four_eyes import approval_fault
from bot.broadcasts.kinds import BroadcastKind, KindServices, find_kind, kind_names
from bot.broadcasts.kinds.base import TITLE, count_characters
from bot.broadcasts.message import MODES, Message
from bot.broadcasts.series_news import LONGEST_INTRO
from bot.broadcasts.texts import refusal
from bot.clock import DAY, MINUTE
from bot.lib import personal_words
from bot.reply import Button
from bot.store import Store
from bot.zalo import limits
from bot.zalo.bodies import TARGET_KEYS

FARTHEST_MS = 730 * DAY
"""Later than this is a mistyped year."""

PASSED_MS = MINUTE
"""A time that passed while it was read and pressed is no mistake."""

CheckAudience = Callable[[Mapping[str, object]], list[str]]


def find_problems(
    name: str, message: Message, services: KindServices, *, check_audience: CheckAudience, topics: frozenset[str]
) -> list[str]:
    """Every reason why this cannot be submitted, in the order to correct them; empty when it may go on."""
    if name not in kind_names():
        return [refusal("bad_kind", value=name)]
    kind = find_kind(name)
    reasons = [*_check_title(message), *_check_text(kind, message), *_check_links(message), *_check_buttons(message)]
    reasons += kind.check(message, services)
    reasons += check_audience(message.audience)
    reasons += kind.check_audience(message)
    reasons += _check_target(message, services.settings.broadcast_targets)
    if message.topic and message.topic not in topics:
        reasons.append(refusal("unknown_topic", value=message.topic))
    if message.mode not in MODES:
        reasons.append(refusal("bad_mode", value=message.mode))
    return reasons


def find_time_problems(
    send_at: int | None, latest_start: int | None, now: int, local: Callable[[int], datetime], *, is_series: bool
) -> list[str]:
    """What is wrong with the moments (ms) of a broadcast; a series may have begun in the past."""

    def moment_refusal(key: str, moment: int) -> str:
        return refusal(key, value=f"{local(moment):%H:%M %d/%m/%Y}")

    reasons = []
    if send_at and send_at < now - PASSED_MS and not is_series:
        reasons.append(moment_refusal("past", send_at))
    if send_at and send_at > now + FARTHEST_MS:
        reasons.append(moment_refusal("far", send_at))
    if send_at and latest_start and latest_start <= send_at:
        reasons.append(refusal("start_before_send"))
    elif latest_start and latest_start < now and not is_series:
        reasons.append(moment_refusal("start_passed", latest_start))
    return reasons


def _check_title(message: Message) -> Iterator[str]:
    if not message.title.strip():
        yield refusal("no_title")
    elif count_characters(message.title) > TITLE:
        yield refusal("long_title", size=count_characters(message.title), most=TITLE)


def _check_text(kind: BroadcastKind, message: Message) -> Iterator[str]:
    if not kind.has_text:
        return
    if not message.text.strip() and message.mode == "fixed":
        yield refusal("no_text")
    longest = personal_words.longest(message.text)
    if message.mode == "newest" and longest > LONGEST_INTRO:
        yield refusal("long_intro", size=longest, most=LONGEST_INTRO)
    elif longest > limits.TEXT:
        yield refusal("long_text", size=longest, most=limits.TEXT)
    for problem in dict.fromkeys(personal_words.problems(message.title) + personal_words.problems(message.text)):
        yield refusal("unknown_words", value=problem)


def _check_links(message: Message) -> Iterator[str]:
    if message.link and not _is_https(message.link):
        yield refusal("bad_link", value=message.link)
    if message.picture and not _is_https(message.picture):
        yield refusal("bad_picture", value=message.picture)


def _check_buttons(message: Message) -> Iterator[str]:
    if len(message.buttons) > limits.BUTTONS:
        yield refusal("many_buttons", size=len(message.buttons), most=limits.BUTTONS)
    elif len(message.buttons) == limits.BUTTONS and message.link and not message.picture:
        yield refusal("link_is_button", most=limits.BUTTONS)
    for button in message.buttons:
        yield from _button(button)


def _button(button: Button) -> Iterator[str]:
    if sum(bool(value) for value in (button.say, button.url, button.phone)) != 1 or not button.label.strip():
        yield refusal("bad_button", label=button.label)
    if count_characters(button.label) > limits.BUTTON_TITLE:
        yield refusal("long_button", label=button.label, size=count_characters(button.label), most=limits.BUTTON_TITLE)
    if button.url and not _is_https(button.url):
        yield refusal("bad_link", value=button.url)
    if button.phone and not re.fullmatch(r"[0-9]{3,15}", re.sub(r"[\s.()+-]", "", button.phone)):
        yield refusal("bad_phone", label=button.label)


def _check_target(message: Message, codes: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Zalo spreads an article by its own codes; one it does not know may reach everyone (docs/zalo/platform.md 12)."""
    for key, value in message.target.items():
        if key not in TARGET_KEYS:
            yield refusal("bad_target", value=key)
        elif not set(value.split(",")) <= codes.get(key, frozenset()):
            yield refusal("target_codes", value=f"{key}={value}")


def _is_https(url: str) -> bool:
    return re.fullmatch(r"https://[^\s/]\S*", url) is not None


def approval_problems(store: Store, author_id: int | None, approver_id: int, now_ms: int) -> list[str]:
    """Return why this official may not approve what that one wrote, if so."""
    match approval_fault(store, author_id, approver_id, now_ms):
        case "own":
            return [refusal("own")]
        case "same_hand":
            return [refusal("same_hand")]
    return []
