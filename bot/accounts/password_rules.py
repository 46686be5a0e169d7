"""Which passwords will not do: short, common, or what a guesser tries first (NIST SP 800-63B, 3.1.1.2)."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

PASSWORD_LENGTH = 10
MOST_LENGTH = 200
LEAST_SIGNS = 8
"""Letters, digits and marks left when blanks are taken away."""
LEAST_DIFFERENT = 5
LEAST_BESIDE_OWN = 6
"""Signs left when one's own name or e-mail is taken away."""
LONGEST_DIGITS = 15
"""Digits alone up to here are telephone numbers, days of birth and numbers of identity cards."""

COMMON_PATH = Path(__file__).with_name("common_passwords.txt")
_ROWS = ("0123456789" * 2, "abcdefghijklmnopqrstuvwxyz" * 2, "qwertyuiopasdfghjklzxcvbnm", "qazwsxedcrfvtgbyhnujmikolp")

_TOO_SHORT = f"Mật khẩu cần từ {PASSWORD_LENGTH} ký tự. Một câu ngắn dễ nhớ là tốt nhất."
_TOO_LONG = f"Mật khẩu dài quá {MOST_LENGTH} ký tự. Hãy rút ngắn."
_BLANK = "Mật khẩu không thể gần như chỉ có khoảng trắng. Hãy dùng một câu ngắn."
_REPEATED = "Mật khẩu lặp lại vài ký tự nên rất dễ đoán. Hãy dùng một câu ngắn."
_SEQUENCE = "Mật khẩu là dãy phím liền nhau nên rất dễ đoán. Hãy dùng một câu ngắn."
_DIGITS = "Mật khẩu chỉ có chữ số (như số điện thoại, ngày sinh) nên dễ đoán. Hãy thêm chữ, tốt nhất là một câu ngắn."
_OWN = "Mật khẩu có tên hoặc email của chính anh/chị nên dễ đoán. Hãy dùng một câu khác."
_COMMON = "Mật khẩu này nằm trong những mật khẩu nhiều người dùng nhất, kẻ xấu thử trước tiên. Hãy dùng một câu ngắn."


def find_weakness(password: str, *, email: str, name: str) -> str:
    """Return in one Vietnamese sentence why this password will not do; empty when it will."""
    plain = _fold(password)
    checks = (
        (_TOO_SHORT, len(password) < PASSWORD_LENGTH),
        (_TOO_LONG, len(password) > MOST_LENGTH),
        (_BLANK, len(plain) < LEAST_SIGNS),
        (_REPEATED, len(set(plain)) < LEAST_DIFFERENT or plain in (plain + plain)[1:-1]),
        (_SEQUENCE, any(plain in row or plain[::-1] in row for row in _ROWS)),
        (_DIGITS, plain.isdigit() and len(plain) <= LONGEST_DIGITS),
        (_OWN, _is_own(plain, email, name)),
    )
    return next((reason for reason, is_so in checks if is_so), _COMMON if _is_common(plain) else "")


def _fold(text: str) -> str:
    """Small letters without accents and blanks, as guessers write Vietnamese."""
    marks_apart = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    return "".join(
        sign for sign in marks_apart if not unicodedata.combining(sign) and sign.isprintable() and sign != " "
    )


def _is_own(plain: str, email: str, name: str) -> bool:
    """Whether little is left of it without the official's e-mail or name."""
    address = _fold(email)
    for own in (address, address.split("@")[0], _fold(name)):
        if len(own) >= 4 and own in plain and len(plain.replace(own, "")) < LEAST_BESIDE_OWN:
            return True
    return False


def _is_common(plain: str) -> bool:
    """Whether it, or what stands between leading and trailing digits and marks, is one of the common passwords."""
    listed = COMMON_PATH.read_text(encoding="ascii")
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", plain)
    return any(len(one) >= 4 and f"\n{one}\n" in listed for one in (plain, core))
