"""A push reaches the browser that subscribed and nobody else, and says nothing personal."""

from __future__ import annotations

import json

import pytest
import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from requests.adapters import BaseAdapter

from bot.clock import HOUR, SECOND
from bot.notices import push
from bot.notices.push import PushError, PushSender, from_base64url, to_base64url
from tests.admin.installation import PERSON, wants_an_official


def decrypt(body: bytes, private: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """What a browser makes of a message (RFC 8291 3.3, RFC 8188 2)."""
    salt, size = body[:16], body[20]
    sender, cipher = body[21 : 21 + size], body[21 + size :]
    own = private.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    shared = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
    secret = HKDF(hashes.SHA256(), 32, auth, b"WebPush: info\x00" + own + sender).derive(shared)
    key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(secret)
    nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(secret)
    return AESGCM(key).decrypt(nonce, cipher, None).rstrip(b"\x02")


class Browser:
    """A browser that subscribed: its keys."""

    def __init__(self, endpoint: str = "https://push.example.net/send/abc") -> None:
        self.private, self.secret, self.endpoint = (
            ec.generate_private_key(ec.SECP256R1()),
            b"0123456789abcdef",
            endpoint,
        )
        point = self.private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.keys = (endpoint, to_base64url(point), to_base64url(self.secret))


class PushService(BaseAdapter):
    """A push service that keeps what it gets and answers with `status`."""

    def __init__(self, status: int = 201) -> None:
        super().__init__()
        self.status, self.requests = status, list[requests.PreparedRequest]()

    def send(self, request, **_):
        self.requests.append(request)
        answer = requests.Response()
        answer.status_code, answer.url, answer.request = self.status, request.url, request
        return answer

    def close(self) -> None:
        pass


@pytest.fixture
def service(runtime):
    service = PushService()

    def open_session(deadline):
        session = requests.Session()
        session.mount("https://", service)
        return session

    runtime.notices.ways.push._open_session = open_session
    return service


def test_the_encryption_is_that_of_the_standards_example(monkeypatch):
    """RFC 8291 5 and appendix A."""
    own = int.from_bytes(from_base64url("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    monkeypatch.setattr(push.os, "urandom", lambda size: from_base64url("DGv6ra1nlYgDCS1FRnbzlw"))
    monkeypatch.setattr(push.ec, "generate_private_key", lambda curve: ec.derive_private_key(own, curve))
    body = push.encrypt(
        b"When I grow up, I want to be a watermelon",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )
    assert to_base64url(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A"
        "_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_a_waiting_resident_is_pushed_without_a_personal_word(desk, runtime, service):
    browser = Browser()
    runtime.notices.ways.subscribe(desk.id_of("answerer"), *browser.keys, "Điện thoại")
    wants_an_official(runtime, name="Nguyễn Thị Sáu")
    assert desk.look() == 1 and desk.told() == [("answerer", "waiting", "concern", "push")]
    [request] = service.requests
    message = json.loads(decrypt(request.body, browser.private, browser.secret))
    assert message == {"body": "Có người dân đang chờ cán bộ trả lời.", "path": "/admin/notices/1", "tag": "1"}
    assert PERSON not in str(message) and request.url == browser.endpoint
    assert {name: request.headers[name] for name in ("Content-Encoding", "TTL", "Urgency")} == {
        "Content-Encoding": "aes128gcm",
        "TTL": "14400",
        "Urgency": "high",
    }


def test_the_push_service_can_check_who_sends(desk, runtime, service, clock):
    runtime.notices.ways.subscribe(desk.id_of("answerer"), *Browser().keys, "Điện thoại")
    wants_an_official(runtime)
    desk.look()
    kind, _, rest = service.requests[0].headers["Authorization"].partition(" t=")
    token, _, key = rest.partition(", k=")
    head, claims, signature = token.split(".")
    assert (kind, key) == ("vapid", runtime.notices.ways.push.public_key())
    raw = from_base64url(signature)
    sent_by = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(key))
    sent_by.verify(
        encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:])),
        f"{head}.{claims}".encode(),
        ec.ECDSA(hashes.SHA256()),
    )
    answer = json.loads(from_base64url(claims))
    assert answer["aud"] == "https://push.example.net"
    assert 0 < answer["exp"] - clock() // SECOND <= 24 * HOUR // SECOND


def test_the_key_stays_with_the_installation_and_is_no_others(clock):
    first, again, other = (
        PushSender(lambda secret=secret: secret, "https://p.vn", clock) for secret in (b"a", b"a", b"b")
    )
    assert first.public_key() == again.public_key() != other.public_key()
    assert len(from_base64url(first.public_key())) == 65


@pytest.mark.parametrize(("status", "devices"), [(410, 0), (404, 0), (403, 0), (500, 1), (429, 1)])
def test_a_device_that_is_gone_is_forgotten_and_another_way_is_taken(desk, runtime, service, status, devices):
    service.status = status
    runtime.notices.ways.subscribe(desk.id_of("answerer"), *Browser().keys, "Điện thoại")
    desk.links_zalo("answerer", "88001")
    wants_an_official(runtime)
    desk.look()
    assert len(runtime.notices.ways.devices(desk.id_of("answerer"))) == devices
    assert desk.told() == [("answerer", "waiting", "concern", "zalo")]


@pytest.mark.parametrize(
    "endpoint", ["http://push.example.net/a", "https://", "ftp://a", "https://ví-dụ.vn/a", f"https://a.vn/{'a' * 1000}"]
)
def test_what_is_no_address_of_a_push_service_is_refused(desk, runtime, endpoint):
    _, *keys = Browser().keys
    with pytest.raises(PushError):
        runtime.notices.ways.subscribe(desk.id_of("answerer"), endpoint, *keys, "Điện thoại")


@pytest.mark.parametrize(
    ("key", "auth"), [("", "MDEyMzQ1Njc4OWFiY2RlZg"), ("!!", "MDEyMzQ1Njc4OWFiY2RlZg"), (None, "MDEy"), (None, "ừ")]
)
def test_what_are_no_keys_of_a_browser_is_refused(desk, runtime, key, auth):
    endpoint, own, _ = Browser().keys
    with pytest.raises(PushError):
        runtime.notices.ways.subscribe(
            desk.id_of("answerer"), endpoint, own if key is None else key, auth, "Điện thoại"
        )


def test_a_private_address_gets_no_request(desk, runtime):
    runtime.notices.ways.subscribe(desk.id_of("answerer"), *Browser("https://127.0.0.1:9/a").keys, "Điện thoại")
    wants_an_official(runtime)
    assert desk.look() == 0
