"""The ward's library of pictures: uploaded once, named, chosen while writing, put away without taking it from posts."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.admin.broadcast_office import FORM
from tests.admin.form_fields import fields_in
from tests.admin.installation import csrf_in, new_official

LIST = "/admin/articles/pictures"
HEIC = Path(__file__).parents[2] / "articles/samples/two-halves.heic"
"""Made here: the left half red, the right half blue."""


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 300)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#1a6").save(out, kind)
    return out.getvalue()


@pytest.fixture
def author(app, runtime):
    return new_official(app, runtime, "author")


def upload(who, data: bytes, title: str = "Điểm tiêm chủng", path: str = LIST, **fields):
    form = {"csrf": csrf_in(who.page("/admin/password")), "picture_title": title, **fields}
    form |= {"picture_file": (io.BytesIO(data), "IMG_1.jpg")}
    return who.client.post(path, data=form, content_type="multipart/form-data")


def names_in(page: str) -> list[str]:
    return re.findall(rf'src="{LIST}/([0-9a-f]+\.\w+)/small"', page)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC"])
def test_a_picture_is_uploaded_once_and_found_by_what_it_shows(author, kind):
    data = HEIC.read_bytes() if kind == "HEIC" else picture(kind)
    assert upload(author, data).status_code == 303
    page = author.page(f"{LIST}?q=diem+tiem")
    [name] = names_in(page)
    assert "Điểm tiêm chủng" in page and "IMG_1" not in page
    small = author.client.get(f"{LIST}/{name}/small")
    assert small.content_type == "image/jpeg" and max(Image.open(io.BytesIO(small.data)).size) <= 320
    assert names_in(author.page(f"{LIST}?q=khong+co")) == []


def test_a_picture_of_an_iphone_keeps_its_colours(author, runtime):
    assert upload(author, HEIC.read_bytes()).status_code == 303
    [row] = runtime.pictures.library.list_all()
    file = runtime.pictures.library.find_file(row.name)
    image = Image.open(file).convert("RGB")
    left, right = image.getpixel((20, 32)), image.getpixel((76, 32))
    assert left[0] > 150 > left[2] and right[2] > 150 > right[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (HEIC.read_bytes()[:300], "bị hỏng"),
        (b"%PDF-1.4", "không phải hình JPG, PNG, WebP hoặc HEIC"),
        (b"", "Chưa chọn tệp hình"),
    ],
)
def test_what_is_no_picture_is_refused_in_words_and_the_title_stays(author, data, reason):
    refused = upload(author, data, "Hội trường phường")
    assert refused.status_code == 422 and reason in refused.text and 'value="Hội trường phường"' in refused.text


def test_a_title_is_wanted(author):
    refused = upload(author, picture(), " ")
    assert refused.status_code == 422 and "chụp gì" in refused.text


@pytest.mark.parametrize(
    ("form", "button", "field"),
    [
        ("/admin/broadcasts/new", "/admin/broadcasts/picture", "picture"),
        ("/admin/articles/new", "/admin/articles/picture", "image"),
    ],
)
def test_it_is_chosen_beside_the_form_and_what_was_typed_stays(author, runtime, form, button, field):
    upload(author, picture())
    page = author.page(form)
    [name] = names_in(page)
    assert f'name="library" value="{name}"' in page
    after = author.press(button, **{**FORM, "title": "Lịch tiêm", "library": name}).text
    fields = fields_in(after)
    assert fields[field][0].endswith(f"/tep/{name}") and fields["title"] == ["Lịch tiêm"]
    assert fields_in(author.page(f"{form}?picture={name}"))[field][0].endswith(f"/tep/{name}")


def test_a_picture_uploaded_beside_a_post_stands_in_the_library_under_its_title(author, runtime):
    data = {**FORM, "csrf": csrf_in(author.page("/admin/password")), "picture_file": (io.BytesIO(picture()), "x.jpg")}
    assert (
        author.client.post("/admin/broadcasts/picture", data=data, content_type="multipart/form-data").status_code
        == 200
    )
    assert [row.title for row in runtime.pictures.library.list_all()] == [FORM["title"]]


def test_putting_away_and_renaming_leave_the_file_to_posts(author, runtime, app):
    upload(author, picture())
    [row] = runtime.pictures.library.list_all()
    assert author.press(f"{LIST}/{row.name}/rename", picture_title=" ").status_code == 422
    assert author.press(f"{LIST}/{row.name}/rename", picture_title="Trạm y tế").status_code == 303
    assert "Trạm y tế" in author.page(LIST)
    assert author.press(f"{LIST}/{row.name}/remove").status_code == 303
    assert author.press(f"{LIST}/{row.name}/remove").location.endswith("done=gone")
    assert runtime.pictures.library.list_all() == [] and runtime.pictures.library.find_file(row.name)
    with app.test_client().get(f"/tep/{row.name}") as answer:
        assert answer.status_code == 200


def test_pictures_of_an_earlier_version_are_taken_in(author, runtime):
    runtime.pictures.folder.mkdir(parents=True, exist_ok=True)
    (runtime.pictures.folder / f"{'a' * 32}.jpg").write_bytes(picture())
    (runtime.pictures.folder / "other.txt").write_text("x")
    assert names_in(author.page(LIST)) == [f"{'a' * 32}.jpg"]


def test_nobody_else_looks_and_no_name_leads_out_of_the_folder(app, runtime, author):
    assert new_official(app, runtime, "answerer").client.get(LIST).status_code == 403
    for name in ("ward.db", "..%2Fward.db", f"{'a' * 32}.jpg"):
        assert author.client.get(f"{LIST}/{name}/small").status_code == 404
    assert author.page("/admin/broadcasts/new?picture=..%2Fward.db")
