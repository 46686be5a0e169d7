"""What a browser would send of the last form on a page when nothing in it was touched."""

from __future__ import annotations

from html.parser import HTMLParser


def fields_in(page: str) -> dict[str, list[str]]:
    """Every field with its values; buttons and files are left out."""
    reader = _Reader()
    reader.feed(page.split("<form")[-1])
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        at = dict(attributes)
        name = at.get("name") or ""
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in at or self._select not in self.found):
            self.found[self._select] = [at.get("value") or ""]
        elif tag == "textarea":
            self._area, self.found[name] = name, [""]
        elif tag == "input":
            self._input(name, at)

    def _input(self, name: str, at: dict[str, str | None]) -> None:
        kind = at.get("type")
        if kind != "file" and (kind not in ("checkbox", "radio") or "checked" in at):
            self.found.setdefault(name, []).append(at.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[self._area][0] += data
