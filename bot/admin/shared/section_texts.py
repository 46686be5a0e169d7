"""The parts of a procedure in the words officials read."""

from __future__ import annotations

SECTIONS = {
    "": "Trả lời chung",
    "papers": "Giấy tờ",
    "fee": "Lệ phí",
    "time": "Bao lâu",
    "where": "Nộp ở đâu",
    "online": "Qua mạng",
    "post": "Bưu điện",
    "form": "Mẫu đơn",
    "law": "Văn bản",
    "who": "Ai được làm",
    "result": "Kết quả",
    "steps": "Các bước",
    "address": "Hỏi địa chỉ",
    "phone": "Hỏi số điện thoại",
    "hours": "Hỏi giờ làm",
    "map": "Hỏi bản đồ",
    "lost_in_merger": "Hỏi phường cũ",
}
