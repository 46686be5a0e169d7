"""Words that say how something is asked, not what about. This is grammar, not knowledge of the ward: so it is code."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.folding import bare

_EMPTY = """
    a à ạ ah ấy ai là thì mà nhé nhe nha ơi u ừ uh được không gì nào sao vậy như và với hay hoặc ở cho của các những tôi
    em mình anh tui muốn xin hỏi cần phải làm giúp giùm dùm hả rồi đây đó này kia bao nhiêu nên nếu khi để bị đã dạ
    sẽ vừa ad
"""
_LIGHT = """
    bằng bàng bị bữa bùi các cái cách càng chẳng chào chi chỉ chưa có con còn cứ cũng đem đến đi đủ dù giờ giúp gồm
    hẹn hiện hôm lên long lòng luôn mang một mới mọi mấy nghe nhất nhật nó nói nơi nữa nửa qua quá ra rằng rất sau
    sáu tao thảo thay thấy thế thể theo thực trên trong trước về vì việc vào vui xem y ý
"""

TRULY_EMPTY = frozenset(map(bare, _EMPTY.split()))
"""Words without accents that never carry a question's subject."""

FUNCTION_WORDS = TRULY_EMPTY | frozenset(map(bare, _LIGHT.split()))
"""Words without accents that carry little of a subject in most of their readings."""

AS_WRITTEN = frozenset((*_EMPTY.split(), *_LIGHT.split()))
"""The same with their accents: "chó" is none of them though "cho" is."""

EMPTINESS = {word: 0.92 if word in TRULY_EMPTY else 0.6 for word in FUNCTION_WORDS}
"""The part of its weight a word loses when it is written as a word of grammar."""

OPENINGS = frozenset({"con", "vay", "the", "rua", "khong", "nham", "lon", "y"})
"""Words without accents that open a message which goes on with, or puts right, what was said before."""

_AFTER_NO = frozenset({"y", "phai", "em", "toi", "minh", "tui", "anh", "chi", "a", "la"})


def opens(row: Sequence[str]) -> bool:
    """Whether a row begins with an opening word; "không" is one in "không, ý mình là", not in "không làm nữa"."""
    return bool(row) and row[0] in OPENINGS and (row[0] != "khong" or row[1:2] == () or row[1] in _AFTER_NO)


GENERIC = (("thu", "tuc"), ("ho", "so"), ("ket", "qua"))
"""Nouns that stand for any matter: "thủ tục", "hồ sơ", "kết quả"."""
