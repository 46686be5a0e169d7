"""What docs/scale.md hands out: Litestream's configuration carries a database over, the manifests are whole."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from bot.store import Store, key_values
from tests.rules.repository import ROOT
from tests.support.app import wait_until

SERVER = ROOT / "tools/server"
MANIFESTS = SERVER / "kubernetes"


def test_a_database_killed_in_the_middle_comes_back_from_its_replica(tmp_path: Path) -> None:
    litestream = shutil.which("litestream")
    if litestream is None:
        pytest.skip("no litestream on this machine")
    environment = {
        "WARD": "an-binh",
        "DATA": str(tmp_path),
        "REPLICA_URL": f"file://{tmp_path}/replica",
        "PATH": os.environ["PATH"],
    }
    command = [litestream, "replicate", "-config", str(SERVER / "litestream.yml")]
    store = Store(tmp_path / "ward.db")
    with (tmp_path / "log").open("wb") as log:
        replica = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        for number in range(200):
            key_values.put(store, f"row {number}", "x" * 500)

        def rows_carried() -> int:
            (tmp_path / "back.db").unlink(missing_ok=True)
            restore = [litestream, "restore", "-o", f"{tmp_path}/back.db", f"file://{tmp_path}/replica/an-binh"]
            if subprocess.run(restore, env=environment, capture_output=True, check=False).returncode:
                return 0
            with closing(sqlite3.connect(tmp_path / "back.db")) as db:
                return int(db.execute("SELECT count(*) FROM notes WHERE key LIKE 'row %'").fetchone()[0])

        wait_until(lambda: rows_carried() == 200, 20)
    finally:
        replica.send_signal(signal.SIGKILL)
        replica.wait()
        store.close()


def test_the_manifests_name_what_is_there_and_run_one_closed_process_a_ward() -> None:
    documents = list(yaml.safe_load_all((MANIFESTS / "ward.yaml").read_text(encoding="utf-8")))
    (ward,) = [one for one in documents if one["kind"] == "StatefulSet"]
    assert ward["spec"]["replicas"] == 1
    pod = ward["spec"]["template"]["spec"]
    containers = [*pod["initContainers"], *pod["containers"]]
    volumes = {volume["name"] for volume in pod["volumes"]} | {"data"}
    for container in containers:
        assert container["securityContext"]["readOnlyRootFilesystem"], container["name"]
        assert {mount["name"] for mount in container["volumeMounts"]} <= volumes
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert f"--uid {pod['securityContext']['runAsUser']} " in dockerfile and "EXPOSE 8000" in dockerfile
    assert (MANIFESTS / "litestream.yml").read_bytes() == (SERVER / "litestream.yml").read_bytes()


def test_kustomize_builds_them() -> None:
    kubectl = shutil.which("kubectl")
    if kubectl is None:
        pytest.skip("no kubectl on this machine")
    result = subprocess.run([kubectl, "kustomize", str(MANIFESTS)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    documents = list(yaml.safe_load_all(result.stdout))
    (ward,) = [one for one in documents if one["kind"] == "StatefulSet"]
    configs = {one["metadata"]["name"] for one in documents if one["kind"] == "ConfigMap"}
    assert {v["configMap"]["name"] for v in ward["spec"]["template"]["spec"]["volumes"] if "configMap" in v} == configs
    try:
        import kubernetes_validate  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return
    for document in documents:
        kubernetes_validate.validate(document, "1.31", strict=True)
