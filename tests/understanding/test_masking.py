from __future__ import annotations

import pytest

from bot.understanding.masking import mask


@pytest.mark.parametrize("code", ["000.00.04.H51-200221-0001", "H36.12.34-250718-0012", "G22.99-250718-0012"])
def test_a_dossier_code_is_set_aside(code: str) -> None:
    masked = mask(f"hồ sơ {code} sao rồi")
    assert masked.dossier
    assert masked.text.split() == ["hồ", "sơ", "sao", "rồi"]


@pytest.mark.parametrize("number", ["0912345678", "+84 912 345 678", "0912.345.678", "02523 821 234"])
def test_a_phone_number_is_set_aside(number: str) -> None:
    masked = mask(f"gọi em số {number} nha")
    assert masked.phone
    assert not any(char.isdigit() for char in masked.text)


def test_identity_numbers_links_mails_and_dates_are_set_aside() -> None:
    masked = mask("060123456789 https://dichvucong.gov.vn/a?b=1 a.b@c.vn 12/03/1990 xong")
    assert masked.text.split() == ["xong"]


def test_a_procedure_code_is_kept_as_such() -> None:
    masked = mask("thủ tục 1.001193 và 1.001193 lệ phí")
    assert masked.codes == ("1.001193",)
    assert not masked.dossier


def test_ages_and_short_numbers_stay() -> None:
    assert mask("con 14 tuổi, 75 tuổi").text == "con 14 tuổi, 75 tuổi"
