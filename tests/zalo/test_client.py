"""Every call over real sockets: the requests to Zalo, and what each kind of answer means."""

from __future__ import annotations

import json
import logging

import pytest

from bot.reply import Button, Reply
from bot.zalo.articles import Paragraph, Picture, ZaloArticle
from bot.zalo.calls import CallFailed
from bot.zalo.client import ZaloClient
from bot.zalo.errors import Outcome, Retry
from bot.zalo.outgoing import Refused, TooLong
from tests.zalo.conftest import CUT, SILENT, soon
from tests.zalo.test_http import free_port

PERSON = "1234567890123456"
OK = {"error": 0, "message": "Success", "data": {"message_id": "c0ffee", "user_id": PERSON}}
HELLO = Reply("Chào anh/chị.")


def done(**data):
    return {"error": 0, "message": "Success", "data": data}


def test_it_sends_a_reply(client, server):
    server.say({**OK, "data": {**OK["data"], "quota": {"remain": "499"}}})
    result = client.send_consultation(PERSON, HELLO)
    assert (result.outcome, result.message_id, result.code) == (Outcome.SENT, "c0ffee", "0")
    assert result.quota == {"remain": "499"}
    request = server.received[0]
    assert (request.method, request.path) == ("POST", "/v3.0/oa/message/cs")
    assert request.json == {"recipient": {"user_id": PERSON}, "message": {"text": "Chào anh/chị."}}
    assert request.headers["access_token"] == "first-access-token"
    assert request.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("answer", "outcome", "code", "retry"),
    [
        ({"error": "0", "data": {"message_id": "m"}}, Outcome.SENT, "0", Retry.NO),
        ({"error": 0, "message": "Success"}, Outcome.UNKNOWN, "0", Retry.IF_UNSEEN),
        ({"error": 0, "data": []}, Outcome.UNKNOWN, "0", Retry.IF_UNSEEN),
        ({"error": -230, "message": "no interaction"}, Outcome.WINDOW_CLOSED, "-230", Retry.NO),
        ({"error": -32}, Outcome.RATE_LIMITED, "-32", Retry.AFTER_PAUSE),
        ({"error": -200}, Outcome.UNKNOWN, "-200", Retry.IF_UNSEEN),
        ({"error": 12}, Outcome.UNKNOWN, "12", Retry.NO),
        ((400, {"error": -201}), Outcome.INVALID_REQUEST, "-201", Retry.NO),
        ({"message": "?"}, Outcome.UNKNOWN, None, Retry.IF_UNSEEN),
        ((429, {"error": -1}), Outcome.RATE_LIMITED, None, Retry.AFTER_PAUSE),
        ((429, b"slow down"), Outcome.RATE_LIMITED, None, Retry.AFTER_PAUSE),
        ((500, {"error": 0, "data": {"message_id": "m"}}), Outcome.UNKNOWN, None, Retry.IF_UNSEEN),
        ((503, b"busy"), Outcome.UNKNOWN, None, Retry.IF_UNSEEN),
        ((408, {"error": -201}), Outcome.UNKNOWN, None, Retry.IF_UNSEEN),
        ((302, {"error": 0}, {"Location": "/x"}), Outcome.UNKNOWN, None, Retry.IF_UNSEEN),
        ((200, b"<html>"), Outcome.UNKNOWN, None, Retry.IF_UNSEEN),
        (CUT, Outcome.UNKNOWN, None, Retry.IF_UNSEEN),
        (SILENT, Outcome.UNKNOWN, None, Retry.IF_UNSEEN),
    ],
)
def test_every_answer_has_one_meaning_and_is_asked_for_once(client, http, server, answer, outcome, code, retry):
    soon(http, answer)
    server.say(answer)
    result = client.send_consultation(PERSON, HELLO)
    assert (result.outcome, result.code, result.retry) == (outcome, code, retry)
    assert len(server.received) == 1


