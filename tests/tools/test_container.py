"""Dockerfile and compose.yaml name files that exist and agree with the product; a builder checks them where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
import yaml

from tests.rules.repository import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def copied() -> list[str]:
    """What COPY takes from the repository."""
    lines = re.findall(r"^COPY (?!--from)(?:--\S+ )*(.+)$", DOCKERFILE, re.MULTILINE)
    return [word for line in lines for word in line.split()[:-1]]


def test_everything_copied_is_there_and_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert copied()
    for name in copied():
        assert (ROOT / name).exists(), name
        assert name not in ignored


def test_everything_the_program_needs_is_copied() -> None:
    assert {"app.py", "scheduler.py", "bot", "handlers", "content", "requirements.txt", ".env.example"} <= set(copied())


def test_secrets_and_data_stay_out_of_the_image() -> None:
    assert {".env", "data", ".git"} <= set((ROOT / ".dockerignore").read_text(encoding="utf-8").split())
    assert "USER troly" in DOCKERFILE and "ENV ZALO" not in DOCKERFILE


def test_volumes_of_compose_are_those_of_the_image() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    service = compose["services"]["tro-ly"]
    mounted = {volume.split(":")[1] for volume in service["volumes"]}
    assert f"VOLUME {sorted(mounted, key=DOCKERFILE.index)}".replace("'", '"') in DOCKERFILE
    assert {volume.split(":")[0] for volume in service["volumes"]} <= set(compose["volumes"])
    assert service["read_only"] and service["cap_drop"] == ["ALL"]


def test_docker_reads_the_compose_file() -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("no docker compose on this machine")
    result = subprocess.run(
        [docker, "compose", "-f", str(ROOT / "compose.yaml"), "config", "--quiet", "--no-env-resolution"],
        env={"DOMAIN": "bot.phuong.example.vn", "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
