"""Writes content/portal-compared.jsonl.gz from a crawl whose facts the content was compared with.

Sentences of the portal are kept as marks only, so that no text of the crawl enters the repository:
`python -m tools.seal_portal_records CRAWL.jsonl`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bot.content.portal_baseline import BASELINE, format_baseline, seal
from bot.content.portal_records import read_published

CONTENT = Path(__file__).parents[1] / "content"


def main(crawl: Path) -> None:
    """Seal every record of the crawl."""
    lines = [json.loads(line) for line in crawl.read_text(encoding="utf-8").splitlines() if line.strip()]
    records = [seal(read_published(line)) for line in lines]
    (CONTENT / BASELINE).write_bytes(format_baseline(records))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
