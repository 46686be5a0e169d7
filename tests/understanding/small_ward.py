"""A small knowledge, made by hand, that the tests of this room share."""

from __future__ import annotations

from bot.understanding.knowledge import Knowledge, Lexicon, Target


def _procedure(code: str, name: str, *says: str, **more: object) -> Target:
    return Target(id=code, kind="procedure", intent="procedure", name=name, says=says, **more)  # type: ignore[arg-type]


def _topic(kind: str, intent: str, name: str, *says: str, **more: object) -> Target:
    return Target(id=name.replace(" ", "_") or intent, kind=kind, intent=intent, name=name, says=says, **more)  # type: ignore[arg-type]


PROCEDURES = (
    _procedure(
        "1.001193",
        "Thủ tục đăng ký khai sinh",
        "làm giấy khai sinh cho con",
        "đăng ký khai sinh",
        "con tôi mới sinh cần làm giấy gì",
    ),
    _procedure(
        "2.000635",
        "Cấp bản sao trích lục hộ tịch",
        "xin bản sao giấy khai sinh",
        "trích lục khai sinh",
        "mất giấy khai sinh xin lại",
    ),
    _procedure(
        "2.000528",
        "Thủ tục đăng ký khai sinh có yếu tố nước ngoài",
        "khai sinh cho con có cha là người nước ngoài",
        variant_of="1.001193",
        variant_words=("nước ngoài", "quốc tế", "chồng tây"),
    ),
    _procedure(
        "1.000894",
        "Thủ tục đăng ký kết hôn",
        "đăng ký kết hôn",
        "làm giấy kết hôn",
        "làm hôn thú",
        "lấy vợ làm giấy tờ gì",
        "ra phường đăng ký cưới",
    ),
    _procedure(
        "2.000806",
        "Thủ tục đăng ký kết hôn có yếu tố nước ngoài",
        "lấy chồng nước ngoài",
        variant_of="1.000894",
        variant_words=("nước ngoài", "chồng tây", "hàn quốc"),
    ),
    _procedure("1.004873", "Cấp giấy xác nhận tình trạng hôn nhân", "xin giấy độc thân", "giấy chưa vợ chưa chồng"),
    _procedure("1.000656", "Thủ tục đăng ký khai tử", "làm giấy khai tử", "ba tôi vừa mất", "báo tử cho người thân"),
    _procedure("1.004194", "Đăng ký tạm trú", "làm giấy tạm trú", "thuê nhà đăng ký tạm trú", "ở trọ phải khai báo gì"),
    _procedure("1.002755", "Gia hạn tạm trú", "tạm trú sắp hết hạn", "gia hạn tạm trú"),
    _procedure("1.004222", "Đăng ký thường trú", "nhập hộ khẩu", "chuyển hộ khẩu", "làm hộ khẩu cho con"),
    _procedure("1.003197", "Xóa đăng ký thường trú", "cắt khẩu", "xóa hộ khẩu"),
    _procedure("2.001263", "Đăng ký việc nuôi con nuôi trong nước", "nhận con nuôi", "xin con nuôi"),
    _procedure(
        "2.000815", "Chứng thực bản sao từ bản chính", "sao y giấy tờ", "photo công chứng", "công chứng bằng cấp"
    ),
    _procedure("2.000884", "Chứng thực chữ ký", "công chứng chữ ký", "xác nhận sơ yếu lý lịch"),
    _procedure("1.001699", "Xác định mức độ khuyết tật", "xin giấy khuyết tật", "làm hồ sơ cho người khuyết tật"),
    _procedure(
        "1.116410",
        "Cấp thẻ căn cước",
        "làm căn cước",
        "mất căn cước làm lại",
        "làm cccd",
        former_codes=("1.014061", "1.014064"),
    ),
    _procedure("1.013978", "Đăng ký đất đai lần đầu", "làm sổ đỏ lần đầu", "đất chưa có sổ đỏ"),
    _procedure("1.012812", "Hòa giải tranh chấp đất đai", "hàng xóm lấn đất", "tranh chấp ranh đất"),
)

