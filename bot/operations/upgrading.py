"""`flask upgrade`: what an upgrade would do, and doing it, with a copy first. Works on a database that is not opened yet."""

from __future__ import annotations

from dataclasses import dataclass

from bot.content import Content, ContentError
from bot.installation.mode import open_store
from bot.lib.process_lock import is_in_use
from bot.settings import Settings
from bot.store import DatabaseError, StoreError, upgrade


@dataclass(frozen=True, slots=True)
class UpgradeLine:
    """One line of the page; `is_well` False keeps the upgrade from being made."""

    is_well: bool
    text: str


def check_upgrade(settings: Settings) -> list[UpgradeLine]:
    """What an upgrade would meet; nothing is changed."""
    path = settings.database_path
    try:
        plan = upgrade.plan_upgrade(path)
    except DatabaseError as error:
        return [UpgradeLine(False, f"{path} không đọc được ({error}). Khôi phục bản sao lưu gần nhất còn tốt.")]
    lines = [_describe_schema(plan), _describe_content(settings)]
    if plan.exists and plan.pending:
        megabytes = f"cần {plan.size * upgrade.ROOM / 1_000_000:.0f} MB, còn {plan.free / 1_000_000:.0f} MB"
        lines.append(UpgradeLine(plan.has_room, f"Chỗ cho bản sao trước khi nâng cấp: {megabytes}"))
    if plan.exists and is_in_use(path):
        lines.append(
            UpgradeLine(False, "Chương trình đang chạy. Dừng trước khi nâng cấp: systemctl stop tro-ly-phuong")
        )
    return lines


def make_upgrade(settings: Settings) -> list[UpgradeLine]:
    """Upgrade unless the check says no. Returns what was done, or what keeps it from being done."""
    lines = check_upgrade(settings)
    if not all(line.is_well for line in lines):
        return lines
    pending = upgrade.plan_upgrade(settings.database_path).pending
    try:
        store = open_store(settings)
    except StoreError as error:
        return [UpgradeLine(False, str(error))]
    copy = store.copy_before_upgrade
    store.close()
    if copy is None:
        return [
            UpgradeLine(True, "Dữ liệu đã đúng bản này, không phải làm gì." if not pending else "Đã tạo dữ liệu mới.")
        ]
    return [
        UpgradeLine(True, f"Đã sao lưu trước khi nâng cấp: {copy}"),
        UpgradeLine(True, f"Đã nâng cấp dữ liệu: {', '.join(pending)}"),
        UpgradeLine(True, f"Muốn quay lại bản cũ: cài lại bản cũ rồi chạy flask --app app restore {copy}"),
    ]


def _describe_schema(plan: upgrade.UpgradePlan) -> UpgradeLine:
    if plan.newer:
        return UpgradeLine(
            False,
            f"{plan.path} do phiên bản mới hơn tạo ra ({', '.join(plan.newer)}); bản này không dùng được. Cài bản mới, hoặc "
            "khôi phục bản sao lưu làm bằng bản này.",
        )
    if not plan.exists:
        return UpgradeLine(True, f"{plan.path} chưa có, sẽ được tạo mới")
    if not plan.pending:
        return UpgradeLine(True, f"{plan.path} đã đúng bản này")
    return UpgradeLine(True, f"{plan.path} sẽ được nâng cấp: {', '.join(plan.pending)}")


def _describe_content(settings: Settings) -> UpgradeLine:
    try:
        Content.load(settings.content_path)
    except ContentError as error:
        advice = "Xem: flask --app app content check"
        return UpgradeLine(False, f"Tệp nội dung có {len(error.problems)} lỗi với bản này. {advice}")
    return UpgradeLine(True, "Tệp nội dung dùng được với bản này")
