"""Nội dung: lists, one entry, new entries, versions, office hours."""
