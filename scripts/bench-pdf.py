#!/usr/bin/env python3
"""Compares `almoner text` with Poppler's `pdftotext` on the same PDFs, command for command, and writes docs/pdf.md.

    scripts/bench-pdf.py ALMONER FOLDER [PAGE]

It needs qpdf, poppler-utils and GNU time. Every file of FOLDER is read once by each command, one after the other in
turn. The words are compared on the files
that `qpdf --check` finds whole; the page says what a word is.
"""

import re
import shutil
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
    "- codes of fonts without a map to Unicode are not taken for characters: U+FFFD tells of them, and a warning names the pages "
    "(bug1146106, complex_ttf_font, issue5874; Type3WordSpacing and simpletype3font, whose glyphs are called square and triangle);",
    "- fonts that come with Windows are read by the order of their glyphs, names of glyphs that are codes by those codes, a "
    "collection of fonts by its first (issue5801, issue9915_reduced, issue11242_reduced, issue15594_reduced, issue6127; issue4550; "
    "issue13193);",
    "- words set letter by letter are put together (issue1905, issue12810, issue14497, rotated), scripts side by side are "
    "parted (arabic);",
    "- notes and fields whose text is drawn nowhere are read (bug1978317, freetext_no_appearance);",
    "- what a viewer does not show is left out: text outside the crop box (issue16316).",
    "",
    "Of a file's tags, headings, cells, artifacts and the replacement text of marked content are used; where paragraphs, items "
    "and notes begin is read off the page.",
]


def measured(command, folder):
    """Output, messages, seconds and peak of memory in MB of a command; output None when it fails or takes too long."""
    output, messages, peak = (Path(folder) / name for name in ("output", "messages", "peak"))
    # Linux counts what a process held before `exec` as the command's own: `time` is small, this script is not.
    watched = ["timeout", str(SECONDS), "time", "--quiet", "--format=%M", f"--output={peak}", *command]
    began = time.perf_counter()
    with output.open("wb") as out, messages.open("wb") as err:
        status = subprocess.run(watched, stdout=out, stderr=err).returncode
    seconds = time.perf_counter() - began
    kilobytes = peak.read_text().split()
    told = messages.read_bytes().decode("utf-8", "replace")
    return (output.read_bytes() if status == 0 else None), told, seconds, float(kilobytes[-1]) / 1024 if kilobytes else 0.0


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
    time_of, pages, peaks = Counter(), 0, {"almoner": [], "pdftotext": []}
    written, seen, read, empty, lacking = [], [], Counter(), [], []
    folder = tempfile.mkdtemp()
    floor = measured(["true"], folder)[3]
    for path in files:
        ours, _, seconds, peak = measured([almoner, "text", str(path)], folder)
        time_of["almoner"] += seconds
        peaks["almoner"].append(peak)
        theirs, told, seconds, peak = measured(["pdftotext", str(path), "-"], folder)
        time_of["pdftotext"] += seconds
        peaks["pdftotext"].append(peak)
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
        wanted, found = words_as_seen(theirs), words_as_seen(ours)
        seen.append((f1(wanted, found), path.name, sum(wanted.values()), sum(found.values())))
    shutil.rmtree(folder)
    rate = {name: pages / seconds for name, seconds in time_of.items()}
    whole = [(score, name) for score, name, *_ in seen]
    scores = (
        ("**as seen, all files**", [score for score, _ in whole]),
        ("as seen, but for files whose encodings pdftotext lacks", [s for s, name in whole if name not in lacking]),
        ("as seen, files in which pdftotext finds words", [score for score, _, count, _ in seen if count]),
        ("as seen, files of 20 words and more", [score for score, _, count, _ in seen if count >= 20]),
        ("as written, all files", [score for score, _ in written]),
        ("as written, files in which pdftotext finds words", [score for score, count in written if count]),
    )
    version = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True).stderr.split("\n")[0]
    table = [
        ("files read", *(f"{read[name]} of {len(files)}" for name in ("almoner", "pdftotext"))),
        ("seconds for all files, one process a file", *(f"{time_of[n]:.1f}" for n in ("almoner", "pdftotext"))),
        ("pages a second", *(f"{rate[n]:.0f}" for n in ("almoner", "pdftotext"))),
        *(
            (f"peak memory, MB: {name}", *(f"{of(peaks[n]):.0f}" for n in ("almoner", "pdftotext")))
            for name, of in (
                ("median file", lambda all: quantile(all, 0.5)),
                ("95th percentile", lambda all: quantile(all, 0.95)),
                ("most", max),
            )
        ),
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
        f"Memory is the resident set that the system counts for each process; a command that holds nothing counts {floor:.0f} MB. "
        "A file is held once: one of the longest length, 508 MB, takes 528 MB and fits into a worker's 1 GiB.",
        "",
        "## Words",
        "",
        f"Word F1 against pdftotext, the words of a file as a bag, on the {len(written)} files that `qpdf --check` finds "
        "whole. A file in which neither finds words counts as 1, one in which only one of them finds words as 0.",
        "",
        "The measure is words **as seen**, in all of these files: what differs by convention alone is made alike on both sides.",
        "",
        "- **As written**: what stands between white space, byte for byte. pdftotext sets marks of direction around each word "
        "that is read from right to left, keeps ligatures and Arabic forms as signs of their own and soft hyphens at the ends "
        "of lines, parts words of Chinese and Japanese where a line ends, and writes private codes of symbol fonts; almoner writes "
        "letters, whole words and the signs that are shown.",
        "- **As seen**: what a reader would call a word. Both texts are put into NFKC (ligatures, superscripts, Arabic forms); "
        "marks of direction are left out; hyphens, printed soft hyphens and minus signs are one; a word is what is left "
        "between white space after the signs around it are taken off (leaders, bullets and operators are no words; nor are "
        "U+FFFD and characters for private use); in scripts that put no space between words each letter is one, so that it "
        "does not matter where a line was broken. "
        f"Of {len(lacking)} files this installation of Poppler says that it lacks their encodings (`poppler-data`); without them "
        "the second row.",
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
