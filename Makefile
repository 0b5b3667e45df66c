# The two commands of a fresh machine are `make demo` and `make test`; docs/house.md tells of the rest.
BUILT = $(or $(CARGO_TARGET_DIR),target)/debug/almoner
ALMONER = $(BUILT) --library target/demo/library
SHARED ?= ../shared

.PHONY: demo test soak check bless evaluate bench bench-pdf bench-pool bench-extract bench-ingest bench-search build

demo: build ## build, ingest corpus/, search three times, count, export
	rm -rf target/demo && mkdir -p target/demo
	$(ALMONER) ingest corpus
	$(ALMONER) search 'irrigation water'
	$(ALMONER) search 'gender' --marker gender --from 2018 --to 2026
	$(ALMONER) search 'santé' --country Benin
	$(ALMONER) facets --by country
	$(ALMONER) export --format jsonl -o target/demo/records.jsonl

test: ## all tests
	cargo test --workspace --locked

soak: ## the tests of durability ten times as long: 500 kills, ten times the flipped bits
	ALMONER_SOAK=10 cargo test --package almoner --test almoner --locked -- durability:: doctor::
	ALMONER_SOAK=10 cargo test --package almoner-library --locked -- tests::

check: ## format, lints, documentation
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --locked

bless: ## write anew what is made from the program: golden records, docs/warnings.md, the examples; then read the diff
	BLESS=1 cargo test --package almoner --test almoner --locked -- --test-threads=1 blessed a_page_gives_its_own_activity

evaluate: build ## extraction against gold, our own and the shared where it is: writes docs/accuracy.md and the floors
	scripts/accuracy.py $(BUILT) $(SHARED) docs/accuracy.md fixtures/floors.json

bench: bench-pdf bench-pool ## ratios, each in one run; an hour; writes docs/performance.md
	scripts/performance.py docs/performance.md

bench-pdf: ## writes docs/pdf.md: reading PDFs against pdftotext (Poppler) and qpdf's verdict, on the shared PDFs
	cargo build --release --package almoner --locked
	scripts/bench-pdf.py target/release/almoner $(SHARED)/open/pdf docs/pdf.md

bench-pool: ## what reading in workers costs: 100,000 text files by one process and by the pool
	cargo bench --package almoner --bench pool --locked

bench-extract: ## bytes a second of text to records, against memchr; what twice the bytes cost
	cargo bench --package almoner-extract --bench extract --locked

bench-ingest: ## 100,000 profiles into a library, against tantivy alone; again unchanged; memory and sizes
	cargo bench --package almoner --bench ingest --locked

bench-search: ## milliseconds of searches with filters and facets among 100,000 activities
	cargo bench --package almoner --bench search --locked

build:
	cargo build --package almoner --locked
