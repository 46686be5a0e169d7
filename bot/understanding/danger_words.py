"""What harms, who is harmed, and what shows that it is over or only spoken of: small lexicons, no phrases of messages.

Everyday words of the whole country in their spoken forms. Longer entries hide the words in them: "phòng cháy" is no
"cháy". Phrases that officials add stand in content/intents/emergency_*.yaml.
"""

from __future__ import annotations

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
con anh, con chị, con hàng xóm, con riêng, con chồng, con vợ, con ruột, con đẻ, con của, bé con
"""
GENERIC = """
trẻ em, trẻ con, người dân, phụ nữ, người già, người cao tuổi, học sinh, nạn nhân, công dân, người lao động
"""
"""People in general: beside a question for a number or an office nobody is in danger yet."""

THING = """
nhà, nhà tôi, quán, chợ, xe, kho, bếp, rừng, ghe, tàu, xưởng, phòng trọ, dãy trọ, trọ, tiệm, bãi, đồng, rơm, tủ điện,
ổ điện, bình gas, cây xăng, trường, chung cư, hẻm, xóm, nhà hàng, cửa hàng, công ty, nhà máy, bình điện, ắc quy, xe
máy, xe hơi, ô tô, mái, phòng, trụ điện, bình ga, lò, vựa, nhà kho, nhà lá, nhà sàn, cột điện, đám rẫy, rẫy, núi, đồi
"""
BURNS = """
cháy, bốc cháy, phát cháy, bị cháy, cháy lan, bắt lửa, lửa cháy, chập điện cháy, lửa, bén lửa, lửa bén, lửa lan, đám
cháy, dang chay lan, bi chay, boc chay
"""
GAS = "gas, ga, bình gas, bình ga, ống gas, bếp gas, binh gas"
LEAKS = "xì, rò, rò rỉ, nồng nặc, hở van, nổ, phát nổ, xi, ro ri"
SMOKE = "khói, khói đen, khói mù mịt, khói đen mù mịt, khói đầy, khói nghi ngút, khói bốc"
INSIDE = """
tiếng la, kêu cứu, bên trong, trong nhà, kẹt, mắc kẹt, lầu, cầu thang, trên lầu, trong phòng, dãy trọ, chung cư, ngộp,
không thở, chạy không kịp, không ra được, nghe la, la hét
"""
BLAZE = """
hỏa hoạn, bốc cháy, cháy nhà, cháy lớn, cháy to, cháy dữ, đang bốc cháy, cháy rồi, cháy bùng, đang cháy, lửa bốc, lửa
lan, bốc lửa, xì gas, rò gas, rò rỉ gas, xì ga, nổ bình gas, nổ gas, bình gas nổ, phát hỏa, khói bốc lên từ nhà, mùi
gas nồng, nổ lớn, nha chay, chay nha, chay lon, dang boc chay, bị phóng hỏa, mùi gas, mùi ga nồng, bình gas xì, cháy
cháy, lửa lửa, cháy dãy, tưới xăng đốt, đốt nhà, châm lửa đốt, cháy xe, cháy chợ
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
tới, bị tông chìm, ghe lật, ghe chìm, tàu chìm, thúng lật, thuyền lật
"""
SWEPT = """
sóng cuốn, nước cuốn, lũ cuốn, cuốn trôi, cuốn đi, bị cuốn, cuốn ra, trôi ra, trôi mất, trôi theo, nước kéo, dòng xa
bờ, trôi ngoài, bị trôi, trôi dạt, kéo ra xa, bi cuon, cuon ra, song cuon, nuoc cuon, lu cuon, đang vẫy tay, trôi xa,
dòng nước xoáy, chưa thấy nổi, chưa thấy đâu, chua thay dau, hổng thấy đâu
"""
DROWNING = """
ghe lat, ghe chim, tau chim, thung lat, lat up, chim ghe, lat ghe, đuối nước, chết đuối, người chết đuối, sắp chết đuối, bị đuối, đang
đuối, đuối sức giữa, chới với, ngộp nước, ngạt nước, vùng vẫy
"""
BREAKDOWN = """
chết máy, hư máy, tắt máy, hết dầu, gãy chân vịt, trôi tự do, thả trôi, mất lái, gặp nạn, bị nạn, kêu cứu, mất phương
hướng, gặp bão, vô nước, phá nước, hỏng máy, đứt neo
"""
LOST_CONTACT = """
mất liên lạc, không liên lạc được, chưa về, chưa thấy về, chưa thấy vô, không thấy vô, chưa vô bờ, không gọi được, mất
tín hiệu, mất tích, mất hút, chưa thấy ai về, không thấy về, lạc ngoài, bị lạc, mat lien lac, chua thay ve
"""
FLOOD = """
ngap, nước lên, nước dâng, nước ngập, nước tràn, nước vô, nước vào, lũ về, lũ lên, lũ tràn, lụt, nước lũ, ngập nước,
ngập, lũ quét, nước cao, nước đã, nước sắp, lũ, nuoc len, nuoc dang, nuoc ngap, nuoc tran, lu len, bốn bề là nước, bốn
bề nước, nước bao vây, nước
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
vô
"""
STUCK = """
kẹt, mắc kẹt, kẹt ở, còn kẹt, bi ket, mac ket, ket trong, bị kẹt, bị vùi, vùi lấp, cô lập, bị cô lập, không thoát ra,
đè, bị đè, chôn vùi
"""
TRAP = """
nhà, nước, lũ, người, trong nhà, bên trong, trên mái, trên nóc, đống đổ nát, dưới đất, thang máy, trong xe, đất đá,
tường, giữa lũ, trên cây, bên dưới, dưới hầm, cây đè, mái, ở trỏng, trong đó, trên lầu, dưới tường, có xe, trong hẻm
nước
"""
COLLAPSES = """
sập, lấp đường, đè sập, sap nha, nha sap, bi sap, bị sập, đổ sập, sập xuống, sạt lở, lở đất, lở núi, sụp xuống, đổ ập,
sập hầm, bị tốc mái, tốc mái, sụt lún
"""
ATTACKS = """
nhot, danh gay tay, đánh, đánh đập, bị đánh, đập vợ, đập mẹ, đập em, đập tui, đập tôi, đập vô mặt, bị đập, nhốt, bị
nhốt, bị giam, đấm, đạp vô, tát, chém, đâm, bóp cổ, rượt đánh, rượt chém, dí đánh, bị dí!, bị rượt, rượt theo, hành
hung, bạo hành, hành hạ, hiếp, cưỡng hiếp, đâm chém, đòi giết, dọa giết, doạ giết, đòi chém, dọa chém, đòi đâm, cầm
dao, xách dao, vác dao, cầm rựa, vác mã tấu, kề dao, cầm súng, cầm búa, xông vô, phá cửa, đập cửa, cạy cửa, khống
chế!, bắt giữ, đánh tới tấp, tra tấn, trói, siết cổ, đổ xăng, tạt axit, tạt a xít, dọa đốt, đòi đốt, uýnh, quất,
phang, vả, bợp, túm tóc, nắm tóc, giật tóc, đánh tui, đánh tôi, đánh em, danh toi, danh tui, danh em, danh vo, danh
me, danh ba, danh con, bi danh, bop co, dam chem, danh dap, bao hanh, hanh ha, doi giet, doi chem, doa giet, chem toi,
chem em, đập đồ, dap do, xé quần áo, lột đồ, cầm ghế, cầm gậy, cầm cây, cầm chày, cầm dây nịt, phang vào, dằn mặt, dan
mat, đạp vào, bị bắt quỳ, khóa cửa không cho, xô, oánh, đánh hội đồng, đánh hoài, đập đầu, quánh, đánh bầm, đánh chảy
máu, đánh tím, đấm đá, đá vô, nắm đầu, lôi đi, ép quan hệ, cưỡng bức, bị chém, bị đâm, cầm hung khí
"""
ATTACK = """
cuop, mã tấu, rượt nhau, cầm mã tấu, vác rựa, vác cây, cầm rựa, đánh nhau, đánh ghen, danh nhau, danh ghen, chem nhau,
rượt chém, cởi truồng, chém nhau, đâm nhau, ẩu đả, hỗn chiến, đập phá, cướp giật, bị cướp, đang cướp, ăn trộm, trộm
vô, trộm vào, có trộm, trộm cạy, trộm đang, cướp vô, kẻ trộm, kẻ lạ, người lạ vô nhà, đột nhập, an trom, trom vo, cuop
giat, bi cuop, dot nhap, đòi giết, dọa giết, bắt cóc, giết người, đâm người, chém người, nổ súng, bắn nhau, cầm dao,
vác dao, bị rượt, cướp tiệm, giật dây chuyền, giật túi, giật giỏ, cướp xe, cướp, đánh lộn, uýnh lộn, bị bắt cóc, quậy
phá, ngáo đá, tạt sơn, tạt mắm tôm, phê thuốc
"""
"""Violence that needs no victim beside it."""

MOLESTS = """
dụ vô, dụ vào, rủ vô nhà nghỉ, nhà nghỉ, dẫn vô nhà nghỉ, sờ mó, sàm sỡ, dâm ô, xâm hại, hiếp dâm, hiếp, giở trò, giở
trò đồi bại, ấu dâm, lạm dụng, lạm dụng tình dục, xâm hại tình dục, quấy rối, rờ mó, rờ rẫm, sờ soạng, dụ dỗ, cưỡng
hiếp, làm bậy, bị rờ, bị sờ, đụng chạm vùng kín, gạ gẫm, sờ vô, sờ vào, sờ đùi, sờ ngực, sờ người, ôm hôn, so mo, sam
so, dam o, xam hai, hiep dam, gio tro, nhìn trộm tắm, quay lén, cho xem phim bậy, dụ vô phòng
"""
NEGLECTS = """
bỏ đói, nhốt, bị nhốt, bỏ rơi, bị bỏ rơi, vứt bỏ, bỏ ngoài, xích, bắt đi ăn xin, bắt làm, bắt đi xin, bỏ một mình, bỏ
mặc, đốt tay, dí thuốc lá, đánh bầm, bầm tím, bầm mình, đầy vết bầm, bắt quỳ, dìm nước, bóc lột, bo doi, bo roi, bi
nhot, gãy tay
"""
NEWBORN = "sơ sinh, trẻ sơ sinh, em bé, đứa bé, đứa nhỏ, tre so sinh, em be, bé đỏ hỏn, em bé còn đỏ, đứa trẻ"
LEFT = """
bao rác, thùng rác, bãi rác, trước cổng chùa, trước cửa, bụi cây, bụi rậm, trong giỏ, trong thùng, mới lượm, vừa lượm,
bao rac, thung rac, tiếng khóc, khóc trong, không ai nhận, khoc trong, gốc cây, bỏ trước, bị bỏ
"""
CHILD_BEATEN = """
đánh con, đập con, hành con, quất con, đánh cháu, đánh bé, danh con, danh chau, dap con, đánh đứa nhỏ, đánh con nhỏ,
đánh con nít, đánh trẻ, đánh thằng nhỏ, đánh thằng bé, bạo hành trẻ, bạo hành con, đánh em nhỏ, bạo hành bé
"""
CHILD_LOST = "lạc mất con, lạc con, con đi lạc, không thấy con, kiếm con không, mất con, lac mat con"
PARENT = (
    "ba nó, cha nó, mẹ nó, má nó, bố nó, cha dượng, dượng nó, ba ghẻ, mẹ ghẻ, mẹ kế, cha dượng nó, ba dượng, bố dượng"
)
"""Words that show a child is meant: "ba nó đánh"."""
MISSING = """
bỏ đi từ, tìm khắp, kiếm khắp, tim khap, bo di tu, mất tích, đi lạc, bị lạc, lạc mất, bỏ nhà đi, bỏ đi đâu, không thấy
về, chưa thấy về, đi đâu mất, không thấy đâu, tìm không thấy, kiếm không ra, kiếm không thấy, bị bắt cóc, bắt cóc, bị
dụ đi, chưa về nhà, lạc đường, biến mất, tìm không ra, tim khong ra, không về nhà, bị dắt đi, bị bắt đi, đi khỏi nhà,
dụ đi, bị dụ, du di, rủ đi mất, di lac, mat tich, chua ve, chưa về, bo nha di, tìm khắp xóm
"""
MEDICAL = """
xiu, bị thương, bi thuong, đột quỵ, đột quị, tai biến, dot quy, tai bien, co giat, bat tinh, ngat xiu, kho tho, khong
tho, hon me, chay mau, mau nhieu, dien giat, điện giựt, bị giựt điện, tím mặt, tím ngắt, không thở, nằm bất động, li
bì, tê miệng, ói mửa, sui bot mep, tim tai, ngung tho, xe can, xe tong, can nguoi, tong nguoi, xe can nguoi, máu
nhiều, đầu chảy máu, sưng vù, sưng tới, đụng xe, dung xe, tai nan giao thong, vo oi, de rot, sap de, ran can, vết
thương hở, còn thở, nằm đó, nằm giữa đường, ngạt khí, co giật, ngất xỉu, ngất, xỉu, té xỉu, bất tỉnh, hôn mê, ngừng
thở, ngưng thở, không thở được, hết thở, khó thở, sùi bọt mép, tím tái, ngừng tim, chảy máu nhiều, chảy máu không cầm,
máu chảy, máu ra nhiều, chảy nhiều máu, mất máu, ngộ độc, điện giật, giật điện, bị điện giật, rắn cắn, rắn độc cắn,
rắn lục cắn, bị ong đốt, hóc xương, mắc nghẹn, bị hóc, sắp đẻ, đẻ rớt, vỡ ối, bể ối, băng huyết, đau đẻ, trở dạ,
chuyển dạ, phỏng nặng, bỏng nặng, phỏng nước sôi, bị phỏng, bị bỏng, đau tim, đau thắt ngực, đau ngực, nhồi máu, sốc
phản vệ, lên cơn, lên cơn suyễn, lên cơn co giật, ói ra máu, nôn ra máu, té lầu, té giàn giáo, té cầu thang, té cây,
té từ trên cao, rớt từ trên, đứt tay máu, máu me, bị xe tông, bị xe đụng, xe tông, xe cán, tông xe, xe đụng, lật xe,
xe lật, tông nhau, tai nạn, gãy chân, gãy tay, gãy cổ, vỡ đầu, bể đầu, lòi xương, không tỉnh, mê man, gục xuống, bị
dại cắn, chó dại cắn, sứa đốt, sứa cắn, đạp cá đuối, cá đuối chích, bị nước cuốn, hấp hối, gọi không dậy, không nhúc
nhích, méo miệng, liệt nửa người, không cử động được, rối loạn nhịp, tụt huyết áp, tăng huyết áp gấp
"""
BITES = "cắn, mổ, chích, đốt, can, mo vo, chich"
ANIMAL = "rắn, rắn lục, rắn hổ, rắn độc, chó dại, ong, ong vò vẽ, sứa, cá đuối, ran luc, ran ho, bầy ong"
CHOKES = "hóc, mắc cổ, nghẹn, sặc, hoc, mac co"
CHOKED = "hột, xương, hạt, kẹo, cơm, sữa, đồng xu, thạch, nhãn, chôm chôm, hot nhan, xuong ca, tím, trái"
DRINKS = "uống, ăn, uống nhầm, nuốt, nuốt nhầm, nuốt phải, ăn nhầm, hít phải, tự uống, ăn phải, lỡ uống, lỡ nuốt"
POISON = """
thuốc trừ sâu, thuốc sâu, thuốc rầy, thuốc cỏ, thuốc diệt cỏ, thuốc chuột, bả chuột, axit, a xít, xăng, dầu hôi, thuốc
ngủ, nước rửa, hóa chất, hoá chất, nước tẩy, thuốc tẩy, javel, pin, đồng xu, kim, đinh, nấm, nấm độc, cá nóc, so biển,
con so, lá ngón, cả vỉ thuốc, nguyên vỉ, quá liều, dầu lửa, keo, thuốc tây quá, nước lau sàn, khí gas, thuốc của người
lớn, nhầm thuốc
"""
SUICIDE = """
tự tử, tự vẫn, tự sát, không muốn sống, hết muốn sống, chẳng muốn sống, chán sống, chết cho rồi, chết cho xong, chết
quách, muốn chết quá, muốn chết đi, muốn chết cho, không thiết sống, kết thúc cuộc đời, kết liễu, quyên sinh, nhảy
lầu, nhảy cầu, cắt cổ tay, rạch tay, treo cổ, thắt cổ, tự thiêu, sống không nổi nữa, không còn muốn sống, chết đi cho,
uống thuốc chết, đòi nhảy, định nhảy, nhảy cho, từ biệt, lan can, muon chet thoi, muốn chết thôi, tu tu, khong muon
song, chan song, muon chet qua, theo má em luôn, theo mẹ luôn, đi luôn cho xong, đi cho xong, sống chi cho khổ, song
chi cho kho, chết chung, cho xong đời, chịu hết nổi rồi chắc, không thể sống, xin lỗi ba má, xin lỗi ba mẹ, vĩnh biệt,
nhảy xuống sông tự, muốn tự kết liễu, đòi chết, dọa chết, tự kết liễu, chết cho nhẹ
"""
WANTS_DEATH = "muốn chết"
DESPAIR = "buồn, khổ, tuyệt vọng, bế tắc, cùng quẫn, nhục, cô đơn, bệnh, chịu hết nổi, nợ"
WIRE = """
dây điện, cáp điện, điện cao thế, đường dây điện, dây trung thế, dây cao thế, trụ điện, cột điện, trạm điện, bình biến
thế
"""
WIRE_HARM = """
đứt, bị đứt, rớt xuống, rơi xuống, rớt, bi dut, dut xuong, rot xuong, đang xẹt, sà xuống, xẹt lửa, nổ!, chạm nước, đổ
đè, đè, đổ xuống, phóng điện, rò điện, đứt xuống, ngã đè, nhiễm điện, tóe lửa, toé lửa, đứt rồi, rớt ra đường
"""
EXPLOSIVE = (
    "trái bom, quả bom, bom mìn, lựu đạn, đầu đạn, trái mìn, quả mìn, vật nổ, đạn pháo, trái đạn, quả đạn, vật liệu nổ"
)
CORPSE = "xác chết, xác người, thi thể, tử thi, người chết, cái xác, xác trôi, xác ai"
CORPSE_SEEN = (
    "trôi, nổi, dạt, tấp, thấy, phát hiện, vô bờ, vào bờ, ngoài bãi, dưới sông, dưới mương, có, nằm, ở bãi, bờ"
)
CRY = """
cứu tôi, cứu tui, cứu em, cứu con, cứu với, cứu mạng, cứu người, cứu ba, cứu mẹ, cứu má, cứu vợ, cứu chồng, cứu cháu,
cứu bé, cứu chúng tôi, cứu tụi, kêu cứu, cần cấp cứu, gọi cấp cứu, kêu cấp cứu, cứu giúp gấp, gọi xe cấp cứu, cần cứu,
cứu hộ gấp, gọi xe cứu thương, kêu xe cứu thương, tới cứu, cứu dùm, cứu giùm, cứu giúp, sos, ai cứu, cứu nó, cứu ổng,
cứu bả, cuu toi, cuu tui, cuu em, cuu voi, cuu e, cuu con, cuu nguoi, goi cap cuu, kêu xe chữa cháy, chết rồi con, ai
có xuồng, cho người tới liền, phá mái, cứu e
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
    "attacks": ATTACKS,
    "attack": ATTACK,
    "molests": MOLESTS,
    "neglects": NEGLECTS,
    "left": LEFT,
    "newborn": NEWBORN,
    "smoke": SMOKE,
    "inside": INSIDE,
    "shallow": SHALLOW,
    "bites": BITES,
    "animal": ANIMAL,
    "chokes": CHOKES,
    "choked": CHOKED,
    "parent": PARENT,
    "child_lost": CHILD_LOST,
    "gas": GAS,
    "leaks": LEAKS,
    "child_beaten": CHILD_BEATEN,
    "missing": MISSING,
    "medical": MEDICAL,
    "drinks": DRINKS,
    "poison": POISON,
    "suicide": SUICIDE,
    "wants_death": WANTS_DEATH,
    "despair": DESPAIR,
    "wire": WIRE,
    "wire_harm": WIRE_HARM,
    "explosive": EXPLOSIVE,
    "corpse": CORPSE,
    "corpse_seen": CORPSE_SEEN,
    "cry": CRY,
    **MASKS,
}
"""The lexicons by the name that the rules of bot.understanding.danger use."""
