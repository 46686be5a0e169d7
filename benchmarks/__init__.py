"""Ratios measured side by side in one run; docs/benchmarks.md says what they mean. Not tests: nothing here asserts."""
