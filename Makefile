# Start the program with `make run`, test it with `make test`. Another Python: `make PYTHON=python3.12 run`.

PYTHON ?= python3
FILE ?=
ONLY ?=
IN_VENV := .venv/bin/python

# Without bytecode every process of the tests, and every program that they start, would compile it all anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-all format bench pictures clean
.DEFAULT_GOAL := help

help:
	@echo 'make run        start the program (FILE=experiment.json opens that one)'
	@echo 'make test       lint, check types, run the tests: about five minutes the first time'
	@echo 'make test-all   the same with the long tests and all examples of the property tests'
	@echo 'make format     put the code into its layout'
	@echo 'make bench      measure the speed against PyTorch: ONLY=xor for one row, a few minutes for all'
	@echo 'make pictures   draw the pictures of the README anew'
	@echo 'make clean      remove .venv and everything that was built'
	@echo 'Another Python: make PYTHON=python3.12 run'

run:
	@$(PYTHON) .ci/set_up.py run
	@$(IN_VENV) main.py $(FILE)

test:
	@$(PYTHON) .ci/set_up.py test
	@# The kernels are compiled meanwhile: else every worker of pytest would. Both processes of it share the work.
	$(IN_VENV) -m explorer.kernels.warm_up >/dev/null & \
	$(IN_VENV) -m ruff check && $(IN_VENV) -m ruff format --check && $(IN_VENV) -m mypy && \
	$(IN_VENV) -m explorer.kernels.warm_up >/dev/null && wait
	$(IN_VENV) -m pytest -n 2 --dist worksteal $(TESTS)

test-all: export BACKPROP_EXPLORER_PROPERTIES = full
test-all: TESTS = -m ''
test-all: test

format:
	@$(PYTHON) .ci/set_up.py test
	$(IN_VENV) -m ruff check --fix
	$(IN_VENV) -m ruff format

bench:
	@$(PYTHON) .ci/set_up.py bench
	$(IN_VENV) -m tests.benchmarks $(ONLY:%=--only %)

pictures:
	@$(PYTHON) .ci/set_up.py run
	@mkdir -p resources/pictures
	$(IN_VENV) main.py shot resources/pictures/light.png resources/examples/e-worked-iteration.json --step 23 --theme light
	$(IN_VENV) main.py shot resources/pictures/dark.png resources/examples/d-skip-connections.json --theme dark
	$(IN_VENV) main.py shot resources/pictures/laboratory.png resources/examples/edge-of-stability.json --workspace laboratory --size 1600x1000
	$(IN_VENV) main.py shot resources/pictures/chain-rule.png --workspace chain-rule --size 1600x1000
	$(IN_VENV) main.py bifurcation "x^3 + 3x^2" --start -1.99 --learning-rates 0:0.6:1200 --picture resources/pictures/end-states.png

clean:
	rm -rf .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
