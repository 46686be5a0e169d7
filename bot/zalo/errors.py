"""The meaning of Zalo's error codes: a closed list of outcomes, and when a call may be repeated.

The meaning of each code: docs/zalo/errors.md, which a test keeps equal to this table. A code that is not
in it is `unknown`: never repeated by program.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The closed list of ways a call can end."""

    SENT = "sent"
    RATE_LIMITED = "rate_limited"
    TOKEN_REFRESH = "token_refresh"
    WINDOW_CLOSED = "window_closed"
    QUOTA_OA = "quota_oa"
    QUOTA_PERSON = "quota_person"
    BLOCKED_BY_PERSON = "blocked_by_person"
    NOT_FOLLOWER = "not_follower"
    NIGHT = "night"
    RETRY_LATER = "retry_later"
    INVALID_REQUEST = "invalid_request"
    CONTENT_REJECTED = "content_rejected"
    UNSUPPORTED = "unsupported"
    OA_PROBLEM = "oa_problem"
    UNKNOWN = "unknown"


class Retry(StrEnum):
    """When a program may make the same call again. NO also stands for "after a person changed something"."""

    NO = "no"
    AFTER_PAUSE = "after_pause"
    LATER = "later"
    AFTER_REFRESH = "after_refresh"
    AFTER_UPLOAD = "after_upload"
    AFTER_NIGHT = "after_night"
    NEXT_DAY = "next_day"
    NEXT_MONTH = "next_month"
    NEXT_PERIOD = "next_period"
    IF_UNSEEN = "if_unseen"
    """At most once, later, and only when no receipt shows that it went out."""


class Host(StrEnum):
    """The server that answered: one code can mean different things on different servers."""

    OPENAPI = "openapi"
    BUSINESS = "business"
    OAUTH = "oauth"


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """The meaning of one code; `is_known` is False for a code that ERRORS does not list."""

    outcome: Outcome
    code: str
    name: str
    retry: Retry
    is_known: bool


def classify(code: object, host: Host | str) -> CodeMeaning:
    """The meaning of `code` (number or text) in an answer of `host`."""
    text = str(code).strip()
    if text == "-100" and host == Host.BUSINESS:  # there it is an unspecified failure, not an expired attachment
        return CodeMeaning(Outcome.UNKNOWN, text, "zns_unknown", Retry.IF_UNSEEN, True)
    row = ERRORS.get(text)
    if row is None or (text in _OAUTH_ONLY and host != Host.OAUTH):
        return CodeMeaning(Outcome.UNKNOWN, text, "unlisted", Retry.NO, False)
    name, outcome, retry = row
    return CodeMeaning(outcome, text, name, retry, True)


_OAUTH_ONLY = frozenset({"-14002", "-14003", "-14014", "-14020"})

