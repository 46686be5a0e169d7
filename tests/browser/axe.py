"""What axe-core finds wrong on an open page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SERIOUS = ("serious", "critical")
CONTRAST = {"runOnly": ["color-contrast"]}
"""The one thing that the dark sheet can change."""

_RUN = """async (options) => (await axe.run({...options, resultTypes: ["violations"]})).violations.map((rule) => (
  {id: rule.id, impact: rule.impact, nodes: rule.nodes.map((node) => node.html)}))"""
"""Of what is well axe describes one node instead of every one."""


def find_faults(page: Page, options: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Every rule that the page breaks: its id, impact, and the HTML of the nodes. A document takes the script once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    faults: list[dict[str, Any]] = page.evaluate(_RUN, options or {})
    return faults
