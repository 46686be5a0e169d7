"""What harms, who is harmed, and what shows that it is over or only spoken of: small lexicons, no phrases of messages.

Everyday words of the whole country in their spoken forms. Longer entries hide the words in them: "phòng cháy" is no
"cháy". Phrases that officials add stand in content/intents/emergency_*.yaml.
"""

from __future__ import annotations

from bot.understanding import harm_words
from bot.understanding.danger_masks import MASKS

PERSON = """
tôi, tui, em, mình, tao, tớ, cháu, mẹ, má, mạ, ba, cha, bố, tía, ông, bà, vợ, chồng, anh, chị, cô, chú, bác, dì, cậu,
mợ, thím, người, người ta, ai đó, nạn nhân, hàng xóm, thằng, bạn, cụ, nó, ổng, bả, ảnh, cổ, chỉ, họ, ngoại, nội, cụ
ông, cụ bà, bà cụ, ông cụ, thanh niên, phụ nữ, học trò, ngư dân, bạn ghe, thợ, công nhân, mọi người, gia đình, cả nhà,
lái xe, nhân viên, hai người, mấy người, nhiều người, một người, khách, bà bầu, người già, bà già, ông già, vợ chồng,
anh em
"""
CHILD = """
con tôi, con tui, con em, con mình, con nó, con gái, con trai, con nít, con bé, con nhỏ, thằng bé, thằng nhỏ, thằng
cu, đứa nhỏ, đứa bé, đứa con, đứa trẻ, mấy đứa, tụi nhỏ, bọn trẻ, trẻ, trẻ em, trẻ con, trẻ sơ sinh, em bé, bé, bé
gái, bé trai, cháu bé, cháu gái, cháu trai, cháu tôi, cháu tui, cháu nội, cháu ngoại, học sinh, sơ sinh, nhóc, cu tí,
con anh, con chị, con hàng xóm, con riêng, con chồng, con vợ, con ruột, con đẻ, con của, bé con, 1 tuổi, 2 tuổi, 3
tuổi, 4 tuổi, 5 tuổi, 6 tuổi, 7 tuổi, 8 tuổi, 9 tuổi, 10 tuổi, 11 tuổi, 12 tuổi, 13 tuổi, 14 tuổi, 15 tuổi, học lớp,
hoc lop, tháng tuổi, em gái con, con nhà
"""
GENERIC = """
trẻ em, trẻ con, người dân, phụ nữ, người già, người cao tuổi, học sinh, nạn nhân, công dân, người lao động
"""
"""People in general: beside a question for a number or an office nobody is in danger yet."""

