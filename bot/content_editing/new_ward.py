"""The folder of another ward: fifteen questions, their checks, and the files made of the answers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from bot.content import Content
from bot.content.blanks import capitalize_first, without_unit
from bot.content.editing import as_yaml
from bot.content.layers import COMMON, LAYERS, OWN
from bot.understanding.folding import fold

SOURCE = "Thông tin của phường"
MERGED_ON = date(2025, 7, 1)
"""The day on which the two levels of government began (Luật 72/2025/QH15)."""

_NO = frozenset({"", "không", "khong", "không có", "chưa biết", "chưa"})
_WARD_NAME = re.compile(r"(?:phường|xã|đặc khu) \S.*", re.IGNORECASE)
_PROVINCE = re.compile(r"(?:tỉnh|thành phố) \S.*", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s*,\s*(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})(.*)")
_PHONE = re.compile(r"\d{8,11}")


class AnswerError(Exception):
    """An answer cannot be used; the text says in Vietnamese what to type instead."""


@dataclass(frozen=True, slots=True)
class WardQuestion:
    """One question: its name in a file of answers, its words, and what makes a value of the answer."""

    name: str
    text: str
    parse: Callable[[str], Any]


def _parse_name(answer: str) -> str:
    if not _WARD_NAME.fullmatch(answer):
        raise AnswerError("Ghi cả chữ đứng trước tên, ví dụ: xã Tân Lập, phường An Bình.")
    return answer[:1].lower() + answer[1:]


def _parse_province(answer: str) -> str:
    if not _PROVINCE.fullmatch(answer):
        raise AnswerError("Ghi cả chữ tỉnh hoặc thành phố, ví dụ: tỉnh Thái Nguyên, thành phố Cần Thơ.")
    return answer[:1].lower() + answer[1:]


def _parse_old_province(answer: str) -> str | None:
    return None if answer.lower() in _NO else _parse_province(answer)


def _parse_text(answer: str) -> str | None:
    if "{" in answer or "}" in answer:
        raise AnswerError("Không dùng dấu ngoặc nhọn { }.")
    return None if answer.lower() in _NO else answer


def _parse_names(answer: str) -> list[str]:
    text = _parse_text(answer) or ""
    return [name for part in text.split(",") if (name := " ".join(part.split()))]


def _parse_phone(answer: str) -> str | None:
    if answer.lower() in _NO:
        return None
    if not _PHONE.fullmatch(re.sub(r"[\s.\-()]", "", answer)):
        raise AnswerError("Số điện thoại gồm 8 đến 11 chữ số, ví dụ: 0252 3812 345. Chưa biết thì để trống.")
    return answer


def _parse_phones(answer: str) -> list[str | None]:
    parts = [part.strip() for part in answer.split(",")]
    if len(parts) > 2:
        raise AnswerError("Nhiều nhất hai số: quầy trước, đường dây nóng sau, cách nhau dấu phẩy.")
    phones = [_parse_phone(part) for part in parts]
    return [*phones, None][:2]


def _parse_hours(answer: str) -> dict[str, object]:
    match = _HOURS.fullmatch(answer or "07:30-11:30, 13:30-17:00")
    try:
        spans = [time.fromisoformat(part.zfill(5)) for part in match.groups()[:4]] if match else []
    except ValueError:
        spans = []
    if match is None or not spans or spans != sorted(set(spans)):
        raise AnswerError(
            "Ghi giờ sáng rồi giờ chiều, ví dụ: 07:30-11:30, 13:30-17:00. Thêm: , sáng thứ Bảy nếu có làm."
        )
    texts = [f"{one:%H:%M}" for one in spans]
    is_saturday_worked = "thu bay" in fold(match[5])
    return {
        "confirmed": bool(answer),
        "days": [1, 2, 3, 4, 5],
        "morning": texts[:2],
        "afternoon": texts[2:],
        "saturday_morning": is_saturday_worked,
    }


def _parse_office(answer: str) -> tuple[str | None, str | None]:
    address, _, phone = answer.partition(";")
    return _parse_text(address.strip()), _parse_phone(phone.strip())


def _parse_yes_no(answer: str) -> bool:
    word = fold(answer)
    if word not in ("co", "khong"):
        raise AnswerError("Trả lời có hoặc không.")
    return word == "co"


QUESTIONS = (
    WardQuestion("name", "Tên phường, xã (ví dụ: xã Tân Lập)", _parse_name),
    WardQuestion("province", "Thuộc tỉnh, thành phố nào (ví dụ: tỉnh Thái Nguyên)", _parse_province),
    WardQuestion(
        "merged_from", "Gồm những phường, xã cũ nào, cách nhau dấu phẩy (không sáp nhập: để trống)", _parse_names
    ),
    WardQuestion("old_district", "Trước đây thuộc huyện, thị xã, thành phố nào (không có: để trống)", _parse_text),
    WardQuestion("old_province", "Tỉnh cũ, nếu tên tỉnh đã đổi (không đổi: để trống)", _parse_old_province),
    WardQuestion("resolution", "Số nghị quyết sáp nhập (chưa biết: để trống)", _parse_text),
    WardQuestion("address", "Địa chỉ quầy hành chính công (chưa biết: để trống)", _parse_text),
    WardQuestion("phones", "Điện thoại quầy, rồi đường dây nóng, cách nhau dấu phẩy", _parse_phones),
    WardQuestion("hours", "Giờ làm việc (để trống: 07:30-11:30, 13:30-17:00, chưa xác nhận)", _parse_hours),
    WardQuestion("police", "Công an: địa chỉ; điện thoại", _parse_office),
    WardQuestion("military", "Ban Chỉ huy quân sự: địa chỉ; điện thoại", _parse_office),
    WardQuestion("post_office", "Bưu cục gần nhất: tên, địa chỉ", _parse_text),
    WardQuestion("fee_account", "Tài khoản thu phí: tên tài khoản, số, ngân hàng", _parse_text),
    WardQuestion("coastal", "Có giáp biển không (có/không)", _parse_yes_no),
    WardQuestion("land_office", "Nơi làm sổ đất (để trống: Chi nhánh Văn phòng đăng ký đất đai)", _parse_text),
)


def parse_answer(question: WardQuestion, answer: str) -> Any:
    """The value of an answer. Raises AnswerError."""
    return question.parse(" ".join(answer.split()))


def parse_answers(answers: Mapping[str, object]) -> dict[str, Any]:
    """The values of a whole file of answers, each a text by the name of its question. Raises AnswerError with all faults."""
    unknown = answers.keys() - {question.name for question in QUESTIONS}
    faults = [f"{name}: không có câu hỏi này." for name in sorted(unknown)]
    values: dict[str, Any] = {}
    for question in QUESTIONS:
        try:
            values[question.name] = parse_answer(question, str(answers.get(question.name) or ""))
        except AnswerError as error:
            faults.append(f"{question.name}: {error}")
    if faults:
        raise AnswerError("\n".join(faults))
    return values


def write_ward(folder: Path, values: Mapping[str, Any], today: date) -> None:
    """Write the folder, whole or not at all. Raises AnswerError when it exists or the content would have errors."""
    refuse_taken(folder)
    draft = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True)
        for name, text in _make_files(values, today).items():
            (draft / name).write_text(text, encoding="utf-8")
        errors = [problem for problem in Content.check(draft, today) if problem.level == "error"]
        if errors:
            raise AnswerError(f"Chưa ghi gì, vì nội dung sẽ có lỗi: {errors[0]}")
        draft.rename(folder)
    except OSError as error:
        raise AnswerError(f"Không ghi được thư mục {folder} ({error.strerror}). Chưa ghi gì.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def refuse_taken(folder: Path) -> None:
    """Raise AnswerError when something lies at `folder` already."""
    if folder.exists():
        raise AnswerError(f"{folder} đã có. Hãy chọn tên thư mục khác.")


def _make_files(values: Mapping[str, Any], today: date) -> dict[str, str]:
    province = fold(without_unit(values["province"])).replace(" ", "-")
    layers = [COMMON, f"{COMMON}/provinces/{province}", OWN]
    head = f'# {capitalize_first(values["name"])}. Dòng nào để trống (null) thì trợ lý nói "chưa cập nhật", không tự bịa.\n'
    return {
        LAYERS: "# Lớp sau thắng: chung cả nước, của tỉnh (khi có), của phường, xã này.\n" + as_yaml(layers),
        "ward.yaml": head + as_yaml(_make_ward(values, today)),
    }


def _make_ward(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    name, (phone, hotline) = values["name"], values["phones"]
    unit = name.split()[0] if not name.startswith("đặc khu") else "đặc khu"
    offices = {
        "police": (f"Công an {unit}", *values["police"]),
        "military": (f"Ban Chỉ huy quân sự {unit}", *values["military"]),
        "counter": (f"Trung tâm Phục vụ hành chính công {unit}", values["address"], phone),
    }
    land_office = {"land_office": values["land_office"]} if values["land_office"] else {}
    return {
        "name": name,
        "assistant_name": f"Trợ lý Zalo {name}",
        "called": name,
        "province": values["province"],
        "old_province": values["old_province"],
        "old_city": values["old_district"],
        "merged_on": MERGED_ON,
        "merger_notice": _tell_merger(values),
        "merger_source": values["resolution"] or SOURCE,
        "old_names": [without_unit(old) for old in values["merged_from"]] or [without_unit(name)],
        "ambiguous_names": [],
        "neighbours": [],
        **{key: dict(zip(("name", "address", "phone"), row, strict=True)) for key, row in offices.items()},
        "hotline": hotline,
        "website": None,
        "data_protection_contact": None,
        "hours": values["hours"],
        "coastal": values["coastal"],
        **land_office,
        "post_office": values["post_office"],
        "fee_account": values["fee_account"],
        "source": SOURCE,
        "checked": today,
    }


def _tell_merger(values: Mapping[str, Any]) -> str:
    name, province, old = values["name"], values["province"], values["merged_from"]
    keep = "Giấy tờ ghi tên cũ vẫn dùng được, chưa cần đổi ngay."
    if not old:
        return f"Từ 01/7/2025, {name} không sáp nhập, nay thuộc {province}. {keep}"
    joined = f"{', '.join(old[:-1])} và {old[-1]}" if len(old) > 1 else old[0]
    return f"Từ 01/7/2025, {joined} thành {name}, {province}. {keep}"
