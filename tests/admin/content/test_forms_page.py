"""Officials upload the files of forms; residents get them at once; harmful files are refused."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from bot.content_editing.errors import ContentEditingError
from bot.content_editing.form_uploads import MOST_BYTES, check_form_file
from bot.runtime import Runtime
from tests.admin.installation import OfficialAtWork, csrf_in, make_app, new_official

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def word_file(*more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            archive.writestr(name, "<x/>")
    return out.getvalue()


def upload(editor: OfficialAtWork, name: str, data: bytes) -> Any:
    fields = {"csrf": csrf_in(editor.page("/admin/password")), "file": (io.BytesIO(data), name), "name": ""}
    return editor.client.post("/admin/content/forms", data=fields, content_type="multipart/form-data")


def test_an_uploaded_form_is_handed_out_at_once_and_taken_away_again(editor: OfficialAtWork, runtime: Runtime) -> None:
    data = word_file()
    assert upload(editor, "to-khai.docx", data).status_code == 303
    assert "to-khai.docx" in editor.page("/admin/content/forms")
    with editor.client.get("/bieu-mau/to-khai.docx") as response:
        assert response.data == data
    acts = [row["action"] for row in runtime.store.rows("SELECT action FROM audit ORDER BY id DESC LIMIT 1")]
    assert acts == ["form_upload"]
    assert editor.press("/admin/content/forms/remove", name="to-khai.docx").status_code == 303
    assert editor.client.get("/bieu-mau/to-khai.docx").status_code == 404


def test_who_may_not_edit_uploads_nothing(runtime: Runtime) -> None:
    viewer = new_official(make_app(runtime), runtime, "viewer")
    assert upload(viewer, "to-khai.docx", word_file()).status_code == 403
    assert runtime.form_uploads.list_names() == []


def test_a_refusal_says_why(editor: OfficialAtWork) -> None:
    response = upload(editor, "to-khai.docx", b"PK\x03\x04 broken")
    assert response.status_code == 422 and "không phải Word" in response.text


@pytest.mark.parametrize("data", [word_file(), word_file("word/media/image1.png")])
def test_a_plain_word_file_is_taken(data: bytes) -> None:
    check_form_file("to-khai.docx", data)


def test_a_plain_pdf_is_taken() -> None:
    check_form_file("to-khai.pdf", PDF)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("../ward.yaml", word_file()),
        ("Tờ khai.docx", word_file()),
        ("to-khai.exe", PDF),
        ("to-khai.docx", b""),
        ("to-khai.docx", PDF),
        ("to-khai.pdf", word_file()),
        ("to-khai.docx", word_file("word/vbaProject.bin")),
        ("to-khai.docx", word_file("word/embeddings/a.bin")),
        ("to-khai.pdf", PDF.replace(b"<<>>", b"<</S /JavaScript>>")),
        ("to-khai.pdf", PDF[:-6]),
        ("to-khai.pdf", PDF + b" " * MOST_BYTES),
    ],
)
def test_what_is_no_clean_form_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(ContentEditingError):
        check_form_file(name, data)
