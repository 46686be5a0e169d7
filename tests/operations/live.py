"""Settings of a live installation for tests that never call Zalo."""

LIVE = {
    "WARD_MODE": "live",
    "ZALO_APP_ID": "1111111111111111111",
    "ZALO_APP_SECRET": "app-secret",
    "ZALO_OA_ID": "2222222222222222222",
    "ZALO_OA_SECRET": "oa-secret",
}
