"""Looking for an article in Zalo's list."""

from __future__ import annotations

from typing import Any

import pytest


def page(first: int, count: int, **changes: Any) -> dict[str, Any]:
    medias = [{"id": f"A{number}", "title": f"Bài {number}"} | changes for number in range(first, first + count)]
    return {"error": 0, "data": {"medias": medias, "total": 99}}


def test_it_looks_through_the_newest_thirty(client, server) -> None:
    server.say(page(0, 10), page(10, 10), page(20, 10))
    assert client.listed_article("A99") is None
    assert [request.query["offset"] for request in server.received] == ["0", "10", "20"]


def test_it_looks_no_further_than_needed(client, server) -> None:
    server.say(page(0, 10, link_view="https://z.vn/a"), page(10, 4))
    assert client.listed_article("A3").link == "https://z.vn/a"
    assert len(server.received) == 1


def test_it_stops_where_the_list_ends(client, server) -> None:
    server.say(page(0, 3))
    assert client.articles_titled("Bài 99") == []
    assert len(server.received) == 1


@pytest.mark.parametrize("title", ["Họp dân", "Ho\u0323p  dân "])
def test_a_title_is_the_same_however_it_is_encoded(client, server, title) -> None:
    server.say(page(0, 2, title=title))
    assert [item.article_id for item in client.articles_titled("Họp dân")] == ["A0", "A1"]
