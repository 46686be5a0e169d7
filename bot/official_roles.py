"""Which roles there are and what each may do; an official as a session shows them."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("viewer", "author", "approver", "answerer", "editor", "manager")
ANSWERING = frozenset({"answerer", "manager"})
"""Roles that may answer residents."""
WRITING = frozenset({"author", "approver", "manager"})
"""Roles that may write broadcasts."""
APPROVING = frozenset({"approver", "manager"})
"""Roles that may approve what another wrote."""
EDITING = frozenset({"editor", "manager"})
"""Roles that may mend content."""


class OfficialError(Exception):
    """What is wrong and how to mend it, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Official:
    """Someone who signed in; `csrf` belongs to the session.

    `must_change`: the password is the first one. `needs_code`: only the password was right so far. `needs_factor`: the
    role needs a second factor and none is set up. Each of the three opens nothing but its own page.
    """

    id: int
    email: str
    name: str
    role: str
    must_change: bool
    csrf: str
    session_id: str
    has_factor: bool = False
    needs_code: bool = False
    needs_factor: bool = False

    @property
    def is_in(self) -> bool:
        """Whether nothing is left to do before the pages open."""
        return not (self.must_change or self.needs_code or self.needs_factor)

    @property
    def may_answer(self) -> bool:
        """Whether this official answers residents."""
        return self.role in ANSWERING

    @property
    def may_write(self) -> bool:
        """Whether this official writes broadcasts."""
        return self.role in WRITING

    @property
    def may_approve(self) -> bool:
        """Whether this official approves what another wrote."""
        return self.role in APPROVING

    @property
    def may_edit(self) -> bool:
        """Whether this official mends content."""
        return self.role in EDITING

    @property
    def may_manage(self) -> bool:
        """Whether this official connects the OA, and says who may do what."""
        return self.role == "manager"
