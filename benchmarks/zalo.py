"""A simulator in a process of its own, its console, and the bare loop it is measured with."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import Any

import requests

from benchmarks.server import APP_ID, OA_ID, SECRET, ServerProcess

SEND = "/v3.0/oa/message/cs"
WEBHOOK_CONNECTIONS = 16
"""As many as the measure of accepting uses: with fewer, questions would wait at Zalo behind receipts."""


def simulator(port: int, product_port: int) -> ServerProcess:
    """The simulator on `port`, its webhooks going to the product."""
    return ServerProcess(
        ["-m", "benchmarks.zalo", str(port)], port,
        {"SIMULATOR_APP_ID": APP_ID, "SIMULATOR_APP_SECRET": SECRET, "SIMULATOR_OA_ID": OA_ID,
         "SIMULATOR_OA_SECRET": SECRET, "SIMULATOR_WEBHOOK_URL": f"http://127.0.0.1:{product_port}/webhook"},
    )  # fmt: skip


class Console:
    """Orders to a simulator in another process."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._session = requests.Session()

    def order(self, what: str, **values: Any) -> Any:
        """POST api/`what`."""
        answer = self._session.post(f"{self.url}/api/{what}", json=values, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def tokens(self) -> tuple[str, str]:
        """A first pair."""
        pair = self.order("tokens")
        return pair["access_token"], pair["refresh_token"]

    def says(self, person_id: str, text: str) -> None:
        """A person writes."""
        self.order(f"people/{person_id}/say", text=text)

    def answers(self, person_id: str) -> list[str]:
        """What the OA said to one person."""
        answer = self._session.get(f"{self.url}/api/people/{person_id}/talk", timeout=60).json()
        return [message["text"] for message in answer["messages"] if message["who"] == "oa"]


def bare_loop(console: Console, access_token: str, people: list[str], text: str, seconds: float) -> float:
    """Messages a second of a loop that does nothing but post, one after the other."""
    session, count, end = requests.Session(), 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        body = {"recipient": {"user_id": people[count % len(people)]}, "message": {"text": text}}
        answer = session.post(console.url + SEND, json=body, headers={"access_token": access_token}, timeout=30)
        if answer.json()["error"]:
            raise RuntimeError(answer.text)
        count += 1
    return count / seconds


def main(port: int) -> None:
    """Serve until ended."""
    from waitress.server import create_server

    from bot.simulator import SimulatorConfig, create_app
    from bot.zalo_headers import ZaloHeaderChannel

    config = replace(SimulatorConfig.from_environment(), delivery_threads=WEBHOOK_CONNECTIONS)
    server = create_server(create_app(config), host="127.0.0.1", port=port, threads=32)
    server.channel_class = ZaloHeaderChannel
    server.run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
