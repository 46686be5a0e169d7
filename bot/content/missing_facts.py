"""Warnings about facts that officials must fill in or review; until then residents read "chưa cập nhật"."""

from __future__ import annotations

from datetime import date

from bot.content.files import Document, Where
from bot.content.folder_layout import SortedDocuments
from bot.content.portal_links import warn_of_missing_links
from bot.content.problems import Report

_WARD_BLANKS: tuple[tuple[Where, str], ...] = (
    (("counter", "address"), "địa chỉ quầy hành chính công"),
    (("counter", "phone"), "số điện thoại quầy"),
    (("counter", "map_url"), "đường dẫn bản đồ tới quầy"),
    (("police", "address"), "địa chỉ công an phường"),
    (("police", "phone"), "số điện thoại công an phường"),
    (("military", "address"), "địa chỉ ban chỉ huy quân sự"),
    (("military", "phone"), "số điện thoại ban chỉ huy quân sự"),
    (("post_office",), "bưu cục gần phường"),
    (("fee_account",), "tài khoản thu phí"),
    (("hotline",), "đường dây nóng của phường"),
    (("website",), "trang thông tin của phường"),
    (("data_protection_contact",), "người phụ trách bảo vệ dữ liệu cá nhân"),
)


def check_gaps(documents: SortedDocuments, today: date, report: Report) -> None:
    """Warn about facts that are missing, due for review or no longer valid on `today`."""
    for document in documents["ward"]:
        _ward_gaps(document, report)
    for document in documents["holidays"]:
        _holiday_gaps(document, today, report)
    for name in ("procedure", "guide", "decline", "life_event", "quiz", "propaganda", "english"):
        for document in documents[name]:
            _entry_gaps(document, today, report)
    for document in documents["procedure"]:
        warn_of_missing_links(document, report)
    for document in documents["catalogue"]:
        _catalogue_gaps(document, {row.data["code"] for row in documents["procedure"]}, report)


def _ward_gaps(document: Document, report: Report) -> None:
    for where, what in _WARD_BLANKS:
        value = document.data
        for step in where:
            value = value.get(step) if value else None
        if value is None:
            report.warn(document.file, document.line(where), f"chưa điền {what}")
    if not document.data["hours"]["confirmed"]:
        report.warn(document.file, document.line(("hours", "confirmed")), "giờ làm việc chưa được phường xác nhận")
    for position, row in enumerate(document.data["neighbours"]):
        if not row["certain"]:
            line = document.line(("neighbours", position))
            report.warn(document.file, line, f"cần kiểm lại: {row['name']} gồm những phường, xã cũ nào")


def _catalogue_gaps(document: Document, described: set[str], report: Report) -> None:
    only_named = 0
    for position, row in enumerate(document.data):
        if row["code"] in described:
            report.warn(
                document.file, document.line((position,)), f"mã {row['code']} đã có tệp riêng, bỏ dòng này được"
            )
        else:
            only_named += 1
    if only_named:
        report.warn(document.file, 1, f"{only_named} thủ tục mới chỉ có tên, chưa có tệp trong procedures/")


def _holiday_gaps(document: Document, today: date, report: Report) -> None:
    for position, row in enumerate(document.data):
        if not row["certain"] and row["date"] >= today:
            line = document.line((position,))
            report.warn(document.file, line, f"lịch nghỉ chưa chốt: {row['date']:%d/%m/%Y} {row['name']}")


def _entry_gaps(document: Document, today: date, report: Report) -> None:
    data = document.data
    for position, gap in enumerate(data.get("gaps", ())):
        report.warn(document.file, document.line(("gaps", position)), f"còn thiếu: {gap}")
    if data.get("partial"):
        report.warn(document.file, document.line(("partial",)), "nội dung mới có một phần, cần điền thêm")
    if data["review_due"] < today:
        report.warn(document.file, document.line(("review_due",)), f"quá hạn xem lại ({data['review_due']:%d/%m/%Y})")
    if (data.get("fee") or {}).get("amounts") and not data["fee"].get("valid_from"):
        line = document.line(("fee", "amounts"))
        report.warn(document.file, line, "có số tiền mà chưa ghi áp dụng từ ngày nào («valid_from»)")
    amounts = (data.get("benefit") or {}).get("amounts", ())
    benefits = ((("benefit", "amounts", position), row) for position, row in enumerate(amounts))
    for where, holder in (((), data), (("fee",), data.get("fee") or {}), *benefits):
        end = holder.get("valid_to")
        if end and end < today:
            report.warn(document.file, document.line((*where, "valid_to")), f"đã hết hiệu lực từ {end:%d/%m/%Y}")
