"""A specimen's text as a tree of what a publisher would set: headings, paragraphs, lists, labels with values, tables."""

import dataclasses
import re
import sys

BULLETS = "•-*"
CREDITS = ("Photo:", "Photos:")
# Labels that stand alone or above their values; all others have a colon.
LABELS = {
    "gac-profile": {
        "Project number", "Maximum contribution", "Executing agency - partner", "Start / end date", "Status",
        "Contributing organization", "Original budget", "Planned disbursement", "Type of finance",
        "Collaboration type", "Type of aid", "Numéro de projet", "Contribution maximale",
        "Organisme d'exécution - partenaire", "Date de début / fin", "État", "Organisme contributeur",
        "Budget original", "Décaissement prévu", "Type de financement", "Type de collaboration", "Type d'aide",
    },
    "general": {
        "Project reference", "Country", "Funding agency", "Implementing partner", "Duration", "Budget", "Sector",
    },
}  # fmt: skip


@dataclasses.dataclass
class Heading:
    level: int
    text: str
    bullet: bool = False


@dataclasses.dataclass
class Paragraph:
    text: str


@dataclasses.dataclass
class Lines:
    """Lines that stand each on its own, without labels."""

    lines: list


@dataclasses.dataclass
class Labels:
    """Labels with their values; a value has one line or more, or none. `form`: colon, below or bare."""

    pairs: list
    form: str


@dataclasses.dataclass
class List:
    """Items of (mark, text); the mark as printed."""

    items: list


@dataclasses.dataclass
class Table:
    """Rows of cells, a cell a list of paragraphs; the first row is the header. `kind`: logframe or budget."""

    rows: list
    kind: str


@dataclasses.dataclass
class Picture:
    alternative: str
    caption: str
    credit: str


@dataclasses.dataclass
class Document:
    title: str
    language: str
    layout: str
    nodes: list
    notes: dict


def decode(content):
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def language(text):
    scores = {
        "en": r"\b(the|and|of|which)\b",
        "fr": r"\b(les|des|une|dans|est)\b",
        "es": r"\b(los|las|una|que|del)\b",
        "pt": r"\b(dos|das|uma|não|do|ão)\b",
    }
    return max(scores, key=lambda code: len(re.findall(scores[code], text)))


def read(content, layout):
    text = decode(content).replace("\r\n", "\n")
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text.strip("\n"))]
    blocks = [[line.rstrip(" \u00a0\n") for line in block if line.strip()] for block in blocks]
    blocks = [block for block in blocks if block]
    nodes, notes, at = [], {}, 0
    while at < len(blocks):
        block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        if len(block) == 1 and re.fullmatch(r"\d{1,2}", block[0].strip()) and after:
            notes[block[0].strip()] = " ".join(after)
            at += 2
        elif any("\t" in line for line in block):
            rows = list(block)
            while at + 1 < len(blocks) and blocks[at + 1][0].startswith("\t"):
                at += 1
                rows += blocks[at]
            nodes.append(table(rows))
            at += 1
        elif at + 2 < len(blocks) and blocks[at + 2][0].startswith(CREDITS) and len(block) == 1:
            nodes.append(Picture(block[0], blocks[at + 1][0], blocks[at + 2][0]))
            at += 3
        else:
            nodes += of_block(block, after, layout, first=not nodes)
            at += 1
    heading = next((node.text for node in nodes if isinstance(node, Heading) and node.level == 1), "")
    return Document(heading or "Document", language(text), layout, joined(nodes), notes)


def joined(nodes):
    """Neighbouring groups of labels of one form, and of list items, as one; headers of lines are kept apart."""
    out = []
    for node in nodes:
        if out and isinstance(node, Labels) and isinstance(out[-1], Labels) and out[-1].form == node.form:
            out[-1].pairs += node.pairs
        else:
            out.append(node)
    return out


def of_block(block, after, layout, first):
    known = LABELS.get(layout, set())
    label = re.compile(r"^([A-ZÀ-Ý][^.:?!]{1,55}?)( |\u00a0|\u202f)?:(?:[ \u00a0]+(.*))?$")
    if len(block) == 1:
        return [single(block[0], after, layout, first)]
    if all(mark(line) for line in block):
        return [List([mark(line) for line in block])]
    if any(line in known for line in block):
        return below(block, known)
    begins = known if layout == "gac-profile" else ()
    bare = [next((one for one in begins if line.startswith(one + " ")), None) for line in block]
    if any(bare):
        pairs = [(one, [line[len(one) + 1 :]], "") if one else colon_pair(line, label) for one, line in zip(bare, block)]
        return [Labels(pairs, "bare")]
    if sum(bool(label.match(line)) for line in block) * 2 > len(block):
        return labelled(block, label)
    if mark(block[0].strip()) and not mark(block[1].strip()):
        return [Heading(3, block[0].strip())] + of_block([line.strip() for line in block[1:]], after, layout, False)
    return [Lines([line.strip() for line in block])]


