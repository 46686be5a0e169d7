"""Forms that officials sent, by their one-time token: a second submission of the same form leads where the first did."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.records import to_record


@dataclass(frozen=True, slots=True)
class SubmittedForm:
    """A form that was sent: by whom, the digest of its content, and the address its answer led to.

    `landing` is None while the submission is being processed, or when it was cut off.
    """

    official_id: int
    content: str
    landing: str | None


def claim(db: Database, token: str, official_id: int, content: str, now_ms: int) -> SubmittedForm | None:
    """Take the token for this submission and return None; return the earlier submission when the token is taken."""
    cursor = db.conn.execute(
        "INSERT OR IGNORE INTO presses (token, official_id, content, pressed_at) VALUES (?, ?, ?, ?)",
        [token, official_id, content, now_ms],
    )
    if cursor.rowcount:
        return None
    row = db.conn.execute("SELECT official_id, content, landing FROM presses WHERE token = ?", [token]).fetchone()
    return to_record(SubmittedForm, row)


def land(db: Database, token: str, landing: str) -> None:
    """Note that the submission was processed; `landing` is the address its answer leads to."""
    db.conn.execute("UPDATE presses SET landing = ? WHERE token = ?", [landing, token])


def release(db: Database, token: str) -> None:
    """Forget a submission that changed nothing (refused, preview): the form may be sent again."""
    db.conn.execute("DELETE FROM presses WHERE token = ?", [token])


def forget_before(db: Database, before_ms: int) -> None:
    """Forget submissions before a moment (ms)."""
    db.conn.execute("DELETE FROM presses WHERE pressed_at < ?", [before_ms])
