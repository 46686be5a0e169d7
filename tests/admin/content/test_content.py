"""Nội dung and Chưa hiểu, as an editor uses them: no JavaScript, only pages and forms."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import pytest

from bot.runtime import Runtime
from bot.unanswered.service import OUTSIDE
from tests.admin.installation import OfficialAtWork, make_app, new_official
from tests.content_editing.library import BIRTH, HEALTH, not_understood
from tests.content_editing.test_saving import NEW, OLD

EDIT = f"/admin/content/edit/{BIRTH}"
ENTRY = f"/admin/content/entry/{BIRTH}"
COMPARED = "2026-11-20"
"""The day an official compared a changed fee with its text."""


def form_in(page: str, how: str = "form") -> dict[str, str]:
    """Every field of the form of this kind, as a browser would send it back untouched."""
    part = next(part for part in page.split("<form")[1:] if f'value="{how}"' in part.split("</form>")[0]).split(
        "</form>"
    )[0]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", part):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            found[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', part, re.S):
        found[name] = unescape(text).removeprefix("\n")
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', part, re.S):
        match = re.search(r'value="([^"]*)" selected', options)
        found[name] = unescape(match[1]) if match else ""
    return found


def text_of_file(page: str) -> str:
    """What stands in the box with a file's text."""
    match = re.search(r'<textarea id="yaml"[^>]*>(.*?)</textarea>', page, re.S)
    assert match
    return unescape(match[1]).removeprefix("\n").removeprefix("\n")


def test_lists_are_searched_without_accents_narrowed_and_empty_ones_say_what_to_do(editor: OfficialAtWork) -> None:
    assert "Đăng ký khai sinh" in editor.page("/admin/content")
    page = editor.page("/admin/content?q=dang+ky+TAM+tru")
    assert "Đăng ký khai sinh" not in page and "tạm trú" in page
    assert "Bỏ lọc" in editor.page("/admin/content?q=khongcogi")
    assert "Đăng ký khai sinh" in editor.page("/admin/content?look=gaps&order=review")
    assert "Đăng ký khai sinh" not in editor.page("/admin/content?look=overdue")


@pytest.mark.parametrize(
    ("group", "sentence"),
    [
        ("guides", "Gửi hồ sơ qua bưu điện"),
        ("other_offices", "Trạm y tế"),
        ("sentences", "address"),
        ("ward", "Đường dây nóng"),
        ("holidays", "Tết Dương lịch"),
        ("others", "lexicon/everyday.yaml"),
    ],
)
def test_everything_the_bot_says_is_in_a_list(editor: OfficialAtWork, group: str, sentence: str) -> None:
    assert sentence in editor.page(f"/admin/content?group={group}")


def test_an_entry_is_read_in_plain_words_with_its_source_its_dates_its_gaps_and_its_bubbles(
    editor: OfficialAtWork,
) -> None:
    page = editor.page(ENTRY)
    for text in ("Cổng Dịch vụ công quốc gia, mã 1.001193", "30/11/2026", "còn thiếu: Mức lệ phí", "giấy tờ cần có"):
        assert text in page


def test_a_fee_is_looked_at_then_saved_and_said_at_once(editor: OfficialAtWork, runtime: Runtime) -> None:
    form = form_in(editor.page(EDIT))
    form |= {"checked": COMPARED, "fee_text": form["fee_text"].replace(OLD, NEW)}
    looked = editor.press(EDIT, **{**form, "act": "look"})
    assert looked.status_code == 200 and NEW in looked.text and "Chỗ sẽ đổi" in looked.text
    assert OLD in runtime.answer_preview.answer("lệ phí đăng ký khai sinh")["replies"][0]["text"]
    saved = editor.press(EDIT, **{**form, "act": "save", "reason": "Nghị quyết mới"})
    assert saved.status_code == 303
    assert NEW in runtime.answer_preview.answer("lệ phí đăng ký khai sinh")["replies"][0]["text"]
    page = editor.page(ENTRY)
    assert "Nghị quyết mới" in page and NEW in page


def test_an_error_refuses_and_keeps_what_was_typed(editor: OfficialAtWork, runtime: Runtime) -> None:
    form = form_in(editor.page(EDIT)) | {
        "fee_kind": "amount",
        "fee_source": "Nghị quyết",
        "checked": COMPARED,
        "who": "Ai cũng được",
    }
    refused = editor.press(EDIT, **{**form, "act": "save"})
    assert refused.status_code == 422
    assert "phải có các mức tiền («amounts»)" in refused.text
    assert form_in(refused.text)["who"] == "Ai cũng được"
    assert "Ai cũng được" not in runtime.content_editing.read_text(BIRTH)


