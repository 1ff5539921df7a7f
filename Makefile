# make serve · make test · make bench · make fuzz · make lint · make screenshots · make tools
TERRITORY ?= parcels/territory.yaml
DATA ?=
PORT ?= 8080
FIGURES ?=
SECONDS ?= 600
SEED ?=
ONLY ?=

# What the build links and what pages show: libraries of the distribution, checked by the file that each brings.
PACKAGES = libgeos-dev libproj-dev proj-data libsqlite3-dev libcmark-gfm-dev libcmark-gfm-extensions-dev \
  libedit-dev libexpat1-dev libintelrdfpmath-dev zlib1g-dev pkg-config libjs-leaflet

.PHONY: serve test bench fuzz lint screenshots tools test-tools

serve: tools
	swift build -c release --product mizan
	exec "$$(swift build -c release --show-bin-path)/mizan" serve --territory "$(TERRITORY)" --port "$(PORT)" $(if $(DATA),--data "$(DATA)")

# The browser looks at pages when nothing else runs.
test: test-tools
	swift build --build-tests
	swift test --skip-build --skip BrowserTests
	swift test --skip-build --filter BrowserTests

# The peers that figures are measured beside, where the scripts that run them are.
SHARED ?= ../shared
bench: PACKAGES += $(if $(wildcard $(SHARED)/bench),gcc python3-venv postgresql-15-postgis-3)
bench: tools
	swift build -c release --product mizan
	swift build -c release --product Bench
	TERRITORY="$(TERRITORY)" DATA="$(DATA)" SHARED="$(SHARED)" "$$(swift build -c release --show-bin-path)/Bench" $(FIGURES)

# Random texts at everything that reads text; the seed is printed. `ONLY=feel-unknowns SEED=7 SECONDS=60` for less.
fuzz: tools
	swift build -c release --product Fuzz
	"$$(swift build -c release --show-bin-path)/Fuzz" "$(SECONDS)" "$(SEED)" $(ONLY)

lint: tools
	swift format lint --strict --recursive Sources Tests Package.swift
	swift build
	exec "$$(swift build --show-bin-path)/mizan" lint

# The pictures of the README, in docs.
screenshots: test-tools
	swift build --product mizan
	$(PYTHON)/bin/python3 Tests/Browser/screenshots.py "$$(swift build --show-bin-path)/mizan" docs

# What the tests look at pages with: a browser, the HTML checker's Java, and packages of Python in a folder of their own.
TEST_PACKAGES = chromium default-jre-headless python3-venv fonts-noto-core
PYTHON = .build/python

test-tools: PACKAGES += $(TEST_PACKAGES)
test-tools: tools
	@cmp -s Tests/Browser/requirements.txt $(PYTHON)/requirements.txt || { \
	  echo "make: installing the packages of Tests/Browser/requirements.txt in $(PYTHON)"; \
	  rm -rf $(PYTHON) && /usr/bin/python3 -m venv $(PYTHON) && $(PYTHON)/bin/pip install -q --disable-pip-version-check -r Tests/Browser/requirements.txt \
	  && cp Tests/Browser/requirements.txt $(PYTHON)/requirements.txt; } \
	|| { echo "make: the packages of Python could not be installed: the tests that need them are skipped" >&2; }

# Installs only what is missing; says what to do where it may not.
tools:
	@command -v swift >/dev/null || { echo "make: \`swift\` is not installed; install Swift 6.3 from https://www.swift.org/install" >&2; exit 1; }
	@command -v dpkg-query >/dev/null || { echo "make: this is no Debian: see that these libraries are there: $(PACKAGES)"; exit 0; }; \
	missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' "$$package" 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$package"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	echo "make: installing$$missing"; \
	if [ "$$(id -u)" = 0 ]; then root=""; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then root="sudo"; \
	else echo "make: these packages are missing and need root to install; run: sudo apt-get install$$missing" >&2; exit 1; fi; \
	install() { $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $$missing >/dev/null; }; \
	install 2>/dev/null || { $$root apt-get update -q >/dev/null && install; } \
	|| { echo "make: could not install$$missing; run: apt-get update && apt-get install$$missing" >&2; exit 1; }
