"""Any ward: national content names no place, and fifteen answers make the folder of another ward, by the sea or inland."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli.ward import make_ward
from bot.content import Content
from bot.content.postal_steps import write_postal_step
from bot.event import Event, Kind
from bot.turn import ConversationState, Turn
from bot.understanding.reader import Reader
from bot.understanding.result import NOTHING, Understanding
from tests.content.asking import ROUTER, shown
from tests.handlers.factories import MONDAY_MORNING

HOME = Path(__file__).parents[2]
OURS = re.compile(r"Bình Hưng|Phan Thiết|Lâm Đồng|Bình Thuận|Hưng Long|Phú Trinh|Lạc Đạo", re.IGNORECASE)
LAYERS_OF_PLACES = ("ward", "provinces")
_LEARNED = "messages of real people to learn from; no answer shows them"
EXCEPTIONS = {"content/lexicon/told.yaml": _LEARNED, "content/lexicon/acts.yaml": _LEARNED}
TODAY = date(2026, 11, 30)
COAST = {
    "name": "phường An Bình",
    "province": "tỉnh Khánh Hòa",
    "merged_from": "phường Bình Tân, xã Phước Hạ",
    "old_district": "thành phố Nha Trang",
    "address": "12 đường Biển",
    "phones": "0258 3811 222, 0258 3811 333",
    "hours": "07:00-11:30, 13:30-17:00, sáng thứ Bảy",
    "police": "14 đường Biển; 0258 3811 444",
    "post_office": "Bưu cục An Bình, 16 đường Biển",
    "fee_account": "UBND phường An Bình, 0001 2345, Ngân hàng Mẫu",
    "coastal": "có",
}
INLAND = {
    "name": "xã Tân Lập",
    "province": "tỉnh Thái Nguyên",
    "merged_from": "xã Hòa Sơn, xã Đại Lịch",
    "old_district": "huyện Na Rì",
    "old_province": "tỉnh Bắc Kạn",
    "coastal": "không",
    "land_office": "Chi nhánh Văn phòng đăng ký đất đai khu vực 3",
}


def texts_outside_the_layers() -> Iterator[tuple[str, str]]:
    """(file, text) of everything in content/ and code that is read for every ward."""
    for folder, ending in (("content", "yaml"), ("bot", "*"), ("handlers", "py")):
        for path in sorted((HOME / folder).rglob(f"*.{ending}")):
            parts = path.relative_to(HOME).parts
            is_layer = folder == "content" and parts[1] in LAYERS_OF_PLACES
            if not is_layer and path.suffix in (".yaml", ".py", ".html", ".js", ".css", ".txt"):
                yield "/".join(parts), path.read_text(encoding="utf-8")


def test_no_sentence_outside_the_layers_names_our_ward_or_province() -> None:
    named = [
        f"{file}: {match[0]}. Write {{ten_phuong}}, {{tinh}} … or put the file into content/ward, content/provinces."
        for file, text in texts_outside_the_layers()
        for match in [OURS.search(text)]
        if match and file not in EXCEPTIONS
    ]
    assert named == []


def run(folder: Path, *words: str, typed: str | None = None) -> Result:
    runtime: Any = SimpleNamespace(today=lambda: TODAY)
    return CliRunner().invoke(make_ward(runtime), ["new", str(folder), *words], input=typed)


def make_folder(folder: Path, answers: dict[str, str]) -> Path:
    folder.parent.mkdir(exist_ok=True)
    file = folder.with_suffix(".txt")
    file.write_text("".join(f'{name}: "{answer}"\n' for name, answer in answers.items()), encoding="utf-8")
    result = run(folder, "--answers", str(file))
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return Content.load(make_folder(tmp_path_factory.mktemp("wards") / "an-binh", COAST)).valid_on(TODAY)


@pytest.fixture(scope="module")
def inland(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return Content.load(make_folder(tmp_path_factory.mktemp("wards") / "tan-lap", INLAND)).valid_on(TODAY)


@pytest.fixture(scope="module")
def inland_reader(inland: Content) -> Reader:
    return Reader(inland.knowledge())


def make_turn(content: Content, text: str = "", understanding: Understanding = NOTHING) -> Turn:
    event = Event(key="", name="ask", kind=Kind.TEXT, person_id=None, received_at=0, text=text)
    return Turn(
        event=event, state=ConversationState(), content=content, now=MONDAY_MORNING, understanding=understanding
    )


def ask(content: Content, reader: Reader, text: str) -> str:
    """What a resident of that ward reads."""
    [found, *_] = reader.read_all(text)
    return shown(ROUTER.route(make_turn(content, text, found)).replies)


def test_the_other_ward_is_told_with_its_own_facts(coast: Content) -> None:
    ward = coast.ward
    assert (ward.name, ward.province, ward.old_city) == ("phường An Bình", "tỉnh Khánh Hòa", "thành phố Nha Trang")
    assert (ward.counter.phone, ward.hotline) == ("0258 3811 222", "0258 3811 333")
    assert (ward.police.address, ward.police.phone) == ("14 đường Biển", "0258 3811 444")
    assert ward.hours.saturday_morning and ward.hours.confirmed and ward.hours.morning[0].hour == 7
    assert ward.merger_notice.startswith(
        "Từ 01/7/2025, phường Bình Tân và xã Phước Hạ thành phường An Bình, tỉnh Khánh Hòa."
    )
    assert ward.post_office and ward.fee_account


def test_no_text_of_another_ward_names_ours(coast: Content, inland: Content) -> None:
    for content in (coast, inland):
        for entry in (*content.procedures.values(), *content.guides.values(), *content.quizzes.values()):
            match = OURS.search(repr(entry))
            assert match is None, (content.ward.name, match)


def test_the_sea_is_known_by_the_sea_only(coast: Content, inland: Content) -> None:
    assert "tau_ca" in coast.guides and "tau_ca" not in inland.guides
    assert (
        coast.subscriptions["nong-nghiep-bien"].label != inland.subscriptions["nong-nghiep-bien"].label == "Nông nghiệp"
    )
    drafts = [draft.id for rows in inland.propaganda.values() for draft in rows]
    assert "gio_mua_bien_dong" not in drafts and len(drafts) > 40


def test_an_inland_resident_gets_no_answer_about_fishing_boats(inland: Content, inland_reader: Reader) -> None:
    for question in ("xuất bến tàu cá", "đăng ký tàu cá ở đâu", "giao khu vực biển nuôi tôm"):
        text = ask(inland, inland_reader, question).lower()
        assert "tàu cá" not in text and "khu vực biển" not in text and "biên phòng" not in text, question


def test_old_names_of_the_other_ward_are_understood(inland: Content, inland_reader: Reader) -> None:
    for question in ("hòa sơn nhập vào đâu", "bắc kạn giờ thuộc tỉnh nào", "huyện na rì còn không"):
        assert "xã Tân Lập, tỉnh Thái Nguyên" in ask(inland, inland_reader, question), question


def test_a_commune_is_not_called_a_ward(inland: Content, inland_reader: Reader) -> None:
    assert "phường" not in inland.say("greeting.introduction_same_name") + inland.say("greeting.greeting")
    assert "xã" in inland.say("greeting.greeting").split("Hôm nay")[1]
    assert inland.ward.counter.name.endswith("xã")
    assert "khu vực 3" in ask(inland, inland_reader, "sang tên sổ đỏ")
    assert "ở UBND phường, xã" in inland.say("post_steps.papers")


def test_postal_steps_name_the_post_office_and_the_account(coast: Content) -> None:
    procedure = next(one for one in coast.procedures.values() if one.post.level == "yes" and one.office == "ubnd_xa")
    speaker = make_turn(coast)
    assert "Bưu cục An Bình" in write_postal_step(speaker, procedure, "hand_in").text
    assert "0001 2345" in write_postal_step(speaker, procedure, "money").text


def typed_lines(**changes: str) -> list[str]:
    names = (
        "name",
        "province",
        "merged_from",
        "old_district",
        "old_province",
        "resolution",
        "address",
        "phones",
        "hours",
    )
    names += ("police", "military", "post_office", "fee_account", "coastal", "land_office")
    return [changes.get(name, INLAND.get(name, "")) for name in names]


def test_a_wrong_answer_is_explained_and_asked_again(tmp_path: Path) -> None:
    lines = typed_lines(hours="11:30-07:30, 13:30-17:00\n7:30-11:30, 13:30-17:00", coastal="gần gần\nkhông")
    lines[0] = "Tân Lập\nxã Tân Lập"
    lines[7] = "12ab\n0208 3811 222"
    result = run(tmp_path / "xa", typed="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    for sentence in (
        "Ghi cả chữ đứng trước tên",
        "8 đến 11 chữ số",
        "Ghi giờ sáng rồi giờ chiều",
        "Trả lời có hoặc không",
    ):
        assert result.output.count(sentence) == 1
    assert "15/15" in result.output and Content.load(tmp_path / "xa").ward.counter.phone == "0208 3811 222"


def test_who_stops_halfway_has_written_nothing(tmp_path: Path) -> None:
    result = run(tmp_path / "xa", typed="\n".join(typed_lines()[:6]))
    assert result.exit_code != 0 and list(tmp_path.iterdir()) == []


def test_a_file_of_answers_with_faults_names_them_all(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text('name: Tân Lập\nprovince: "tỉnh Thái Nguyên"\nphones: abc\nten: x\n', encoding="utf-8")
    result = run(tmp_path / "xa", "--answers", str(file))
    for name in ("ten: không có câu hỏi này", "name: Ghi cả", "phones: Số điện thoại", "coastal: Trả lời"):
        assert name in result.output
    assert not (tmp_path / "xa").exists()


def test_a_folder_that_exists_stays_as_it_is(tmp_path: Path) -> None:
    result = run(tmp_path, typed="")
    assert result.exit_code == 1 and "đã có" in result.output and list(tmp_path.iterdir()) == []
