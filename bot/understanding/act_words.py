"""The words by which a clause asks, wishes, greets or urges. They are grammar, so they are code and not content.

A "!" behind a word: it needs exactly these accents, because without them it is another word (bot.understanding.cues).
"""

from __future__ import annotations

from itertools import product


def _split(text: str) -> tuple[str, ...]:
    """The phrases of a list with commas."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


PRONOUNS = _split("""
em, anh, chị, cô, chú, bác, tôi, tui, mình, con, cháu, ông, bà, bạn, dì, cậu, ad, admin, tụi em, tụi mình, chúng tôi,
bọn em, mẹ, ba
""")
_SELF = _split("em, tôi, tui, mình, con, cháu, bà, ông, chị, anh, cô, chú, bác, e, mẹ")


def _with_pronoun(*patterns: str) -> tuple[str, ...]:
    """Each pattern with every pronoun in place of "{}", and without one."""
    filled = (pattern.replace("{}", who) for pattern, who in product(patterns, (*_SELF, "")))
    return tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in filled))


OPENERS = _with_pronoun(
    "cho {} hỏi",
    "cho {} xin hỏi",
    "cho phép {} hỏi",
    "xin cho {} hỏi",
    "xin phép {} hỏi",
    "{} xin hỏi",
    "{} xin được hỏi",
    "{} muốn hỏi",
    "cho {} biết",
    "cho {} được biết",
    "chỉ {} với",
    "chỉ giúp {}",
    "chỉ giùm {}",
    "chỉ dùm {}",
    "tư vấn giúp {}",
    "tư vấn giùm {}",
    "tư vấn cho {}",
    "hướng dẫn giúp {}",
    "hướng dẫn giùm {}",
    "hướng dẫn {}",
    "nhờ {} tư vấn",
    "giải đáp giúp {}",
    "{} thắc mắc",
    "{} hỏi chút",
    "{} hỏi xíu",
    "{} hỏi thăm",
)
"""Announce a question; the question follows in the same clause."""

TURNS = _with_pronoun(
    "{} không biết",
    "{} không rõ",
    "bây giờ {} muốn",
    "bây giờ {} cần",
    "bây giờ {} phải",
    "bây giờ {} xin",
    "bây giờ {} định",
    "bây giờ {} tính",
    "bây giờ {} làm",
    "bây giờ thì {}",
    "giờ {} muốn",
    "giờ {} cần",
    "giờ {} phải",
    "giờ {} xin",
    "giờ {} định",
    "giờ {} tính",
    "giờ {} làm",
    "giờ {} đăng ký",
    "nay {} muốn",
    "nay {} xin",
    "nên {} muốn",
    "nên giờ {}",
    "vậy {} muốn",
    "vậy {} phải",
    "vậy {} cần",
    "vậy {} có",
    "vậy giờ {}",
    "vậy bây giờ {}",
    "vậy thì {}",
    "vậy cho {}",
    "như vậy {}",
    "mà giờ {}",
    "thế {} phải",
    "thế {} có",
    "{} đang muốn",
    "{} có nhu cầu",
)
"""Turn from telling to what is wanted; they begin a clause even where no comma stands."""

PRESENT = _split("giờ, bây giờ, bi giờ, chừ, nay, hiện giờ, hiện nay, nay thì, giờ thì")
"""Begin a clause that turns from what was to what is to be done now."""

ASKING = _split("""
là gì, cái gì, cần gì, giấy gì, gì vậy, gì ạ, những gì, gì không, gì trước, gì!, làm gì, giấy tờ gì, thủ tục gì, gồm
gì, bằng gì, tên gì, khai gì, mang gì, đem gì, nộp gì, việc gì, làm sao, ra sao, thì sao, tính sao, sao đây, sao vậy,
tại sao, vì sao, sao ạ, bằng cách nào, thế nào, như nào, cách nào, ngày nào, giờ nào, khi nào, lúc nào, chỗ nào, nơi
nào, đâu nào, cái nào, loại nào, phòng nào, mục nào, nào!, bao giờ, bao lâu, bao nhiêu, bao xa, nhiêu tiền, nhiêu
ngày, hồi nào, chừng nào, ở đâu, đến đâu, tới đâu, chỗ đâu, nộp đâu, ra đâu, lên đâu, xin đâu, làm đâu, qua đâu, về
đâu, vào đâu, từ đâu, đi đâu, đâu ạ, đâu vậy, đâu!, mấy ngày, mấy giờ, mấy tháng, mấy tuổi, mấy bản, mấy người, mấy
lần, mấy tiền, mấy loại, mấy hôm, thứ mấy, cấp mấy, số mấy, ai làm, ai ký, ai được, gặp ai, hỏi ai, ai cấp, ai giải
quyết, ở mô, chỗ mô, đi mô, mô hè, mô rứa, răng, cần chi, giấy chi, làm chi, những chi, chi không, phải không, đúng
không, được không, được hông, được hong, được hôn, được hok, được ko, có được, có phải, ở phường hay, phường hay, tỉnh
hay, ở xã hay, how to, how do, how can, how much, how long, what, where, when, can i, do i, có cần, có bị, có bắt
buộc, có nhận, có làm, có mất, có thể, hay không, hay chưa, hay là, hay phải, hay trên, hay ở, hay ra, hay lên, hay
nộp, hay kệ, hay bắt, liệu có, cách làm, làm sao để, mần sao, sao để, sao cho, sao chị, sao em, sao anh, sao cô, sao
chú, sao con, sao nè, sao ta, sao á, sao ad, sao!, thủ tục ra sao, hả!, hử!, hở!, dc k, dc ko, kiểu gì
""")
"""Words that ask wherever they stand in a clause."""

NOT_ASKING = _split("""
bản sao, trích sao, sao y, sao lục, sao chụp, sao chép, sao lưu, ngôi sao, sao kê, sao cũng, bao nhiêu cũng, ai cũng,
gì cũng, nào cũng, đâu cũng, mấy cũng, không có gì, không gì, không ai, chẳng ai, chẳng gì, chưa ai, chưa có gì, không
nói gì, không thấy gì, chẳng thấy gì, không thấy ai, không biết gì, không làm gì, không được gì, không có ai, không
đâu, gì hết, ai hết, đâu hết, gì cả, ai cả, gì đó, ai đó, nào đó, đâu đó, gì đâu, lúc nào cũng, hồi nào giờ, một cái
gì, bất cứ ai, bất kỳ ai, không có đâu, hồi nào tới giờ, hôm nào cũng, cái gì cũng, giấy tờ gì hết, không có giấy tờ
gì, không hề gì, chưa từng, đâu có, đâu mất, có đâu, mất tiêu, đâu rồi, gì nữa, không sao, chẳng sao, làm gì có, có gì
đâu, không có chi, mấy bữa nay, mấy ngày nay, mấy tháng nay, mấy ngày rồi, mấy tháng rồi, mấy năm rồi, mấy hôm nay,
mấy hôm rồi, mấy bữa rồi, mấy lần rồi, bao nhiêu năm nay, bao lâu nay, bao nhiêu lần rồi, không biết chữ, có thể đi,
không có cách nào, có làm ở, có làm giấy, có làm công, có làm đám, có phải đi làm, không phải, chứ không, 5 sao, hồi
làm
""")
"""The same words where they ask nothing: copies, "nobody", "everything", "for days"."""

INDEFINITE = frozenset({"gi", "nao", "ai", "dau", "chi"})
"""Last words, without accents, of cues that mean "any" behind a negation ("chưa được đồng nào")."""

NEGATION = frozenset({"khong", "chua", "chang", "hong", "dung"})
KNOWING = frozenset({"biet", "ro", "hieu"})
"""Behind "không" these words make a question of it ("không biết nộp ở đâu")."""

YES_NO = _split("không, hông, hong, hem, hok, chưa!, ko, chưa ạ, à!, ư!, nhỉ, hả, chăng")
"""The same at the end of a clause only."""

AFTER = _split("""
ạ, vậy, thế, dậy, zậy, ta, nhỉ, nè, đó, đấy, á, ha, nha, nhé, nghen, hen, hè, với, giúp, giùm, ơi, luôn, trời, thưa,
phường, cán bộ, cảm ơn, cám ơn, xin cảm ơn, xin cám ơn, nữa, bạn, rứa, cả nhà, mọi người
""")
"""What may follow the end of a question: particles and forms of address."""

_ENDS = ("được không", "phải không", "gì", "sao", "đâu", "nào", "không", "bao lâu")
ENDINGS = (
    *(f"{word} {particle}" for word in _ENDS for particle in ("ạ", "vậy", "hả", "dạ")),
    *("xong rồi thì", "xong thì", "rồi thì", "xong rồi giờ", "xong giờ", "rồi giờ"),
)
"""Words that end a question, or what is done already, even where the writer goes on without punctuation."""

WISHING = _split("""
muốn, cần làm, cần xin, cần đăng ký, cần đổi, cần cấp, cần sửa, cần nộp, cần chứng thực, cần sao, cần hỗ trợ, cần tư
vấn, xin giấy, xin xác nhận, xin cấp, xin làm, xin trích, xin bản, xin đăng ký, xin phép, xin đổi, xin tách, xin nhập,
xin hưởng, xin trợ cấp, xin được, xin hỗ trợ, xin miễn, đi làm lại, làm lại, cấp lại, đăng ký lại, tính xin, tính làm,
tính đăng ký, tính mở, tính xây, tính sửa, tính đi, định làm, định xin, định mở, định xây, định đăng ký, định sửa, dự
định, có nhu cầu, nhờ phường, nhờ ubnd, nhờ cán bộ, nhờ xác nhận, nhờ chứng, nhờ làm, làm giùm, làm dùm, làm giúp,
kiếm chỗ làm giấy, chuẩn bị xây, chuẩn bị mở, sắp mở, mong muốn, có nguyện vọng, mún
""")
"""Words that wish; only where nothing asks do they lead."""

NOT_WISHING = _split("không muốn, chưa muốn, chẳng muốn, hết muốn, đã làm lại, đã cấp lại, đã xin, hổng muốn")
"""The same words where nothing is wished."""

GREETING = _split("""
xin chào, chào, dạ chào, kính chào, kính thưa, thưa, kính gửi, alo, hello, hi, ad ơi, dạ, dạ thưa, em chào, tôi chào,
cháu chào, con chào, chào ad, chào phường, anh chị, ad, ơi, vâng, quý cơ quan, quý phường, quý anh chị, ủy ban, ubnd,
phường, buổi sáng, buổi chiều, phường ơi, cảm ơn, cám ơn, xin cảm ơn, xin cám ơn, chân thành cảm ơn, trân trọng, trân
trọng cảm ơn, trước, nhiều, rất nhiều, ạ, nha, nhé, cán bộ, admin, các, mấy, thank, thanks, tks, quý, vị,
tất cả, mọi người, bạn, lắm, và, kính, thân ái, thân gửi, lãnh đạo
""")
"""Words of greeting, thanks and address: a clause of nothing else only greets."""

URGES = _split("""
mong, rất mong, kính mong, kính đề nghị, đề nghị, kiến nghị, nhờ, yêu cầu, xin, trông, mong sao, hy vọng, hi vọng,
kính nhờ, làm ơn, đề xuất, kêu, xin vui lòng, vui lòng, cầu mong, mong muốn
""")
URGED = _split("""
xem xét, giải quyết, xử lý, xử lí, can thiệp, giải đáp, trả lời, hồi đáp, phản hồi, tư vấn, hướng dẫn, hỗ trợ, giúp
đỡ, quan tâm, sớm giải quyết, giúp, chỉ giúp, chỉ dẫn, làm rõ, xem lại, kiểm tra, nhắc nhở, chấn chỉnh, khắc phục, vào
cuộc, có biện pháp, sắp xếp, dẹp, để ý, lưu ý, có ý kiến, xử phạt, phạt, tiếp nhận, ghi nhận, chuyển, cho xin ý kiến,
có hướng xử lý, coi lại, coi giùm, xử giùm, giải quyết dứt điểm, xử lý dứt điểm, xử lý nghiêm, đặt lịch, thông cảm
""")
"""A clause that urges ("kính mong phường xem xét") names who shall act (URGES) and how (URGED), but no matter."""

SELF_INTRODUCTION = _split("""
tôi là người dân, tôi là dân, tôi là cư dân, tôi là công dân, tôi tên, tôi tên là, em tên, em tên là, tên tôi là, em
là người dân, em là dân, mình là dân, mình là người dân, tui là dân, tui là người dân, cháu là người dân, con là dân,
gia đình tôi ở, nhà tôi ở, nhà em ở, nhà tui ở, em ở khu phố, tôi ở, tui ở khu phố, tôi ở khu phố, em ở tổ, tôi sống
ở, tôi hiện ở, tôi đang ở, tôi cư trú, chúng tôi là, tôi hiện đang sinh sống, mình ở khu phố, tôi là hộ dân, tôi là
cán bộ hưu trí, tôi năm nay, em năm nay, bà con khu phố, tụi tui là dân, tui tên, mình tên, cháu tên, con tên, bà là,
tôi là
""")
"""Openings of a clause in which the writer says who they are."""
