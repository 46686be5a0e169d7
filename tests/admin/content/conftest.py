"""What the tests of the content pages share: an installation whose content may be edited, and an editor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content_editing.second_reader import OFF
from bot.runtime import Runtime
from tests.admin.installation import OfficialAtWork, make_app, new_official
from tests.content_editing import library


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    """The runtime of an installation on its own copy of the content."""
    with library.installation(library.copy(tmp_path), tmp_path) as installation:
        installation.content_editing.second_reader.choose(OFF, 0)  # test_second_reader.py is about what waits
        yield installation


@pytest.fixture
def editor(runtime: Runtime) -> OfficialAtWork:
    """An official who edits content, signed in."""
    return new_official(make_app(runtime), runtime, "editor")
