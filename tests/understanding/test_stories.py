"""A message that tells and asks: the question leads, what is told only refines it."""

import pytest

from tests.questions.own import today_code
from tests.support.app import live_content

QUESTIONS = {
    "đăng ký khai sinh cho con cần giấy tờ gì": "1.001193",
    "làm giấy độc thân ở đâu": "1.004873",
    "đăng ký tạm trú cần những gì": "1.004194",
    "sao y bằng đại học bao nhiêu tiền": "2.000815",
    "đăng ký kết hôn cần mang theo gì": "1.000894",
    "làm căn cước cho con 14 tuổi ở đâu": "1.116410",
    "khai tử cho mẹ cần giấy gì": "1.000656",
    "nhập hộ khẩu cho vợ thì làm sao": "1.004222",
    "đăng ký hộ kinh doanh mất mấy ngày": "1.001612",
    "trợ cấp người cao tuổi 75 tuổi làm giấy gì": "1.014027",
    "xin bản sao trích lục khai sinh ở đâu": "2.000635",
    "đổi tên trong giấy khai sinh được không": "1.004859",
    "chứng thực chữ ký trên giấy ủy quyền được không": "2.000884",
    "xin giấy phép xây dựng nhà cần hồ sơ gì": "1.013225",
    "làm giấy xác nhận khuyết tật ở đâu": "1.001699",
    "khai báo tạm vắng ở đâu": "1.003677",
    "đăng ký nghĩa vụ quân sự lần đầu cần gì": "1.013133",
    "làm sổ đỏ lần đầu cần giấy tờ gì": "1.013978",
    "hòa giải tranh chấp đất đai nộp đơn ở đâu": "1.012812",
    "gia hạn tạm trú mất bao lâu": "1.002755",
}
BACKGROUNDS = (
    "Em ly hôn năm 2019, giờ một mình nuôi con",
    "Em quê ở Nghệ An, vô đây thuê trọ có tạm trú đàng hoàng",
    "Em bán tạp hóa ở chợ phường mình",
    "Tôi là người dân khu phố 3, phường Bình Hưng",
    "Ba em mới mất tháng trước",
    "Vợ chồng em mới cưới hồi đầu năm",
    "Nhà tôi ở gần trường tiểu học, năm nay tôi 68 tuổi",
    "Em đi làm công nhân xa nhà, ít khi về",
    "Hôm bữa em có lên phường mà đông quá",
    "Mẹ em bị bệnh nằm viện cả tháng nay",
    "Nghe nói phường mình mới sáp nhập",
    "Tôi làm nghề đi biển, ghe đi cả tháng mới dzìa",
    "Chồng em là bộ đội đóng quân ở xa",
    "Hồi nhỏ em ở với bà ngoại ngoài Quảng Ngãi",
    "Em vừa bị mất bóp, trong đó có mấy trăm ngàn",
    "Con em năm nay vô lớp một",
    "Tui già rồi không rành điện thoại",
    "Nhà em có miếng đất ông bà để lại",
    "Em đang mang bầu tháng thứ bảy",
    "Anh trai em đi xuất khẩu lao động bên Nhật",
)
LEAST_RIGHT = 0.95


def test_a_sentence_told_before_a_question_does_not_change_its_answer() -> None:
    """Twenty questions behind twenty sentences, half with a full stop and half with a comma."""
    wrong, first_wrong = [], 0
    for number, background in enumerate(BACKGROUNDS):
        for place, (question, code) in enumerate(QUESTIONS.items()):
            joint = ". Cho em hỏi " if (number + place) % 2 else ", cho em hỏi "
            readings = live_content()().reader.read_all(background + joint + question)
            if readings[0].procedure != today_code(code):
                wrong.append(background + joint + question)
            first_wrong += len(readings) > 1
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(BACKGROUNDS) * len(QUESTIONS), wrong
    assert first_wrong == 0, "a story with one question has one answer"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("em ly hôn rồi giờ em muốn làm căn cước cho con 14 tuổi thì làm ở đâu", "1.116410"),
        ("em ban tap hoa o cho, cho em hoi sao y bang dai hoc bao nhieu tien", "2.000815"),
        ("khai tử cho mẹ cần giấy gì vậy em, ba tui đi biển chưa dzìa", "1.000656"),
        ("rớt cái bóp mất căn cước rồi, mần lại bao lâu có", "1.116410"),
        ("Chồng em là người Mỹ. Muốn đăng ký kết hôn cần giấy gì", "2.000806"),
    ],
)
def test_the_question_leads_wherever_it_stands_and_the_story_refines_it(text: str, code: str) -> None:
    assert live_content()().reader.read_all(text)[0].procedure == today_code(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("làm giấy khai sinh xong rồi thì nhập hộ khẩu cho con ở đâu", "1.004222"),
        ("tháng trước mới sửa tên trong khai sinh xong, giờ đổi lại căn cước", "1.116410"),
        ("chị em có chồng bên Đài Loan. Tết này chỉ đưa ảnh về ở với má em hai tuần. Vậy má em phải khai báo tạm trú cho ảnh sao",
         "1.000253"),
        ("em đăng ký hộ kinh doanh bữa thứ hai, giờ hết vốn, xin dừng thủ tục được không", "1.014035"),
    ],
)  # fmt: skip
def test_what_is_done_already_does_not_lead_and_far_facts_still_refine(text: str, code: str) -> None:
    readings = live_content()().reader.read_all(text)
    assert [reading.procedure for reading in readings] == [today_code(code)]


def test_two_questions_of_a_story_get_two_answers() -> None:
    text = "Em mới dọn về đây. Đăng ký tạm trú cần gì ạ? Còn sao y căn cước bao nhiêu tiền?"
    readings = live_content()().reader.read_all(text)
    assert [reading.procedure for reading in readings] == ["1.004194", today_code("2.000815")]
