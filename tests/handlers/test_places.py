from __future__ import annotations

from dataclasses import replace

import pytest

from tests.handlers.factories import ask, payloads, say, text_of, words

PLACES = {
    "our old name": ("phường bình hưng giờ là phường gì", "thành phường Phan Thiết"),
    "an older name": ("hung long cu bay gio o dau", "thành phường Phan Thiết"),
    "another ward's old name": ("phuong duc long nay la phuong nao", "có thể nay thuộc phường Tiến Thành"),
    "another ward": ("phường Bình Thuận ở đâu", "Đó là phường Bình Thuận, một phường khác"),
    "the old province": ("tỉnh Bình Thuận cũ giờ sao", "thành phường Phan Thiết"),
    "the old city": ("thành phố phan thiết giờ sao", "thành phường Phan Thiết"),
    "the old province by name": ("tỉnh bình thuận giờ thuộc tỉnh nào", "tỉnh Bình Thuận nhập vào tỉnh Lâm Đồng"),
    "the old city by name": ("tp phan thiet con khong", "thành phố Phan Thiết cũng không còn"),
    "nothing named": ("sáp nhập rồi tính sao", "thành phường Phan Thiết"),
}


@pytest.mark.parametrize(("text", "sentence"), PLACES.values(), ids=PLACES)
def test_the_place_that_is_meant(text: str, sentence: str) -> None:
    assert sentence in text_of(say("lost_in_merger", text))


@pytest.mark.parametrize(("text", "payload"), [("phan thiet o dau", "#dia_chi"), ("Bình Thuận ở đâu", "#sap_nhap")])
def test_a_name_that_means_two_things_is_asked_back(text: str, payload: str) -> None:
    routed = say("address", text)
    assert text_of(routed).endswith("?")
    assert payload in payloads(routed)


def test_a_confirmed_neighbour_is_named_without_doubt() -> None:
    sure = tuple(replace(row, certain=True) for row in words().ward.neighbours)
    changed = replace(words(), ward=replace(words().ward, neighbours=sure))
    assert "nay thuộc phường Mũi Né" in text_of(say("lost_in_merger", "Hàm Tiến ở đâu", content=changed))


def test_the_ward_itself_needs_no_question() -> None:
    assert "📍" in text_of(say("address", "phường Phan Thiết ở đâu"))


def test_the_merger_names_its_source() -> None:
    assert "Nguồn: Nghị quyết 1671/NQ-UBTVQH15" in text_of(ask("#sap_nhap"))
