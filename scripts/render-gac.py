#!/usr/bin/env python3
"""Print the open Global Affairs Canada profiles anew, with labels and with gaps.

    scripts/render-gac.py ../shared/open/gac-profiles target/rendered [--seed 1] [--forms line,below]

The open profiles print their header without labels. Others of the same donor print labels: `Label: value`, or the
label on a line of its own. This script makes such documents out of the open ones, each with its gold beside it, so
that extraction can be measured on them:

    almoner evaluate --gold target/rendered target/rendered

bare    no labels, as the open set, but any header line may be missing
line    `Label: value` on one line
below   the label on a line of its own, its value on the next
mixed   both in one document, Markdown headings and bold labels, other spellings of the same labels
odd     only where asked for: what pages become on their way through browsers and editors. Lines wrapped at 80 columns,
        tables, tabs in place of colons, indentation, the site's menu and footer, further labels, other forms of dates,
        shares and codes, other encodings

A line that is left out is null in the gold: nothing may be found there; but countries may be told elsewhere. The same
seed gives the same bytes.
"""

import argparse
import copy
import json
import pathlib
import random
import re
import sys
import textwrap

NBSP, NNBSP = "\u00a0", "\u202f"
FORMS = ["bare", "line", "below", "mixed", "odd"]
HEADER = ["iati_identifier", "budget", "implementing", "period", "status", "funding"]
LISTS = ["countries", "sectors", "policy_markers"]
TAIL = ["finance_type", "collaboration_type", "aid_type"]
PROSE = ["description", "expected", "achieved"]

# What the publisher prints below the contributing organization of some profiles; it is no field of its own.
BRANCH = "NGMAmericas Programing Br"

# The first spelling of a label is the publisher's; the others are used by `mixed` alone.
LABELS = {
    "en": {
        "profile": ["Project profile"],
        "title": ["Project title", "Title", "Project name"],
        "overview": ["Overview"],
        "iati_identifier": ["Project number", "Project No.", "Project ID"],
        "budget": ["Maximum contribution", "Maximum Contribution"],
        "implementing": ["Executing agency - partner", "Executing Agency – Partner", "Executing agency – partner"],
        "start": ["Start date"],
        "end": ["End date"],
        "period": ["Start / end date", "Start/end date", "Start / End date"],
        "status": ["Status", "Project status"],
        "funding": ["Contributing organization", "Contributing organisation", "Contributing Organization"],
        "countries": ["Country / region", "Country/region", "Country / Region"],
        "sectors": ["Sector", "Sectors"],
        "policy_markers": ["Policy marker", "Policy markers"],
        "description": ["Description", "Project description"],
        "expected": ["Expected results"],
        "achieved": ["Results achieved", "Achieved results"],
        "spending": ["Budget and spending"],
        "original": ["Original budget"],
        "planned": ["Planned disbursement"],
        "transactions": ["Transactions"],
        "shares": ["Country percentages by sector"],
        "finance_type": ["Type of finance"],
        "collaboration_type": ["Collaboration type"],
        "aid_type": ["Type of aid"],
        "modified": ["Date modified"],
    },
    "fr": {
        "profile": ["Profil de projet"],
        "title": ["Titre du projet", "Titre", "Nom du projet"],
        "overview": ["Aperçu"],
        "iati_identifier": ["Numéro de projet", "Numéro du projet", "No de projet"],
        "budget": ["Contribution maximale"],
        "implementing": [
            "Organisme d'exécution - partenaire",
            "Organisme d’exécution – partenaire",
            "Organisme d’exécution - partenaire",
        ],
        "start": ["Date de début"],
        "end": ["Date de fin"],
        "period": ["Date de début / fin", "Date de début/fin", "Dates de début / fin"],
        "status": ["État", "Etat", "État du projet"],
        "funding": ["Organisme contributeur", "Organisme Contributeur"],
        "countries": ["Pays / région", "Pays/région", "Pays / Région"],
        "sectors": ["Secteur", "Secteurs"],
        "policy_markers": ["Marqueur de politique", "Marqueurs de politique"],
        "description": ["Description", "Description du projet"],
        "expected": ["Résultats attendus"],
        "achieved": ["Résultats obtenus"],
        "spending": ["Budget et dépenses"],
        "original": ["Budget original"],
        "planned": ["Décaissement prévu"],
        "transactions": ["Transactions"],
        "shares": ["Pourcentages par pays et par secteur"],
        "finance_type": ["Type de financement"],
        "collaboration_type": ["Type de collaboration"],
        "aid_type": ["Type d'aide", "Type d’aide"],
        "modified": ["Date de modification"],
    },
}


