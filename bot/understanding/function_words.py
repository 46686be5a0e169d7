"""Function words: how something is asked, not what about. They are grammar, so they are code and not content."""

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
"""Words without accents that rarely carry the subject of a question."""

AS_WRITTEN = frozenset((*_EMPTY.split(), *_LIGHT.split()))
"""The same words with their accents: "cho" is one of them, "chó" is not."""

FUNCTION_WORD_SHARE = {word: 0.92 if word in TRULY_EMPTY else 0.6 for word in FUNCTION_WORDS}
"""The part of its weight (0..1) a word loses when it is written as a function word."""

OPENINGS = frozenset({"con", "vay", "the", "rua", "khong", "nham", "lon", "y"})
"""First words, without accents, of messages that continue or correct the previous one."""

_AFTER_NO = frozenset({"y", "phai", "em", "toi", "minh", "tui", "anh", "chi", "a", "la"})


def starts_with_opening(row: Sequence[str]) -> bool:
    """Whether the first word is one of OPENINGS; "không" counts in "không, ý mình là", not in "không làm nữa"."""
    return bool(row) and row[0] in OPENINGS and (row[0] != "khong" or row[1:2] == () or row[1] in _AFTER_NO)


GENERIC = (("thu", "tuc"), ("ho", "so"), ("ket", "qua"))
"""Nouns that fit every procedure: "thủ tục", "hồ sơ", "kết quả"."""