def test_what_cannot_be_read_names_the_field_and_keeps_what_was_typed(editor: OfficialAtWork) -> None:
    form = form_in(editor.page(EDIT)) | {"fee_amounts": "tám ngàn"}
    refused = editor.press(EDIT, **{**form, "act": "save"})
    assert refused.status_code == 422 and "Mức tiền" in refused.text
    assert form_in(refused.text)["fee_amounts"] == "tám ngàn"


def test_a_broken_text_of_the_file_is_refused_and_kept(editor: OfficialAtWork) -> None:
    form = form_in(editor.page(EDIT), "raw")
    broken = form["yaml"].replace("title: ", "title: [", 1)
    refused = editor.press(EDIT, **{**form, "yaml": broken, "act": "save"})
    assert refused.status_code == 422 and "YAML" in refused.text
    assert form_in(refused.text, "raw")["yaml"] == broken


def test_a_warning_is_shown_and_saved_only_when_it_was_seen(editor: OfficialAtWork, runtime: Runtime) -> None:
    form = form_in(editor.page(EDIT))
    form["who"] = "Xem thành phần hồ sơ"
    doubted = editor.press(EDIT, **{**form, "act": "save"})
    assert doubted.status_code == 422 and "Tôi đã xem các điều nhắc" in doubted.text
    assert editor.press(EDIT, **{**form, "act": "save", "accepts": "yes"}).status_code == 303
    assert "thành phần hồ sơ" in runtime.content_editing.read_text(BIRTH)


def test_who_is_overtaken_sees_what_the_other_changed(editor: OfficialAtWork, runtime: Runtime) -> None:
    stale, own = form_in(editor.page(EDIT)), form_in(editor.page(EDIT))
    first = {**own, "checked": COMPARED, "fee_text": stale["fee_text"].replace(OLD, NEW), "act": "save"}
    assert editor.press(EDIT, **first).status_code == 303
    late = editor.press(EDIT, **{**stale, "who": "Cha hoặc mẹ", "act": "save"})
    assert late.status_code == 409
    both = late.text.split("Người khác vừa đổi")[1].split("</section>")[0]
    theirs, own = both.split("Bản anh/chị vừa gõ khác bản đó")
    assert "8.000" in theirs and "Cha hoặc mẹ" in own
    assert form_in(late.text)["who"] == "Cha hoặc mẹ"
    assert NEW in runtime.content_editing.read_text(BIRTH)


def test_a_sentence_is_changed_by_itself(editor: OfficialAtWork, runtime: Runtime) -> None:
    path = "/admin/content/edit/sentences/common.yaml?key=menu"
    form = form_in(editor.page(path))
    saved = editor.press(path, **{**form, "sentence": "{Anh_chi} cần gì cứ hỏi:", "act": "save"})
    assert saved.status_code == 303
    assert runtime.live_content.content.say("common.menu") == "Anh/chị cần gì cứ hỏi:"


def test_a_sentence_in_the_file_of_an_intent_is_listed_and_changed_without_touching_the_other_lines(
    editor: OfficialAtWork, runtime: Runtime
) -> None:
    file = "intents/quiz.yaml"
    before = runtime.content_editing.read_text(file).splitlines()
    assert f"/admin/content/entry/{file}?key=right" in editor.page("/admin/content?group=sentences&q=dung+roi")
    path = f"/admin/content/edit/{file}?key=right"
    form = form_in(editor.page(path))
    assert form["sentence"] == "✅ Đúng rồi!"
    assert editor.press(path, **{**form, "sentence": "Đúng\n---\nĐúng rồi ạ", "act": "save"}).status_code == 303
    after = runtime.content_editing.read_text(file).splitlines()
    assert [line for line in after if line not in before] == ["  right:", "    - Đúng", "    - Đúng rồi ạ"]
    assert [line for line in before if line not in after] == ['  right: "✅ Đúng rồi!"']
    assert runtime.live_content.content.variants("quiz.right") == ("Đúng", "Đúng rồi ạ")


def test_a_version_shows_its_lines_and_is_taken_back(editor: OfficialAtWork, runtime: Runtime) -> None:
    form = form_in(editor.page(EDIT))
    editor.press(EDIT, **{**form, "checked": COMPARED, "fee_text": form["fee_text"].replace(OLD, NEW), "act": "save"})
    version = runtime.content_editing.list_versions(BIRTH)[0].id
    page = editor.page(f"/admin/content/versions/{version}")
    assert re.search(rf"<ins>\+[^<]*{NEW}", page) and re.search(rf"<del>−[^<]*{OLD}", page)
    assert editor.press(f"/admin/content/versions/{version}/undo").status_code == 303
    assert OLD in runtime.content_editing.read_text(BIRTH)


