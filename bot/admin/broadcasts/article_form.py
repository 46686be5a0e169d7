"""“Làm bản tin từ bài này”: an article in the fields of a new broadcast."""

from __future__ import annotations

from bot.admin.broadcasts.audience_form import FormFields
from bot.broadcasts.kinds import article_kind
from bot.runtime import Runtime


def put_article(runtime: Runtime, form: FormFields, article_id: int | None) -> None:
    """Send an own article as it is; fill the form with an article of the feed, with a link to it. Ignores unknown ones."""
    row = runtime.publishing.get(article_id) if article_id else None
    if row is None:
        return
    form["title"], form["text"] = row.title, row.summary
    if row.source == "own":
        form["kind"], form["article_id"] = article_kind().name, str(row.id)
    else:
        form["link"], form["picture"] = row.url or "", row.image or ""
