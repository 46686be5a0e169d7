"""What search engines read: schema.org data of a procedure, the sitemap, and which pages robots may open."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from bot.content.blanks import capitalize_first
from bot.content.models import Procedure, Ward
from bot.pages.procedure_sheet import Sheet
from bot.runtime import Runtime

DESCRIPTION_LENGTH = 155
"""Characters of a description that search engines show."""


def describe_page(sheet: Sheet, procedure: Procedure, ward: Ward) -> str:
    """The description of a procedure's page: what is on it, with the most important papers."""
    papers = [line.text.split(".")[0] for _, lines in sheet.papers for line in lines if not line.is_note]
    text = f"{procedure.title} ở {ward.called}: giấy tờ cần có, lệ phí, mấy ngày xong, nộp ở đâu. {'; '.join(papers)}"
    return text if len(text) <= DESCRIPTION_LENGTH else text[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + "…"


def service_data(runtime: Runtime, sheet: Sheet, procedure: Procedure) -> dict[str, Any]:
    """A procedure as a GovernmentService of schema.org, with its questions."""
    ward, site = runtime.live_content.content.ward, runtime.settings.public_url
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": procedure.name,
        "alternateName": procedure.title,
        "identifier": procedure.code,
        "serviceType": procedure.field_name,
        "url": f"{site}/thu-tuc/{procedure.code}",
        "description": describe_page(sheet, procedure, ward),
        "inLanguage": "vi",
        "areaServed": {"@type": "AdministrativeArea", "name": f"{capitalize_first(ward.name)}, {ward.province}"},
    }
    if procedure.office == "ubnd_xa":
        data["provider"] = {"@type": "GovernmentOffice", "name": ward.counter.name}
    if sheet.questions:
        data["subjectOf"] = _questions_data(sheet)
    return data


def _questions_data(sheet: Sheet) -> dict[str, Any]:
    rows = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for question, answer in sheet.questions
    ]
    return {"@type": "FAQPage", "mainEntity": rows}


def build_sitemap(runtime: Runtime) -> str:
    """The addresses of all public pages as a sitemap (sitemaps.org 0.9), procedures with the day of comparing."""
    site = runtime.settings.public_url
    content, today = runtime.live_content.content, runtime.today()
    rows = [_sitemap_row(f"{site}{path}") for path in ("/", "/thu-tuc", "/quyen-rieng-tu")]
    for code, procedure in sorted(content.procedures.items()):
        if procedure.validity.holds_on(today):
            checked = procedure.origin.checked
            rows.append(_sitemap_row(f"{site}/thu-tuc/{code}", f"{checked:%Y-%m-%d}" if checked else ""))
    body = "\n".join(rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'
    )


def _sitemap_row(url: str, day: str = "") -> str:
    modified = f"<lastmod>{day}</lastmod>" if day else ""
    return f"  <url><loc>{escape(url)}</loc>{modified}</url>"


def robots_text(runtime: Runtime) -> str:
    """robots.txt: public pages are open, officials' pages and counted links are not; a demo is not indexed at all."""
    if runtime.settings.is_demo:
        return "User-agent: *\nDisallow: /\n"
    closed = "".join(f"Disallow: {path}\n" for path in ("/admin/", "/l/", "/metrics", "/healthz"))
    return f"User-agent: *\n{closed}\nSitemap: {runtime.settings.public_url}/sitemap.xml\n"
