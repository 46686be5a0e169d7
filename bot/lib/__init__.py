"""Small helpers without a subject: numbers, paging, process lock, rate limit, safe HTTP, stop signal.

Imports nothing of ours but the clock.
"""
