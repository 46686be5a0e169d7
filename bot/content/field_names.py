"""What the rows of content files are called in words an official knows; the row's own name stands behind, for who mends a file."""

from __future__ import annotations

import re

WORDS = {
    "address": "địa chỉ", "after": "lời nói sau ngày mức tiền hết hạn", "afternoon": "giờ buổi chiều",
    "ambiguous_names": "tên gọi dễ lẫn", "amount": "số tiền", "amounts": "các mức tiền", "assistant_name": "tên trợ lý",
    "audience": "nhóm người nhận", "buttons": "các nút bấm", "called": "tên hay gọi", "case": "tên trường hợp",
    "certain": "đã chốt hay chưa", "checked": "ngày so với nguồn", "choices": "các lựa chọn", "code": "mã thủ tục",
    "confirmed": "phường đã xác nhận hay chưa", "copies": "số bản", "counter": "quầy hành chính công",
    "data_protection_contact": "người phụ trách dữ liệu cá nhân", "date": "ngày", "day": "ngày trong tháng",
    "days": "các ngày làm việc", "decision": "quyết định công bố", "drafts": "các bài soạn sẵn", "fee": "lệ phí",
    "fee.kind": "loại lệ phí", "fee.source": "văn bản quy định mức tiền", "fee.text": "lời nói về lệ phí",
    "fee.valid_from": "ngày mức tiền bắt đầu áp dụng", "fee.valid_to": "ngày mức tiền hết hạn", "field": "lĩnh vực",
    "form": "mẫu đơn", "drafts.form": "cách viết", "former_codes": "mã thủ tục cũ", "gaps": "điều còn thiếu",
    "hotline": "đường dây nóng", "hours": "giờ làm việc", "id": "tên gọi riêng của mục", "image": "ảnh",
    "intent": "việc người dân muốn", "intro": "lời mở đầu", "items": "các giấy tờ", "kind": "loại", "label": "chữ hiện ra",
    "law": "văn bản", "level": "mức làm được", "map_url": "đường dẫn bản đồ", "merged_on": "ngày sáp nhập",
    "merger_notice": "lời nói về sáp nhập", "merger_source": "văn bản về sáp nhập", "military": "ban chỉ huy quân sự",
    "month": "tháng", "morning": "giờ buổi sáng", "name": "tên", "neighbours": "phường, xã lân cận",
    "not_when": "câu không thuộc việc này", "note_only": "chỉ là lời dặn", "notes": "lời dặn",
    "numbers": "số điện thoại cần gọi", "office": "nơi làm việc này", "old": "tên cũ", "old_city": "thành phố cũ",
    "old_names": "các tên cũ", "old_province": "tỉnh cũ", "online": "làm qua mạng", "options": "các đáp án",
    "papers": "giấy tờ cần mang", "partial": "nội dung mới có một phần", "per": "đơn vị tính", "phone": "số điện thoại",
    "police": "công an phường", "post": "qua bưu điện", "procedures": "các thủ tục", "province": "tỉnh",
    "published": "ngày đăng", "question": "câu hỏi", "questions": "các câu hỏi", "result": "nhận được gì",
    "review_due": "hạn xem lại", "right": "đáp án đúng", "sample": "là bài mẫu", "saturday_morning": "làm sáng thứ Bảy",
    "say": "câu được nhắn khi bấm", "says": "câu bà con hay hỏi", "source": "nguồn", "source.name": "tên nguồn",
    "source.url": "đường dẫn của nguồn", "steps": "các bước", "summary": "tóm tắt", "text": "nội dung",
    "time": "thời gian giải quyết", "title": "tên ngắn", "together": "việc làm gộp được", "topic": "chủ đề",
    "topics": "các chủ đề", "url": "đường dẫn", "valid_from": "ngày có hiệu lực", "valid_to": "ngày hết hiệu lực",
    "variant_of": "thủ tục gốc", "variant_words": "chữ để nhận ra biến thể", "website": "trang thông tin",
    "where": "nơi nộp", "who": "ai được làm", "why": "lời giải thích",
}  # fmt: skip
"""By the name of a row, or by the names of the part and the row in it where the same name means something else."""

_IN_FILE = re.compile(r" \(«[a-z_]+»\)")


def called(*where: str | int) -> str:
    """“lĩnh vực («field»)”: what the way to a value is called, with the name to look for in the file."""
    names = [step for step in where if isinstance(step, str)]
    if not names:
        return "phần này"
    words = WORDS.get(".".join(names[-2:])) or WORDS.get(names[-1])
    said = f"{words} («{names[-1]}»)" if words else f"«{names[-1]}»"
    return f"{said}, dòng {int(where[-1]) + 1}," if isinstance(where[-1], int) else said


def without_names(message: str) -> str:
    """The message for who does not see the file: only the words."""
    return _IN_FILE.sub("", message)
