"""`flask doctor`: everything that must be right, on one page; what is not comes with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.clock import MINUTE
from bot.installation.alert_texts import alert_words
from bot.installation.alerts import Alert, AlertFacts, find_alerts
from bot.installation.health import CLOCK_BEAT, CLOCK_LATE_MS
from bot.installation.known_data import mark_file
from bot.operations.alert_facts import gather_facts
from bot.runtime import Runtime
from bot.store import StoreError, key_values
from bot.store.backup import check as check_database


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `level` is ok, warn or bad; `advice` is empty when nothing is to do."""

    level: str
    subject: str
    text: str
    advice: str = ""


SUBJECTS: dict[Alert, str] = {
    Alert.DATABASE: "Dữ liệu",
    Alert.TOKEN_LOST: "Kết nối Zalo",
    Alert.OA_SECRET_LOST: "OA Secret Key",
    Alert.WEBHOOK_SILENT: "Tin đến",
    Alert.QUEUE_OLD: "Hàng chờ",
    Alert.MACHINE_STUCK: "Đồng hồ và các phần của máy",
    Alert.DISK_LOW: "Ổ đĩa",
    Alert.BACKUP_FAILED: "Sao lưu",
    Alert.BACKUP_OLD: "Sao lưu hằng ngày",
    Alert.BACKUP_NOT_COPIED: "Nơi thứ hai của bản sao lưu",
    Alert.RESTORED_COPY: "Bản khôi phục",
    Alert.RESTARTED: "Khởi động lại",
    Alert.BROADCAST_PAUSED: "Bản tin",
    Alert.ANSWERS_DROPPED: "Câu trả lời",
    Alert.CONTENT_BROKEN: "Tệp nội dung",
    Alert.TOKEN_ENDS: "Hạn kết nối Zalo",
    Alert.CONTENT_OVERDUE: "Hạn xem lại nội dung",
}
"""What each alert is about, as the page names it."""

_MILD = frozenset({Alert.RESTARTED, Alert.ANSWERS_DROPPED, Alert.TOKEN_ENDS, Alert.CONTENT_OVERDUE})


def examine(runtime: Runtime) -> list[Finding]:
    """Every line of the page, in order."""
    is_running, (_, health) = runtime.owner.has_others(), runtime.health.report()
    return [
        _look_at_program(runtime, is_running),
        _look_at_settings(runtime),
        _look_at_file(runtime),
        *_look_at_alerts(runtime, gather_facts(runtime, health), is_running),
        *_look_at_ways(runtime),
    ]


def _look_at_program(runtime: Runtime, is_running: bool) -> Finding:
    beat = int(key_values.get(runtime.store, CLOCK_BEAT) or 0)
    if is_running and runtime.clock() - beat > CLOCK_LATE_MS:
        return Finding("bad", "Chương trình", "đang chạy, nhưng đồng hồ đã ngừng", "Khởi động lại chương trình")
    if is_running:
        return Finding("ok", "Chương trình", "đang chạy")
    return Finding(
        "bad", "Chương trình", "không chạy", "Khởi động: systemctl start tro-ly-phuong (hoặc make run để chạy thử)"
    )


def _look_at_settings(runtime: Runtime) -> Finding:
    settings = runtime.settings
    if settings.is_demo:
        return Finding("warn", "Khai báo", "chạy thử, tin không ra ngoài", "Chạy thật: điền các mục Zalo trong .env")
    if settings.is_setting_up:
        return Finding(
            "bad", "Khai báo", "đang thiết lập, chưa có OA Secret Key", "Làm tiếp: flask --app app zalo check"
        )
    return Finding("ok", "Khai báo", f"chạy thật, OA {settings.oa_id}, địa chỉ {settings.public_url}")


