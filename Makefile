# The one door. A fresh machine needs python3.11, make and git, nothing else.
#
#   make run      environment, database, demonstration province, server on http://127.0.0.1:8000/
#   make test     the whole suite that needs nothing but Python
#   make check    everything CI runs (needs PostgreSQL and Chromium as well)
#   make mutants  plants small faults at random to see which of them no test notices
#   make bench    measures speed and memory on both databases; ARGS=--quick for a first look (needs PostgreSQL)

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
# The suite creates and drops test_<this name> on the server.
POSTGRES_URL ?= postgres://postgres@127.0.0.1:5432/cadre_std
CHROMIUM ?= /usr/bin/chromium
PYTEST := $(BIN)/python -m pytest
# A file stays with one process, so that what its tests share is built once; files come in random order.
SPREAD := -n $(JOBS) --dist loadfile --no-loadscope-reorder
# Tests and checks read nobody's .env.
TEST_ENV := env READ_DOTENV=false PROFILE=local DEBUG=false
SQLITE_ENV := $(TEST_ENV) DATABASE_URL=sqlite:///var/unused.sqlite3
POSTGRES_ENV := $(TEST_ENV) DATABASE_URL=$(POSTGRES_URL)
PRODUCTION_ENV := env READ_DOTENV=false PROFILE=production DEBUG=false ALLOWED_HOSTS=canbo.example.vn \
	DATABASE_URL=postgres://check:check@127.0.0.1:5432/check

.PHONY: help setup run test check lint types layers migrations deploy test-postgres test-browser mutants-known mutants test-covered bench screenshots format lock clean

help:
	@sed -n 's/^#  *\(make .*\)/  \1/p' Makefile

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Cần Python 3.11 trở lên.")'
	$(PYTHON) -m venv $(VENV)

# Stamps: an environment is installed again only when its lock has changed.
$(VENV)/.runtime: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.bench: requirements-bench.txt | $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

$(VENV)/.mutants: requirements-mutants.txt | $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-mutants.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.runtime $(VENV)/.dev

run: $(VENV)/.runtime
	@exec $(BIN)/python -m cadre_std.start

test: $(VENV)/.dev
	$(SQLITE_ENV) $(PYTEST) $(SPREAD) -m "not browser and not postgres and not mutant" $(ARGS)
	@echo "Chưa chạy ở đây: kiểm thử trên PostgreSQL và kiểm thử trình duyệt (make check chạy cả hai)."
	@echo "Not run here: the tests on PostgreSQL and the browser tests (make check runs both)."

# `make test` with its coverage, which costs a few per cent of its time.
test-covered: $(VENV)/.dev
	$(SQLITE_ENV) $(PYTEST) $(SPREAD) -m "not browser and not postgres and not mutant" --cov --cov-report= $(ARGS)
	$(BIN)/python -m tests.coverage_floors

check: lint types layers migrations deploy test-covered mutants-known test-postgres test-browser
	@echo "make check: tất cả các bước đều đạt."

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint templates --lint --quiet

types: $(VENV)/.dev
	$(TEST_ENV) $(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

migrations: $(VENV)/.dev
	$(SQLITE_ENV) $(BIN)/python manage.py makemigrations --check --dry-run

# A throw-away key, so that the check sees the profile as a real server would.
deploy: $(VENV)/.dev
	$(PRODUCTION_ENV) SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

test-postgres: $(VENV)/.dev
	@$(POSTGRES_ENV) $(BIN)/python -m cadre_std.postgres_ready
	$(POSTGRES_ENV) $(PYTEST) $(SPREAD) -m "not browser and not mutant" $(ARGS)

# The faults of tests/mutants, each planted in a copy of the program: its test must go red.
mutants-known: $(VENV)/.dev
	$(SQLITE_ENV) $(PYTEST) $(SPREAD) -m mutant $(ARGS)

# Random small faults in the rules; an hour or more, may be stopped and goes on. MUTANTS=20 for a first look.
mutants: $(VENV)/.mutants
	$(SQLITE_ENV) $(BIN)/python -m tests.mutants.sampling

test-browser: $(VENV)/.dev
	@test -x "$(CHROMIUM)" || { echo "make check cần Chromium tại $(CHROMIUM) (apt-get install chromium)." >&2; exit 1; }
	$(SQLITE_ENV) CHROMIUM=$(CHROMIUM) $(PYTEST) $(SPREAD) -m browser $(ARGS)

# Half an hour; writes docs/performance.md. The databases cadre_bench_… are made and dropped.
bench: $(VENV)/.bench
	POSTGRES_URL=$(POSTGRES_URL) $(BIN)/python -m benchmarks $(ARGS)

# The pictures of the README, made again from the demonstration.
screenshots: $(VENV)/.dev
	$(TEST_ENV) DJANGO_SETTINGS_MODULE=cadre_std.settings CHROMIUM=$(CHROMIUM) $(BIN)/python -m tests.browser.screenshots

format: $(VENV)/.dev
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

# uv writes the hashes of every file of a release, for every system. Only whoever renews the locks needs it.
LOCK := $(BIN)/uv pip compile --no-strip-extras --quiet --universal --python-version 3.11 --generate-hashes --no-header

# Extras stay in the lock: pip before 23.3 takes the newest version of `name[extra]` else, and then has no hash.
# `make lock UPGRADE=--upgrade` takes the newest versions that pyproject.toml allows.
lock: $(VENV)/.dev
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(LOCK) $(UPGRADE) pyproject.toml -o requirements.txt
	$(LOCK) $(UPGRADE) --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	$(LOCK) $(UPGRADE) --extra dev --extra bench -c requirements-dev.txt pyproject.toml -o requirements-bench.txt
	$(LOCK) $(UPGRADE) --extra dev --extra mutants -c requirements-dev.txt pyproject.toml -o requirements-mutants.txt
	! grep -nE -- '--(extra-)?index-url|--find-links|file:' requirements.txt requirements-dev.txt requirements-bench.txt \
		requirements-mutants.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis staticfiles
