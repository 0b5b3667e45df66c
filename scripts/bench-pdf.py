#!/usr/bin/env python3
"""Compares `almoner text` with Poppler's `pdftotext` on the same PDFs, command for command, and writes docs/pdf.md.

    scripts/bench-pdf.py ALMONER FOLDER [PAGE]

Every file of FOLDER is read once by each command, one after the other in turn. The words are compared on the files
that `qpdf --check` finds whole; the page says what a word is.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from pathlib import Path

SECONDS = 60
# Files below are listed.
WELL = 0.9
# Marks of direction and joiners: no reader sees them, and pdftotext writes them around right-to-left text. A printed
# soft hyphen, a hyphen and a minus look alike.
SEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
SEEN |= dict.fromkeys([0xAD, 0x2010, 0x2011, 0x2212], "-")
# Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean: where words are not told by spaces, a letter is a word.
UNSPACED = re.compile("([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3100-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])")


# Who is right, told where it was looked at.
KNOWN = [
    "Looked at one by one, almoner has what is printed in most of them, and pdftotext has not:",
    "",
    "- codes of fonts without a map to Unicode are not taken for characters: U+FFFD tells of them (bug1146106, "
    "complex_ttf_font, issue15594_reduced, Type3WordSpacing and simpletype3font, whose glyphs are called square and triangle); "
    "fonts that come with Windows are read by the order of their glyphs (issue5801, issue9915_reduced, issue11242_reduced, "
    "issue6127);",
    "- words set letter by letter are put together (issue1905, issue12810, issue14497, rotated), scripts side by side are "
    "parted (arabic);",
    "- what a viewer does not show is left out: text outside the crop box (issue16316).",
    "",
    "pdftotext is right, or both are wrong, in Arabic whose fonts map ligatures in the order they are drawn "
    "(issue20504, issue5874), and where a page's boxes do not meet (boundingBox_invalid).",
]


def measured(command):
    """Output, messages and seconds of a command; output None when it fails or takes too long."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        child = os.posix_spawnp(
            "timeout",
            ["timeout", str(SECONDS), *command],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, output.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, messages.fileno(), 2),
            ],
        )
        _, status = os.waitpid(child, 0)
        seconds = time.perf_counter() - began
        output.seek(0)
        messages.seek(0)
        told = messages.read().decode("utf-8", "replace")
        return (output.read() if status == 0 else None), told, seconds


def decoded(output):
    return (output or b"").decode("utf-8", "replace")


def words_as_written(text):
    return Counter(text.split())


def words_as_seen(text):
    """Runs of letters and digits, with the signs between them; signs around them left out."""
    text = unicodedata.normalize("NFKC", text.translate(SEEN)).translate(SEEN)
    found = Counter()
    for word in UNSPACED.sub(r" \1 ", text).split():
        letters = [at for at, c in enumerate(word) if unicodedata.category(c)[0] in "LMN"]
        if letters:
            found[word[letters[0] : letters[-1] + 1]] += 1
    return found


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
    time_of, pages = Counter(), 0
    written, seen, read, empty, lacking = [], [], Counter(), [], []
    for path in files:
        ours, _, seconds = measured([almoner, "text", str(path)])
        time_of["almoner"] += seconds
        theirs, told, seconds = measured(["pdftotext", str(path), "-"])
        time_of["pdftotext"] += seconds
        pages += (theirs or b"").count(b"\f")
        read["almoner"] += ours is not None
        read["pdftotext"] += theirs is not None
        ours, theirs = decoded(ours), decoded(theirs)
        if not ours.split() and theirs.split():
            empty.append(path.name)
        if not is_whole(path):
            continue
        wanted = words_as_written(theirs)
        written.append((f1(wanted, words_as_written(ours)), sum(wanted.values())))
        if "Missing language pack" in told:
            lacking.append(path.name)
            continue
        wanted, found = words_as_seen(theirs), words_as_seen(ours)
        seen.append((f1(wanted, found), path.name, sum(wanted.values()), sum(found.values())))
    rate = {name: pages / seconds for name, seconds in time_of.items()}
    scores = (
        ("as written, all files", [score for score, _ in written]),
        ("as written, files in which pdftotext finds words", [score for score, count in written if count]),
        ("as seen, all files", [score for score, *_ in seen]),
        ("as seen, files in which pdftotext finds words", [score for score, _, count, _ in seen if count]),
        ("as seen, files of 20 words and more", [score for score, _, count, _ in seen if count >= 20]),
    )
    version = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True).stderr.split("\n")[0]
    table = [
        ("files read", *(f"{read[name]} of {len(files)}" for name in ("almoner", "pdftotext"))),
        ("seconds for all files, one process a file", *(f"{time_of[n]:.1f}" for n in ("almoner", "pdftotext"))),
        ("pages a second", *(f"{rate[n]:.0f}" for n in ("almoner", "pdftotext"))),
    ]
    lines = [
        "# PDFs: how they are read, measured",
        "",
        "`make bench` writes this page: it runs `almoner text FILE` and `pdftotext FILE -` on the same files in one run, one "
        "process a file, in turn.",
        f"The other side is {version}.",
        "",
        "## Speed",
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
        f"Word F1 against pdftotext, the words of a file as a bag, on the {len(written)} files that `qpdf --check` finds "
        "whole. A file in which neither finds words counts as 1, one in which only one of them finds words as 0.",
        "",
        "- **As written**: what stands between white space, byte for byte.",
        "- **As seen**: what a reader would call a word. Both texts are put into NFKC (ligatures, superscripts, Arabic forms); "
        "marks of direction are left out; hyphens, printed soft hyphens and minus signs are one; a word is what is left "
        "between white space after the signs around it are taken off (leaders, bullets and operators are no words; nor are "
        "U+FFFD and characters for private use); in scripts that put no space between words each letter is one, so that it "
        "does not matter where a line was broken. "
        f"The {len(lacking)} files whose encodings this installation of Poppler says it lacks (`poppler-data`) are left out.",
        "",
        "| | files | median | 25th percentile | 10th percentile | mean |",
        "|---|---|---|---|---|---|",
        *(
            f"| {name} | {len(s)} | {quantile(s, 0.5):.3f} | {quantile(s, 0.25):.3f} | {quantile(s, 0.1):.3f} "
            f"| {sum(s) / len(s):.3f} |"
            for name, s in scores
        ),
        "",
        "Where the two differ most, words as seen:",
        "",
        "| file | words of pdftotext | words of almoner | F1 |",
        "|---|---|---|---|",
        *(f"| {name} | {count} | {own} | {score:.3f} |" for score, name, count, own in sorted(seen) if score < WELL),
        "",
        *KNOWN,
        "",
        f"Files in which pdftotext finds words and almoner none: {', '.join(sorted(empty)) or 'none'}.",
    ]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines[7:]))


if __name__ == "__main__":
    main()