def read_profile(text, language):
    """The parts of an open profile by the names used here; a part that is not printed is not in it."""
    labels = {key: spellings[0] for key, spellings in LABELS[language].items()}
    headings = {labels[key]: key for key in ["overview", *LISTS, *PROSE, "spending"]}
    parts, lines, here = {"title": None}, {}, "start"
    for line in re.split(r"\r*\n", text):
        key = headings.get(line.strip())
        if key and key not in lines:
            here = key
            lines[key] = []
        else:
            lines.setdefault(here, []).append(line.rstrip("\r"))
    title = next(line for line in lines["start"] if line.strip())
    parts["title"] = title.split(" — ", 1)[1]
    header = [line.strip() for line in lines["overview"] if line.strip()]
    if len(header) != len(HEADER):
        raise ValueError(f"the header has {len(header)} lines, {len(HEADER)} are expected")
    parts.update(zip(HEADER, header))
    for key in LISTS:
        if key in lines:
            parts[key] = [line.lstrip("• ").strip() for line in lines[key] if line.strip()]
    for key in PROSE:
        if key in lines:
            parts[key] = [line for line in lines[key] if line.strip()]
    for key in TAIL:
        for line in lines["spending"]:
            if line.startswith(labels[key] + " "):
                parts[key] = line[len(labels[key]) + 1 :].strip()
    return parts


MENU = {
    "en": ["Skip to main content", "Language selection", "Français", "Search", "Menu", "Home", "Project Browser", "Project details"],
    "fr": ["Passer au contenu principal", "Sélection de la langue", "English", "Recherche", "Menu", "Accueil", "Navigateur de projets"],
}
FOOTER = {
    "en": ["Report a problem on this page", "Share this page", "About government", "Contact us", "Terms and conditions", "Privacy"],
    "fr": ["Signaler un problème sur cette page", "Partager cette page", "À propos du gouvernement", "Contactez-nous", "Avis"],
}
FURTHER = {
    "en": [("Reporting organisation", "Global Affairs Canada"), ("Type of flow", "ODA"), ("Selection mechanism", "Department-Initiated")],
    "fr": [("Organisme déclarant", "Affaires mondiales Canada"), ("Type de flux", "APD"), ("Mécanisme de sélection", "Mis de l'avant par le Ministère")],
}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
}


class Odd:
    """What befalls a document in the form `odd`, beyond the choices of its style."""

    def __init__(self, language, dice):
        self.language, self.dice = language, dice
        self.wrapped = dice.choice([0, 0, 72, 80])
        self.indent = dice.choice(["", "", "  ", "\t"])
        self.pairs = dice.choice(["plain", "plain", "tab", "table", "spaces"])
        self.menu = dice.random() < 0.4
        self.footer = dice.random() < 0.4
        self.further = dice.random() < 0.4
        self.date_form = dice.choice(["iso", "iso", "words", "slashes"])
        self.share = dice.choice(["brackets", "brackets", "dash", "colon", "bare"])
        self.code_first = dice.random() < 0.2
        self.marker = dice.choice(["brackets", "brackets", "dash", "colon"])
        self.encoding = dice.choice(["utf-8"] * 5 + ["utf-8-sig", "utf-16", "cp1252"])

    def date(self, iso):
        year, month, day = iso.split("-")
        if self.date_form == "words":
            name = MONTHS[self.language][int(month) - 1]
            first = "1er" if self.language == "fr" and day == "01" else str(int(day))
            return f"{first} {name} {year}"
        return f"{year}/{month}/{day}" if self.date_form == "slashes" else iso

    def item(self, key, text):
        """An item of a list with its share, code or significance printed in another way."""
        if key == "policy_markers" and self.marker != "brackets":
            return re.sub(r" \(([^()]*)\)$", {"dash": r" - \1", "colon": r": \1"}[self.marker], text)
        if key == "sectors" and self.code_first:
            text = re.sub(r"^(.*?) \((\d{5})\)", r"\2 - \1", text)
        if key != "policy_markers" and self.share != "brackets":
            text = re.sub(r" \(([\d.,]+\s?%)\)$", {"dash": r" - \1", "colon": r": \1", "bare": r" \1"}[self.share], text)
        return text

    def pair(self, label, colon, value):
        ways = {"plain": f"{label}{colon}{value}", "tab": f"{label}\t{value}", "table": f"| {label} | {value} |"}
        ways["spaces"] = f"{label}    {value}"
        return ways[self.pairs]

    def finish(self, lines):
        """Menu, footer, indentation and wrapping."""
        if self.menu:
            lines = MENU[self.language] + [""] + lines
        if self.footer:
            lines = lines + [""] + FOOTER[self.language]
        wrapped = []
        for line in lines:
            words = textwrap.wrap(line, self.wrapped, break_long_words=False, break_on_hyphens=False) if self.wrapped else [line]
            wrapped += words or [""]
        return [self.indent + line if line else line for line in wrapped]


