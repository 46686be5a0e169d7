"""Addresses of a procedure on the national portal, and the rule that every link opens the procedure's own page.

The portal's addresses are those of its data of August 2026: one page a code, and below it the page to file.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.content.field_names import name_field
from bot.content.files import Document, Where
from bot.content.problems import Report

PORTAL = "dichvucong.gov.vn"
_PAGES = f"https://{PORTAL}/dich-vu-cong-truc-tuyen"


def portal_page(code: str) -> str:
    """The page of the procedure `code`."""
    return f"{_PAGES}/{code}"


def filing_page(code: str) -> str:
    """The page where a dossier of the procedure `code` is filed."""
    return f"{_PAGES}/{code}/nop-ho-so"


def check_procedure_links(document: Document, report: Report) -> None:
    """Report links of a procedure that open a front page or another procedure; another site needs its reason, `why`.

    A variant may open the page of the procedure it belongs to: the portal merges cases into one code.
    """
    codes = [document.data["code"], *document.data.get("former_codes", ())]
    codes += [document.data["variant_of"]] if "variant_of" in document.data else []
    rows: tuple[tuple[Where, list[str]], ...] = (
        (("source", "url"), [portal_page(code) for code in codes]),
        (("online", "url"), [filing_page(code) for code in codes]),
    )
    for where, pages in rows:
        url = (document.data.get(where[0]) or {}).get("url")
        if url and url not in pages and not _is_explained(document, str(where[0]), url):
            line = document.line(where)
            report.error(document.file, line, f"{name_field(*where)} phải mở đúng trang của thủ tục: {pages[0]}")


def _is_explained(document: Document, part: str, url: str) -> bool:
    """A page of another site with a reason why it is linked; a front page never is."""
    address = urlsplit(url)
    has_page = bool(address.path.strip("/") or address.query)
    return has_page and address.hostname != PORTAL and bool(document.data[part].get("why"))


def warn_of_missing_links(document: Document, report: Report) -> None:
    """Warn where a procedure is done online but no link opens it, and where its source has no link."""
    if not document.data["source"].get("url"):
        report.warn(document.file, document.line(("source",)), f"chưa có {name_field('source', 'url')}")
    online = document.data.get("online") or {}
    if online.get("level") in ("full", "part") and not online.get("url"):
        report.warn(document.file, document.line(("online",)), f"chưa có {name_field('online', 'url')}")
