"""Links of a broadcast: signed addresses of ours that lead only to links of that broadcast, and count without saying who."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer


class Links:
    """Makes and reads signed link tokens."""

    def __init__(self, secret: bytes, public_url: str) -> None:
        """`public_url`: where residents' phones reach this installation, without a trailing slash."""
        self._signer = URLSafeSerializer(secret, salt="broadcast-link")
        self._public_url = public_url

    def address(self, broadcast_id: int, number: int) -> str:
        """Our address for link `number` (from 0) of a broadcast."""
        return f"{self._public_url}/l/{self._signer.dumps([broadcast_id, number])}"

    def read(self, token: str) -> tuple[int, int] | None:
        """(broadcast, number of the link), or None when the token is not ours."""
        try:
            broadcast_id, number = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        return (broadcast_id, number) if isinstance(broadcast_id, int) and isinstance(number, int) else None
