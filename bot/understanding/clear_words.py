"""Decides which messages ask for a side effect (unsubscribe, hand over, erase) in explicit words.

A message is explicit when every word of it is accounted for: some words name the wish, the others are listed as words
that may stand beside it. One word more ("sao tôi vẫn nhận tin", "xin 5 bản sao") and nothing happens. The word lists
are in content/sentences/clear_words.yaml; RULES is the complete table of what each side effect needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.understanding.covering import Cover, MessageWords, Vocabulary
from bot.understanding.folding import words
from bot.understanding.knowledge import Lexicon
from bot.understanding.mood import Mood, has_question_tag, read_mood
from bot.understanding.result import NOTHING, Understanding

CLEAR = 1.0
"""The confidence of a wish in explicit words; readings of the Reader always stay below it."""

LISTS = "clear_words."
"""Prefix of the word lists among the sentences of content/."""

NOTICES = "notices"
"""The intent of a question or complaint about notices: answered with the current state; nothing changes."""

LITERAL = 0.97
"""The confidence that only an exact phrase of the content reaches."""
_ANY = 2.0
"""Above any confidence: a reading alone never causes this side effect."""
_SMALL, _SMALL_ENOUGH = 2, 0.3
"""A chat message of at most so many letters needs this confidence ("a" must not open a complaint)."""
_SPARE = 2
"""Number of unknown words allowed in a question about notices, whose answer changes nothing."""
_ELSEWHERE = 0.5
"""From this confidence on, a reading about another subject overrules a question about notices."""
_ANSWERS = ("yes", "no", "cancel")
_ANSWERED = 0.9
"""The confidence a yes or no needs to answer an open question when its words are not in the lists."""


_RATED = 0.85
"""The confidence a rating with a number needs: "điểm" is a place as well ("3 điểm tiếp nhận hồ sơ")."""


@dataclass(frozen=True, slots=True)
class WishRule:
    """What one side effect needs.

    `core` and `beside` name lists of content/sentences/clear_words.yaml: the message contains a phrase of each list of
    `core` and no word outside both. `enough` is the confidence from which a reading alone is sufficient; below it the
    intent of the reading becomes `otherwise`. `allows_question`: a request in the form of a question is enough
    ("đừng gửi nữa được không?"); a question whether it is so ("dừng gửi tin rồi à") never is. `is_loose`: accents need
    not agree, because a mistake is undone with one button.
    """

    intent: str
    core: tuple[str, ...]
    beside: tuple[str, ...]
    enough: float = _ANY
    otherwise: str = ""
    allows_question: bool = False
    is_loose: bool = False


RULES = (
    WishRule("stop_broadcasts", ("stop",), ("stop_beside",), LITERAL, NOTICES, allows_question=True, is_loose=True),
    WishRule(
        "stop_broadcasts", ("stop_verbs", "notice_things"), ("stop_beside",), LITERAL, NOTICES, allows_question=True
    ),
    WishRule("start_broadcasts", ("start",), ("start_beside",), _ANY, NOTICES),
    WishRule("no_official", ("no_official",), ("no_official_beside", "back"), allows_question=True, is_loose=True),
    WishRule("back_to_bot", ("back",), ("back_beside",), allows_question=True, is_loose=True),
    WishRule("back_to_bot", ("back_verbs", "machine"), ("back_beside",), allows_question=True),
    WishRule("talk_to_a_person", ("person",), ("person_beside",), LITERAL, "offer_person", allows_question=True),
    WishRule(
        "talk_to_a_person",
        ("person_verbs", "people"),
        ("person_beside",),
        LITERAL,
        "offer_person",
        allows_question=True,
    ),
    WishRule("delete_my_data", ("erase",), ("erase_beside",), LITERAL, "my_data"),
)
"""Checked in this order. The erasure itself needs its button or an explicit yes to the question that follows."""


@dataclass(frozen=True, slots=True)
class PendingQuestion:
    """How an open question of the bot is answered: names of the word lists for yes and for no.

    `read`: whether a yes or no outside these lists counts when the Reader is confident of it.
    """

    yes: tuple[str, ...]
    no: tuple[str, ...]
    yes_beside: tuple[str, ...] = ()
    read: bool = True


SEND_QUESTION = "xac_nhan_phan_anh"
PENDING = {
    SEND_QUESTION: PendingQuestion(("yes_words", "send_words"), ("no_words", "not_send_words"), ("send_beside",)),
    "may_tra_loi": PendingQuestion(("yes_words", "answer_words"), ("no_words", "wait_words")),
    "giu_so": PendingQuestion(("yes_words",), ("no_words",)),
    "xoa_du_lieu": PendingQuestion(
        ("yes_words", "erase", "erase_words"), ("no_words", "not_erase_words"), ("erase_beside",), read=False
    ),
}
"""The pending questions by name (bot.turn.ConversationState.question)."""

NUMBER_COMMANDS = {
    "gap_can_bo": "#hoi_gap_can_bo",
    "dung_tin": "#tin_bao",
    "nhan_tin": "#tin_bao",
    "xoa_that": "#xoa_du_lieu",
    "tro_ly": "",
    "thoi_can_bo": "",
}
"""A number typed instead of pressing one of these buttons gets this safer command; "" means no command at all."""
NUMBER_INTENTS = {
    "stop_broadcasts": "#tin_bao",
    "start_broadcasts": "#tin_bao",
    "talk_to_a_person": "#hoi_gap_can_bo",
    "delete_my_data": "#xoa_du_lieu",
    **dict.fromkeys(("no_official", "back_to_bot", "rating", "send_draft", *_ANSWERS), ""),
}
"""The same for a button that says words with one of these intents instead of a command."""
ANSWER_COMMANDS = {
    "danh_gia": "cham_diem",
    "cham_diem": "cham_viec",
    "gui_phan_anh": SEND_QUESTION,
    "giu_so": "giu_so",
    "khong_giu_so": "giu_so",
}
"""A typed number stands for one of these buttons only while this question is open."""

ASKING = ("ask_tags", "ask_ends", "ask_leave", "ask_after", "done")
"""Word lists that may stand beside a wish that is only asked about or told as done."""
WANTING = (Mood.WISH, Mood.REQUEST)

ReadAgain = Callable[[str], Sequence[Understanding]]


class ClearWords:
    """Checks messages against the word lists of content/. Pure; can be shared between threads and pickled."""

    def __init__(self, sentences: Mapping[str, tuple[str, ...]], lexicon: Lexicon) -> None:
        lists = {key.removeprefix(LISTS): says for key, says in sentences.items() if key.startswith(LISTS)}
        self._words = Vocabulary(lists, lexicon)
        self._copies_mean = next(iter(lists.get("copies_mean", ())), "")

    def find_wish(self, text: str) -> str | None:
        """The intent a message explicitly asks for, NOTICES for a question about notices, else None."""
        message = self._words.split_message(text)
        rules = [rule for rule in RULES if self._words.has_core(message, Cover(rule.core, (), is_loose=rule.is_loose))]
        if not rules and "notices" not in message.lists:
            return None  # the mood of most messages need not be read
        mood = read_mood(message, self._words)
        particles = ASKING if mood in (Mood.QUESTION, Mood.FACT) else ()
        for rule in rules:
            cover = Cover(rule.core, ("courtesy", *rule.beside, *particles), is_loose=rule.is_loose)
            if self._words.accounts_for(message, cover):
                if mood is Mood.WISH or (mood is Mood.REQUEST and rule.allows_question):
                    return rule.intent
                if rule.otherwise == NOTICES and not self._asks_how_to_block_spam(message):
                    return NOTICES
        return NOTICES if self._asks_about_notices(message, mood) else None

    def find_answer(self, text: str, question: str | None) -> str | None:
        """ "yes" or "no" when a message explicitly answers the open question of the bot, else None."""
        pending, message = PENDING.get(question or ""), self._words.split_message(text)
        if pending is None or message.is_question or has_question_tag(message, self._words):
            return None
        if self._accounts_for_one(message, pending.no, ("no_beside",)):
            return "no"
        return "yes" if self._accounts_for_one(message, pending.yes, pending.yes_beside) else None

    def _accounts_for_one(self, message: MessageWords, core: tuple[str, ...], beside: tuple[str, ...]) -> bool:
        """Whether all words of a message are in these lists, with a phrase of at least one list of `core`."""
        return any(self._words.accounts_for(message, Cover((name,), ("courtesy", *core, *beside))) for name in core)

    def settle(
        self,
        text: str,
        readings: Sequence[Understanding],
        read: ReadAgain,
        question: str | None = None,
        has_draft: bool = False,
    ) -> list[Understanding]:
        """The readings to act on: an explicit wish alone, else `readings` without uncertain side effects."""
        if any(reading.intent.startswith("emergency") for reading in readings):
            return list(readings)
        clear = (
            self.find_answer(text, question)
            or self.find_wish(text)
            or (self._find_send_wish(text) if has_draft else None)
        )
        if clear and not (clear == NOTICES and (_is_something_else(readings) or _is_plain_stop(readings))):
            return [Understanding("chat", clear, CLEAR)]
        settled = [checked for reading in readings for checked in self._check_reading(text, reading, read, question)]
        return list(dict.fromkeys(settled))

    def _find_send_wish(self, text: str) -> str | None:
        """The intent send_draft for words that only mean sending (a draft exists, but its question is closed)."""
        message = self._words.split_message(text)
        is_sent = self._words.accounts_for(message, Cover(("send_only",), ("courtesy", "send_beside")))
        return "send_draft" if is_sent and not has_question_tag(message, self._words) else None

    def _asks_about_notices(self, message: MessageWords, mood: Mood) -> bool:
        beside = ("courtesy", "notices_beside", "stop_beside", *ASKING)
        cover = Cover(("notices",), ("notices_asked", *beside), is_loose=True, spare=_SPARE)
        is_asked = mood in (Mood.QUESTION, Mood.FACT) or self._words.contains_phrase(message, "notices_asked")
        is_covered = (is_asked or message.is_question) and self._words.accounts_for(message, cover)
        return is_covered and not self._asks_how_to_block_spam(message)

    def _asks_how_to_block_spam(self, message: MessageWords) -> bool:
        """Whether a message asks for a way to block messages of strangers, which are not the ward's notices."""
        return all(self._words.contains_phrase(message, name) for name in ("how", "spam"))

    def _check_reading(
        self, text: str, reading: Understanding, read: ReadAgain, question: str | None
    ) -> Sequence[Understanding]:
        letters = len("".join(words(text)))
        if letters <= _SMALL and reading.outcome == "chat" and reading.confidence < _SMALL_ENOUGH:
            return [NOTHING]
        if reading.intent == "rating":
            return self._check_rating(text, reading, read)
        if reading.intent in _ANSWERS and question in PENDING:
            pending = PENDING[question]
            return [reading if pending.read and reading.confidence >= _ANSWERED else NOTHING]
        rule = next((rule for rule in RULES if rule.intent == reading.intent), None)
        return [reading] if rule is None else [self._check_wish(text, reading, rule)]

    def _check_wish(self, text: str, reading: Understanding, rule: WishRule) -> Understanding:
        """A reading of a wish: itself when it is certain and neither asks nor tells, else its harmless variant."""
        message = self._words.split_message(text)
        is_told = self._words.contains_phrase(message, "told")
        if reading.confidence >= rule.enough and not is_told and read_mood(message, self._words) in WANTING:
            return reading
        if rule.otherwise == NOTICES and self._asks_how_to_block_spam(message):
            return NOTHING
        return replace(reading, intent=rule.otherwise, topic=None)

    def _check_rating(self, text: str, reading: Understanding, read: ReadAgain) -> Sequence[Understanding]:
        """A number beside words for copies is an order at the counter; a number alone means nothing."""
        message = self._words.split_message(text)
        has_number = any(word.isdigit() for word in message.words)
        if self._words.contains_phrase(message, "rating_words"):
            is_sure = reading.confidence >= (_RATED if has_number else _ELSEWHERE)
            return [reading] if is_sure and read_mood(message, self._words) in WANTING else [NOTHING]
        if has_number and self._words.contains_phrase(message, "copies"):
            return [
                reading_of_copies
                for reading_of_copies in read(self._copies_mean)
                if reading_of_copies.intent != "rating"
            ] or [NOTHING]
        is_bare = all(word.isdigit() for word in message.words) or reading.confidence < _ANSWERED
        return [NOTHING] if is_bare else [reading]


def _is_something_else(readings: Sequence[Understanding]) -> bool:
    """Whether a reading is confident and not about notices."""
    about = {rule.intent for rule in RULES if rule.otherwise == NOTICES}
    return any(reading.confidence >= _ELSEWHERE and reading.intent not in about for reading in readings)


def _is_plain_stop(readings: Sequence[Understanding]) -> bool:
    """Whether the message is an exact phrase of the content for stopping notices."""
    return any(reading.intent == "stop_broadcasts" and reading.confidence >= LITERAL for reading in readings)


def command_for_number(command: str, question: str | None) -> str | None:
    """The command of a typed number whose button has `command`; None when the number means nothing here."""
    name = command.removeprefix("#").partition(" ")[0]
    if name in ANSWER_COMMANDS:
        return command if question == ANSWER_COMMANDS[name] else None
    return NUMBER_COMMANDS.get(name, command) or None


def words_for_number(words: str, readings: Sequence[Understanding]) -> str | None:
    """What a typed number stands for whose button says `words`, understood as `readings`; None for nothing."""
    intent = next((reading.intent for reading in readings if reading.intent in NUMBER_INTENTS), None)
    return words if intent is None else NUMBER_INTENTS[intent] or None
