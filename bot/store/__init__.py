"""THE ONLY ROOM THAT KNOWS SQL: the database object, its schema, and one small file of functions per table."""

from bot.store.database import ConflictError, DamageError, DatabaseError, Store, StoreError, Transaction

__all__ = ["ConflictError", "DamageError", "DatabaseError", "Store", "StoreError", "Transaction"]
