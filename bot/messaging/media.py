"""What people send besides words, fetched once and stored as long as their messages: in a folder beside the database.

Not in backups (docs/decisions/0016): a restored installation fetches again what is missing, while the platform still has it.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.clock import DAY, HOUR, MINUTE, Clock
from bot.event import Event, Kind
from bot.lib.file_types import ENDINGS
from bot.lib.files import replace_file
from bot.messaging.media_download import MediaDownloads, MediaRefused
from bot.settings import Settings
from bot.store import DatabaseError, Store, audit, key_values, media
from bot.store.media import EventWithMedia, Media, NewMedia

log = logging.getLogger(__name__)

__all__ = ["FOLDER", "Media", "MediaFiles"]

FOLDER, DEMO_FOLDER = "media", "demo-media"
"""Beside the database; apart, because the databases of both modes lie in one folder."""
SIMULATOR_MEDIA = "/simulator/media/"
KEY = "media_read_to"
BATCH = 100
MOST_OF_EVENT = 20
AT_ONCE = 4
"""Downloads in one round: a round ends soon, and so does the program."""
WAITS_MS = (MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY)
"""Waits before the 2nd, 3rd ... try; then it has failed, and an official may try again."""
NAME = re.compile(r"[0-9a-f]{32}")
KIND_OF_TYPE = {
    "image": Kind.IMAGE,
    "gif": Kind.GIF,
    "audio": Kind.VOICE,
    "video": Kind.VIDEO,
    "sticker": Kind.STICKER,
    "file": Kind.FILE,
}
"""Attachments that are more than an address, by the platform's word."""


