"""The people's pages in words officials read."""

from __future__ import annotations

from bot.lib.numbers import format_number
from bot.people.sync import Progress

WINDOWS = {"free": "Nhắn được, thường không tính phí", "paid": "Nhắn được, có thể tính phí", "closed": "Hết hạn nhắn"}
WINDOW_LEVELS = {"closed": "warn"}
FOLLOWS = {"": "Tất cả", "yes": "Đang theo dõi", "no": "Chưa hoặc không còn theo dõi"}
STATES = {"": "Tất cả", "opted_out": "Ngừng nhận bản tin", "handed_over": "Đang gặp cán bộ"}
ORDERS = {
    "recent": "Vừa nhắn trước",
    "newest": "Mới biết trước",
    "oldest": "Biết lâu nhất trước",
    "name": "Theo họ tên",
}

DONE = {
    "sync_begun": "Đã bắt đầu lấy danh sách từ Zalo. Máy đọc dần ở phía sau, anh/chị làm việc khác được.",
    "label_given": "Đã gắn nhãn. Máy báo cho Zalo dần ở phía sau.",
    "label_taken": "Đã bỏ nhãn. Máy báo cho Zalo dần ở phía sau.",
    "label_same": "Không có gì đổi: những người này đã như vậy từ trước.",
    "broadcasts_stopped": "Từ nay người này không nhận bản tin nữa.",
    "broadcasts_allowed": "Từ nay người này lại nhận bản tin.",
    "corrected": "Đã sửa theo yêu cầu và ghi vào nhật ký.",
    "segment_saved": "Đã lưu nhóm. Khi soạn bản tin, chọn nhóm này ở mục “Gửi cho ai”.",
    "segment_removed": "Đã xóa nhóm. Bản tin soạn từ trước giữ nguyên người nhận.",
}
ACTS = {"give": "Gắn nhãn", "take": "Bỏ nhãn"}
EVERYBODY, CHOSEN = "all", "chosen"
LABELS_A_MINUTE = 60
"""About how many changes of labels the clock tells Zalo (bot.operations.jobs: two calls every two seconds)."""

GROUPS = (
    ("tag", "Nhãn do cán bộ gắn", "Chưa có nhãn nào. Vào Danh sách, đánh dấu người, ghi tên nhãn rồi bấm “Làm”."),
    ("topic", "Chủ đề người dân tự chọn", "Chưa ai chọn riêng chủ đề nào, nên ai cũng nhận mọi chủ đề."),
    (
        "neighbourhood",
        "Khu phố người dân tự nói",
        "Chưa ai nói ở khu phố nào. Trợ lý hỏi sau khi người dân chọn chủ đề.",
    ),
)
"""What people are grouped by: field of the list, heading, what to do while there is none."""

EMPTIED = {
    "name": "tên trên Zalo",
    "phone": "số điện thoại đã đồng ý cho báo tin",
    "messages": "tin nhắn và thao tác của người dân",
    "media": "hình, ghi âm, video, tệp đã gửi",
    "echoes": "bản Zalo báo lại của tin đã gửi",
    "answers": "câu trả lời và bản tin đã gửi",
    "talk": "ghi nhớ câu chuyện đang dở",
    "tickets": "phiếu đã xong (phần chữ)",
    "notes": "ghi chú của cán bộ",
    "tags": "nhãn, kể cả ở Zalo",
    "wishes": "khu phố và chủ đề đã chọn",
}
"""What erasing empties, by the names of bot.store.personal_data."""

STAYS = (
    ("Mã người dùng Zalo và giờ nhắn gần nhất", "để máy biết còn được trả lời tới khi nào; không có tên kèm theo"),
    ("Việc ngừng nhận bản tin, nếu có", "để phường không gửi nhầm cho người đã từ chối"),
    ("Số lần đã gửi bản tin, không có nội dung", "để báo cáo đúng số và không gửi hai lần"),
    ("Nhật ký việc cán bộ đã làm", "để chứng minh việc xóa này; chỉ có mã, không có lời người dân"),
)
STAYING = {
    "open_tickets": "phiếu chưa giải quyết: giữ phần chữ tới khi cán bộ đóng phiếu, sau đó xóa lại lần nữa",
    "leaving": "tin đang chờ gửi: gửi xong mới xóa được, hãy xóa lại sau ít phút",
}


def sync_sentence(progress: Progress) -> str:
    """How far the list of followers is, in one or two sentences."""
    if progress.is_listing:
        of = f" trên {format_number(progress.expected)}" if progress.expected else ""
        return f"Đang lấy danh sách từ Zalo: {format_number(progress.listed)}{of} người."
    if progress.waiting:
        return (
            f"Đã đọc danh sách, còn {format_number(progress.waiting)} người chờ lấy tên và nhãn"
            f" (khoảng {duration_text(progress.waiting)})."
        )
    if not progress.expected and not progress.listed:
        return "Chưa lấy danh sách người theo dõi từ Zalo lần nào."
    gone_note = (
        f" {format_number(progress.missing)} người của lần trước không còn trong danh sách." if progress.missing else ""
    )
    return (
        f"Danh sách khớp với Zalo: {format_number(progress.listed)} người theo dõi,"
        f" {format_number(progress.new)} người mới ở lần đọc cuối.{gone_note}"
    )


def duration_text(calls: int) -> str:
    """How long so many calls take the clock."""
    whole = max(1, -(-calls // LABELS_A_MINUTE))
    return f"{whole // 60} giờ {whole % 60} phút" if whole >= 60 else f"{whole} phút"


def list_counts(counts: dict[str, int]) -> list[str]:
    """What erasing empties, only what there is: "12 tin nhắn và thao tác của người dân"."""
    return [f"{format_number(counts[name])} {words}" for name, words in EMPTIED.items() if counts.get(name)]


def label_sentence(act: str, tag: str, people: int) -> str:
    """What will happen when a label goes to many."""
    return f"{ACTS[act]} “{tag}” {'cho' if act == 'give' else 'của'} {format_number(people)} người"


GROUP_RULES = {"topics": "Theo chủ đề", "neighbourhoods": "Theo khu phố", "tags": "Theo nhãn"}
GROUP_ORDERS = {"": "Theo tên", "newest": "Mới tạo trước", "oldest": "Tạo lâu nhất trước"}
LABEL_KINDS = {
    "": "Tất cả",
    "tag": "Nhãn",
    "topic": "Chủ đề",
    "neighbourhood": "Khu phố",
    "refused": "Nhãn Zalo không nhận",
}
LABEL_ORDERS = {"": "Nhiều người trước", "name": "Theo tên"}
