"""Zalo's calls: one visible table from method and path to the function that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..call import Call
from ..state import Zalo
from . import account, articles, messages, oauth, people, templates, uploads


@dataclass(frozen=True, slots=True)
class Action:
    """One call: its function, and whether it lives on the host for template messages or on the one for tokens."""

    answer: Callable[[Zalo, Call], Any]
    business: bool = False
    oauth: bool = False


ACTIONS: dict[tuple[str, str], Action] = {
    ("POST", "/v3.0/oa/message/cs"): Action(messages.consultation),
    ("POST", "/v3.0/oa/message/promotion"): Action(messages.promotion),
    ("POST", "/v3.0/oa/message/transaction"): Action(messages.transaction),
    ("POST", "/v3.0/oa/message/template"): Action(templates.by_user),
    ("POST", "/v2.0/oa/message"): Action(messages.other),
    ("POST", "/v2.0/oa/upload/image"): Action(uploads.image),
    ("POST", "/v2.0/oa/upload/gif"): Action(uploads.gif),
    ("POST", "/v2.0/oa/upload/file"): Action(uploads.file),
    ("GET", "/v3.0/oa/user/getlist"): Action(people.listing),
    ("GET", "/v3.0/oa/user/detail"): Action(people.detail),
    ("POST", "/v2.0/oa/updatefollowerinfo"): Action(people.update),
    ("GET", "/v2.0/oa/tag/gettagsofoa"): Action(people.tags),
    ("POST", "/v2.0/oa/tag/tagfollower"): Action(people.tag_person),
    ("POST", "/v2.0/oa/tag/rmfollowerfromtag"): Action(people.untag_person),
    ("POST", "/v2.0/oa/tag/rmtag"): Action(people.remove_tag),
    ("GET", "/v2.0/oa/getoa"): Action(account.profile),
    ("GET", "/v2.0/oa/listrecentchat"): Action(account.recent),
    ("GET", "/v2.0/oa/conversation"): Action(account.conversation),
    ("POST", "/v3.0/oa/quota/message"): Action(account.quota),
    ("POST", "/v2.0/article/create"): Action(articles.create),
    ("POST", "/v2.0/article/verify"): Action(articles.verify),
    ("GET", "/v2.0/article/getdetail"): Action(articles.detail),
    ("GET", "/v2.0/article/getslice"): Action(articles.listing),
    ("POST", "/v2.0/article/update"): Action(articles.update),
    ("POST", "/v2.0/article/remove"): Action(articles.remove),
    ("POST", "/message/template"): Action(templates.by_phone, business=True),
    ("GET", "/message/status"): Action(templates.status, business=True),
    ("GET", "/message/quota"): Action(templates.quota, business=True),
    ("POST", "/v4/oa/access_token"): Action(oauth.access_token, oauth=True),
}
