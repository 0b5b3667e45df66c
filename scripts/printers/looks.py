"""How a document looks, drawn by its name."""

import dataclasses
import random


@dataclasses.dataclass
class Look:
    paper: str  # a4 or letter
    margin: float  # in millimetres
    serif: bool
    size: float  # of type, in points
    justified: bool
    labels: str  # line, bold, below, columns, ruled, as they stand where a producer sets them
    table: str  # ruled, lines (horizontal rules), shaded or bare
    rows: str  # of a logframe: split, spanned or merged
    furniture: str  # none, number, both
    columns: int  # of running text
    centred: bool  # the title
    bullet: str
    colour: str


def draw(stem, layout, producer):
    dice = random.Random(f"{stem} {producer}")
    return Look(
        paper=dice.choice(["a4", "a4", "letter"]),
        margin=dice.choice([12, 18, 22, 25]),
        serif=dice.random() < 0.45,
        size=dice.choice([9.5, 10, 11, 12]),
        justified=dice.random() < 0.45,
        labels=dice.choice(["line", "bold", "below", "columns", "columns", "ruled"]),
        table=dice.choice(["ruled", "ruled", "lines", "shaded", "bare"]),
        rows=dice.choice(["split", "spanned", "merged"]),
        furniture=dice.choice(["none", "number", "both", "both"]),
        columns=2 if layout == "undp-thematic-chapter" and dice.random() < 0.7 else 1,
        centred=dice.random() < 0.25,
        bullet=dice.choice(["•", "•", "–", "▪"]),
        colour=dice.choice(["#000000", "#1f3864", "#7a1f1f", "#005a70"]),
    )


PUBLISHERS = {
    "world-bank-project-page": "Projects & Operations",
    "world-bank-pid": "The World Bank",
    "adb-project-data-sheet": "Projects",
    "afdb-project-page": "Projects and Operations",
    "devtracker-page": "Development Tracker",
    "eu-action-document": "Annex",
    "pbf-project-document": "Peacebuilding Fund",
    "idb-project-page": "Proyectos",
    "gac-profile": "Project Browser",
    "un-police-proposal": "Police Division: project proposals",
    "undp-thematic-chapter": "Rule of law: annual report",
    "undp-project-page": "Projects",
    "general": "Project archive",
}
