"""THE ONLY ROOM THAT KNOWS SQL: the database object, its schema, and one small file of functions per table."""

from bot.store.database import Store, StoreError

__all__ = ["Store", "StoreError"]
