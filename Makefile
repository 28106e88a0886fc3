# Every task of the project. `make help` lists them; README.md explains the first two.
# A POSIX shell, GNU Make 3.81 or later and Python 3.11 to 3.13 are all that has to be there beforehand.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
JOBS ?= 2
PYTEST_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
DATA_DIR ?= var
export DATA_DIR
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
SECRET := $(DATA_DIR)/secret_key

# A secret that the environment gives wins over the generated one; plain HTTP, because the server listens on this machine only.
LOCAL := DEBUG=off HTTPS=off $(if $(SECRET_KEY)$(SECRET_KEY_FILE),,SECRET_KEY_FILE=$(SECRET))
# What a deployment sets, for the checks that look at the settings.
DEPLOYED := env -u SECRET_KEY_FILE DEBUG=off HTTPS=on ALLOWED_HOSTS=readouts.example SECRET_KEY=check-only-4f1d9b7c2e8a6053-not-used-by-any-server-71c3ab

.DEFAULT_GOAL := help

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The worker beside the server: begun again after a crash, and ended with the server, which takes over the number of this shell.
WORKER := until $(BIN)/python manage.py work --end-with $$$$; do sleep 1; done

# --- Running -----------------------------------------------------------------------------------------------------------------

.PHONY: run
run: free setup ## Install, migrate, load the demo, create an admin, start the server and its worker on http://127.0.0.1:8000/
	@$(LOCAL) $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@printf '\n  Readout Comparator is at http://%s:%s/  (stop it with Ctrl+C)\n\n' "$(HOST)" "$(PORT)"
	@$(LOCAL) sh -c '$(WORKER) & exec $(BIN)/gunicorn comparator.wsgi --bind "$(HOST):$(PORT)" --workers 2 --threads 4 --timeout 60 --log-level warning'

.PHONY: dev
dev: free setup ## The same with Django's development server: debug pages, reload on change
	@printf '\n  Readout Comparator is at http://%s:%s/  (stop it with Ctrl+C)\n\n' "$(HOST)" "$(PORT)"
	@$(LOCAL) DEBUG=on sh -c '$(WORKER) & exec $(BIN)/python manage.py runserver "$(HOST):$(PORT)"'

.PHONY: free
free: $(INSTALLED)
	@$(BIN)/python -c 'import socket, sys; sys.exit(socket.socket().connect_ex(("$(HOST)", $(PORT))) == 0)' || { \
	  echo "Something else answers on $(HOST):$(PORT). Stop it, or choose another port: make run PORT=8001" >&2; exit 1; }

.PHONY: setup
setup: $(INSTALLED) $(SECRET)
	@$(LOCAL) $(BIN)/python manage.py migrate --noinput --verbosity 0
	@$(LOCAL) $(BIN)/python manage.py load_demo
	@$(LOCAL) $(BIN)/python manage.py ensure_admin

# --- Testing -----------------------------------------------------------------------------------------------------------------

.PHONY: test
test: $(INSTALLED_DEV) browser ## Run every test; installs Chromium if no browser is found (BROWSER_TESTS=off leaves its tests out)
	PYTHONDEVMODE=1 $(BIN)/python -m pytest -n $(JOBS) --dist loadgroup $(PYTEST_ARGS)

.PHONY: test-postgres
test-postgres: $(INSTALLED_DEV) ## Run the tests that touch a database on the PostgreSQL of DATABASE_URL
	@case "$(DATABASE_URL)" in postgres*) ;; *) echo "Set DATABASE_URL to a PostgreSQL server, for example postgres://user@127.0.0.1:5432/postgres." >&2; exit 1;; esac
	PYTHONDEVMODE=1 $(BIN)/python -m pytest -n $(JOBS) --dist loadgroup --no-browser -m django_db $(PYTEST_ARGS)

.PHONY: browser
browser: $(INSTALLED_DEV)
	@$(BIN)/python -m tests.browser.chromium

.PHONY: coverage
coverage: $(INSTALLED_DEV) ## Run the tests without a browser and print which lines they miss
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup --no-browser --cov=comparator --cov-branch --cov-report=term-missing:skip-covered $(PYTEST_ARGS)

