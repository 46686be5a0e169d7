"""The five officials of the demo, one of each role that does something."""

from __future__ import annotations

from dataclasses import dataclass

from bot.accounts.officials import new_password
from bot.accounts.roles import OfficialError
from bot.demo.past import Past


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """How one of them signs in."""

    role: str
    name: str
    email: str
    password: str


OFFICIALS = (
    ("author", "Chị Mẫu Soạn", "soan"),
    ("approver", "Anh Mẫu Duyệt", "duyet"),
    ("answerer", "Chị Mẫu Trả Lời", "tra.loi"),
    ("editor", "Anh Mẫu Biên Tập", "bien.tap"),
    ("manager", "Chị Mẫu Quản Lý", "quan.ly"),
)


def email_of(name: str) -> str:
    """The address of a demo official."""
    return f"{name}.mau@phuong.example.vn"


def add_officials(past: Past) -> list[DemoSignIn]:
    """Make them, or give those who are there a new password; none has to be changed at the first sign-in."""
    sign_ins = []
    for role, name, short in OFFICIALS:
        address = email_of(short)
        try:
            first = past.runtime.officials.add(address, name, role)
        except OfficialError:
            first = past.runtime.officials.reset_password(address)
        sign_ins.append(DemoSignIn(role, name, address, _set_password(past, address, first)))
    return sign_ins


def _set_password(past: Past, address: str, first: str) -> str:
    officials, password = past.runtime.officials, new_password()
    official = officials.of_cookie(officials.sign_in(address, first))
    assert official is not None, address
    officials.change_password(official, first, password)
    officials.sign_out(official)
    return password