def colon_pair(line, label):
    found = label.match(line)
    return (found[1], [found[3]] if found[3] else [], "") if found else (line, [], "")


def labelled(block, label):
    nodes, pairs = [], []
    for line in block:
        found = label.match(line)
        if mark(line) and pairs:
            key, values, colon = pairs[-1]
            pairs[-1] = (key, values + [" ".join(mark(line))], colon)
        elif found:
            pairs.append((found[1], [found[3]] if found[3] else [], (found[2] or "") + ":"))
        elif pairs:
            pairs.append((line, [], ""))
        else:
            nodes.append(Heading(2, line))
    return nodes + [Labels(pairs, "colon")]


def below(block, known):
    pairs = []
    for line in block:
        if line in known:
            pairs.append((line, [], ""))
        elif line in ("Transactions", "Country percentages by sector", "Pourcentages par pays et par secteur") or line.endswith(":"):
            pairs.append((line.rstrip(" \u00a0:"), [], ""))
        else:
            pairs[-1][1].append(line)
    return [Labels(pairs, "below")]


def mark(line):
    found = re.match(r"^\s*([•\-–]|\d{1,2}[.)])[ \t\u00a0]+(.+)$", line)
    return (found[1], found[2]) if found else None


def single(line, after, layout, first):
    plain = line.strip().replace("**", "")
    if layout == "un-police-proposal" and mark(plain):
        return Heading(2, mark(plain)[1], bullet=True)
    if first or (plain.isupper() and len(plain) > 5):
        return Heading(1, plain)
    numbered = mark(plain)
    if numbered and not numbered[0][0].isdigit():
        return List([numbered])
    if numbered and after and len(plain) < 80:
        return Heading(3, plain)
    is_heading = len(plain) < 120 and not plain.endswith((".", ";", ",", ":", "]")) and after
    if is_heading or (plain.endswith(("?", "priorities.", "mitigate them.")) and layout == "un-police-proposal"):
        return Heading(2, plain)
    return Paragraph(plain)


def table(lines):
    rows = [[paragraphs(cell) for cell in line.split("\t")] for line in lines if line.strip()]
    width = max(len(row) for row in rows)
    rows = [row + [[]] * (width - len(row)) for row in rows]
    kind = "logframe" if rows[0][0] == ["Outcomes"] else "budget"
    if kind == "budget":
        rows = whole(rows)
    return Table(rows, kind)


def paragraphs(cell):
    cell = cell.strip().replace("\\$", "$")
    parts = re.findall(r"<p>(.*?)</p>", cell)
    return parts or ([cell] if cell else [])


def whole(rows):
    """Rows of a budget with the cells that the text breaks over lines joined again."""
    out = [rows[0]]
    for row in rows[1:]:
        is_rest = len(row) > 2 and not row[0] and not row[2] and row[1]
        if is_rest:
            cell = out[-1][1]
            out[-1][1] = cell[:-1] + [" ".join(cell[-1:] + row[1])]
        else:
            out.append(list(row))
    return out


def merged(rows):
    """Rows of a logframe in which a row without an outcome is part of the one above it."""
    out = []
    for row in rows:
        if out and not row[0]:
            out[-1] = [one + other for one, other in zip(out[-1], row)]
        else:
            out.append([list(cell) for cell in row])
    return out


def spans(rows):
    """For each row its cells as (paragraphs, rows it spans); None where a cell above reaches down."""
    out = []
    for at, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row):
            goes_on = at > 1 and not cell and not any(row[: column + 1])
            length = 1
            while at > 0 and at + length < len(rows) and not any(rows[at + length][: column + 1]):
                length += 1
            cells.append(None if goes_on else (cell, length))
        out.append(cells)
    return out


def sources(corpus, only):
    """The documents of `corpus` whose names hold `only`, each with its number among all of them."""
    found = [(number, path) for number, path in enumerate(sorted(corpus.glob("*/*.txt"))) if only in path.stem]
    if not found:
        sys.exit(f"there are no documents in {corpus}" + (f" whose names hold {only!r}" if only else ""))
    return found


def placed(table, rows_as):
    """For each row of a table its cells as `spans` gives them; the rows of a logframe are split, merged or spanned."""
    rows = table.rows
    if table.kind == "logframe" and rows_as == "merged":
        rows = rows[:1] + merged(rows[1:])
    if table.kind == "logframe" and rows_as == "spanned":
        return spans(rows)
    return [[(cell, 1) for cell in row] for row in rows]
