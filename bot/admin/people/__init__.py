"""Người theo dõi: list, one person, labels, segments."""
