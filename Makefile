# Code of Conquest: the commands of the house. `make` lists them.

# The first Python from 3.11 up, unless you name one: make play PYTHON=python3.12
ifndef PYTHON
PYTHON := $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && exit; done; echo python3)
endif

.DEFAULT_GOAL := help
.PHONY: help play demo test test-appwrite check chaos bench docs setup format locks system-deps clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

play: python ## play on this machine; LAN=1 for friends in your network
	@$(PYTHON) scripts/play.py

demo: setup ## a bot plays the main line and prints the story: the smoke test of the whole
	@$(PYTHON) scripts/demo.py

test: system-deps setup-tests ## every test: rules, API, web, and the whole in a real browser
	@$(PYTHON) scripts/run_tests.py

test-appwrite: setup-tests ## what every backend has to keep, on Appwrite: api/docs/APPWRITE_SETUP.md names a real server
	@cd api && .venv/bin/python -m pytest tests/contract tests/integration tests/http -k appwrite

check: setup-tests ## everything that can be checked without running the game
	@$(PYTHON) scripts/check.py

chaos: setup-tests ## ten players while processes are killed, ROUNDS=500 on both backends; SEED=… plays it again
	@cd tests && PYTHONPATH=../scripts .venv/bin/python -m system.chaos --rounds $(or $(ROUNDS),500) \
		$(if $(SEED),--seed $(SEED)) $(if $(BACKEND),--backend $(BACKEND)) $(if $(MINUTES),--minutes $(MINUTES))

bench: setup-tests ## measure, and write docs/BENCHMARKS.md
	@$(PYTHON) bench/run.py

setup: python ## make the environments that playing needs
	@$(PYTHON) scripts/setup.py play

.PHONY: setup-tests python
setup-tests: python
	@$(PYTHON) scripts/setup.py tests

docs: setup-tests ## write the documents that come out of the code
	@cd api && .venv/bin/python -m scripts.docs

format: setup-tests ## rewrite the code in the house's format
	@$(PYTHON) scripts/check.py --fix

locks: setup-tests ## compile the lock files after a change of dependencies; UPGRADE=1 for newer versions
	@$(PYTHON) scripts/locks.py $(if $(UPGRADE),--upgrade)

system-deps: python ## install the system packages that the browser tests need (one apt line)
	@$(PYTHON) scripts/system_deps.py

clean: ## remove environments and caches; your game in data/ stays
	@rm -rf .tools api/.venv public_web/.venv tests/.venv public_web/node_modules public_web/static/vendor bench/out
	@find . -path ./data -prune -o -type d \( -name __pycache__ -o -name '.*_cache' -o -name .hypothesis \) \
		-prune -exec rm -rf {} +

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Python 3.11 or newer is needed and was not found: \
	install it (Debian, Ubuntu: sudo apt-get install python3 python3-venv) and run the same command again." >&2; exit 1; }