def _look_at_file(runtime: Runtime) -> Finding:
    path = runtime.settings.database_path
    try:
        check_database(path)
    except StoreError as error:
        return Finding("bad", "Tệp dữ liệu", str(error), "Khôi phục bản sao lưu gần nhất còn tốt")
    size = f"{path.stat().st_size / 1_000_000:.0f} MB"
    if not runtime.settings.is_demo and not mark_file(path).exists():
        return Finding(
            "warn",
            "Tệp dữ liệu",
            f"{path}, {size}, nguyên vẹn",
            "Chưa ghi dấu ngoài thư mục dữ liệu: chạy chương trình một lần",
        )
    return Finding("ok", "Tệp dữ liệu", f"{path}, {size}, nguyên vẹn")


def _look_at_alerts(runtime: Runtime, facts: AlertFacts, is_running: bool) -> Iterator[Finding]:
    """Each condition of alerts, whether it holds or not; what only a running program can say is left out without one."""
    raised = {one.alert: one for one in find_alerts(facts)}
    for alert, subject in SUBJECTS.items():
        if alert is Alert.MACHINE_STUCK and not is_running:
            continue
        missing = _not_set_up(alert, runtime, facts)
        if missing:
            yield Finding("bad" if alert in raised else "warn", subject, *missing)
        elif alert in raised:
            title, advice = alert_words(raised[alert])
            yield Finding("warn" if alert in _MILD else "bad", subject, title, advice)
        else:
            yield Finding("ok", subject, _well(alert, facts))


def _not_set_up(alert: Alert, runtime: Runtime, facts: AlertFacts) -> tuple[str, str] | None:
    """(what is not there yet, what to do) where nothing is broken and nothing is right; None otherwise."""
    settings, is_never_connected = runtime.settings, "token_missing" in facts.broken
    match alert:
        case Alert.TOKEN_LOST | Alert.TOKEN_ENDS if is_never_connected:
            return "chưa kết nối lần nào", "Quản lý vào mục Kết nối Zalo, bấm Kết nối với Zalo"
        case Alert.OA_SECRET_LOST if settings.is_setting_up:
            return "chưa khai", "Làm tiếp: flask --app app zalo check"
        case Alert.WEBHOOK_SILENT if settings.is_setting_up:
            return "chưa nhận tin nào", "Làm tiếp: flask --app app zalo check"
        case Alert.BACKUP_OLD if facts.backup_at is None and "backup_old" not in facts.broken and not settings.is_demo:
            return "chưa có bản nào", "Sao lưu ngay bản đầu: flask --app app backup; sau đó máy tự làm mỗi đêm"
        case Alert.BACKUP_NOT_COPIED if settings.backup_copy_folder is None and not settings.is_demo:
            return "chưa khai", "Khai BACKUP_COPY_PATH trong .env: một ổ đĩa hay thư mục mạng khác"
    return None


def _well(alert: Alert, facts: AlertFacts) -> str:
    if alert is Alert.DISK_LOW and facts.disk_free is not None:
        return f"còn {facts.disk_free / 1_000_000_000:.0f} GB"
    if alert is Alert.BACKUP_OLD and facts.backup_at is not None:
        hours = (facts.now - facts.backup_at) // (60 * MINUTE)
        return f"bản mới nhất cách đây {hours} giờ"
    return "tốt"


def _look_at_ways(runtime: Runtime) -> Iterator[Finding]:
    """Whether anybody would be told."""
    settings = runtime.settings
    ways = [*(["webhook"] if settings.alert_webhook_url else []), *(["thư"] if settings.alert_emails else [])]
    if ways:
        yield Finding("ok", "Cảnh báo", f"báo bằng {' và '.join(ways)}; thử: flask --app app doctor --alert")
    else:
        yield Finding("warn", "Cảnh báo", "không báo ra ngoài", "Khai ALERT_EMAIL_TO hoặc ALERT_WEBHOOK_URL trong .env")
    if settings.health_ping_url:
        yield Finding("ok", "Báo khi máy tắt", "gọi HEALTH_PING_URL mỗi phút")
    else:
        yield Finding(
            "warn", "Báo khi máy tắt", "chưa có", "Khai HEALTH_PING_URL: nơi đó báo cho người khi máy không gọi nữa"
        )