class MediaFiles:
    """The attachments of one installation."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        parse: Callable[[bytes, int], Event],
        clock: Clock,
        downloads: MediaDownloads,
    ) -> None:
        self._store, self._parse, self._clock, self._downloads = store, parse, clock, downloads
        self.folder = (settings.database_path.parent / (DEMO_FOLDER if settings.is_demo else FOLDER)).absolute()
        self._read_to: int | None = None

    def advance(self) -> None:
        """Note new attachments, download some, delete the files of erased ones."""
        self._note_new()
        for item in media.due(self._store, self._clock(), AT_ONCE):
            self._fetch(item)
        self.delete_erased()

    def get(self, media_id: int) -> Media | None:
        """Return one attachment, or None."""
        return media.get(self._store, media_id)

    def path_of(self, item: Media, *, small: bool = False) -> Path | None:
        """Where its file lies (`small`: its thumbnail); None while there is none.

        A file that has vanished (a restored database on another machine) is fetched again.
        """
        if item.state != "stored" or item.file is None or not NAME.fullmatch(item.file):
            return None
        path = self.folder / item.file
        if not path.is_file():
            self.try_again(item.id)
            return None
        thumbnail = _small(path)
        return thumbnail if small and thumbnail.is_file() else path

    def write_file(self, data: bytes, media_type: str) -> str:
        """Store a file of ours, with a thumbnail if it is a picture; returns its name. Raises OSError."""
        name = secrets.token_hex(16)
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_file(self.folder / name, data)
        _prepare_picture(self.folder / name, media_type)
        return name

    def try_again(self, media_id: int, official_id: int | None = None) -> None:
        """Fetch one again soon; nothing changes when it waits already or is gone."""
        item = self.get(media_id)
        with self._store.write(durable=False) as db:
            if item is not None and media.try_again(db, media_id) and official_id is not None:
                audit.write(db, self._clock(), official_id, "media_again", item.person_id)

    def delete_erased(self) -> None:
        """Delete the files of erased attachments, then their rows."""
        rows = media.erased_files(self._store, BATCH)
        for _, name in rows:
            if name is not None and NAME.fullmatch(name):
                for path in (self.folder / name, _small(self.folder / name)):
                    path.unlink(missing_ok=True)
        if rows:
            with self._store.write() as db:
                media.remove(db, [media_id for media_id, _ in rows])

    def delete_strays(self) -> None:
        """Delete files that no row names, a day old: a download was broken off before it was written down."""
        if not self.folder.is_dir():
            return
        names, before_s = media.files(self._store), time.time() - DAY / 1000
        for path in self.folder.iterdir():
            if NAME.fullmatch(path.name[:32]) and path.name[:32] not in names and path.stat().st_mtime < before_s:
                path.unlink(missing_ok=True)

    def _note_new(self) -> None:
        """Read the events since the last look; a restart looks again at those since the last attachment."""
        if self._read_to is None:
            self._read_to = int(key_values.get(self._store, KEY) or 0)
        events, last = media.events_after(self._store, self._read_to, BATCH)
        items = [item for event in events for item in self._attachments_of(event)]
        if items:
            with self._store.write() as db:
                media.add(db, items)
                key_values.set_in(db, KEY, str(last))
        self._read_to = last

    def _attachments_of(self, stored: EventWithMedia) -> Iterator[NewMedia]:
        event = self._parse(stored.body, stored.received_at)
        for place, attachment in enumerate(attachments_of(event)[:MOST_OF_EVENT]):
            kind = KIND_OF_TYPE.get(str(attachment.get("type", "")))
            address = str(attachment.get("url") or "")
            if kind is not None and address:
                name = str(attachment.get("name") or "") or None
                yield NewMedia(stored.person_id, stored.id, place, kind.value, address, name, stored.received_at)

    def _fetch(self, item: Media) -> None:
        name = secrets.token_hex(16)
        path = self.folder / name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            downloaded = self._downloads.download(item.address or "", item.kind, item.name or "", path)
            is_picture = _prepare_picture(path, downloaded.media_type)
            if item.kind == Kind.IMAGE and not is_picture and downloaded.media_type != "image/heic":
                raise MediaRefused("type")
            with self._store.write() as db:
                is_wanted = media.note_stored(db, item.id, name, downloaded.media_type, path.stat().st_size)
        except MediaRefused as refusal:
            self._note_failure(item, refusal.reason, path)
            return
        except (OSError, DatabaseError):
            log.exception("media: number %s could not be written", item.id)
            self._note_failure(item, "disk", path)
            return
        if not is_wanted:
            _remove(path)

    def _note_failure(self, item: Media, reason: str, path: Path) -> None:
        _remove(path)
        may_pass = reason in ("net", "disk", "gone") and item.attempts < len(WAITS_MS)
        due_at = self._clock() + WAITS_MS[item.attempts] if may_pass else None
        with self._store.write(durable=False) as db:
            media.note_failure(db, item.id, reason, due_at)


def build_media(settings: Settings, store: Store, parse: Callable[[bytes, int], Event], clock: Clock) -> MediaFiles:
    """The attachments of an installation; in the demo the simulator on this machine is the platform too."""
    own = f"{settings.local_url}{SIMULATOR_MEDIA}" if settings.is_demo else ""
    return MediaFiles(settings, store, parse, clock, MediaDownloads(settings.media_hosts, own))


def attachments_of(event: Event) -> list[dict[str, Any]]:
    """Every attachment of an event, in order."""
    return [item for item in (event.attachment, *event.details.get("more", ())) if item]


def file_name(item: Media) -> str:
    """A name for the file of an attachment that is handed over: its number, the person's own name, an ending by its type."""
    stem = re.sub(r"[^\w.-]+", "-", (item.name or item.kind).rpartition("/")[2]).strip("-.")[:80] or item.kind
    ending = ENDINGS.get(item.media_type or "", "")
    return f"{item.id}-{stem}" + ("" if stem.lower().endswith(ending) else ending)


def _prepare_picture(path: Path, media_type: str) -> bool:
    from bot.messaging.media_pictures import prepare_picture

    return prepare_picture(path, _small(path), media_type)


def _small(path: Path) -> Path:
    return path.with_name(f"{path.name}-nho")


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _small(path).unlink(missing_ok=True)
