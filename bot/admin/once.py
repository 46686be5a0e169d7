"""A form that is sent twice is processed once: every form of the officials' pages carries a one-time token.

A double click, a second submission while the first is being processed, and the browser's "send again" all lead to the
page of the first submission. A form that was refused or only previewed may be sent again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time

from flask import Response, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from bot.accounts.submitted_forms import SubmittedForm, SubmittedForms

FIELD = "once"
LONGEST_TOKEN = 64
WAIT_S = 10.0
"""How long a second submission waits for the first one; longer than any form takes."""
POLL_S = 0.05

OTHER_CONTENT = (
    "Trang này đã gửi đi một lần rồi",
    "Lần này chữ hoặc lựa chọn khác lần trước, nên máy chưa làm gì thêm, để khỏi thành hai. Hãy mở kết quả lần trước để "
    "sửa tiếp; muốn chép lại chữ vừa viết, bấm nút quay lại của trình duyệt.",
)
STILL_AT_WORK = (
    "Lần bấm trước chưa xong, hoặc bị ngắt giữa chừng",
    "Máy chưa làm lại, để khỏi thành hai. Hãy mở danh sách xem đã có chưa rồi mới làm lại.",
)
"""(heading, what to do) of the two pages that answer a second submission."""


class SubmissionGuard:
    """Runs before and after every form of the officials' pages."""

    def __init__(self, forms: SubmittedForms) -> None:
        self._forms = forms

    def begin(self, official_id: int) -> ResponseReturnValue | None:
        """Return None to process the form; for a repeated one the page of the first, or a page that says why not."""
        token = request.form.get(FIELD, "")[:LONGEST_TOKEN] if request.method == "POST" else ""
        if not token:
            return None
        digest, until = _digest_form(), time.monotonic() + WAIT_S
        while True:
            earlier = self._forms.claim(token, official_id, digest)
            if earlier is None:
                g.form_token = token
                return None
            if (earlier.official_id, earlier.content) != (official_id, digest):
                return _answer_changed_form(earlier, official_id)
            if earlier.landing:
                return redirect(earlier.landing, 303)
            if time.monotonic() > until:
                return _page(STILL_AT_WORK, None)
            time.sleep(POLL_S)

    def end(self, response: Response) -> Response:
        """Note where the submission led; one that led nowhere may be repeated."""
        token = g.pop("form_token", None)
        if token is not None:
            landing = g.get("landing") or (response.location if response.status_code == 303 else None)
            self._forms.finish(token, landing)
        return response


def _answer_changed_form(earlier: SubmittedForm, official_id: int) -> ResponseReturnValue | None:
    """The same token with another content: a form with a version checks itself whether it was changed since."""
    if request.form.get("version"):
        return None
    return _page(OTHER_CONTENT, earlier.landing if earlier.official_id == official_id else None)


def lands_at(address: str) -> None:
    """Say where a second submission leads, for a form that answers with a page of its own."""
    g.landing = address


def form_field() -> Markup:
    """Return the hidden field with a new token, for each form of a page; a browser must not fill in an old one."""
    return Markup('<input type="hidden" name="{}" value="{}" autocomplete="off">').format(
        FIELD, secrets.token_urlsafe(18)
    )


def _digest_form() -> str:
    """Return a digest of the address and all fields: a form with another content is another submission."""
    fields = [[name, values] for name, values in sorted(request.form.lists()) if name != FIELD]
    files = [[name, file.filename] for name, file in sorted(request.files.items(multi=True), key=lambda pair: pair[0])]
    return hashlib.sha256(json.dumps([request.full_path, fields, files]).encode()).hexdigest()


def _page(texts: tuple[str, str], landing: str | None) -> ResponseReturnValue:
    heading, advice = texts
    return render_template("admin/shared/error.html", heading=heading, advice=advice, landing=landing), 409
