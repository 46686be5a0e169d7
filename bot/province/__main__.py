"""`python -m bot.province LIST.yaml`: serve the page of a province on this machine, or print once how its wards stand."""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import asdict
from pathlib import Path

import click
from waitress import serve

from bot.province.overview import Overview
from bot.province.page import create_app
from bot.province.ward_list import WardListError, read_ward_list

HOST = "127.0.0.1"
"""Never further: who may look is decided by the web server in front (tools/server/province.Caddyfile)."""


@click.command()
@click.argument("list_file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--port", type=click.IntRange(1, 65535), default=8090, show_default=True, help="Cổng trên máy này.")
@click.option("--json", "as_json", is_flag=True, help="In tình trạng một lần, mỗi phường một dòng JSON, rồi thôi.")
def main(list_file: Path, port: int, as_json: bool) -> None:
    """Trang của tỉnh: tình trạng và báo cáo của mọi phường, xã trong tệp danh sách. Mã thoát 1 khi có phường hỏng."""
    try:
        overview = Overview(read_ward_list(list_file))
    except WardListError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        sys.exit(_print_states(overview))
    threading.Thread(target=overview.keep_fresh, args=(threading.Event(),), name="wards", daemon=True).start()
    click.echo(f"Trang của tỉnh: http://{HOST}:{port}/  ({len(overview.wards)} phường, xã)")
    serve(create_app(overview), host=HOST, port=port, threads=8)


def _print_states(overview: Overview) -> int:
    overview.refresh()
    for state in overview.states():
        facts = asdict(state.status) if state.status else {"trouble": state.trouble}
        click.echo(json.dumps({"name": state.ward.name, "url": state.ward.url} | facts, ensure_ascii=False))
    return 1 if any(state.rank < 2 for state in overview.states()) else 0


if __name__ == "__main__":
    main()
