"""An article that waits is on its approver's first page, and goes back to its author with a comment."""

from __future__ import annotations

from bot.operations.notice_matters import find_matters
from tests.admin.articles.test_articles import LIST, WHOLE, approver, author, reaches, version_on, written

__all__ = ["approver", "author"]


def test_an_article_at_zalo_is_on_the_approvers_first_page_and_in_the_counters(runtime, author, approver):
    article = written(author)
    assert "Bài viết chờ anh/chị duyệt" not in approver.page("/admin/")
    reaches(runtime, article, "hidden", zalo_id="z1")
    assert "Bài viết chờ anh/chị duyệt" in approver.page("/admin/")
    assert "Bài viết chờ anh/chị duyệt" not in author.page("/admin/")
    assert approver.client.get("/admin/live").json["counts"]["articles"] == 1
    assert [matter.subject for matter in find_matters(runtime) if matter.kind == "article_to_show"] == [str(article)]


def test_it_is_returned_with_a_comment_edited_and_read_with_what_changed(runtime, author, approver):
    article = written(author)
    reaches(runtime, article, "hidden", zalo_id="z1")
    page = f"{LIST}/{article}"
    version = version_on(approver.page(page))
    assert approver.press(f"{page}/return", version=version, reason=" ").status_code == 422
    assert approver.press(f"{page}/return", version=version, reason="Thiếu địa điểm tiêm").status_code == 303
    assert "Bài viết chờ anh/chị duyệt" not in approver.page("/admin/")
    today = author.page("/admin/")
    assert "Bài viết trả lại cho anh/chị sửa" in today and "Thiếu địa điểm tiêm" in today
    edited = {**WHOLE, "summary": "Tiêm tại nhà văn hóa.", "version": version, "act": "save"}
    assert author.press(f"{page}/edit", **edited).status_code == 303
    assert "Bài viết chờ anh/chị duyệt" in approver.page("/admin/")
    page_again = approver.page(page)
    assert "Lần trước trả lại" in page_again and "Thiếu địa điểm tiêm" in page_again
    assert "<del>trạm</del>" in page_again and "<ins>nhà</ins>" in page_again


def test_a_version_nobody_read_is_not_returned(runtime, author, approver):
    article = written(author)
    reaches(runtime, article, "hidden", zalo_id="z1")
    page = f"{LIST}/{article}"
    version = version_on(approver.page(page))
    author.press(f"{page}/edit", **{**WHOLE, "title": "Khác", "version": version, "act": "save"})
    refused = approver.press(f"{page}/return", version=version, reason="Sai")
    assert refused.status_code == 422 and "không ở bước chờ duyệt" in refused.text and "Sai" in refused.text
