"""The last step of `flask zalo check --to`: a message with a button to an official's own Zalo."""

from __future__ import annotations

from bot.operations.button_trial import Trial, TrialError, try_button
from bot.runtime import Runtime
from bot.zalo.errors import Outcome
from bot.zalo.shapes import MessageShape

NAME = "Nút bấm"
SHAPES = {
    MessageShape.MESSAGE: "Zalo nhận nút bấm, kiểu message (lời đặt trong message).",
    MessageShape.PAYLOAD: "Zalo nhận nút bấm, kiểu payload (lời đặt chung với nút).",
}
NUMBERED = "Tin đã gửi dưới dạng danh sách đánh số, như đã khai ZALO_BUTTON_STYLE=text."
REFUSED = (
    "Zalo từ chối cả hai kiểu nút bấm; tin vẫn tới dưới dạng danh sách đánh số, người dân nhắn số để chọn. Hãy hỏi Zalo, hoặc "
    "khai ZALO_BUTTON_STYLE=text."
)


def button_step(runtime: Runtime, to: str) -> tuple[str, bool, str]:
    """(what was tried, whether it is well, what to tell)."""
    try:
        trial = try_button(runtime, to)
    except TrialError as error:
        return NAME, False, str(error)
    result = trial.result
    if result.outcome is not Outcome.SENT:
        return NAME, False, f"không gửi được: Zalo báo lỗi {result.code or result.note} ({result.outcome})"
    expects_text = runtime.settings.button_style == "text"
    return (
        NAME,
        trial.shape is not MessageShape.PLAIN or expects_text,
        f"{_result_words(trial, expects_text)} {trial.official} xem điện thoại.",
    )


def _result_words(trial: Trial, expects_text: bool) -> str:
    return SHAPES.get(trial.shape, NUMBERED if expects_text else REFUSED)
