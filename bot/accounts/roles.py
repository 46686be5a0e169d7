"""Every role of officials in one table: its names, its hint and its rights; and an official as a session knows them.

A new role is one more entry of `ROLES`; commands, pages and checks read this table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What a role may allow besides looking at the pages."""

    ANSWER = "answer"
    """Answer residents and work on tickets."""
    WRITE = "write"
    """Write broadcasts and articles."""
    APPROVE = "approve"
    """Approve what another official wrote."""
    EDIT = "edit"
    """Edit content: procedures, answers, office hours."""
    MANAGE = "manage"
    """Connect the OA, manage officials and settings."""


@dataclass(frozen=True, slots=True)
class Role:
    """One role. `label` names it on the pages, `holder` names a person who has it, `hint` says what it may do."""

    id: str
    label: str
    holder: str
    hint: str
    rights: frozenset[Right]


def _role(role_id: str, label: str, holder: str, hint: str, *rights: Right) -> Role:
    return Role(role_id, label, holder, hint, frozenset(rights))


ROLES: dict[str, Role] = {
    role.id: role
    for role in (
        _role("viewer", "Xem", "người xem", "xem bản tin, nội dung, báo cáo; không xem chuyện riêng của người dân"),
        _role("author", "Soạn bản tin", "người soạn", "soạn bản tin và bài viết, gửi duyệt", Right.WRITE),
        _role(
            "approver",
            "Duyệt bản tin",
            "người duyệt",
            "soạn, và duyệt bản tin, thay đổi nội dung của người khác",
            Right.WRITE,
            Right.APPROVE,
        ),
        _role("answerer", "Trả lời người dân", "trả lời", "trả lời trong Hộp thư, xử lý phiếu", Right.ANSWER),
        _role("editor", "Sửa nội dung", "biên tập", "sửa thủ tục, câu trả lời, giờ làm việc", Right.EDIT),
        _role("manager", "Quản lý", "quản lý", "làm được mọi việc, kết nối Zalo, quản lý cán bộ", *Right),
    )
}
"""Every role by its id, in the order in which pages and commands list them."""


def roles_with(right: Right) -> frozenset[str]:
    """The ids of the roles that have a right."""
    return frozenset(role.id for role in ROLES.values() if right in role.rights)


def rights_of(roles: Iterable[str]) -> frozenset[Right]:
    """Return what these roles allow together; an unknown role allows nothing."""
    return frozenset(right for role in roles if role in ROLES for right in ROLES[role].rights)


ANSWERING = roles_with(Right.ANSWER)
WRITING = roles_with(Right.WRITE)
APPROVING = roles_with(Right.APPROVE)
MANAGING = roles_with(Right.MANAGE)
"""The ids of the roles with each of these rights."""
READING_TWICE = APPROVING | roles_with(Right.EDIT)
"""Roles that may be the second reader of a change of content."""
DECIDING = APPROVING | MANAGING
"""Roles of officials who work with a second factor whenever real residents are concerned."""


class OfficialError(Exception):
    """Why an account cannot be changed and what to do; the text is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Official:
    """An official who signed in; `csrf` belongs to the session.

    `must_change`: the password is still the first one. `needs_code`: the password was right, the code of the second
    factor is still missing. `needs_factor`: the role requires a second factor and none is set up. While one of the
    three holds, only the pages that settle it are open.
    """

    id: int
    email: str
    name: str
    roles: frozenset[str]
    must_change: bool
    csrf: str
    session_id: str
    has_factor: bool = False
    needs_code: bool = False
    needs_factor: bool = False

    @property
    def is_in(self) -> bool:
        """Whether the sign-in is complete, so that all pages of the role are open."""
        return not (self.must_change or self.needs_code or self.needs_factor)

    @property
    def rights(self) -> frozenset[Right]:
        """What the official's roles allow together; an unknown role allows nothing."""
        return rights_of(self.roles)

    @property
    def may_answer(self) -> bool:
        """Whether this official answers residents."""
        return Right.ANSWER in self.rights

    @property
    def may_write(self) -> bool:
        """Whether this official writes broadcasts."""
        return Right.WRITE in self.rights

    @property
    def may_approve(self) -> bool:
        """Whether this official approves what another one wrote."""
        return Right.APPROVE in self.rights

    @property
    def may_edit(self) -> bool:
        """Whether this official edits content."""
        return Right.EDIT in self.rights

    @property
    def may_read_twice(self) -> bool:
        """Whether this official may be the second reader of a change of content."""
        return self.may_edit or self.may_approve

    @property
    def may_manage(self) -> bool:
        """Whether this official manages officials, settings and the connection to Zalo."""
        return Right.MANAGE in self.rights
