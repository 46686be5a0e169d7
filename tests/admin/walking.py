"""Walks through the officials' pages as a mouse does: only links and forms that stand on the page, each press counted."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from tests.admin.installation import OfficialAtWork, csrf_in


class Walk:
    """An official on a page. Typing costs nothing; a link, a button and a choice in a list cost one click each."""

    def __init__(self, official: OfficialAtWork, address: str) -> None:
        self._official, self.clicks = official, 0
        self.page = official.page(address)

    def follow(self, address: str) -> str:
        """Press the first link that leads to an address beginning so."""
        link = re.search(rf'<a [^>]*href="({re.escape(address)}[^"]*)"', self.page)
        assert link, f"no link to {address}"
        self.clicks += 1
        self.page = self._official.page(unescape(link[1]).partition("#")[0])
        return self.page

    def search(self, action: str, **fields: str) -> str:
        """Press the button of a form that only asks (method GET)."""
        assert f'action="{action}"' in self.page, f"no form to {action}"
        self.clicks += 1
        self.page = self._official.client.get(action, query_string=fields).text
        return self.page

    def press(self, action: str, choices: int = 0, **fields: Any) -> Any:
        """Press the button of the form that is sent to `action`, after so many choices; returns the answer, follows it."""
        assert re.search(rf'action="{re.escape(action)}[?#"]', self.page), f"no form to {action}"
        self.clicks += 1 + choices
        answer = self._official.client.post(action, data={"csrf": csrf_in(self.page), **fields})
        if answer.status_code == 303:
            self.page = self._official.page(answer.location.partition("#")[0])
        return answer
