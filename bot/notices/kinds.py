"""Every kind of notice in one table: what officials read, whose work it is, and whether it waits to be answered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.accounts.roles import Right


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind. `label` stands beside its tick, `sentence` is all that a push, a Zalo message or a mail says of it.

    `right`: whose work it is. `is_answered`: a resident waits, so that a manager is told when nobody answers.
    """

    name: str
    label: str
    sentence: str
    right: Right
    is_answered: bool = False


KINDS: dict[str, NoticeKind] = {
    kind.name: kind
    for kind in (
        NoticeKind("waiting", "Người dân chờ gặp cán bộ", "Có người dân đang chờ cán bộ trả lời.", Right.ANSWER, True),
        NoticeKind("ticket", "Phản ánh, góp ý mới", "Có phản ánh hoặc góp ý đang chờ xử lý.", Right.ANSWER, True),
        NoticeKind("ticket_due", "Phiếu sắp hạn, quá hạn", "Có phiếu sắp tới hạn hoặc đã quá hạn.", Right.ANSWER),
        NoticeKind("to_approve", "Bản tin chờ duyệt", "Có bản tin đang chờ anh/chị duyệt.", Right.APPROVE),
        NoticeKind(
            "article_to_show", "Bài viết chờ duyệt", "Có bài viết đang chờ anh/chị duyệt cho hiện.", Right.APPROVE
        ),
        NoticeKind(
            "article_returned", "Bài viết bị trả lại", "Bài viết anh/chị viết được trả lại để sửa.", Right.WRITE
        ),
        NoticeKind("returned", "Bản tin bị trả lại", "Bản tin anh/chị soạn được trả lại để sửa.", Right.WRITE),
        NoticeKind(
            "held", "Bản tin tự dừng, không gửi được", "Có bản tin đang đứng lại, cần anh/chị xem.", Right.WRITE
        ),
        NoticeKind("finished", "Bản tin gửi xong", "Bản tin anh/chị soạn đã gửi xong.", Right.WRITE),
        NoticeKind("token", "Mất kết nối với Zalo", "Trợ lý mất kết nối với Zalo, cần kết nối lại.", Right.MANAGE),
        NoticeKind("webhook", "Zalo ngừng chuyển tin tới", "Lâu rồi Zalo không chuyển tin nào tới.", Right.MANAGE),
        NoticeKind("content_to_read", "Nội dung chờ duyệt", "Có thay đổi nội dung đang chờ anh/chị duyệt.", Right.EDIT),
        NoticeKind(
            "content_returned", "Nội dung bị trả lại", "Thay đổi nội dung anh/chị soạn được trả lại để sửa.", Right.EDIT
        ),
        NoticeKind("review", "Nội dung tới hạn xem lại", "Có nội dung tới hạn xem lại với nguồn.", Right.EDIT),
    )
}
"""Every kind by its name, in the order in which officials choose."""

ESCALATED = "Chưa ai trả lời. "
"""Stands before the sentence when a manager is told because time ran out."""


def sentence_of(kind: str, reason: str) -> str:
    """What an official is told: neutral, without a name or a word of a resident."""
    return (ESCALATED if reason == "escalation" else "") + KINDS[kind].sentence
