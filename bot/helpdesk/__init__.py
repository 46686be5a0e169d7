"""Talks that officials answer: waiting list, answers, notes, canned answers, closing, rating, failures."""
