"""tools/install-server.sh on an empty machine, again, and as an upgrade; the machine's own programs are replaced by recorders."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tools.conftest import DOMAIN, Install, calls


def test_an_empty_machine_gets_account_program_settings_service_https_and_a_manager(
    install: Install, machine: Path, tmp_path: Path
) -> None:
    result = install("--manager", "ly@phuong.example.vn", "--name", "Quản Lý")
    assert result.returncode == 0, result.stderr
    home = machine / "opt/tro-ly-phuong"
    settings = (home / ".env").read_text().splitlines()
    expected = (
        "WARD_MODE=live",
        "ZALO_APP_ID=123",
        "ZALO_APP_SECRET=app-secret",
        "ZALO_OA_ID=456",
        "TRUSTED_PROXIES=1",
    )
    for line in (*expected, f"PUBLIC_URL=https://{DOMAIN}"):
        assert line in settings
    assert (home / ".env").stat().st_mode & 0o777 == 0o600
    assert (home / "data").stat().st_mode & 0o777 == 0o700
    for name in ("bot/one.py", "content/guides/đường.yaml", ".venv/bin/python", "app.py"):
        assert (home / name).is_file()
    unit = (machine / "etc/systemd/system/tro-ly-phuong.service").read_text()
    assert "ReadWritePaths=/opt/tro-ly-phuong/data" in unit and "WorkingDirectory=/opt/tro-ly-phuong\n" in unit
    assert "@TO@" not in unit
    assert f"{DOMAIN} {{" in (machine / "etc/caddy/Caddyfile").read_text()
    assert "cd /opt/tro-ly-phuong" in (machine / "usr/local/bin/tro-ly").read_text()
    log = calls(tmp_path)
    for call in (
        "apt-get install -q -y python3 python3-venv caddy",
        "useradd --system",
        "caddy validate",
        "flask --app app upgrade",
        "flask --app app official add ly@phuong.example.vn --name Quản Lý --role manager",
        "systemctl restart tro-ly-phuong",
    ):
        assert call in log, log
    assert log.index("upgrade") < log.index("official add") < log.index("restart tro-ly-phuong")


def test_without_zalos_ids_it_installs_everything_and_says_what_comes_next(
    install: Install, machine: Path, tmp_path: Path
) -> None:
    result = install(with_zalo=False)
    assert result.returncode == 0 and "Điền các mục Zalo" in result.stdout
    assert "restart tro-ly-phuong" not in calls(tmp_path)
    settings = machine / "opt/tro-ly-phuong/.env"
    filled = (
        settings.read_text().replace("ZALO_APP_ID=", "ZALO_APP_ID=1").replace("ZALO_APP_SECRET=", "ZALO_APP_SECRET=x")
    )
    settings.write_text(filled.replace("ZALO_OA_ID=", "ZALO_OA_ID=2"))
    assert install(with_zalo=False).returncode == 0
    assert "restart tro-ly-phuong" in calls(tmp_path)
    assert settings.read_text() == filled.replace("ZALO_OA_ID=", "ZALO_OA_ID=2")


def test_a_new_version_replaces_what_officials_did_not_edit_and_stops_the_program_meanwhile(
    install: Install, source: Path, machine: Path, tmp_path: Path
) -> None:
    assert install().returncode == 0
    home = machine / "opt/tro-ly-phuong"
    (tmp_path / "running").touch()
    (home / "content/ward.yaml").write_text("name: phường tôi\n")
    (home / "data/ward.db").write_text("data")
    (source / "content/ward.yaml").write_text("name: hai\n")
    (source / "content/guides/đường.yaml").write_text("a: 2\n")
    (source / "content/mới.yaml").write_text("b: 1\n")
    (source / "bot/one.py").unlink()
    (source / "bot/two.py").write_text("2\n")
    before = calls(tmp_path)
    result = install()
    assert result.returncode == 0, result.stderr
    assert "giữ nguyên vì đã được sửa ở đây: content/ward.yaml" in result.stdout
    assert (home / "content/ward.yaml").read_text() == "name: phường tôi\n"
    assert (home / "content/guides/đường.yaml").read_text() == "a: 2\n"
    assert (home / "content/mới.yaml").is_file() and (home / "data/ward.db").read_text() == "data"
    assert [file.name for file in (home / "bot").iterdir()] == ["two.py"]
    log = calls(tmp_path).removeprefix(before)
    assert log.index("stop tro-ly-phuong") < log.index("upgrade") < log.index("restart tro-ly-phuong")
    (source / "content/guides/đường.yaml").write_text("a: 3\n")
    assert install().returncode == 0
    assert (home / "content/guides/đường.yaml").read_text() == "a: 3\n"


def test_nginx_gets_its_site_once_so_that_certbots_lines_stay(install: Install, machine: Path, tmp_path: Path) -> None:
    assert install("--proxy", "nginx").returncode == 0
    site = machine / "etc/nginx/sites-available/tro-ly-phuong"
    site.write_text(site.read_text() + "# managed by Certbot\n")
    assert install("--proxy", "nginx").returncode == 0
    assert site.read_text().endswith("# managed by Certbot\n")
    assert f"-d {DOMAIN}" in calls(tmp_path) and "nginx -t" in calls(tmp_path)


@pytest.mark.parametrize(
    "words", [("--domain", "không có dấu chấm"), ("--proxy", "apache"), ("--to", "tương/đối"), ("--what", "x")]
)
def test_wrong_words_change_nothing(install: Install, machine: Path, words: tuple[str, ...]) -> None:
    assert install(*words).returncode == 2
    assert not (machine / "opt").exists()


def test_another_system_is_refused(install: Install, machine: Path) -> None:
    (machine / "etc/os-release").write_text("ID=fedora\nVERSION_ID=42\n")
    result = install()
    assert result.returncode == 1 and "fedora-42" in result.stderr and not (machine / "opt").exists()


@pytest.mark.parametrize(
    ("unit", "words"), [("tro-ly-phuong.service", ()), ("ward@.service", ("--wards", "many")), ("province.service", ())]
)
def test_the_services_are_closed_up(install: Install, machine: Path, unit: str, words: tuple[str, ...]) -> None:
    """systemd's own measure of exposure, 0 to 10; the order of the issue is 3.0 at most."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine")
    assert install(*words).returncode == 0
    file = machine / "etc/systemd/system" / unit
    if not file.exists():  # the page of a province is set up by hand
        example = machine / "opt/tro-ly-phuong/tools/server" / unit
        file.write_text(example.read_text().replace("@TO@", "/opt/tro-ly-phuong"))
    result = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=30", "--no-pager", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-500:] + result.stderr
    verified = subprocess.run(["systemd-analyze", "verify", str(file)], capture_output=True, text=True, check=False)
    faults = [line for line in verified.stderr.splitlines() if unit[:5] in line and "not executable" not in line]
    assert faults == []
