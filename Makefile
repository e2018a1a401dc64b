# Every target sets itself up: a virtual environment in .venv, with the locked dependencies.
# On Debian that needs the packages python3-venv, git and make; on macOS Python from python.org and the command line tools.

PYTHON ?= python3
RUN := .venv/bin/python

.PHONY: setup site serve check test audit audit-setup golden pictures lock clean help

setup: .venv/site.done ## the virtual environment with what the program needs

site: .venv/site.done ## build the site into site/
	$(RUN) build.py

serve: .venv/site.done ## preview that follows every edit
	$(RUN) build.py serve

check: .venv/site.done ## say everything that is wrong with the records
	$(RUN) build.py check --warnings

test: .venv/test.done ## lint, types and tests
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	$(RUN) -X dev -m pytest -n auto --dist worksteal --cov --cov-report=
	.venv/bin/coverage report --skip-covered
	.venv/bin/coverage report --include='dealtracker/standing/*,dealtracker/reading/*,dealtracker/rules/*' --format=total --fail-under=100

audit: audit-setup ## is anything known against what is locked? (asks others)
	.ci/audit

audit-setup: .venv/audit.done

golden: .venv/test.done ## write the golden pages anew, for a look at what changed in them
	$(RUN) -m pytest tests/pages --write-golden

pictures: .venv/test.done site ## photograph the site for the README (needs Chromium)
	$(RUN) tests/pictures.py

# The first lines of each file repeat the command; by them Dependabot resolves it in the same way.
lock: ## resolve the dependencies anew (needs uv)
	for name in requirements requirements-dev requirements-fuzz requirements-audit; do \
	  uv pip compile -q --universal --no-strip-extras --python-version=3.11 --generate-hashes $$name.in -o $$name.txt || exit 1; \
	done

clean: ## remove everything that was made
	rm -rf build site .site.* .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

.venv/python.done:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; this is `$(PYTHON) --version`. Another one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' || { echo "The module venv is missing; on Debian: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/site.done: .venv/python.done requirements.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/test.done: .venv/site.done requirements-dev.txt tests/tools/package-lock.json
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@if command -v npm >/dev/null; then npm ci --prefix tests/tools --silent --no-audit --no-fund --ignore-scripts; fi
	@touch $@

.venv/audit.done: .venv/python.done requirements-audit.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.txt
	@touch $@
