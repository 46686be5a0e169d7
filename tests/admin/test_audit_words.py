"""The audit is read by managers: every act, thing and detail in words, never a field name of the program."""

from __future__ import annotations

import ast
from pathlib import Path

import bot
from bot.admin import words_audit
from bot.runtime import Runtime
from bot.store import audit
from tests.admin.installation import OfficialAtWork

HOME = Path(bot.__file__).parent


def acts() -> set[str]:
    """The literal action of every `audit.write` in the program."""
    found = set()
    for file in HOME.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_write = isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.write" and len(node.args) > 3
            if is_write and isinstance(node.args[3], ast.Constant):  # type: ignore[attr-defined]
                found.add(node.args[3].value)  # type: ignore[attr-defined]
    return found


def test_every_act_has_its_words() -> None:
    assert len(acts()) > 20
    assert {name for name in acts() if words_audit.action(name) == name} == set()
    for name in ("question_dismissed", "question_open", "broadcast_export"):
        assert words_audit.action(name) != name


def test_a_change_of_state_is_told_in_words(runtime: Runtime, manager: OfficialAtWork) -> None:
    with runtime.store.write() as db:
        detail = '{"from": "submitted", "to": "returned", "reason": "Sai ngày", "count": 3}'
        audit.write(db, runtime.clock(), None, "broadcast_return", "broadcast:12", detail)
        audit.write(db, runtime.clock(), None, "broadcast_pause", "broadcast:12", '{"to": "paused", "reason": "token"}')
    page = manager.page("/admin/settings/audit")
    assert "Chờ duyệt → Trả lại để sửa. Lý do: Sai ngày. Số lượng: 3" in page
    assert "mất kết nối với Zalo" in page
    assert "Bản tin số 12" in page
    assert "{" not in page.split("<tbody>")[1]
