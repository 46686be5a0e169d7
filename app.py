"""create_app() and `python app.py`: build the runtime, register blueprints, start workers. Thin."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from dotenv import load_dotenv
from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin

import handlers
from bot import settings
from bot.admin import make_admin
from bot.cli import register_commands
from bot.cli.upgrade import asks_for_upgrade, make_upgrade_app
from bot.content import ContentError
from bot.installation.file_rights import protect_data, restrict_new_files
from bot.installation.setup_state import is_oa_secret_lost
from bot.lib.json_log import JsonFormatter
from bot.messaging.webhook import EventShortcut, Webhook, make_webhook
from bot.operations.restore_plan import carry_out
from bot.pages import make_pages
from bot.runtime import Runtime
from bot.server import server
from bot.server.https_headers import set_transport_headers, transport_headers
from bot.server.request_limits import limit_requests
from bot.settings import Settings, SettingsError
from bot.store import StoreError
from scheduler import start_clock


def create_app(runtime: Runtime | None = None) -> Flask:
    """The web application on a runtime (a new one from the environment unless handed in). Starts no workers."""
    if runtime is None and asks_for_upgrade(sys.argv):
        return make_upgrade_app(load_settings)
    runtime = runtime or load_runtime()
    app = Flask(__name__, static_folder=None)
    app.secret_key = runtime.secret_key()
    app.session_interface = NoSessions()
    app.extensions["ward"] = runtime
    limit_requests(app, runtime.settings.trusted_proxies)
    set_transport_headers(app, is_https=runtime.settings.is_https)
    is_secret_lost = is_oa_secret_lost(runtime.settings, runtime.store)
    webhook = Webhook(runtime.settings, runtime.inbox, runtime.metrics, runtime.clock, is_secret_lost=is_secret_lost)
    headers = transport_headers(is_https=runtime.settings.is_https)
    app.wsgi_app = EventShortcut(app.wsgi_app, webhook, headers)  # type: ignore[method-assign]
    app.register_blueprint(make_webhook(webhook, runtime.settings.verifier_code))
    app.register_blueprint(make_pages(runtime))
    app.register_blueprint(make_admin(runtime))
    register_commands(app, runtime)
    if runtime.settings.is_demo:
        server.mount_simulator(app, runtime)
    return app


class NoSessions(SessionInterface):
    """Turns Flask's cookie sessions off: officials' sessions are on the server side, and webhooks need none."""

    def open_session(self, app: Flask, request: Request) -> None:
        """Open no session."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Save nothing."""


def load_runtime() -> Runtime:
    """The runtime of this installation; an error in it ends the program with one line."""
    loaded = load_settings()
    try:
        return Runtime(loaded, handlers.make_router())
    except (StoreError, ContentError) as error:
        sys.exit(str(error))


def load_settings() -> Settings:
    """The settings of this installation, its log and the rights of its files set up; an error ends the program with one line."""
    restrict_new_files()
    load_dotenv(".env")
    try:
        loaded = settings.load()
    except SettingsError as error:
        sys.exit(str(error))
    _set_up_log(loaded)
    protect_data(loaded.database_path, Path(".env"))
    return loaded


def _set_up_log(loaded: Settings) -> None:
    handler = logging.StreamHandler()
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    handler.setFormatter(JsonFormatter() if loaded.log_format == "json" else text)
    logging.basicConfig(level=loaded.log_level.upper(), handlers=[handler])
    # Its one warning counts requests that wait a moment for a thread; under load that is a line a request.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # Its debug lines hold the addresses of calls to Zalo, and those hold people's ids.
    logging.getLogger("urllib3").setLevel(max(logging.INFO, logging.getLogger().level))
    # The same for a job that still runs when it is due again: it is begun at its next time.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


if __name__ == "__main__":
    server.run(create_app(carry_out(load_runtime)), start_clock)
