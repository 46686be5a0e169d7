"""Hộp thư: the list, one talk, canned answers."""
