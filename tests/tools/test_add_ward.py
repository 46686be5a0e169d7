"""A machine for many wards: install-server.sh --wards many, then add-ward.sh for each, and both again as an upgrade."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.conftest import DOMAIN, Install, calls

MANY = ("--wards", "many")


@pytest.fixture
def host(install: Install, machine: Path) -> Path:
    """A machine that is ready for wards."""
    result = install(*MANY)
    assert result.returncode == 0 and "tools/add-ward.sh" in result.stdout, result.stderr
    return machine


def add(install: Install, ward: str, *words: str, with_zalo: bool = True) -> str:
    result = install("--ward", ward, *words, script="add-ward.sh", with_zalo=with_zalo)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_host_has_the_program_and_the_unit_but_no_ward_of_its_own(host: Path, tmp_path: Path) -> None:
    home = host / "opt/tro-ly-phuong"
    assert (home / "content/ward.yaml").is_file() and not (home / ".env").exists() and not (home / "data").exists()
    unit = (host / "etc/systemd/system/ward@.service").read_text()
    assert "WorkingDirectory=/var/lib/tro-ly/%i\n" in unit and "ExecStart=/opt/tro-ly-phuong/.venv/bin/python" in unit
    assert "import /etc/caddy/tro-ly/*.caddy" in (host / "etc/caddy/Caddyfile").read_text()
    log = calls(tmp_path)
    assert "useradd" not in log and f"chown -R root:root {home}/content" in log
    assert "python -m compileall" in log


def test_each_ward_has_an_account_a_folder_a_port_a_site_and_a_token_of_its_own(
    install: Install, host: Path, tmp_path: Path
) -> None:
    (tmp_path / "answers.yaml").write_text("name: phường An Bình\n")
    words = ("--manager", "ly@an-binh.example.vn", "--name", "Quản Lý", "--answers", f"{tmp_path}/answers.yaml")
    assert "tro-ly --ward an-binh zalo check" in add(install, "an-binh", *words)
    add(install, "tan-lap", "--domain", "tan-lap.example.vn")
    homes = {name: host / "var/lib/tro-ly" / name for name in ("an-binh", "tan-lap")}
    settings = {name: (home / ".env").read_text().splitlines() for name, home in homes.items()}
    assert "PORT=8001" in settings["an-binh"] and "PORT=8002" in settings["tan-lap"]
    assert f"PUBLIC_URL=https://{DOMAIN}" in settings["an-binh"] and "WARD_MODE=live" in settings["an-binh"]
    tokens = {line for lines in settings.values() for line in lines if line.startswith("METRICS_TOKEN=")}
    assert len(tokens) == 2 and all(len(token) == len("METRICS_TOKEN=") + 48 for token in tokens)
    for home in homes.values():
        assert (home / ".env").stat().st_mode & 0o777 == 0o600 and home.stat().st_mode & 0o777 == 0o700
        assert not (home / ".cache/answers.yaml").exists()
    site = (host / "etc/caddy/tro-ly/tan-lap.caddy").read_text()
    assert "tan-lap.example.vn {" in site and "reverse_proxy 127.0.0.1:8002 {" in site
    log = calls(tmp_path)
    for call in (
        "useradd --system --home-dir /var/lib/tro-ly/an-binh",
        "/flask --app /opt/tro-ly-phuong/app.py ward new content --answers .cache/answers.yaml",
        "runuser -u troly-an-binh -- /opt/tro-ly-phuong/.venv/bin/flask --app /opt/tro-ly-phuong/app.py upgrade",
        "app.py official add ly@an-binh.example.vn --name Quản Lý --role manager",
        "systemctl restart ward@an-binh",
        "systemctl enable --quiet ward@tan-lap",
    ):
        assert call in log, log


def test_adding_a_ward_again_keeps_what_is_its_own(install: Install, host: Path, tmp_path: Path) -> None:
    assert "Điền các mục Zalo" in add(install, "an-binh", with_zalo=False)
    assert "restart ward@an-binh" not in calls(tmp_path)
    home = host / "var/lib/tro-ly/an-binh"
    filled = (home / ".env").read_text().replace("ZALO_APP_ID=", "ZALO_APP_ID=1").replace("ZALO_OA_ID=", "ZALO_OA_ID=2")
    (home / ".env").write_text(filled.replace("ZALO_APP_SECRET=", "ZALO_APP_SECRET=x"))
    (home / "content/ward.yaml").write_text("name: phường An Bình\n")
    before = (home / ".env").read_text()
    add(install, "an-binh", with_zalo=False)
    assert (home / ".env").read_text() == before and (home / "content/ward.yaml").is_file()
    assert calls(tmp_path).count("ward new content") == 1 and "restart ward@an-binh" in calls(tmp_path)


def test_an_upgrade_stops_all_wards_upgrades_each_and_one_that_fails_holds_up_no_other(
    install: Install, host: Path, tmp_path: Path
) -> None:
    for ward in ("an-binh", "ba-dinh", "tan-lap"):
        add(install, ward)
    before = calls(tmp_path)
    runuser = tmp_path / "bin/runuser"
    runuser.write_text(runuser.read_text().replace("*FAIL*", "*troly-ba-dinh*"))
    result = install(*MANY)
    assert result.returncode == 1 and "chưa chạy lại: ba-dinh." in result.stderr
    log = calls(tmp_path).removeprefix(before)
    assert log.index("stop ward@*") < log.index("runuser -u troly-an-binh") < log.index("restart ward@an-binh")
    assert "restart ward@tan-lap" in log and "restart ward@ba-dinh" not in log


def test_one_ward_and_many_wards_do_not_share_a_place(install: Install, host: Path) -> None:
    assert install().returncode == 1
    (host / "opt/tro-ly-phuong/.env").write_text("")
    assert install(*MANY).returncode == 1


def test_a_name_that_can_be_no_account_changes_nothing(install: Install, host: Path) -> None:
    for name in ("An-Binh", "an_binh", "../x", "a b", "", "1an", "an-", "a" * 27):
        assert install("--ward", name, script="add-ward.sh").returncode == 2, name
    assert not (host / "var/lib/tro-ly").exists()


def test_a_ward_is_added_only_where_many_may_live(install: Install, machine: Path) -> None:
    assert install().returncode == 0
    result = install("--ward", "an-binh", script="add-ward.sh")
    assert result.returncode == 1 and "--wards many" in result.stderr
