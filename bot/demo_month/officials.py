"""The five officials of the demo, one of each role that does something."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo_month.past import Past
from bot.officials import OfficialError, new_password


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one of them signs in."""

    role: str
    name: str
    email: str
    password: str


WHO = (
    ("author", "Chị Mẫu Soạn", "soan"), ("approver", "Anh Mẫu Duyệt", "duyet"), ("answerer", "Chị Mẫu Trả Lời", "tra.loi"),
    ("editor", "Anh Mẫu Biên Tập", "bien.tap"), ("manager", "Chị Mẫu Quản Lý", "quan.ly"),
)  # fmt: skip


def email(name: str) -> str:
    """The address of a demo official."""
    return f"{name}.mau@phuong.example.vn"


def hire(past: Past) -> list[SignIn]:
    """Make them, or give those who are there a new password; none has to be changed at the first sign-in."""
    found = []
    for role, name, short in WHO:
        address = email(short)
        try:
            first = past.runtime.officials.add(address, name, role)
        except OfficialError:
            first = past.runtime.officials.reset_password(address)
        found.append(SignIn(role, name, address, _settle(past, address, first)))
    return found


def _settle(past: Past, address: str, first: str) -> str:
    officials, password = past.runtime.officials, new_password()
    official = officials.of_cookie(officials.sign_in(address, first))
    assert official is not None, address
    officials.change_password(official, first, password)
    officials.sign_out(official)
    return password
