"""“Làm bản tin từ bài này”: an article in the fields of a new broadcast."""

from __future__ import annotations

from bot.admin.audience_form import Typed
from bot.runtime import Runtime


def put_article(runtime: Runtime, typed: Typed, article_id: int | None) -> None:
    """An own article goes out as itself; one of the feed becomes words of ours with a link to it. Unknown ones change nothing."""
    row = runtime.publishing.get(article_id) if article_id else None
    if row is None:
        return
    typed["title"], typed["text"] = row["title"], row["summary"]
    if row["source"] == "own":
        typed["kind"], typed["article_id"] = "article", str(row["id"])
    else:
        typed["link"], typed["picture"] = row["url"] or "", row["image"] or ""
