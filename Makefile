# make demo   checks the bundled example article and writes an HTML report
# make test   runs the tests; `make check` adds the linters, the types and the layer contract
# Both set themselves up first: Python 3.11 or newer and make are all they need.

PYTHON ?= python3
PY := .venv/bin/python

.PHONY: demo test check lock clean

demo: .venv/ready
	@.venv/bin/onrecord demo

test: .venv/ready
	@$(PY) -m pytest -q -n 2

check: .venv/ready
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	.venv/bin/lint-imports

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv --without-pip .venv
	$(PYTHON) -m pip --python $(PY) install --quiet --disable-pip-version-check uv==0.13.9
	.venv/bin/uv pip sync --quiet --require-hashes requirements.lock --python $(PY)
	.venv/bin/uv pip install --quiet --no-deps -e . --python $(PY)
	@touch $@

# No registry address may enter the lock: hashes pin the files, whatever mirror serves them.
lock: .venv/ready
	.venv/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --quiet -o requirements.lock

clean:
	rm -rf .venv
