# One command for each habit. Each makes the virtual environment on first use and needs Python, make and git only.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# A fork publishes itself: its own repository, unless told otherwise.
REPO_URL ?= $(shell git remote get-url origin 2>/dev/null | sed -E 's,^git@([^:]+):,https://\1/,; s,\.git$$,,' | grep -E '^https://[^@/]+/' || true)
export REPO_URL

# Where `make serve` serves.
ADDRESS ?= 127.0.0.1:8000

.DEFAULT_GOAL := help
.PHONY: help serve site check fix takeaway sbom buildinfo verify rebuild test bench fuzz schemas lock audit clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

# The stamp is newer than what it was made from, or the environment is brought up to date.
$(VENV)/.ready: requirements.txt pyproject.toml
	@$(PYTHON) tools/environment.py $(VENV) requirements.txt --with-project

# A server that ends by itself is started again when a file of the engine is saved, and not before.
serve: $(VENV)/.ready ## the site at http://127.0.0.1:8000 (or ADDRESS=HOST:PORT), renewed when a file is saved
	@$(BIN)/python -m explainer.address $(ADDRESS)
	$(BIN)/watchmedo auto-restart --quiet --directory hooks --pattern '**/*.py' --recursive --signal SIGINT --no-restart-on-command-exit -- $(BIN)/mkdocs serve --livereload --dev-addr $(ADDRESS)

# Built beside the last good site and put in its place at the end: a build that fails or is stopped leaves no half of a site.
site: $(VENV)/.ready ## the site in site/, or every finding and no site
	$(BIN)/explainer site

check: $(VENV)/.ready ## every finding in pages and records
	$(BIN)/explainer check

fix: $(VENV)/.ready ## mend what can be mended safely; shows what it changed
	$(BIN)/explainer check --fix
	$(BIN)/ruff check --fix --quiet hooks tests
	$(BIN)/ruff format --quiet hooks tests

test: $(VENV)/.ready ## all tests, in a real browser too
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check --quiet hooks tests
	$(BIN)/mypy
	$(BIN)/explainer check
	$(BIN)/python -m pytest --numprocesses auto

takeaway: $(VENV)/.ready ## the site as EPUB, PDF and ZIP, and a site that offers them
	$(BIN)/explainer site --takeaway

# A site that is published is dated by its commit, so that anybody can build the same bytes: the workflows set SOURCE_DATE_EPOCH to
# the commit's time. Where it is not set, a build is of today.
sbom: $(VENV)/.ready ## what the lock installs, as a CycloneDX bill of materials in the built site
	mkdir -p build site/take-away
	PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements --output-reproducible --pyproject pyproject.toml --output-file build/sbom.cdx.json requirements.txt
	mv build/sbom.cdx.json site/take-away/

buildinfo: sbom ## the hash of every file of the built site, and what it was made from; the last step before it is published
	$(BIN)/explainer buildinfo

verify: $(VENV)/.ready ## whether a published site is what its list says: make verify SITE=https://...
	$(BIN)/explainer verify "$(SITE)"

rebuild: $(VENV)/.ready ## build a published site again and compare: make rebuild SITE=https://...
	$(BIN)/explainer rebuild "$(SITE)"

bench: $(VENV)/.ready .venv-bench/.ready ## how long checking and building take, beside other tools
	$(BIN)/python tests/bench

.venv-bench/.ready: requirements-bench.txt
	@$(PYTHON) tools/environment.py .venv-bench requirements-bench.txt

fuzz: $(VENV)/.ready ## feed the readers anything for a minute
	cd $${TMPDIR:-/tmp} && $(CURDIR)/$(BIN)/python $(CURDIR)/tests/fuzz.py -max_total_time=60 -timeout=5 -max_len=3000
	HYPOTHESIS_PROFILE=searching $(BIN)/python -m pytest tests/test_properties.py

schemas: $(VENV)/.ready ## the records' JSON Schemas anew from their models
	$(BIN)/explainer schemas

lock: $(VENV)/.ready ## requirements.txt anew from pyproject.toml; UPGRADE=--upgrade takes the newest that it allows
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header $(UPGRADE) \
		--group test --python-version 3.11.5 pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header $(UPGRADE) \
		--python-version 3.11.5 tests/bench/requirements.in --output-file requirements-bench.txt

audit: $(VENV)/.ready ## what is known against the packages that the lock names
	$(BIN)/pip-audit --requirement requirements.txt --require-hashes --disable-pip --progress-spinner off

clean: ## remove what was made
	rm -rf site build .cache $(VENV) .venv-bench
