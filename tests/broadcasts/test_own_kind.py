"""A kind of broadcast is one file: this one adds a kind of its own and sends it from the form to a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.broadcasts import kinds, texts
from bot.broadcasts.kinds.base import (
    BroadcastKind,
    FieldLength,
    KindSentences,
    KindServices,
    MessageRecipient,
    PhonePreview,
)
from bot.broadcasts.lifecycle import BroadcastError
from bot.broadcasts.message import Message
from bot.broadcasts.texts import refusal
from bot.reply import Reply
from bot.settings import Settings
from bot.zalo.messages import SendResult
from tests.support.broadcasts import HOUR, BroadcastFixture


class Siren(BroadcastKind):
    """A warning of a few words, at any hour, to people who wrote lately; once a day, for 7 đồng."""

    name = "siren"
    title = "Tin báo động cho người mới nhắn với phường"
    label = "Tin báo động"
    hint = "Vài chữ, gửi cả ban đêm."
    report_label = "Tin báo động"
    message_label = "Báo động"
    sentences = KindSentences(refusals={"siren_long": "Tin báo động dài {size} ký tự, tối đa {most}."})
    obeys_night = False
    needs_window = True
    daily_cap = 1

    def price(self, settings: Settings) -> int:
        return 7

    def check(self, message: Message, services: KindServices) -> Iterator[str]:
        yield from super().check(message, services)
        length = self.text_length(message)
        if length.size > length.most:
            yield refusal("siren_long", size=length.size, most=length.most)

    def text_length(self, message: Message) -> FieldLength:
        return FieldLength(len(message.text), 20)

    def preview(self, message: Message, recipient: MessageRecipient, services: KindServices) -> PhonePreview:
        return PhonePreview("", f"⚠ {message.text}")

    def payload(self, message: Message, recipient: MessageRecipient, services: KindServices) -> dict[str, Any]:
        return {"text": f"⚠ {message.text}"}

    def send(self, person_id: str, content: dict[str, Any], services: KindServices) -> SendResult:
        return services.zalo.send_consultation(person_id, Reply(content["text"]))


@pytest.fixture(autouse=True)
def siren(monkeypatch: pytest.MonkeyPatch) -> Siren:
    """The kind, known for the time of one test."""
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    monkeypatch.setattr(texts, "REFUSALS", dict(texts.REFUSALS))
    kinds.register(Siren())
    return Siren()


def test_it_goes_from_a_draft_to_every_phone(broadcast_ward: BroadcastFixture) -> None:
    draft = broadcast_ward.draft("Bão tới, ở trong nhà", "siren")
    forecast = broadcast_ward.room.forecasts.of("siren", draft.message)
    assert (forecast.reach, forecast.cost) == (len(broadcast_ward.followers), 7 * len(broadcast_ward.followers))
    broadcast_ward.runs(broadcast_ward.approved(draft))
    assert {broadcast_ward.zalo.talk(person_id)[-1]["text"] for person_id in broadcast_ward.followers} == {
        "⚠ Bão tới, ở trong nhà"
    }


def test_its_own_check_and_sentence_refuse_it(broadcast_ward: BroadcastFixture) -> None:
    with pytest.raises(BroadcastError, match="Tin báo động dài 22 ký tự, tối đa 20"):
        broadcast_ward.approved(broadcast_ward.draft("Bão tới, ở cả trong nhà"[:22], "siren"))


def test_its_cap_leaves_out_who_got_one_today_and_its_window_who_wrote_long_ago(
    broadcast_ward: BroadcastFixture,
) -> None:
    broadcast_ward.runs(broadcast_ward.approved(broadcast_ward.draft("Bão tới", "siren")))
    message = broadcast_ward.draft("Bão tan", "siren").message
    assert broadcast_ward.room.forecasts.of("siren", message).out == {"daily_cap": len(broadcast_ward.followers)}
    assert broadcast_ward.room.forecasts.of("consultation", message).out == {}
    broadcast_ward.forward(8 * 24 * HOUR)
    assert broadcast_ward.room.forecasts.of("siren", message).out == {"no_window": len(broadcast_ward.followers)}


def test_the_command_line_previews_it_and_keeps_nothing_of_an_unknown_kind(
    broadcast_ward: BroadcastFixture, shell: Any
) -> None:
    number = str(broadcast_ward.room.lifecycle.create(broadcast_ward.draft("Bão tới", "siren"), broadcast_ward.author))
    assert shell("preview", number, "--json")[1][0]["text"] == "⚠ Bão tới"
    with pytest.raises(BroadcastError, match="Không có loại tin “bell”"):
        broadcast_ward.room.lifecycle.create(broadcast_ward.draft("Bão tới", "bell"), broadcast_ward.author)