def test_versions_are_searched_narrowed_and_sorted(editor: OfficialAtWork) -> None:
    where, own = "/admin/content/versions", "Theo nghị quyết mới"
    form = form_in(editor.page(EDIT))
    editor.press(
        EDIT,
        **{**form, "checked": COMPARED, "fee_text": form["fee_text"].replace(OLD, NEW), "reason": own, "act": "save"},
    )
    form = form_in(editor.page(EDIT))
    editor.press(
        EDIT,
        **{
            **form,
            "checked": "2026-11-21",
            "fee_text": form["fee_text"].replace(NEW, OLD),
            "reason": "Nhầm",
            "act": "save",
        },
    )
    assert own in editor.page(f"{where}?q=nghi+quyet") and "Nhầm" not in editor.page(f"{where}?q=nghi+quyet")
    assert own in editor.page(f"{where}?q=khai+sinh&kind=desk") and own not in editor.page(f"{where}?kind=undo")
    assert "Không có lần sửa nào khớp" in editor.page(f"{where}?q=zzz")
    newest, oldest = editor.page(where), editor.page(f"{where}?order=oldest")
    assert newest.index("Nhầm") < newest.index(own) and oldest.index(own) < oldest.index("Nhầm")


def test_what_differs_is_downloaded_and_then_settled(editor: OfficialAtWork) -> None:
    editor.page("/admin/content/versions")
    form = form_in(editor.page(EDIT))
    editor.press(EDIT, **{**form, "checked": COMPARED, "fee_text": form["fee_text"].replace(OLD, NEW), "act": "save"})
    assert f"/admin/content/entry/{BIRTH}" in editor.page("/admin/content/versions")
    archive = zipfile.ZipFile(io.BytesIO(editor.client.get("/admin/content/export.zip").data))
    assert NEW in archive.read(f"content/{BIRTH}").decode()
    editor.press("/admin/content/settle")
    assert "Không có mục nào khác bản phát hành" in editor.page("/admin/content/versions")


def test_an_entry_is_made_with_a_form(editor: OfficialAtWork, runtime: Runtime) -> None:
    says = "\n".join(f"trưa quầy nghỉ mấy giờ kiểu {number}" for number in range(6))
    begun = editor.press("/admin/content/new", folder="office", title="Nghỉ trưa", says=says, act="begin")
    form = form_in(begun.text)
    assert form["file"] == "office/nghi-trua.yaml" and form["says"].splitlines()[0] == "trưa quầy nghỉ mấy giờ kiểu 0"
    empty = editor.press("/admin/content/new", **form, act="save")
    assert empty.status_code == 422 and "để trống" in empty.text
    filled = {**form_in(empty.text), "text": "Quầy nghỉ trưa từ 11 giờ 30.", "source": "Phường", "accepts": "yes"}
    looked = editor.press("/admin/content/new", **filled, act="look")
    assert "Quầy nghỉ trưa" in looked.text and "Chưa lưu được" not in looked.text
    assert (
        editor.press("/admin/content/new", **{**form_in(looked.text), "accepts": "yes"}, act="save").status_code == 303
    )
    assert "nghi_trua" in runtime.live_content.content.guides


def test_a_procedure_is_made_from_a_text_that_is_checked(editor: OfficialAtWork, runtime: Runtime) -> None:
    says = "\n".join(f"xin giấy phép nuôi yến kiểu {number}" for number in range(6))
    begun = editor.press("/admin/content/new", folder="procedures", title="Nuôi yến", says=says, act="begin")
    text = text_of_file(begun.text)
    refused = editor.press("/admin/content/new", file="procedures/nuoi-yen.yaml", yaml=text, act="save")
    assert refused.status_code == 422 and "mã thủ tục («code») đang để trống" in refused.text
    for key, value in (("code", '"9.999999"'), ("field", "Nông nghiệp"), ("who", "Người nuôi yến")):
        text = text.replace(
            f"\n{key}: ''" if key != "code" else "code: ''", f"{chr(10) if key != 'code' else ''}{key}: {value}"
        )
    saved = editor.press("/admin/content/new", file="procedures/nuoi-yen.yaml", yaml=text, accepts="yes", act="save")
    assert saved.status_code == 303
    assert runtime.live_content.content.procedures["9.999999"].title == "Nuôi yến"


def test_an_entry_ends_when_an_official_says_so(editor: OfficialAtWork, runtime: Runtime) -> None:
    page = editor.page(f"/admin/content/entry/{HEALTH}")
    mark = re.search(r'name="mark" value="([^"]+)"', page)
    assert mark
    assert editor.press(f"/admin/content/retire/{HEALTH}", mark=mark[1], last_day="x").status_code == 422
    assert editor.press(f"/admin/content/retire/{HEALTH}", mark=mark[1], last_day="2099-01-31").status_code == 303
    assert "valid_to: 2099-01-31" in runtime.content_editing.read_text(HEALTH)


