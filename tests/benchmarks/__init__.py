"""The benchmarks, as far as they can go stale."""
