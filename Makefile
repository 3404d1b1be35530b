# One command for each task. Each creates the virtual environment on first use, and needs only Python, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# A fork publishes itself: by default, links lead to its own repository.
REPO_URL ?= $(shell git remote get-url origin 2>/dev/null | sed -E 's,^git@([^:]+):,https://\1/,; s,\.git$$,,' | grep -E '^https://[^@/]+/' || true)
export REPO_URL

# Where `make serve` serves.
ADDRESS ?= 127.0.0.1:8000

.DEFAULT_GOAL := help
.PHONY: help serve site check fix takeaway sbom buildinfo verify rebuild test mutants bench fuzz linear schemas messages lock audit clean

help: ## show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

# If the stamp is older than the files that it depends on, the environment is updated.
$(VENV)/.ready: requirements.txt pyproject.toml
	@$(PYTHON) tools/environment.py $(VENV) requirements.txt --with-project

# A server that ends by itself is restarted only when a file of the engine is saved.
serve: $(VENV)/.ready ## serve the site at http://127.0.0.1:8000 (or ADDRESS=HOST:PORT), and update it when a file is saved
	@$(BIN)/python -m explainer.address $(ADDRESS)
	$(BIN)/watchmedo auto-restart --quiet --directory hooks --pattern '**/*.py' --recursive --signal SIGINT --no-restart-on-command-exit -- $(BIN)/mkdocs serve --livereload --dev-addr $(ADDRESS)

# Built next to the last good site, which it replaces at the end: a build that fails or is stopped never leaves half a site.
site: $(VENV)/.ready ## build the site in site/, or show every finding and build nothing
	$(BIN)/explainer site

check: $(VENV)/.ready ## show every finding in pages and records
	$(BIN)/explainer check

fix: $(VENV)/.ready ## fix findings where that is safe, and show the changes
	$(BIN)/explainer check --fix
	$(BIN)/ruff check --fix --quiet hooks tests benchmarks
	$(BIN)/ruff format --quiet hooks tests benchmarks

test: $(VENV)/.ready ## run all tests, including those in a real browser
	$(BIN)/ruff check hooks tests benchmarks
	$(BIN)/ruff format --check --quiet hooks tests benchmarks
	$(BIN)/mypy
	$(BIN)/explainer check
	$(BIN)/python -m pytest --numprocesses auto --dist loadscope --no-loadscope-reorder

takeaway: $(VENV)/.ready ## make the site as EPUB, PDF, ZIP and ZIM, and a site that offers them
	$(BIN)/explainer site --takeaway

# A published site is dated by its commit, so that anybody can build the same bytes: the workflows set SOURCE_DATE_EPOCH to
# the commit's time. Without it, a build is dated today.
sbom: $(VENV)/.ready ## put a CycloneDX bill of materials of the locked packages into the built site
	mkdir -p build site/take-away
	PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements --output-reproducible --pyproject pyproject.toml --output-file build/sbom.cdx.json requirements.txt
	mv build/sbom.cdx.json site/take-away/

buildinfo: sbom ## list the hash of every file of the built site and its inputs, as the last step before publishing
	$(BIN)/explainer buildinfo

verify: $(VENV)/.ready ## compare a published site with its list: make verify SITE=https://...
	$(BIN)/explainer verify "$(SITE)"

rebuild: $(VENV)/.ready ## build a published site again and compare: make rebuild SITE=https://...
	$(BIN)/explainer rebuild "$(SITE)"

mutants: $(VENV)/.ready ## change the written pages on purpose with three seeds, and show what the checks find
	$(BIN)/explainer mutants --seed 1 --seed 2 --seed 3

bench: $(VENV)/.ready .venv-bench/.ready ## measure how long checking and building take, compared with other tools
	$(BIN)/python -m benchmarks

.venv-bench/.ready: requirements-bench.txt
	@$(PYTHON) tools/environment.py .venv-bench requirements-bench.txt

fuzz: $(VENV)/.ready ## fuzz the parsers for a minute
	cd $${TMPDIR:-/tmp} && $(CURDIR)/$(BIN)/python $(CURDIR)/tests/fuzz.py -max_total_time=60 -timeout=5 -max_len=3000
	HYPOTHESIS_PROFILE=searching $(BIN)/python -m pytest tests/test_properties.py

linear: $(VENV)/.ready ## check projects made of 100,000 equal pieces, of each kind, in time that grows no faster than they do
	HOSTILE=100000 $(BIN)/python -m pytest --numprocesses auto tests/test_linear.py

schemas: $(VENV)/.ready ## write the records' JSON Schemas again from their models
	$(BIN)/explainer schemas

# Locations name files without lines, so that a change of code does not change the catalogues.
messages: $(VENV)/.ready ## collect the words of the interface, and add new ones to each language's catalogue
	$(BIN)/pybabel --quiet extract --mapping-file=pyproject.toml --omit-header --add-location=file --sort-by-file --no-wrap \
		--output-file=hooks/explainer/locale/explainer.pot .
	$(BIN)/pybabel --quiet update --domain=explainer --input-file=hooks/explainer/locale/explainer.pot --output-dir=hooks/explainer/locale \
		--no-fuzzy-matching --ignore-pot-creation-date --no-wrap

lock: $(VENV)/.ready ## write requirements.txt again from pyproject.toml; UPGRADE=--upgrade takes the newest allowed versions
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header $(UPGRADE) \
		--group test --python-version 3.11.5 pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header $(UPGRADE) \
		--python-version 3.11.5 benchmarks/requirements.in --output-file requirements-bench.txt

audit: $(VENV)/.ready ## look for known vulnerabilities in the locked packages
	$(BIN)/pip-audit --requirement requirements.txt --require-hashes --disable-pip --progress-spinner off

clean: ## remove all generated files
	-@test ! -x $(BIN)/python || $(BIN)/python -m explainer.readings
	rm -rf site build .cache $(VENV) .venv-bench
