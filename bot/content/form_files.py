"""The files of forms that residents fill in: content/forms/NAME.docx or .pdf."""

from __future__ import annotations

from pathlib import Path

from bot.content.layers import list_layers, locate
from bot.content.procedure_details import FORM_FILE

FOLDER = "forms"


def list_form_files(root: Path) -> frozenset[str]:
    """The names of the files that can be handed out from the content folder `root`."""
    files = (path for layer in list_layers(root) for path in (layer / FOLDER).glob("*"))
    return frozenset(path.name for path in files if FORM_FILE.fullmatch(path.name))


def read_form_file(root: Path, name: str) -> bytes | None:
    """The file `name` of the content folder `root`; None when there is none that can be handed out."""
    if not FORM_FILE.fullmatch(name):
        return None
    try:
        return locate(root, f"{FOLDER}/{name}").read_bytes()
    except OSError:
        return None
