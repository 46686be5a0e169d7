"""Is everything ready for residents? Each item tests itself; its words are in bot.admin.words_settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.backups import MADE
from bot.clock import DAY
from bot.settings import LOOPBACK
from bot.store import audit, notes, signs
from bot.zalo.calls import CallFailed

if TYPE_CHECKING:
    from bot.runtime import Runtime

OA_KEY = "oa_profile"
EVENT_FRESH_MS = DAY
"""A webhook that heard nothing for a day may have been switched off by Zalo or at the firewall."""
BACKUP_FRESH_MS = 2 * DAY
OA_FRESH_MS = 30 * DAY


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to have ready. `state` is a word of its own list, `level` ok, warn or bad; `facts` fill its sentence."""

    name: str
    state: str
    level: str
    facts: tuple[tuple[str, object], ...] = ()


def items(runtime: Runtime) -> list[Item]:
    """Every item in the order to do them; nothing here calls out."""
    return [test(runtime) for test in _TESTS]


def ask_zalo(runtime: Runtime, by: int | None = None) -> None:
    """Ask Zalo whose token this is, and how many paid messages are left; the answers are kept for the pages."""
    found: dict[str, object] = {"at": runtime.clock()}
    try:
        profile = runtime.zalo.oa_profile()
        found |= {"oa_id": profile.oa_id, "name": profile.name, "left": runtime.broadcasting.quota("consultation")}
    except CallFailed as failure:
        found["error"] = failure.result.outcome.value
    with runtime.store.write() as db:
        notes.set_in(db, OA_KEY, json.dumps(found))
        audit.write(db, runtime.clock(), by, "oa_check")


def quota(runtime: Runtime) -> tuple[int | None, int | None]:
    """(how many paid messages Zalo said are left, when it was asked in ms); None for what it did not say."""
    kept = json.loads(notes.get(runtime.store, OA_KEY) or "{}")
    return kept.get("left"), kept.get("at")


def _address(runtime: Runtime) -> Item:
    parts = urlsplit(runtime.settings.public_url)
    if parts.hostname in LOOPBACK:
        return Item("address", "local", "bad", (("url", runtime.settings.public_url),))
    state = "ok" if parts.scheme == "https" and "." in (parts.hostname or "") else "odd"
    return Item("address", state, "ok" if state == "ok" else "bad", (("url", runtime.settings.public_url),))


def _token(runtime: Runtime) -> Item:
    level = runtime.keeper.state().level.value
    return Item("token", level, {"ok": "ok", "expiring": "warn"}.get(level, "bad"))


def _oa(runtime: Runtime) -> Item:
    kept = json.loads(notes.get(runtime.store, OA_KEY) or "{}")
    if not kept or kept["at"] < runtime.clock() - OA_FRESH_MS:
        return Item("oa", "unasked", "warn")
    if "error" in kept:
        return Item("oa", "refused", "bad", (("at", kept["at"]),))
    is_same = kept["oa_id"] == runtime.settings.oa_id
    facts = (("at", kept["at"]), ("found", kept["name"] or kept["oa_id"]))
    return Item("oa", "ok" if is_same else "other", "ok" if is_same else "bad", facts)


def _webhook(runtime: Runtime) -> Item:
    newest = signs.newest_event(runtime.store)
    if newest is None:
        return Item("webhook", "never", "bad")
    is_fresh = newest > runtime.clock() - EVENT_FRESH_MS
    return Item("webhook", "ok" if is_fresh else "old", "ok" if is_fresh else "warn", (("at", newest),))


def _verifier(runtime: Runtime) -> Item:
    code = runtime.settings.verifier_code
    return Item("verifier", "ok" if code else "missing", "ok" if code else "warn")


def _managers(runtime: Runtime) -> Item:
    usable = [row for row in _usable(runtime) if row["role"] == "manager" and not row["must_change"]]
    is_well = len(usable) >= 2
    return Item("managers", "ok" if is_well else "alone", "ok" if is_well else "warn", (("count", len(usable)),))


def _approval(runtime: Runtime) -> Item:
    """Who writes does not approve: two people are needed."""
    roles = [row["role"] for row in _usable(runtime)]
    able = sum(role in ("approver", "manager") for role in roles)
    others = sum(role in ("author", "approver", "manager") for role in roles)
    is_well = able >= 1 and others >= 2
    return Item("approval", "ok" if is_well else "alone", "ok" if is_well else "bad")


def _factor(runtime: Runtime) -> Item:
    without = [row for row in _usable(runtime) if row["role"] == "manager" and not row["has_factor"]]
    if without:
        return Item("factor", "some", "warn", (("count", len(without)),))
    is_required = "manager" in runtime.officials.factor.required()
    return Item("factor", "ok" if is_required else "free", "ok")


def _backup(runtime: Runtime) -> Item:
    made = notes.get(runtime.store, MADE)
    if made is None:
        return Item("backup", "never", "bad")
    is_fresh = int(made) > runtime.clock() - BACKUP_FRESH_MS
    return Item("backup", "ok" if is_fresh else "old", "ok" if is_fresh else "warn", (("at", int(made)),))


def _quiet(runtime: Runtime) -> Item:
    hours = runtime.settings.quiet_hours
    facts = (("start", f"{hours.start:%H:%M}"), ("end", f"{hours.end:%H:%M}"))
    return Item("quiet", "none", "warn") if hours.start == hours.end else Item("quiet", "ok", "ok", facts)


def _blanks(runtime: Runtime) -> Item:
    ward = runtime.brain.content.ward
    values = {
        "address": ward.counter.address, "phone": ward.counter.phone, "hotline": ward.hotline, "website": ward.website,
        "data_contact": ward.data_protection_contact,
    }  # fmt: skip
    missing = tuple(name for name, value in values.items() if not value)
    level = "bad" if {"address", "phone"} & set(missing) else "warn"
    return Item("blanks", "open", level, (("missing", missing),)) if missing else Item("blanks", "ok", "ok")


def _hours(runtime: Runtime) -> Item:
    is_sure = runtime.brain.content.ward.hours.confirmed
    return Item("hours", "ok" if is_sure else "unsure", "ok" if is_sure else "warn")


def _feed(runtime: Runtime) -> Item:
    url = runtime.settings.articles_feed_url
    if url is None:
        return Item("feed", "none", "warn")
    is_read = json.loads(notes.get(runtime.store, "feed") or "{}").get("url") == url
    return Item("feed", "ok" if is_read else "unread", "ok" if is_read else "warn")


def _promotion(runtime: Runtime) -> Item:
    if not runtime.settings.promotion_messages:
        return Item("promotion", "off", "ok")
    is_open = runtime.broadcasting.promotion.is_open()
    return Item("promotion", "on" if is_open else "closed", "warn")


def _usable(runtime: Runtime) -> list[dict[str, object]]:
    return [dict(row) for row in runtime.officials.everyone() if row["disabled_at"] is None]


_TESTS: tuple[Callable[[Runtime], Item], ...] = (
    _address, _token, _oa, _webhook, _verifier, _blanks, _hours, _managers, _approval, _factor, _backup, _quiet, _feed,
    _promotion,
)  # fmt: skip
