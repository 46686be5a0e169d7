"""Web push: a short text to a browser through its push service, encrypted for that browser alone.

Sources: RFC 8030 (delivery), RFC 8291 and RFC 8188 (encryption, aes128gcm), RFC 8292 (VAPID). Written here over
`cryptography`: the package for it would bring an HTTP client of its own with six more packages (docs/decisions/0004-dependencies.md).
"""

from __future__ import annotations

import base64
import json
import logging
import os
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import requests
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.clock import HOUR, SECOND, Clock
from bot.lib.safe_http import Deadline, public_session
from bot.store.notice_choices import PushSubscription

log = logging.getLogger(__name__)

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve P-256 (FIPS 186-4 D.1.2.3)."""
RECORD = 4096
KEEP_S = 4 * 3600
"""A push service keeps a message this long for a device that is off."""
TOKEN_LIFE_MS = 12 * HOUR
"""RFC 8292 2 allows a day at most."""
SECONDS = 10.0
LONGEST_ADDRESS = 1000

OpenSession = Callable[[Deadline], requests.Session]


class PushError(Exception):
    """A browser sent an address or keys that are none."""


class PushSender:
    """Sends to devices. `secret` is the installation's own, from which its key pair is derived; `contact` a https address."""

    def __init__(
        self, secret: Callable[[], bytes], contact: str, clock: Clock, open_session: OpenSession = public_session
    ) -> None:
        self._secret, self._contact, self._clock, self._open_session = secret, contact, clock, open_session

    def public_key(self) -> str:
        """What browsers subscribe with: the public key in base64url."""
        return to_base64url(_point_of(self._private_key()))

    def check(self, endpoint: str, p256dh: str, auth: str) -> None:
        """Raises PushError unless this is the address of a push service and the keys of a browser."""
        parts = urlsplit(endpoint)
        if parts.scheme != "https" or not parts.hostname or len(endpoint) > LONGEST_ADDRESS or not endpoint.isascii():
            raise PushError("address")
        try:
            _read_point(p256dh)
            secret = from_base64url(auth)
        except (ValueError, InvalidKey) as error:
            raise PushError("keys") from error
        if len(secret) != 16:
            raise PushError("auth")

    def send(self, device: PushSubscription, message: dict[str, str]) -> str:
        """Hand a message to the device's push service: taken, gone (the device is no more) or failed."""
        body = encrypt(json.dumps(message, ensure_ascii=False).encode(), device.p256dh, device.auth)
        headers = {
            "Authorization": f"vapid t={self._token(device.endpoint)}, k={self.public_key()}",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEEP_S),
            "Urgency": "high",
        }
        try:
            with Deadline(SECONDS) as deadline, self._open_session(deadline) as session:
                answer = session.post(
                    device.endpoint, data=body, headers=headers, timeout=SECONDS, allow_redirects=False
                )
        except (OSError, requests.RequestException) as error:
            log.warning("push: %s", type(error).__name__)
            return "failed"
        if answer.ok:
            return "taken"
        log.warning("push: status %s", answer.status_code)
        # 403: the subscription belongs to another key, SECRET_KEY was changed (RFC 8292 4.2)
        return "gone" if answer.status_code in (403, 404, 410) else "failed"

    def _private_key(self) -> ec.EllipticCurvePrivateKey:
        seed = HKDF(hashes.SHA256(), 48, salt=None, info=b"web push: VAPID key").derive(self._secret())
        return ec.derive_private_key(int.from_bytes(seed) % (ORDER - 1) + 1, CURVE)

    def _token(self, endpoint: str) -> str:
        """A signed word that this installation sends to this push service (RFC 8292 2)."""
        parts = urlsplit(endpoint)
        until = (self._clock() + TOKEN_LIFE_MS) // SECOND
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": until, "sub": self._contact}
        signed = ".".join(to_base64url(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
        r, s = decode_dss_signature(self._private_key().sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{signed}.{to_base64url(r.to_bytes(32) + s.to_bytes(32))}"


def encrypt(plain: bytes, p256dh: str, auth: str) -> bytes:
    """One aes128gcm record for the browser with these keys (RFC 8291 3)."""
    browser, own, salt = _read_point(p256dh), ec.generate_private_key(CURVE), os.urandom(16)
    own_point, browser_point = _point_of(own), from_base64url(p256dh)
    shared = own.exchange(ec.ECDH(), browser)
    info = b"WebPush: info\x00" + browser_point + own_point
    secret = HKDF(hashes.SHA256(), 32, from_base64url(auth), info).derive(shared)
    key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(secret)
    nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(secret)
    header = salt + RECORD.to_bytes(4) + bytes([len(own_point)]) + own_point
    return header + AESGCM(key).encrypt(nonce, plain + b"\x02", None)


def to_base64url(data: bytes) -> str:
    """Bytes in base64url without padding, as all of web push writes them."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """The bytes of a base64url text, with or without padding. Raises ValueError."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*={0,2}", text):
        raise ValueError("no base64url")
    return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def _read_point(text: str) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_base64url(text))


def _point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
