#!/usr/bin/env python3
"""Write docs/accuracy.md: what `almoner evaluate` measures on each set, and the floors that no field may fall below.

    scripts/accuracy.py target/debug/almoner ../shared docs/accuracy.md fixtures/floors.json

Sets that are not there are left out. The floor of a field is the highest F1 that it has reached, less a hundredth on the
rendered sample, where a single document counts for more than that; tests/evaluate.rs holds extraction to it.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = ["--half", "held", "--each", "3", "--seed", "2"]
SLACK = 0.01
LEAST_SUPPORT = 20


class Almoner:
    def __init__(self, program):
        self.program = program

    def run(self, *arguments):
        return subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True, check=False).stdout

    def evaluate(self, gold, *documents):
        return json.loads(self.run("evaluate", "--gold", gold, *documents, "--format", "json"))

    def extract(self, documents):
        """The lines of `extract --whole` of files, some hundred a call."""
        lines = []
        for at in range(0, len(documents), 400):
            lines += self.run("extract", "--whole", "--", *documents[at : at + 400]).splitlines()
        return lines

    def evaluate_lines(self, gold, lines):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.write("".join(line + "\n" for line in lines))
            file.flush()
            return json.loads(self.run("evaluate", "--gold", gold, "--records", file.name, "--format", "json"))


def percent(share):
    return f"{100 * share:.1f}"


def interval(pair):
    return f"{pair[0] / 100:.1f}–{pair[1] / 100:.1f}"


def summary(rows):
    """One row a report: its F1 over all values, strictly and softly, and its whole records."""
    out = ["| set | records | F1 | soft F1 | precision | recall | whole records, % | 95 % |", "|---|---:|---:|---:|---:|---:|---:|---:|"]
    for name, report in rows:
        values = report["values"]
        out.append(
            f"| {name} | {report['records']} | {values['f1']:.4f} | {values['soft_f1']:.4f} | {values['precision']:.4f} | {values['recall']:.4f} "
            f"| {percent(report['records_right_share'])} | {interval(report['records_right_interval'])} |"
        )
    return out + [""]


def families(report):
    out = ["| family | gold | F1 | soft F1 | precision, % | recall, % |", "|---|---:|---:|---:|---:|---:|"]
    for row in report["families"]:
        out.append(f"| {row['field']} | {row['gold']} | {row['f1']:.4f} | {row['soft_f1']:.4f} | {interval(row['precision_interval'])} | {interval(row['recall_interval'])} |")
    return out + [""]


def calibration(report):
    out = ["| confidence from | values | right, % |", "|---|---:|---:|"]
    out += [f"| {row['from']} | {row['values']} | {percent(row['share'])} |" for row in report["calibration"]]
    return out + [""]


def documents_of(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".json")


def rendered(almoner, shared, half, work):
    """The report of a half, and those of its parts by publisher, form and language."""
    folder = work / half
    subprocess.run([ROOT / "scripts/render-open.py", shared / "open", folder, "--half", half], check=True, stdout=subprocess.DEVNULL)
    paths = documents_of(folder)
    name = lambda line: json.loads(line)["document"]["name"]
    lines = {name(line): line for line in almoner.extract(paths)}
    # A document that gave no line was not read: its gold is missed whole.
    blank = lambda path: json.dumps({"document": {"name": path.name}, "text": "", "activities": []})
    told = lambda chosen: [lines.get(path.name) or blank(path) for path in chosen]
    parts = collections.defaultdict(list)
    for path in paths:
        parts["publisher", path.parent.name].append(path)
        parts["form", path.suffix[1:]].append(path)
        parts["language", path.name.split(".")[-3]].append(path)
    whole = almoner.evaluate_lines(folder, told(paths))
    return whole, {key: almoner.evaluate_lines(folder, told(chosen)) for key, chosen in sorted(parts.items())}


def not_about_aid(almoner, shared):
    pdfs = documents_of(shared / "open" / "pdf")
    lines = almoner.extract([path for path in pdfs if path.suffix == ".pdf"])
    given = [json.loads(line) for line in lines]
    return len(given), sum(bool(one["activities"]) for one in given)


# What a record says of the document, and texts with what is counted in them: another language says these otherwise.
ASIDE = {"version", "id", "languages", "translations", "warnings", "evidence", "document", "title", "descriptions", "results", "logframe", "indicators", "references", "related_activities"}
WORDS = {"name", "acronym", "unit", "label", "of", "qualifier", "item"}


def facts(value, aside=WORDS):
    if isinstance(value, dict):
        return {key: facts(each) for key, each in value.items() if key not in aside}
    return [facts(each, aside) for each in value] if isinstance(value, list) else value


def in_two_languages(almoner, profiles):
    """How many profiles there are in English and French, and how many of them give the same record, texts aside."""
    records = {}
    for line in almoner.extract(sorted(profiles.glob("*.txt"))):
        document = json.loads(line)
        records[document["document"]["name"]] = facts(document["activities"][:1] and document["activities"][0], ASIDE)
    pairs = [(read, records[name[:-7] + ".fr.txt"]) for name, read in records.items() if name.endswith(".en.txt") and name[:-7] + ".fr.txt" in records]
    return len(pairs), sum(english == french for english, french in pairs)


def floors(almoner, shared, work, before):
    """Each field's F1 on our specimens and on a small rendered sample; a floor never falls by itself."""
    reports = {"specimens": (almoner.evaluate(ROOT / "fixtures/gold", ROOT / "corpus"), 0)}
    if (shared / "open").is_dir():
        sample = work / "sample"
        subprocess.run([ROOT / "scripts/render-open.py", shared / "open", sample, *SAMPLE], check=True, stdout=subprocess.DEVNULL)
        reports["rendered"] = (almoner.evaluate(sample, sample), SLACK)
    told = dict(before)
    for name, (report, slack) in reports.items():
        known = before.get(name, {})
        rows = [row for row in [*report["fields"], report["values"]] if row["gold"] >= LEAST_SUPPORT]
        reached = {row["field"]: round(max(row["f1"] - slack, known.get(row["field"], 0)), 4) for row in rows}
        told[name] = dict(sorted({**known, **reached}.items()))
    return told


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("almoner")
    arguments.add_argument("shared", type=pathlib.Path)
    arguments.add_argument("page", type=pathlib.Path)
    arguments.add_argument("floors", type=pathlib.Path)
    arguments = arguments.parse_args()
    almoner, shared = Almoner(pathlib.Path(arguments.almoner).resolve()), arguments.shared
    work = pathlib.Path(tempfile.mkdtemp(prefix="accuracy-"))
    sets = [("our specimens (`corpus`)", almoner.evaluate(ROOT / "fixtures/gold", ROOT / "corpus"))]
    page = ["# Accuracy", "", "Made by `make evaluate`; [evaluate.md](evaluate.md) says how each figure is counted. F1 is over all values that the gold asserts,", "without the row of evidence; a whole record is right in every field that its gold asserts.", ""]
    if (shared / "gold").is_dir():
        sets.append(("five real documents", almoner.evaluate(shared / "gold", shared / "seeds")))
    if (shared / "open").is_dir():
        profiles = shared / "open" / "gac-profiles"
        sets.append(("Canadian profiles, as published", almoner.evaluate(profiles, profiles)))
        for form, options in (("with labels", []), ("as pages come", ["--forms", "odd"])):
            folder = work / form
            subprocess.run([ROOT / "scripts/render-gac.py", profiles, folder, "--seed", "1", *options], check=True, stdout=subprocess.DEVNULL)
            sets.append((f"Canadian profiles, {form}", almoner.evaluate(folder, folder)))
        halves = {half: rendered(almoner, shared, half, work) for half in ("open", "held")}
        sets += [(f"eight IATI files in layouts never seen, {half} half", halves[half][0]) for half in halves]
    page += ["## All sets", "", *summary(sets)]
    if (shared / "open").is_dir():
        whole, parts = halves["held"]
        page += ["## Layouts never seen, labels held out", "", *summary([(f"{kind} {name}", report) for (kind, name), report in parts.items()])]
        page += ["### By family of fields", "", *families(whole), "### How sure, and how often right", "", *calibration(whole)]
        pairs, same = in_two_languages(almoner, shared / "open" / "gac-profiles")
        page += ["## One document in two languages", "", f"Of {pairs} profiles in English and in French, {same} ({percent(same / max(pairs, 1))} %) give the same record, texts and what is counted in them aside.", ""]
        count, given = not_about_aid(almoner, shared)
        page += ["## Documents not about aid", "", f"Of {count} PDFs that are manuals, papers, forms and tables, {given} gave an activity.", ""]
    arguments.page.write_text("\n".join(page))
    before = json.loads(arguments.floors.read_text()) if arguments.floors.exists() else {}
    arguments.floors.write_text(json.dumps(floors(almoner, shared, work, before), indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    sys.exit(main())
