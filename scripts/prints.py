#!/usr/bin/env python3
"""Print the specimen documents of corpus/ as PDFs, as their publishers would.

    scripts/prints.py corpus fixtures/prints [--producers chromium,typst] [--only haiti-roads]

A document's text becomes a small tree (`printers/tree.py`), and the tree a PDF by each producer: same facts, same
sentences. How it looks (paper, type, where labels stand, rules, page headers, notes) is drawn for each document and
producer by its name, so that the same call makes the same pages; dates in the files are fixed as far as a producer
lets them be.

Needs what it prints with: chromium, soffice (LibreOffice), xelatex and pdflatex (TeX Live) on the PATH, weasyprint,
typst and reportlab from PyPI, and the fonts Liberation, DejaVu and Noto.
"""

import argparse
import os
import pathlib

from printers import base, looks, tex, tree, typeset, web

# The two that set type are alike, and share the documents between them: every other one is Typst's.
SHARED = ("typst", "latex")
PRODUCERS = {
    "chromium": web.chromium,
    "libreoffice": web.libreoffice,
    "weasyprint": web.weasyprint,
    "typst": typeset.typst,
    "reportlab": base.reportlab,
    "latex": tex.latex,
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=pathlib.Path, help="folder of the documents, one folder a layout below it")
    arguments.add_argument("out", type=pathlib.Path, help="folder to write to, one folder a producer below it")
    arguments.add_argument("--producers", default=",".join(PRODUCERS), help="which producers (%(default)s)")
    arguments.add_argument("--only", default="", help="only documents whose name holds this")
    arguments.add_argument("--all", action="store_true", help="each document by each producer")
    arguments = arguments.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = "1735732800"  # 2025-01-01T12:00:00Z
    sources = tree.sources(arguments.corpus, arguments.only)
    for producer in arguments.producers.split(","):
        folder = arguments.out / producer
        folder.mkdir(parents=True, exist_ok=True)
        count = 0
        for number, source in sources:
            if producer in SHARED and not arguments.all and SHARED[number % 2] != producer:
                continue
            count += 1
            layout = source.parent.name
            document = tree.read(source.read_bytes(), layout)
            look = looks.draw(source.stem, layout, producer)
            PRODUCERS[producer](document, look, folder / f"{source.stem}.pdf")
        print(f"{producer}: {count} documents")


if __name__ == "__main__":
    main()
