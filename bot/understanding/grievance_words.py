"""What people complain of, praise and propose: small lexicons of trouble, places, persistence, reproach and mending.

As in bot.understanding.danger_words, a longer entry hides the words in it, and a single word needs its accents.
"""

from __future__ import annotations

TROUBLE = """
ồn, ồn ào, ầm ĩ, ầm ầm, rầm rầm, inh ỏi, điếc tai, nhức đầu, hôi, hôi thối, thối, tanh, mùi hôi, bốc mùi, bụi, bụi
bặm, bụi mù, khói, khói bụi, rác, đổ rác, xả rác, vứt rác, đốt rác, rác thải, xà bần, xả thải, nước thải, xả nước,
nước dơ, ô nhiễm, dơ, dơ bẩn, mất vệ sinh, ruồi, muỗi, chuột, ngập, ngập nước, ngập nhà, ngập úng, nghẹt, nghẹt cống,
tắc cống, bể ống, nước tràn, tràn ra, hư, hư hỏng, hỏng, bể, gãy, lún, lún sụt, sụt, nứt, dột, dột nát, mục, sạt, sạt
lở, ổ gà, lồi lõm, lởm chởm, lõm chõm, sình lầy, lầy lội, trơn, tối thui, tối om, tắt đèn, đèn tắt, không có đèn, cháy
bóng, chớp hoài, nghiêng, sắp đổ, sắp ngã, ngã đổ, lòng thòng, thòng, rớt xuống, lọt chân, lọt xuống, té hoài, mất
nắp, lấn, lấn chiếm, chiếm, lấn ra, lấn hẻm, lấn đường, chắn lối, bít lối, bít, choán, cản trở, chiếm lòng, chiếm hết,
bày bán, bày hết, tràn ra vỉa hè, tràn lan, bán lấn, đậu xe, đậu kín, dừng đỗ, đậu bậy, xe tải, chạy ẩu, đua xe, nẹt
pô, lạng lách, kẹt xe, kẹt cứng, thả rông, chó dữ, rượt, cắn người, hút chích, kim tiêm, chích hút, nghiện, ma túy, đá
gà, đánh bạc, đánh bài, cờ bạc, sòng, tài xỉu, tụ tập, tệ nạn, mất trộm, trộm, giật đồ, trêu ghẹo, karaoke, loa, loa
kẹo kéo, loa thùng, mở nhạc, mở loa, hát, hát hò, nhậu, nhậu nhẹt, la hét, la lối, nhạc lớn, nhạc sàn, dj, khoan cắt,
dán giấy, quảng cáo, xung điện, giã cào, xây trái phép, xây không phép, không phép, trái phép, cơi nới, đổ bê tông, bê
tông, không che chắn, vôi vữa, xây lấn, đào đường, đào lên, dang dở, ngâm, bỏ dở, bỏ hoang, hoang, rào, lô cốt, dựng
cổng, xịt sơn, sơn, mạt cưa, cưa cắt, rung, mất ngủ, không ngủ được, ngủ không được, cúp điện, cúp nước, mất nước,
không có nước, nước đục, mất điện, điện yếu, bồi lắng, bồi cạn, mắc cạn, thái độ, hách dịch, cửa quyền, quát, nạt,
gắt, cộc lốc, nói trống không, thô lỗ, chửi, coi thường, khinh, mắng, la dân, làm khó, hành dân, nhũng nhiễu, vòi
vĩnh, bồi dưỡng, tiền cà phê, đòi tiền, cò, ăn chặn, hối lộ, tham nhũng, bao che, thiên vị, không công bằng, bất công,
xét sót, bỏ sót, tùy hứng, thu tiền, thu quỹ, lạm thu, không biên lai, không có biên lai, không cho biên lai, bắt
đóng, không công khai, chen lấn, chen ngang, chen nhau, bắt chờ, ngồi chờ, chờ lâu, chờ miết, chờ cả, trễ hẹn, hẹn tới
hẹn lui, hẹn lên hẹn xuống, đi tới đi lui, đi lại nhiều lần, một đằng, vô trách nhiệm, tắc trách, sai chính tả, lừa
đảo, giả danh, tự xưng, hỏng hóc, xuống cấp, vạch sơn, mờ hết, bị che, cá chết, chết trắng, gia súc, heo, bò, nuôi
heo, nuôi gà, ói, nôn ói, đau bụng, phun xịt, đóng cọc, bơm cát, hút cát, máy hư, tiếng ồn, đập cành cành, cỏ cao, um
tùm, rắn, trụ điện, cột điện, xây lố, chồng lên, cắt dây, nước rửa, nước cống, cống hôi, lối thoát hiểm, mất xe, cá
ươn, mồi nhậu, cho vay, lãi cắt cổ, trá hình, bóng cười, đốt, khét, hơi cay, o ga, o nhiem, ngap nuoc, ngap nua, lai
ngap, do rac, xa rac, dot rac, xe rac, tien rac, rac, khoi bay, bui, mo nhac, nhac san, hat karaoke, loa keo, mo loa,
ca xom, mat ngu, ngu duoc, ngu khong, cong nghet, nghet, nap cong, via he, lan chiem, dau xe, dau kin, tha rong, da
ga, danh bac, hut chich, xay nha, khong che chan, be tong, trai phep, lay may cho, mat trom, ban dem, hoi thoi, nuoc
thai, toi thui, sap do, sap nga, sap mot, lom chom, te roi, te go, hu hong, thai do, hat 3, bom cat, sat lo, day san,
nuoi ga, nuoi heo, dao duong, nguy hiem, thu tien, cho ket, gia danh, mo to nuoc, quang cao, gay go, keu chan
"""
PLACE = """
đường, hẻm, con hẻm, đầu hẻm, ngõ, cống, mương, kênh, vỉa hè, lề đường, lòng đường, lối đi, ngã tư, ngã ba, vòng xoay,
cầu, bờ kè, bãi biển, bãi tắm, bờ biển, cửa biển, cửa sông, cảng, bến, chợ, công viên, trường, cổng trường, nghĩa
trang, bãi đất, đất trống, khu dân cư, xóm, khu phố, nhà kế bên, nhà bên, kế bên, hàng xóm, nhà hàng xóm, sát nhà, sau
nhà, trước nhà, sát vách, bên cạnh, kế nhà, sau lưng, quán, quán nhậu, quán cà phê, quán cf, nhà hàng, xưởng, công
trình, vựa, lò, dãy trọ, nhà trọ, tiệm, trụ điện, cột điện, trụ đèn, đèn đường, dây điện, dây cáp, cây, cây xanh, hố
ga, nắp cống, biển báo, loa phường, xe rác, nhà văn hóa, cán bộ, quầy, nhân viên, phường mình, trưởng khu phố, tổ
trưởng, cô tiếp dân, ở phường, công an phường, cán bộ địa chính, cô ngồi, chị kia, người ta, họ, tụi nó, mấy đứa, mấy
ông, thanh niên, ổng, nguoi ta, duong, hem, cho, truoc nha, nha ben, hang xom, quan nhau, ngoai duong, bai bien, truoc
cong, cua bien, khu pho, xom, ngoài bãi
"""
PERSISTS = """
hoài, suốt, mãi, miết, riết, cả tuần, cả tháng, cả ngày, cả đêm, cả năm, suốt ngày, suốt đêm, ngày nào cũng, tối nào
cũng, đêm nào cũng, sáng nào cũng, chiều nào cũng, bữa nào cũng, lúc nào cũng, hôm nào cũng, mỗi chiều, mỗi tối, mỗi
đêm, mỗi sáng, mấy bữa nay, mấy ngày nay, mấy hôm nay, mấy tháng nay, mấy tuần nay, mấy năm nay, tháng nay, tuần nay,
hơn tháng, nửa tháng, hai tháng, ba tháng, hai tuần, cả nửa, nửa đêm, tới khuya, khuya, giữa đêm, ban đêm, đêm hôm,
sáng sớm, sáng tới tối, tới sáng, giờ sáng, giờ đêm, nhiều lần, bao nhiêu lần, mấy lần, lần nào cũng, lại y như cũ, y
như cũ, như cũ, vẫn vậy, vẫn còn, càng ngày càng, cứ mưa là, mưa là, mưa xuống, dạo này, lâu nay, suot dem, suot ngay,
may bua nay, ca thang, ca tuan, ngay nay, hoai, nam roi, thang roi, giờ cấm, 11h đêm, 10 giờ, từ 5 giờ, từ sáng, gio
sang, moi chieu, 12h đêm, liên tục, thường xuyên, từ tết, 1h sáng, 2h sáng, hơn 10 giờ, 11 giờ đêm, tới giờ, mấy ngày,
mấy bữa
"""
NOBODY = """
không ai, chưa thấy ai, không thấy ai, chẳng ai, có ai, hổng thấy, chưa ai, không thấy gì, không thấy phản hồi, không
thấy xử lý, không giải quyết, chưa giải quyết, chưa được giải quyết, không trả lời, chưa trả lời, không phản hồi, im
re, im ru, im lặng, không xuống, nhắc hoài, nói không nghe, nói hoài, nói thì chửi, nói thì đuổi, góp ý thì hoài, phản
ánh hoài, phản ánh nhiều lần, phản ánh bao nhiêu lần, phản ánh mấy lần, báo hoài, báo riết, báo mấy lần, kêu hoài,
nhắc nhiều lần, đâu lại vào đó, đâu lại vô đó, đổ qua đổ lại, đùn đẩy, kêu chờ, nói chưa có, chưa có kết quả, không có
kết quả, vẫn chưa có, không giải thích, không nghe máy, không bắt máy, không ai nghe, lên không có, lên thì nói, hẹn
ngày, hẹn 15, mà chưa có, mà nay chưa, mà không có, mà không cho, mà giờ chưa, chưa tới lượt, chua thay, khong thay,
hong thay, khong ai, chua co, nop don 2 lan, cũng vậy, cung vay, cự lại, kêu cứ thưa, để làm cảnh, như không thấy,
hứa, đợi tới, bao giờ mới, chừng nào mới, không che chắn, không báo trước, hổng báo trước, không hỏi ý kiến, không
chịu cột, kêu về, mai quay lại, không có tên
"""
REPROACH = """
sao kỳ, kỳ vậy, kỳ cục, coi sao được, coi được không, thiệt tình, bức xúc, chịu hết nổi, chịu không nổi, không chịu
được, hết chịu nổi, khổ quá, chán quá, chán thiệt, bực, bực mình, tức, quá đáng, quá trời, phiền quá, sợ lắm, nguy
hiểm quá, nguy hiểm lắm, nguy hiểm, ai chịu, ai đền, làm ăn, sao làm việc, sao còn, sao cứ, sao lại, sao không, sao
hổng, là sao, hay sao, gì kỳ, thấy ghê, ghê quá, kinh khủng, mệt mỏi, muốn điên, muốn ói, muốn té, không chấp nhận,
nghe được không, gì nữa, mất mặt, tội con nít, buồn lắm, lo lắm, rất lo, nhức đầu quá, đòi giấy này, bắt photo, bắt
tôi, bắt dân, chết người, tội, nguy hiem qua, muon dien, sao hong, thất vọng, không hài lòng, kẻo, chứ đừng, chứ chẳng
chơi, coi chừng, lỡ có chuyện, đừng để, la quá trời, bồi thường gì, mà hổng, dân khổ, dân kêu, kêu trời, chớ
"""
MENDS = """
xử lý, xử lí, giải quyết, can thiệp, dẹp, dẹp giùm, dẹp giúp, sửa, sửa giùm, sửa giúp, sửa chữa, dọn, dọn dẹp, hốt,
thu gom, gom giùm, nhắc nhở, nhắc giùm, nhắc giúp, nhắc, chấn chỉnh, khắc phục, kiểm tra, xem xét, xuống coi, xuống
xem, coi giùm, coi dùm, coi sao, tuần tra, xử phạt, phạt nặng, phạt, lập biên bản, làm rõ, vào cuộc, nạo vét, khơi
thông, chặt, tỉa, cưa, đốn, thay giùm, thay, bật đèn, gắn, lắp, kẻ lại, sơn lại, di dời, dời, cấm, bắt nhốt, đuổi,
tháo dỡ, cưỡng chế, giám sát, quan tâm, đẩy nhanh, thúc, báo bên, báo điện lực, báo cấp trên, có ý kiến, xử mạnh,
xuống nhắc, xuống, cho người, cho xe, làm cho xong, lu lèn, trả lời cho dân, xu ly, giai quyet, can thiep, nhac nho,
kiem tra, don dep, de nghi sua, xuong coi, bao cap tren, nói giùm, ngăn chặn, cảnh báo
"""
ASKS_MEND = """
đề nghị, kính đề nghị, kính mong, mong, rất mong, nhờ, yêu cầu, kiến nghị, xin cho, mong sao, trông, hy vọng, kính
nhờ, làm ơn, giùm, dùm, giúp với, phường ơi, de nghi, nho phuong, mong phuong, kinh mong, nho, phường coi, phường
xuống, bà con mong, cử tri mong, coi sao, bà con
"""
ANNOUNCES = """
phản ánh, tôi phản ánh, cho tôi phản ánh, muốn phản ánh, xin phản ánh, e phan anh, phan anh, tố giác, than phiền, báo
cho phường, báo để phường, muốn nói vụ, muốn nói chuyện này, tôi báo, xin báo, tố, bao cho phuong, phàn nàn, trình
báo, báo cáo tình trạng
"""
PROPOSES = """
góp ý, kiến nghị, nên, phường nên, nên có, nên mở, nên thay, nên gắn, nên để, nên xử, đề nghị tổ chức, đề nghị trang
bị, đề nghị mở, mong có, mong muốn có, xin mở rộng, mở rộng, mở lớp, mở thêm, gắn thêm, làm thêm, mần thêm, trồng
thêm, trồng cây, thêm cái, thêm ghế, lắp thêm, tăng cường, tổ chức thêm, tổ chức lớp, cho thêm, xin phường tổ chức, đề
nghị cho, giá mà, ước gì, phải chi, trang bị, phát số, chỉ cho, có sân chơi, sân cho, sẵn sàng hiến đất, chịu hiến
đất, bớt mấy, xin cho mấy, làm sân chơi, cho đẹp, nói ngắn, thay cho đồng bộ
"""
SUGGESTS = "góp ý, hiến kế, đề xuất, sáng kiến, đề xuất phường, gop y, hien ke, de xuat, xin góp ý, góp ý nhỏ"
"""Words that announce a proposal, whatever trouble it names."""

