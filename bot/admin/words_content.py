"""What the pages of content call things."""

from __future__ import annotations

GROUPS = {
    "procedures": "Thủ tục",
    "guides": "Hướng dẫn",
    "other_offices": "Nơi khác làm",
    "sentences": "Câu nói",
    "ward": "Thông tin phường",
    "holidays": "Ngày nghỉ",
    "others": "Tệp khác",
}
KINDS = {
    "procedures": "Thủ tục", "postal": "Bưu điện", "online": "Qua mạng", "office": "Tại quầy", "feedback": "Góp ý, khiếu nại",
    "reform": "Cải cách", "life_events": "Việc lớn trong đời", "other_offices": "Nơi khác làm", "intents": "Lời chào, việc khẩn",
    "quizzes": "Đố vui", "propaganda": "Lịch tuyên truyền", "articles": "Bài mẫu", "lexicon": "Từ ngữ", "off": "Nghỉ",
    "makeup": "Làm bù", "catalogue": "Danh mục", "topics": "Chủ đề", "import-decisions": "Máy ghi",
}  # fmt: skip
LOOKS = {
    "errors": "Có lỗi",
    "overdue": "Quá hạn xem lại",
    "gaps": "Còn thiếu",
    "partial": "Mới có một phần",
    "warnings": "Có điều cần xem",
}
ORDERS = {
    "title": "Theo tên",
    "review": "Sắp phải xem lại",
    "checked": "Lâu chưa so lại",
    "gaps": "Thiếu nhiều trước",
    "file": "Theo tệp",
}
FIELDS = {
    "title": ("Tên ngắn", "Dùng trên nút, nhiều nhất 40 ký tự."),
    "name": ("Tên", ""),
    "field": ("Lĩnh vực", ""),
    "office": ("Nơi làm việc này", ""),
    "says": ("Bà con hay hỏi", "Mỗi câu một dòng, ít nhất 6 câu. Một câu chỉ thuộc một mục."),
    "who": ("Ai được làm", ""),
    "papers": (
        "Giấy tờ cần mang",
        "Mỗi giấy một dòng, sau dấu | là số bản. Dòng bắt đầu bằng ## là tên trường hợp, bằng * là lời dặn.",
    ),
    "notes": ("Lời dặn", "Mỗi dòng một lời, nhiều nhất 6."),
    "form": ("Mẫu đơn", "Mỗi mẫu một dòng: tên, rồi | và đường dẫn nếu có."),
    "steps": (
        "Các bước",
        "Mỗi bước một dòng, nhiều nhất 8. Việc lớn trong đời: dòng ## là tên bước, dòng “mã:” là mã thủ tục.",
    ),
    "time_text": ("Bao lâu xong", "Ghi rõ “ngày làm việc”."),
    "fee_kind": ("Lệ phí", ""),
    "fee_text": ("Lời nói về lệ phí", ""),
    "fee_amounts": (
        "Mức tiền",
        "Mỗi mức một dòng: Lệ phí cấp mới | 8.000 | mỗi bản. Có tiền thì phải ghi văn bản quy định.",
    ),
    "fee_source": ("Văn bản quy định mức tiền", ""),
    "fee_valid_from": ("Mức tiền áp dụng từ ngày", ""),
    "fee_valid_to": ("Mức tiền hết hạn sau ngày", "Quá ngày này trợ lý tự ngừng nói con số."),
    "fee_after": ("Nói gì sau ngày đó", ""),
    "where": ("Nộp ở đâu", ""),
    "online_level": ("Làm qua mạng", ""),
    "online_text": ("Lời nói về làm qua mạng", ""),
    "online_url": ("Đường dẫn nộp", ""),
    "post_level": ("Qua bưu điện", ""),
    "post_text": ("Lời nói về bưu điện", ""),
    "result": ("Nhận được gì", ""),
    "law": ("Văn bản", "Mỗi dòng một văn bản."),
    "source_name": ("Nguồn", ""),
    "source": ("Nguồn", ""),
    "source_url": ("Đường dẫn của nguồn", ""),
    "checked": ("Ngày so với nguồn", "Trợ lý ghi “cập nhật” theo ngày này."),
    "review_due": ("Hạn xem lại", ""),
    "gaps": ("Điều còn thiếu", "Mỗi dòng một điều; người dân không thấy."),
    "partial": ("Nội dung mới có một phần", "Trợ lý dặn người dân hỏi lại."),
    "valid_from": ("Có hiệu lực từ", ""),
    "valid_to": ("Hết hiệu lực sau", ""),
    "text": ("Câu trả lời", "Nhiều nhất 900 ký tự. {anh_chi}, {phuong}… máy tự điền."),
    "buttons": (
        "Nút bấm",
        "Mỗi nút một dòng: Chữ trên nút | nhắn: câu hỏi. Hoặc mở: https://…, gọi: số điện thoại. Nhiều nhất 5.",
    ),
    "intro": ("Lời mở đầu", ""),
    "together": ("Làm gộp được việc gì", ""),
    "assistant_name": ("Tên trợ lý", ""),
    "called": ("Tên hay gọi", ""),
    "counter_name": ("Quầy: tên", ""),
    "counter_address": ("Quầy: địa chỉ", ""),
    "counter_phone": ("Quầy: điện thoại", ""),
    "counter_map_url": ("Quầy: đường dẫn bản đồ", ""),
    "police_name": ("Công an: tên", ""),
    "police_address": ("Công an: địa chỉ", ""),
    "police_phone": ("Công an: điện thoại", ""),
    "military_name": ("Quân sự: tên", ""),
    "military_address": ("Quân sự: địa chỉ", ""),
    "military_phone": ("Quân sự: điện thoại", ""),
    "hotline": ("Đường dây nóng", ""),
    "website": ("Trang thông tin", ""),
    "data_protection_contact": ("Người phụ trách dữ liệu cá nhân", ""),
    "hours_morning": ("Giờ sáng", "Viết dạng 07:30 - 11:30."),
    "hours_afternoon": ("Giờ chiều", ""),
    "hours_saturday_morning": ("Làm sáng thứ Bảy", ""),
    "hours_confirmed": ("Lãnh đạo đã duyệt giờ này", ""),
    "sentence": ("Câu trợ lý nói", "Nhiều cách nói thì cách nhau bằng một dòng ---. Giữ nguyên tên trong ngoặc nhọn."),
}
"""(name, what to know) of each field of a form."""

