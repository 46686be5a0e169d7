"""Every form of the officials' pages is read without the characters that no report could hold."""

from __future__ import annotations

import json
import re

from flask import Flask, request

from bot.admin.cookies import COOKIE_PATH
from bot.admin.routes import ROUTES
from tests.admin.installation import OfficialAtWork, csrf_in

UNWRITABLE = "\x00\x02\x07\x0b\x1b\ufffe\uffff"
BEFORE_SIGNING_IN = {"sign_in_check", "second_step_check"}
"""What is typed there is compared, never kept."""


def test_every_field_of_every_form_enters_clean(app: Flask, manager: OfficialAtWork) -> None:
    """Whatever a view reads of a form, it reads without them; names of fields too."""
    token = csrf_in(manager.page("/admin/password"))
    kept = {"text": [f"Nhà văn hóa{UNWRITABLE} 2\t😀\r\n", f"{UNWRITABLE}khu phố"], f"a{UNWRITABLE}": "x"}
    for route in ROUTES:
        if route.method != "POST" or route.endpoint in BEFORE_SIGNING_IN:
            continue
        app.view_functions[f"admin.{route.endpoint}"] = lambda **_: json.dumps(request.form.to_dict(flat=False))
        path = COOKIE_PATH + re.sub("<[^>]+>", "1", route.path)
        answer = json.loads(manager.client.post(path, data={"csrf": token, **kept}).text)
        assert (answer["text"], answer["a"]) == (["Nhà văn hóa 2\t😀\r\n", "khu phố"], ["x"]), route.endpoint
