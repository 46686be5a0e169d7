"""Events of every kind for the tests of the parser and of the webhook: (name, event, kind, expected fields)."""

from __future__ import annotations

from bot.event import Kind

APP = "2837645190283746519"
OA = "4318657068771012646"
PERSON = "7219430518264093157"
NOW = 1_763_900_000_000
AT = "1731400215482"


def message(name="user_send_text", sender=PERSON, recipient=OA, at=AT, **content):
    content.setdefault("msg_id", "96d3cdf3af150460909")
    return {
        "app_id": APP,
        "event_name": name,
        "sender": {"id": sender},
        "recipient": {"id": recipient},
        "message": content,
        "timestamp": at,
    }


def about(name, at=AT, **fields):
    return {"app_id": APP, "event_name": name, "timestamp": at, **fields}


def attached(name, kind, payload, **content):
    return message(name, attachments=[{"type": kind, "payload": payload}], **content)


CASES = [
    ("text", message(text="Alo"), Kind.TEXT, {"text": "Alo"}),
    ("empty text", message(text=""), Kind.TEXT, {"text": ""}),
    ("answer to a message", message(text="?", quote_msg_id="b8f4"), Kind.TEXT, {"details": {"quotes": "b8f4"}}),
    (
        "image with words",
        attached("user_send_image", "image", {"thumbnail": "https://t", "url": "https://u"}, text="đây"),
        Kind.IMAGE,
        {"text": "đây", "attachment": {"type": "image", "thumbnail": "https://t", "url": "https://u"}},
    ),
    ("gif", attached("user_send_gif", "gif", {"url": "https://u"}), Kind.GIF, {}),
    (
        "link",
        attached("user_send_link", "link", {"description": "một trang", "url": "https://u"}),
        Kind.LINK,
        {"attachment": {"type": "link", "description": "một trang", "url": "https://u"}},
    ),
    ("voice", attached("user_send_audio", "audio", {"url": "https://u.amr"}), Kind.VOICE, {}),
    ("video", attached("user_send_video", "video", {"url": "https://u.mp4"}), Kind.VIDEO, {}),
    (
        "sticker without address",
        attached("user_send_sticker", "sticker", {"id": 21979}),
        Kind.STICKER,
        {"attachment": {"type": "sticker", "id": "21979"}},
    ),
    (
        "location",
        attached("user_send_location", "location", {"coordinates": {"latitude": "10.76", "longitude": "106.68"}}),
        Kind.LOCATION,
        {"attachment": {"type": "location", "latitude": 10.76, "longitude": 106.68}},
    ),
    (
        "location beside the attachments, as numbers",
        message("user_send_location", location={"latitude": 10.76, "longitude": 106.68}),
        Kind.LOCATION,
        {"attachment": {"type": "location", "latitude": 10.76, "longitude": 106.68}},
    ),
    (
        "location that makes no sense",
        attached("user_send_location", "location", {"coordinates": {"latitude": "north", "longitude": "NaN"}}),
        Kind.LOCATION,
        {"attachment": {"type": "location"}},
    ),
    (
        "business card",
        attached(
            "user_send_business_card",
            "link",
            {"description": '{"phone":84900000000,"qrCodeUrl":"https://q"}', "url": "https://u"},
        ),
        Kind.CONTACT,
        {"attachment": {"type": "link", "url": "https://u", "phone": "84900000000", "qr_url": "https://q"}},
    ),
    (
        "file",
        attached("user_send_file", "file", {"url": "https://u", "name": "đơn.pdf", "size": "248311", "type": "pdf"}),
        Kind.FILE,
        {"attachment": {"type": "file", "url": "https://u", "name": "đơn.pdf", "size": 248311, "file_type": "pdf"}},
    ),
    (
        "a file of a size no number can hold",
        attached("user_send_file", "file", {"url": "https://u", "size": "9" * 400}),
        Kind.FILE,
        {"attachment": {"type": "file", "url": "https://u"}},
    ),
    (
        "two pictures",
        message("user_send_image", attachments=[{"type": "image", "payload": {"url": u}} for u in ("a", "b")]),
        Kind.IMAGE,
        {"details": {"more": [{"url": "b", "type": "image"}]}},
    ),
    ("attachments that are not a list", message("user_send_image", attachments="x"), Kind.IMAGE, {"attachment": {}}),
    ("an attachment that is not an object", message("user_send_image", attachments=[None, 1]), Kind.IMAGE, {}),
    (
        "follow",
        about("follow", oa_id=OA, follower={"id": PERSON}, source="oa_profile"),
        Kind.FOLLOW,
        {"details": {"source": "oa_profile"}},
    ),
    ("unfollow", about("unfollow", oa_id=OA, follower={"id": PERSON}), Kind.UNFOLLOW, {}),
    ("opened the chat", about("user_click_chatnow", oa_id=OA, user_id=PERSON), Kind.OPENED_CHAT, {"text": ""}),
    (
        "shared particulars",
        {
            **message("user_submit_info"),
            "info": {"name": "Ánh", "phone": 84900000000, "user_dob": "", "full_address": {"user_ward": "Bình Hưng"}},
        },
        Kind.SHARED_INFO,
        {"details": {"info": {"name": "Ánh", "phone": "84900000000", "ward": "Bình Hưng"}}},
    ),
    (
        "reaction",
        message("user_reacted_message", react_icon="/-heart"),
        Kind.REACTION,
        {"details": {"icon": "/-heart"}, "message_ids": ("96d3cdf3af150460909",)},
    ),
    ("withdrawal", about("user_withdraw", oa_id=OA, user_id=PERSON, user_id_by_app="308"), Kind.WITHDRAW, {}),
    (
        "a label put on",
        about("add_user_to_tag", oa_id=OA, tag={"user_ids": [PERSON], "name": "tổ 4"}),
        Kind.TAGGED,
        {"details": {"tag": "tổ 4", "person_ids": [PERSON]}},
    ),
    (
        "a label taken off, other names of the fields",
        about("remove_user_from_tag", oa_id=OA, tag_name="tổ 4", user_id=PERSON),
        Kind.UNTAGGED,
        {"details": {"tag": "tổ 4", "person_ids": [PERSON]}},
    ),
    (
        "our text, typed by an official",
        {**message("oa_send_text", text="Dạ"), "sender": {"id": OA, "admin_id": "158"}, "recipient": {"id": PERSON}},
        Kind.OFFICIAL,
        {"by_official": "158", "text": "Dạ", "message_ids": ("96d3cdf3af150460909",)},
    ),
    ("our list", message("oa_send_list", OA, PERSON, text="Tin"), Kind.SENT, {"by_official": None}),
    ("received", message("user_received_message", OA, PERSON), Kind.RECEIVED, {"text": ""}),
    (
        "received, flat",
        about("user_received_message", sender=OA, recipient=PERSON, msg_id="a4d0", delivery_time="1731401120538"),
        Kind.RECEIVED,
        {"message_ids": ("a4d0",), "occurred_at": 1731401120538},
    ),
    (
        "seen, several",
        message("user_seen_message", OA, PERSON, msg_id=None, msg_ids=["b", "a"]),
        Kind.SEEN,
        {"message_ids": ("b", "a")},
    ),
    ("seen, one", message("user_seen_message", OA, PERSON, msg_id="b"), Kind.SEEN, {"message_ids": ("b",)}),
    ("our reaction", message("oa_reacted_message", OA, PERSON, react_icon="/-heart"), Kind.OTHER, {}),
    ("our call", about("oa_call_user", sender={"id": OA}, recipient={"id": PERSON}, call_id="1"), Kind.OTHER, {}),
    ("consent request", about("oa_send_consent", user_id=PERSON, phone="84900000000"), Kind.OTHER, {"details": {}}),
    ("unknown", message("user_vote_poll"), Kind.OTHER, {}),
    ("a widget", about("widget_interaction_accepted", data={"user_id": PERSON}), Kind.OTHER, {}),
]

