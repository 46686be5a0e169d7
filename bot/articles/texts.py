"""What officials read about articles: states, refusals, and why Zalo did not take one."""

from __future__ import annotations

from bot.lib.numbers import with_dots

STATES = {
    "none": "Bản nháp",
    "creating": "Đang chuyển sang Zalo",
    "verifying": "Chờ Zalo xử lý",
    "hidden": "Đã ở Zalo, còn ẩn",
    "showing": "Đang cho hiện trên Zalo",
    "shown": "Đã hiện trên Zalo",
    "removing": "Đang gỡ khỏi Zalo",
    "failed": "Zalo chưa nhận",
}
FEED = "Bài của trang tin"
EDITED = "Bài đã sửa sau lần hiện trước; bản sửa chưa lên Zalo."

REFUSALS = {
    "unknown": "Không có bài viết số {value}.",
    "removed": "Bài viết số {value} đã gỡ.",
    "not_own": "Đây là bài của trang tin. Hãy lấy bài về thành bài của phường trước.",
    "not_feed": "Chỉ lấy về được bài của trang tin; bài này phường tự viết.",
    "copied": "Bài này đã được lấy về rồi, là bài số {value}.",
    "no_title": "Chưa có tên bài.",
    "title": "Tên bài dài {size} ký tự, Zalo chỉ nhận {most}.",
    "no_author": "Chưa ghi tên người hoặc cơ quan viết bài.",
    "author": "Tên người viết dài {size} ký tự, Zalo chỉ nhận {most}.",
    "no_summary": "Chưa có đoạn tóm tắt.",
    "summary": "Đoạn tóm tắt dài {size} ký tự, Zalo chỉ nhận {most}.",
    "no_image": "Chưa có ảnh bìa.",
    "image": "Ảnh bìa phải là địa chỉ https mở được từ Internet, dưới 1 MB.",
    "no_body": "Chưa có nội dung bài.",
    "body": "Nội dung dài {size} ký tự, nhiều nhất {most}. Hãy tách thành hai bài.",
    "parts": "Bài có {size} phần chữ và ảnh, nhiều nhất {most}. Hãy bớt ảnh hoặc tách bài.",
    "paragraph": "Có một đoạn dài {size} ký tự, Zalo chỉ nhận {most}. Hãy xuống dòng trống để tách đoạn.",
    "picture": "Ảnh trong bài phải là địa chỉ https: {value}",
    "changed": "Người khác vừa sửa bài này. Hãy mở lại bài, đọc bản mới rồi làm tiếp.",
    "no_reason": "Hãy ghi cần sửa gì, để người viết biết.",
    "not_waiting": "Bài này không ở bước chờ duyệt, hoặc người viết vừa sửa. Hãy mở lại bài.",
    "busy": "Bài đang được chuyển sang Zalo. Hãy chờ xong rồi làm tiếp.",
    "no_official": "Không có cán bộ nào dùng email {value}, hoặc tài khoản đã khóa.",
    "may_not_write": "Tài khoản này không có quyền soạn bài.",
    "may_not_show": "Tài khoản này không có quyền duyệt bài.",
    "same_hand": "Trong 24 giờ qua, một người đã cấp hoặc đặt lại tài khoản cho cả người viết và người duyệt. "
    "Nhờ cán bộ khác duyệt, hoặc đợi qua 24 giờ.",
    "own": "Người viết không tự duyệt bài của mình. Nhờ một người có quyền duyệt khác.",
    "not_news": "Chỉ ghim được bài người dân đang xem được. Hãy cho bài hiện trên Zalo trước.",
}

REASONS = {
    "quota": "Zalo báo hết hạn mức đăng bài hoặc trang chưa được cấp quyền đăng bài.",
    "refused": "Zalo từ chối bài này.",
    "incomplete": "Bài còn thiếu hoặc dài quá mức Zalo nhận, xem các mục cần sửa.",
    "slow": "Quá 15 phút Zalo chưa xử lý xong. Bấm đăng lại: máy tìm bài cũ trước, không tạo bài thứ hai.",
    "lost": "Không rõ Zalo đã nhận bài chưa, tìm 15 phút không thấy. Xem danh sách bài ở Zalo rồi bấm đăng lại.",
    "unreachable": "Một ngày qua không nối được với Zalo.",
    "restored": "Cơ sở dữ liệu vừa khôi phục từ bản sao lưu. Bấm đăng lại: máy tìm bài ở Zalo trước, không tạo bài thứ hai.",
    "gone": "Bài không còn ở Zalo, có thể đã bị gỡ tại đó. Bấm đăng lại để tạo bài mới.",
}


def refusal_sentence(key: str, **values: object) -> str:
    """The sentence of a refusal."""
    return REFUSALS[key].format(**with_dots(values))


def failure_sentence(key: str | None, note: str | None) -> str:
    """Why an article failed, with Zalo's own words when there are some; "" when nothing failed."""
    if not key:
        return ""
    return f"{REASONS[key]} Zalo ghi: “{note}”" if note else REASONS[key]
