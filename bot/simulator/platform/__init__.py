"""Zalo's calls: one visible table from method and path to the function that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.simulator.call import Call
from bot.simulator.platform import account, articles, messages, oauth, people, templates, uploads
from bot.simulator.state import SimulatedZalo


@dataclass(frozen=True, slots=True)
class Action:
    """One call: its function, and whether it lives on the host for template messages or on the one for tokens."""

    answer: Callable[[SimulatedZalo, Call], Any]
    business: bool = False
    oauth: bool = False


ACTIONS: dict[tuple[str, str], Action] = {
    ("POST", "/v3.0/oa/message/cs"): Action(messages.send_consultation),
    ("POST", "/v3.0/oa/message/promotion"): Action(messages.send_promotion),
    ("POST", "/v3.0/oa/message/transaction"): Action(messages.send_transaction),
    ("POST", "/v3.0/oa/message/template"): Action(templates.send_to_user),
    ("POST", "/v2.0/oa/message"): Action(messages.send_other),
    ("POST", "/v2.0/oa/upload/image"): Action(uploads.upload_image),
    ("POST", "/v2.0/oa/upload/gif"): Action(uploads.upload_gif),
    ("POST", "/v2.0/oa/upload/file"): Action(uploads.upload_file),
    ("GET", "/v3.0/oa/user/getlist"): Action(people.list_people),
    ("GET", "/v3.0/oa/user/detail"): Action(people.get_detail),
    ("POST", "/v2.0/oa/updatefollowerinfo"): Action(people.update_person),
    ("GET", "/v2.0/oa/tag/gettagsofoa"): Action(people.list_tags),
    ("POST", "/v2.0/oa/tag/tagfollower"): Action(people.tag_person),
    ("POST", "/v2.0/oa/tag/rmfollowerfromtag"): Action(people.untag_person),
    ("POST", "/v2.0/oa/tag/rmtag"): Action(people.remove_tag),
    ("GET", "/v2.0/oa/getoa"): Action(account.get_profile),
    ("GET", "/v2.0/oa/listrecentchat"): Action(account.list_recent),
    ("GET", "/v2.0/oa/conversation"): Action(account.get_conversation),
    ("POST", "/v3.0/oa/quota/message"): Action(account.get_quota),
    ("POST", "/v2.0/article/create"): Action(articles.create_article),
    ("POST", "/v2.0/article/verify"): Action(articles.verify_article),
    ("GET", "/v2.0/article/getdetail"): Action(articles.get_article),
    ("GET", "/v2.0/article/getslice"): Action(articles.list_articles),
    ("POST", "/v2.0/article/update"): Action(articles.update_article),
    ("POST", "/v2.0/article/remove"): Action(articles.remove_article),
    ("POST", "/message/template"): Action(templates.send_to_phone, business=True),
    ("GET", "/message/status"): Action(templates.get_status, business=True),
    ("GET", "/message/quota"): Action(templates.get_quota, business=True),
    ("POST", "/v4/oa/access_token"): Action(oauth.access_token, oauth=True),
}
