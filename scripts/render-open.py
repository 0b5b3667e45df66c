#!/usr/bin/env python3
"""Print the open IATI activities as donors' documents, each with its gold beside it.

    scripts/render-open.py ../shared/open target/open --half held [--seed 1] [--each 12]

The facts are the publishers' own; the layouts are drawn by lot: for each publisher and language several, each with its
choice of fields, labels (English, French, Spanish, Portuguese), order, forms of dates and amounts, and one of the ways
in which documents set a value by its label. Half of the labels are held out: `--half held` prints those alone, to
measure with; `--half open` prints the others, to learn from. Only what is printed is in the gold, and what is not printed is
null there where nothing else can tell it. The same seed gives the same bytes.

    almoner evaluate --gold target/open target/open
"""

import argparse
import hashlib
import json
import pathlib
import random
import re

from rendering import facts, layout, writers

# The files, the publisher's short name, and the languages that its documents are printed in.
PUBLISHERS = {
    "worldbank-haiti-2016.xml": ("worldbank", ["en", "fr", "es"]),
    "worldbank-elsalvador.xml": ("worldbank", ["en", "es"]),
    "who-argentina.xml": ("who", ["en", "es", "pt"]),
    "usaid-bolivia.xml": ("usaid", ["en", "es"]),
    "unhcr-2023.xml": ("unhcr", ["en", "fr", "es"]),
    "cafod-v1.xml": ("cafod", ["en", "fr"]),
    "concern-universal-v1.xml": ("concern", ["en", "pt"]),
    "gac-haiti-2016.xml": ("gac", ["en", "fr"]),
}
LAYOUTS = 3


def dice_of(*parts):
    return random.Random(hashlib.blake2b(repr(parts).encode(), digest_size=8).digest())


def can_be_told(one, language):
    """A publisher who writes a language has it in the title; where none does, the English title stands."""
    written = {"es", "fr", "pt"} & one.titles.keys()
    return language in one.titles or language == "en" or not written


def documents(file, publisher, languages, half, forms, seed, each):
    activities = facts.read(file)
    for language in languages:
        for form in forms:
            for number in range(LAYOUTS):
                key = (seed, half, publisher, language, form, number)
                drawn = layout.Layout(form, language, half, dice_of(*key, "layout"))
                able = [one for one in activities if can_be_told(one, language)]
                dice_of(*key, file.name).shuffle(able)
                for one in able[: max(1, each // LAYOUTS)]:
                    document = layout.Document(one, drawn)
                    blocks = document.blocks()
                    name = re.sub(r"[^A-Za-z0-9]+", "-", one.identifier).strip("-")[:60]
                    yield f"{publisher}/{name}.{language}.{number}.{form}", drawn, blocks, document.gold


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("open", type=pathlib.Path, help="folder of the IATI files")
    arguments.add_argument("out", type=pathlib.Path, help="folder to write to, one folder a publisher below it")
    arguments.add_argument("--half", choices=["open", "held"], required=True, help="which half of the labels is printed")
    arguments.add_argument("--forms", default=",".join(writers.WRITERS), help="which forms (%(default)s)")
    arguments.add_argument("--publishers", default="", help="only these, divided by commas")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--each", type=int, default=12, help="documents a file, language and form (%(default)s)")
    arguments = arguments.parse_args()
    count, only = 0, set(filter(None, arguments.publishers.split(",")))
    for file, (publisher, languages) in PUBLISHERS.items():
        path = arguments.open / file
        if not path.exists() or only and publisher not in only:
            continue
        for name, drawn, blocks, gold in documents(path, publisher, languages, arguments.half, arguments.forms.split(","), arguments.seed, arguments.each):
            target = arguments.out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(writers.WRITERS[drawn.form](drawn, blocks))
            beside = {"document": target.name, "layout": drawn.pairs, "activities": [gold]}
            target.with_name(target.name + ".json").write_text(json.dumps(beside, ensure_ascii=False, indent=1) + "\n")
            count += 1
    print(f"{arguments.out}: {count} documents of the {arguments.half} half")


if __name__ == "__main__":
    main()
