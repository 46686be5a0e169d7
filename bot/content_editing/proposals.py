"""Changes of legal content that wait for a second official: proposed, approved, returned with a comment, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from bot.clock import Clock
from bot.content.editing import EditError, set_data
from bot.content.files import YamlMapping, YamlValue
from bot.content_editing.errors import ContentEditingError
from bot.content_editing.folder import Folder, mark_of, parse_content_file
from bot.content_editing.second_reader import SecondReader
from bot.store import Store, audit, content_proposals
from bot.store.content_proposals import ContentProposal

__all__ = ["ContentProposal", "Proposals"]

WAITING, RETURNED = "waiting", "returned"
SETTLED = "Thay đổi này vừa được xử lý xong, hoặc người soạn đã rút lại."
OWN = "Anh/chị soạn thay đổi này nên cần người khác duyệt."
MOVED = "Trong lúc anh/chị đọc, mục này vừa được sửa ở chỗ khác. Hãy đọc lại bên dưới rồi duyệt."
CLASH = "Trong lúc chờ, người khác đã sửa đúng chỗ này. Hãy trả lại, để người soạn làm lại trên bản đang dùng."
NO_COMMENT = "Hãy viết vài chữ để người soạn biết cần sửa gì."
TAKEN = "Mục này đang có một thay đổi của {author} chờ người thứ hai duyệt. Hãy đợi duyệt xong, hoặc nhờ người soạn rút lại."
MOST_DECIDED = 10

Save = Callable[[ContentProposal, str], None]
"""Writes a proposal's text, carried over to the file as it is now."""


class Proposals:
    """What officials do with changes that wait. Safe to share between threads."""

    def __init__(self, store: Store, folder: Folder, clock: Clock, second_reader: SecondReader, save: Save) -> None:
        self._store, self._folder, self._clock = store, folder, clock
        self._second_reader, self._save = second_reader, save

    def propose(self, file: str, kind: str, after: str, reason: str, by: int, entry: str, replaces: int | None) -> int:
        """Let a change wait, instead of the author's earlier one `replaces`. Raises ContentEditingError when another waits."""
        waiting = self.find_waiting(file)
        if waiting is not None and (waiting.id != replaces or waiting.proposed_by != by):
            raise ContentEditingError(TAKEN.format(author=waiting.author or "cán bộ khác"))
        now = self._clock()
        with self._store.write() as db:
            if replaces is not None and self._is_own(replaces, file, by):
                content_proposals.decide(db, replaces, "withdrawn", by, now)
            before = self._folder.read_current(file)
            proposal_id = content_proposals.add(db, file, kind, before, after, reason, by, now, entry)
            audit.write(db, now, by, "content_propose", file, str(proposal_id))
        return proposal_id

    def approve(self, proposal_id: int, mark: str, by: int) -> ContentProposal:
        """Write the change; `mark` is that of the text the reader compared with. Raises ContentEditingError."""
        proposal = self._get_waiting(proposal_id)
        if not self.may_decide(proposal, by):
            raise ContentEditingError(OWN)
        current = self._folder.read_current(proposal.file)
        if mark_of(current) != mark:
            raise ContentEditingError(MOVED)
        self._save(proposal, self.carry_over(proposal))
        self._decide(proposal, "approved", by)
        return proposal

    def give_back(self, proposal_id: int, comment: str, by: int) -> ContentProposal:
        """Return the change to its author with a comment. Raises ContentEditingError."""
        proposal = self._get_waiting(proposal_id)
        if proposal.proposed_by == by:
            raise ContentEditingError(OWN)
        if not comment.strip():
            raise ContentEditingError(NO_COMMENT)
        self._decide(proposal, "returned", by, comment.strip())
        return proposal

    def withdraw(self, proposal_id: int, by: int) -> ContentProposal:
        """The author gives the change up. Raises ContentEditingError."""
        proposal = self.get(proposal_id)
        if proposal is None or proposal.proposed_by != by or proposal.state not in (WAITING, RETURNED):
            raise ContentEditingError(SETTLED)
        self._decide(proposal, "withdrawn", by)
        return proposal

    def may_decide(self, proposal: ContentProposal, official_id: int) -> bool:
        """Whether this official may approve it: a second one, or anybody once the ward asks for no second reader."""
        return proposal.proposed_by != official_id or not self._second_reader.is_asked(
            proposal.file, proposal.before, proposal.after
        )

    def carry_over(self, proposal: ContentProposal) -> str:
        """The change applied to the file as it is now. Raises ContentEditingError when the same place was changed meanwhile."""
        current = self._folder.read_current(proposal.file)
        if current == proposal.before:
            return proposal.after
        old, new, now = (_data_of(text or "", proposal.file) for text in (proposal.before, proposal.after, current))
        text = current or ""
        for key in dict.fromkeys([*old, *new]):
            if old.get(key) == new.get(key) or now.get(key) == new.get(key):
                continue
            if now.get(key) != old.get(key):
                raise ContentEditingError(CLASH)
            text = _set(text, key, new.get(key))
        return text

    def get(self, proposal_id: int) -> ContentProposal | None:
        """One change, or None."""
        return content_proposals.get(self._store, proposal_id)

    def find_waiting(self, file: str) -> ContentProposal | None:
        """The change of a file that waits, or None."""
        return content_proposals.find_waiting(self._store, file)

    def list_waiting(self) -> list[ContentProposal]:
        """Every change that waits, the oldest first."""
        return content_proposals.list_in_state(self._store, WAITING)

    def list_returned(self, official_id: int) -> list[ContentProposal]:
        """The changes of an official that were returned and not taken up again."""
        rows = content_proposals.list_in_state(self._store, RETURNED)
        return [row for row in rows if row.proposed_by == official_id]

    def list_decided(self) -> list[ContentProposal]:
        """The changes decided last, newest first."""
        return content_proposals.list_newest(self._store, MOST_DECIDED)

    def _get_waiting(self, proposal_id: int) -> ContentProposal:
        proposal = self.get(proposal_id)
        if proposal is None or proposal.state != WAITING:
            raise ContentEditingError(SETTLED)
        return proposal

    def _is_own(self, proposal_id: int, file: str, by: int) -> bool:
        proposal = self.get(proposal_id)
        return proposal is not None and (proposal.file, proposal.proposed_by) == (file, by)

    def _decide(self, proposal: ContentProposal, state: str, by: int, comment: str = "") -> None:
        now = self._clock()
        with self._store.write() as db:
            if not content_proposals.decide(db, proposal.id, state, by, now, comment):
                raise ContentEditingError(SETTLED)
            audit.write(db, now, by, f"content_{state}", proposal.file, comment or str(proposal.id))


def _set(text: str, key: str, value: YamlValue) -> str:
    try:
        return set_data(text, key, value)
    except EditError:
        raise ContentEditingError(CLASH) from None


def _data_of(text: str, file: str) -> YamlMapping:
    document = parse_content_file(text, file).document
    return document.data if document and isinstance(document.data, dict) else {}
