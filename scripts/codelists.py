#!/usr/bin/env python3
"""Make crates/codelists/data from a folder of reference tables.

    scripts/codelists.py REFERENCE_DIR

Each codelist becomes one CSV with the columns that the program reads: code, name_en, name_fr and, where the
list has them, aliases, parent, status, and so on. Rows keep the order of the reference table. The rates become
rates.txt, a text form described in that file's first lines and read by src/rates/compact.rs.

Files under data/ that are written by hand (aliases.csv, country-traps.csv, organisation-aliases.csv, README.md)
are left alone. The same tables give the same bytes. Python's standard library is enough.
"""

import csv
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "crates" / "codelists" / "data"

# Reference table -> {our column: its column}.
CODED = {"code": "code", "name_en": "name_en", "name_fr": "name_fr"}
STATUS = {**CODED, "status": "status"}
LISTS = {
    "activity-status": {**CODED, "aliases": "aliases"},
    "activity-date-types": CODED,
    "aid-types": STATUS,
    "budget-status": CODED,
    "budget-types": CODED,
    "channels": {**STATUS, "parent": "parent", "acronym": "acronym_en", "acronym_fr": "acronym_fr"},
    "collaboration-types": STATUS,
    "countries": {"code": "alpha2", "name_en": "name_en", "name_fr": "name_fr", "aliases": "aliases",
                  "status": "status", "alpha3": "alpha3"},
    "currencies": STATUS,
    "currency-aliases": {"alias": "alias", "codes": "codes"},
    "currency-successors": {"old": "old", "new": "new", "old_per_new": "old_per_new"},
    "dac-agencies": {"donor_code": "donor_code", "agency_code": "agency_code",
                     "name_en": "agency_name_en", "name_fr": "agency_name_fr", "acronym": "acronym"},
    "document-category": CODED,
    "finance-types": {**STATUS, "aliases": "aliases"},
    "flow-types": STATUS,
    "organisation-roles": CODED,
    "organisation-types": CODED,
    "organisations": {"id": "id", "name_en": "name_en", "name_fr": "name_fr", "type": "type",
                      "status": "status", "list": "list"},
    "policy-markers": CODED,
    "policy-significance": CODED,
    "regions": STATUS,
    "result-types": CODED,
    "sdg-goals": {"code": "code", "name_en": "short_en", "name_fr": "short_fr",
                  "long_en": "name_en", "long_fr": "name_fr"},
    "sector-categories": {**STATUS, "parent": "parent"},
    "sectors": {**STATUS, "parent": "category"},
    "tied-status": CODED,
    "transaction-types": CODED,
}


def rows(path):
    """The rows of a reference table as dicts."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def copy_list(reference, name, columns):
    """Copy the named columns of one table."""
    source = rows(reference / f"{name}.csv")
    with open(DATA / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in source:
            writer.writerow(row[column] for column in columns.values())
    return len(source)


HEADER = """\
# Exchange rates: units of a currency that one US dollar buys. Made by scripts/codelists.py, see data/README.md.
# A line: currency, frequency (A: average of a year, M: end of a month), first year or month, then one word a
# period: `1.5` a rate; `=3` the rate before for 3 more; `-3` 3 periods without a rate; a letter alone: the source
# from here on. A rate below one is written without its leading zero.
"""


def period(date, frequency):
    """Year or month as one running number."""
    year, month = int(date[:4]), int(date[5:7])
    return year if frequency == "A" else year * 12 + month - 1


def printed(number, frequency):
    """The year or month of a running number."""
    return str(number) if frequency == "A" else f"{number // 12}-{number % 12 + 1:02}"


def words(series, letters):
    """The words of one line for a list of (period, rate, source)."""
    last_period, last_rate, last_source = series[0][0] - 1, None, None
    same = 0
    for number, rate, source in series:
        gap = number - last_period - 1
        if same and (gap or source != last_source or rate != last_rate):
            yield f"={same}"
            same = 0
        if gap:
            yield f"-{gap}"
        if source != last_source:
            yield letters[source]
        if rate == last_rate:
            same += 1
        else:
            yield rate[1:] if rate.startswith("0.") else rate
        last_period, last_rate, last_source = number, rate, source
    if same:
        yield f"={same}"


def write_rates(reference):
    """Pack exchange-rates.csv."""
    source = rows(reference / "exchange-rates.csv")
    names = sorted({row["source"] for row in source})
    letters = {name: chr(ord("a") + index) for index, name in enumerate(names)}
    series = {}
    for row in source:
        key = (row["currency"], row["frequency"])
        series.setdefault(key, []).append((period(row["date"], row["frequency"]), row["units_per_usd"], row["source"]))
    lines = [HEADER, "newest " + max(row["date"] for row in source) + "\n"]
    lines += [f"source {letters[name]} {name}\n" for name in names]
    for (currency, frequency), found in sorted(series.items()):
        found.sort()
        first = printed(found[0][0], frequency)
        lines.append(" ".join([currency, frequency, first, *words(found, letters)]) + "\n")
    (DATA / "rates.txt").write_text("".join(lines), encoding="utf-8")
    return len(source)


def main():
    """Write every file of data/ that comes from the reference tables."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    reference = Path(sys.argv[1])
    for name, columns in LISTS.items():
        print(f"{copy_list(reference, name, columns):7} {name}")
    print(f"{write_rates(reference):7} exchange-rates")


if __name__ == "__main__":
    main()
