from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.content.models import SampleArticle
from bot.turn import NewsItem
from tests.handlers.factories import ask, say, text_of, words

CLEAN = NewsItem("Ra quân dọn vệ sinh", "Sáng Chủ nhật.", "https://phuong.example/1", datetime(2026, 11, 20))
TAX = NewsItem("Nhắc nộp thuế đất", "Hạn 31/10.", "https://phuong.example/2", None)


def news(query: str) -> Sequence[NewsItem]:
    return [TAX] if "thuế" in query else [CLEAN, TAX] if not query else []


def test_the_newest_with_links_and_dates() -> None:
    routed = ask("#tin_tuc", news=news)
    assert text_of(routed) == "Tin mới của phường:"
    assert [card.url for card in routed.replies[0].cards] == [CLEAN.url, TAX.url]
    assert [card.subtitle for card in routed.replies[0].cards] == ["20/11/2026 · Sáng Chủ nhật.", "Hạn 31/10."]


def test_what_was_asked_about_comes_alone() -> None:
    assert [card.title for card in say("articles", "tin thuế đất", news=news).replies[0].cards] == [TAX.title]


@pytest.mark.parametrize(
    ("text", "searched"),
    [("tin mới", ""), ("co tin gi moi ko", ""), ("bài về PAPI", "papi"), ("tin thuế đất", "thuế đất")],
)
def test_words_that_only_ask_for_news_are_not_searched_for(text: str, searched: str) -> None:
    asked: list[str] = []
    say("articles", text, news=lambda query: asked.append(query) or [CLEAN])
    assert asked[0].casefold() == searched


def test_a_question_nothing_matches_is_told_so_and_gets_the_newest() -> None:
    routed = say("articles", "bài về đua thuyền", news=news)
    assert len(routed.replies[0].cards) == 2
    assert text_of(routed).startswith("Chưa có bài về việc")


def test_samples_are_marked() -> None:
    changed = replace(words(), samples=(SampleArticle("Bài thử", "Tóm tắt.", date(2026, 11, 2)),))
    routed = ask("#tin_tuc", content=changed)
    assert "bài mẫu" in text_of(routed)
    assert routed.replies[0].cards[0].subtitle == "Bài mẫu · 02/11/2026 · Tóm tắt."


def test_nothing_at_all_is_said_so() -> None:
    assert "chưa có tin mới" in text_of(ask("#tin_tuc", content=replace(words(), samples=())))