ERRORS: dict[str, tuple[str, Outcome, Retry]] = {
    "0": ("success", Outcome.SENT, Retry.NO),
    "-32": ("app_rate_limit", Outcome.RATE_LIMITED, Retry.AFTER_PAUSE),
    "-100": ("attachment_expired_or_zns_unknown", Outcome.INVALID_REQUEST, Retry.AFTER_UPLOAD),
    "-101": ("zns_app_invalid", Outcome.OA_PROBLEM, Retry.NO),
    "-102": ("zns_app_not_found", Outcome.OA_PROBLEM, Retry.NO),
    "-103": ("zns_app_inactive", Outcome.OA_PROBLEM, Retry.NO),
    "-104": ("zns_secret_invalid", Outcome.OA_PROBLEM, Retry.NO),
    "-105": ("zns_app_not_linked", Outcome.OA_PROBLEM, Retry.NO),
    "-106": ("zns_method_unsupported", Outcome.INVALID_REQUEST, Retry.NO),
    "-107": ("zns_message_id_invalid", Outcome.INVALID_REQUEST, Retry.NO),
    "-108": ("zns_phone_invalid", Outcome.INVALID_REQUEST, Retry.NO),
    "-109": ("zns_template_id_invalid", Outcome.INVALID_REQUEST, Retry.NO),
    "-110": ("zns_app_version_unsupported", Outcome.UNSUPPORTED, Retry.NO),
    "-111": ("zns_no_data", Outcome.INVALID_REQUEST, Retry.NO),
    "-112": ("zns_content_invalid", Outcome.INVALID_REQUEST, Retry.NO),
    "-113": ("zns_button_invalid", Outcome.INVALID_REQUEST, Retry.NO),
    "-114": ("zns_user_cannot_receive", Outcome.UNSUPPORTED, Retry.NO),
    "-115": ("zns_balance_low", Outcome.OA_PROBLEM, Retry.NO),
    "-116": ("zns_content_refused", Outcome.CONTENT_REJECTED, Retry.NO),
    "-117": ("zns_template_not_granted", Outcome.OA_PROBLEM, Retry.NO),
    "-118": ("zns_no_zalo_account", Outcome.UNSUPPORTED, Retry.NO),
    "-119": ("zns_account_cannot_receive", Outcome.UNSUPPORTED, Retry.NO),
    "-120": ("zns_feature_not_granted", Outcome.OA_PROBLEM, Retry.NO),
    "-121": ("zns_template_empty", Outcome.INVALID_REQUEST, Retry.NO),
    "-122": ("zns_body_not_json", Outcome.INVALID_REQUEST, Retry.NO),
    "-123": ("zns_rsa_decrypt_failed", Outcome.INVALID_REQUEST, Retry.NO),
    "-124": ("zns_token_invalid", Outcome.TOKEN_REFRESH, Retry.AFTER_REFRESH),
    "-125": ("zns_oa_id_invalid", Outcome.OA_PROBLEM, Retry.NO),
    "-126": ("zns_dev_wallet_low", Outcome.OA_PROBLEM, Retry.NO),
    "-127": ("zns_test_admin_only", Outcome.OA_PROBLEM, Retry.NO),
    "-128": ("zns_encoding_key_missing", Outcome.INVALID_REQUEST, Retry.NO),
    "-129": ("zns_rsa_create_failed", Outcome.RETRY_LATER, Retry.LATER),
    "-130": ("zns_content_too_long", Outcome.INVALID_REQUEST, Retry.NO),
    "-131": ("zns_template_not_approved", Outcome.OA_PROBLEM, Retry.NO),
    "-132": ("zns_param_invalid", Outcome.INVALID_REQUEST, Retry.NO),
    "-133": ("zns_night", Outcome.NIGHT, Retry.AFTER_NIGHT),
    "-134": ("zns_consent_pending", Outcome.BLOCKED_BY_PERSON, Retry.NO),
    "-135": ("zns_oa_not_allowed", Outcome.OA_PROBLEM, Retry.NO),
    "-136": ("zns_needs_zca", Outcome.OA_PROBLEM, Retry.NO),
    "-137": ("zns_zca_payment_failed", Outcome.OA_PROBLEM, Retry.NO),
    "-138": ("zns_app_no_permission", Outcome.OA_PROBLEM, Retry.NO),
    "-139": ("zns_type_refused_by_person", Outcome.BLOCKED_BY_PERSON, Retry.NO),
    "-140": ("zns_aftersales_not_granted", Outcome.UNSUPPORTED, Retry.NO),
    "-141": ("zns_refused_by_person", Outcome.BLOCKED_BY_PERSON, Retry.NO),
    "-142": ("zns_rsa_key_missing", Outcome.INVALID_REQUEST, Retry.NO),
    "-143": ("zns_rsa_key_exists", Outcome.INVALID_REQUEST, Retry.NO),
    "-144": ("zns_oa_daily_quota", Outcome.QUOTA_OA, Retry.NEXT_DAY),
    "-145": ("zns_content_type_not_allowed", Outcome.OA_PROBLEM, Retry.NO),
    "-146": ("zns_template_disabled", Outcome.OA_PROBLEM, Retry.NO),
    "-147": ("zns_template_daily_quota", Outcome.QUOTA_OA, Retry.NEXT_DAY),
    "-148": ("zns_journey_token_missing", Outcome.INVALID_REQUEST, Retry.NO),
    "-149": ("zns_journey_token_invalid", Outcome.INVALID_REQUEST, Retry.NO),
    "-150": ("zns_journey_token_expired", Outcome.INVALID_REQUEST, Retry.NO),
    "-151": ("zns_not_e2ee_template", Outcome.INVALID_REQUEST, Retry.NO),
    "-152": ("zns_e2ee_key_failed", Outcome.RETRY_LATER, Retry.LATER),
    "-153": ("zns_data_wrong", Outcome.INVALID_REQUEST, Retry.NO),
    "-158": ("zns_file_too_large", Outcome.INVALID_REQUEST, Retry.NO),
    "-159": ("zns_file_format", Outcome.INVALID_REQUEST, Retry.NO),
    "-160": ("zns_template_edit_quota", Outcome.QUOTA_OA, Retry.NEXT_DAY),
    "-161": ("zns_sending_mode_invalid", Outcome.INVALID_REQUEST, Retry.NO),
    "-162": ("zns_sending_mode_tag", Outcome.INVALID_REQUEST, Retry.NO),
    "-200": ("send_failed", Outcome.UNKNOWN, Retry.IF_UNSEEN),
    "-201": ("invalid_parameter", Outcome.INVALID_REQUEST, Retry.NO),
    "-204": ("oa_disabled", Outcome.OA_PROBLEM, Retry.NO),
    "-205": ("oa_not_found", Outcome.OA_PROBLEM, Retry.NO),
    "-209": ("api_not_supported_app_inactive", Outcome.OA_PROBLEM, Retry.NO),
    "-210": ("parameter_over_limit", Outcome.INVALID_REQUEST, Retry.NO),
    "-211": ("out_of_quota", Outcome.QUOTA_OA, Retry.NEXT_PERIOD),
    "-212": ("api_not_registered", Outcome.OA_PROBLEM, Retry.NO),
    "-213": ("not_follower", Outcome.NOT_FOLLOWER, Retry.NO),
    "-214": ("article_processing", Outcome.RETRY_LATER, Retry.LATER),
    "-216": ("token_invalid", Outcome.TOKEN_REFRESH, Retry.AFTER_REFRESH),
    "-217": ("blocked_invitation", Outcome.BLOCKED_BY_PERSON, Retry.NO),
    "-218": ("quota_person", Outcome.QUOTA_PERSON, Retry.NEXT_PERIOD),
    "-219": ("app_removed", Outcome.OA_PROBLEM, Retry.NO),
    "-220": ("token_expired", Outcome.TOKEN_REFRESH, Retry.AFTER_REFRESH),
    "-221": ("oa_not_verified", Outcome.OA_PROBLEM, Retry.NO),
    "-223": ("oa_not_authorised", Outcome.OA_PROBLEM, Retry.NO),
    "-224": ("needs_oa_package", Outcome.OA_PROBLEM, Retry.NO),
    "-227": ("user_banned_or_inactive", Outcome.UNSUPPORTED, Retry.NO),
    "-230": ("no_interaction_7_days", Outcome.WINDOW_CLOSED, Retry.NO),
    "-232": ("no_interaction_or_expired", Outcome.WINDOW_CLOSED, Retry.NO),
    "-233": ("message_type_unsupported", Outcome.UNSUPPORTED, Retry.NO),
    "-234": ("night", Outcome.NIGHT, Retry.AFTER_NIGHT),
    "-235": ("oa_type_unsupported", Outcome.OA_PROBLEM, Retry.NO),
    "-237": ("group_disabled", Outcome.OA_PROBLEM, Retry.NO),
    "-238": ("asset_used_or_disabled", Outcome.INVALID_REQUEST, Retry.NO),
    "-240": ("v2_message_shut_down", Outcome.INVALID_REQUEST, Retry.NO),
    "-241": ("free_asset_used", Outcome.INVALID_REQUEST, Retry.NO),
    "-242": ("appsecret_proof_invalid", Outcome.OA_PROBLEM, Retry.NO),
    "-244": ("user_restricted_type", Outcome.BLOCKED_BY_PERSON, Retry.NO),
    "-248": ("violates_standards", Outcome.CONTENT_REJECTED, Retry.NO),
    "-320": ("needs_zca", Outcome.OA_PROBLEM, Retry.NO),
    "-321": ("zca_out_of_money", Outcome.OA_PROBLEM, Retry.NO),
    "-403": ("oa_not_in_group", Outcome.OA_PROBLEM, Retry.NO),
    "-1091": ("zns_template_not_editable", Outcome.INVALID_REQUEST, Retry.NO),
    "-1121": ("zns_param_too_long", Outcome.INVALID_REQUEST, Retry.NO),
    "-1122": ("zns_param_missing", Outcome.INVALID_REQUEST, Retry.NO),
    "-1123": ("zns_qr_failed", Outcome.INVALID_REQUEST, Retry.NO),
    "-1124": ("zns_param_format", Outcome.INVALID_REQUEST, Retry.NO),
    "-1131": ("zns_link_format", Outcome.INVALID_REQUEST, Retry.NO),
    "-1201": ("zns_tag3_not_granted", Outcome.OA_PROBLEM, Retry.NO),
    "-1202": ("zns_media_not_granted", Outcome.OA_PROBLEM, Retry.NO),
    "-1241": ("zns_appsecret_proof_invalid", Outcome.OA_PROBLEM, Retry.NO),
    "-1351": ("zns_oa_blocked", Outcome.OA_PROBLEM, Retry.NO),
    "-1381": ("zns_extension_zca_not_granted", Outcome.OA_PROBLEM, Retry.NO),
    "-1441": ("zns_oa_monthly_promo_quota", Outcome.QUOTA_OA, Retry.NEXT_MONTH),
    "-1471": ("zns_person_monthly_promo_quota", Outcome.QUOTA_PERSON, Retry.NEXT_MONTH),
    "-1491": ("zns_journey_token_type", Outcome.INVALID_REQUEST, Retry.NO),
    "-14002": ("oauth_app_inactive", Outcome.OA_PROBLEM, Retry.NO),
    "-14003": ("oauth_redirect_mismatch", Outcome.OA_PROBLEM, Retry.NO),
    "-14014": ("refresh_token_invalid", Outcome.OA_PROBLEM, Retry.NO),
    "-14020": ("refresh_token_expired", Outcome.OA_PROBLEM, Retry.NO),
}
