"""Every error number this Zalo can answer, and the exception that carries one."""

from __future__ import annotations

MESSAGES: dict[int, str] = {
    -32: "Too many calls of this application",
    -100: "attachment is expired or unknown error",
    -101: "app invalid",
    -102: "app not found",
    -103: "app inactive",
    -104: "secret invalid",
    -105: "app not linked",
    -106: "method unsupported",
    -107: "message id invalid",
    -108: "phone invalid",
    -109: "template id invalid",
    -110: "app version unsupported",
    -111: "no data",
    -112: "content invalid",
    -113: "button invalid",
    -114: "user cannot receive",
    -115: "balance low",
    -116: "content refused",
    -117: "template not granted",
    -118: "no zalo account",
    -119: "account cannot receive",
    -120: "feature not granted",
    -121: "template empty",
    -122: "body not json",
    -123: "rsa decrypt failed",
    -124: "token invalid",
    -125: "OA id invalid",
    -126: "dev wallet low",
    -127: "test admin only",
    -128: "encoding key missing",
    -129: "rsa create failed",
    -130: "content too long",
    -131: "template not approved",
    -132: "param invalid",
    -133: "night",
    -134: "consent pending",
    -135: "OA not allowed",
    -136: "needs zca",
    -137: "zca payment failed",
    -138: "app no permission",
    -139: "type refused by person",
    -140: "aftersales not granted",
    -141: "refused by person",
    -142: "rsa key missing",
    -143: "rsa key exists",
    -144: "OA daily quota",
    -145: "content type not allowed",
    -146: "template disabled",
    -147: "template daily quota",
    -148: "journey token missing",
    -149: "journey token invalid",
    -150: "journey token expired",
    -151: "not e2ee template",
    -152: "e2ee key failed",
    -153: "data wrong",
    -158: "file too large",
    -159: "file format",
    -160: "template edit quota",
    -161: "sending mode invalid",
    -162: "sending mode tag",
    -200: "send failed",
    -201: "params is invalid",
    -204: "OA disabled",
    -205: "OA not found",
    -209: "api not supported app inactive",
    -210: "param is over limit",
    -211: "out of quota",
    -212: "api not registered",
    -213: "user has not followed OA",
    -214: "article is processing",
    -216: "access token is invalid",
    -217: "blocked invitation",
    -218: "quota person",
    -219: "app removed",
    -220: "access token has expired",
    -221: "OA not verified",
    -223: "OA not authorised",
    -224: "needs OA package",
    -227: "user banned or inactive",
    -230: "user has not interacted with OA in the last 7 days",
    -232: "user has not interacted with OA, or too long ago",
    -233: "message type unsupported",
    -234: "not allowed from 22:00 to 06:00",
    -235: "OA type unsupported",
    -237: "group disabled",
    -238: "asset used or disabled",
    -240: "message API v2 has been shut down",
    -241: "free asset used",
    -242: "appsecret proof invalid",
    -244: "user restricted type",
    -248: "violates standards",
    -320: "needs zca",
    -321: "zca out of money",
    -403: "OA not in group",
    -1091: "template not editable",
    -1121: "param too long",
    -1122: "param missing",
    -1123: "qr failed",
    -1124: "param format",
    -1131: "link format",
    -1201: "tag3 not granted",
    -1202: "media not granted",
    -1241: "appsecret proof invalid",
    -1351: "OA blocked",
    -1381: "extension zca not granted",
    -1441: "OA monthly promo quota",
    -1471: "person monthly promo quota",
    -1491: "journey token type",
    -14002: "Invalid appId",
    -14003: "Invalid redirect uri",
    -14014: "Invalid refresh token.",
    -14020: "Refresh token expired.",
}
"""Numbers and their plain names; the names are ours, Zalo changes its own."""

COMMON: dict[int, str] = {
    -230: "quá 7 ngày người dân chưa nhắn",
    -232: "người dân chưa từng nhắn",
    -213: "người dân không quan tâm trang",
    -211: "OA hết hạn mức",
    -218: "đủ số tin cho một người",
    -32: "gọi quá nhanh",
    -216: "mã truy cập không đúng",
    -220: "mã truy cập hết hạn",
    -234: "đang là ban đêm",
    -244: "người dân chặn loại tin này",
    -227: "tài khoản người dân bị khoá",
    -248: "nội dung bị từ chối",
    -100: "tệp tải lên đã hết hạn",
    -200: "gửi không được, không rõ lý do",
    -201: "tham số sai",
    -210: "tham số quá dài",
    -214: "bài viết đang xử lý",
    -223: "OA chưa cấp quyền",
    -204: "OA bị vô hiệu",
    -14014: "refresh token không dùng được",
    -14020: "refresh token hết hạn hoặc đã dùng",
}
"""The numbers a tester tries first, in the panel's words."""

EMPTY_API = 404
"""The number beside "empty or invalid API"; no source gives it, so nobody may rely on it."""


class ZaloError(Exception):
    """A refusal of a call: its code and a text for technicians, which programs must not match on."""

    def __init__(self, code: int, detail: str = "") -> None:
        message = MESSAGES.get(code, "error")
        super().__init__(f"{message}: {detail}" if detail else message)
        self.code = code


def invalid_field(detail: str) -> ZaloError:
    """-201: a field is missing, malformed, of the wrong type or unknown; `detail` names it."""
    return ZaloError(-201, detail)


def over_limit(detail: str) -> ZaloError:
    """-210: a field is longer or larger than allowed; `detail` names it."""
    return ZaloError(-210, detail)
