# make help lists the targets. Everything runs with Go alone, except where a
# target says what else it needs.

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

SAMPLES = 1

.PHONY: help tools build test lint fmt generate gallery bench nightly timing demo demo-check

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

tools: ## install the linter at its pinned version
	@command -v staticcheck >/dev/null || go install $(STATICCHECK)

build: ## build the binary into ./bin
	CGO_ENABLED=0 go build -trimpath -o bin/fengcun ./cmd/fengcun

test: ## the tests of the README
	go test ./...

lint: tools ## the checks named in staticcheck.conf
	staticcheck ./...

fmt: ## format the sources
	gofmt -w $$(git ls-files '*.go' ':!third_party')

generate: ## renew generated pages and sample files
	go generate ./...

gallery: ## every form in both languages as pictures below ./gallery, to be looked at; needs pdftoppm
	rm -rf gallery
	go run ./internal/document/gallery gallery
	for file in gallery/*/*.pdf; do pdftoppm -r 100 -png "$$file" "$${file%.pdf}" || exit 1; done

bench: ## benchmarks of the hot paths, and the national cohort in small
	go test -run '^$$' -bench . -benchmem ./law ./calendar ./internal/store ./internal/audit ./internal/vault ./internal/agent ./internal/pdf ./internal/document
	go run ./cmd/fengcun bench cohort --persons 20000

nightly: ## what is too long for every change: race detector, fuzzing, every look at every page, time, the whole cohort
	go test -race ./...
	go test -run '^$$' -fuzz FuzzParseResidentID -fuzztime 60s .
	go test -run '^$$' -fuzz FuzzParseCaseNumber -fuzztime 60s .
	go test -run '^$$' -fuzz FuzzLoad -fuzztime 60s ./internal/pdf
	FENGCUN_EVERY_LOOK=1 go test -count=1 -timeout 60m -run TestPagesInBrowser ./internal/console
	$(MAKE) --no-print-directory timing SAMPLES=100000
	go run ./cmd/fengcun bench cohort --persons 238817

# Only the packages that have such a test: to link all the others takes a minute.
timing: ## whether the time of an answer tells who is sealed; SAMPLES of each kind, 1 for as many as two minutes allow
	FENGCUN_TIMING=$(SAMPLES) go test -count=1 -p 1 -timeout 60m -run 'Timing$$' \
	  $$(git grep -l 'func Test[A-Za-z]*Timing(' -- 'internal/*_test.go' | xargs -n1 dirname | sort -u | sed 's,^,./,')

demo: ## the main job on the sample roster, then the pages
	go run ./cmd/fengcun demo

demo-check: ## the demo as a script, in both languages
	go run ./cmd/fengcun demo --no-serve --lang zh-CN >/dev/null
	go run ./cmd/fengcun demo --no-serve --lang en >/dev/null
