# Two commands from a fresh clone: `make demo` and `make test`. Each sets up what it needs in .venv.

PYTHON := $(shell for p in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
TESTS ?=

.PHONY: demo test check lint types layers bench mutants clean

demo: .venv/.demo-ready
	@$(BIN)/chorus demo $(if $(FILE),"$(FILE)")

test: .venv/.test-ready
	$(BIN)/python -m pytest $(TESTS)

check: lint types layers

lint: .venv/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.test-ready
	$(BIN)/mypy
	$(BIN)/pyright

layers: .venv/.test-ready
	$(BIN)/lint-imports

bench: .venv/.test-ready
	@for file in $(filter-out benchmarks/mutants.py,$(wildcard benchmarks/[a-z]*.py)); do echo "== $$file"; $(BIN)/python $$file || exit 1; done

mutants: .venv/.test-ready
	$(BIN)/python benchmarks/mutants.py

clean:
	rm -rf .venv build demo-output *.egg-info .mypy_cache .pytest_cache .ruff_cache

.venv/.made:
	@[ -n "$(PYTHON)" ] || { echo "chorus_sdk needs Python 3.11 or later: set PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.demo-ready: .venv/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[sandbox]"
	@touch $@

.venv/.test-ready: .venv/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@ .venv/.demo-ready
