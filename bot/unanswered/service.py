"""What officials do with questions that were not understood: teach the bot to understand them, or dismiss them."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from bot.clock import Clock
from bot.content import Content
from bot.content.editing import EditError, add_rows
from bot.content.live import LiveContent
from bot.content.snapshot import ContentSnapshot
from bot.content_editing.items import ContentItem
from bot.content_editing.service import ContentEditing, ContentEditingError, EditPreview
from bot.store import Store, audit, regression, unanswered
from bot.store.unanswered import UnansweredQuestion
from bot.unanswered.effect import Effect, Effects, KnownQuestion, describe_understanding, leads_to
from bot.unanswered.grouping import QuestionGroup, group_questions, sort_groups
from bot.unanswered.masking import GAP, question_key
from bot.understanding.folding import fold
from bot.understanding.knowledge import Target

MOST_ROWS = 2_000
"""The newest different questions that are grouped."""

MOST_OWN = 120
"""The installation's newest regression questions that are tried each time."""

OUTSIDE = "intents/out_of_government.yaml"
"""The file with phrases of questions that no office answers."""

NEAREST = 5
"""The most entries that are proposed for one question."""

PHRASE_FOLDERS = ("procedures", "postal", "online", "office", "feedback", "reform", "life_events", "other_offices")

_BEHAVIOURS = {"procedures": "answer", "other_offices": "decline", "intents": "decline"}


