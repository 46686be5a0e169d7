"""Editing what the bot says: the files of CONTENT_PATH are the truth."""
