"""An official without a mouse: Tab, Shift+Tab, Enter, Space, arrows and letters; whatever has the focus must be seen to have it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.browser.names import Name, field, pressable, summary

MOST_STEPS = 300
WAY = """(target) => {
  const now = document.activeElement;
  if (!target.isConnected) return null;
  if (now === target || (target.type === "radio" && now.type === "radio" && now.name === target.name)) return 0;
  return target.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}"""
"""How to go on: 0 there (of radio buttons one is on the way, the arrows lead to the others), 1 forward, -1 back, null gone."""
SEEN = """() => {
  const now = document.activeElement, look = getComputedStyle(now), box = now.getBoundingClientRect();
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const top = document.elementFromPoint(x, y);
  if (look.outlineStyle === "none" || parseFloat(look.outlineWidth) < 2) return "has no outline";
  if (!top || !(now.contains(top) || top.contains(now))) return "is out of sight or covered";
  return "";
}"""
"""What is wrong with the look of whatever has the focus."""
NAMED = """() => {
  const now = document.activeElement;
  return now === document.body ? null : now.innerText || now.name || now.tagName;
}"""


class Keys:
    """The acts of a journey by keys alone. `press` waits for the next page, except when told that this one `stays`."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, name: Name, *, stays: bool = False) -> None:
        self._reach(pressable(self.page, name), name)
        if stays:
            self.page.keyboard.press("Enter")
            return
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.keyboard.press("Enter")

    def write(self, name: Name, text: str) -> None:
        self._reach(field(self.page, name), name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def set_time(self, name: Name, moment: str) -> None:
        """Type a moment like 2026-12-01T08:00 as Vietnamese people write it."""
        day, _, hour = moment.partition("T")
        text = f"{'/'.join(reversed(day.split('-')))} {hour}"
        self.write(name, text)
        assert field(self.page, name).input_value() == text

    def tick(self, name: Name) -> None:
        box = self.page.get_by_role("checkbox", name=name)
        self._reach(box, name)
        self.page.keyboard.press("Space")
        assert box.is_checked(), name

    def choose(self, name: Name) -> None:
        wanted = self.page.get_by_role("radio", name=name)
        self._reach(wanted, name)
        for _ in range(MOST_STEPS):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not lead to “{name}”")

    def pick(self, name: Name, option: str) -> None:
        box = self.page.get_by_role("combobox", name=name)
        self._reach(box, name)
        steps = box.evaluate(
            "(box, label) => [...box.options].findIndex((one) => one.label === label) - box.selectedIndex", option
        )
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        assert box.evaluate("(box) => box.selectedOptions[0].label") == option

    def unfold(self, name: str) -> None:
        self._reach(summary(self.page, name), name)
        self.page.keyboard.press("Enter")

    def walk(self) -> int:
        """Tab through the whole page and out of it; how many stops there are, each seen to have the focus."""
        for stops in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            name = self.page.evaluate(NAMED)
            if name is None:
                return stops
            trouble = self.page.evaluate(SEEN)
            assert not trouble, f"“{name}” {trouble}"
        raise AssertionError("the keys do not lead out of the page")

    def _reach(self, filters: Locator, name: Name) -> None:
        """Tab there, and see that the focus shows. A page may draw the target anew on the way."""
        self.page.wait_for_load_state()  # before the style sheet is there, nothing shows a focus
        target, before, turns = filters.element_handle(), 1, 0
        for _ in range(MOST_STEPS):
            way = target.evaluate(WAY)
            if way == 0:
                trouble = self.page.evaluate(SEEN)
                assert not trouble, f"“{name}” {trouble}"
                return
            if way is None:
                target = filters.element_handle()
                continue
            turns += way != before
            assert turns < 3, f"no way to “{name}” with the keys"
            before = way
            self.page.keyboard.press("Tab" if way > 0 else "Shift+Tab")
        raise AssertionError(f"no way to “{name}” with the keys")
