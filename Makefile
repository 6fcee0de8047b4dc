# The two commands: `make run` and `make test`. Both set everything up on a fresh machine.

PYTHON ?= python3.11
BIN := .venv/bin
AXE := 4.14.1
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt

.PHONY: help setup torch run test check lint types torture browser servers contact-sheet wheel demo-catalogue constraints clean

help:
	@echo "make run             set up, load the demo catalogue if there is none, serve on 127.0.0.1:7860"
	@echo "make test            set up, run the tests"
	@echo "make check           lint, types and tests, for daily use"
	@echo "make torture         long tests: feeds, clients, tricks, kills, damage (hours; may be resumed)"
	@echo "make browser         install what the browser tests need (Debian: chromium, flite; npm: axe-core)"
	@echo "make servers         install what the tests of several machines start (Debian: postgresql, redis)"
	@echo "make contact-sheet   picture every state of the page that is served on 127.0.0.1:7860"
	@echo "make demo-catalogue  render what is missing of the demo catalogue (all: half an hour)"
	@echo "make wheel           build the package into dist/"
	@echo "make constraints     pin what is installed now, after changing requirements"
	@echo "make clean           remove the environment and caches, not your catalogue"

setup: .venv/runtime

run: .venv/runtime
	$(BIN)/python app.py

# Two processes at most, each with one thread for its sums: more would only wait for each other.
test: .venv/development
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --maxprocesses 2

check: .venv/development lint types test

lint: .venv/development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/development
	$(BIN)/mypy

torture: .venv/development
	TORTURE=25 $(BIN)/python -m pytest -q tests/retrieval/sources/test_fuzz.py \
	  tests/reliability/test_together.py tests/assistant/test_privacy.py tests/browser/test_hostile.py
	$(BIN)/python -m tests.reliability.clients
	$(BIN)/python -m benchmarks.manipulation --journal manipulation.jsonl
	$(BIN)/python -m tests.reliability.torture

browser:
	@SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends chromium flite
	@mkdir -p .browser && cd .browser && npm pack --silent axe-core@$(AXE) && \
	  tar -xzf axe-core-$(AXE).tgz --strip-components=1 package/axe.min.js && rm axe-core-$(AXE).tgz

servers:
	@SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends postgresql redis-server

contact-sheet:
	$(BIN)/python -m benchmarks.contact_sheet

demo-catalogue: .venv-demo/ready
	.venv-demo/bin/python -m demo.render

constraints: .venv/development
	@(echo "# Every package that was installed when the tests last passed. Made by: make constraints"; \
	  $(BIN)/python -m pip freeze --exclude pip --exclude setuptools --exclude wheel) > constraints.txt

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed; install it, or name it: make PYTHON=/path/to/python3.11"; exit 2; }
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.txt constraints.txt | .venv/bin/python
	@command -v nvidia-smi >/dev/null || $(MAKE) --no-print-directory torch
	@echo "Installing what the assistant runs on (some minutes) …"
	$(PIP) -r requirements.txt
	@touch $@

# On Linux the ordinary torch brings 4 GB of libraries for graphics cards. Where there is no card,
# the same version without them is tried first; the ordinary one is installed if that cannot be had.
torch: | .venv/bin/python
	@if [ "$$(uname -s)" = Linux ] && ! $(BIN)/python -c 'import torch, torchvision' 2>/dev/null; then \
	  echo "Looking for torch without GPU libraries …"; \
	  $(PIP) --no-deps --retries 1 --timeout 10 --index-url $(TORCH_INDEX) \
	    $$(grep -E '^torch(vision)?==' requirements.txt) 2>/dev/null \
	  || echo "Not to be had; the ordinary one comes next (about 5 GB more)."; \
	fi

wheel: .venv/development
	$(BIN)/python -m pip wheel --no-deps --no-build-isolation --quiet --wheel-dir dist .

.venv/development: requirements-dev.txt $(wildcard requirements/*.txt) .venv/runtime
	@echo "Installing what the tests need …"
	$(PIP) -r requirements-dev.txt
	@touch $@

.venv-demo/ready: demo/render/requirements.txt
	$(PYTHON) -m venv .venv-demo
	.venv-demo/bin/python -m pip install --disable-pip-version-check --quiet -r $<
	@touch $@
