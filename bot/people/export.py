"""The data of one person as a ZIP, at their own request (Luật 91/2025/QH15): cover sheet, talk, all rows."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import tzinfo
from typing import Any

from bot.clock import DAY, Clock, at_zone
from bot.content.live import LiveContent
from bot.messaging import history
from bot.messaging.media import MediaFiles, file_name
from bot.store import Store, audit, media, personal_data

EXPORT = "export_person"
"""The act in the audit."""

WHOLE = 1_000_000
"""More lines than a talk of three months can have."""

FILES = "4-tep"
"""The folder of pictures, recordings and files in the archive."""
NAMES = ("1-to-bia.txt", "2-cuoc-tro-chuyen.txt", "3-du-lieu.json")
_SEARCH_ONLY = "folded"
"""A column of table people that repeats the name for searching."""

_COVER = """\
DỮ LIỆU CÁ NHÂN ĐANG LƯU TẠI TRỢ LÝ ZALO
{ward}

Lập lúc: {made}
Mã người dùng Zalo tại phường: {person_id}
Tên trên Zalo: {name}

Bản này lập theo yêu cầu của chính người có dữ liệu, theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15.
Chỉ giao cho đúng người đó.

TRONG TỆP NÉN CÓ
  {talk_file}: cuộc trò chuyện còn lưu, {talk} dòng.
  {files}: hình, ghi âm, video, tệp đã gửi mà máy còn giữ: {media} mục đã ghi nhận.
  {data_file}: mọi dòng dữ liệu, gồm:
    - thông tin người dùng: tên, ngày biết, lần nhắn cuối, đồng ý hay ngừng nhận bản tin, khu phố, chủ đề đã chọn;
    - số điện thoại đã đồng ý cho báo tin: {phone};
    - nhãn phường gắn: {labels};
    - phiếu và cuộc gặp cán bộ: {tickets};
    - ghi chú của cán bộ: {notes};
    - bản tin gửi tới: {broadcasts};
    - sự kiện Zalo chuyển tới, nguyên dạng (cả vị trí, hình, danh thiếp, mẫu thông tin đã gửi): {events};
    - tin máy và cán bộ đã gửi: {messages}, giấy báo đã tới và đã xem: {receipts};
    - chữ của tin nhắn bỏ dấu, để cán bộ tìm: {searched_words} tin;
    - việc gắn, bỏ nhãn đang chờ Zalo: {label_changes}; cán bộ đang mở, đã đọc cuộc trò chuyện: {open_talks}, {read_marks};
    - câu cán bộ đang gõ dở: {drafts};
    - tài khoản cán bộ nối với Zalo này: {linked_accounts};
    - việc cán bộ đã làm liên quan tới người này: {acts}.

LƯU BAO LÂU
  Tin nhắn và câu trả lời tự xóa sau {days} ngày. Phần khác giữ tới khi người dân yêu cầu xóa.

QUYỀN CỦA NGƯỜI CÓ DỮ LIỆU
  Xem, sửa, rút lại đồng ý, yêu cầu xóa: nhắn “dữ liệu của tôi” cho trang Zalo của phường, hoặc tới trụ sở phường.
  Người phụ trách: {contact}
"""


class PersonExports:
    """Makes the export; each one is a line in the audit log. The files a person sent are in it."""

    def __init__(
        self,
        store: Store,
        parse: history.Parse,
        clock: Clock,
        zone: tzinfo,
        live_content: LiveContent,
        files: MediaFiles,
    ) -> None:
        self._store, self._parse, self._clock, self._zone = store, parse, clock, zone
        self._live_content, self._files = live_content, files

    def make_archive(self, person_id: str, official_id: int | None, kept_ms: int) -> bytes | None:
        """Return the ZIP, or None for an unknown person; it says that talks are stored for `kept_ms`."""
        facts: dict[str, Any] = personal_data.everything(self._store, person_id)
        if not facts["person"]:
            return None
        facts["person"][0].pop(_SEARCH_ONLY)
        facts["talk"] = [
            self._describe_line(line) for line in history.read_page(self._store, self._parse, person_id, WHOLE).lines
        ]
        texts = (self._fill_cover(person_id, facts, kept_ms), _as_talk(facts["talk"]), self._as_json(facts))
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in zip(NAMES, texts, strict=True):
                # Notepad takes a file without this mark for another alphabet
                archive.writestr(name, text if name.endswith("json") else f"\ufeff{text}".replace("\n", "\r\n"))
            self._add_files(archive, person_id)
        with self._store.write() as db:
            audit.write(db, self._clock(), official_id, EXPORT, person_id)
        return buffer.getvalue()

    def _add_files(self, archive: zipfile.ZipFile, person_id: str) -> None:
        """The files the person sent, which are packed already."""
        for item in media.of_person(self._store, person_id):
            path = self._files.path_of(item)
            if path is not None:
                archive.write(path, f"{FILES}/{file_name(item)}", zipfile.ZIP_STORED)

    def _describe_line(self, line: history.TalkLine) -> dict[str, Any]:
        return {
            "at": self._format_moment(line.at),
            "who": line.who,
            "kind": line.kind,
            "text": line.text,
            "state": line.state,
            "buttons": list(line.buttons),
        }

    def _fill_cover(self, person_id: str, facts: Mapping[str, list[Any]], kept_ms: int) -> str:
        ward = self._live_content.content.ward
        return _COVER.format(
            ward=ward.name,
            made=self._format_moment(self._clock()),
            person_id=person_id,
            name=facts["person"][0]["name"] or "chưa rõ",
            talk_file=NAMES[1],
            data_file=NAMES[2],
            files=FILES,
            days=kept_ms // DAY,
            contact=ward.data_protection_contact or "hỏi tại trụ sở phường",
            **{name: len(rows) for name, rows in facts.items() if name != "person"},
        )

    def _as_json(self, facts: Mapping[str, list[dict[str, Any]]]) -> str:
        """All rows, moments as dates a reader understands."""
        readable = {name: [self._with_dates(row) for row in rows] for name, rows in facts.items()}
        return json.dumps(readable, ensure_ascii=False, indent=2)

    def _with_dates(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            key: self._format_moment(value) if _is_moment(key, value) else _readable(value)
            for key, value in row.items()
        }

    def _format_moment(self, at: int) -> str:
        return f"{at_zone(at, self._zone):%d/%m/%Y %H:%M}"


def _is_moment(column: str, value: Any) -> bool:
    return isinstance(value, int) and f"_{column}".endswith(("_at", "_until", "_since"))


def _readable(value: Any) -> Any:
    """Events and messages are stored as JSON: shown as what they hold."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str) and value.startswith(("{", "[")):
        with suppress(ValueError):
            return json.loads(value)
    return value


def _as_talk(talk: list[dict[str, Any]]) -> str:
    lines = [
        f"[{line['at']}] {history.AUTHOR_LABELS[line['who']]}: {line['text'] or '(' + line['kind'] + ')'}"
        for line in talk
    ]
    return "\n\n".join(lines) + "\n" if lines else "Không còn tin nhắn nào được lưu.\n"
