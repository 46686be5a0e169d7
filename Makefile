# Every way to run, test and check the product. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test coverage check bench torture lock screenshots demo-clean
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run: $(VENV)/.installed ## Install what is missing and start everything on http://127.0.0.1:8000
	@exec $(BIN)/python app.py

test: $(VENV)/.installed-dev ## Install what the tests need (a Chromium too) and run them all
	@sh tools/browser.sh
	@$(BIN)/python -m pytest -n auto --dist loadgroup

coverage: $(VENV)/.installed-dev ## Run the tests again and show the lines no test reaches
	@$(BIN)/python -m pytest -n auto --dist loadgroup --cov --cov-report=term:skip-covered

check: $(VENV)/.installed-dev ## Style, types and tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(MAKE) --no-print-directory test

bench: $(VENV)/.installed-dev ## Measure the ratios of docs/benchmarks.md now
	@$(BIN)/python -m benchmarks

torture: $(VENV)/.installed-dev ## Kill a real process in the middle of broadcasts again and again (MINUTES=10)
	@TORTURE_MINUTES=$(MINUTES) $(BIN)/python -m tests.torture

screenshots: $(VENV)/.installed-dev ## Take the pictures of docs/pictures from a running demo
	@sh tools/browser.sh
	@$(BIN)/python -m tools.screenshots

lock: ## Pin the newest versions of what requirements*.in name (needs uv)
	@for name in requirements requirements-dev; do \
	  uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" $$name.in -o $$name.txt; done

$(VENV)/.installed: requirements.txt
	@sh tools/install.sh $(PYTHON) $(VENV) requirements.txt
	@$(BIN)/python -c "from app import load_runtime; load_runtime().close()"
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@sh tools/install.sh $(PYTHON) $(VENV) requirements-dev.txt
	@touch $@
