"""Durable at both ends: webhook → inbox → dispatcher, and outbox → sender → receipts."""
