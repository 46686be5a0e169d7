"""Is everything ready for residents? Each item tests itself; its words are in bot.admin.settings.texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.accounts.officials import ListedOfficial
from bot.accounts.roles import APPROVING, MANAGING, WRITING
from bot.broadcasts.kinds import BroadcastKind, all_kinds
from bot.clock import DAY
from bot.installation.backup_state import FAILED, MADE
from bot.installation.zalo_advice import UNNAMED, advice_for
from bot.settings import LOOPBACK
from bot.store import audit, key_values, outbox, recent_events
from bot.zalo.calls import CallFailed

if TYPE_CHECKING:
    from bot.runtime import Runtime

OA_KEY = "oa_profile"
EVENT_FRESH_MS = DAY
"""A webhook that heard nothing for a day may have been switched off by Zalo or at the firewall."""
BACKUP_FRESH_MS = 2 * DAY
OA_FRESH_MS = 30 * DAY


@dataclass(frozen=True, slots=True)
class GoLiveItem:
    """One thing to have ready. `state` is a word of its own list, `level` ok, warn or bad; `facts` fill its sentence."""

    name: str
    state: str
    level: str
    facts: tuple[tuple[str, object], ...] = ()


def list_items(runtime: Runtime) -> list[GoLiveItem]:
    """Every item in the order to do them; nothing here calls out."""
    kinds = (kind for kind in all_kinds() if kind.path)
    return [*(check(runtime) for check in _CHECKS), *(_check_optional_kind(runtime, kind) for kind in kinds)]


def ask_zalo(runtime: Runtime, by: int | None = None) -> None:
    """Ask Zalo whose token this is, and how many paid messages are left; the answers are kept for the pages."""
    answers: dict[str, object] = {"at": runtime.clock()}
    try:
        profile = runtime.zalo.oa_profile()
        answers |= {"oa_id": profile.oa_id, "name": profile.name, "left": runtime.broadcasts.quota(outbox.REPLY_KIND)}
    except CallFailed as failure:
        answers |= {"error": failure.result.outcome.value, "code": failure.result.code}
    with runtime.store.write() as db:
        key_values.set_in(db, OA_KEY, json.dumps(answers))
        audit.write(db, runtime.clock(), by, "oa_check")


def last_quota(runtime: Runtime) -> tuple[int | None, int | None]:
    """(how many paid messages Zalo said are left, when it was asked in ms); None for what it did not say."""
    answers = json.loads(key_values.get(runtime.store, OA_KEY) or "{}")
    return answers.get("left"), answers.get("at")


def _check_address(runtime: Runtime) -> GoLiveItem:
    parts = urlsplit(runtime.settings.public_url)
    if parts.hostname in LOOPBACK:
        return GoLiveItem("address", "local", "bad", (("url", runtime.settings.public_url),))
    state = "ok" if parts.scheme == "https" and "." in (parts.hostname or "") else "odd"
    return GoLiveItem("address", state, "ok" if state == "ok" else "bad", (("url", runtime.settings.public_url),))


def _check_token(runtime: Runtime) -> GoLiveItem:
    level = runtime.tokens.state().level.value
    return GoLiveItem("token", level, {"ok": "ok", "expiring": "warn"}.get(level, "bad"))


def _check_oa(runtime: Runtime) -> GoLiveItem:
    answers = json.loads(key_values.get(runtime.store, OA_KEY) or "{}")
    if not answers or answers["at"] < runtime.clock() - OA_FRESH_MS:
        return GoLiveItem("oa", "unasked", "warn")
    if "error" in answers:
        return GoLiveItem(
            "oa", "refused", "bad", (("at", answers["at"]), ("advice", advice_for(answers.get("code")) or UNNAMED))
        )
    is_same = answers["oa_id"] == runtime.settings.oa_id
    facts = (("at", answers["at"]), ("found", answers["name"] or answers["oa_id"]))
    return GoLiveItem("oa", "ok" if is_same else "other", "ok" if is_same else "bad", facts)


def _check_webhook(runtime: Runtime) -> GoLiveItem:
    newest = recent_events.newest_event(runtime.store)
    if newest is None:
        return GoLiveItem("webhook", "never", "bad")
    is_fresh = newest > runtime.clock() - EVENT_FRESH_MS
    return GoLiveItem("webhook", "ok" if is_fresh else "old", "ok" if is_fresh else "warn", (("at", newest),))


def _check_secret(runtime: Runtime) -> GoLiveItem:
    if runtime.health.is_secret_lost():
        return GoLiveItem("secret", "lost", "bad")
    is_missing = runtime.settings.is_setting_up
    return GoLiveItem("secret", "missing", "bad") if is_missing else GoLiveItem("secret", "ok", "ok")


def _check_verifier(runtime: Runtime) -> GoLiveItem:
    code = runtime.settings.verifier_code
    return GoLiveItem("verifier", "ok" if code else "missing", "ok" if code else "warn")


def _check_managers(runtime: Runtime) -> GoLiveItem:
    usable = [row for row in _usable_officials(runtime) if row.role_ids & MANAGING and not row.must_change]
    is_well = len(usable) >= 2
    return GoLiveItem("managers", "ok" if is_well else "alone", "ok" if is_well else "warn", (("count", len(usable)),))


def _check_approval(runtime: Runtime) -> GoLiveItem:
    """Who writes does not approve: two people are needed."""
    role_sets = [row.role_ids for row in _usable_officials(runtime)]
    able = sum(bool(roles & APPROVING) for roles in role_sets)
    others = sum(bool(roles & WRITING) for roles in role_sets)
    is_well = able >= 1 and others >= 2
    return GoLiveItem("approval", "ok" if is_well else "alone", "ok" if is_well else "bad")


def _check_factor(runtime: Runtime) -> GoLiveItem:
    required = runtime.officials.factor.required()
    concerned = MANAGING | required
    without = [row for row in _usable_officials(runtime) if row.role_ids & concerned and not row.has_factor]
    if without:
        return GoLiveItem("factor", "some", "warn", (("count", len(without)),))
    is_required = required >= MANAGING
    return GoLiveItem("factor", "ok" if is_required else "free", "ok")


def _check_backup(runtime: Runtime) -> GoLiveItem:
    made_at, failed_at = key_values.get(runtime.store, MADE), key_values.get(runtime.store, FAILED)
    if failed_at is not None:
        return GoLiveItem("backup", "failed", "bad", (("at", int(failed_at)),))
    if made_at is None:
        return GoLiveItem("backup", "never", "bad")
    is_fresh = int(made_at) > runtime.clock() - BACKUP_FRESH_MS
    return GoLiveItem("backup", "ok" if is_fresh else "old", "ok" if is_fresh else "warn", (("at", int(made_at)),))


def _check_quiet_hours(runtime: Runtime) -> GoLiveItem:
    hours = runtime.settings.quiet_hours
    facts = (("start", f"{hours.start:%H:%M}"), ("end", f"{hours.end:%H:%M}"))
    return GoLiveItem("quiet", "none", "warn") if hours.start == hours.end else GoLiveItem("quiet", "ok", "ok", facts)


def _check_blanks(runtime: Runtime) -> GoLiveItem:
    ward = runtime.live_content.content.ward
    values = {
        "address": ward.counter.address,
        "phone": ward.counter.phone,
        "hotline": ward.hotline,
        "website": ward.website,
        "data_contact": ward.data_protection_contact,
    }
    missing = tuple(name for name, value in values.items() if not value)
    level = "bad" if {"address", "phone"} & set(missing) else "warn"
    return GoLiveItem("blanks", "open", level, (("missing", missing),)) if missing else GoLiveItem("blanks", "ok", "ok")


def _check_hours(runtime: Runtime) -> GoLiveItem:
    is_sure = runtime.live_content.content.ward.hours.confirmed
    return GoLiveItem("hours", "ok" if is_sure else "unsure", "ok" if is_sure else "warn")


def _check_feed(runtime: Runtime) -> GoLiveItem:
    url = runtime.settings.articles_feed_url
    if url is None:
        return GoLiveItem("feed", "none", "warn")
    is_read = json.loads(key_values.get(runtime.store, "feed") or "{}").get("url") == url
    return GoLiveItem("feed", "ok" if is_read else "unread", "ok" if is_read else "warn")


def _check_optional_kind(runtime: Runtime, kind: BroadcastKind) -> GoLiveItem:
    """A kind of broadcast whose path a setting opens and Zalo may close."""
    if not kind.is_turned_on(runtime.settings):
        return GoLiveItem(kind.name, "off", "ok")
    return GoLiveItem(kind.name, "on" if runtime.broadcasts.paths.is_open(kind.path) else "closed", "warn")


def _usable_officials(runtime: Runtime) -> list[ListedOfficial]:
    return [row for row in runtime.officials.everyone() if row.disabled_at is None]


_CHECKS: tuple[Callable[[Runtime], GoLiveItem], ...] = (
    _check_address,
    _check_verifier,
    _check_secret,
    _check_token,
    _check_oa,
    _check_webhook,
    _check_blanks,
    _check_hours,
    _check_managers,
    _check_approval,
    _check_factor,
    _check_backup,
    _check_quiet_hours,
    _check_feed,
)
