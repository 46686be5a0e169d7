"""create_app() and `python app.py`: build the runtime, register blueprints, start workers. Thin."""

from __future__ import annotations

import logging
import sys

from dotenv import load_dotenv
from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin

import handlers
from bot import serve, settings
from bot.admin import make_admin
from bot.cli import register_commands
from bot.content import ContentError
from bot.pages import make_pages
from bot.runtime import Runtime
from bot.settings import Settings, SettingsError
from bot.store import StoreError
from bot.webhook import make_door
from scheduler import start_clock


def create_app(runtime: Runtime | None = None) -> Flask:
    """The web application on a runtime (a new one from the environment unless handed in). Starts no workers."""
    runtime = runtime or load_runtime()
    app = Flask(__name__, static_folder=None)
    app.secret_key = runtime.secret_key()
    app.session_interface = NoSessions()
    app.extensions["ward"] = runtime
    app.register_blueprint(make_door(runtime.settings, runtime.inbox, runtime.metrics, runtime.clock))
    app.register_blueprint(make_pages(runtime))
    app.register_blueprint(make_admin(runtime))
    register_commands(app, runtime)
    if runtime.settings.is_demo:
        serve.mount_simulator(app, runtime)
    return app


class NoSessions(SessionInterface):
    """No cookie sessions of Flask: officials' sessions are on the server side, and the door must not pay for any."""

    def open_session(self, app: Flask, request: Request) -> None:
        """There is none."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing to save."""


def load_runtime() -> Runtime:
    """The runtime of this installation. What is wrong with it ends the program with one line."""
    load_dotenv()
    try:
        found = settings.load()
        _set_up_log(found)
        return Runtime(found, handlers.TOPICS)
    except (SettingsError, StoreError, ContentError) as error:
        sys.exit(str(error))


def _set_up_log(found: Settings) -> None:
    logging.basicConfig(level=found.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Its one warning counts requests that wait a moment for a thread; under load that is a line a request.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


if __name__ == "__main__":
    serve.run(create_app(), start_clock)
