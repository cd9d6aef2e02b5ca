# Loss Landscape Explorer. `make` alone says what there is.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY     := $(BIN)/python
RUN    := $(VENV)/.installed-run
TEST   := $(VENV)/.installed-test
REPORT := build/tests.xml

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check words bench clean system-run system-test

help: ## Say what each target does.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' Makefile

run: system-run $(RUN) ## Install what is missing and open the window; without a display, write a picture of it.
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    echo "There is no display here: this is a picture of the window."; \
	    $(PY) main.py export landscape.png && echo "$(CURDIR)/landscape.png"; \
	else \
	    $(PY) main.py; \
	fi

# pytest-xvfb brings an X display of its own: nothing may lead Qt to another platform
# (`offscreen` crashes under it). A fixed scale and number of drawing threads make
# pictures and times comparable between machines. Two processes, each with a display of
# its own, share the tests; whichever is done first takes over some of the other's.
test: system-test check ## Run every check and every test; a skipped test is a failure.
	env -u QT_QPA_PLATFORM -u WAYLAND_DISPLAY -u XDG_SESSION_TYPE \
	    QT_SCALE_FACTOR=1 LP_NUM_THREADS=2 \
	    $(PY) -m pytest --numprocesses=2 --dist=worksteal --junitxml=$(REPORT)
	@grep -q ' skipped="0"' $(REPORT) || \
	    { echo "make test: a test was skipped or expected to fail, and that is a failure here."; exit 1; }

check: $(TEST) ## Check style, formatting, types and layers.
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(BIN)/lint-imports

words: $(TEST) ## Bring the translations up to date with the texts in the code.
	$(PY) .ci/words.py

bench: system-run $(RUN) ## Measure the program on this machine.
	@$(PY) main.py bench

clean: ## Remove everything that make has made, .venv too.
	rm -rf $(VENV) build dist *.egg-info .*_cache .hypothesis landscape.png
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- Installing ---------------------------------------------------------------

system-run system-test: system-%:
	@sh .ci/system-packages $*

# A .venv that cannot import its own pip (half made, or its Python is gone) is not
# installed, whatever its stamps say.
ifneq ($(shell test -x $(PY) && $(PY) -c 'import pip; print("sound")' 2>&1),sound)
$(shell rm -f $(RUN) $(TEST))
endif

# The stamps go before pip starts and come back when it is done: without one, a
# broken-off install may be hiding in .venv, so .venv is made anew.
define install
@[ -e $(RUN) ] || { sh .ci/system-packages venv $(PYTHON) && $(PYTHON) -m venv --clear $(VENV); }
@rm -f $(RUN) $(TEST)
$(PY) -m pip --disable-pip-version-check install --editable
endef

$(RUN): pyproject.toml
	$(install) .
	@touch $(RUN)

$(TEST): pyproject.toml
	$(install) '.[test]'
	@touch $(RUN) $(TEST)
