# make demo   checks the bundled example article and writes an HTML report
# make test   runs the tests; `make check` adds the linters, the types and the layer contract
# Both set themselves up first: Python 3.11 or newer and make are all they need.

PYTHON ?= python3
PY := .venv/bin/python
UV_VERSION := 0.13.9

.PHONY: demo test spark check attribution docs lock clean

demo: .venv/ready
	@.venv/bin/onrecord demo

test: .venv/ready
	@$(PY) -m pytest -q -n 2

# Spark is half a gigabyte and wants Java 17: it is installed only where somebody asks for it.
spark: .venv/spark
	@$(PY) -m pytest -q tests/engines tests/engine

.venv/spark: .venv/ready requirements-spark.lock
	@echo "Adding Spark to .venv, once: this takes a minute or two."
	@UV_SYSTEM_CERTS=1 .venv/bin/uv pip install --quiet --require-hashes -r requirements-spark.lock --python $(PY)
	@touch $@

check: .venv/ready
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	.venv/bin/lint-imports

# Pages that are made from the tables and the code; a test says when they are out of date.
attribution: .venv/ready
	@$(PY) -m onrecord.record.attribution > ATTRIBUTION.md

docs: .venv/ready
	@$(PY) docs/generate.py

# The ways to a working pip differ from machine to machine: some Pythons have no ensurepip, some no pip.
# uv takes a fifth of pip's time; where it cannot reach the packages, pip with its own settings may.
# Bytecode is compiled once here: the first command would otherwise spend half its time on it.
.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c '' 2>/dev/null || { echo "onrecord needs Python 3.11 or newer, and '$(PYTHON)' does not run:" \
		"install it, or name another one, for example: make $(or $(MAKECMDGOALS),demo) PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "onrecord needs Python 3.11 or newer, and" \
		"'$(PYTHON)' is older ($$($(PYTHON) -V 2>&1)): name another one, for example: make $(or $(MAKECMDGOALS),demo) PYTHON=python3.11"; exit 1; }
	@echo "Setting up .venv, once: this takes a minute or less."
	@$(PYTHON) -m venv --without-pip .venv
	@if $(PYTHON) -m pip --python $(PY) --version >/dev/null 2>&1; then pip="$(PYTHON) -m pip --python $(PY)"; \
	elif $(PY) -m ensurepip >/dev/null 2>&1; then pip="$(PY) -m pip"; \
	else echo "'$(PYTHON)' has neither pip nor ensurepip: install one of them (Debian: apt-get install python3-venv)" \
		"or name another Python, for example: make $(or $(MAKECMDGOALS),demo) PYTHON=python3.11"; exit 1; fi; \
	pip="$$pip --disable-pip-version-check --quiet"; \
	export UV_SYSTEM_CERTS=1; \
	{ $$pip install uv==$(UV_VERSION) && \
	  .venv/bin/uv pip sync --quiet --compile-bytecode --require-hashes requirements.lock --python $(PY) && \
	  .venv/bin/uv pip install --quiet --no-deps -e . --python $(PY); } 2>.venv/uv.log || \
	{ echo "uv could not fetch the packages (.venv/uv.log says why); pip tries, which takes a minute longer." && \
	  $$pip install --require-hashes --no-deps -r requirements.lock && \
	  $$pip install --no-deps -e .; }
	@$(PY) -m compileall -q src
	@touch $@

# No registry address may enter the lock: hashes pin the files, whatever mirror serves them.
lock: .venv/ready
	UV_SYSTEM_CERTS=1 .venv/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --quiet -o requirements.lock
	UV_SYSTEM_CERTS=1 .venv/bin/uv pip compile pyproject.toml --group dev --extra spark --universal --python-version 3.11 \
		--constraint requirements.lock --generate-hashes --no-header --quiet -o requirements-spark.lock

clean:
	rm -rf .venv
