"""A simulated Zalo for development and tests: Zalo's URLs, rules and errors, and a chat page.

It imports nothing else of this product, so that tests do not share its mistakes. Three ways to use it:

- alone: `flask --app bot.simulator run --port 8100` (settings: SIMULATOR_*, see config.py);
- mounted under a prefix of another WSGI application (demo mode: /simulator), whose server must not drop headers with an
  underscore (see serving.py);
- in tests: `create_app(SimulatorConfig(...))`, its `wsgi_app` mounted into an HTTP client.

`app.extensions["simulator"]` is the Simulator: the handle for programs. The JSON URLs for shells are
listed in console.py and developer.py.
"""

from __future__ import annotations

from flask import Flask, Response

from bot.simulator.api_middleware import ZaloApiMiddleware
from bot.simulator.config import SimulatorConfig
from bot.simulator.console import console
from bot.simulator.developer import developer
from bot.simulator.pages import pages
from bot.simulator.serving import keep_zalo_headers, serve_alone
from bot.simulator.simulator import Simulator

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
    app.register_blueprint(developer)
    app.after_request(_add_security_headers)
    app.wsgi_app = ZaloApiMiddleware(simulator.zalo, app.wsgi_app)  # type: ignore[method-assign]
    return app


def _add_security_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
