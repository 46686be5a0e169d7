"""What people do to others and to themselves, and what befalls the body: lexicons of bot.understanding.danger_words."""

from __future__ import annotations

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
máu, đánh tím, đấm đá, đá vô, nắm đầu, lôi đi, ép quan hệ, cưỡng bức, bị chém, bị đâm, cầm hung khí, dí dao, xiết cổ,
bóp họng, dìm đầu, bổ vô đầu, cầm cuốc, cầm gạch, cầm chai, kéo lê, lôi xềnh xệch, quật, tạt xăng, nhét giẻ, đánh gãy
răng, nện, túm đầu, hất nước sôi, chém hết, đạp vô bụng, giấu giấy tờ không cho ra, bắt đưa tiền, dí em, dí tàn thuốc,
xiết, dìm
"""
ATTACK = """
cuop, mã tấu, rượt nhau, cầm mã tấu, vác rựa, vác cây, cầm rựa, đánh nhau, đánh ghen, danh nhau, danh ghen, chem nhau,
rượt chém, cởi truồng, chém nhau, đâm nhau, ẩu đả, hỗn chiến, đập phá, cướp giật, bị cướp, đang cướp, ăn trộm, trộm
vô, trộm vào, có trộm, trộm cạy, trộm đang, cướp vô, kẻ trộm, kẻ lạ, người lạ vô nhà, đột nhập, an trom, trom vo, cuop
giat, bi cuop, dot nhap, đòi giết, dọa giết, bắt cóc, giết người, đâm người, chém người, nổ súng, bắn nhau, cầm dao,
vác dao, bị rượt, cướp tiệm, giật dây chuyền, giật túi, giật giỏ, cướp xe, cướp, đánh lộn, uýnh lộn, bị bắt cóc, quậy
phá, ngáo đá, tạt sơn, tạt mắm tôm, phê thuốc, bom xăng, tưới xăng, bẻ khóa, bẻ khoá, đập kiếng, chặn đầu xe, bịt mặt,
cướp tiệm vàng, hung khí, có súng, dí dao, kề dao, xô xát, bị đâm
"""
"""Violence that needs no victim beside it."""

MOLESTS = """
dụ vô, dụ vào, rủ vô nhà nghỉ, nhà nghỉ, dẫn vô nhà nghỉ, sờ mó, sàm sỡ, dâm ô, xâm hại, hiếp dâm, hiếp, giở trò, giở
trò đồi bại, ấu dâm, lạm dụng, lạm dụng tình dục, xâm hại tình dục, quấy rối, rờ mó, rờ rẫm, sờ soạng, dụ dỗ, cưỡng
hiếp, làm bậy, bị rờ, bị sờ, đụng chạm vùng kín, gạ gẫm, sờ vô, sờ vào, sờ đùi, sờ ngực, sờ người, ôm hôn, so mo, sam
so, dam o, xam hai, hiep dam, gio tro, nhìn trộm tắm, quay lén, cho xem phim bậy, dụ vô phòng, cởi áo, cởi quần, bắt
cởi, kéo vô nhà, kéo vô phòng, tung clip, ra khách sạn, bắt quan hệ, có bầu với cha, có bầu với dượng, so nguoi con,
mò vô người
"""
NEGLECTS = """
bỏ đói, nhốt, bị nhốt, bỏ rơi, bị bỏ rơi, vứt bỏ, bỏ ngoài, xích, bắt đi ăn xin, bắt làm, bắt đi xin, bỏ một mình, bỏ
mặc, đốt tay, dí thuốc lá, đánh bầm, bầm tím, bầm mình, đầy vết bầm, bắt quỳ, dìm nước, bóc lột, bo doi, bo roi, bi
nhot, gãy tay, nhét giẻ, vết cấu, dí tàn thuốc, khóa trong phòng, không cho ăn, vứt con, bỏ giữa đường, trói
"""
NEWBORN = "sơ sinh, trẻ sơ sinh, em bé, đứa bé, đứa nhỏ, tre so sinh, em be, bé đỏ hỏn, em bé còn đỏ, đứa trẻ"
LEFT = """
bao rác, thùng rác, bãi rác, trước cổng chùa, trước cửa, bụi cây, bụi rậm, trong giỏ, trong thùng, mới lượm, vừa lượm,
bao rac, thung rac, tiếng khóc, khóc trong, không ai nhận, khoc trong, gốc cây, bỏ trước, bị bỏ, thùng giấy, trong
thùng giấy, trước chùa, trước cổng, giữa đường
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
dụ đi, bị dụ, du di, rủ đi mất, di lac, mat tich, chua ve, chưa về, bo nha di, tìm khắp xóm, đòi tiền chuộc, kêu
chuộc, keu chuoc, lạ dắt, ông lạ dắt, người lạ dắt, kiếm hoài không ra, không thấy người, bị lừa qua, lac mat, lac
duong, đi biệt
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
nhích, méo miệng, liệt nửa người, không cử động được, rối loạn nhịp, tụt huyết áp, tăng huyết áp gấp, nói đớ, ngưng
tim, thở hổng nổi, thở không nổi, không thở nổi, tho khong noi, không cục cựa, còng queo, trợn mắt, trợn trắng, da
lột, phun máu, máu phun, đứt lìa, gần lìa, cắn nát, máu quá trời, máu ra hoài, máu thấm, mau tham, tím môi, môi tím,
tê môi, tê lưỡi, liệt hai chân, gục một người, mềm nhũn, chạm dây điện, dính điện, hộc máu, lăn lộn, ló đầu ra, đạp
trúng cá đuối, gọi không tỉnh, gọi hoài không dậy, động kinh, cắn lưỡi, nước sôi đổ, sùi bọt, sui bot, nằm
vật ra, nam vat ra, mặt xám xịt, tím rịm
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
nhảy xuống sông tự, muốn tự kết liễu, đòi chết, dọa chết, tự kết liễu, chết cho nhẹ, biến mất khỏi, đừng ai kiếm, đừng
kiếm em, trăn trối, trối trăn, thư tuyệt mệnh, rảnh nợ, ranh no, hết nợ đời, ngủ một giấc không dậy, không dậy nữa là,
mua đủ thuốc, vỉ thuốc ngủ, không thiết gì nữa, rạch cổ tay, sống chi nữa, hết đường sống, chết cho con, nhảy biển
"""
WANTS_DEATH = "muốn chết"
DESPAIR = "buồn, khổ, tuyệt vọng, bế tắc, cùng quẫn, nhục, cô đơn, bệnh, chịu hết nổi, nợ"

SYMPTOM = """
vã mồ hôi, lạnh ngắt, thở dốc, khò khè, mắt mờ, tức ngực, đau ngực, sốt 40 độ, run cầm cập, nói không ra hơi, tái mét,
mặt tái, bất thình lình, lên gối, bầm đen, ọe, sưng húp, không nhấc lên được, không cử động, chân tay không, ói liên tục
"""
"""Two of these together are an illness that cannot wait."""

FAREWELL = """
trăn trối, xin lỗi, tạm biệt, vĩnh biệt, lá thư, tờ giấy, viết thư, rảnh nợ, hết nợ, đứng nãy giờ, phòng khóa, khóa cửa
phòng, hết sức chịu đựng, block hết, nhục quá, đi luôn, hết đường, gởi con, lo giùm đứa nhỏ, viết xong thư
"""
MEANS = """
dây thừng, sân thượng, lan can, bờ kè, trên cầu, chai thuốc, thuốc cỏ, thuốc rầy, thuốc ngủ, đủ thuốc, dao lam, giúp
với, tối nay, day thung, phường lo, không thấy người, chân thòng
"""
"""A farewell and a means beside it: somebody is about to take their life."""

CHEMICAL = "hóa chất, hoá chất, amoniac, khí độc, a xít, axit, khí clo"
SPILLS = "đổ, tràn, rò, cay mắt, xì, xịt, phát tán, ngộp"
