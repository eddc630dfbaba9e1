# make run: the newsroom on http://127.0.0.1:8000        make test: the whole suite
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
HOST ?= 127.0.0.1
WORKERS ?= 2
BIN = $(VENV)/bin
export SITE_URL ?= http://$(HOST):$(PORT)

.PHONY: run test lint screenshots messages clean

run: $(VENV)/run-ready
	@echo "3/6 Bringing the database up to date …"
	@$(BIN)/python manage.py migrate --verbosity 0
	@echo "4/6 Loading sample wire copy and a first front page …"
	@$(BIN)/python manage.py load_demo
	@echo "5/6 Collecting static files …"
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@echo "6/6 Serving. Open http://$(HOST):$(PORT)/ to read, http://$(HOST):$(PORT)/admin/ to edit. Ctrl-C stops it."
	@trap 'stopped=1; kill $$server $$worker 2>/dev/null' INT TERM; \
	$(BIN)/granian --interface wsgi --host $(HOST) --port $(PORT) --workers $(WORKERS) \
		--blocking-threads 1 --log-level warning newsroom.wsgi:application & server=$$!; \
	$(BIN)/python manage.py wire & worker=$$!; \
	wait $$server; status=$$?; kill $$worker 2>/dev/null; wait; [ "$$stopped" ] || exit $$status

$(BIN)/python:
	@echo "1/6 Making a virtual environment in $(VENV) …"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is %d.%d" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run-ready: requirements.txt | $(BIN)/python
	@echo "2/6 Installing what it needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test-ready: requirements.txt tests/requirements-dev.txt | $(BIN)/python
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements-dev.txt
	@touch $@

test: $(VENV)/test-ready
	@BIN="$(BIN)" sh tests/run.sh

lint: $(VENV)/test-ready
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

screenshots: $(VENV)/test-ready
	@$(BIN)/python -m tests.browser.screenshots docs/screenshots

# Gathers every marked word into articles/locale and compiles what is translated; needs GNU gettext.
messages: $(VENV)/test-ready
	@$(BIN)/python manage.py makemessages --locale fr --locale ar --no-location --no-wrap --no-obsolete \
		--ignore tests --ignore docs --ignore var --ignore "$(VENV)" --ignore "styleguide*"
	@$(BIN)/python manage.py compilemessages --locale fr --locale ar --ignore "$(VENV)" --ignore var

clean:
	rm -rf $(VENV)