THING = """
nhà, nhà tôi, quán, chợ, xe, kho, bếp, rừng, ghe, tàu, xưởng, phòng trọ, dãy trọ, trọ, tiệm, bãi, đồng, rơm, tủ điện,
ổ điện, bình gas, cây xăng, trường, chung cư, hẻm, xóm, nhà hàng, cửa hàng, công ty, nhà máy, bình điện, ắc quy, xe
máy, xe hơi, ô tô, mái, phòng, trụ điện, bình ga, lò, vựa, nhà kho, nhà lá, nhà sàn, cột điện, đám rẫy, rẫy, núi, đồi,
nệm, phế liệu, nồi dầu, chảo dầu, tôn, ổ cắm, mùng, rèm, ba gác, vách, bàn thờ
"""
BURNS = """
cháy, bốc cháy, phát cháy, bị cháy, cháy lan, bắt lửa, lửa cháy, chập điện cháy, lửa, bén lửa, lửa bén, lửa lan, đám
cháy, dang chay lan, bi chay, boc chay, phực lửa, phực cháy, bùng lên, bùng cháy, lửa táp, táp lên, đỏ rực, xẹt lửa,
tia lửa, nổ lốp bốp, bốc khói, bốc khói đen
"""
GAS = "gas, ga, bình gas, bình ga, ống gas, bếp gas, binh gas"
LEAKS = """
xì, rò, rò rỉ, nồng nặc, hở van, nổ, phát nổ, xi, ro ri, xịt, xịt trắng, phì phì, bay mùi, nồng!
"""
SMOKE = "khói, khói đen, khói mù mịt, khói đen mù mịt, khói đầy, khói nghi ngút, khói bốc"
INSIDE = """
tiếng la, kêu cứu, bên trong, trong nhà, kẹt, mắc kẹt, lầu, cầu thang, trên lầu, trong phòng, dãy trọ, chung cư, ngộp,
không thở, chạy không kịp, không ra được, nghe la, la hét
"""
BLAZE = """
hỏa hoạn, bốc cháy, cháy nhà, cháy lớn, cháy to, cháy dữ, đang bốc cháy, cháy rồi, cháy bùng, đang cháy, lửa bốc, lửa
lan, bốc lửa, xì gas, rò gas, rò rỉ gas, xì ga, nổ bình gas, nổ gas, bình gas nổ, phát hỏa, khói bốc lên từ nhà, mùi
gas nồng, nổ lớn, nha chay, chay nha, chay lon, dang boc chay, bị phóng hỏa, mùi gas, mùi ga nồng, bình gas xì, cháy
cháy, lửa lửa, cháy dãy, tưới xăng đốt, đốt nhà, châm lửa đốt, cháy xe, cháy chợ, bén lửa, phực lửa, lửa phủ, lửa táp,
khói cuồn cuộn, khói ra cuồn cuộn, khói đầy phòng, lửa cháy tới, lửa cao, lua lan
"""
FALLS = """
té, té xuống, rớt xuống, rớt, nhảy cầu tắm, ngã xuống,
lọt xuống, lọt, rơi xuống, sảy chân, hụt chân, trượt chân, nhảy xuống, bị té xuống, chìm xuống, lăn
xuống, chìm dưới, mất hút dưới, tụt xuống, lao xuống
"""
FALLS_IN = """
té ao, té sông, té hồ, té giếng, te ao, te song, te ho, te gieng, te bien, rot song, rot bien, rot ao, rot gieng, rot ho,
rớt biển, rớt sông, rớt giếng, rớt hồ, té biển, té kênh, té mương, lọt mương
"""
WATER = "sông, biển, ao, hồ, giếng, kênh, mương, suối, hố, đập, cống, nước, đầm, vực, bến, rạch, hồ bơi, biển sâu"
SEA = """
biển, ngoài khơi, khơi, ngoài biển, giữa biển, sóng, sóng lớn, sóng to, hải lý, đảo, ra khơi, đi biển, biển động, hòn,
bãi đá, cửa biển, đánh cá, ghe, tàu cá, đi câu, đi lặn, lặn biển
"""
VESSEL = "ghe, tàu, thuyền, xuồng, thúng, ca nô, tàu cá, bè, sà lan, ghe máy, phà, đò"
SINKS = """
chìm, lật, bị chìm, bị lật, chìm dần, phá nước, đâm chìm, sắp chìm, bị sóng đánh, va đá ngầm, lật úp, đang chìm, chìm
tới, bị tông chìm, ghe lật, ghe chìm, tàu chìm, thúng lật, thuyền lật, úp!, thủng, bị thủng, tông thủng, nước vô hầm,
nước vô ghe
"""
SWEPT = """
sóng cuốn, nước cuốn, lũ cuốn, cuốn trôi, cuốn đi, bị cuốn, cuốn ra, trôi ra, trôi mất, trôi theo, nước kéo, dòng xa
bờ, trôi ngoài, bị trôi, trôi dạt, kéo ra xa, bi cuon, cuon ra, song cuon, nuoc cuon, lu cuon, đang vẫy tay, trôi xa,
dòng nước xoáy, chưa thấy nổi, chưa thấy đâu, chua thay dau, hổng thấy đâu
"""
DROWNING = """
ghe lat, ghe chim, tau chim, thung lat, lat up, chim ghe, lat ghe, đuối nước, chết đuối, người chết đuối, sắp chết
đuối, bị đuối, đang đuối, đuối sức giữa, chới với, ngộp nước, ngạt nước, vùng vẫy, có đứa chìm, chìm mất, lặn không
nổi, mò không thấy, mò hoài không thấy, úp mặt, sóng kéo, bị sóng kéo, chìm dưới đáy
"""
BREAKDOWN = """
chết máy, hư máy, tắt máy, hết dầu, gãy chân vịt, trôi tự do, thả trôi, mất lái, gặp nạn, bị nạn, kêu cứu, mất phương
hướng, gặp bão, vô nước, phá nước, hỏng máy, đứt neo, bơm nước không kịp, máy tàu chết, gãy lái, đứt lái, bị tàu lạ
"""
LOST_CONTACT = """
mất liên lạc, không liên lạc được, chưa về, chưa thấy về, chưa thấy vô, không thấy vô, chưa vô bờ, không gọi được, mất
tín hiệu, mất tích, mất hút, chưa thấy ai về, không thấy về, lạc ngoài, bị lạc, mat lien lac, chua thay ve, không ai
thưa, bộ đàm im, mất sóng, không tin tức
"""
FLOOD = """
ngap, nước lên, nước dâng, nước ngập, nước tràn, nước vô, nước vào, lũ về, lũ lên, lũ tràn, lụt, nước lũ, ngập nước,
ngập, lũ quét, nước cao, nước đã, nước sắp, lũ, nuoc len, nuoc dang, nuoc ngap, nuoc tran, lu len, bốn bề là nước, bốn
bề nước, nước bao vây, nước, nước xiết, nước vẫn lên, nuoc cuon
"""
SHALLOW = """
tới đầu gối, ngập tới đầu gối, đến đầu gối, qua đầu gối, đầu gối, tới gối, mắt cá, bánh xe, bàn chân, ống quần, lề
đường, tới yên xe
"""
"""Water so deep hinders and is complained about; nobody drowns."""