def test_a_call_that_never_left_may_be_made_again(http, tokens):
    client = ZaloClient(http, tokens, openapi_url=f"http://127.0.0.1:{free_port()}")
    result = client.send_consultation(PERSON, HELLO)
    assert (result.outcome, result.retry, result.code) == (Outcome.RETRY_LATER, Retry.LATER, None)


@pytest.mark.parametrize("code", [-216, -220, "-124"])
def test_a_refused_token_is_renewed_once_and_the_call_made_once_more(client, server, tokens, code):
    tokens.tokens = ["old-access-token", "new-access-token"]
    server.say({"error": code}, OK)
    assert client.send_consultation(PERSON, HELLO).outcome is Outcome.SENT
    assert tokens.renewed == ["old-access-token"]
    assert [request.headers["access_token"] for request in server.received] == ["old-access-token", "new-access-token"]
    assert server.received[0].body == server.received[1].body


def test_a_token_that_is_refused_again_is_not_tried_a_third_time(client, server, tokens):
    tokens.tokens = ["old-access-token", "new-access-token", "newest-access-token"]
    server.say({"error": -216})
    assert client.send_consultation(PERSON, HELLO).outcome is Outcome.TOKEN_REFRESH
    assert len(server.received) == 2


def test_without_a_newer_token_the_call_is_not_repeated(client, server):
    server.say({"error": -216})
    result = client.send_consultation(PERSON, HELLO)
    assert (result.outcome, result.retry) == (Outcome.TOKEN_REFRESH, Retry.AFTER_REFRESH)
    assert len(server.received) == 1


def test_without_any_token_nothing_is_asked(client, server, tokens):
    tokens.tokens = []
    assert client.send_consultation(PERSON, HELLO).outcome is Outcome.TOKEN_REFRESH
    assert server.received == []


def test_what_breaks_a_limit_is_never_sent(client, server):
    with pytest.raises(TooLong):
        client.send_consultation(PERSON, Reply("a" * 2001))
    assert server.received == []


def test_promotion_is_off_until_somebody_turns_it_on(client, server):
    assert client.send_promotion(PERSON, "Tiêm chủng", ["Từ 7 giờ 30."]).outcome is Outcome.UNSUPPORTED
    assert server.received == []
    client.open_paths.add("promotion")
    server.say(OK)
    assert client.send_promotion(PERSON, "Tiêm chủng", ["Từ 7 giờ 30."]).outcome is Outcome.SENT
    assert server.received[0].path == "/v3.0/oa/message/promotion"


@pytest.mark.parametrize(
    ("answer", "still_open"),
    [
        ({"error": -233}, False),
        ({"error": -240}, False),
        ({"error": 4711}, False),
        ({"error": -213}, True),
        (CUT, True),
    ],
)
def test_a_path_that_zalo_closed_turns_itself_off(client, server, answer, still_open):
    client.open_paths.add("promotion")
    server.say(answer)
    client.send_promotion(PERSON, "Tiêm chủng", ["Từ 7 giờ 30."])
    assert ("promotion" in client.open_paths) is still_open


@pytest.mark.parametrize("code", [-201, -210])
def test_a_promotion_whose_buttons_may_be_refused_follows_with_them_as_text(client, server, code):
    server.say({"error": code}, OK)
    client.open_paths.add("promotion")
    buttons = (Button("Hỏi thêm", say="#nut 1 0", words="Hỏi thêm"), Button("Trang", url="https://example.vn"))
    assert client.send_promotion(PERSON, "Tiêm chủng", ["Từ 7 giờ."], buttons=buttons).outcome is Outcome.SENT
    first, second = (request.json["message"]["attachment"]["payload"] for request in server.received)
    assert len(first["buttons"]) == 2 and "buttons" not in second
    assert second["elements"][-1]["content"] == "1. Hỏi thêm\n• Trang: https://example.vn"


@pytest.mark.parametrize("code", [-200, -230, -211, -213, -233, -77777])
def test_nothing_follows_another_end_of_a_promotion(client, server, code):
    server.say({"error": code})
    client.open_paths.add("promotion")
    client.send_promotion(PERSON, "Tiêm chủng", ["Từ 7 giờ."], buttons=(Button("Hỏi", say="a"),))
    assert len(server.received) == 1


