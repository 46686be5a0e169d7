"""Hands a form of content/forms, or a file of an official, to a person; an upload is used again while it is valid."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from bot.clock import DAY, Clock
from bot.content.form_files import read_form_file
from bot.messaging.media import MediaFiles
from bot.messaging.outbox import PICTURE_ENDINGS
from bot.store import DatabaseError, Store, key_values
from bot.zalo import bodies
from bot.zalo.calls import CallFailed
from bot.zalo.client import ZaloClient
from bot.zalo.errors import Outcome
from bot.zalo.messages import SendResult
from bot.zalo.outgoing import Refused

log = logging.getLogger(__name__)

KEY = "uploaded_files"
VALID_MS = 6 * DAY
"""Zalo forgets an upload after seven days (docs/zalo/platform.md 7)."""
_WAITS = frozenset({Outcome.RATE_LIMITED, Outcome.TOKEN_REFRESH})
"""Endings of an upload after which the whole queue waits, and the message with it."""


class FileSender:
    """Uploads a file once and sends it to whoever asks for it; a changed file is uploaded anew."""

    def __init__(self, zalo: ZaloClient, store: Store, clock: Clock, content_path: Path, media: MediaFiles) -> None:
        self._zalo, self._store, self._clock = zalo, store, clock
        self._content_path, self._media = content_path, media

    def send(self, person_id: str, name: str, upload: int = 0) -> SendResult:
        """Hand over the form `name`, or the official's file of number `upload` under that name.

        INVALID_REQUEST when it is gone or Zalo does not take it as an upload.
        """
        data = self._read_upload(upload) if upload else read_form_file(self._content_path, name)
        if data is None:
            return SendResult(Outcome.INVALID_REQUEST, note="no such file")
        mark = hashlib.sha256(name.encode() + b"\0" + data).hexdigest()
        try:
            return self._send(person_id, mark, name, data)
        except CallFailed as failure:
            result = failure.result
            outcome = result.outcome if result.outcome in _WAITS else Outcome.INVALID_REQUEST
            return SendResult(outcome, code=result.code, note=f"upload: {result.note}", retry=result.retry)
        except Refused as refusal:
            return SendResult(Outcome.INVALID_REQUEST, note=str(refusal))

    def _read_upload(self, upload: int) -> bytes | None:
        item = self._media.get(upload)
        path = self._media.path_of(item) if item else None
        return path.read_bytes() if path else None

    def _send(self, person_id: str, mark: str, name: str, data: bytes) -> SendResult:
        token = self._remembered(mark)
        if token is not None:
            result = self._hand_over(person_id, token, name)
            if result.outcome is not Outcome.INVALID_REQUEST:
                return result
        is_picture = name.endswith(PICTURE_ENDINGS)
        token = self._zalo.upload_image(data, name) if is_picture else self._zalo.upload_file(data, name)
        self._remember(mark, token)
        return self._hand_over(person_id, token, name)

    def _hand_over(self, person_id: str, token: str, name: str) -> SendResult:
        make_body = bodies.picture if name.endswith(PICTURE_ENDINGS) else bodies.file
        return self._zalo.send_consultation(person_id, make_body(person_id, token))

    def _remembered(self, mark: str) -> str | None:
        try:
            upload = self._valid_uploads().get(mark)
        except DatabaseError:
            log.exception("uploaded files could not be read")
            return None
        return None if upload is None else str(upload["token"])

    def _remember(self, mark: str, token: str) -> None:
        """Keep the token; a database that refuses costs an upload next time, never the message."""
        try:
            with self._store.write(durable=False) as db:
                uploads = self._valid_uploads() | {mark: {"token": token, "at": self._clock()}}
                key_values.set_in(db, KEY, json.dumps(uploads))
        except DatabaseError:
            log.exception("an uploaded file could not be kept")

    def _valid_uploads(self) -> dict[str, dict[str, Any]]:
        uploads: dict[str, dict[str, Any]] = json.loads(key_values.get(self._store, KEY) or "{}")
        now = self._clock()
        return {mark: upload for mark, upload in uploads.items() if 0 <= now - upload["at"] < VALID_MS}
