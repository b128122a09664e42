# Two commands matter: `make run` and `make test`. Both set up what they need in .venv and touch nothing
# outside this folder but package caches. Needs make and Python 3.11 or later; uses uv where it is present.

CASE ?= cases/ukraine-2025
VENV ?= .venv
JOBS ?= 2
MUTANTS ?= 2000
KILLS ?= 30
SEED ?=
PYTHON ?= $(shell for p in python3 python3.12 python3.11 python3.13 /usr/bin/python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$$p"; break; }; done)
UV := $(shell command -v uv 2>/dev/null)
BIN := $(VENV)/bin

# Byte code and numba's cache are what make the second start quick.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

ifneq ($(UV),)
INSTALL = "$(UV)" pip install --quiet --python $(BIN)/python --compile-bytecode
else
INSTALL = $(BIN)/python -m pip install --quiet
endif

.DEFAULT_GOAL := help
.PHONY: help run serve test test-slow test-browser test-fresh fuzz test-pythons coverage check format bench known-games known-graphs past-talks claims docs docs-links build clean
.DELETE_ON_ERROR:
.NOTPARALLEL:

help:  ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Parley needs Python 3.11 or later and found none. Say which with: make PYTHON=/path/to/python3" >&2; exit 1; }
ifneq ($(UV),)
	@"$(UV)" venv --quiet --python "$(PYTHON)" $(VENV)
else
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments: its venv module is incomplete." >&2; \
	  echo "On Debian or Ubuntu: sudo apt install python3-venv   (then run make again)" >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV)
endif

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) (once; a minute or two) ..."
	@$(INSTALL) -e '.[web]'
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) with what the tests need (once; a minute or two) ..."
	@$(INSTALL) -e '.[dev,web]'
	@$(BIN)/python -m compileall -q src
	@touch $@ $(VENV)/.installed

SOLVER := $(shell find src/parley/solver src/parley/game src/parley/report/charts -name '*.py')

$(VENV)/.warm: $(SOLVER) $(VENV)/.installed
	@$(BIN)/python -m parley.solver.warm
	@$(BIN)/python -m parley.report.charts.script
	@touch $@

run: $(VENV)/.installed $(VENV)/.warm  ## set up, then solve the shipped case and write its brief
	@$(BIN)/parley run $(CASE)
	@echo
	@echo "The program is $(BIN)/parley: try $(BIN)/parley --help, or source $(BIN)/activate and then parley"

serve: $(VENV)/.installed $(VENV)/.warm  ## the workbench in the browser, on this machine alone
	@$(BIN)/parley serve

test: $(VENV)/.installed-dev $(VENV)/.warm  ## set up what the tests need, and run them
	$(BIN)/python -m pytest -q -n $(JOBS)

test-browser: $(VENV)/.installed-dev $(VENV)/.warm  ## the pages in a real browser, where there is one
	$(BIN)/python -m pytest -q -m browser tests/web

test-slow: $(VENV)/.installed-dev $(VENV)/.warm  ## the suites that take minutes
	$(BIN)/python -m pytest -q -n $(JOBS) -m slow

test-fresh: $(VENV)/.installed-dev $(VENV)/.warm  ## drawn games with fresh seeds: what fails prints how to draw it again
	PARLEY_SEEDS=fresh $(BIN)/python -m pytest -q -n $(JOBS) tests/properties tests/brute_force

fuzz: $(VENV)/.installed-dev $(VENV)/.warm  ## spoilt case files and killed runs, MUTANTS and KILLS of them, from a fresh seed
	PYTHONPATH=src:. $(BIN)/python -m tests.fuzz.hunt $(MUTANTS) $(SEED)
	PYTHONPATH=src:. $(BIN)/python -m tests.fuzz.kills $(KILLS) $(SEED)

test-pythons:  ## the quick tests under Python 3.11, 3.12 and 3.13, those that are at hand
	@JOBS=$(JOBS) .ci/interpreters

# Where the interpreter can say by itself which lines it runs, that costs a fraction of tracing them.
coverage: $(VENV)/.installed-dev $(VENV)/.warm  ## which lines no quick test runs (long)
	COVERAGE_CORE=$$($(BIN)/python -c 'import sys; print("sysmon" if sys.version_info >= (3, 12) else "ctrace")') \
	  $(BIN)/python -m pytest -q -n $(JOBS) --cov --cov-report=term --cov-report=json:$(VENV)/coverage.json

check: $(VENV)/.installed-dev  ## format, lint, types, dependency rule
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports

format: $(VENV)/.installed-dev  ## put the code into the one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.installed-dev $(VENV)/.warm  ## speed: one table, results kept, what got slower
	@$(BIN)/python benchmarks/speed/report.py

known-games: $(VENV)/.installed-dev $(VENV)/.warm  ## published games: their answers and ours
	@$(BIN)/python benchmarks/known_games/report.py

known-graphs: $(VENV)/.installed-dev  ## published conflicts as graph models: their equilibria and ours
	@$(BIN)/python benchmarks/known_graphs/report.py

past-talks: $(VENV)/.installed-dev $(VENV)/.warm  ## wars with talks, stated by interview: what was said, and what came
	@$(BIN)/python benchmarks/past_talks/report.py

claims: $(VENV)/.installed-dev $(VENV)/.warm  ## the twelve claims, on small games and on the shipped case
	@$(BIN)/python benchmarks/claims/report.py

docs: | $(BIN)/python  ## build the documentation into docs/_build
	@$(INSTALL) -e '.[docs]'
	$(BIN)/python -m sphinx -W -q docs docs/_build

docs-links: | $(BIN)/python  ## ask whether the addresses of others in the documentation still answer (uses the network)
	@$(INSTALL) -e '.[docs]'
	$(BIN)/python -m sphinx -q -b linkcheck docs docs/_build/links

build: $(VENV)/.installed-dev  ## wheel and source archive into dist/
	@rm -rf dist
	$(BIN)/python -m build

clean:  ## remove the environment and everything made
	rm -rf $(VENV) .venv-3.* build dist out docs/_build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