@dataclass(frozen=True, slots=True)
class EntryChoice:
    """An entry a question may belong to."""

    file: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What adding `phrases` to a file would mean. `effect` is None unless known questions were tried.

    `readings` are (question, what it would be understood as, whether that is the entry) of the group.
    """

    group: QuestionGroup
    file: str
    title: str
    phrases: tuple[str, ...]
    preview: EditPreview
    effect: Effect | None
    readings: tuple[tuple[str, str, bool], ...]


class UnansweredQuestions:
    """The questions, in groups, and the decisions about them."""

    def __init__(self, store: Store, editing: ContentEditing, live_content: LiveContent, clock: Clock) -> None:
        self._store, self._editing, self._live_content, self._clock = store, editing, live_content, clock
        self._effects = Effects()
        self._groups: tuple[tuple[tuple[int, int], ...], list[QuestionGroup]] = ((), [])
        self._nearest: tuple[weakref.ref[Content] | None, dict[str, list[EntryChoice]]] = (None, {})

    def list_groups(self, state: str = "open", text: str = "", order: str = "most") -> list[QuestionGroup]:
        """The groups of questions in a state; with `text`, those with a question in which all its words occur."""
        groups = self._group_all(unanswered.list_newest(self._store, state, MOST_ROWS))
        words = fold(text).split()
        if words:
            groups = [
                group for group in groups if any(all(word in row.folded for word in words) for row in group.questions)
            ]
        return sort_groups(groups, order)

    def _group_all(self, questions: list[UnansweredQuestion]) -> list[QuestionGroup]:
        """The groups, made again only when a question was added, asked again or decided."""
        key = tuple((question.id, question.count) for question in questions)
        if self._groups[0] != key:
            self._groups = (key, group_questions(questions))
        return self._groups[1]

    def get_group(self, ids: Iterable[int]) -> QuestionGroup:
        """The group of these questions. Raises ContentEditingError when none of them exists."""
        questions = unanswered.list_by_ids(self._store, ids)
        if not questions:
            raise ContentEditingError("Các câu này không còn trong danh sách.")
        return QuestionGroup(tuple(questions))

    def count_by_state(self) -> dict[str, int]:
        """How many different questions are open, dismissed and settled."""
        return unanswered.count_by_state(self._store)

    def count_regression_questions(self) -> int:
        """How many questions of this installation are tried with every change."""
        return regression.count_all(self._store)

    def list_candidates(self, group: QuestionGroup, count: int = 5, look_at: int = 3) -> list[EntryChoice]:
        """The entries nearest to the first `look_at` questions of a group, best first, at most `count`."""
        choices: dict[str, EntryChoice] = {}
        for question in group.questions[:look_at]:
            for choice in self._find_nearest(question.text):
                choices.setdefault(choice.file, choice)
        return list(choices.values())[:count]

    def _find_nearest(self, text: str) -> list[EntryChoice]:
        """The entries nearest to a question, remembered until the content changes."""
        snapshot = self._live_content()
        content, choices_of = self._nearest
        if content is None or content() is not snapshot.content:
            choices_of = {}
            self._nearest = (weakref.ref(snapshot.content), choices_of)
        if text not in choices_of:
            targets = snapshot.reader.nearest(text, NEAREST)
            choices_of[text] = [choice for target in targets for choice in _make_choice(snapshot, target)]
        return choices_of[text]

    def find_entries(self, text: str, count: int = 10) -> list[EntryChoice]:
        """Entries in which all these words occur; those with all words in the title first."""
        words = fold(text).split()
        items = self._editing.list_items() if words else []
        matches = [item for item in items if _takes_phrases(item) and all(word in item.words for word in words)]
        matches.sort(key=lambda item: (not all(word in fold(item.title) for word in words), fold(item.title)))
        return [EntryChoice(item.file, item.title, item.kind) for item in matches[:count]]

    def propose(self, ids: Iterable[int], file: str, phrases: Sequence[str], *, tries: bool = True) -> Proposal:
        """What adding phrases to a file would do, with `tries` also to known questions. Raises ContentEditingError."""
        group = self.get_group(ids)
        new_phrases = clean_phrases(phrases)
        preview = self._editing.preview_edit(file, _add_phrases(self._editing.read_text(file), new_phrases))
        return self._make_proposal(group, preview, new_phrases, tries)

    def propose_new(self, ids: Iterable[int], file: str, text: str, *, tries: bool = True) -> Proposal:
        """The same for a new file. Raises ContentEditingError."""
        preview = self._editing.preview_edit(file, text)
        says = preview.data.get("says") if isinstance(preview.data, dict) else ()
        return self._make_proposal(self.get_group(ids), preview, tuple(map(str, says or ())), tries)

    def accept(
        self, proposal: Proposal, mark: str, official_id: int | None, *, accepts: bool = False, is_new: bool = False
    ) -> int | None:
        """Write the phrases or the new file, and make regression questions of the group.

        A new file that waits for a second official leaves the questions open; returns what `ContentEditing.save` does.
        Raises ContentEditingError as `ContentEditing.save` does.
        """
        file, questions = proposal.file, proposal.group.questions
        reason = f"câu chưa hiểu: {questions[0].text}"
        kind = "new" if is_new else "question"
        waiting = self._editing.save(file, proposal.preview.text, mark, official_id, reason, kind=kind, accepts=accepts)
        if waiting is not None:
            return waiting
        target = target_of(proposal.preview)
        now = self._clock()
        with self._store.write() as db:
            for question in questions:
                regression.save_question(
                    db, question.folded, question.text, _behaviour_of(file), target, official_id, now
                )
            unanswered.set_state(db, proposal.group.ids, "settled", official_id, now, target)
            audit.write(db, now, official_id, "question_settled", target, f"{len(questions)}")
        return None

    def dismiss(self, ids: Iterable[int], official_id: int | None) -> int:
        """Decide that questions need not be understood, also when they are asked again; returns how many."""
        return self._set_state(ids, "dismissed", official_id)

    def reopen(self, ids: Iterable[int], official_id: int | None) -> int:
        """Put questions back into the list of open ones; returns how many."""
        return self._set_state(ids, "open", official_id)

    def _set_state(self, ids: Iterable[int], state: str, official_id: int | None) -> int:
        question_ids, now = list(ids), self._clock()
        with self._store.write() as db:
            count = unanswered.set_state(db, question_ids, state, official_id, now)
            audit.write(db, now, official_id, f"question_{state}", str(min(question_ids, default=0)), str(count))
        return count

    def _make_proposal(
        self, group: QuestionGroup, preview: EditPreview, phrases: tuple[str, ...], tries: bool
    ) -> Proposal:
        title = _title_of(preview)
        if preview.snapshot is None:
            return Proposal(group, preview.file, title, phrases, preview, None, ())
        reader, content = preview.snapshot.reader, preview.snapshot.content
        is_right = leads_to(target_of(preview))
        understandings = [(question.text, reader.read(question.text)) for question in group.questions]
        readings = tuple(
            (text, describe_understanding(understanding, content), is_right(understanding))
            for text, understanding in understandings
        )
        own = self._list_own_questions()
        effect = self._effects.compare(self._live_content(), preview.snapshot, own, phrases) if tries else None
        return Proposal(group, preview.file, title, phrases, preview, effect, readings)

    def _list_own_questions(self) -> list[KnownQuestion]:
        questions = regression.list_newest(self._store, MOST_OWN)
        return [KnownQuestion(question.question, leads_to(question.target)) for question in questions]


def target_of(preview: EditPreview) -> str:
    """What a question must lead to so that this file answers it: a code, an id or an intent."""
    data = preview.data if isinstance(preview.data, dict) else {}
    return str(next((data[key] for key in ("code", "id", "intent") if data.get(key)), ""))


def clean_phrases(phrases: Iterable[str]) -> tuple[str, ...]:
    """The phrases as files hold them: lower case, no punctuation at the end, no gaps, each once."""
    lowered = (re.sub(rf"[{GAP}{{}}\"]", " ", phrase).lower() for phrase in phrases)
    stripped = (" ".join(phrase.split()).strip(" .,!?:;-") for phrase in lowered)
    return tuple({question_key(phrase): phrase for phrase in stripped if phrase}.values())


def _make_choice(snapshot: ContentSnapshot, target: Target) -> Iterator[EntryChoice]:
    content = snapshot.content
    entry = content.procedure(target.id) or content.guides.get(target.id) or content.life_events.get(target.id)
    if entry is not None:
        yield EntryChoice(entry.origin.file, entry.title, target.kind)


def _add_phrases(text: str, phrases: Sequence[str]) -> str:
    if not phrases:
        raise ContentEditingError("Chưa chọn câu nào để dạy trợ lý.")
    try:
        return add_rows(text, "says", phrases)
    except (EditError, yaml.YAMLError) as error:
        raise ContentEditingError(f"Không thêm được câu vào tệp này: {error}") from None


def _title_of(preview: EditPreview) -> str:
    data = preview.data
    return str(data.get("title") or data.get("intent") or preview.file) if isinstance(data, dict) else ""


def _takes_phrases(item: ContentItem) -> bool:
    return item.file.partition("/")[0] in PHRASE_FOLDERS


def _behaviour_of(file: str) -> str:
    return _BEHAVIOURS.get(file.partition("/")[0], "guide")
