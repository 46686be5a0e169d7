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
"""As many as benchmarks.accepting uses: with fewer, questions would wait at the simulator behind receipts."""


def start_simulator(port: int, product_port: int) -> ServerProcess:
    """The process of a simulator on `port` that sends its webhooks to the product."""
    return ServerProcess(
        ["-m", "benchmarks.zalo", str(port)],
        port,
        {
            "SIMULATOR_APP_ID": APP_ID,
            "SIMULATOR_APP_SECRET": SECRET,
            "SIMULATOR_OA_ID": OA_ID,
            "SIMULATOR_OA_SECRET": SECRET,
            "SIMULATOR_WEBHOOK_URL": f"http://127.0.0.1:{product_port}/webhook",
        },
    )


class Console:
    """The console of a simulator in another process, over HTTP."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._session = requests.Session()

    def post(self, path: str, **values: Any) -> Any:
        """POST to api/`path` of the console; returns its JSON answer."""
        answer = self._session.post(f"{self.url}/api/{path}", json=values, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def issue_tokens(self) -> tuple[str, str]:
        """A first pair of access token and refresh token."""
        pair = self.post("tokens")
        return pair["access_token"], pair["refresh_token"]

    def say_as(self, person_id: str, text: str) -> None:
        """Let a person write a message to the OA."""
        self.post(f"people/{person_id}/say", text=text)

    def answers_to(self, person_id: str) -> list[str]:
        """The texts the OA has sent to one person."""
        answer = self._session.get(f"{self.url}/api/people/{person_id}/talk", timeout=60).json()
        return [message["text"] for message in answer["messages"] if message["who"] == "oa"]


def bare_loop(console: Console, access_token: str, people: list[str], text: str, seconds: float) -> float:
    """Messages per second of a loop that only posts, one message after the other."""
    session, count, end = requests.Session(), 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        body = {"recipient": {"user_id": people[count % len(people)]}, "message": {"text": text}}
        answer = session.post(console.url + SEND, json=body, headers={"access_token": access_token}, timeout=30)
        if answer.json()["error"]:
            raise RuntimeError(answer.text)
        count += 1
    return count / seconds


def serve_simulator(port: int) -> None:
    """Serve a simulator until the process is terminated."""
    from waitress.server import create_server

    from bot.server.demo_headers import ZaloHeaderChannel
    from bot.simulator import SimulatorConfig, create_app

    config = replace(SimulatorConfig.from_environment(), delivery_threads=WEBHOOK_CONNECTIONS)
    server = create_server(create_app(config), host="127.0.0.1", port=port, threads=32)
    server.channel_class = ZaloHeaderChannel
    server.run()


if __name__ == "__main__":
    serve_simulator(int(sys.argv[1]))