DEEP = """
ngang cửa sổ, tới cửa sổ, trên gác, tới la phông, tới nóc, lên nóc, đến nóc, nóc nhà, tới mái, tới cổ, đến cổ, ngang
cổ, tới ngực, ngang ngực, đến ngực, tới bụng, ngang bụng, tới đầu, qua đầu, lút đầu, ngập đầu, lên gác, lên gác xép,
leo lên mái, trên mái, tầng hai, tầng 2, tới nách, lút nhà, chạy không kịp, không chạy được, không ra được, không
thoát ra, ngập giường, dâng nhanh, dâng nhanh quá, leo lên nóc, toi noc, toi mai, toi nguc, len noc, len mai, nhanh
quá, hết tầng một, hết tầng trệt, la phông, hai mét, hơn hai mét, một mét rưỡi, không có ghe, không có xuồng, có
xuồng, ca nô, leo lên, nhanh qua, xin ca no, nguy hiểm lắm, không đi viện được, không đưa đi viện, sốt cao, không ai
vô, leo lên bàn, leo lên bàn thờ, trên bàn thờ, tới cửa kính, xiết lắm, trôi bàn ghế, không đi viện, cần đi viện
"""
STUCK = """
kẹt, mắc kẹt, kẹt ở, còn kẹt, bi ket, mac ket, ket trong, bị kẹt, bị vùi, vùi lấp, cô lập, bị cô lập, không thoát ra,
đè, bị đè, chôn vùi, lấp!, đè lên, nằm dưới, còn nằm dưới, mắc giữa, lấp nửa, bị lấp
"""
TRAP = """
nhà, nước, lũ, người, trong nhà, bên trong, trên mái, trên nóc, đống đổ nát, dưới đất, thang máy, trong xe, đất đá,
tường, giữa lũ, trên cây, bên dưới, dưới hầm, cây đè, mái, ở trỏng, trong đó, trên lầu, dưới tường, có xe, trong hẻm
nước, thợ hồ, thằng em, ngầm, suối, gầm giường, căn nhà, công trình, dưới đó
"""
COLLAPSES = """
sập, lấp đường, đè sập, sap nha, nha sap, bi sap, bị sập, đổ sập, sập xuống, sạt lở, lở đất, lở núi, sụp xuống, đổ ập,
sập hầm, bị tốc mái, tốc mái, sụt lún, vách đổ, tường đổ, đổ sụp, sụp, nứt sắp đổ, sắp sập, tuột xuống, đất đồi tuột,
vách công trình đổ, mái tôn bay hết, sụp một hố
"""
WIRE = """
dây điện, cáp điện, điện cao thế, đường dây điện, dây trung thế, dây cao thế, trụ điện, cột điện, trạm điện, bình biến
thế
"""
WIRE_HARM = """
đứt, bị đứt, rớt xuống, rơi xuống, rớt, bi dut, dut xuong, rot xuong, đang xẹt, sà xuống, xẹt lửa, nổ!, chạm nước, đổ
đè, đè, đổ xuống, phóng điện, rò điện, đứt xuống, ngã đè, nhiễm điện, tóe lửa, toé lửa, đứt rồi, rớt ra đường, ngã
chắn, ngã ngang, chạm mái, chạm mái tôn, nằm dưới nước, tia lửa, giật chết, rớt trúng, nằm chắn, nằm giữa đường
"""
EXPLOSIVE = """
trái bom, quả bom, bom mìn, lựu đạn, đầu đạn, trái mìn, quả mìn, vật nổ, đạn pháo, trái đạn, quả đạn, vật liệu nổ,
trái pháo, đầu đạn pháo, dan phao, đạn cối
"""
CORPSE = """
xác chết, xác người, thi thể, tử thi, người chết, cái xác, xác trôi, xác ai, người chết trôi, nằm chết, chết trong
nhà, chết cứng
"""
CORPSE_SEEN = (
    "trôi, nổi, dạt, tấp, thấy, phát hiện, vô bờ, vào bờ, ngoài bãi, dưới sông, dưới mương, có, nằm, ở bãi, bờ"
)
CRY = """
cứu tôi, cứu tui, cứu em, cứu con, cứu với, cứu mạng, cứu người, cứu ba, cứu mẹ, cứu má, cứu vợ, cứu chồng, cứu cháu,
cứu bé, cứu chúng tôi, cứu tụi, kêu cứu, cần cấp cứu, gọi cấp cứu, kêu cấp cứu, cứu giúp gấp, gọi xe cấp cứu, cần cứu,
cứu hộ gấp, gọi xe cứu thương, kêu xe cứu thương, tới cứu, cứu dùm, cứu giùm, cứu giúp, sos, ai cứu, cứu nó, cứu ổng,
cứu bả, cuu toi, cuu tui, cuu em, cuu voi, cuu e, cuu con, cuu nguoi, goi cap cuu, kêu xe chữa cháy, chết rồi con, ai
có xuồng, cho người tới liền, phá mái, cứu e, cứu ba em, giúp con với, gọi xe cứu, kêu xe cứu
"""

