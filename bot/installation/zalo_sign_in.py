"""Connecting the OA: an official starts a sign-in at Zalo, Zalo sends them back, the pair of tokens is kept."""

from __future__ import annotations

import secrets

from bot.clock import MINUTE, Clock
from bot.installation.zalo_advice import advice_for
from bot.store import Store, audit, tokens
from bot.zalo.oauth import OAuth, OAuthRefused, OAuthUnclear, challenge_of, new_verifier
from bot.zalo.tokens import TokenKeeper, TokenState

CHECK_CONSOLE = (
    "Hãy kiểm tra ZALO_APP_SECRET, và ở mục Thiết lập chung của ứng dụng: Callback URL phải giống địa chỉ trả về, Code Challenge"
    " phải do lệnh flask --app app zalo challenge in ra."
)
"""Zalo gives a wrong secret and a wrong code verifier no number of their own."""

SIGN_IN_MS = 10 * MINUTE
"""An authorization code and a state live this long (docs/zalo/webhook-and-oauth.md 10)."""


class ConnectError(Exception):
    """Why the OA could not be connected and what to do, in Vietnamese."""


class Connect:
    """The way an official gives the program leave to speak for the OA."""

    def __init__(self, store: Store, oauth: OAuth, keeper: TokenKeeper, oa_id: str, clock: Clock) -> None:
        self._store, self._oauth, self._keeper, self._oa_id, self._clock = store, oauth, keeper, oa_id, clock

    def state(self) -> TokenState:
        """How the connection stands."""
        return self._keeper.state()

    @staticmethod
    def new_challenge() -> tuple[str, str]:
        """Return a new code verifier and the code challenge that belongs to it."""
        verifier = new_verifier()
        return verifier, challenge_of(verifier)

    def fixed_challenge(self) -> str | None:
        """What Zalo's console must hold as Code Challenge; None when ZALO_CODE_VERIFIER is not set."""
        return self._oauth.fixed_challenge()

    def start(self, official_id: int) -> str:
        """The address at Zalo where an admin of the OA allows the app; good for ten minutes, for this official."""
        pkce = self._oauth.new_pkce()
        state = secrets.token_urlsafe(24)
        with self._store.write() as db:
            tokens.start_connection(db, state, pkce.verifier, official_id, self._clock())
            audit.write(db, self._clock(), official_id, "connect_start")
        return self._oauth.permission_url(state, pkce.challenge)

    def finish(self, official_id: int, code: str | None, oa_id: str | None, state: str | None) -> None:
        """Trade the code Zalo sent back for tokens and keep them. Raises ConnectError."""
        since = self._clock() - SIGN_IN_MS
        with self._store.write() as db:
            verifier = tokens.finish_connection(db, state or None, official_id, since)
        if verifier is None:
            raise ConnectError("Lượt kết nối này đã hết hạn hoặc không do tài khoản này bắt đầu. Hãy bấm Kết nối lại.")
        if not code:
            raise ConnectError("Zalo chưa cấp quyền. Hãy bấm Kết nối lại và chọn Cho phép.")
        if oa_id and oa_id != self._oa_id:
            raise ConnectError(
                f"OA vừa chọn (mã {oa_id}) không phải OA đã khai trong ZALO_OA_ID. Hãy chọn đúng OA của phường."
            )
        self._exchange_code(code, verifier)
        with self._store.write() as db:
            audit.write(db, self._clock(), official_id, "connect_done")

    def _exchange_code(self, code: str, verifier: str) -> None:
        try:
            self._keeper.accept(self._oauth.exchange(code, verifier))
        except OAuthRefused as refusal:
            raise ConnectError(
                f"Zalo từ chối cấp quyền (mã {refusal.code or 'không rõ'}). {advice_for(refusal.code) or CHECK_CONSOLE}"
            ) from refusal
        except OAuthUnclear:
            raise ConnectError("Zalo chưa trả lời rõ. Hãy đợi một phút rồi bấm Kết nối lại.") from None
