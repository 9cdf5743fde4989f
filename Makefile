# The two commands of the README, and what a contributor needs beside them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help demo test test-engines lock translations pictures readme catalogue compendium counts quality corpus notebooks tables ontology ontology-quality commands api clean

PYTHON ?= python3
VENV   ?= .venv
STORE  := build/store

RUN     := $(VENV)/bin
PIP     := $(RUN)/python -m pip -qq --disable-pip-version-check --no-input
INSTALL := $(PIP) install --no-compile
RECUEIL := RECUEIL_STORE="$(CURDIR)/$(STORE)" $(RUN)/recueil-kg
STEP    := @printf '\n== %s\n'
SPOKEN  := $(firstword $(LANGUAGE) $(LC_ALL) $(LC_MESSAGES) $(LANG))
say      = $(if $(filter fr%,$(SPOKEN)),$(2),$(1))

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 20

# -- environments: one folder; the development lock holds everything of the runtime lock ------------------------

$(RUN)/python:
	@printf '== %s %s\n' "$(call say,Making an environment in,Création d’un environnement dans)" '$(VENV)'
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: $(PYTHON) $(call say,is older than Python 3.11; say,est plus ancien que Python 3.11; dites) make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "make: $(PYTHON) $(call say,cannot make environments; on Debian:,ne peut pas créer d’environnement; sous Debian :) apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.runtime: $(RUN)/python locks/build.txt locks/runtime.txt pyproject.toml
	@printf '== %s\n' "$(call say,Installing what the project needs (each file is checked by its hash),Installation du nécessaire (chaque fichier est vérifié par son empreinte))"
	@$(INSTALL) --require-hashes -r locks/build.txt -r locks/runtime.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime locks/dev.txt
	@printf '== %s\n' "$(call say,Installing what its checks need,Installation de ce que demandent ses vérifications)"
	@$(INSTALL) --require-hashes -r locks/dev.txt
	@touch $@

CKAN := build/ckan-venv
$(CKAN)/.installed: locks/ckan.txt
	@printf '== Making an environment for the real code of portals, apart from ours: it is AGPL\n'
	@$(PYTHON) -m venv --clear $(CKAN)
	@$(CKAN)/bin/python -m pip -qq --disable-pip-version-check --no-input install --no-compile --require-hashes -r $<
	@touch $@

CHECKERS := build/checkers-venv
$(CHECKERS)/.installed: locks/checkers.txt
	@printf '== Making an environment for the checkers of the ontology, apart from ours: they want other versions\n'
	@$(PYTHON) -m venv --clear $(CHECKERS)
	@$(CHECKERS)/bin/python -m pip -qq --disable-pip-version-check --no-input install --no-compile --require-hashes -r $<
	@touch $@

# -- the two commands --------------------------------------------------------------------------------------------

