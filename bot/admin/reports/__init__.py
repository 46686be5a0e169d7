"""Báo cáo: figures, files, and the book of activities."""
