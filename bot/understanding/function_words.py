"""Words that say how something is asked, not what about. This is grammar, not knowledge of the ward: so it is code."""

from __future__ import annotations

_EMPTY = """
    a ah ay ai la thi ma nhe nha oi u uh duoc khong gi nao sao vay nhu va voi hay hoac o cho cua cac nhung toi em minh
    anh tui muon xin hoi can phai lam giup gium dum ha roi day do nay kia bao nhieu nen neu khi de bi da se vua ad
"""
_LIGHT = """
    bang bi bua bui cac cai cach cang chang chao chi chua co con cu cung dem den di du gio giup gom hen hien hom len
    long luon mang mot moi may nghe nhat no noi nua qua ra rang rat sau tao thao thay the theo thuc tren trong truoc ve
    vi viec vao vui xem y
"""

GENERIC = (("thu", "tuc"), ("ho", "so"), ("ket", "qua"))
"""Nouns that stand for any matter: "thủ tục", "hồ sơ", "kết quả"."""

TRULY_EMPTY = frozenset(_EMPTY.split())
"""Words without accents that never carry a question's subject."""

FUNCTION_WORDS = TRULY_EMPTY | frozenset(_LIGHT.split())
"""Words without accents that carry little of a subject in most of their readings."""
