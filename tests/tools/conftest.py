"""An empty machine for the installers: a download of the program, and recorders in place of the machine's own programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rules.repository import ROOT

DOMAIN = "bot.phuong.example.vn"
FILES = (
    *("app.py", "scheduler.py", "Makefile", "pyproject.toml", "requirements.txt"),
    *(".env.example", "CHANGELOG.md", "LICENSE", "README.md"),
)
RECORDED = ("apt-get", "useradd", "caddy", "nginx", "certbot", "chown", "runuser")

Install = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A download of the program: the real scripts and settings, a little code and content."""
    folder = tmp_path / "download"
    for part in ("bot", "handlers", "docs"):
        (folder / part).mkdir(parents=True)
        (folder / part / "one.py").write_text("1\n")
    shutil.copytree(ROOT / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copyfile(ROOT / name, folder / name)
    (folder / "content" / "guides").mkdir(parents=True)
    (folder / "content" / "ward.yaml").write_text("name: một\n")
    (folder / "content" / "guides" / "đường.yaml").write_text("a: 1\n")
    return folder


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """An empty Debian; bin/ holds recorders that come first in PATH."""
    machine = tmp_path / "machine"
    (machine / "etc").mkdir(parents=True)
    (machine / "etc" / "os-release").write_text("ID=debian\nVERSION_ID=12\n")
    tools = tmp_path / "bin"
    tools.mkdir()
    record = f'echo "$(basename "$0") $*" >>{tmp_path}/calls\n'
    scripts = dict.fromkeys(RECORDED, record)
    scripts["runuser"] = f'{record}case "$*" in *"ward new content"*) mkdir content ;; *FAIL*) exit 1 ;; esac\n'
    scripts["id"] = 'if [ "$1" = -u ]; then echo 0; else exit 1; fi\n'
    scripts["systemctl"] = f'{record}[ "$1" != is-active ] || test -e {tmp_path}/running\n'
    scripts["python3"] = f'{record}[ "$1 $2" != "-m venv" ] || {{ mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; }}\n'
    for name, script in scripts.items():
        (tools / name).write_text(f"#!/bin/sh\n{script}")
        (tools / name).chmod(0o755)
    return machine


@pytest.fixture
def install(tmp_path: Path, source: Path, machine: Path) -> Install:
    """Runs install-server.sh, or `script`; `--wards many` takes neither a domain nor Zalo's ids."""
    (tmp_path / "secret").write_text("app-secret\n")

    def run(*words: str, with_zalo: bool = True, script: str = "install-server.sh") -> subprocess.CompletedProcess[str]:
        zalo = ["--app-id", "123", "--app-secret-file", f"{tmp_path}/secret", "--oa-id", "456"] if with_zalo else []
        ward = [] if "many" in words else ["--domain", DOMAIN, *zalo]
        environment = {"PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "INSTALL_ROOT": str(machine)}
        return subprocess.run(
            ["sh", f"{source}/tools/{script}", *ward, *words],
            env=environment, text=True, capture_output=True, check=False, timeout=60,
        )  # fmt: skip

    return run


def calls(tmp_path: Path) -> str:
    """What the recorders were called with, a line each."""
    return (tmp_path / "calls").read_text()