def test_templates_by_person_and_by_phone(client, server):
    server.say(OK, done(msg_id="a4d0"))
    assert client.send_template(PERSON, "466986", {"ho_ten": "A"}).message_id == "c0ffee"
    assert client.send_template_by_phone("0901234567", "466986", {"ho_ten": "A"}, "hs-1").message_id == "a4d0"
    assert [request.path for request in server.received] == ["/v3.0/oa/message/template", "/message/template"]
    assert server.received[1].json["phone"] == "84901234567"


def test_the_same_code_means_something_else_on_the_other_host(client, server):
    server.say({"error": -100})
    assert client.send_consultation(PERSON, HELLO).outcome is Outcome.INVALID_REQUEST
    assert client.send_template_by_phone("0901234567", "1", {}, "t").outcome is Outcome.UNKNOWN


def test_a_broadcast(client, server):
    server.say(done(message_id="b1"))
    assert client.broadcast_article("ART", {}, everyone=True).message_id == "b1"
    assert {request.path for request in server.received} == {"/v2.0/oa/message"}


UPLOADS = [
    ("image", b"\xff\xd8\xff\xe0" + b"x" * 50, "ảnh đẹp.PNG", "anh-dep.jpg", "image/jpeg", {"attachment_id": "ID"}),
    ("image", b"\x89PNG\r\n\x1a\n", "a.png", "a.png", "image/png", {"attachment_id": "ID"}),
    ("gif", b"GIF89a", "../../etc/x.gif", "x.gif", "image/gif", {"attachment_id": "ID"}),
    ("file", b"%PDF-1.7", "Đơn đề nghị.pdf", "Don-de-nghi.pdf", "application/pdf", {"token": "ID"}),
    ("file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "đ.doc", "d.doc", "application/msword", {"token": "ID"}),
    ("file", b"PK\x03\x04", "???.docx", "tep.docx", "wordprocessingml.document", {"token": "ID"}),
]


@pytest.mark.parametrize(("kind", "content", "name", "plain", "media_type", "data"), UPLOADS)
def test_uploads(client, server, kind, content, name, plain, media_type, data):
    server.say(done(**data))
    assert getattr(client, f"upload_{kind}")(content, name) == "ID"
    request = server.received[0]
    assert request.path == f"/v2.0/oa/upload/{kind}"
    assert request.headers["content-type"].startswith("multipart/form-data")
    assert f'name="file"; filename="{plain}"'.encode() in request.body
    assert media_type.encode() in request.body
    assert content in request.body


@pytest.mark.parametrize(
    ("kind", "content", "name"),
    [
        ("image", b"GIF89a", "a.png"),
        ("image", b"\xff\xd8\xff" + b"x" * 1_000_000, "a.jpg"),
        ("gif", b"GIF89a" + b"x" * 5_000_000, "a.gif"),
        ("file", b"%PDF-" + b"x" * 5_000_000, "a.pdf"),
        ("file", b"PK\x03\x04", "a.zip"),
        ("file", b"MZ", "a.pdf"),
        ("file", b"", "a.pdf"),
    ],
)
def test_an_upload_that_zalo_would_refuse_is_not_made(client, server, kind, content, name):
    with pytest.raises(Refused):
        getattr(client, f"upload_{kind}")(content, name)
    assert server.received == []


def test_an_upload_without_an_id_has_failed(client, server):
    server.say(done())
    with pytest.raises(CallFailed):
        client.upload_gif(b"GIF89a", "a.gif")


def test_the_list_of_people(client, server):
    server.say(done(total=120, count=50, offset=0, users=[{"user_id": "1"}, {"user_id": 7219430518264093157}, {}]))
    page = client.list_people(0, 50, follows=True, tag="to-4", period="L7D")
    assert page.person_ids == ("1", "7219430518264093157")
    assert (page.total, page.next_offset) == (120, 50)
    request = server.received[0]
    assert (request.method, request.path) == ("GET", "/v3.0/oa/user/getlist")
    assert json.loads(request.query["data"]) == {
        "offset": 0,
        "count": 50,
        "tag_name": "to-4",
        "last_interaction_period": "L7D",
        "is_follower": "true",
    }


@pytest.mark.parametrize("wrong", [{"count": 51}, {"period": "LAST_WEEK"}])
def test_a_list_that_zalo_would_refuse_is_not_asked_for(client, server, wrong):
    with pytest.raises(Refused):
        client.list_people(**wrong)
    assert server.received == []


def test_the_detail_of_a_person(client, server):
    server.say(
        done(
            user_id=PERSON,
            display_name="Lan",
            user_alias="Lan - tổ 4",
            is_sensitive=False,
            user_is_follower="true",
            user_last_interaction_date="20/11/2026",
            avatar="https://a",
            tags_and_notes_info={"notes": ["x"], "tag_names": ["to-4"]},
            shared_info={"phone": 84900000000, "name": ""},
        )
    )
    person = client.person_detail(PERSON)
    assert (person.name, person.alias, person.follows, person.sensitive) == ("Lan", "Lan - tổ 4", True, False)
    assert (person.tags, person.shared) == (("to-4",), {"phone": "84900000000"})
    assert json.loads(server.received[0].query["data"]) == {"user_id": PERSON}


def test_a_person_of_whom_zalo_tells_nothing(client, server):
    server.say({"error": 0, "data": None})
    person = client.person_detail(PERSON)
    assert (person.person_id, person.name, person.follows, person.tags) == (PERSON, "", None, ())


def test_labels(client, server):
    server.say(done(), done(), done(), {"error": 0, "data": ["to-4", "to-5"]})
    client.tag(PERSON, "to-4")
    client.untag(PERSON, "to-4")
    client.remove_tag("to-4")
    assert client.tags() == ["to-4", "to-5"]
    paths = [request.path.rsplit("/", 1)[1] for request in server.received]
    assert paths == ["tagfollower", "rmfollowerfromtag", "rmtag", "gettagsofoa"]
    assert server.received[0].json == {"user_id": PERSON, "tag_name": "to-4"}


def test_the_quota(client, server):
    server.say({"error": 0, "data": [{"remain": "9"}]}, done(remain=9))
    assert client.quota() == [{"remain": "9"}]
    assert client.quota() == [{"remain": 9}]
    assert server.received[0].json == {"quota_owner": "OA", "product_type": "cs", "quota_type": "sub_quota"}


@pytest.mark.parametrize("name", ["oa_id", "oaid"])
def test_the_profile(client, server, name):
    server.say(done(**{name: 987, "name": "UBND", "is_verified": True, "num_follower": "1200", "package_name": "Pro"}))
    profile = client.oa_profile()
    assert (profile.oa_id, profile.name, profile.verified, profile.followers) == ("987", "UBND", True, 1200)


def test_conversations(client, server):
    ours = {"src": 0, "time": 1763895000000, "type": "text", "message": "Dạ", "message_id": "c0", "to_id": PERSON}
    theirs = {"src": "1", "time": "x", "message": "Alo", "from_id": PERSON}
    server.say({"error": 0, "data": [ours, theirs, None]})
    first, second = client.conversation(PERSON, count=10)
    assert (first.by_oa, first.person_id, first.text, first.at_ms) == (True, PERSON, "Dạ", 1763895000000)
    assert (second.by_oa, second.person_id, second.at_ms) == (False, PERSON, None)
    assert [request.path for request in server.received] == ["/v2.0/oa/conversation"]
    with pytest.raises(TooLong):
        client.conversation(PERSON, count=11)


ARTICLE = ZaloArticle(
    "Lịch tiêm chủng",
    "UBND phường",
    "Ba ngày.",
    "https://a.vn/bia.jpg",
    (Paragraph("<p>Trẻ từ 2 tháng…</p>"), Picture("https://a.vn/a.jpg", "Trạm y tế")),
)


def test_an_article_is_created_hidden(client, server):
    server.say(done(token="T"))
    assert client.create_article(ARTICLE) == "T"
    assert server.received[0].json == {
        "type": "normal",
        "title": "Lịch tiêm chủng",
        "author": "UBND phường",
        "cover": {"cover_type": "photo", "photo_url": "https://a.vn/bia.jpg", "status": "show"},
        "description": "Ba ngày.",
        "body": [
            {"type": "text", "content": "<p>Trẻ từ 2 tháng…</p>"},
            {"type": "image", "url": "https://a.vn/a.jpg", "caption": "Trạm y tế"},
        ],
        "status": "hide",
        "comment": "hide",
    }


@pytest.mark.parametrize(("answer", "expected"), [(done(id="ART"), "ART"), (done(), None), ({"error": -214}, None)])
def test_an_article_gets_its_id_when_zalo_is_done(client, server, answer, expected):
    server.say(answer)
    assert client.verify_article("T") == expected
    assert server.received[0].json == {"token": "T"}


def test_the_other_article_calls(client, server):
    medias = [{"id": "A1", "title": "Lịch tiêm chủng", "status": "hide"}, {"title": "no id"}, None]
    server.say(done(token="T2"), done(id="A1"), done(medias=medias, total=1), done())
    assert client.update_article("A1", ARTICLE) == "T2"
    assert client.article("A1") == {"id": "A1"}
    assert [item.article_id for item in client.list_articles()] == ["A1"]
    client.remove_article("A1")
    assert [request.path.rsplit("/", 1)[1] for request in server.received] == [
        "update",
        "getdetail",
        "getslice",
        "remove",
    ]
    assert server.received[0].json["id"] == "A1"
    assert server.received[1].query == {"id": "A1"}
    assert server.received[2].query == {"offset": "0", "limit": "10", "type": "normal"}


@pytest.mark.parametrize(
    ("change", "limit"),
    [
        ({"title": "a" * 151}, "article title"),
        ({"author": "a" * 51}, "article author"),
        ({"description": "a" * 301}, "article description"),
        ({"body": (Paragraph("a" * 10_001),)}, "article text"),
        ({"body": ()}, "article body"),
        ({"cover_url": "http://a.vn/bia.jpg"}, "web address"),
    ],
)
def test_an_article_that_zalo_would_refuse_is_not_sent(client, server, change, limit):
    fields = {name: getattr(ARTICLE, name) for name in ARTICLE.__dataclass_fields__}
    with pytest.raises(Refused) as caught:
        client.create_article(ZaloArticle(**{**fields, **change}))
    assert caught.value.limit == limit
    assert server.received == []


READS = {
    "list_people": (),
    "person_detail": (PERSON,),
    "tags": (),
    "tag": (PERSON, "x"),
    "quota": (),
    "oa_profile": (),
    "conversation": (PERSON,),
    "create_article": (ARTICLE,),
    "verify_article": ("T",),
    "article": ("A",),
    "remove_article": ("A",),
}


@pytest.mark.parametrize("name", READS)
def test_a_call_that_zalo_refuses_says_how_it_ended(client, server, name):
    server.say({"error": -212, "message": "not registered"})
    with pytest.raises(CallFailed) as caught:
        getattr(client, name)(*READS[name])
    assert (caught.value.result.outcome, caught.value.result.note) == (Outcome.OA_PROBLEM, "not registered")


def test_no_log_and_no_note_holds_a_token_or_what_was_said(client, server, tokens, caplog):
    caplog.set_level(logging.DEBUG)
    tokens.tokens = ["old-access-token", "new-access-token"]
    server.say({"error": -216, "message": "bad old-access-token"}, {"error": 4711, "message": "see new-access-token"})
    result = client.send_consultation(PERSON, Reply("điều riêng tư", (Button("Nút", say="#a"),)))
    assert result.note == "see …"
    assert caplog.records
    for secret in ("access-token", "điều riêng tư", "Nút"):
        assert secret not in caplog.text
