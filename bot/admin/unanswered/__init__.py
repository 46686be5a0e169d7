"""Chưa hiểu: questions that were not understood, in groups."""
