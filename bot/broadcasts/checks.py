"""What is wrong with a broadcast before it may be submitted: everything at once, in Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot import publishing_words
from bot.broadcasts import personal
from bot.broadcasts.message import KINDS, MODES, Message
from bot.broadcasts.words import refusal
from bot.clock import DAY, MINUTE
from bot.reply import Button
from bot.zalo import limits
from bot.zalo.bodies import TARGET_KEYS

TITLE = 150
"""Characters of a title, as of an article (platform.md 11)."""

TEXT = limits.TEXT
PROMOTION_TITLE = limits.CARD_TITLE

FARTHEST_MS = 730 * DAY
"""Later than this is a mistyped year."""

PASSED_MS = MINUTE
"""A time that passed while it was read and pressed is no mistake."""

CheckAudience = Callable[[Mapping[str, object]], list[str]]


def size(text: str) -> int:
    """Characters as Zalo counts them: in NFC."""
    return len(unicodedata.normalize("NFC", text))


def problems(
    kind: str, message: Message, *, check_audience: CheckAudience, check_article: Callable[[int], list[str]],
    topics: frozenset[str], target_codes: Mapping[str, frozenset[str]], promotion_open: bool,
) -> list[str]:  # fmt: skip
    """Every reason why this cannot be submitted, best mended from the top; empty when it may go on."""
    if kind not in KINDS:
        return [refusal("bad_kind", value=kind)]
    found = [*_title(message), *_words(kind, message), *_addresses(message), *_buttons(message)]
    found += _of_kind(kind, message, check_article, promotion_open)
    found += check_audience(message.audience)
    found += _target(kind, message, target_codes)
    if message.topic and message.topic not in topics:
        found.append(refusal("unknown_topic", value=message.topic))
    if message.mode not in MODES:
        found.append(refusal("bad_mode", value=message.mode))
    return found


def times(
    send_at: int | None, latest_start: int | None, now: int, local: Callable[[int], datetime], *, is_series: bool
) -> list[str]:  # fmt: skip
    """What is wrong with the moments (ms) of a broadcast; a series may have begun in the past."""

    def said(key: str, moment: int) -> str:
        return refusal(key, value=f"{local(moment):%H:%M %d/%m/%Y}")

    found = []
    if send_at and send_at < now - PASSED_MS and not is_series:
        found.append(said("past", send_at))
    if send_at and send_at > now + FARTHEST_MS:
        found.append(said("far", send_at))
    if send_at and latest_start and latest_start <= send_at:
        found.append(refusal("start_before_send"))
    elif latest_start and latest_start < now and not is_series:
        found.append(said("start_passed", latest_start))
    return found


def _title(message: Message) -> Iterator[str]:
    if not message.title.strip():
        yield refusal("no_title")
    elif size(message.title) > TITLE:
        yield refusal("long_title", size=size(message.title), most=TITLE)


def _words(kind: str, message: Message) -> Iterator[str]:
    if kind in ("article", "template"):
        return
    if not message.text.strip() and message.mode == "fixed":
        yield refusal("no_text")
    longest = personal.longest(message.text)
    if longest > limits.TEXT:
        yield refusal("long_text", size=longest, most=limits.TEXT)
    for problem in dict.fromkeys(personal.problems(message.title) + personal.problems(message.text)):
        yield refusal("unknown_words", value=problem)


def _addresses(message: Message) -> Iterator[str]:
    if message.link and not _is_https(message.link):
        yield refusal("bad_link", value=message.link)
    if message.picture and not _is_https(message.picture):
        yield refusal("bad_picture", value=message.picture)


def _buttons(message: Message) -> Iterator[str]:
    if len(message.buttons) > limits.BUTTONS:
        yield refusal("many_buttons", size=len(message.buttons), most=limits.BUTTONS)
    elif len(message.buttons) == limits.BUTTONS and message.link and not message.picture:
        yield refusal("link_is_button", most=limits.BUTTONS)
    for button in message.buttons:
        yield from _button(button)


def _button(button: Button) -> Iterator[str]:
    if sum(bool(value) for value in (button.say, button.url, button.phone)) != 1 or not button.label.strip():
        yield refusal("bad_button", label=button.label)
    if size(button.label) > limits.BUTTON_TITLE:
        yield refusal("long_button", label=button.label, size=size(button.label), most=limits.BUTTON_TITLE)
    if button.url and not _is_https(button.url):
        yield refusal("bad_link", value=button.url)
    if button.phone and not re.fullmatch(r"[0-9]{3,15}", re.sub(r"[\s.()+-]", "", button.phone)):
        yield refusal("bad_phone", label=button.label)


def _of_kind(
    kind: str, message: Message, check_article: Callable[[int], list[str]], promotion_open: bool
) -> Iterator[str]:
    if kind == "article" and message.mode == "fixed":
        if message.article_id is None:
            yield refusal("no_article")
        else:
            yield from _of_article(message, check_article(message.article_id))
    if kind == "article" and not message.is_for_all_alike():
        yield refusal("not_in_article")
    if kind == "template":
        yield from _template(message)
    elif message.by_phone:
        yield refusal("phone_needs_template")
    if kind == "promotion":
        yield from _promotion(message, promotion_open)


def _of_article(message: Message, faults: list[str]) -> Iterator[str]:
    """What the article lacks, without what was said of the broadcast's words already: it may be made of them."""
    told = {publishing_words.refusal("title", size=size(message.title), most=limits.ARTICLE_TITLE)}
    if not message.title.strip():
        told.add(publishing_words.refusal("no_title"))
    if publishing_words.refusal("no_body") in faults:
        told.add(publishing_words.refusal("no_summary"))
    yield from (fault for fault in faults if fault not in told)


def _template(message: Message) -> Iterator[str]:
    """Zalo sends its own approved words; whatever else was written would be lost."""
    if not message.template_id:
        yield refusal("no_template")
    if message.text.strip() or message.link or message.picture or message.buttons:
        yield refusal("not_in_template")
    for name, value in message.template_data.items():
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) or not value.strip():
            yield refusal("bad_template_data", label=name)
        for problem in personal.problems(value):
            yield refusal("unknown_words", value=problem)


def _promotion(message: Message, is_open: bool) -> Iterator[str]:
    if not is_open:
        yield refusal("promotion_off")
    if message.picture:
        yield refusal("not_in_promotion")
    if personal.longest(message.title) > PROMOTION_TITLE:
        yield refusal("long_title", size=personal.longest(message.title), most=PROMOTION_TITLE)


def _target(kind: str, message: Message, codes: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Zalo spreads an article by its own codes; one it does not know may reach everyone (platform.md 12)."""
    if kind == "article" and message.audience:
        yield refusal("article_audience")
    for key, value in message.target.items():
        if key not in TARGET_KEYS:
            yield refusal("bad_target", value=key)
        elif not set(value.split(",")) <= codes.get(key, frozenset()):
            yield refusal("target_codes", value=f"{key}={value}")


def _is_https(url: str) -> bool:
    return re.fullmatch(r"https://[^\s/]\S*", url) is not None
