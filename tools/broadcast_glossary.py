"""Writes docs/ket-qua-ban-tin.md: every sentence about broadcasts that officials may read.

Run `python -m tools.broadcast_glossary > docs/ket-qua-ban-tin.md` after a change; a test compares both.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from bot.broadcasts import texts
from bot.broadcasts.kinds import find_kind, kind_names

PARTS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("Trạng thái của bản tin", "Bản tin đang ở bước nào.", texts.STATES),
    ("Loại tin", "Zalo cho gửi theo các đường này.", {name: find_kind(name).title for name in kind_names()}),
    ("Từng người: kết quả", "Mỗi người nhận có đúng một dòng, ở một trong các trạng thái này.", texts.DELIVERIES),
    ("Ai nhận, ai không nhận", "Hiện trong dự báo trước khi gửi và trong danh sách sau khi gửi.", texts.REASONS),
    ("Dự báo lưu ý gì", "Đọc trước khi gửi duyệt và trước khi duyệt.", texts.WARNINGS),
    ("Gói Zalo mỗi tháng", "Quản trị khai số trong cài đặt; chưa khai thì máy nói là chưa khai.", texts.ALLOWANCES),
    ("Zalo trả lời gì", "Lý do một tin gửi được hay không.", texts.OUTCOMES),
    ("Vì sao bản tin đứng yên chờ cán bộ", "Cán bộ xem rồi cho gửi tiếp hoặc dừng hẳn.", texts.PAUSES),
    ("Vì sao bản tin tự chờ hoặc không chạy", "Không cần làm gì, trừ khi thấy sai.", texts.HOLDS),
    (
        "Vì sao chưa làm được",
        "Máy nói hết mọi lý do cùng lúc. Chữ trong ngoặc nhọn được thay bằng số liệu thật.",
        texts.REFUSALS,
    ),
)


def render_page() -> str:
    """The whole page as Markdown."""
    parts = [
        "# Bản tin: các câu máy nói và ý nghĩa\n\nTrang này do máy viết ra từ chương trình; sửa câu ở"
        " `bot/broadcasts/texts.py`, câu riêng của một loại tin ở tệp của loại đó trong `bot/broadcasts/kinds/`.\n"
    ]
    for heading, lead, sentences in PARTS:
        rows = "\n".join(f"| `{key}` | {sentence.replace('|', '/')} |" for key, sentence in sentences.items())
        parts.append(f"## {heading}\n\n{lead}\n\n| mã | câu |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(render_page())
