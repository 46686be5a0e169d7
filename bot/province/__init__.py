"""The page of a province: how all its wards stand, and their reports beside each other. Read-only, keeps nothing.

It runs alone, on the province's own machine: `python -m bot.province LIST.yaml` (docs/scale.md 4). It asks each ward's
/api/status and /api/report with the ward's METRICS_TOKEN and knows nothing else of them.
"""
