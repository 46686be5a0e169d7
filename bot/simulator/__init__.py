"""A Zalo of our own, for trying and testing: Zalo's URLs, rules and errors, and a page to chat in.

It imports nothing else of this product, so that it is an independent witness. Three ways to use it:

- alone: `flask --app bot.simulator run --port 8100` (settings: SIMULATOR_*, see config.py);
- mounted under a prefix of another WSGI application (demo mode: /simulator), whose server must not drop headers with an
  underscore (see serving.py);
- in tests: `create_app(SimulatorConfig(...))`, its `wsgi_app` mounted into an HTTP client.

`app.extensions["simulator"]` is the Simulator: the handle for programs. console.py lists the JSON URLs for shells.
"""

from __future__ import annotations

from flask import Flask, Response

from .config import SimulatorConfig
from .console import console
from .door import Door
from .pages import pages
from .serving import keep_zalo_headers, serve_alone
from .simulator import Simulator

__all__ = ["Simulator", "SimulatorConfig", "create_app"]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: https:; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Pictures may come from elsewhere, because the bot's lists link to them as they would in Zalo."""


def create_app(config: SimulatorConfig | None = None) -> Flask:
    """Build a simulator; without `config` its settings come from SIMULATOR_* variables."""
    keep_zalo_headers()
    if config is None:
        serve_alone()
        config = SimulatorConfig.from_environment()
    simulator = Simulator(config)
    app = Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # raw calls are shown in the order they came in
    app.extensions["simulator"] = simulator
    app.register_blueprint(pages)
    app.register_blueprint(console)
    app.after_request(_protect)
    app.wsgi_app = Door(simulator.zalo, app.wsgi_app)  # type: ignore[method-assign]
    return app


def _protect(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
