"""Vietnamese texts of the pages of questions that were not understood."""

from __future__ import annotations

from bot.admin.shared.section_texts import SECTIONS as SECTIONS

REASONS = {"fallback": "Không hiểu", "unsure": "Trả lời mà chưa chắc", "thumbs_down": "Người hỏi bảo sai"}
STATES = {"open": "Cần xem", "settled": "Đã dạy", "dismissed": "Đã bỏ qua"}
QUESTION_ORDERS = {"most": "Hỏi nhiều trước", "newest": "Mới hỏi trước"}
DONE = {
    "question_settled": "Đã dạy xong. Từ nay trợ lý hiểu câu này, và mỗi lần sửa máy sẽ thử lại.",
    "question_dismissed": "Đã bỏ qua. Ai hỏi lại câu này cũng không hiện ở đây nữa.",
    "question_open": "Đã đưa lại vào danh sách cần xem.",
}
"""Messages after an action, by the key in the page's address."""
