"""Bản tin: list, detail, composing, calendar, recipients, propaganda."""
