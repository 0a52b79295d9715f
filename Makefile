# Everything people, CI and the README call. `make` alone lists it.
PYTHON ?= python3
PORT ?= 8501
MINUTES ?= 60
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 10 -r fEs

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run install test test-fast test-slow test-soak test-spark test-store test-all tools spark store coverage lint format \
	bench data docs lock audit clean preflight

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: preflight $(VENV)/run.done ## Set up, refresh from the bundled data, serve on 127.0.0.1 (PORT=8501)
	@echo "==> Komanda „pazanga“ šiame lange · To call “pazanga” in a shell: . $(BIN)/activate"
	@$(BIN)/pazanga up --port $(PORT)

install: $(VENV)/run.done ## Only set up the command `pazanga`, serve nothing

test: $(VENV)/dev.done $(VENV)/duckdb15.done tools ## All tests but the slow ones, in a real browser too
	$(PYTEST) -m "not slow"

test-fast: $(VENV)/dev.done ## While you work: readers, sums, texts; no browser, refresh or process
	$(PYTEST) -m "not slow and not browser and not office and not whole"

test-slow: $(VENV)/dev.done $(VENV)/duckdb15.done tools ## The slow tests, as many as fit into MINUTES=60
	PAZANGA_TEST_MINUTES=$(MINUTES) $(PYTEST) -m "slow and not soak"

test-soak: $(VENV)/dev.done ## Fifty readers while refreshes come: alone on the machine, ten minutes
	$(PYTEST) -n 0 -m soak

test-all: test test-slow test-soak test-store ## Every test

test-spark: $(VENV)/dev.done $(VENV)/spark.done ## Spark, Sail and a cluster against DuckDB, row by row
	$(PYTEST) -n 0 -m spark

test-store: $(VENV)/dev.done $(VENV)/store.done $(VENV)/buckets.done ## A bucket that machines share, on a server of our own
	$(PYTEST) -n 0 -m store

store: $(VENV)/store.done ## Add the client of buckets that machines share (s3://…)

spark: $(VENV)/spark.done ## Add Spark and Sail, which run the same models (0.5 GB)

tools: ## Make sure of what the tests need beside Python
	scripts/ensure-tools

coverage: $(VENV)/dev.done $(VENV)/duckdb15.done tools ## Which lines the tests run through
	$(BIN)/python -m coverage erase
	$(PYTEST) -m "not slow" --cov --cov-report=term

lint: $(VENV)/dev.done ## Format check, lint, types, SQL style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --processes 2 warehouse dashboard
	$(BIN)/python scripts/lint_models.py

format: $(VENV)/dev.done ## Rewrite Python and SQL in the project's style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/sqlfluff fix --processes 2 warehouse dashboard

bench: $(VENV)/dev.done $(VENV)/peers.done ## Measure extraction, refresh, pages and 30 users
	$(BIN)/python -m bench

data: $(VENV)/run.done ## Rebuild the bundled packages from their documents, where present
	$(BIN)/python scripts/build_data.py

docs: $(VENV)/dev.done ## Regenerate the data dictionary and the command reference
	$(BIN)/python scripts/build_docs.py

lock: ## Resolve the dependencies again (needs uv)
	scripts/lock

audit: $(VENV)/dev.done ## Licences, known vulnerabilities (asks osv.dev), the bill of materials
	$(BIN)/python scripts/audit.py

clean: ## Remove the environment; var/ with your data stays
	rm -rf $(VENV)

# What is missing is said before anything is installed.
preflight:
	@$(or $(wildcard $(BIN)/python),$(PYTHON)) scripts/preflight.py $(PORT)

# A new interpreter has nothing installed, whatever the marks beside it say.
$(VENV)/bin/python:
	@$(PYTHON) scripts/preflight.py
	@echo "==> Kuriama aplinka · Making the environment: $(VENV)"
	@rm -f $(VENV)/*.done
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# The locks hold all there is to install: nothing is resolved here.
$(VENV)/run.done: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "==> Diegiama paketų · Packages to install: $$(grep -c '==' $<)"
	@$(PIP) --require-hashes -r $<
	@$(PIP) --no-build-isolation -e .
	@touch $@

# An older DuckDB, apart from the environment: snapshots have to open in it too.
$(VENV)/duckdb15.done: requirements/duckdb15.txt | $(VENV)/bin/python
	@$(PIP) --require-hashes --upgrade --target $(VENV)/duckdb15 -r $<
	@touch $@

# Others, who are measured beside ours; apart, as their pins differ.
$(VENV)/peers.done: requirements/peers.txt | $(VENV)/bin/python
	@$(PIP) --require-hashes --upgrade --target $(VENV)/peers -r $<
	@touch $@

# Other engines for the models; the rest of the lock is what already is there.
$(VENV)/spark.done: requirements/spark.txt $(VENV)/run.done
	@echo "==> Diegiama paketų · Packages to install: $$(grep -c '==' $<)"
	@$(PIP) --require-hashes --no-build-isolation -r $<
	@touch $@

# The client of buckets; the rest of the lock is what already is there.
$(VENV)/store.done: requirements/store.txt $(VENV)/run.done
	@$(PIP) --require-hashes --no-build-isolation -r $<
	@touch $@

# A server of buckets for tests, apart: its pins differ from ours.
$(VENV)/buckets.done: requirements/buckets.txt | $(VENV)/bin/python
	@$(PIP) --require-hashes --upgrade --target $(VENV)/buckets -r $<
	@touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/run.done
	@echo "==> Diegiama paketų · Packages to install: $$(grep -c '==' $<)"
	@$(PIP) --require-hashes -r $<
	@touch $@
