"""The worked examples of docs/zalo/webhook-and-oauth.md 2, and what must never be believed."""

from __future__ import annotations

import hashlib

import pytest

from bot.zalo.lossless import try_object
from bot.zalo.signature import SignatureReason, verify_signature

APP = "2837645190283746519"
OA = "4318657068771012646"
SECRET = "9fK2mQ7xTr4VbN8sYc1Z"
BODY = (
    '{"app_id":"2837645190283746519","user_id_by_app":"3081562749305186420","event_name":"user_send_text",'
    '"sender":{"id":"7219430518264093157"},"recipient":{"id":"4318657068771012646"},"message":{"msg_id":'
    '"96d3cdf3af150460909","text":"Shop ơi, áo này còn size M không ạ?"},"timestamp":"1731400215482"}'
).encode()
RIGHT = "bd869557b440d866dc708fcc2c8ad0ee5d748aa1da8be021065c53d259bb274f"
BY_HEADER = "e93b9307df3510348d2906ece0712fb4cc5214ec0e8e322d063f3fcfdc22ceda"
OA_FIRST = "5a186a408fce4f4ee8ada414ddabc370bb2c63ad9144676da616e92455fdedb1"
WITH_HMAC = "0eab2dc9b8750a7109ae111b802c78314488702b6a97a3f17323076b33ab4dd0"
REWRITTEN = "7576121faa879bb70a589d36122681e9f6ba6f568b36973a71ae4b6f10b5f831"
NUMERIC = (
    b'{"app_id":"2837645190283746519","event_name":"follow","oa_id":"4318657068771012646",'
    b'"follower":{"id":"7219430518264093157"},"timestamp":1731399900127}'
)
NUMERIC_MAC = "6a8ccf9676dd9b1b9b6a5ae5614bcc9ae4ca0985ae7e103c3e612abe34a12073"


def check(body=BODY, mac=RIGHT, timestamp=None, secrets=(SECRET,), **options):
    return verify_signature(body, mac, timestamp, app_id=APP, oa_secrets=secrets, data=try_object(body), **options)


def sign(body: bytes, timestamp: str, secret: str = SECRET, first: str = APP) -> str:
    return hashlib.sha256(first.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def test_the_example_was_copied_right():
    assert len(BODY) == 303
    assert hashlib.sha256(BODY).hexdigest() == "88554ad1f2082d4f8c87b1cf1104f2d77c97ecdf496fe19d75978b803a1ad4b2"


@pytest.mark.parametrize(
    "header",
    [f"mac={RIGHT}", RIGHT, f"mac = {RIGHT}", f"  MAC={RIGHT.upper()} ", f'mac="{RIGHT}"', f"mac\t=\t'{RIGHT}'"],
)
def test_it_believes_every_way_of_writing_the_mac(header):
    result = check(mac=header)
    assert (result.genuine, result.form, result.timestamp) == (True, "app_id+body", 1731400215482)


def test_it_uses_the_header_timestamp_when_it_was_signed():
    result = check(mac=f"mac={BY_HEADER}", timestamp="1731400217004")
    assert (result.genuine, result.form, result.timestamp) == (True, "app_id+header", 1731400217004)


@pytest.mark.parametrize("timestamp", ["1731400217004", "soon", "", "-1", "1" * 21, "١٢٣"])
def test_it_falls_back_to_the_timestamp_of_the_body(timestamp):
    result = check(timestamp=timestamp)
    assert (result.genuine, result.form) == (True, "app_id+body")


def test_it_takes_the_digits_of_a_numeric_timestamp_as_written():
    assert check(NUMERIC, f"mac={NUMERIC_MAC}").timestamp == 1731399900127
    long = b'{"timestamp":00}'
    assert not check(long, sign(long, "00")).genuine  # not JSON
    odd = b'{"timestamp":12345678901234567890}'
    assert check(odd, sign(odd, "12345678901234567890")).genuine


def test_it_takes_the_outer_timestamp_whatever_stands_inside():
    body = b'{"message":{"timestamp":"1","text":"\\"timestamp\\":\\"2\\""},"\\u0074imestamp":"1731400215482"}'
    assert check(body, sign(body, "1731400215482")).genuine
    assert not check(body, sign(body, "1")).genuine


def test_the_oa_id_may_stand_first_only_when_set():
    assert not check(mac=OA_FIRST).genuine
    assert not check(mac=OA_FIRST, oa_id=OA).genuine
    result = check(mac=OA_FIRST, oa_id=OA, oa_id_first=True)
    assert (result.genuine, result.form) == (True, "oa_id+body")


def test_it_accepts_several_secrets_while_one_is_being_changed():
    assert check(secrets=("new one", SECRET)).genuine
    assert not check(secrets=("new one", "other")).genuine


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (None, SignatureReason.NO_SIGNATURE),
        ("", SignatureReason.NO_SIGNATURE),
        ("mac=", SignatureReason.NO_SIGNATURE),
        ("mac=" + RIGHT[:-1], SignatureReason.NO_SIGNATURE),
        ("mac=" + RIGHT + "0", SignatureReason.NO_SIGNATURE),
        ("sha256=" + RIGHT, SignatureReason.NO_SIGNATURE),
        ("mac=" + "0" * 64, SignatureReason.MISMATCH),
        ("mac=" + WITH_HMAC, SignatureReason.MISMATCH),
        ("mac=" + REWRITTEN, SignatureReason.MISMATCH),
        ("mac=" + BY_HEADER, SignatureReason.MISMATCH),
    ],
)
def test_it_refuses_what_zalo_did_not_sign(header, reason):
    result = check(mac=header)
    assert (result.genuine, result.reason, result.timestamp) == (False, reason, None)


def test_it_refuses_a_changed_body():
    assert not check(BODY.replace(b"size M", b"size L")).genuine


def test_it_refuses_an_empty_secret():
    assert not check(mac=sign(BODY, "1731400215482", secret=""), secrets=("",)).genuine
    assert not check(mac=sign(BODY, "1731400215482", secret=""), secrets=()).genuine


def test_it_refuses_a_body_of_another_app():
    body = b'{"app_id":"1","timestamp":"1731400215482"}'
    assert check(body, sign(body, "1731400215482")).reason is SignatureReason.OTHER_APP


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff\xfe", b'"x"', b"[" * 100_000, b'{"timestamp":"x"}', b'{"a":1}2'])
def test_a_body_without_a_time_is_not_believed(body):
    assert check(body, sign(body, "")).reason is SignatureReason.NO_TIMESTAMP
