"""What goes out, in our own words: replies a person reads, and effects that happen with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Button:
    """One button: exactly one of `say` (comes back to us as text), `url`, `phone` is set.

    `words`: what a press puts into the chat when `say` is a command; they mean that command
    (bot.messaging.button_presses).
    """

    label: str
    say: str | None = None
    url: str | None = None
    phone: str | None = None
    words: str | None = None

    def as_dict(self) -> dict[str, str]:
        """The button without its empty fields, as JSON wants it."""
        pairs = (("label", self.label), ("say", self.say), ("url", self.url), ("phone", self.phone))
        return {key: value for key, value in (*pairs, ("words", self.words)) if value}


@dataclass(frozen=True, slots=True)
class Card:
    """One entry of a list: a picture (https), a title, a line below, a link."""

    title: str
    subtitle: str = ""
    url: str | None = None
    image: str | None = None

    def as_dict(self) -> dict[str, str]:
        """The card without its empty fields, as JSON wants it."""
        pairs = (("title", self.title), ("subtitle", self.subtitle), ("url", self.url), ("image", self.image))
        return {key: value for key, value in pairs if value}


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing said to a person: text with up to five buttons, or cards, or a request for their contact.

    `file` names a form of content/forms that is handed over instead, or with `upload` the file of an official (its number in
    table media); `without_file` is said where Zalo does not take it.
    """

    text: str = ""
    buttons: tuple[Button, ...] = ()
    cards: tuple[Card, ...] = ()
    asks_contact: bool = False
    file: str = ""
    without_file: str = ""
    upload: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The reply as plain JSON values; `from_dict` turns it back."""
        data: dict[str, Any] = {"text": self.text, "buttons": [button.as_dict() for button in self.buttons]}
        if self.cards:
            data["cards"] = [card.as_dict() for card in self.cards]
        if self.asks_contact:
            data["asks_contact"] = True
        if self.file:
            data |= {"file": self.file, "without_file": self.without_file}
        if self.upload:
            data["upload"] = self.upload
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Reply:
        """Build a reply from what `as_dict` gave."""
        return cls(
            text=data.get("text", ""),
            buttons=tuple(Button(**button) for button in data.get("buttons", ())),
            cards=tuple(Card(**card) for card in data.get("cards", ())),
            asks_contact=bool(data.get("asks_contact")),
            file=data.get("file", ""),
            without_file=data.get("without_file", ""),
            upload=data.get("upload", 0),
        )


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """Write down what a person wants an official to see. `kind` is feedback, proposal, praise or rating."""

    code: str
    kind: str
    text: str
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class AddToTicket:
    """Further words, or the address of a picture, for a ticket of this person that is not closed."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ReopenTicket:
    """This person says that their closed report is not settled; `words` become a note for officials."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Be silent for this person until an official gives back or the time is up."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class AskOfficial:
    """An official is wanted; the talk waits in their inbox and the bot goes on answering."""


@dataclass(frozen=True, slots=True)
class GiveBack:
    """The bot answers this person again, who wants no official any more."""


@dataclass(frozen=True, slots=True)
class AnswerMeanwhile:
    """The bot answers this person again; the talk goes on waiting for an official."""


@dataclass(frozen=True, slots=True)
class OptOut:
    """No more broadcasts for this person."""


@dataclass(frozen=True, slots=True)
class OptIn:
    """Broadcasts for this person again."""


@dataclass(frozen=True, slots=True)
class EraseData:
    """Delete what is kept about this person."""


@dataclass(frozen=True, slots=True)
class ChooseTopics:
    """Only notices of these topics (ids) for this person; none means all of them."""

    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetNeighbourhood:
    """Where this person lives ("Khu phố 3"); None when they would rather not say."""

    neighbourhood: str | None


@dataclass(frozen=True, slots=True)
class KeepPhone:
    """The number (84…) this person agreed to be written to; None when it is not to be kept."""

    phone: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class CountPress:
    """A button of a broadcast was pressed; only how often and on which day (YYYY-MM-DD) is kept."""

    broadcast_id: int
    button: int
    day: str


@dataclass(frozen=True, slots=True)
class CountQuiz:
    """A quiz was played to its end, with `right` of `asked` questions right; by whom is not kept."""

    quiz: str
    right: int
    asked: int
    day: str


@dataclass(frozen=True, slots=True)
class LinkOfficial:
    """This person sent the code an official was shown: test sends of that official come here from now on."""

    code: str


@dataclass(frozen=True, slots=True)
class RateWork:
    """This person's points (1 to 5) for what officials did about their own ticket or talk `code`."""

    code: str
    points: int


@dataclass(frozen=True, slots=True)
class SayWhy:
    """This person's words to the points given before."""

    code: str
    words: str


Effect = (
    OpenTicket
    | AddToTicket
    | ReopenTicket
    | HandOver
    | AskOfficial
    | GiveBack
    | AnswerMeanwhile
    | RateWork
    | SayWhy
    | OptOut
    | OptIn
    | EraseData
    | ChooseTopics
    | SetNeighbourhood
    | KeepPhone
    | CountPress
    | CountQuiz
    | LinkOfficial
)