class Style:
    """The choices of one document: each is made once, so that a document looks as if one hand had made it."""

    def __init__(self, form, language, dice):
        self.form, self.language, self.dice = form, language, dice
        mixed = form in ("mixed", "odd")
        self.labels = {
            key: dice.choice(spellings) if mixed else spellings[0] for key, spellings in LABELS[language].items()
        }
        if form in ("line", "below") and dice.random() < 0.5:
            self.labels["title"] = dice.choice(LABELS[language]["title"][:2])
        colons = [": "] if language == "en" else [NBSP + ": ", NNBSP + ": ", " : ", ": ", NBSP + ":" + NBSP]
        self.colon = dice.choice(colons + ([":\t", ":  "] if mixed else []))
        self.newline = dice.choice(["\n", "\n", "\r\n"])
        self.blank_lines = dice.choice([0, 0, 1, 2])
        self.blank_items = dice.choice([0, 0, 0, 1])
        self.bullet = dice.choice(["• ", "- ", "* ", "", "•\t"] + (["– ", "· ", "  - "] if mixed else []))
        self.separator = dice.choice(["; ", ", ", " ; "] if language == "fr" else ["; ", ", "])
        self.lists_inline = form in ("line", "mixed", "odd") and dice.random() < 0.4
        self.heading_end = dice.choice(["", NBSP, " ", self.colon.rstrip()])
        self.heading_mark = dice.choice(["", "## ", "### "]) if mixed else ""
        self.bold = mixed and dice.random() < 0.4
        self.capitals = mixed and dice.random() < 0.15
        self.label_end = dice.choice(["", "", self.colon.rstrip(), NBSP])
        self.blank_value = dice.choice([0, 0, 0, 1])
        self.branch = form in ("bare", "below") and dice.random() < 0.15
        self.two_dates = dice.random() < 0.5
        self.shuffled = form != "bare" and dice.random() < 0.4
        self.odd = Odd(language, dice) if form == "odd" else None
        self.gap = 0.08
        self.gap_shown = form in ("line", "below") and dice.random() < 0.5

    def label(self, key):
        label = self.labels[key]
        return label.upper() if self.capitals else label

    def heading(self, key):
        label = self.label(key)
        if self.heading_mark:
            return self.heading_mark + label
        return label + self.heading_end

    def labelled(self, key, value):
        """The lines that print `value` under its label; an empty value leaves the label alone."""
        below = self.form == "below" or (self.form in ("mixed", "odd") and self.dice.random() < 0.4)
        label = self.label(key)
        if self.odd and value and not below:
            return [self.odd.pair(label, self.colon, value)]
        if self.bold and not below:
            return [f"**{label}{self.colon.rstrip()}** {value}".rstrip()]
        if self.bold:
            return [f"**{label}**", value] if value else [f"**{label}**"]
        if below:
            return [label + self.label_end, *[""] * self.blank_value, value] if value else [label + self.label_end]
        return [(label + self.colon + value).rstrip()]

    def amount(self, printed):
        """The amount of a profile in another of the ways that the two languages write it."""
        digits = re.sub(r"\D", "", printed)
        grouped = f"{int(digits):,}"
        if self.language == "en":
            ways = [f"${grouped}"] * 4 + [f"${grouped}.00", f"{grouped} $"]
            ways += [f"CAD {grouped}", f"$ {grouped}", f"CA${grouped}"] if self.form == "mixed" else []
            return self.dice.choice(ways)
        space = self.dice.choice([NBSP, NNBSP, " "])
        spaced = grouped.replace(",", space)
        ways = [f"{spaced}{space}$"] * 3 + [f"{spaced},00{space}$ CA", f"{spaced} $", f"{spaced},00 $", f"{spaced} $ CA"]
        ways += [f"{spaced} CAD", f"{spaced} $CAN"] if self.form == "mixed" else []
        return self.dice.choice(ways)

    def percents(self):
        """One way of writing percentages, for the whole document."""
        kind = self.dice.choice(["as printed", "whole", "comma", "point and space"])
        space = self.dice.choice([NBSP, " ", ""])

        def write(match):
            number = float(match[1].replace(",", "."))
            if kind == "whole" and number == int(number):
                return f"{int(number)}{space if self.language == 'fr' else ''}%"
            if kind == "comma":
                return f"{number:.2f}".replace(".", ",") + f"{space or NBSP}%"
            if kind == "point and space":
                return f"{number:.2f}{space}%"
            return match[0]

        return lambda text: re.sub(r"(\d+[.,]\d+)\s?%", write, text)

    def dates(self, start, end):
        if self.odd:
            start, end = self.odd.date(start), self.odd.date(end)
        joined = [f"{start} - {end}"] * 3
        if self.form in ("mixed", "odd"):
            joined += [f"{start} – {end}", f"{start} / {end}", f"{start} {'to' if self.language == 'en' else 'au'} {end}"]
        return self.dice.choice(joined)


