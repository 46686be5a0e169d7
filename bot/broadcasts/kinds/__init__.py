"""The kinds of broadcasts, each in a file of its own. A new kind is such a file, and its line in the registry below."""

from __future__ import annotations

from bot.broadcasts import texts
from bot.broadcasts.kinds.article import ArticleKind
from bot.broadcasts.kinds.base import BroadcastKind, KindServices, MessageRecipient
from bot.broadcasts.kinds.consultation import ConsultationKind
from bot.broadcasts.kinds.promotion import PromotionKind
from bot.broadcasts.kinds.template import BY_PHONE, TemplateKind
from bot.broadcasts.kinds.urgent import UrgentKind

_KINDS: dict[str, BroadcastKind] = {}


def register(kind: BroadcastKind) -> None:
    """Make a kind known: to forms, commands, checks, the feeder and the sender."""
    _KINDS[kind.name] = kind
    texts.REFUSALS.update(kind.sentences.refusals)
    texts.REASONS.update(kind.sentences.reasons)
    texts.WARNINGS.update(kind.sentences.warnings)
    texts.ALLOWANCES.update(kind.sentences.allowances)
    texts.HOLDS.update(kind.sentences.holds)
    texts.PAUSES.update(kind.sentences.pauses)


def find_kind(name: str) -> BroadcastKind:
    """The kind of this name. Raises KeyError when there is none."""
    return _KINDS[name]


def all_kinds() -> tuple[BroadcastKind, ...]:
    """Every kind and form of delivery, in the order of registration."""
    return tuple(_KINDS.values())


def choosable_kinds() -> tuple[BroadcastKind, ...]:
    """Those an official may choose, in the order of the form."""
    return tuple(kind for kind in _KINDS.values() if kind.is_choosable)


def kind_names() -> tuple[str, ...]:
    """The names an official may choose from, sorted."""
    return tuple(sorted(kind.name for kind in choosable_kinds()))


def message_label(name: str) -> str:
    """What a conversation says above a message of this kind; empty for an ordinary message and for a kind of the past."""
    kind = _KINDS.get(name)
    return kind.message_label if kind else ""


def article_kind() -> BroadcastKind:
    """The kind that sends an article of the ward."""
    return next(kind for kind in _KINDS.values() if kind.sends_article)


def urgent_kind() -> BroadcastKind:
    """The kind that leaves at any hour and stands on the public page."""
    return next(kind for kind in _KINDS.values() if kind.is_urgent)


for _kind in (ConsultationKind(), ArticleKind(), PromotionKind(), TemplateKind(), UrgentKind(), BY_PHONE):
    register(_kind)

__all__ = [
    "BroadcastKind",
    "KindServices",
    "MessageRecipient",
    "all_kinds",
    "article_kind",
    "choosable_kinds",
    "find_kind",
    "kind_names",
    "message_label",
    "register",
    "urgent_kind",
]