CHOICES = {
    "ubnd_xa": "Phường", "cong_an_xa": "Công an phường", "quan_su_xa": "Quân sự phường", "bao_hiem_xa_hoi": "Bảo hiểm xã hội",
    "khac": "Nơi khác", "amount": "Có mức tiền và văn bản quy định", "free": "Miễn phí theo Cổng",
    "province": "Do HĐND tỉnh quy định", "not_published": "Cổng chưa ghi", "full": "Làm hết trên mạng",
    "part": "Có bước phải tới", "no": "Không", "unknown": "Chưa rõ", "yes": "Được", "result_only": "Chỉ giao kết quả",
}  # fmt: skip
SECTIONS = {
    "": "Trả lời chung", "papers": "Giấy tờ", "fee": "Lệ phí", "time": "Bao lâu", "where": "Nộp ở đâu", "online": "Qua mạng",
    "post": "Bưu điện", "form": "Mẫu đơn", "law": "Văn bản", "who": "Ai được làm", "result": "Kết quả", "steps": "Các bước",
    "address": "Hỏi địa chỉ", "phone": "Hỏi số điện thoại", "hours": "Hỏi giờ làm", "map": "Hỏi bản đồ",
    "lost_in_merger": "Hỏi phường cũ",
}  # fmt: skip
VERSIONS = {
    "desk": "Sửa", "new": "Thêm mới", "undo": "Trả về bản trước", "question": "Dạy câu chưa hiểu", "outside": "Sửa ngoài trang này",
}  # fmt: skip
FOLDERS = {
    "procedures": "Thủ tục của phường", "office": "Hướng dẫn: đi làm giấy tại quầy", "postal": "Hướng dẫn: bưu điện",
    "online": "Hướng dẫn: nộp qua mạng", "feedback": "Hướng dẫn: góp ý, khiếu nại", "reform": "Hướng dẫn: cải cách hành chính",
    "other_offices": "Việc nơi khác làm",
}  # fmt: skip
REASONS = {"fallback": "Không hiểu", "unsure": "Trả lời mà chưa chắc", "thumbs_down": "Người hỏi bảo sai"}
STATES = {"open": "Cần xem", "settled": "Đã dạy", "dismissed": "Đã bỏ qua"}
QUESTION_ORDERS = {"most": "Hỏi nhiều trước", "newest": "Mới hỏi trước"}
DONE = {
    "content_saved": "Đã lưu. Trợ lý nói theo bản mới ngay từ bây giờ.",
    "content_undone": "Đã trả về bản trước. Đây là một lần sửa mới, có thể trả lại lần nữa.",
    "content_retired": "Đã ghi ngày hết hiệu lực. Sau ngày đó trợ lý thôi dùng mục này.",
    "content_settled": "Đã ghi nhận: kho chung có đủ các thay đổi này.",
    "question_settled": "Đã dạy xong. Từ nay trợ lý hiểu câu này, và mỗi lần sửa máy sẽ thử lại.",
    "question_dismissed": "Đã bỏ qua. Ai hỏi lại câu này cũng không hiện ở đây nữa.",
    "question_open": "Đã đưa lại vào danh sách cần xem.",
}
"""What was done, by the key a page is called with afterwards."""
