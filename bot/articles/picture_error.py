"""The error of pictures; apart, so that pages that name it do not load what unpacks pictures."""

from __future__ import annotations


class PictureError(Exception):
    """Why a picture cannot be used; one Vietnamese sentence."""
