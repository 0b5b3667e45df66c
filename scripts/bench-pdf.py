#!/usr/bin/env python3
"""Compares `almoner text` with Poppler's `pdftotext` on the same PDFs, command for command, and writes docs/pdf.md.

    scripts/bench-pdf.py ALMONER FOLDER [PAGE]

Every file of FOLDER is read once by each command, one after the other in turn. The words are compared on the files
that `qpdf --check` finds whole and that pdftotext finds words in.
"""

import os
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path

SECONDS = 60
# Marks of direction and joiners: no reader sees them, and pdftotext writes them around right-to-left text.
UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


def measured(command):
    """Output, seconds, peak megabytes of a command; output None when it fails or takes too long."""
    began = time.perf_counter()
    read, write = os.pipe()
    child = os.posix_spawnp(
        "timeout",
        ["timeout", str(SECONDS), *command],
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_DUP2, write, 1),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_CLOSE, read),
        ],
    )
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        output = pipe.read()
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - began
    return (output if status == 0 else None), seconds, usage.ru_maxrss / 1024


def words(output, seen):
    text = (output or b"").decode("utf-8", "replace")
    if seen:
        text = unicodedata.normalize("NFKC", text.translate(UNSEEN))
    return Counter(text.split())


def f1(one, other):
    total = sum(one.values()) + sum(other.values())
    return 2 * sum((one & other).values()) / total if total else 1.0


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def is_whole(path):
    return subprocess.run(["qpdf", "--check", path], capture_output=True).returncode == 0


def main():
    almoner, folder = sys.argv[1:3]
    page = Path(sys.argv[3] if len(sys.argv) > 3 else "docs/pdf.md")
    files = sorted(Path(folder).rglob("*.pdf"))
    time_of, memory, pages = Counter(), Counter(), 0
    plain, seen, read, empty = [], [], Counter(), []
    for path in files:
        ours, seconds, peak = measured([almoner, "text", str(path)])
        time_of["almoner"] += seconds
        memory["almoner"] = max(memory["almoner"], peak)
        theirs, seconds, peak = measured(["pdftotext", str(path), "-"])
        time_of["pdftotext"] += seconds
        memory["pdftotext"] = max(memory["pdftotext"], peak)
        pages += (theirs or b"").count(b"\f")
        read["almoner"] += ours is not None
        read["pdftotext"] += theirs is not None
        wanted = words(theirs, True)
        if not wanted:
            continue
        if not words(ours, True):
            empty.append(path.name)
        if is_whole(path):
            plain.append((f1(words(theirs, False), words(ours, False)), path.name))
            seen.append((f1(wanted, words(ours, True)), path.name, sum(wanted.values())))
    rate = {name: pages / seconds for name, seconds in time_of.items()}
    exact, folded = [score for score, _ in plain], [score for score, *_ in seen]
    version = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True).stderr.split("\n")[0]
    table = [
        ("files read", *(f"{read[name]} of {len(files)}" for name in ("almoner", "pdftotext"))),
        ("seconds for all files, one process a file", *(f"{time_of[n]:.1f}" for n in ("almoner", "pdftotext"))),
        ("pages a second", *(f"{rate[n]:.0f}" for n in ("almoner", "pdftotext"))),
        ("peak memory of the largest process, MB", *(f"{memory[n]:.0f}" for n in ("almoner", "pdftotext"))),
    ]
    lines = [
        "# PDFs: how they are read, measured",
        "",
        "`make bench` writes this page: it runs `almoner text FILE` and `pdftotext FILE -` on the same files in one run, one "
        "process a file, in turn.",
        f"The other side is {version}.",
        "",
        "## Speed and memory",
        "",
        f"{len(files)} PDFs, real and broken, {pages} pages.",
        "",
        "| | almoner | pdftotext |",
        "|---|---|---|",
        *(f"| {name} | {ours} | {theirs} |" for name, ours, theirs in table),
        "",
        f"almoner is {rate['almoner'] / rate['pdftotext']:.2f} times as fast. It finds tables, headings, lists, columns and "
        "places; pdftotext finds the text.",
        "",
        "## Words",
        "",
        f"Word F1 against pdftotext, words as a bag, on the {len(exact)} files that `qpdf --check` finds whole and that "
        "pdftotext finds words in:",
        "",
        "| | median | 25th percentile | 10th percentile | mean |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {quantile(s, 0.5):.3f} | {quantile(s, 0.25):.3f} | {quantile(s, 0.1):.3f} | {sum(s) / len(s):.3f} |"
            for name, s in (
                ("letters as written", exact),
                ("letters as seen (NFKC: ligatures, superscripts, Arabic forms; marks of direction left out)", folded),
                ("letters as seen, files of 20 words and more", [score for score, _, count in seen if count >= 20]),
            )
        ),
        "",
        "Where the two differ most, letters as seen:",
        "",
        "| file | words of pdftotext | F1 |",
        "|---|---|---|",
        *(f"| {name} | {count} | {score:.3f} |" for score, name, count in sorted(seen)[:25]),
        "",
        f"Files in which pdftotext finds words and almoner none: {', '.join(sorted(empty)) or 'none'}.",
    ]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines[7:32]))


if __name__ == "__main__":
    main()