def title_lines(style, title):
    """The first lines of the document. Without a title it says only what kind of page it is."""
    profile, dice = style.labels["profile"], style.dice
    if title is None:
        return [profile]
    ways = [[f"{profile} — {title}"]]
    if style.form != "bare":
        ways += [style.labelled("title", title), [profile, *style.labelled("title", title)]]
    if style.form == "mixed":
        ways += [[f"{profile} – {title}"], [f"# {profile} — {title}"], [f"{profile}{style.colon}{title}"]]
    return dice.choice(ways)


def header_groups(style, parts, gaps):
    """The header as groups of lines, one a field, in the order of printing."""
    groups = []
    for key in HEADER:
        value = parts[key]
        start, _, end = value.partition(" - ") if key == "period" else (value, "", "")
        if key == "budget":
            value = style.amount(value)
        if style.form == "bare":
            if key not in gaps:
                groups.append([value])
                if key == "funding" and style.branch:
                    groups.append([BRANCH])
        elif key == "period" and style.two_dates:
            for name, date in (("start", start), ("end", end)):
                hidden = key in gaps or name in gaps
                if not hidden or style.gap_shown:
                    date = style.odd.date(date) if style.odd else date
                    groups.append(style.labelled(name, "" if hidden else date))
        elif key not in gaps or style.gap_shown:
            value = style.dates(start, end) if key == "period" else value
            groups.append(style.labelled(key, "" if key in gaps else value))
    if style.form == "below" and style.branch and not style.shuffled and "funding" not in gaps:
        groups.append([BRANCH])
    if style.shuffled:
        style.dice.shuffle(groups)
    return groups


def list_lines(style, key, items, percents):
    """A list under its heading, or on the line of its label."""
    items = [percents(item) for item in items]
    if style.odd:
        items = [style.odd.item(key, item) for item in items]
    if style.lists_inline:
        return [style.label(key) + style.colon + style.separator.join(items)]
    lines = [style.heading(key)] + [""] * min(style.blank_lines, 1)
    for item in items:
        lines += [style.bullet + item] + [""] * style.blank_items
    return lines


def prose_lines(style, key, paragraphs):
    inline = style.form in ("line", "odd") and style.lists_inline
    if inline:
        return [style.label(key) + style.colon + paragraphs[0].strip(), *paragraphs[1:]]
    lines = [style.heading(key)] + [""] * min(style.blank_lines, 1)
    for paragraph in paragraphs:
        lines += [paragraph, ""]
    return lines[:-1]


