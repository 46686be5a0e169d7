"""Notices to officials: what they are told of, whom it concerns, when, and by which way."""
