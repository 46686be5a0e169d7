"""Two records of a portal of our own, and single changes of them as the real portal makes them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from click.testing import CliRunner, Result

from bot.cli.content import make_content

Record = dict[str, Any]

BIRTH, STAY = "1.001193", "1.004194"
LONG = "Giấy của cơ sở khám chữa bệnh nơi bé chào đời, hoặc lời khai của hai người biết rõ việc sinh"


def records() -> list[Record]:
    """The portal as it was compared."""
    return [copy.deepcopy(_BIRTH), copy.deepcopy(_STAY)]


def _method(channel: str, value: int, unit: str, amount: int = 0, note: str = "") -> Record:
    fees = [{"amount": amount, "currency": "VND", **({"note": note} if note else {})}]
    status = "amount" if amount else "free_per_portal"
    return {
        "channel": channel,
        "time": {"value": value, "unit": unit},
        "fees": fees,
        "fee_status": status,
        "fee_note": "Hội đồng nhân dân tỉnh quyết định mức thu cho những ai làm trễ hơn hạn ghi trong luật.",
    }


_BIRTH: Record = {
    "code": BIRTH,
    "name": "Thủ tục đăng ký khai sinh",
    "field": "Hộ tịch",
    "levels": ["xa"],
    "decision": "1/QĐ-BTP",
    "subjects": ["Công dân Việt Nam"],
    "agency": "Ủy ban nhân dân cấp xã",
    "authority": "Ủy ban nhân dân cấp xã",
    "receiving_address": "Quầy số 1",
    "methods": [_method("in_person", 15, "Ngày"), _method("post", 15, "Ngày")],
    "documents": [
        {
            "case": "Giấy tờ phải nộp",
            "items": [
                {"name": "Tờ khai của người đi khai", "originals": 1, "copies": 0, "forms": ["mau-1.docx"]},
                {"name": LONG, "originals": 1, "copies": 0},
            ],
        }
    ],
    "steps": "Nộp giấy tại quầy.\nNhận giấy hẹn.",
    "conditions": "Bé sinh tại Việt Nam.",
    "results": ["Giấy khai sinh"],
    "legal_basis": ["60/2014/QH13"],
    "url": "https://portal.example/1",
    "as_of": "2026-06-10",
}
_STAY: Record = {
    **_BIRTH,
    "code": STAY,
    "name": "Đăng ký tạm trú",
    "decision": "1/QĐ-BCA",
    "agency": "Công an cấp xã",
    "authority": "Công an cấp xã",
    "methods": [_method("in_person", 3, "Ngày", 20000), _method("online", 3, "Ngày", 7000)],
    "url": "https://portal.example/2",
}


def _birth(rows: list[Record]) -> Record:
    return rows[0]


def _set(code: int, **values: Any) -> Callable[[list[Record]], None]:
    return lambda rows: rows[code].update(values)


def _set_method(code: int, method: int, **values: Any) -> Callable[[list[Record]], None]:
    return lambda rows: rows[code]["methods"][method].update(values)


def _set_paper(number: int, **values: Any) -> Callable[[list[Record]], None]:
    return lambda rows: _birth(rows)["documents"][0]["items"][number].update(values)


def _add_paper(rows: list[Record]) -> None:
    _birth(rows)["documents"][0]["items"].append({"name": "Giấy chứng nhận tiêm chủng", "originals": 0, "copies": 2})


def _drop_paper(rows: list[Record]) -> None:
    del _birth(rows)["documents"][0]["items"][1]


def _add_procedure(rows: list[Record]) -> None:
    rows.append({**copy.deepcopy(_BIRTH), "code": "9.000001", "name": "Việc mới của phường"})


CHANGES: dict[str, tuple[str, str, Callable[[list[Record]], None]]] = {
    "fee up": (STAY, "fee", _set_method(1, 1, fees=[{"amount": 9000}])),
    "fee down": (STAY, "fee", _set_method(1, 0, fees=[{"amount": 10000}])),
    "fee for what was free": (BIRTH, "fee", _set_method(0, 0, fee_status="amount", fees=[{"amount": 8000}])),
    "time longer": (BIRTH, "time", _set_method(0, 0, time={"value": 20, "unit": "Ngày"})),
    "time in another unit": (STAY, "time", _set_method(1, 0, time={"value": 3, "unit": "Tháng"})),
    "working days": (BIRTH, "time", _set_method(0, 0, time={"value": 15, "unit": "Ngày làm việc"})),
    "paper added": (BIRTH, "papers", _add_paper),
    "paper removed": (BIRTH, "papers", _drop_paper),
    "more originals": (BIRTH, "papers", _set_paper(1, originals=5)),
    "copies": (BIRTH, "papers", _set_paper(0, copies=1)),
    "form": (BIRTH, "forms", _set_paper(0, forms=["mau-2.docx"])),
    "post dropped": (BIRTH, "methods", lambda rows: _birth(rows)["methods"].pop(1)),
    "law": (BIRTH, "law", _set(0, legal_basis=["60/2014/QH13", "1/2030/QH17"])),
    "name": (BIRTH, "name", _set(0, name="Đăng ký khai sinh cho bé")),
    "decision": (BIRTH, "decision", _set(0, decision="2/QĐ-BTP")),
    "agency": (BIRTH, "agency", _set(0, agency="Sở Tư pháp")),
    "authority": (BIRTH, "authority", _set(0, authority="Công an cấp xã")),
    "address": (BIRTH, "address", _set(0, receiving_address="Quầy số 2")),
    "who": (BIRTH, "subjects", _set(0, subjects=["Công dân Việt Nam", "Người nước ngoài"])),
    "conditions": (BIRTH, "conditions", _set(0, conditions="Bé sinh ở bất cứ nước nào.")),
    "steps": (BIRTH, "steps", _set(0, steps="Nộp giấy tại quầy.\nKý sổ.\nNhận giấy hẹn.")),
    "results": (BIRTH, "results", _set(0, results=["Giấy khai sinh", "Thẻ bảo hiểm y tế"])),
    "url": (BIRTH, "url", _set(0, url="https://portal.example/3")),
    "new procedure": ("9.000001", "new", _add_procedure),
    "procedure gone": (STAY, "gone", lambda rows: rows.pop(1)),
}
"""What changes: (code, field that must show it, the change)."""


def run_import(root: Path, rows: Sequence[Record], *options: str) -> Result:
    """`flask content import` of these records for the content in `root`."""
    file = root.parent / "crawl.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    runtime: Any = SimpleNamespace(settings=SimpleNamespace(content_path=root), today=lambda: date(2026, 11, 23))
    return CliRunner().invoke(make_content(runtime), ["import", str(file), *options])
