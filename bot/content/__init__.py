"""Reads and checks content/: the texts and facts the bot answers with."""

from bot.content.library import Content
from bot.content.problems import ContentError, Problem

__all__ = ["Content", "ContentError", "Problem"]
