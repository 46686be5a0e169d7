"""Log lines as JSON objects, one a line, for programs that gather logs (LOG_FORMAT=json)."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """`time` (UTC), `level`, `logger`, `message`, and `error` with the traceback when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; line ends inside a text are escaped by JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
