"""Which shape a message with buttons has, what counts as a refused shape, and what is remembered."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.zalo.errors import Outcome, classify
from bot.zalo.shapes import STRANGE_MESSAGES, Family, MessageShape, ShapeChooser, is_refused_shape, shapes_to_try

MESSAGE, PAYLOAD, PLAIN, LIST = MessageShape.MESSAGE, MessageShape.PAYLOAD, MessageShape.PLAIN, MessageShape.LIST


@dataclass(frozen=True)
class Ended:
    outcome: Outcome
    code: str | None = None


SENT = Ended(Outcome.SENT, "0")


def ended(code: str) -> Ended:
    return Ended(classify(code, "openapi").outcome, code)


class Memory:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.shapes: dict[Family, MessageShape] = {}
        self.plain: dict[Family, set[object]] = {}

    def taken(self, family: Family) -> MessageShape | None:
        return self.shapes.get(family)

    def remember(self, family: Family, shape: MessageShape) -> None:
        self.shapes[family] = shape
        self.plain.pop(family, None)

    def count_plain(self, family: Family, content: object) -> int:
        self.plain.setdefault(family, set()).add(content)
        return len(self.plain[family])


class Platform:
    """Takes every shape but those in `answers`; `received` are the shapes it got."""

    def __init__(self, **answers: Ended) -> None:
        self.answers = answers
        self.received: list[MessageShape] = []

    def __call__(self, shape: MessageShape) -> Ended:
        self.received.append(shape)
        return self.answers.get(shape.name, SENT)


@pytest.mark.parametrize(
    ("family", "first", "accepted", "expected"),
    [
        (Family.BUTTONS, MESSAGE, None, (MESSAGE, PAYLOAD, PLAIN)),
        (Family.BUTTONS, PAYLOAD, None, (PAYLOAD, MESSAGE, PLAIN)),
        (Family.BUTTONS, MESSAGE, PAYLOAD, (PAYLOAD, MESSAGE, PLAIN)),
        (Family.BUTTONS, MESSAGE, PLAIN, (PLAIN,)),
        (Family.BUTTONS, PLAIN, MESSAGE, (PLAIN,)),
        (Family.CARDS, MESSAGE, None, (LIST, PLAIN)),
        (Family.CARDS, PAYLOAD, PLAIN, (PLAIN,)),
    ],
)
def test_the_order_in_which_shapes_are_tried(family, first, accepted, expected):
    assert shapes_to_try(family, first, accepted) == expected


@pytest.mark.parametrize("code", ["-201", "-210", "-233", "-240"])
def test_a_certain_refusal_that_may_lie_in_the_shape(code):
    assert is_refused_shape(ended(code))


@pytest.mark.parametrize(
    "code",
    [
        "0",
        "-200",
        "-32",
        "-216",
        "-211",
        "-218",
        "-213",
        "-217",
        "-227",
        "-230",
        "-232",
        "-234",
        "-244",
        "-248",
        "-100",
        "-204",
        "-224",
        "-77777",
    ],
)
def test_what_speaks_of_the_person_the_window_a_quota_or_is_doubtful_is_no_refused_shape(code):
    assert not is_refused_shape(ended(code))


def test_silence_and_our_own_refusals_are_no_refused_shape():
    assert not is_refused_shape(Ended(Outcome.UNKNOWN))
    assert not is_refused_shape(Ended(Outcome.INVALID_REQUEST))


def test_a_refused_shape_is_followed_at_once_and_remembered():
    memory, zalo = Memory(), Platform(MESSAGE=ended("-201"))
    chooser = ShapeChooser(MESSAGE, memory)
    assert chooser.send(Family.BUTTONS, zalo) == (SENT, PAYLOAD)
    assert chooser.send(Family.BUTTONS, zalo) == (SENT, PAYLOAD)
    assert zalo.received == [MESSAGE, PAYLOAD, PAYLOAD]


def test_plain_text_is_the_last_resort_and_remembered_after_three_different_messages():
    memory, zalo = Memory(), Platform(MESSAGE=ended("-233"), PAYLOAD=ended("-210"))
    chooser = ShapeChooser(MESSAGE, memory)
    assert [chooser.send(Family.BUTTONS, zalo, content=number)[1] for number in range(4)] == [PLAIN] * 4
    assert zalo.received == [MESSAGE, PAYLOAD, PLAIN] * STRANGE_MESSAGES + [PLAIN]


@pytest.mark.parametrize(("family", "shape"), [(Family.BUTTONS, MESSAGE), (Family.CARDS, LIST)])
def test_one_refused_message_is_not_enough_when_nothing_is_remembered_yet(family, shape):
    memory, refusal = Memory(), ended("-210")
    chooser = ShapeChooser(MESSAGE, memory)
    odd = Platform(MESSAGE=refusal, PAYLOAD=refusal, LIST=refusal)
    for _ in range(10):
        assert chooser.send(family, odd, content="bad link") == (SENT, PLAIN)
    assert memory.shapes == {}
    assert chooser.send(family, Platform(), content="good") == (SENT, shape)
    assert memory.shapes == {family: shape}


def test_a_success_with_buttons_forgets_the_messages_before_it():
    memory, refusal = Memory(), ended("-201")
    chooser, odd = ShapeChooser(MESSAGE, memory), Platform(MESSAGE=refusal, PAYLOAD=refusal)
    for number in range(STRANGE_MESSAGES * 2):
        chooser.send(Family.BUTTONS, odd, content=number)
        if number % 2:
            chooser.send(Family.BUTTONS, Platform(), content="good")
    assert memory.shapes == {Family.BUTTONS: MESSAGE}


def test_a_refused_list_says_nothing_about_buttons():
    memory, zalo = Memory(), Platform(LIST=ended("-233"))
    chooser = ShapeChooser(MESSAGE, memory)
    assert chooser.send(Family.CARDS, zalo) == (SENT, PLAIN)
    assert chooser.send(Family.BUTTONS, zalo) == (SENT, MESSAGE)


@pytest.mark.parametrize("end", [Ended(Outcome.UNKNOWN), ended("-200"), ended("-230"), ended("-32"), ended("-211")])
def test_nothing_follows_a_doubtful_end_or_another_refusal(end):
    memory = Memory()
    zalo = Platform(MESSAGE=end)
    assert ShapeChooser(MESSAGE, memory).send(Family.BUTTONS, zalo) == (end, MESSAGE)
    zalo = Platform(MESSAGE=ended("-201"), PAYLOAD=end)
    assert ShapeChooser(MESSAGE, memory).send(Family.BUTTONS, zalo) == (end, PAYLOAD)
    assert zalo.received == [MESSAGE, PAYLOAD]
    assert memory.shapes == {}


def test_refused_in_every_shape_it_was_not_the_shape():
    memory, refusal = Memory(), ended("-201")
    zalo = Platform(MESSAGE=refusal, PAYLOAD=refusal, PLAIN=refusal)
    assert ShapeChooser(MESSAGE, memory).send(Family.BUTTONS, zalo) == (refusal, PLAIN)
    assert memory.shapes == {}


def test_one_button_that_zalo_dislikes_does_not_take_the_buttons_from_everybody():
    memory, refusal = Memory(), ended("-201")
    chooser = ShapeChooser(MESSAGE, memory)
    chooser.send(Family.BUTTONS, Platform(), content="good")
    odd = Platform(MESSAGE=refusal, PAYLOAD=refusal)
    for _ in range(10):
        assert chooser.send(Family.BUTTONS, odd, content="one broadcast to ten people") == (SENT, PLAIN)
    assert chooser.send(Family.BUTTONS, Platform(), content="good") == (SENT, MESSAGE)
    for number in range(STRANGE_MESSAGES):
        chooser.send(Family.BUTTONS, odd, content=number)
    assert memory.shapes == {Family.BUTTONS: PLAIN}


def test_a_trial_begins_with_the_first_choice_again():
    memory = Memory()
    memory.remember(Family.BUTTONS, PLAIN)
    zalo = Platform()
    assert ShapeChooser(MESSAGE, memory).send(Family.BUTTONS, zalo, afresh=True) == (SENT, MESSAGE)
    assert memory.shapes == {Family.BUTTONS: MESSAGE}


def test_an_installation_that_wants_plain_text_has_it_and_remembers_nothing():
    memory, zalo = Memory(), Platform()
    assert ShapeChooser(PLAIN, memory).send(Family.BUTTONS, zalo) == (SENT, PLAIN)
    assert memory.shapes == {}