.PHONY: quality
quality: $(INSTALLED_DEV) ## Print the engine's figures on annotated documents (QUALITY_DATA=folder adds other sets)
	@$(BIN)/python -m tests.quality.report

.PHONY: bench
bench: $(INSTALLED_DEV) ## Measure the speed of the engine and the pages
	@$(BIN)/python -m tests.bench

.PHONY: faults
faults: $(INSTALLED_DEV) ## Kill workers, servers and brokers at work, fill the disk, and print what became of the documents
	@$(BIN)/python -m tests.faults

.PHONY: screenshots
screenshots: $(INSTALLED_DEV) browser ## Make the pictures of the README from the real pages
	@$(BIN)/python -m tests.browser.screenshots

LANGUAGES := hi ru
.PHONY: messages
messages: $(INSTALLED_DEV) ## Gather the interface's texts into comparator/locale/, say what is not translated, compile (needs GNU gettext)
	$(DEPLOYED) $(BIN)/python manage.py makemessages $(LANGUAGES:%=--locale=%) \
	  --extension=html,txt,py,svg,xml --no-location --no-obsolete --no-wrap --ignore='$(VENV)' --ignore=tests --ignore=engine
	$(DEPLOYED) $(BIN)/python manage.py compilemessages $(LANGUAGES:%=--locale=%) --ignore='$(VENV)' --verbosity 0
	@$(BIN)/python -m tests.catalogues

# --- Checking ----------------------------------------------------------------------------------------------------------------

.PHONY: check
check: check-format check-lint check-types check-imports check-templates check-migrations check-deploy ## Run every check that is no test

.PHONY: check-format check-lint check-types check-imports check-templates check-migrations check-deploy
check-format: $(INSTALLED_DEV)
	$(BIN)/ruff format --check .

check-lint: $(INSTALLED_DEV)
	$(BIN)/ruff check .

check-types: $(INSTALLED_DEV)
	$(BIN)/mypy

check-imports: $(INSTALLED_DEV)
	$(BIN)/lint-imports

check-templates: $(INSTALLED_DEV)
	$(BIN)/djlint --lint --profile=django --quiet templates

check-migrations: $(INSTALLED_DEV)
	$(DEPLOYED) $(BIN)/python manage.py makemigrations --check --dry-run

check-deploy: $(INSTALLED_DEV)
	$(DEPLOYED) $(BIN)/python manage.py check --deploy --fail-level WARNING

.PHONY: format
format: $(INSTALLED_DEV) ## Format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# --- Setting up --------------------------------------------------------------------------------------------------------------

.PHONY: requirements
requirements: $(INSTALLED_DEV) ## Pin the newest versions that pyproject.toml allows (UV="path" to use another uv)
	@{ echo '# Exact pins of everything the program runs on, written by `make requirements` from pyproject.toml.'; \
	   $(UV) $(PIN) pyproject.toml; } > requirements.txt.new && mv requirements.txt.new requirements.txt
	@{ echo '-r requirements.txt'; \
	   echo '# Exact pins of what checks, tests and training programs need on top, written by `make requirements` from pyproject.toml.'; \
	   $(UV) $(PIN) --extra dev --constraint requirements.txt pyproject.toml | grep -vxFf requirements.txt; \
	 } > requirements-dev.txt.new && mv requirements-dev.txt.new requirements-dev.txt
UV ?= $(BIN)/uv
PIN := pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --upgrade

# The stamps make a second run quick: nothing is installed while the requirements stay as they are.
$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
	  echo "Python 3.11, 3.12 or 3.13 is needed; \"$(PYTHON)\" is $$($(PYTHON) --version 2>&1 || true). Name another: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "\"$(PYTHON)\" cannot make virtual environments. On Debian and Ubuntu install the package python3-venv, then try again." >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(INSTALLED): requirements.txt $(VENV)/.created
	@echo "Installing the requirements (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(INSTALLED_DEV): requirements-dev.txt $(INSTALLED)
	@echo "Installing the development requirements (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(SECRET): | $(INSTALLED)
	@mkdir -p $(@D)
	@umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))' > $@

.PHONY: clean
clean: ## Remove the virtual environment, caches and collected files; the database in var/ stays
	rm -rf $(VENV) staticfiles test-artifacts .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find comparator tests -name __pycache__ -type d -prune -exec rm -rf {} +
