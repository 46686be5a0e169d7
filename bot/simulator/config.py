"""What a simulator needs to know: who the app and the OA are, where webhooks go, how fast its clock runs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Deliver = Callable[[bytes, Mapping[str, str]], int]
"""Hands one webhook (body, headers) over and returns the HTTP status; raises OSError when nobody answers."""


@dataclass(frozen=True, slots=True)
class SimulatorConfig:
    """Settings of one simulator.

    `webhook_url` None: no event is delivered (unless `deliver` is given, which then takes them in place of HTTP).
    `media_url` is where the files lie that people send; None: nowhere (attachments.py).
    `time_scale` multiplies the waits between webhook retries: 0.001 makes 30 s into 30 ms.
    `clock` gives seconds since 1970. `article_seconds` is how long an article stays "processing" after create.
    `ward_name` and `province_name` say where its residents live.
    `rate_per_second` is the limit behind error -32; None switches it off.
    `is_new_app`: nothing is entered in Zalo's console yet (registration.py); `webhook_url` and `redirect_uri` then say
    only which hosts may be entered. `allow_at_once`: the permission page grants without a click.
    """

    app_id: str = "1764205339180274613"
    app_secret: str = "simulator-app-secret"
    oa_id: str = "2951840637720415968"
    oa_secret: str = "simulator-oa-secret"
    oa_name: str = "Phường dùng thử"
    ward_name: str = "Phường dùng thử"
    province_name: str = "Tỉnh dùng thử"
    webhook_url: str | None = None
    media_url: str | None = None
    redirect_uri: str = "http://127.0.0.1:8000/admin/zalo/callback"
    time_scale: float = 1.0
    answer_seconds: float = 2.0
    delivery_threads: int = 4
    article_seconds: float = 1.0
    rate_per_second: int | None = None
    is_new_app: bool = False
    allow_at_once: bool = False
    deliver: Deliver | None = None
    clock: Callable[[], float] = time.time

    @classmethod
    def from_environment(cls) -> SimulatorConfig:
        """Read SIMULATOR_* (for `flask --app bot.simulator run`); what is missing keeps a usable default.

        SIMULATOR_WEBHOOK_URL=off delivers nothing. SIMULATOR_NEW_APP=yes: a console with nothing entered yet.
        """
        read, usual = os.environ.get, cls()
        webhook_url = read("SIMULATOR_WEBHOOK_URL", "http://127.0.0.1:8000/webhook")
        rate = read("SIMULATOR_RATE_PER_SECOND", "")
        return cls(
            app_id=read("SIMULATOR_APP_ID", usual.app_id),
            app_secret=read("SIMULATOR_APP_SECRET", usual.app_secret),
            oa_id=read("SIMULATOR_OA_ID", usual.oa_id),
            oa_secret=read("SIMULATOR_OA_SECRET", usual.oa_secret),
            oa_name=read("SIMULATOR_OA_NAME", usual.oa_name),
            webhook_url=None if webhook_url in ("", "off") else webhook_url,
            redirect_uri=read("SIMULATOR_REDIRECT_URI", usual.redirect_uri),
            time_scale=float(read("SIMULATOR_TIME_SCALE", "1")),
            rate_per_second=int(rate) if rate else None,
            is_new_app=read("SIMULATOR_NEW_APP", "no") == "yes",
        )
