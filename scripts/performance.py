#!/usr/bin/env python3
"""Runs the benches of extraction, ingest and search and puts what they print into docs/performance.md.

usage: scripts/performance.py PAGE

Between the lines `<!-- NAME: COMMAND -->` and `<!-- end -->` of the page stands what COMMAND prints, below the command
itself; the words around it are written by hand.
"""

import re
import subprocess
import sys

PLACE = re.compile(r"(<!-- \w+: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def measured(place):
    command = place.group(2)
    print(command, file=sys.stderr)
    told = subprocess.run(command.split(), check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    return f"{place.group(1)}`{command}`: {told}\n{place.group(3)}"


def main():
    (page,) = sys.argv[1:]
    with open(page, encoding="utf-8") as file:
        text = file.read()
    text = PLACE.sub(measured, text)
    with open(page, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
