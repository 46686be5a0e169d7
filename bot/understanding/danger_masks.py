"""What shows that a harm is over, only spoken of, or a figure of speech: the masks of bot.understanding.danger_words."""

from __future__ import annotations

NOW = """
đang cháy, dang boc chay, dang chay lan, đang cướp, trộm đang, đang chìm, đang đuối, đang bị đuối, đang xẹt, đang bốc
cháy, tới giờ, đến giờ, nãy tới giờ, từ hôm qua tới giờ, từ hôm qua, từ tối qua, từ chiều qua, đang, gấp, liền, mau,
lẹ lên, nguy, kìa, tới liền, tới ngay, ngay bây giờ, vừa mới, vừa nãy, nãy giờ, không kịp, sắp chết, giờ đang, nữa nè,
ngay lập tức, đang bị, nguy kịch, trời ơi
"""
GRATITUDE = (
    "cảm ơn, cám ơn, lời cảm ơn, tri ân, biết ơn, khen, hihi, haha, hehe, kkk, hihihi, hí hí, giỡn!, đùa!, hi hi, ha ha"
)
"""Thanks and laughter: whatever happened is over."""

PAST = """
hôm qua, hôm trước, hôm bữa, bữa trước, bữa hổm, bữa hôm, tuần trước, tuần rồi, tháng trước, tháng rồi, năm ngoái, năm
trước, năm rồi, hồi năm, hồi xưa, hồi trước, hồi nhỏ, hồi tháng, lúc trước, mấy năm trước, mấy tháng trước, trước đây,
đã lâu, từ nhỏ, từ năm, ngày xưa, hồi đó, đợt trước, đợt rồi, vụ trước, năm kia, hôm kia, mùa trước, trước đó, lâu
rồi, năm 2020, năm 2021, năm 2022, năm 2023, năm 2024, năm 2025, nằm một chỗ, nằm liệt, bị liệt, di chứng, xuất viện,
đã mất, mất vì, chết vì, qua đời, mất do, chết do, hồi chiều qua, đêm qua, tối qua, tối hôm qua, sáng qua, chiều qua,
đợt bão, cơn bão số, trận lũ, trận lụt, bão vừa rồi, lũ vừa rồi, sau bão, sau lũ, sau trận, sau vụ, vừa rồi, mất rồi,
đã chết, hồi tết, mùa bão
"""
PAPERWORK = """
chuyển trường, đưa đi cai, cai nghiện, lừa, lừa đảo, chuyển tiền, chuyển khoản, ký tên, lăn tay, ủy quyền, vay, di
chúc, quyết định, lại gần, giấy, giấy tờ, hồ sơ, thủ tục, đăng ký, khai tử, báo tử, chứng tử, trợ cấp, chế độ, bảo
hiểm, bhyt, bhxh, bồi thường, xác nhận, làm lại, cấp lại, xin lại, sổ đỏ, sổ hồng, sổ hộ khẩu, căn cước, cccd, cmnd,
hộ chiếu, bằng lái, khuyết tật, giám định, hưởng, mai táng, tiền tuất, hòa giải, hoà giải, chứng nhận, tập huấn, lớp
học, lớp, tuyên truyền, diễn tập, quy định, luật, bị phạt, xử phạt, phạt tiền, mức phạt, phạt bao nhiêu, nhận nuôi,
nhận về nuôi, chăm sóc thay thế, bảo trợ, con nuôi, nuôi dưỡng, thanh toán, viện phí, lệ phí, miễn phí, miễn giảm,
giấy phép, phòng chống, hội thi, kế hoạch, nghiệm thu, thẩm duyệt, bình chữa cháy, chứng thực, sao y, tờ khai, mẫu
đơn, làm đơn, viết đơn, nộp đơn, đơn xin, nơi bảo trợ, trung tâm bảo trợ, cấm tiếp xúc, thẻ, biên lai, sổ hộ, bằng
khen, công nhận, liệt sĩ, thương binh, bệnh binh, hộ nghèo, học phí, xin số, khai báo, khai sinh, mần lại, xin hỗ trợ,
hỗ trợ, tiền hỗ trợ, quỹ, cứu trợ, bao lâu, thông báo, phim, bài báo, tin tức, bản tin, đọc báo, clip, nghe nói, công
tác, nhiệm vụ, câu lạc bộ, nghĩa trang, thắp hương
"""
"""Papers, grants, lessons: with them the event is over or not yet there, unless it is said to happen now."""