EVERYDAY = frozenset({"person", "child", "generic", "thing", "water", "vessel", "sea", "left", "newborn", *MASKS})
"""Lexicons whose single words count in messages without accents too; a single word of harm needs its accents there."""

GROUPS = {
    "person": PERSON,
    "child": CHILD,
    "generic": GENERIC,
    "thing": THING,
    "burns": BURNS,
    "blaze": BLAZE,
    "falls": FALLS,
    "falls_in": FALLS_IN,
    "water": WATER,
    "sea": SEA,
    "vessel": VESSEL,
    "sinks": SINKS,
    "swept": SWEPT,
    "drowning": DROWNING,
    "breakdown": BREAKDOWN,
    "lost_contact": LOST_CONTACT,
    "flood": FLOOD,
    "deep": DEEP,
    "stuck": STUCK,
    "trap": TRAP,
    "collapses": COLLAPSES,
    "attacks": harm_words.ATTACKS,
    "attack": harm_words.ATTACK,
    "molests": harm_words.MOLESTS,
    "neglects": harm_words.NEGLECTS,
    "left": harm_words.LEFT,
    "newborn": harm_words.NEWBORN,
    "smoke": SMOKE,
    "inside": INSIDE,
    "shallow": SHALLOW,
    "bites": harm_words.BITES,
    "animal": harm_words.ANIMAL,
    "chokes": harm_words.CHOKES,
    "choked": harm_words.CHOKED,
    "parent": harm_words.PARENT,
    "child_lost": harm_words.CHILD_LOST,
    "gas": GAS,
    "leaks": LEAKS,
    "child_beaten": harm_words.CHILD_BEATEN,
    "missing": harm_words.MISSING,
    "medical": harm_words.MEDICAL,
    "drinks": harm_words.DRINKS,
    "poison": harm_words.POISON,
    "suicide": harm_words.SUICIDE,
    "wants_death": harm_words.WANTS_DEATH,
    "despair": harm_words.DESPAIR,
    "wire": WIRE,
    "wire_harm": WIRE_HARM,
    "explosive": EXPLOSIVE,
    "corpse": CORPSE,
    "corpse_seen": CORPSE_SEEN,
    "cry": CRY,
    "symptom": harm_words.SYMPTOM,
    "farewell": harm_words.FAREWELL,
    "means": harm_words.MEANS,
    "chemical": harm_words.CHEMICAL,
    "spills": harm_words.SPILLS,
    **MASKS,
}
"""The lexicons by the name that the rules of bot.understanding.danger use."""
