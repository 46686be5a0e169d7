"""The built brain on disk, so that a start need not build it again: used only when the hash of everything it came from fits."""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import sys
from datetime import date
from pathlib import Path

from bot.conversation import Brain

log = logging.getLogger(__name__)

BUILDERS = ("content", "understanding")
"""Rooms whose code decides what a brain looks like."""


def key_of(content: Path, day: date) -> bytes:
    """A hash of the day, of every content file and of the code that builds from them."""
    digest = hashlib.sha256(f"{day} {sys.version} ".encode())
    here = Path(__file__).parent
    for folder in (content, *(here / room for room in BUILDERS)):
        for file in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.py"))):
            digest.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes() + b"\0")
    return digest.digest()


def read(file: Path, key: bytes) -> Brain | None:
    """The brain kept under `key`; None when there is none, it came from something else, or it is damaged."""
    try:
        data = file.read_bytes()
        payload = data[64:]
        if data[:32] != key or data[32:64] != hashlib.sha256(payload).digest():
            return None
        # Our own file beside the content: who can write there decides what the bot says anyway.
        found = pickle.loads(payload)
    except (OSError, pickle.UnpicklingError, AttributeError, EOFError, ImportError):
        return None
    return found if isinstance(found, Brain) else None


def write(file: Path, key: bytes, brain: Brain) -> None:
    """Keep the brain; a disk that refuses costs a slower start, nothing else."""
    payload = pickle.dumps(brain, pickle.HIGHEST_PROTOCOL)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(exist_ok=True)
        draft.write_bytes(key + hashlib.sha256(payload).digest() + payload)
        draft.chmod(0o600)
        draft.replace(file)
    except OSError as error:
        log.warning("the brain could not be kept: %s", type(error).__name__)