NOBODY = [
    (
        "a template's receipt by phone",
        message("user_received_message", OA, "84900000000", delivery_time="1731401120538", tracking_id="hs-1"),
        Kind.RECEIVED,
        {"message_ids": ("96d3cdf3af150460909",), "details": {"tracking_id": "hs-1"}, "occurred_at": 1731401120538},
    ),
    ("a template's receipt by hash", message("user_received_message", OA, "ab12" * 16), Kind.RECEIVED, {}),
    (
        "an anonymous text",
        message("anonymous_send_text", sender="509", conversation_id="7c19", text="Tôi hỏi"),
        Kind.ANONYMOUS,
        {"text": "Tôi hỏi", "details": {"anonymous_id": "509", "conversation_id": "7c19"}},
    ),
    (
        "an anonymous id of the other shape",
        {**message("anonymous_send_text", conversation_id="7c19"), "sender": {"anonymous_id": "509"}},
        Kind.ANONYMOUS,
        {"details": {"anonymous_id": "509", "conversation_id": "7c19"}},
    ),
    (
        "our answer to somebody anonymous",
        message("oa_send_anonymous_text", OA, "509", conversation_id="7c19"),
        Kind.SENT,
        {"details": {"anonymous_id": "509", "conversation_id": "7c19"}},
    ),
    ("a message to a group", message("user_send_group_text", text="chào"), Kind.OTHER, {"text": ""}),
    ("our message to a group", message("oa_send_group_text", OA, "4008"), Kind.OTHER, {"text": ""}),
    ("a sample of the console", message("user_send_text", msg_id="This is message id"), Kind.SAMPLE, {}),
    ("a sample with a made-up person", message("user_send_text", "1111111111111111111"), Kind.SAMPLE, {}),
    (
        "a label removed",
        about("remove_tag", oa_id=OA, tag={"name": "cũ"}),
        Kind.TAG_REMOVED,
        {"details": {"tag": "cũ"}},
    ),
    (
        "a label on two people",
        about("add_user_to_tag", oa_id=OA, tag={"user_ids": ["1", "2"], "name": "x"}),
        Kind.TAGGED,
        {"details": {"tag": "x", "person_ids": ["1", "2"]}},
    ),
    (
        "a template's button",
        {
            **about("user_click_response_button", oa_id=OA, msg_id="c3a7"),
            "message": {"submit_time": "1731401530118", "data": "Xác nhận", "tracking_id": "lh-9"},
        },
        Kind.OTHER,
        {"details": {"label": "Xác nhận", "tracking_id": "lh-9"}, "message_ids": ("c3a7",)},
    ),
    (
        "a rating as a number",
        {**about("user_feedback"), "message": {"rate": 5, "note": "tốt", "msg_id": "a4", "submit_time": "1"}},
        Kind.OTHER,
        {"details": {"rating": 5, "note": "tốt"}, "message_ids": ("a4",)},
    ),
    (
        "a rating as text, with praise",
        {**about("user_feedback"), "message": {"rate": "4", "feedbacks": ["nhanh"], "msg_id": "a4"}},
        Kind.OTHER,
        {"details": {"rating": 4, "praise": ["nhanh"]}},
    ),
    (
        "a new quota",
        about("change_oa_daily_quota", oaId=OA, quota={"prev_value": 500, "new_value": "1500"}),
        Kind.OTHER,
        {"details": {"quota": {"before": "500", "now": "1500"}}},
    ),
    (
        "a template's new state",
        about("change_template_status", template_id="302118", status={"new_status": "REJECT"}, reason="lặp"),
        Kind.OTHER,
        {"details": {"template_id": "302118", "now": "REJECT", "reason": "lặp"}},
    ),
    ("a message to a group", message("user_send_group_text", text="chào"), Kind.OTHER, {"text": ""}),
    ("our message to a group", message("oa_send_group_text", OA, "dfb4"), Kind.OTHER, {}),
    ("our own words as a person's", message(sender=OA, recipient=OA, text="echo"), Kind.TEXT, {}),
    ("nothing at all", {}, Kind.OTHER, {"name": "", "occurred_at": None}),
    ("fields of the wrong type", {"event_name": ["x"], "message": 1, "sender": [], "timestamp": {}}, Kind.OTHER, {}),
]
