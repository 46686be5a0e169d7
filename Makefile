# Every way to run, test and check the product. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test guards quick check coverage matrix bench torture demo-clean audit lock screenshots drawing
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Compiled files are kept, whatever the environment says: each test process would compile the program and the tests anew
unexport PYTHONDONTWRITEBYTECODE
QUICK := tests/rules tests/lib tests/zalo tests/store tests/understanding tests/handlers tests/conversation
# Tests wait (for quiet in a talk, a start, a browser) as long as they compute: two processes a core
WORKERS ?= $(shell echo $$((2 * $$(nproc))))
# Python's own monitoring from 3.12 on costs little; before it, coverage traces every line
CORE = $(shell $(BIN)/python -c 'import sys; print("sysmon" if hasattr(sys, "monitoring") else "ctrace")')

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run: $(VENV)/.installed ## Install what is missing and start everything on http://127.0.0.1:8000
	@exec $(BIN)/python app.py

test: $(VENV)/.installed-dev ## Install what the tests need (a Chromium too) and run them all
	@sh tools/browser.sh
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

guards: $(VENV)/.installed-dev ## Style, form, types and who may import whom
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-logo --no-cache

quick: guards ## What a change usually needs, in a minute: the guards and the tests that start neither browser nor product
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(QUICK)

check: guards ## The guards and all tests
	@$(MAKE) --no-print-directory test

coverage: $(VENV)/.installed-dev ## All tests, child processes included, and the share of lines they reach (docs/decisions/0008-coverage.md)
	@sh tools/browser.sh
	@COVERAGE_CORE=$(CORE) $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report=term

matrix: ## All tests (or TESTS=…) on each Python from 3.11 to 3.14 that this machine has
	@sh tools/browser.sh
	@sh tools/matrix.sh $(TESTS)

bench: $(VENV)/.installed-dev ## Measure the ratios of docs/benchmarks.md now
	@$(BIN)/python -m benchmarks

torture: $(VENV)/.installed-dev ## Kills, connections, a failing disk under load as a table, then kills in broadcasts (MINUTES=10 KILLS=64 FULL_S=40)
	@TORTURE_MINUTES=$(MINUTES) TORTURE_KILLS=$(KILLS) TORTURE_FULL_S=$(FULL_S) $(BIN)/python -m tests.torture

demo-clean: $(VENV)/.installed ## Remove the demo's data (never live data); the next make run begins anew
	@$(BIN)/flask --app app demo --clean

screenshots: $(VENV)/.installed-dev ## Take the pictures of docs/pictures from a running demo
	@sh tools/browser.sh
	@$(BIN)/python -m tools.screenshots

drawing: $(VENV)/.installed-dev ## Draw the picture of docs/architecture.md anew
	@$(BIN)/python -m tools.draw_architecture

audit: $(VENV)/.installed-audit ## Known holes of the packages we run on (skipped with a word when their list cannot be reached), and sbom.json (CycloneDX)
	@sh tools/audit.sh $(VENV)/audit

lock: ## Pin the newest versions of what requirements*.in name (needs uv)
	@for name in requirements requirements-dev requirements-audit; do \
	  uv pip compile -q --universal --no-strip-extras --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" $$name.in -o $$name.txt; done

$(VENV)/.installed: requirements.txt
	@sh tools/install.sh $(PYTHON) $(VENV) requirements.txt
	@$(BIN)/python -c "from app import load_runtime; load_runtime().close()"
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@sh tools/install.sh $(PYTHON) $(VENV) requirements-dev.txt
	@touch $@

$(VENV)/.installed-audit: requirements-audit.txt
	@sh tools/install.sh $(PYTHON) $(VENV)/audit requirements-audit.txt
	@touch $@