def test_files_that_are_not_there_are_not_there(editor: OfficialAtWork) -> None:
    for file in ("procedures/nope.yaml", "../secret.yaml", "ward.yml"):
        assert editor.client.get(f"/admin/content/entry/{file}").status_code == 404
    assert editor.client.get("/admin/content/versions/99").status_code == 404


def test_who_only_looks_sees_everything_and_no_form(runtime: Runtime) -> None:
    viewer = new_official(make_app(runtime), runtime, "viewer")
    not_understood(runtime, "cho hỏi lịch phun thuốc muỗi")
    assert "Sửa mục này" not in viewer.page(ENTRY)
    assert "Là:" not in viewer.page("/admin/misunderstood")
    assert viewer.client.get(EDIT).status_code == 403


def test_two_presses_make_a_group_understood(editor: OfficialAtWork, runtime: Runtime) -> None:
    question = "bé sơ sinh cần giấy chi đó hỉ"
    ids = not_understood(runtime, question, times=2)
    page = editor.page("/admin/misunderstood")
    assert question in page and "hỏi 2 lần" in page
    first = next(unescape(link) for link in re.findall(r'href="([^"]*teach[^"]*)"', page) if BIRTH in unescape(link))
    teach = editor.page(first)
    assert "hiểu đúng" in teach and "câu đã biết đáp án" in teach
    mark = re.search(r'name="mark" value="([^"]+)"', teach)
    assert mark
    saved = editor.press(
        "/admin/misunderstood/teach",
        id=str(ids[0]),
        file=BIRTH,
        mark=mark[1],
        phrase=question,
        act="save",
        accepts="yes",
    )
    assert saved.status_code == 303
    assert runtime.answer_preview.answer(question)["procedure"] == "1.001193"
    assert question in editor.page("/admin/misunderstood?state=settled")


def test_out_of_scope_and_a_new_answer_are_one_press_from_the_list(editor: OfficialAtWork, runtime: Runtime) -> None:
    not_understood(runtime, "cho hỏi lịch phun thuốc muỗi")
    page = editor.page("/admin/misunderstood")
    links = [unescape(link) for link in re.findall(r'href="([^"]*)"', page)]
    outside = next(link for link in links if "teach" in link and OUTSIDE in link)
    assert "ngoài việc nhà nước" in editor.page(outside)
    begun = next(link for link in links if link.startswith("/admin/content/new"))
    assert "cho hỏi lịch phun thuốc muỗi" in editor.page(begun)


def test_other_words_can_be_tried_without_saving(editor: OfficialAtWork, runtime: Runtime) -> None:
    ids = not_understood(runtime, "cho hỏi lịch phun thuốc muỗi")
    tried = editor.press("/admin/misunderstood/teach", id=str(ids[0]), file=HEALTH, phrase="phun thuốc muỗi", act="try")
    assert tried.status_code == 200 and "phun thuốc muỗi" in tried.text
    assert runtime.unanswered.count_by_state()["open"] == 1


def test_a_group_becomes_a_new_entry(editor: OfficialAtWork, runtime: Runtime) -> None:
    ids = not_understood(runtime, "cho hỏi lịch phun thuốc muỗi")
    assert "cho hỏi lịch phun thuốc muỗi" in editor.page(f"/admin/content/new?id={ids[0]}")
    says = "\n".join(["cho hỏi lịch phun thuốc muỗi", *(f"phun muỗi khu phố số {number}" for number in range(1, 6))])
    fields = {"id": str(ids[0]), "folder": "office", "title": "Phun thuốc muỗi", "says": says}
    begun = editor.press("/admin/content/new", **fields, act="begin").text
    typed = {**form_in(begun), "text": "Lịch phun do trạm y tế báo.", "source": "Trạm y tế", "accepts": "yes"}
    looked = editor.press("/admin/content/new", **typed, act="look").text
    assert "hiểu đúng" in looked and "câu đã biết đáp án" in looked
    assert editor.press("/admin/content/new", **typed, act="save").status_code == 303
    assert runtime.answer_preview.answer("cho hỏi lịch phun thuốc muỗi")["replies"][0]["text"].startswith(
        "Lịch phun do trạm y tế"
    )
    assert runtime.unanswered.count_by_state()["settled"] == 1


def test_a_group_is_dismissed_and_brought_back(editor: OfficialAtWork, runtime: Runtime) -> None:
    ids = not_understood(runtime, "alo alo gì đó")
    editor.press("/admin/misunderstood/dismiss", id=str(ids[0]))
    assert "Chưa có câu nào" in editor.page("/admin/misunderstood")
    assert "alo alo gì đó" in editor.page("/admin/misunderstood?state=dismissed")
    editor.press("/admin/misunderstood/reopen", id=str(ids[0]))
    assert "alo alo gì đó" in editor.page("/admin/misunderstood")
