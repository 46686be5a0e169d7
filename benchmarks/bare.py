"""For comparison with accepting: a bare Flask route that returns 200, on the same server with as many threads."""

from __future__ import annotations

import logging
import sys

from flask import Flask, Response
from waitress import serve

from bot.server.server import WEBHOOK_THREADS

app = Flask(__name__)


@app.post("/webhook")
def receive_event() -> Response:
    """Return status 200 and do nothing."""
    return Response("", mimetype="text/plain")


if __name__ == "__main__":
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=WEBHOOK_THREADS)
