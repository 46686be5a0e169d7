"""Hôm nay: the first page, failures, and the notice of a restored database."""
