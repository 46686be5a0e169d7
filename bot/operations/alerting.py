"""Tells people of alerts: once when one begins, once a day while it lasts, once when it is over; and the dead man's ping.

Each way remembers by itself what it has told, so that one that fails is tried again and the others are not repeated.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import requests

from bot.clock import DAY, MINUTE
from bot.installation.alert_texts import alert_words
from bot.installation.alerts import Alert, RaisedAlert
from bot.lib.mail import Mail, MailError
from bot.operations.alert_facts import current_alerts
from bot.runtime import Runtime
from bot.store import DatabaseError, key_values

log = logging.getLogger(__name__)

STATE = "alerts"
"""The note that holds since when each alert lasts, and when each way told of it."""

GRACE_MS = 2 * MINUTE
"""An alert is told after it has lasted this long: many pass by themselves."""

AGAIN_MS = DAY

TIMEOUT_S = (5, 10)

State = dict[str, dict[str, int]]
"""Alert → {"since": ms, way: when it told of it (ms)}; `over` (ms) once it does not hold any more."""


@dataclass(frozen=True, slots=True)
class AlertNotice:
    """What one way tells at once: alerts that hold and are due, and alerts that are over."""

    ward: str
    address: str
    raised: tuple[RaisedAlert, ...]
    over: tuple[RaisedAlert, ...]

    @property
    def subject(self) -> str:
        """One line."""
        first = alert_words((self.raised or self.over)[0])[0]
        rest = len(self.raised) + len(self.over) - 1
        more = f" và {rest} điều khác" if rest else ""
        return f"{self.ward}: {first if self.raised else f'đã hết: {first}'}{more}"

    @property
    def text(self) -> str:
        """All of it in plain words."""
        lines = [f"- {title}. {advice}" for title, advice in map(alert_words, self.raised)]
        lines += [f"- Đã hết: {alert_words(alert)[0]}." for alert in self.over]
        return "\n".join([f"Trợ lý Zalo của {self.ward}", *lines, f"Xem: {self.address}/admin/"])


def watch(runtime: Runtime) -> tuple[RaisedAlert, ...]:
    """Find the alerts that hold and tell of those that are due, by every way of the settings; returns those that hold."""
    raised, now = current_alerts(runtime), runtime.clock()
    state = _read_state(runtime)
    _follow(state, raised, now)
    for way in _ways(runtime):
        _tell_by(way, runtime, state, raised, now)
    ended = [name for name, moments in state.items() if "over" in moments]
    for name in ended:
        if all(way not in state[name] for way in _ways(runtime)):
            del state[name]
    _write_state(runtime, state)
    return raised


def ping(runtime: Runtime) -> None:
    """Call the dead man's address: as it is while all is well, with /fail when a promise is broken."""
    url = runtime.settings.health_ping_url
    if url is None:
        return
    well, facts = runtime.health.report()
    try:
        if well:
            requests.get(url, timeout=TIMEOUT_S, allow_redirects=False)
        else:
            requests.post(f"{url}/fail", " ".join(facts["reasons"]), timeout=TIMEOUT_S, allow_redirects=False)
    except requests.RequestException as error:
        log.warning("ping: %s", type(error).__name__)


def send_trial(runtime: Runtime) -> dict[str, bool]:
    """Tell something harmless by every way of the settings: {way: whether it was taken}."""
    notice = _make_notice(runtime, (), (RaisedAlert(Alert.RESTARTED),))
    return {way: _send(way, runtime, notice) for way in _ways(runtime)}


def _follow(state: State, raised: Sequence[RaisedAlert], now: int) -> None:
    """Note what begins and what is over. A moment that lies ahead (the time was set back) counts as now."""
    holding = {alert.alert.value for alert in raised}
    for name in holding:
        moments = state.setdefault(name, {"since": now})
        moments.pop("over", None)
    for name, moments in state.items():
        if name not in holding:
            moments.setdefault("over", now)
        for key, at in moments.items():
            moments[key] = min(at, now)


def _tell_by(way: str, runtime: Runtime, state: State, raised: Sequence[RaisedAlert], now: int) -> None:
    due = tuple(alert for alert in raised if _is_due(state[alert.alert.value], way, now))
    over = tuple(
        RaisedAlert(Alert(name), "…") for name, moments in state.items() if "over" in moments and way in moments
    )
    if not (due or over) or not _send(way, runtime, _make_notice(runtime, due, over)):
        return
    for alert in due:
        state[alert.alert.value][way] = now
    for alert in over:
        del state[alert.alert.value][way]


def _is_due(moments: dict[str, int], way: str, now: int) -> bool:
    if way in moments:
        return now - moments[way] >= AGAIN_MS
    return now - moments["since"] >= GRACE_MS


def _make_notice(runtime: Runtime, raised: tuple[RaisedAlert, ...], over: tuple[RaisedAlert, ...]) -> AlertNotice:
    return AlertNotice(runtime.live_content.content.ward.called, runtime.settings.public_url, raised, over)


def _ways(runtime: Runtime) -> list[str]:
    settings = runtime.settings
    return [*(["webhook"] if settings.alert_webhook_url else []), *settings.alert_emails]


def _send(way: str, runtime: Runtime, notice: AlertNotice) -> bool:
    """Whether the way took it. What failed is in the log, without the address."""
    if way == "webhook":
        return _post(str(runtime.settings.alert_webhook_url), notice)
    settings = runtime.settings
    mail = Mail(
        str(settings.smtp_host), settings.smtp_port, settings.smtp_user, settings.smtp_password, settings.smtp_from
    )
    try:
        mail.send(way, notice.subject, notice.text)
    except MailError:
        return False
    return True


def _post(url: str, notice: AlertNotice) -> bool:
    """`text` alone is what most chat services show; the rest is for programs."""
    body = {"text": notice.text, "ward": notice.ward, "address": notice.address}
    alerts = {
        name: [{"name": alert.alert.value, "title": alert_words(alert)[0]} for alert in alerts]
        for name, alerts in (("raised", notice.raised), ("over", notice.over))
    }
    try:
        answer = requests.post(url, json=body | alerts, timeout=TIMEOUT_S, allow_redirects=False)
    except requests.RequestException as error:
        log.warning("alerts: the webhook was not reached: %s", type(error).__name__)
        return False
    if not answer.ok:
        log.warning("alerts: the webhook answered %s", answer.status_code)
    return answer.ok


def _read_state(runtime: Runtime) -> State:
    if (unwritten := _UNWRITTEN.get(runtime.store.path)) is not None:
        return unwritten
    try:
        state: State = json.loads(key_values.get(runtime.store, STATE) or "{}")
    except (DatabaseError, ValueError):
        return {}
    return {name: moments for name, moments in state.items() if name in set(Alert)}


def _write_state(runtime: Runtime, state: State) -> None:
    """Keep the state; in memory for as long as the database refuses, so that its alert is not told every minute."""
    try:
        key_values.put(runtime.store, STATE, json.dumps(state))
        _UNWRITTEN.pop(runtime.store.path, None)
    except DatabaseError as error:
        log.error("alerts: what was told could not be written: %s", type(error).__name__)
        _UNWRITTEN[runtime.store.path] = state


_UNWRITTEN: dict[Path, State] = {}
"""States that the database refused, by its path."""
