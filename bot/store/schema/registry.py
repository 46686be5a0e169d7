"""The one list of migrations; each file of this package adds its own."""

from __future__ import annotations

from sqlite_utils import Migrations

migrations = Migrations("ward")
