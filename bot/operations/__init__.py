"""Upkeep: periodic jobs, go-live list, backups, audit log."""
