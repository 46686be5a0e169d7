"""The configurations of nginx and Caddy: read by their own checkers, and the product behind a real nginx on this machine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.rules.repository import ROOT
from tests.support.app import AppFixture, free_port, wait_until

SERVER = ROOT / "tools/server"
DOMAIN = "bot.phuong.example.vn"


def filled(name: str) -> str:
    return (SERVER / name).read_text(encoding="utf-8").replace("@DOMAIN@", DOMAIN).replace("@PORT@", "8000")


@pytest.fixture
def proxy(ward_app: AppFixture, tmp_path: Path) -> Iterator[str]:
    """nginx with our site on a port of its own, before the product."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("no nginx on this machine")
    port = free_port()
    site = filled("nginx.conf").replace("listen 80;", f"listen 127.0.0.1:{port};").replace("listen [::]:80;", "")
    site = site.replace("http://127.0.0.1:8000", ward_app.url)
    folders = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}}\n"
        f"http {{ access_log off; {folders}\n{site} }}\n"
    )
    running = subprocess.Popen([nginx, "-c", f"{tmp_path}/nginx.conf", "-e", f"{tmp_path}/error.log"])
    address = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        try:
            return requests.get(f"{address}/webhook", timeout=1).ok
        except requests.RequestException:
            return False

    try:
        wait_until(answers, 20)
        yield address
    finally:
        running.terminate()
        running.wait(10)


def test_the_product_works_behind_nginx_and_tells_its_figures_to_nobody_outside(
    proxy: str, ward_app: AppFixture
) -> None:
    assert requests.post(f"{proxy}/webhook", data=b"{}", timeout=10).status_code == 200
    assert requests.get(f"{proxy}/", timeout=10).status_code == 200
    assert requests.get(f"{proxy}/metrics", timeout=10).status_code == 404
    assert requests.get(f"{ward_app.url}/metrics", timeout=10).status_code == 200
    assert requests.post(f"{proxy}/admin/", data=b"x" * 10_000_000, timeout=20).status_code == 413


@pytest.mark.parametrize("name", ["Caddyfile", "Caddyfile.wards"])
def test_caddy_reads_its_file(tmp_path: Path, name: str) -> None:
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("no caddy on this machine")
    (tmp_path / "Caddyfile").write_text(filled(name))
    command = [caddy, "validate", "--adapter", "caddyfile", "--config", f"{tmp_path}/Caddyfile"]
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_both_keep_the_figures_inside_and_allow_what_officials_upload(name: str) -> None:
    text = filled(name)
    assert "/metrics" in text and "127.0.0.1:8000" in text
    assert "9m" in text.lower()  # the product itself takes 8 MB (bot.server.server)
