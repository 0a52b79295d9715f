# Everything people, CI and the README call. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test test-fast lint format bench data docs lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run.done ## Set up, refresh from the bundled data, serve on 127.0.0.1:8501
	$(BIN)/pazanga up

test: $(VENV)/dev.done $(VENV)/duckdb15.done ## Set up what the tests need (browser, LibreOffice) and run them all
	scripts/ensure-chromium
	scripts/ensure-libreoffice
	$(BIN)/python -m coverage erase
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term

test-fast: $(VENV)/dev.done ## The tests without the browser
	$(BIN)/python -m pytest -m "not browser" -n 2

lint: $(VENV)/dev.done ## Format check, lint, types, SQL style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --processes 2 warehouse

format: $(VENV)/dev.done ## Rewrite Python and SQL in the project's style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/sqlfluff fix --processes 2 warehouse

bench: $(VENV)/dev.done ## Measure extraction, refresh, pages and 30 users
	$(BIN)/python -m bench

data: $(VENV)/run.done ## Rebuild the bundled packages from their documents, where present
	$(BIN)/python scripts/build_data.py

docs: $(VENV)/dev.done ## Regenerate the data dictionary and the command reference
	$(BIN)/python scripts/build_docs.py

lock: ## Resolve the dependencies again (needs uv)
	scripts/lock

clean: ## Remove the environment; var/ with your data stays
	rm -rf $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# An older DuckDB, apart from the environment: snapshots have to open in it too.
$(VENV)/duckdb15.done: requirements/duckdb15.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade --target $(VENV)/duckdb15 -r requirements/duckdb15.txt
	touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@
