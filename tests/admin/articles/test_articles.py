"""Articles: the list, reading one, writing, taking over, towards Zalo and back, pins, and a broadcast made of one."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from bot.articles.feed import FeedError
from bot.articles.news import search_words
from bot.articles.validation import ArticleDraft
from bot.broadcasts.drafts import Actor
from bot.store import article_steps, articles
from tests.admin.form_fields import fields_in
from tests.admin.installation import new_official

LIST = "/admin/articles"
WHOLE = {
    "title": "Lịch tiêm chủng",
    "author": "Phường",
    "summary": "Tiêm tại trạm y tế.",
    "image": "https://example.vn/bia.jpg",
    "body": "Chào **bà con**.\n\n- Sáng\n- Chiều",
}


@pytest.fixture
def author(app, runtime):
    return new_official(app, runtime, "author")


@pytest.fixture
def approver(app, runtime):
    return new_official(app, runtime, "approver")


def written(author, **fields):
    """The number of a new draft."""
    response = author.press(f"{LIST}/new", act="save", **(WHOLE | fields))
    assert response.status_code == 303, response.text
    return int(re.search(r"/articles/(\d+)", response.location)[1])


def version_on(page):
    """The version that the button to approve on this page means."""
    return re.search(r'name="version" value="(\d+)"', page)[1]


def from_feed(runtime, title="Đường mới thông xe", body="Sáng nay <script>thông xe."):
    article = articles.FeedArticle(
        f"g{title}",
        title,
        "Tóm tắt tin",
        "https://phuong.example.vn/tin",
        "https://phuong.example.vn/a.jpg",
        runtime.clock(),
        body,
        search_words(title, "Tóm tắt tin"),
    )
    with runtime.store.write() as db:
        articles.save(db, article, runtime.clock())
    return runtime.store.row("SELECT max(id) AS id FROM articles")["id"]


def reaches(runtime, article_id, state, **facts):
    with runtime.store.write() as db:
        article_steps.write(db, article_id, zalo_state=state, **facts)


def test_an_empty_list_says_what_to_do_first(author):
    page = author.page(LIST)
    assert "bài đầu tiên của phường" in page and "Chưa khai địa chỉ trang tin" in page


def test_the_list_is_searched_and_filtered(runtime, author):
    written(author)
    from_feed(runtime)
    for query, there, gone in (
        ("q=tiem+chung", "Lịch tiêm chủng", "Đường mới"),
        ("source=feed", "Đường mới", "Lịch tiêm"),
        ("source=own", "Lịch tiêm", "Đường mới"),
        ("state=none", "Lịch tiêm", "Đường mới"),
    ):
        page = author.page(f"{LIST}?{query}")
        assert there in page and gone not in page, query
    assert "Bỏ lọc" in author.page(f"{LIST}?state=failed")


def test_the_list_is_sorted_as_wished(clock, runtime, author):
    from_feed(runtime, "Áo ấm cho em")
    clock.forward(60_000)
    from_feed(runtime, "Bến cá mới")

    for order, first in (("newest", "Bến"), ("oldest", "Áo"), ("title", "Áo"), ("nonsense", "Bến")):
        match = re.search(r"<td><a[^>]*>(\w+)", author.page(f"{LIST}?order={order}"))
        assert match and match[1] == first, order


def test_many_articles_come_in_pages(runtime, author):
    for number in range(21):
        from_feed(runtime, f"Tin số {number}")
    assert "Trang 1 trên 2" in author.page(LIST) and "Tin số 0<" in author.page(f"{LIST}?page=2")


def test_an_article_is_looked_at_before_it_is_kept(runtime, author):
    page = author.press(f"{LIST}/new", act="look", **(WHOLE | {"summary": ""})).text
    assert "<strong>bà con</strong>" in page and "<li>Sáng</li>" in page and "Chưa có đoạn tóm tắt." in page
    assert "Chào **bà con**." in page, "what was typed stays"
    assert runtime.publishing.search().total == 0


def test_what_is_written_can_do_no_harm(author):
    page = author.press(
        f"{LIST}/new", act="look", **(WHOLE | {"body": "<script>x</script> [a](javascript:x) ![b](https://z.vn/p.jpg)"})
    ).text
    assert "<script>x" not in page and 'href="javascript' not in page and 'src="http' not in page


def test_it_is_kept_and_changed_and_a_colleagues_change_is_not_overwritten(runtime, author, manager):
    article_id = written(author)
    path = f"{LIST}/{article_id}"
    fields = {name: values[0] for name, values in fields_in(author.page(f"{path}/edit")).items() if name != "csrf"}
    assert fields["body"].strip() == WHOLE["body"] and fields["version"] == "1"
    manager.press(f"{path}/edit", act="save", **(fields | {"title": "Lịch mới"}))
    late = author.press(f"{path}/edit", act="save", **(fields | {"title": "Lịch khác"}))
    assert late.status_code == 422 and "Người khác vừa sửa bài này" in late.text and 'value="Lịch khác"' in late.text
    both = late.text.split('id="hai-ban"')[1].split("</section>")[0]
    assert both.index("Lịch mới") < both.index("Lịch khác") and "<h3>Nội dung</h3>" not in both
    assert runtime.publishing.get(article_id).title == "Lịch mới"


def test_a_text_that_is_too_long_says_so_and_stays(author):
    response = author.press(f"{LIST}/new", act="save", **(WHOLE | {"title": "x" * 151}))
    assert response.status_code == 422 and "Tên bài dài 151 ký tự" in response.text and "x" * 151 in response.text


def test_a_long_article_in_vietnamese_gets_through(author):
    body = "\n\n".join(["đường được mở rộng " * 50] * 40)
    article_id = written(author, body=body)
    assert len(author.page(f"{LIST}/{article_id}")) > 38_000


def test_a_cover_is_uploaded_and_shown_from_here(runtime, author):
    packed = io.BytesIO()
    Image.new("RGB", (800, 450), "teal").save(packed, "JPEG")
    token = fields_in(author.page(f"{LIST}/new"))["csrf"][0]
    data = WHOLE | {"csrf": token, "picture_file": (io.BytesIO(packed.getvalue()), "bia.jpg")}
    page = author.client.post(f"{LIST}/picture", data=data, content_type="multipart/form-data").text
    image = fields_in(page)["image"][0]
    assert image.startswith("https://") and "Đã tải ảnh lên" in page and "Chào **bà con**." in page
    assert f'src="{runtime.pictures.path_of(image)}"' in author.page(f"{LIST}/{written(author, image=image)}")
    bad = author.client.post(
        f"{LIST}/picture",
        data=WHOLE | {"csrf": token, "picture_file": (io.BytesIO(b"x"), "a.jpg")},
        content_type="multipart/form-data",
    )
    assert bad.status_code == 422 and "Chào **bà con**." in bad.text


def test_a_feed_article_is_taken_over_once(runtime, author):
    feed_id = from_feed(runtime)
    page = author.page(f"{LIST}/{feed_id}")
    assert "Bài của trang tin" in page and "<script>thông" not in page and "Lấy về thành bài của phường" in page
    copy = author.press(f"{LIST}/{feed_id}/take").location.split("?")[0]
    assert "[Xem bài gốc](https://phuong.example.vn/tin)" in author.page(f"{copy}/edit")
    again = author.press(f"{LIST}/{feed_id}/take")
    assert again.status_code == 422 and "đã được lấy về rồi" in again.text
    assert copy in author.page(f"{LIST}/{feed_id}")


def test_it_goes_to_zalo_hidden_and_another_shows_it(runtime, author, approver):
    article_id = written(author)
    path = f"{LIST}/{article_id}"
    author.press(f"{path}/publish")
    assert runtime.publishing.state(article_id).state == "creating" and "Đang chuyển sang Zalo" in author.page(path)
    reaches(runtime, article_id, "hidden", zalo_id="z1")
    assert "Nhờ người có quyền duyệt" in author.page(path) and author.press(f"{path}/show").status_code == 403
    assert "Duyệt và cho hiện" in approver.page(path)
    approver.press(f"{path}/show", version=version_on(approver.page(path)))
    assert runtime.publishing.state(article_id).state == "showing"


def test_only_the_text_that_was_read_is_approved(runtime, author, approver):
    article_id = written(author)
    path = f"{LIST}/{article_id}"
    read = version_on(approver.page(path))
    fields = fields_in(author.page(f"{path}/edit")) | {"body": "LỪA ĐẢO: chuyển tiền vào tài khoản này", "act": "save"}
    assert author.client.post(f"{path}/edit", data=fields).status_code == 303
    for version in ({"version": read}, {}):
        refused = approver.press(f"{path}/show", **version)
        assert refused.status_code == 422 and "đọc bản mới" in refused.text
    assert runtime.publishing.state(article_id).state == "none"


def test_nobody_shows_what_they_wrote_themselves(runtime, approver):
    article_id = written(approver)
    assert "Duyệt và cho hiện" not in approver.page(f"{LIST}/{article_id}")
    response = approver.press(f"{LIST}/{article_id}/show")
    assert response.status_code == 422 and "không tự duyệt bài của mình" in response.text


def test_what_is_missing_is_said_before_and_when_it_is_tried(author):
    article_id = written(author, summary="")
    assert "Chưa có đoạn tóm tắt." in author.page(f"{LIST}/{article_id}")
    response = author.press(f"{LIST}/{article_id}/publish")
    assert response.status_code == 422 and "Chưa có đoạn tóm tắt." in response.text


def test_why_zalo_did_not_take_it_is_said_in_words(runtime, author):
    article_id = written(author)
    reaches(runtime, article_id, "failed", zalo_reason="quota", zalo_note="Quota exceeded")
    page = author.page(f"{LIST}/{article_id}")
    assert "hết hạn mức đăng bài" in page and "Quota exceeded" in page and "Đăng lại lên Zalo" in page


def test_only_news_is_pinned_and_unpinned_again(runtime, author):
    feed_id, own = from_feed(runtime), written(author)
    author.press(f"{LIST}/{feed_id}/pin", pinned="yes")
    assert "Đường mới" in author.page(f"{LIST}?pinned=yes") and "Thôi ghim" in author.page(f"{LIST}/{feed_id}")
    author.press(f"{LIST}/{feed_id}/pin", pinned="")
    assert "Không có bài nào khớp" in author.page(f"{LIST}?pinned=yes")
    assert "Ghim lên đầu" not in author.page(f"{LIST}/{own}")
    assert "Chỉ ghim được bài" in author.press(f"{LIST}/{own}/pin", pinned="yes").text


def test_it_is_removed_after_a_question(runtime, author):
    article_id = written(author)
    assert "Không lấy lại được" in author.page(f"{LIST}/{article_id}/remove")
    assert author.press(f"{LIST}/{article_id}/remove").location == f"{LIST}?done=removed"
    assert author.client.get(f"{LIST}/{article_id}").status_code == 404
    reaches(runtime, busy := written(author), "creating")
    response = author.press(f"{LIST}/{busy}/remove")
    assert response.status_code == 422 and "Hãy chờ xong" in response.text


def test_a_broadcast_is_made_of_it(runtime, author):
    own, feed_id = written(author), from_feed(runtime)
    for article_id in (own, feed_id):
        assert f"/admin/broadcasts/new?article={article_id}" in author.page(f"{LIST}/{article_id}")
    fields = fields_in(author.page(f"/admin/broadcasts/new?article={own}"))
    assert fields["kind"] == ["article"] and fields["article_id"] == [str(own)] and fields["title"] == [WHOLE["title"]]
    fields = fields_in(author.page(f"/admin/broadcasts/new?article={feed_id}"))
    assert fields["link"] == ["https://phuong.example.vn/tin"] and fields["kind"] == ["auto"]
    assert fields_in(author.page("/admin/broadcasts/new?article=999"))["title"] == [""]


def test_news_is_fetched_now_and_what_came_is_said(runtime, author, monkeypatch):
    assert "Chưa khai địa chỉ trang tin" in author.press(f"{LIST}/sync").text
    monkeypatch.setattr(runtime, "settings", replace(runtime.settings, articles_feed_url="https://x.vn/rss"))
    monkeypatch.setattr(runtime.articles, "sync", lambda by: (5, 2))
    response = author.press(f"{LIST}/sync")
    assert "Đã đọc 5 bài của trang tin, 2 bài mới." in author.page(response.location)

    def fails(by):
        raise FeedError("máy chủ không trả lời")

    monkeypatch.setattr(runtime.articles, "sync", fails)
    response = author.press(f"{LIST}/sync")
    assert response.status_code == 502 and "máy chủ không trả lời" in response.text


def test_a_viewer_reads_and_does_nothing(app, runtime):
    viewer = new_official(app, runtime, "viewer")
    by = Actor(1, frozenset({"manager"}))
    article_id = runtime.publishing.create(ArticleDraft(**WHOLE), by)
    page = viewer.page(f"{LIST}/{article_id}")
    assert "Lịch tiêm chủng" in page and "<form" not in page.split("<main")[1]
    for path in ("new", f"{article_id}/edit", f"{article_id}/publish", f"{article_id}/remove", f"{article_id}/pin"):
        assert viewer.press(f"{LIST}/{path}").status_code == 403, path
