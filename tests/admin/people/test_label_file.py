"""Labels from a file: every line is shown before anything is given, a fault says its line in words, equal labels are one."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from openpyxl import Workbook

from bot.store import people, tags
from tests.admin.installation import csrf_in, new_official

FILE = "/admin/people/labels/file"
NAMES = ("Nguyễn Thị Lan", "Trần Văn Hòa", "Lê Thị Mai", "Lê Thị Mai", "Phạm Đức", "Bà Tư")


@pytest.fixture
def ids(runtime) -> list[str]:
    """Followers, two of one name; the last one no longer follows."""
    ids = [f"721900000000000{number}" for number in range(1001, 1001 + len(NAMES))]
    with runtime.store.write() as db:
        people.sync(db, list(zip(ids, NAMES, [True] * 5 + [False], strict=True)), runtime.clock())
        tags.note(db, ids[0], "Người cao tuổi", is_on=True)
    return ids


@pytest.fixture
def author(app, runtime):
    return new_official(app, runtime, "author")


def upload(who, data: bytes, name: str = "nhan.csv", **fields: str):
    form = {"csrf": csrf_in(who.page("/admin/password")), "label_file": (io.BytesIO(data), name), **fields}
    return who.client.post(FILE, data=form, content_type="multipart/form-data")


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def give(who, page: str):
    """Press the button of the preview."""
    part = page.split(f'action="{FILE}/give"')[1].split("</form>")[0]
    fields = [(name, unescape(value)) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', part)]
    data = {name: [value for key, value in fields if key == name] for name, _ in fields}
    return who.client.post(f"{FILE}/give", data=data)


def labels_of(runtime, ids) -> list[list[str]]:
    return [runtime.labels.of_person(person_id) for person_id in ids]


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "csv", "csv of Windows", "UTF-16 with tabs"])
def test_a_file_is_looked_at_then_given(runtime, author, ids, kind):
    rows = [("Họ tên", "Mã", "Nhãn"), (NAMES[0], "", "người CAO tuổi"), (NAMES[1], "", "Tổ trưởng; Người cao tuổi")]
    text = "\r\n".join(";".join(row).replace("Tổ trưởng; ", "") for row in rows)
    if kind == "xlsx":
        data = workbook(*rows)
    elif kind == "csv of Windows":
        data = "Ten;Ma;Nhan\nTran Van Hoa;;Người cao tuổi".encode("cp1258", "ignore")
    elif kind == "UTF-16 with tabs":
        data = "\n".join("\t".join(row) for row in rows).encode("utf-16")
    else:
        data = text.encode("utf-8-sig")
    page = upload(author, data, f"nhan.{kind[:4]}").text
    assert labels_of(runtime, ids)[1] == [], "nothing is given before"
    assert "Trần Văn Hòa" in page
    assert give(author, page).status_code == 303
    if kind == "csv of Windows":
        assert len(labels_of(runtime, ids)[1]) == 1
        return
    assert labels_of(runtime, ids)[0] == ["Người cao tuổi"], "the label it has already, however it is written"
    assert "Người cao tuổi" in labels_of(runtime, ids)[1]
    assert [name for name, _ in runtime.labels.counts() if "tuổi" in name.casefold()] == ["Người cao tuổi"]


def test_each_line_that_means_nobody_says_why(author, ids):
    rows = (
        ("Tên", "Mã", "Nhãn"),
        ("Lê Thị Mai", "", "Khu phố 3"),
        ("Lê Thị Mai", f"…{ids[3][-4:]}", "Khu phố 3"),
        ("Không Có Ai", "", "Khu phố 3"),
        ("Bà Tư", "", "Khu phố 3"),
        ("Phạm Đức", "", ""),
        ("", "", "Khu phố 3"),
        (None, None, None),
        ("Phạm Đức", 7219000000000001005, "Khu phố 3"),
        ("pham duc", "", "Khu phố 3"),
        ("Phạm Đức", "", "x" * 60),
    )
    page = words_of(upload(author, workbook(*rows), "nhan.xlsx").text)
    for sentence in (
        "Dòng 2: Có 2 người theo dõi tên “Lê Thị Mai”. Hãy ghi thêm cột Mã",
        "Dòng 4: Không có người theo dõi nào là “Không Có Ai”",
        "Dòng 5: “Bà Tư” không còn theo dõi trang",
        "Dòng 6: Dòng này không có nhãn.",
        "Dòng 7: Dòng này không có tên, cũng không có mã.",
        "Dòng 9: Excel đã làm tròn mã này",
        "Dòng 11: Nhãn “xxxxx",
    ):
        assert sentence in page, sentence
    assert "Gắn nhãn cho 2 người" in page and "Dòng 8:" not in page


def test_one_label_for_the_whole_file(runtime, author, ids):
    page = upload(author, "Tên\nTrần Văn Hòa\nPhạm Đức\nPhạm Đức".encode(), label_of_all=" Tổ  trưởng ").text
    assert give(author, page).status_code == 303
    assert labels_of(runtime, ids)[1] == labels_of(runtime, ids)[4] == ["Tổ trưởng"]
    again = words_of(upload(author, "Tên\nTrần Văn Hòa".encode(), label_of_all="TỔ TRƯỞNG").text)
    assert "Không gắn thêm nhãn nào: ai khớp trong tệp cũng đã có nhãn đó" in again


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Tệp không có dòng nào"),
        (b"\n\n", "Tệp không có dòng nào"),
        (b"PK\x03\x04 is no workbook", "Không đọc được tệp này"),
        (b"\x89PNG\0\0", "Không đọc được tệp này"),
        ("Cột một;Cột hai\nA;B".encode(), "Dòng đầu của tệp cần ghi tên cột"),
        ("Tên\nTrần Văn Hòa".encode(), "Tệp không có cột “Nhãn”"),
        ("Tên;Nhãn\n".encode() + "Trần Văn Hòa;A\n".encode() * 5001, "Tệp dài quá"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(author, ids, data, sentence):
    refused = upload(author, data)
    assert refused.status_code == 422 and sentence in unescape(refused.text)


def test_no_file_and_no_right(app, runtime, author, ids):
    assert author.press(FILE).status_code == 422
    assert new_official(app, runtime, "answerer").press(FILE).status_code == 403
    assert "Gắn nhãn từ tệp" in author.page("/admin/people/labels")


def test_who_vanished_between_looking_and_giving_stops_it_in_words(runtime, author, ids):
    answer = author.press(f"{FILE}/give", label="Khu phố 3", people="9999")
    assert answer.status_code == 409 and "tải lên lần nữa" in answer.text