demo: $(VENV)/.runtime ## build the graph from the shipped data and ask it three questions (under 5 minutes)
	$(STEP) "$(call say,Reading the shipped sheets,Lecture des fiches fournies)"
	@mkdir -p build; for sheet in data/sheets/*.txt; do $(RECUEIL) extract --json $$sheet; done > build/sheets.jsonl
	$(STEP) "$(call say,Building and validating the graph,Construction et validation du graphe)"
	@$(RECUEIL) build
	$(STEP) "$(call say,Who answers for the Minamata Convention in Canada?,Qui répond de la Convention de Minamata au Canada?)"
	@$(RECUEIL) query responsibilities-of -p instrument=minamata-convention
	$(STEP) "$(call say,What happened to it and in which printed words?,Que lui est-il arrivé et en quels mots imprimés?)"
	@$(RECUEIL) query evidence -p instrument=minamata-convention
	$(STEP) "$(call say,In which instruments does Mexico take part?,À quels instruments le Mexique participe-t-il?)"
	@$(RECUEIL) query with-state -p state=mex
	$(STEP) "$(call say,To go on,Pour continuer)"
	@printf '%s\n' \
	  'source $(VENV)/bin/activate; export RECUEIL_STORE=$$PWD/$(STORE)' \
	  'recueil-kg query --list      $(call say,every question and what it takes,toutes les questions et ce qu’elles prennent)' \
	  'recueil-kg extract data/sheets/cbd.2022-02.fr.txt      $(call say,a sheet as a record,une fiche en enregistrement)' \
	  "pip install -e '.[notebooks]'; jupyter lab notebooks      $(call say,the notebooks,les carnets)" \
	  '' \
	  'make demo: $(call say,done; the graph is in,terminé; le graphe est dans) $(STORE)'

test: $(VENV)/.dev ## every check that needs nothing but the package registry (under 15 minutes)
	$(STEP) 'Format (ruff format --check)'
	@$(RUN)/ruff format --quiet --check . || { echo 'make test: FAILED: run .venv/bin/ruff format' >&2; exit 1; }
	$(STEP) 'Lint (ruff check)'
	@$(RUN)/ruff check --quiet . || { echo 'make test: FAILED in ruff check' >&2; exit 1; }
	$(STEP) 'Types (mypy --strict)'
	@$(RUN)/mypy || { echo 'make test: FAILED in mypy' >&2; exit 1; }
	$(STEP) 'Tests (pytest)'
	@mkdir -p build; $(RUN)/pytest -n 2 --dist loadgroup -m 'not engines' | tee build/test.log \
	  || { echo 'make test: FAILED in pytest' >&2; exit 1; }
	@grep -qE '^[0-9]+ passed' build/test.log || { echo 'make test: FAILED: pytest did not finish' >&2; exit 1; }
	@printf '\nmake test: passed (%s)\n' "$$(tail -n 1 build/test.log)"

test-engines: $(VENV)/.dev $(CKAN)/.installed $(CHECKERS)/.installed ## the checks on real engines: Virtuoso, OWL on Java, CKAN, Chromium
	@mkdir -p build; missing=''; \
	command -v java       > /dev/null || missing="$$missing default-jre-headless"; \
	command -v virtuoso-t > /dev/null || missing="$$missing virtuoso-opensource"; \
	command -v chromium   > /dev/null || missing="$$missing chromium"; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then \
	    echo "make test-engines: missing:$$missing (Debian's package names); install them and say it again" >&2; exit 1; \
	  fi; \
	  printf '\n== Installing%s from Debian\n' "$$missing"; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  { apt-get update -qq && apt-get install -qq -y --no-install-recommends $$missing; } < /dev/null > build/apt.log 2>&1 \
	    || { tail -n 5 build/apt.log >&2; echo "make test-engines: FAILED to install$$missing" >&2; exit 1; }; \
	fi
	$(STEP) 'Tests on real engines (pytest -m engines)'
	@$(RUN)/pytest -m engines | tee build/test-engines.log \
	  || { echo 'make test-engines: FAILED in pytest' >&2; exit 1; }
	@grep -qE '^[0-9]+ passed' build/test-engines.log \
	  || { echo 'make test-engines: FAILED: pytest did not finish' >&2; exit 1; }
	@printf '\nmake test-engines: passed (%s)\n' "$$(tail -n 1 build/test-engines.log)"

# -- for contributors ----------------------------------------------------------------------------------------------

COMPILE := $(RUN)/python -m uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	--python-version 3.11 --custom-compile-command 'make lock'
lock: $(VENV)/.dev ## choose versions anew for locks/ (hashes, and no address of any registry)
	@$(INSTALL) uv
	@$(COMPILE) --upgrade --extra all pyproject.toml -o locks/runtime.txt
	@$(COMPILE) --upgrade --extra dev -c locks/runtime.txt pyproject.toml -o locks/dev.txt
	@mkdir -p build; printf "psycopg2 ; python_version < '3'\n" > build/without-database.txt
	@printf 'ckan[requirements]\nckanext-dcat\nckanext-harvest\nckanext-scheming\n' \
	  | $(COMPILE) --upgrade --override build/without-database.txt - -o locks/ckan.txt
	@printf 'askwol\njpype1\nsemanticlint\n' | $(COMPILE) --upgrade - -o locks/checkers.txt
	@printf 'hatchling\neditables\n' | $(COMPILE) --upgrade -c locks/dev.txt - -o locks/build.txt
	@! grep -nE '://|--index|--find-links' locks/*.txt
	@echo 'make lock: done; now make test'

translations: $(VENV)/.dev ## compile the French messages after an edit of the .po file
	@$(RUN)/pybabel -q compile --domain recueil_kg --directory src/recueil_kg/locale
	@echo 'make translations: done'

pictures: $(VENV)/.dev ## draw the pictures of docs/images from the built graph
	@$(RECUEIL) build > /dev/null
	@RECUEIL_STORE="$(CURDIR)/$(STORE)" $(RUN)/python docs/make_pictures.py
	@echo 'make pictures: done; look at docs/images'

readme: $(VENV)/.dev ## follow every page, and write anew what its commands print where it has changed
	@REWRITE=1 $(RUN)/pytest -q -n 2 tests/docs/test_pages_are_run.py
	@echo 'make readme: done; shorten with … what is long'

catalogue: $(VENV)/.dev ## write docs/queries.md and docs/queries.fr.md from the queries' headers
	@$(RUN)/python docs/catalogue_pages.py
	@echo 'make catalogue: done'

compendium: $(VENV)/.dev ## write docs/compendium.md and .fr.md from the built graph: what of the compendium is covered
	@$(RECUEIL) build > /dev/null
	@RECUEIL_STORE="$(CURDIR)/$(STORE)" $(RUN)/python docs/compendium_pages.py
	@echo 'make compendium: done'

counts: $(VENV)/.dev ## write anew the counts of data/README.md, from a build
	@$(RUN)/python docs/data_counts.py
	@echo 'make counts: done'

quality: $(VENV)/.dev ## write docs/quality.md and docs/quality.fr.md from the built graph: what the sources get wrong
	@$(RECUEIL) build > /dev/null
	@RECUEIL_STORE="$(CURDIR)/$(STORE)" $(RUN)/python docs/quality_pages.py
	@echo 'make quality: done'

notebooks: $(VENV)/.dev ## run the notebooks on the built graph and save what they print
	@$(RECUEIL) build > /dev/null
	@RECUEIL_STORE="$(CURDIR)/$(STORE)" $(RUN)/python docs/run_notebooks.py
	@echo 'make notebooks: done; read them again'

tables: $(VENV)/.dev ## write docs/tables.md and docs/tables.fr.md from data/tables.yaml
	@$(RUN)/python docs/tables_pages.py
	@echo 'make tables: done'

ontology: $(VENV)/.dev ## write docs/ontology.html and .fr.html from ontology/, queries/ and the built graph
	@$(RECUEIL) build > /dev/null
	@RECUEIL_STORE="$(CURDIR)/$(STORE)" $(RUN)/python docs/ontology_pages.py
	@echo 'make ontology: done; open docs/ontology.html'

ontology-quality: $(VENV)/.dev $(CHECKERS)/.installed ## run the checkers of the ontology (they need Java), write docs/ontology-quality.md and .fr.md
	@$(RUN)/python docs/ontology_quality_pages.py || { echo 'make ontology-quality: findings are open' >&2; exit 1; }
	@echo 'make ontology-quality: done'

commands: $(VENV)/.dev ## write docs/commands.md and docs/commands.fr.md from the parsers of the command line
	@$(RUN)/python docs/commands_pages.py
	@echo 'make commands: done'

api: $(VENV)/.dev ## write docs/api.md and docs/api.fr.md from the signatures and docstrings of the Python API
	@$(RUN)/python docs/api_pages.py
	@echo 'make api: done'

corpus: $(VENV)/.dev ## print the generated sheets of data/corpus anew
	@PYTHONPATH=tests $(RUN)/python tests/corpus/printers.py

clean: ## remove what these targets made
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests docs benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