def tail_lines(style, parts, gaps):
    """What follows `Budget and spending`: the zeros that are no budget, and the types of aid and finance."""
    zero = "$0" if style.language == "en" else style.dice.choice([f"0{NBSP}$", "0 $"])
    labels, lines = style.labels, [style.heading("spending")] + [""] * style.blank_lines
    plain = style.form == "bare" or style.dice.random() < 0.3

    def row(key, value):
        return [f"{labels[key]} {value}"] if plain else style.labelled(key, value)

    lines += row("original", zero) + row("planned", zero) + [labels["transactions"], labels["shares"]]
    for key in TAIL:
        if key in parts and key not in gaps:
            lines += row(key, parts[key])
    if style.odd and style.odd.further:
        lines += [line for label, value in FURTHER[style.language] for line in [label + style.colon + value]]
    modified = "2025-03-01" if style.dice.random() < 0.7 else ""
    return lines + [(labels["modified"] + style.colon + modified).rstrip()]


def choose_gaps(style, parts):
    """What this document leaves out."""
    gaps = {key for key in [*HEADER, *LISTS, *TAIL] if key in parts and style.dice.random() < style.gap}
    if style.two_dates and style.form != "bare" and style.dice.random() < style.gap:
        gaps.add(style.dice.choice(["start", "end"]))
    if style.dice.random() < style.gap / 2:
        gaps.add("title")
    # With neither organisation nor number nor list, not even a person could say what the page is.
    return gaps - {"iati_identifier"} if {"funding", "title"} & gaps else gaps


def without(activity, gaps):
    """The gold of a document that leaves `gaps` out: null and [] assert that nothing is found there."""
    activity = copy.deepcopy(activity)
    for key in gaps:
        if key in ("implementing", "funding"):
            activity["participating_orgs"] = [o for o in activity["participating_orgs"] if o["role"] != key]
        elif key in ("start", "end"):
            if activity.get("period"):
                activity["period"][key] = None
        elif key == "countries":
            del activity[key]  # The title may still name one.
        elif key in LISTS:
            activity[key] = []
        else:
            activity[key] = None
    return activity


def render(parts, gold, form, language, dice):
    """The bytes of the document in `form` and what its gold says."""
    style = Style(form, language, dice)
    gaps = choose_gaps(style, parts)
    if form == "bare" or not style.two_dates:
        gaps -= {"start", "end"}
    percents = style.percents()
    blank = [""] * style.blank_lines
    lines = title_lines(style, None if "title" in gaps else parts["title"]) + blank
    if form == "bare" or dice.random() < 0.7:
        lines += [style.heading("overview")] + blank
    spread = form != "bare" and style.blank_lines > 1
    for group in header_groups(style, parts, gaps):
        lines += group + ([""] if spread else [])
    lines += [""] * max(style.blank_lines, 1) if form == "bare" else blank
    for key in LISTS:
        if key in parts and key not in gaps:
            lines += list_lines(style, key, parts[key], percents) + blank
    for key in PROSE:
        if key in parts:
            lines += prose_lines(style, key, parts[key]) + blank
    lines += tail_lines(style, parts, gaps)
    encoding = style.odd.encoding if style.odd else "utf-8"
    lines = style.odd.finish(lines) if style.odd else lines
    text = style.newline.join(lines) + style.newline
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        content = text.encode("utf-8")
    return content, [without(activity, gaps) for activity in gold["activities"]]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("profiles", type=pathlib.Path, help="folder of the open profiles and their gold")
    arguments.add_argument("out", type=pathlib.Path, help="folder to write to, one folder a form below it")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--forms", default=",".join(FORMS[:-1]), help="which forms to make (%(default)s)")
    arguments = arguments.parse_args()
    sources = sorted(arguments.profiles.glob("*.txt"))
    if not sources:
        sys.exit(f"render-gac: no profiles in {arguments.profiles}")
    made = 0
    for source in sources:
        language = source.stem.rsplit(".", 1)[1]
        gold = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
        with open(source, encoding="utf-8", newline="") as file:
            parts = read_profile(file.read(), language)
        for form in arguments.forms.split(","):
            dice = random.Random(f"{arguments.seed} {source.stem} {form}")
            text, activities = render(parts, gold, form, language, dice)
            folder = arguments.out / form
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{source.stem}.{form}"
            (folder / f"{name}.txt").write_bytes(text)
            answer = {"document": f"{name}.txt", "activities": activities}
            with open(folder / f"{name}.json", "w", encoding="utf-8") as file:
                file.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
            made += 1
    print(f"{made} documents from {len(sources)} profiles in {arguments.out}")


if __name__ == "__main__":
    main()