TOPICS = (
    _topic("guide", "postal", "Gửi hồ sơ qua bưu điện", "gửi hồ sơ qua bưu điện", "bưu chính công ích là gì"),
    _topic("guide", "postal", "Tiền gửi bưu điện", "gửi bưu điện bao nhiêu tiền", "cước bưu điện"),
    _topic("guide", "tracking", "Tra cứu hồ sơ", "hồ sơ của em tới đâu rồi", "kiểm tra tiến độ hồ sơ", "tra cứu hồ sơ"),
    _topic("guide", "hours", "Giờ làm việc", "mấy giờ phường làm việc", "thứ bảy có làm không"),
    _topic("decline", "other_office", "Hộ chiếu", "làm hộ chiếu", "gia hạn hộ chiếu", "cấp hộ chiếu"),
    _topic("decline", "other_office", "Phiếu lý lịch tư pháp", "làm phiếu lý lịch tư pháp", "xin lý lịch tư pháp"),
    _topic("decline", "other_office", "Ly hôn", "muốn ly hôn", "ra tòa ly dị", "ly hôn nộp đơn ở đâu"),
    _topic("clarify", "clarify", "dat dai", "đất đai", "hỏi về đất", "giấy tờ đất", choices=("1.013978", "1.012812")),
    _topic("clarify", "clarify", "chung thuc", "chứng thực", "chứng thực giấy tờ", choices=("2.000815", "2.000884")),
    _topic("clarify", "clarify", "khai sinh", "giấy khai sinh", choices=("1.001193", "2.000635")),
    _topic("chat", "greeting", "", "xin chào", "chào ad", "hello"),
    _topic("chat", "thanks", "", "cảm ơn", "cảm ơn nhiều", "🙏"),
    _topic("chat", "are_you_a_bot", "", "bạn là ai", "bạn là người hay máy"),
    _topic("chat", "insult", "", "ngu quá", "đồ ngu"),
    Target(
        id="fire",
        kind="emergency",
        intent="emergency",
        name="",
        says=("cháy nhà", "đang cháy", "có đám cháy"),
        not_when=("giấy tờ bị cháy", "phòng cháy chữa cháy"),
    ),
    Target(
        id="suicide",
        kind="emergency",
        intent="emergency",
        name="",
        says=("không muốn sống", "muốn chết"),
        not_when=("mệt muốn chết",),
    ),
)

LEXICON = Lexicon(
    teencode={
        "ko": "không",
        "hok": "không",
        "k": "không",
        "dc": "được",
        "đc": "được",
        "j": "gì",
        "ntn": "như thế nào",
        "e": "em",
        "mún": "muốn",
    },
    abbreviations={
        "gks": ("giấy khai sinh",),
        "kt": ("khai tử", "khuyết tật"),
        "kh": ("không", "kết hôn"),
        "cccd": ("căn cước",),
    },
    everyday={
        "giấy độc thân": "xác nhận tình trạng hôn nhân",
        "cắt khẩu": "xóa đăng ký thường trú",
        "khai sanh": "khai sinh",
    },
    sections={
        "papers": ("cần giấy tờ gì", "cần gì", "cần mang gì", "giấy tờ gì", "hồ sơ gồm những gì"),
        "fee": ("bao nhiêu tiền", "lệ phí", "lệ phí bao nhiêu", "phí bao nhiêu", "mất bao nhiêu"),
        "time": ("bao lâu", "mấy ngày", "bao lâu có", "mất mấy ngày"),
        "where": ("ở đâu", "nộp ở đâu", "làm ở đâu"),
        "online": ("online được không", "nộp online được không", "làm online được không", "qua mạng"),
        "post": ("gửi bưu điện được không", "qua bưu điện được không"),
        "form": ("mẫu đơn", "tải mẫu"),
        "steps": ("làm sao", "thế nào", "làm như thế nào", "thủ tục gì"),
    },
    courtesy=("ad ơi", "cho em hỏi", "cho mình hỏi", "ạ", "giúp em với", "tôi muốn hỏi", "em muốn hỏi"),
)

KNOWLEDGE = Knowledge(targets=PROCEDURES + TOPICS, lexicon=LEXICON)
