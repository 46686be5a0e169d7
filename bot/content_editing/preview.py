"""The answers the bot would give from an entry, also from text that is not saved yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.content import Content
from bot.content.blanks import BLANK, GENERAL_BLANKS
from bot.content.files import YamlMapping, YamlValue
from bot.content.problems import WARNING, Problem
from bot.content.sentences import sentences_of
from bot.event import Event, Kind
from bot.messaging.splitting import LIMIT
from bot.reply import Reply
from bot.router import Router
from bot.turn import ConversationState, Turn
from bot.understanding.result import SECTIONS, Understanding

WARD_INTENTS = ("address", "phone", "hours", "map", "lost_in_merger")
"""Questions whose answers are made of content/ward.yaml and content/holidays.yaml."""

MOST = 12
"""The most bubbles of one file that are previewed."""


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """The answer to one question: `what` is "" for the first answer, a section of a procedure, or an intent."""

    what: str
    replies: tuple[Reply, ...]


def preview_answers(
    file: str, data: YamlValue, content: Content, router: Router, now: datetime, key: str = ""
) -> list[SampleAnswer]:
    """The different answers made from one file; `key` selects one sentence of a file that has sentences."""
    sentences = sentences_of(file, data)
    if sentences:
        return _preview_sentences(sentences, content, key)
    answers: list[SampleAnswer] = []
    for what, understanding in _list_questions(file, data, content):
        replies = tuple(_compose(understanding, content, router, now))
        if replies and not any(replies == answer.replies for answer in answers):
            answers.append(SampleAnswer(what, replies))
    return answers


def find_long_answers(file: str, answers: list[SampleAnswer]) -> list[Problem]:
    """A warning for each answer with a bubble of more than LIMIT characters, as `content check` gives."""
    return [
        Problem(
            file,
            1,
            f"câu trả lời ({answer.what or 'tóm tắt'}) có đoạn {longest} ký tự, quá {LIMIT}; máy sẽ tự cắt làm hai tin",
            WARNING,
        )
        for answer in answers
        if (longest := max(len(reply.text) for reply in answer.replies)) > LIMIT
    ]


def _list_questions(file: str, data: YamlValue, content: Content) -> Iterator[tuple[str, Understanding]]:
    folder = file.partition("/")[0]
    if folder == "procedures":
        if data.get("code") in content.procedures:
            for section in (None, *SECTIONS):
                yield section or "", Understanding("answer", "procedure", 1.0, data["code"], section)
    elif folder in ("life_events", "quizzes"):
        yield (
            "",
            Understanding("answer", "life_event" if folder == "life_events" else "quiz", 1.0, topic=data.get("id")),
        )
    elif isinstance(data, dict) and data.get("id") in content.guides:
        outcome = "decline" if folder == "other_offices" else "answer"
        yield "", Understanding(outcome, data["intent"], 1.0, topic=data["id"])
    elif file in ("ward.yaml", "holidays.yaml"):
        for intent in WARD_INTENTS if file == "ward.yaml" else ("hours",):
            yield intent, Understanding("answer", intent, 1.0)


def _compose(understanding: Understanding, content: Content, router: Router, now: datetime) -> tuple[Reply, ...]:
    turn = Turn(
        event=Event(key="", name="preview", kind=Kind.TEXT, person_id=None, received_at=0, text="…"),
        state=ConversationState(),
        content=content,
        now=now,
        understanding=understanding,
    )
    return router.route(turn).replies


def _preview_sentences(data: YamlMapping, content: Content, key: str) -> list[SampleAnswer]:
    """The sentences with the ward's blanks filled in; a blank that a handler fills in shows its name."""
    sentences = [(key, data[key])] if key in data else list(data.items())[:MOST]
    answers = []
    for name, value in sentences:
        for text in (value if isinstance(value, list) else [value])[:MOST]:
            blanks = {blank: f"[{blank}]" for blank in BLANK.findall(text)}
            values = {blank: content.fill(f"{{{blank}}}") for blank in blanks if blank in GENERAL_BLANKS}
            answers.append(SampleAnswer(name, (Reply(content.fill(text, **(blanks | values))),)))
    return answers
