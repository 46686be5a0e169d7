"""Cài đặt: go-live list, backups, officials, audit, connection to Zalo."""
