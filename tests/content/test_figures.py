"""No figure in any reply that is not in content/: neither money nor days, phones, laws, dates nor shares are made up.

An answer about a procedure, guide, decline, life event or quiz may only name figures of its own file (and of the general
sentences); everything else may name figures of any file of content/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from bot.reply import Reply
from bot.turn import ConversationState
from bot.understanding.result import SECTIONS, Understanding
from handlers.sections import COMMANDS
from tests.content.asking import EVERYWHERE, answer, figures_for, figures_in, read, shown
from tests.content.figures import figures
from tests.support.app import live_content

CHUNKS = 4
"""Several processes share the questions."""

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICE = ("#gio_lam_viec", "#gap_can_bo", "#dia_chi", "#dien_thoai", "#menu", "#sap_nhap")

COMPUTED = {
    "place in a list": re.compile(r"(?m)^\d{1,2}\. "),
    "place in a quiz, score": re.compile(r"\b(?:Câu|đúng) \d{1,2}/\d{1,2}\b|, \d{1,2} câu,"),
    "when the machine answers again": re.compile(r"Tới \d{2}:\d{2} ngày \d{2}/\d{2}/\d{4}"),
    "day the counter opens next": re.compile(r"(?i)(?:thứ \w+|chủ nhật),? (?:ngày )?\d{1,2}/\d{1,2}(?:/\d{4})?"),
}
"""The only figures the program may work out: nothing that anybody relies on for money or a deadline."""


def invented(replies: list[Reply], allowed: frozenset[str]) -> set[str]:
    """Figures of replies that stand in none of the allowed files."""
    text = shown(replies)
    for pattern in COMPUTED.values():
        text = pattern.sub(" ", text)
    return figures(text) - allowed


@cache
def questions() -> tuple[str, ...]:
    """More than 2,000 questions made of what content/ says."""
    return tuple(dict.fromkeys([*_about_procedures(), *_about_the_rest()]))


def _about_procedures() -> Iterator[str]:
    content = live_content().content
    ways = [phrases for section, phrases in sorted(content.lexicon.sections.items()) if section in SECTIONS]
    for number, procedure in enumerate(content.procedures.values()):
        yield procedure.says[number % len(procedure.says)]
        for place, phrases in enumerate(ways):
            if (number + place) % 2:
                yield f"{procedure.says[place % len(procedure.says)]} {phrases[number % len(phrases)]}"
    yield from (listed.plain_name for listed in content.listed.values())


def _about_the_rest() -> Iterator[str]:
    content = live_content().content
    entries = [entry.says for entry in content.guides.values()]
    entries += [event.says for event in content.life_events.values()]
    entries += [quiz.says for quiz in content.quizzes.values()]
    yield from (sentence for says in entries for sentence in says[:2])
    chats = [intent.says for intent in content.intents.values()]
    chats += [clarification.says for clarification in content.clarify.values()]
    yield from (sentence for says in chats for sentence in says[:3])


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_answer_to_a_question_names_a_figure_that_is_not_in_content(chunk: int) -> None:
    assert len(questions()) >= 2_000
    faults = []
    for question in questions()[chunk::CHUNKS]:
        state = ConversationState()
        for reading in read(question):
            made_up = invented(answer(question, reading, state), figures_for(reading))
            faults += [f"{question!r}: {sorted(made_up)}"] if made_up else []
    assert not faults, "\n".join(faults)


def test_no_part_of_a_procedure_names_a_figure_that_is_not_in_its_file() -> None:
    faults = []
    for procedure in live_content().content.procedures.values():
        allowed = figures_in(*EVERYWHERE, procedure.origin.file)
        for command in ("thu_tuc", *COMMANDS.values()):
            made_up = invented(answer(f"#{command} {procedure.code}"), allowed)
            faults += [f"{procedure.origin.file} {command}: {sorted(made_up)}"] if made_up else []
    assert not faults, "\n".join(faults)


def test_a_quiz_played_to_its_end_names_only_figures_of_its_file() -> None:
    faults, quizzes = [], live_content().content.quizzes.values()
    titles = figures("\n".join(quiz.title for quiz in quizzes))
    for quiz in quizzes:
        allowed = figures_in(*EVERYWHERE, quiz.origin.file) | titles
        asked = range(1, len(quiz.questions) + 1)
        moves = [f"#do_vui {quiz.id}", *(f"#dap_an {quiz.id} {number} 1 {number - 1}" for number in asked)]
        for move in moves:
            made_up = invented(answer(move), allowed)
            faults += [f"{move}: {sorted(made_up)}"] if made_up else []
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("hour", [6, 9, 12, 15, 20])
def test_the_office_names_no_other_figures_on_any_day_or_hour(hour: int) -> None:
    """Whatever the calendar says: only days that it worked out from the hours and holidays of content/."""
    allowed = figures_in(*EVERYWHERE, "holidays.yaml")
    first = datetime(2026, 11, 20, hour, 13, tzinfo=ZONE)
    faults = [
        f"{command} {now}: {sorted(made_up)}"
        for now in (first + timedelta(days=number) for number in range(110))
        for command in OFFICE
        if (made_up := invented(answer(command, now=now), allowed))
    ]
    assert not faults, "\n".join(faults[:20])


@pytest.mark.parametrize(
    ("sentence", "made_up"),
    [
        ("Làm trong 9 ngày làm việc.", {"9 ngày"}),
        ("Lệ phí 99.000 đồng.", {"99000 đồng"}),
        ("Theo Nghị định 999/2026/NĐ-CP.", {"999/2026/NĐ-CP"}),
        ("Gọi 1900 9999.", {"9999"}),
        ("Trước ngày 29/02/2028.", {"29/2/2028"}),
        ("Giảm 99%.", {"99%"}),
        ("1. Tới quầy.", set()),
        ("Đổi thẻ: 25.000 đồng, tới hết ngày 31/12/2026.", set()),
    ],
)
def test_a_figure_out_of_thin_air_is_noticed(sentence: str, made_up: set[str]) -> None:
    card = live_content().content.procedure("1.116410")
    assert card is not None
    reading = Understanding("answer", "procedure", 1.0, procedure=card.code)
    assert made_up <= invented([Reply(sentence)], figures_for(reading))
    assert bool(made_up) == bool(invented([Reply(sentence)], figures_for(reading)))
