# Needs only python3 (3.11 or later) and make; everything is installed into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Three times as many test processes as cores: tests of the interface and of other processes mostly wait.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(3 * (os.cpu_count() or 1))')
# Number of articles that benchmarks generate; 0: Reuters-21578.
SIZE ?= 0
# Engine that benchmarks measure: whoosh, tantivy or opensearch, which is measured on a cluster on this machine alone.
ENGINE ?=
# Server of the test cluster: opensearch or elasticsearch.
PRODUCT ?= opensearch
CLUSTER_TESTS ?= tests/cluster tests/engines

# The program is started hundreds of times by its tests: compiling its modules at each start costs a third of each.
export PYTHONDONTWRITEBYTECODE =

.PHONY: run test test-cluster cluster cluster-stop bench-cluster lint bench differential brute-force torture versions gold snapshots pictures keys defaults man constraints clean

run: $(VENV)/installed          ## open the interface on the sample corpus
	$(BIN)/newsexplore $(ARGS)

test: $(VENV)/installed-dev     ## run the tests
	$(BIN)/pytest -q -n $(WORKERS) --dist worksteal $(ARGS)

lint: $(VENV)/installed-dev     ## style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	mkdir -p build/types && ln -sfn ../.. build/types/newsexplore
	$(BIN)/basedpyright
	$(BIN)/lint-imports

# The tests of every engine on a cluster of three nodes, and what only a cluster can show; skipped without Java or Maven.
test-cluster: $(VENV)/installed-dev  ## run the tests on a cluster (PRODUCT=elasticsearch for the other server)
	NEWSEXPLORE_TEST_CLUSTER=1 PRODUCT=$(PRODUCT) $(BIN)/pytest -q $(CLUSTER_TESTS) -k "cluster or opensearch" $(ARGS)

cluster: $(VENV)/installed-dev   ## start a cluster of three nodes on this machine, for trials
	PRODUCT=$(PRODUCT) $(BIN)/python tests/cluster/server.py start

cluster-stop:                   ## stop it
	$(BIN)/python tests/cluster/server.py stop

# On the cluster that NEWSEXPLORE_OPENSEARCH_HOSTS names, or `make cluster` starts; SIZE articles from FOLDER, see the file.
bench-cluster: $(VENV)/installed-dev  ## benchmark the engine on a cluster (FOLDER=an index folder of tantivy)
	$(BIN)/python bench/cluster.py $(FOLDER) tantivy $(SIZE)

bench: $(VENV)/installed-dev    ## run benchmarks (SIZE=100000 for more articles; ENGINE=opensearch; ARGS="--only typing" for a part)
	$(BIN)/python bench --size $(SIZE) $(if $(ENGINE),--engine $(ENGINE)) $(ARGS)

differential: $(VENV)/installed-dev  ## compare engines with each other and brute force (ARGS="--queries 5000")
	$(BIN)/python bench/differential.py $(ARGS)

brute-force: $(VENV)/installed-dev  ## compare every number shown of Reuters-21578 with counting by hand
	$(BIN)/python bench/brute_force.py $(ARGS)

torture: $(VENV)/installed-dev  ## try to break it for some minutes (ARGS="--seconds 120 --only whoosh"; --help tells more)
	-$(BIN)/python -c 'import atheris' 2>/dev/null || $(BIN)/python -m pip install -q 'atheris>=3.0'
	$(BIN)/python -m tests.torture $(ARGS)

versions: $(VENV)/installed-dev ## build the wheel and use it on every supported Python that is installed
	$(BIN)/python bench/versions.py $(ARGS)

gold: $(VENV)/installed-dev     ## score extraction on hand-annotated texts
	$(BIN)/python bench/gold.py
	$(BIN)/python bench/judged.py
	$(BIN)/python bench/top_names.py
	$(BIN)/python bench/pages.py

snapshots: $(VENV)/installed-dev  ## accept the current screens; review the SVGs before committing
	$(BIN)/pytest -q tests/tui --snapshot-update

pictures: $(VENV)/installed-dev   ## retake the README's screenshots
	$(BIN)/python docs/take_pictures.py

keys: $(VENV)/installed-dev       ## write the table of keys in docs/keys.md
	$(BIN)/python docs/write_keys.py

defaults: $(VENV)/installed-dev   ## convert config.yaml to the JSON that is read at every start
	$(BIN)/python docs/write_defaults.py

man: $(VENV)/installed-dev        ## write the man page
	$(BIN)/python docs/write_man.py

constraints:                    ## pin the newest versions that pyproject.toml allows
	rm -rf build/pins && $(PYTHON) -m venv build/pins
	build/pins/bin/python -m pip install -q --upgrade pip
	build/pins/bin/python -m pip install -q ".[dev]"
	{ echo "# The exact versions that make and CI install; \`make constraints\` writes this file."; \
	  build/pins/bin/python -m pip freeze --all --exclude newsexplore --exclude pip --exclude wheel; } > constraints.txt

clean:
	rm -rf $(VENV) build *.egg-info $(foreach end,so pyd,index/*/*.$(end) index/*/*/*.$(end))

# $(call step,what is done,command): say it, and every four seconds that it still runs.
define step
	@echo "$(1) ..."; \
	( seconds=0; while sleep 4; do seconds=$$((seconds + 4)); echo "  still at it, $$seconds s: $(1)"; done ) & \
	beat=$$!; trap 'kill $$beat 2>/dev/null' EXIT; \
	$(2)
endef

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("newsexplore needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	$(call step,Making $(VENV),$(PYTHON) -m venv $(VENV))

# What is compiled, where there is a C compiler; without one extraction runs as plain Python, at half the speed.
COMPILED := $(wildcard index/*/*.pxd index/*/*/*.pxd)
BUILT := pyproject.toml constraints.txt setup.py $(COMPILED) $(COMPILED:.pxd=.py)
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt
BUILDERS := "cython>=3.1,<4" "setuptools>=77"
# The packages arrive while the compiler works.
define install
	$(call step,Fetching the compiler of extraction,$(PIP) $(BUILDERS))
	$(call step,Installing newsexplore$(1) and what it needs; compiling the inner loops of extraction,\
	$(BIN)/python setup.py -q build_ext --inplace & compiling=$$!; \
	NEWSEXPLORE_COMPILE=0 $(PIP) --no-build-isolation -e ".$(1)" && wait $$compiling)
endef

$(VENV)/installed: $(BIN)/python $(BUILT)
	$(call install,)
	@touch $@

$(VENV)/installed-dev: $(BIN)/python $(BUILT)
	$(call install,[dev])
	@touch $@ $(VENV)/installed
