"""Officials: roles and rights, sign-in, second factor, lock-out, their linked Zalo accounts."""
