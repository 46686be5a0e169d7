"""Bài viết: list, one article, composing."""