LEGAL_WISH = "ly hôn, li hôn, ly dị, quyền nuôi, giành con, hòa giải, hoà giải, kiện"
HYPOTHETICAL = """
dạy bơi, nếu, nhỡ!, phòng khi, trường hợp, khi gặp, khi thấy, khi có, khi bị, gặp cảnh, thì gọi số nào, làm gì khi,
cách phòng, phòng tránh, cách sơ cứu, sơ cứu, dấu hiệu, là gì, kỹ năng, học bơi, số mấy
"""
NUMBER_ASKED = (
    "số nào, số mấy, ở đâu, cho ai, với ai, đường dây nóng, số điện thoại, chỗ nào, đâu, báo ai, gọi ai, hỏi ai"
)
OBJECT = """
điện thoại, bóp, ví, túi, giỏ, đồ, chìa khóa, chìa khoá, xe đạp, dép, nón, tiền, vàng, cái, chiếc, con gà, con heo,
con bò, lúa, đồ đạc, cà vẹt, vali, ba lô, balo, cái ghe, bằng, sổ, giấy, thẻ, căn cước, cccd, hồ sơ, dây chuyền, nhẫn,
tờ, lưới, phao, hàng
"""
HARMLESS = """
đói xỉu, mệt xỉu, nóng xỉu, cười xỉu, ngán xỉu, đuối quá, điện giật giá, hay đánh nhau, hay đập phá, hay bị giật, đánh
nhạc, đánh trống, như cháy nhà, tàu lửa, giật điện thoại, bỏ hoang, đập thình thịch, lừa đảo, phòng cháy, tài xỉu,
muốn xỉu, xỉu luôn, xỉu mất, kẹt xe, kẹt cứng, kẹt lắm, bị kẹt tiền, kẹt tiền, kẹt công việc, kẹt giờ, cháy bóng, cháy
đèn, cháy bóng đèn, đèn cháy, sóng đánh, kết hôn, tai nạn lao động, tai nạn thương tích, mắc cạn, đánh vào túi, bảo
hiểm tai nạn, hay xảy ra tai nạn, dễ tai nạn, gây tai nạn, nguy cơ, suýt, xém, dễ té, muốn té, té lên té xuống, hay
té, té hoài, coi chừng, lũ lụt, áo phao, phải cấp cứu, số cấp cứu, đội đá, đá hay, ngập đầu, nợ ngập đầu, ngập hồ sơ,
chữa cháy, pccc, cháy túi, cháy nắng, cháy hàng, cháy máy, cháy vé, cháy da, cháy khét, cháy phim, cháy hết tiền, cháy
ví, đánh mất, đánh rơi, đánh giá, đánh máy, đánh bài, đánh bạc, đánh bắt, đánh số, đánh vần, đánh thuế, đánh cá, đánh
đề, đánh răng, đánh đàn, đánh lừa, đánh thức, đánh đổi, đánh dấu, đánh chữ, đánh liều, đánh tiếng, đánh lô đề, đánh
giày, đánh văn bản, đánh tờ, đánh đơn, đánh vô, đập bỏ, đập nhà, đập phá nhà cũ, đập đi, đập cũ, đâm đơn, đâm ra, đâm
lo, đá gà, đá banh, đá bóng, bóng đá, cướp chỗ, cướp công, cướp cháo, té ra, rớt đại học, rớt tốt nghiệp, rớt môn, rớt
bằng lái, rớt giá, rớt mạng, rớt hồ sơ, thi rớt, lật sổ, lật lọng, lật lại, lật kèo, lật trang, chìm xuồng, chìm
nghỉm, sập tiệm, sập web, sập mạng, sập hệ thống, sập nguồn, sập app, sập sàn, sập giá, dí deadline, dí hồ sơ, mệt
muốn chết, nóng muốn chết, đông muốn chết, mắc muốn chết, lâu muốn chết, sợ muốn chết, mừng muốn chết, cười muốn chết,
đói muốn chết, mắc cỡ muốn chết, buồn ngủ muốn chết, tức muốn chết, mê muốn chết, lo muốn chết, bận muốn chết, xa muốn
chết, chết mê, chết cười, chết cha, chết mẹ, chết bà, chết tiệt, chết dở, chết tiền, chết đứng, chết lên chết xuống,
chết giấc, thích chết, đẹp chết, chết thiệt, cứu vãn, cứu xét, nghiên cứu, tra cứu, cứu tinh, cựu chiến binh, cứu trợ,
đuối lý, đuối hơi, ngộp thở vì, ngộp quá, nghẹt thở vì giấy tờ, tai nạn nghề nghiệp, đau đầu, đau bụng, nhức đầu, đau
lưng, đau chân, khó thở vì giấy tờ, co giật vì, xỉu up xỉu down, xỉu ngang, giật mình, giật cô hồn, giật giải, trúng
gió, sốc giá, sốc quá, tai biến thai, ép giá, ép cân, lạm dụng chức, lạm dụng quyền, lạm dụng lòng, cuốn sổ, cuốn
sách, cuốn hút, bạo lực học đường là, trôi tuổi, trôi chảy, trôi qua, trời ơi, mất tích hồ sơ, lạc đề, lạc hậu, lạc
quan, câu lạc bộ, liên lạc, thất lạc, trốn nợ, đòi nợ ngân hàng, nợ xấu, đòi giấy, đòi tiền, đang chạy, xe chạy, chạy
xe, ăn chay, cơm chay, quán chay, đồ chay, chày, không bảo hành, chịu bảo hành, hết bảo hành, còn bảo hành, được bảo
hành, cho bảo hành, chối bảo hành, phiếu bảo hành, hạn bảo hành, gian bảo hành, chế độ bảo hành, tâm bảo hành, hàng
bảo hành, tiệm bảo hành, hãng bảo hành, đi bảo hành, đem bảo hành, mang bảo hành, đòi bảo hành, xin bảo hành, bảo hành
máy, bảo hành xe, bảo hành tủ, bảo hành điện thoại
"""
"""Figures of speech and other words that only contain a word of harm."""

MASKS = {
    "gratitude": GRATITUDE,
    "now": NOW,
    "past": PAST,
    "paperwork": PAPERWORK,
    "legal_wish": LEGAL_WISH,
    "hypothetical": HYPOTHETICAL,
    "number_asked": NUMBER_ASKED,
    "object": OBJECT,
    "harmless": HARMLESS,
}
"""The masks by the name that the rules of bot.understanding.danger use."""
