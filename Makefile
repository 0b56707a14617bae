# Every target sets itself up: a fresh checkout needs Debian 12, Swift 6.3, Python 3 and make.
#
#   make demo      build, then plan a sample company from import to rebalance
#   make test      all tests (debug, in parallel)
#   make build     kam and kam-bench, release, in .build/release
#   make bench     benchmarks against peers; ARGS="--json" and the like are passed on
#   make format    rewrite the sources in the house style
#   make install   a working tree under PREFIX (/usr/local); DESTDIR is honoured
#   make clean     remove what was built (.build, .venv); the fetched .deps stay

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := build

root := $(CURDIR)
export PKG_CONFIG_PATH := $(root)/.deps/highs/lib/pkgconfig$(if $(PKG_CONFIG_PATH),:$(PKG_CONFIG_PATH))

# HiGHS is found from .build/<triple>/<configuration>/ in the checkout and from bin/ in an installed tree. Both are
# relative, so either may be moved.
rpaths := $$ORIGIN/../lib/kam $$ORIGIN/../../../.deps/highs/lib
flags := --explicit-target-dependency-import-check error \
	$(foreach path,$(rpaths),-Xlinker -rpath -Xlinker '$(path)')
release := $(flags) --configuration release --static-swift-stdlib

PREFIX ?= /usr/local
DESTDIR ?=
target := $(DESTDIR)$(PREFIX)

.PHONY: demo test build bench format install clean bootstrap

bootstrap:
	@scripts/bootstrap

build: bootstrap
	swift build $(release) --product kam
	swift build $(release) --product kam-bench

test: bootstrap
	swift test --parallel $(flags)

# The folder stays, so that the result can be looked at; the database is stopped and starts again on demand.
demo: build
	@data=$$(mktemp -d "$${TMPDIR:-/tmp}/kam-demo-XXXXXX"); \
	if [ "$$(id -u)" -eq 0 ]; then chmod 711 "$$data"; fi; \
	status=0; .build/release/kam demo --data "$$data" || status=$$?; \
	.build/release/kam db stop --data "$$data" >/dev/null || true; \
	echo; echo "The sample company is in $$data; look on with: .build/release/kam plan list --data $$data"; \
	exit $$status

bench: build .venv/stamp
	PATH="$(root)/.venv/bin:$$PATH" .build/release/kam-bench $(ARGS)

.venv/stamp: Benchmarks/requirements.txt | bootstrap
	rm -rf .venv
	python3 -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r $<
	touch $@

format: bootstrap
	swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

install: build
	install -d "$(target)/bin" "$(target)/lib/kam" "$(target)/share/kam"
	install -m 755 .build/release/kam "$(target)/bin/kam"
	install -m 755 .deps/highs/lib/libhighs.so "$(target)/lib/kam/libhighs.so"
	rm -rf "$(target)/share/kam/sql" "$(target)/share/kam/config"
	cp -R sql config "$(target)/share/kam/"
	chmod -R u=rwX,go=rX "$(target)/share/kam"

clean:
	rm -rf .build .venv
