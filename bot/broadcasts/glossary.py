"""docs/ket-qua-ban-tin.md: every sentence officials may read about broadcasts, in one place.

Written anew by `python -m bot.broadcasts.glossary > docs/ket-qua-ban-tin.md`; a test keeps both equal.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from bot.broadcasts import words

PARTS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("Trạng thái của bản tin", "Bản tin đang ở bước nào.", words.STATES),
    ("Loại tin", "Zalo cho gửi theo các đường này.", words.KINDS),
    ("Từng người: kết quả", "Mỗi người nhận có đúng một dòng, ở một trong các trạng thái này.", words.DELIVERIES),
    ("Ai nhận, ai không nhận", "Hiện trong dự báo trước khi gửi và trong danh sách sau khi gửi.", words.REASONS),
    ("Dự báo lưu ý gì", "Đọc trước khi gửi duyệt và trước khi duyệt.", words.WARNINGS),
    ("Gói Zalo mỗi tháng", "Quản trị khai số trong cài đặt; chưa khai thì máy nói là chưa khai.", words.ALLOWANCES),
    ("Zalo trả lời gì", "Lý do một tin gửi được hay không.", words.OUTCOMES),
    ("Vì sao bản tin đứng yên chờ cán bộ", "Cán bộ xem rồi cho gửi tiếp hoặc dừng hẳn.", words.PAUSES),
    ("Vì sao bản tin tự chờ hoặc không chạy", "Không cần làm gì, trừ khi thấy sai.", words.HOLDS),
    ("Vì sao chưa làm được", "Máy nói hết mọi lý do cùng lúc. Chữ trong ngoặc nhọn được thay bằng số liệu thật.",
     words.REFUSALS),
)  # fmt: skip


def page() -> str:
    """The whole page as Markdown."""
    parts = [
        "# Bản tin: các câu máy nói và ý nghĩa\n\nTrang này do máy viết ra từ chương trình; sửa câu ở"
        " `bot/broadcasts/words.py`.\n"
    ]
    for heading, lead, sentences in PARTS:
        rows = "\n".join(f"| `{key}` | {sentence.replace('|', '/')} |" for key, sentence in sentences.items())
        parts.append(f"## {heading}\n\n{lead}\n\n| mã | câu |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
