"""The names of Zalo's HTTP headers (docs/zalo/webhook-and-oauth.md 2 and 10.2)."""

from __future__ import annotations

ACCESS_TOKEN_HEADER = "access_token"
"""The bare access token of a call."""
APP_SECRET_HEADER = "secret_key"
"""The app secret of a token call."""
APP_SECRET_PROOF_HEADER = "appsecret_proof"
"""HMAC of the access token, for apps that demand it (error -242)."""
SIGNATURE_HEADER = "X-ZEvent-Signature"
"""The signature of an event."""
TIMESTAMP_HEADER = "X-ZEvent-Timestamp"
"""The signed time of an event in ms since 1970; not every event carries it."""
OLD_TIMESTAMP_HEADER = "timestamp"
"""The same under the name that some programs report."""
