"""Work that every installation of a test process would repeat, done once: schema, content, code of routes and templates."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing.converters import BaseConverter
from werkzeug.routing.rules import Rule, RulePart

from bot.content import snapshot_cache
from bot.content.layers import list_files
from bot.content.snapshot import ContentSnapshot
from bot.content.snapshot_cache import SnapshotKey
from bot.store import Store

SNAPSHOT = Path(__file__).parents[2] / ".cache" / "snapshot"


@contextmanager
def shared_schema(folder: Path) -> Iterator[None]:
    """A database that is new begins as a copy of one that all migrations went over; `folder` keeps that one."""
    real = Store._run_migrations
    template = folder / "template.db"
    Store(template).close()

    def migrate(self: Store) -> None:
        if not self.path.exists():
            shutil.copyfile(template, self.path)
        real(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "_run_migrations", migrate)
        yield


@contextmanager
def shared_route_code() -> Iterator[None]:
    """Routes of the same rule share their parts and the code that builds addresses; werkzeug makes both for each application."""
    real, real_parse = Rule._compile_builder, Rule._parse_rule
    compiled: dict[Any, Any] = {}
    parsed: dict[str, tuple[list[RulePart], list[tuple[bool, str]], dict[str, BaseConverter]]] = {}

    def parse_once(self: Rule, rule: str) -> list[RulePart]:
        if rule not in parsed:
            parts = list(real_parse(self, rule))
            parsed[rule] = (parts, self._trace[1:], self._converters)
        else:
            parts, trace, converters = parsed[rule]
            self._trace += trace
            self._converters = dict(converters)
            self.arguments.update(converters)
        return parts

    def compile_once(self: Rule, append_unknown: bool = True) -> Any:
        defaults = repr(sorted((self.defaults or {}).items()))
        key = (self.rule, tuple(self._trace), defaults, append_unknown)
        if key not in compiled:
            compiled[key] = real(self, append_unknown)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compile_once)
        patch.setattr(Rule, "_parse_rule", parse_once)
        yield


@contextmanager
def shared_snapshots(folder: Path) -> Iterator[None]:
    """Content that did not change is hashed once, built once by all processes, and read once: a snapshot never changes.

    Tests of other days and other content do not push each other's out: each has a file of its own in `folder`. A cache by
    another name than the product's is left alone.
    """
    real_key, real_read, real_write = snapshot_cache.key_of, snapshot_cache.read, snapshot_cache.write
    keys: dict[Any, SnapshotKey] = {}
    snapshots: dict[SnapshotKey, ContentSnapshot] = {}

    def key_once(content: Path, day: date) -> SnapshotKey:
        forms = tuple(sorted(snapshot_cache.list_form_files(content)))
        files = list_files(content).items()
        stats = tuple((name, file, file.stat().st_mtime_ns, file.stat().st_size) for name, file in files)
        signature = (content, day, forms, stats)
        if signature not in keys:
            keys[signature] = real_key(content, day)
        return keys[signature]

    def read_once(file: Path, key: SnapshotKey, *, of_other_content: bool = False) -> ContentSnapshot | None:
        if of_other_content or file.name != SNAPSHOT.name:
            return real_read(file, key, of_other_content=of_other_content)
        snapshot = snapshots.get(key) or real_read(file, key) or real_read(folder / key.content.hex(), key)
        if snapshot is not None:
            snapshots[key] = snapshot
        return snapshot

    def write_apart(file: Path, key: SnapshotKey, snapshot: ContentSnapshot) -> None:
        if file != SNAPSHOT or not file.exists():  # that of today is what programs that tests start read
            real_write(file, key, snapshot)
        if file.name == SNAPSHOT.name:
            real_write(folder / key.content.hex(), key, snapshot)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshot_cache, "key_of", key_once)
        patch.setattr(snapshot_cache, "read", read_once)
        patch.setattr(snapshot_cache, "write", write_apart)
        yield


class _TemplateCode(BytecodeCache):
    """Compiled templates in memory; Jinja compares the checksum of the source itself."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


@contextmanager
def shared_template_code() -> Iterator[None]:
    """Applications of one process share the code of their templates."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", _TemplateCode())
        yield
