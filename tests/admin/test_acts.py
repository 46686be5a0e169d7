"""Acts whose trace is easily forgotten, because they change little or nothing in the database; and the watch over all others."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from PIL import Image

from bot.articles.feed import FeedError
from bot.store import key_values
from tests.admin.audit_watch import watched
from tests.admin.installation import csrf_in, new_official


def newest_act(runtime):
    row = runtime.store.row("SELECT official_id, action, subject FROM audit ORDER BY id DESC LIMIT 1")
    return tuple(row)


@pytest.fixture
def environ() -> dict[str, str]:
    """A portal that does not answer: asking it is an act all the same."""
    return {"ARTICLES_FEED_URL": "http://127.0.0.1:1/rss"}


@pytest.fixture
def author(app, runtime):
    return new_official(app, runtime, "author")


@pytest.mark.parametrize(
    ("path", "act", "status"),
    [
        ("/admin/people/sync", "people_sync", 303),
        ("/admin/articles/sync", "articles_sync", 502),
        ("/admin/settings/ask-zalo", "oa_check", 303),
    ],
)
def test_what_is_asked_of_zalo_or_the_portal_is_written_down(runtime, manager, path, act, status):
    assert manager.press(path).status_code == status
    official_id = runtime.officials.find(manager.email).id
    assert newest_act(runtime) == (official_id, act, None)


def test_what_the_clock_does_is_no_act_of_an_official(runtime):
    runtime.people_sync.begin()
    with pytest.raises(FeedError):
        runtime.articles.sync()
    assert runtime.store.rows("SELECT * FROM audit") == []


@pytest.mark.parametrize("room", ["broadcasts", "articles"])
def test_an_uploaded_picture_is_written_down_by_its_name(runtime, author, room):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    data = {"csrf": csrf_in(author.page("/admin/password")), "picture_file": (io.BytesIO(out.getvalue()), "a.png")}
    answer = author.client.post(f"/admin/{room}/picture", data=data, content_type="multipart/form-data")
    assert answer.status_code == 200
    [picture] = runtime.pictures.folder.iterdir()
    assert newest_act(runtime) == (runtime.officials.find(author.email).id, "picture_upload", picture.name)


def test_the_watch_sees_a_change_without_a_line_and_only_that(runtime):
    app = Flask("other")
    app.add_url_rule("/quiet", "quiet", lambda: "seen", methods=["POST"])
    app.add_url_rule("/sly", "sly", lambda: key_values.put(runtime.store, "a", "b") or "done", methods=["POST"])
    with watched(app, runtime) as silent:
        app.test_client().post("/quiet")
        assert silent == []
        app.test_client().post("/sly")
        assert silent == ["sly: ['notes']"]
