"""Residents: taken over from Zalo, profile, labels, segments, audiences, export."""