PRAISES = """
cảm ơn, cám ơn, đáng khen, khen, quá tốt, tốt lắm, tốt quá, lẹ ghê, nhanh ghê, nhanh lắm, làm nhanh, lẹ lắm, dễ
thương, nhiệt tình, tận tình, vui vẻ, hài lòng, rất hài lòng, tuyệt vời, hay ghê, giỏi ghê, chu đáo, đẹp quá, đẹp ghê,
bà con mừng, mừng lắm, đàng hoàng, lịch sự, ngủ ngon, ân cần, hết lòng, biết ơn, 10đ, 10 điểm, quá đã, ưng ghê, ưng
bụng, lì xì, chia buồn, không phải đi lại, gọn, hơn cả người, sạch đẹp, chuyên nghiệp
"""
DESERVES = """
cán bộ, công an, phường, nhân viên, cô, chị, anh, quầy, ở quầy, mấy em, mấy đứa, tiếp dân, hộ tịch, địa chính, bot,
trợ lý, máy, làm giấy, thủ tục, phục vụ, đường, hẻm, phuong, can bo
"""
"""Who or what is praised."""

SHOWS = """
hình nè, hình đây, clip, clip đây, ảnh đây, đây nè, như vầy nè, hình chụp, ảnh chụp, video đây, gửi hình, gửi ảnh, đây
phường, nè phường
"""
FORMAL = """
thủ tục, hồ sơ gồm, giấy tờ gì, cần giấy, cần gì, giấy gì, xin phép, phép, giấy phép gì, giấy phép, đăng ký, nộp ở
đâu, làm ở đâu, xin ở đâu, lệ phí, mức phạt, phạt bao nhiêu, phạt nhiêu, bị phạt không, có bị phạt, có phải đền, có
phải, có được, hòa giải ở cơ sở, hòa giải, làm đơn, viết đơn, đơn khiếu nại, khiếu nại, tố cáo, mẫu đơn, mấy ngày, bao
lâu, trợ cấp gì, khai sinh, khai tử, kết hôn, căn cước, sổ đỏ, sổ hồng, tách thửa, chuyển nhượng, thường trú, tạm trú,
chứng thực, sao y, công chứng, giám hộ, con nuôi, xin cấp, cấp lại, làm lại, xin giấy, hiến đất, muốn đổi, muốn nhận,
muốn vay, vay ngân hàng, bưu điện, muốn mở, tính mở, mở lò, muốn làm, xin quyết định, ly hôn, thì xin, xin bản, bảo
hiểm, mã hồ sơ, tra ở đâu, tra cứu, coi tới đâu, tới đâu rồi, đóng cho ai, mấy giờ thì, khi nào có, gặp cán bộ, muốn
hỏi, cho hỏi, cho em hỏi, hoãn, tuyển, vay vốn, giấy to gi, cap giay, xin giay, can giay, lam giay
"""

GROUPS = {
    "trouble": TROUBLE,
    "place": PLACE,
    "persists": PERSISTS,
    "nobody": NOBODY,
    "reproach": REPROACH,
    "mends": MENDS,
    "asks_mend": ASKS_MEND,
    "announces": ANNOUNCES,
    "proposes": PROPOSES,
    "praises": PRAISES,
    "suggests": SUGGESTS,
    "shows": SHOWS,
    "deserves": DESERVES,
    "formal": FORMAL,
}
"""The lexicons by the name that bot.understanding.grievances uses."""

EVERYDAY = frozenset({"place", "formal", "asks_mend", "deserves"})
"""Lexicons whose single words count in messages without accents too."""
