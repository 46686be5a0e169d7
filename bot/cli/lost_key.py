"""`python -m bot.cli.lost_key`: go on when the key of the database's secrets is lost; the product does not start without it."""

from __future__ import annotations

import sys
from datetime import datetime

from dotenv import load_dotenv

from bot import settings
from bot.installation.file_rights import restrict_new_files
from bot.installation.secret_keys import forget_secrets
from bot.lib.process_lock import is_in_use
from bot.settings import SettingsError

QUESTION = (
    "Bỏ token Zalo, xác thực hai bước của cán bộ và khóa ký của dữ liệu này? Sau đó phải kết nối lại Zalo và bật lại"
    " xác thực hai bước. Gõ “bo” để tiếp tục: "
)


def main() -> None:
    """Ask, and give the secrets up; the database as it was is kept beside."""
    restrict_new_files()
    load_dotenv(".env")
    try:
        loaded = settings.load()
    except SettingsError as error:
        sys.exit(str(error))
    if is_in_use(loaded.database_path):
        sys.exit("Chương trình đang chạy, nên chưa đổi gì. Hãy dừng chương trình trước.")
    if input(QUESTION).strip().lower() not in ("bo", "bỏ"):
        sys.exit("Chưa đổi gì.")
    outcome = forget_secrets(loaded, f"{datetime.now(loaded.timezone):%Y%m%d-%H%M%S}")
    if outcome is None:
        sys.exit("Khóa đang có vẫn mở được mọi bí mật, nên chưa bỏ gì.")
    sys.stdout.write(
        f"Đã bỏ {outcome[0]} bí mật không mở được. Dữ liệu trước đó còn ở {outcome[1]}. Hãy chạy lại chương trình.\n"
    )


if __name__ == "__main__":
    main()
