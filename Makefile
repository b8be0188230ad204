# paknevis: build, test, measure. `make help` lists the targets.

# Debian packages: what the build links against, what the program runs, and
# the compiler that cgo needs.
PACKAGES = gcc g++ libc6-dev pkg-config libtesseract-dev libleptonica-dev \
	tesseract-ocr tesseract-ocr-fas tesseract-ocr-ara tesseract-ocr-script-arab \
	tesseract-ocr-eng poppler-utils

# OpenMP makes Tesseract several times slower on one page; libgomp reads the
# limit when the process starts.
export OMP_THREAD_LIMIT = 1

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
LDFLAGS  = -s -w -X main.version=$(VERSION)

.PHONY: help deps build demo test check image peers bench fixtures screenshots cover fuzz clean

help:
	@awk -F': .*## ' '/^[a-z]+:.*## /{printf "%-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

deps: ## install the Debian packages that are missing
	@command -v go >/dev/null || { echo "make: no Go compiler found. Install Go 1.26 or newer: https://go.dev/dl/" >&2; exit 1; }
	@missing=""; for p in $(PACKAGES); do \
		dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null | grep -q '^installed$$' || missing="$$missing $$p"; done; \
	[ -z "$$missing" ] && exit 0; \
	if ! command -v apt-get >/dev/null; then echo "make: missing:$$missing. Install them with your system's package manager." >&2; exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then run=""; elif sudo -n true 2>/dev/null; then run="sudo"; else \
		echo "make: missing:$$missing" >&2; \
		echo "make: no right to install them. Run: sudo apt-get install$$missing" >&2; exit 1; fi; \
	echo "installing:$$missing"; \
	$$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq --no-install-recommends $$missing >/dev/null

build: deps ## build bin/paknevis
	go build -trimpath -ldflags '$(LDFLAGS)' -o bin/paknevis ./cmd/paknevis

demo: build ## convert a few fixtures into out/ and say where to look
	./fixtures/demo.sh bin/paknevis out

test: deps check ## vet, lint and run all tests, with the race detector where something runs side by side
	go test -race -timeout 20m ./...
	if grep -qsw avx2 /proc/cpuinfo; then GOEXPERIMENT=simd go test -run 'TestVectors|TestJointsStay' ./cmd/paknevis-train; fi # vector instructions learn the same bytes
	go test -run TestAccuracy ./repair # one goroutine, and ten times as long with the detector
	cd cmd/deploy && go test ./... # a module of its own, for the schemas of Kubernetes and Compose

check: deps ## gofmt, go vet, staticcheck
	@bad=$$(gofmt -l .); [ -z "$$bad" ] || { echo "gofmt these files: $$bad" >&2; exit 1; }
	go vet ./...
	go tool staticcheck -checks inherit,-ST1018 ./... # ST1018: Persian test sentences hold their ZWNJ as they are
	lint="$$(go tool -n staticcheck)" && cd cmd/deploy && go vet ./... && "$$lint" ./...

# podman builds what docker builds. IMAGEFLAGS goes to the build.
ENGINE ?= $(shell command -v docker >/dev/null && docker info >/dev/null 2>&1 && echo docker || echo podman)
IMAGEFLAGS ?=
image: ## build the container's image and run it on fixtures/, without network, root and rights
	@command -v $(ENGINE) >/dev/null || { echo "make: neither docker nor podman runs here. Install podman, or name another with ENGINE=" >&2; exit 1; }
	$(ENGINE) build $(IMAGEFLAGS) --build-arg VERSION=$(VERSION) -t paknevis .
	./cmd/deploy/image.sh $(ENGINE) paknevis

# pdf.js and virastar are measured beside paknevis; npm fetches them into a folder that git ignores.
PDFJS = 6.5.438
VIRASTAR = 0.22.1
peers: ## fetch pdf.js and virastar for bench; say which other programs are missing
	@for p in pdftotext mutool tesseract node npm ocrmypdf parallel; do command -v $$p >/dev/null || \
		echo "make: $$p is not installed (Debian: poppler-utils, mupdf-tools, tesseract-ocr, nodejs, npm, ocrmypdf, parallel)"; done
	@if [ -d .cache/node_modules/pdfjs-dist ] && [ -d .cache/node_modules/virastar ] || ! command -v npm >/dev/null; then exit 0; fi; \
	mkdir -p .cache && npm install --prefix .cache --silent --no-audit --no-fund --ignore-scripts --omit=optional pdfjs-dist@$(PDFJS) virastar@$(VIRASTAR) >/dev/null || \
		echo "make: npm could not fetch pdf.js and virastar; the tables are made without it"

bench: build peers ## benchmarks of the packages, then accuracy tables beside other programs
	go test -run '^$$' -bench . -benchmem ./...
	go run ./cmd/paknevis-bench -binary bin/paknevis

fixtures: ## print the fixtures again with all producers (installs them)
	./fixtures/make.sh

screenshots: build ## make a report of fixtures and take pictures of it in headless Chromium, two of them for README.md
	./fixtures/screenshots.sh bin/paknevis out/screenshots

cover: deps ## test coverage by package
	go test -cover ./...

FUZZTIME ?= 30s
SEEDS ?=
fuzz: deps ## run every fuzz target for FUZZTIME, those of repair/pdf also on the PDF files of the folder SEEDS
	@for pkg in $$(go list ./...); do \
		case "$(SEEDS):$$pkg" in :*) seeds=;; *:*/repair/pdf*) seeds="-args -seeds $(abspath $(SEEDS))";; *) seeds=;; esac; \
		for f in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
		echo "$$pkg $$f"; go test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$pkg $$seeds || exit 1; done; done

clean: ## remove what was built
	rm -rf bin out
