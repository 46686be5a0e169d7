"""The layers of content: national, the province's, the ward's. Of files with one path the one of the last layer is used.

The file layers.yaml of a content folder lists them, lowest first: "." is the folder itself, "common" the content that
comes with the program, others are folders below one of the two. A folder without that file is the only layer.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

import yaml

from bot.content.problems import ContentError, Problem

LAYERS = "layers.yaml"
OWN, COMMON = ".", "common"
COMMON_FOLDER = Path(__file__).parents[2] / "content"
"""The content that comes with the program."""

NESTED = frozenset({"provinces", "ward"})
"""Folders of a content folder that are layers of their own."""

_NAME = re.compile(r"(?:common/|\./)?(?:provinces/[a-z-]+|ward)|common|\.")


@dataclass(frozen=True, slots=True)
class Overlay:
    """A file that is used in place of one with the same path in a lower layer."""

    file: str
    path: Path
    instead_of: Path


def list_layers(root: Path) -> tuple[Path, ...]:
    """The folders that content is read from, lowest first; layers without a folder are left out. Raises ContentError."""
    file = root / LAYERS
    try:
        state = file.stat()
    except FileNotFoundError:
        return (root,)
    names = _read_names(file, state.st_mtime_ns, state.st_size)
    return tuple(folder for name in names for folder in (_folder_of(root, name),) if folder.is_dir())


def list_files(root: Path, pattern: str = "*.yaml") -> dict[str, Path]:
    """The files in use by their path inside their layer, sorted."""
    files = {file: path for layer in list_layers(root) for file, path in _walk(layer, pattern)}
    return {file: Path(files[file]) for file in sorted(files, key=lambda name: name.split("/"))}


def read_stamps(root: Path) -> list[tuple[str, int, int]]:
    """(path, time of change in ns, size) of each YAML file of every layer; asked every few seconds, so it opens none."""
    return [
        (path, state.st_mtime_ns, state.st_size)
        for layer in list_layers(root)
        for _, path in _walk(layer, "*.yaml")
        for state in _stat(path)
    ]


def locate(root: Path, file: str) -> Path:
    """Where the file in use lies; where a new one would go when there is none."""
    paths = (layer / file for layer in reversed(list_layers(root)))
    return next((path for path in paths if path.exists()), root / file)


def place_to_write(root: Path, file: str) -> Path:
    """Where an edit of the file goes: where it lies, but never outside `root`; there it becomes an overlay."""
    path = locate(root, file)
    return path if path.is_relative_to(root) else root / file


def list_overlays(root: Path) -> list[Overlay]:
    """The files of higher layers that replace one of a lower layer, by path."""
    layers = list_layers(root)
    rows = []
    for file, path in list_files(root).items():
        lower = [layer / file for layer in layers if (layer / file).exists() and layer / file != path]
        rows += [Overlay(file, path, lower[-1])] if lower else []
    return rows


def is_ward_folder(root: Path) -> bool:
    """Whether `root` has only what differs from the content that comes with the program."""
    return COMMON_FOLDER in list_layers(root) and root.absolute() != COMMON_FOLDER


def show_place(root: Path, file: str) -> str:
    """Where a file lies as officials and engineers read it: below `root`, or "common/…"."""
    path = locate(root, file)
    layer = show_layer(root, path)
    return file if layer == OWN else f"{layer}/{file}"


def show_layer(root: Path, path: Path) -> str:
    """The layer of a file as layers.yaml names it; "." for `root` itself."""
    layer = max((one for one in list_layers(root) if path.is_relative_to(one)), key=lambda one: len(one.parts))
    if layer.is_relative_to(root):
        return layer.relative_to(root).as_posix()
    below = layer.relative_to(COMMON_FOLDER).as_posix()
    return COMMON if below == OWN else f"{COMMON}/{below}"


def _walk(layer: Path, pattern: str) -> Iterator[tuple[str, str]]:
    """(path inside the layer, path) of its files; folders that are layers of their own are left out."""
    top = str(layer)
    for folder, folders, names in os.walk(top):
        inside = folder[len(top) + 1 :]
        if not inside:
            folders[:] = [name for name in folders if name not in NESTED]
        for name in fnmatch.filter(names, pattern):
            if inside or name != LAYERS:
                yield f"{inside}/{name}" if inside else name, f"{folder}/{name}"


def _stat(path: str) -> Iterator[os.stat_result]:
    """The state of the file; nothing when it was removed since its folder was listed."""
    with suppress(FileNotFoundError):
        yield os.stat(path)


def _folder_of(root: Path, name: str) -> Path:
    parts = PurePosixPath(name).parts
    return COMMON_FOLDER.joinpath(*parts[1:]) if parts[:1] == (COMMON,) else root.joinpath(*parts)


@lru_cache(maxsize=8)
def _read_names(file: Path, stamp: int, size: int) -> tuple[str, ...]:
    """The names in layers.yaml; read again only when its `stamp` or `size` changes."""
    try:
        names = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        names = None
    if not isinstance(names, list) or not names or not all(_NAME.fullmatch(str(name)) for name in names):
        reason = f"phải là danh sách thư mục, thấp nhất ghi trước: {OWN}, {COMMON}, ward, provinces/ten-tinh"
        raise ContentError([Problem(LAYERS, 1, reason)])
    return tuple(map(str, names))
