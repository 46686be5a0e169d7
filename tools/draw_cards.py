"""Draws the pictures of the propaganda calendar: `python -m tools.draw_cards`. Flat shapes and few colours; PNG, 1200 × 675."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).parents[1] / "content/pictures"
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")
WIDTH, HEIGHT = 1200, 675
"""Pixels; the shape of a cover of an article at Zalo (16:9)."""

SCALE = 2
"""Drawn twice as large and made smaller, for smooth edges."""

INK, PAPER, WHITE = "#23404a", "#f6f1e6", "#ffffff"
GROUNDS = ("#e3efe9", "#fdeed6", "#e2ecf6", "#f4e6e4", "#ece8f3", "#e9f0d8")
ACCENTS = ("#2f7d6b", "#d98a29", "#3a6ea5", "#b5534a", "#6b5b95", "#6d8a2f")

Draw = ImageDraw.ImageDraw
Shape = Callable[[Draw, int, int, str], None]
"""Draws around a centre (x, y) with an accent colour."""


def _box(draw: Draw, x: int, y: int, w: int, h: int, fill: str, radius: int = 24) -> None:
    draw.rounded_rectangle((x - w // 2, y - h // 2, x + w // 2, y + h // 2), radius, fill)


def _disc(draw: Draw, x: int, y: int, r: int, fill: str) -> None:
    draw.ellipse((x - r, y - r, x + r, y + r), fill)


def _line(draw: Draw, points: list[tuple[int, int]], fill: str, width: int = 20) -> None:
    draw.line(points, fill, width, joint="curve")
    for x, y in (points[0], points[-1]):
        _disc(draw, x, y, width // 2, fill)


def _person(draw: Draw, x: int, y: int, colour: str, size: int = 100) -> None:
    _disc(draw, x, y - size, int(size * 0.62), "#e9b98f")
    draw.pieslice((x - size, y - int(size * 0.4), x + size, y + int(size * 1.6)), 180, 360, colour)


def draw_paper(draw: Draw, x: int, y: int, accent: str) -> None:
    """A sheet with lines and a seal."""
    _box(draw, x, y, 340, 440, WHITE)
    for row in range(5):
        _line(draw, [(x - 110, y - 140 + row * 56), (x + (110 if row % 2 else 60), y - 140 + row * 56)], "#c9d3d6", 14)
    _disc(draw, x + 80, y + 140, 46, accent)


def draw_clock(draw: Draw, x: int, y: int, accent: str) -> None:
    """A clock."""
    _disc(draw, x, y, 220, accent)
    _disc(draw, x, y, 184, WHITE)
    _line(draw, [(x, y - 120), (x, y), (x + 84, y + 48)], INK, 24)


def draw_phone(draw: Draw, x: int, y: int, accent: str) -> None:
    """A telephone with a tick."""
    _box(draw, x, y, 270, 470, INK, 44)
    _box(draw, x, y - 8, 232, 390, WHITE, 20)
    _line(draw, [(x - 62, y), (x - 12, y + 52), (x + 72, y - 62)], accent, 30)


def draw_people(draw: Draw, x: int, y: int, accent: str) -> None:
    """Three people."""
    _person(draw, x - 190, y + 60, "#8aa6ad", 90)
    _person(draw, x + 190, y + 60, "#c8a77a", 90)
    _person(draw, x, y + 70, accent, 120)


def draw_child(draw: Draw, x: int, y: int, accent: str) -> None:
    """A grown-up with a child."""
    _person(draw, x - 80, y + 40, accent, 130)
    _person(draw, x + 140, y + 110, "#d9a441", 78)


def draw_house(draw: Draw, x: int, y: int, accent: str) -> None:
    """A house."""
    _box(draw, x, y + 90, 380, 280, WHITE, 12)
    draw.polygon([(x - 250, y - 40), (x, y - 230), (x + 250, y - 40)], accent)
    _box(draw, x, y + 140, 100, 180, INK, 10)


def draw_boat(draw: Draw, x: int, y: int, accent: str) -> None:
    """A fishing boat on quiet water."""
    draw.polygon([(x - 250, y + 50), (x + 250, y + 50), (x + 170, y + 160), (x - 180, y + 160)], accent)
    _box(draw, x - 30, y - 20, 170, 140, WHITE, 14)
    _line(draw, [(x + 110, y + 50), (x + 110, y - 210)], INK, 14)
    draw.polygon([(x + 122, y - 205), (x + 230, y - 150), (x + 122, y - 110)], "#d9a441")
    for row in range(2):
        _line(
            draw,
            [(x - 270 + step * 90, y + 195 + row * 40 + (14 if step % 2 else 0)) for step in range(7)],
            "#8fb6c9",
            12,
        )


def draw_shop(draw: Draw, x: int, y: int, accent: str) -> None:
    """A stall with an awning."""
    _box(draw, x, y + 90, 420, 260, WHITE, 10)
    for strip in range(6):
        edge = x - 240 + strip * 80
        draw.pieslice((edge, y - 90, edge + 80, y + 30), 0, 180, accent if strip % 2 else WHITE)
        draw.rectangle((edge, y - 150, edge + 80, y - 30), accent if strip % 2 else WHITE)
    for fruit in range(5):
        _disc(draw, x - 140 + fruit * 70, y + 120, 30, ("#d98a29", "#b5534a", "#6d8a2f")[fruit % 3])


def draw_letter(draw: Draw, x: int, y: int, accent: str) -> None:
    """An envelope."""
    _box(draw, x, y, 460, 300, WHITE, 18)
    _line(draw, [(x - 215, y - 135), (x, y + 30), (x + 215, y - 135)], accent, 20)


def draw_shield(draw: Draw, x: int, y: int, accent: str) -> None:
    """A shield with a lock."""
    draw.polygon(
        [(x, y - 230), (x + 190, y - 160), (x + 170, y + 70), (x, y + 230), (x - 170, y + 70), (x - 190, y - 160)],
        accent,
    )
    draw.arc((x - 64, y - 110, x + 64, y + 30), 180, 360, WHITE, 26)
    _box(draw, x, y + 30, 170, 140, WHITE, 18)


def draw_bubble(draw: Draw, x: int, y: int, accent: str) -> None:
    """Two speech bubbles."""
    _box(draw, x - 60, y - 60, 380, 230, WHITE, 60)
    draw.polygon([(x - 190, y + 30), (x - 100, y + 30), (x - 200, y + 120)], WHITE)
    _box(draw, x + 110, y + 90, 300, 170, accent, 50)
    for dot in range(3):
        _disc(draw, x + 50 + dot * 60, y + 90, 18, WHITE)


def draw_list(draw: Draw, x: int, y: int, accent: str) -> None:
    """A list with ticks."""
    _box(draw, x, y, 380, 460, WHITE, 20)
    for row in range(4):
        top = y - 150 + row * 100
        _line(draw, [(x - 140, top), (x - 116, top + 24), (x - 76, top - 26)], accent, 16)
        _line(draw, [(x - 30, top), (x + 140, top)], "#c9d3d6", 16)


def draw_book(draw: Draw, x: int, y: int, accent: str) -> None:
    """An open book."""
    draw.polygon([(x, y - 110), (x - 250, y - 160), (x - 250, y + 120), (x, y + 170)], WHITE)
    draw.polygon([(x, y - 110), (x + 250, y - 160), (x + 250, y + 120), (x, y + 170)], accent)
    for row in range(3):
        _line(draw, [(x - 200, y - 80 + row * 62), (x - 50, y - 50 + row * 62)], "#c9d3d6", 12)
        _line(draw, [(x + 50, y - 50 + row * 62), (x + 200, y - 80 + row * 62)], WHITE, 12)


def draw_heart(draw: Draw, x: int, y: int, accent: str) -> None:
    """A heart."""
    _disc(draw, x - 95, y - 60, 108, accent)
    _disc(draw, x + 95, y - 60, 108, accent)
    draw.polygon([(x - 190, y - 10), (x + 190, y - 10), (x, y + 210)], accent)


PICTURES: dict[str, tuple[Shape, str]] = {
    "giay-to": (draw_paper, "Giấy tờ cần mang"),
    "dung-hen": (draw_clock, "Đúng hẹn"),
    "nop-tren-mang": (draw_phone, "Nộp trên mạng"),
    "hop-dan": (draw_people, "Họp dân ở khu phố"),
    "cha-me-va-con": (draw_child, "Việc của con"),
    "nha-dat": (draw_house, "Nhà cửa, đất đai"),
    "ra-khoi": (draw_boat, "Ra khơi an toàn"),
    "mo-tiem": (draw_shop, "Mở tiệm buôn bán"),
    "buu-dien": (draw_letter, "Gửi qua bưu điện"),
    "chong-lua-dao": (draw_shield, "Giữ mã, giữ tiền"),
    "hoi-dap": (draw_bubble, "Hỏi đáp với phường"),
    "viec-can-lam": (draw_list, "Việc cần làm"),
    "hoc-hanh": (draw_book, "Chuyện học hành"),
    "cam-on": (draw_heart, "Cảm ơn bà con"),
}
"""Illustrations by file name: the shape and the words below it."""

NUMBERS: dict[str, tuple[str, str]] = {
    "so-0-dong-cu-tru": ("0 đồng", "lệ phí cư trú trên mạng\ncủa công dân số, hết 28/02/2027"),
    "so-15-ngay-khai-tu": ("15 ngày", "hạn khai tử"),
    "so-30-ngay-tam-tru": ("30 ngày", "ở chỗ mới thì đăng ký tạm trú"),
    "so-60-ngay-khai-sinh": ("60 ngày", "hạn khai sinh cho con"),
    "so-75-tuoi-huu-tri": ("75 tuổi", "trợ cấp hưu trí xã hội"),
    "so-14-25-40-60": ("14 · 25 · 40 · 60", "tuổi phải đổi căn cước"),
    "so-112": ("112", "gặp nạn trên biển"),
    "so-113": ("113", "báo công an"),
    "so-114": ("114", "cháy, nổ, cứu nạn"),
    "so-115": ("115", "cấp cứu"),
    "so-111": ("111", "bảo vệ trẻ em"),
    "so-34-tinh": ("34", "tỉnh, thành phố từ 01/7/2025"),
}
"""Cards with a number by file name: the number and what it counts."""


def make_illustration(number: int, shape: Shape, words: str) -> Image.Image:
    """A picture with the shape in a circle and words below."""
    image, draw, accent = _make_ground(number)
    x, y = WIDTH * SCALE // 2, 540
    _disc(draw, x, y, 420, PAPER)
    shape(draw, x, y, accent)
    _write(draw, words, 1150, 100)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def make_number(number: int, figure: str, words: str) -> Image.Image:
    """A card with a large figure and what it counts."""
    image, draw, accent = _make_ground(number)
    _box(draw, WIDTH, HEIGHT, WIDTH * SCALE - 240, HEIGHT * SCALE - 240, PAPER, 70)
    _write(draw, figure, 540, 330, accent)
    _line(draw, [(WIDTH - 140, 770), (WIDTH + 140, 770)], accent, 14)
    for row, line in enumerate(words.splitlines()):
        _write(draw, line, 900 + row * 120, 92)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _make_ground(number: int) -> tuple[Image.Image, Draw, str]:
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), GROUNDS[number % len(GROUNDS)])
    return image, ImageDraw.Draw(image), ACCENTS[number % len(ACCENTS)]


def _write(draw: Draw, text: str, y: int, size: int, fill: str = INK) -> None:
    """Write a line centred at the height `y`, smaller when it would not fit."""
    font = ImageFont.truetype(FONT, size)
    while font.getlength(text) > WIDTH * SCALE - 360:
        size -= 4
        font = ImageFont.truetype(FONT, size)
    draw.text((WIDTH * SCALE // 2, y), text, fill, font, anchor="mm")


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(exist_ok=True)
    for number, (name, (shape, words)) in enumerate(PICTURES.items()):
        _save(name, make_illustration(number, shape, words))
    for number, (name, (figure, words)) in enumerate(NUMBERS.items()):
        _save(name, make_number(number, figure, words))


def _save(name: str, image: Image.Image) -> None:
    image.quantize(64).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
