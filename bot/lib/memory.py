"""Memory that was needed once."""

from __future__ import annotations

import ctypes
import gc


def give_back_memory() -> None:
    """Give pages that nothing uses any more back to the machine; does nothing where the C library has no such call (not glibc)."""
    gc.collect()
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return
    trim(0)
