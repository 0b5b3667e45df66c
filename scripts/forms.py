#!/usr/bin/env python3
"""Write the specimen documents of corpus/ in other forms than text, as their publishers would.

    scripts/forms.py corpus fixtures/forms [--forms html] [--only haiti-roads]

A document's text becomes a small tree (`printers/tree.py`), and the tree a file of each form: same facts, same
sentences. How a document looks is drawn by its name, so that the same call makes the same files.

Word files need pandoc, soffice (LibreOffice) on the PATH, and python-docx from PyPI.
"""

import argparse
import pathlib

from printers import looks, pages, tree, word


def docx(document, number, source, path):
    producer = word.PRODUCERS[number % len(word.PRODUCERS)]
    producer(document, looks.draw(source.stem, document.layout, producer.__name__), path)
    word.undated(path)


FORMS = {"html": pages.html, "md": pages.md, "docx": docx}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=pathlib.Path, help="folder of the documents, one folder a layout below it")
    arguments.add_argument("out", type=pathlib.Path, help="folder to write to, one folder a form below it")
    arguments.add_argument("--forms", default=",".join(FORMS), help="which forms (%(default)s)")
    arguments.add_argument("--only", default="", help="only documents whose name holds this")
    arguments.add_argument("--turn", type=int, default=0, help="pass the documents on to the next producer so many times")
    arguments = arguments.parse_args()
    sources = tree.sources(arguments.corpus, arguments.only)
    for form in arguments.forms.split(","):
        folder = arguments.out / form
        folder.mkdir(parents=True, exist_ok=True)
        for number, source in sources:
            document = tree.read(source.read_bytes(), source.parent.name)
            FORMS[form](document, number + arguments.turn, source, folder / f"{source.stem}.{form}")
        print(f"{form}: {len(sources)} documents")


if __name__ == "__main__":
    main()
