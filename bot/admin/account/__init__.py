"""Own account: sign-in, password, second factor, devices, linked Zalo."""
