"""Typst."""

import json
import re

from . import looks, tree
from .web import undated

PAPER = {"a4": "a4", "letter": "us-letter"}


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


class Writer:
    def __init__(self, document, look):
        self.document, self.look = document, look

    def source(self):
        look, document = self.look, self.document
        running = looks.PUBLISHERS[document.layout]
        number = 'numbering: "1 / 1"' if look.furniture == "both" else ('numbering: "1"' if look.furniture == "number" else "")
        header = f"header: text(size: 8pt, {quoted(running)})," if look.furniture == "both" else ""
        yield f'#set page(paper: "{PAPER[look.paper]}", margin: {look.margin}mm, {header} {number})'
        font = "Liberation Serif" if look.serif else "Liberation Sans"
        yield f'#set text(font: "{font}", size: {look.size}pt, lang: "{document.language}", hyphenate: {str(look.justified).lower()})'
        yield f"#set par(justify: {str(look.justified).lower()})"
        yield f"#set document(title: {quoted(document.title)}, date: none)"
        yield f"#set list(marker: [{look.bullet}])"
        yield f'#show heading: it => {{ set text(fill: rgb("{look.colour}"), hyphenate: false); set par(justify: false); it }}'
        in_columns = False
        for node in document.nodes:
            is_top = isinstance(node, tree.Heading) and node.level == 1
            if look.columns > 1 and is_top and in_columns:
                in_columns = False
                yield "]"
            elif look.columns > 1 and not is_top and not in_columns:
                in_columns = True
                yield "#columns(2)["
            yield from self.node(node)
            yield ""
        if in_columns:
            yield "]"

    def text(self, text):
        parts, at = [], 0
        for found in re.finditer(r" (\d{1,2}) (?=[.,;])", text):
            if found[1] in self.document.notes:
                note = quoted(self.document.notes[found[1]])
                parts += [f"#text({quoted(text[at : found.start()])})#footnote(text({note}))"]
                at = found.end()
        return "".join([*parts, f"#text({quoted(text[at:])})"]) + ";"

    def node(self, node):
        if isinstance(node, tree.Heading):
            if node.bullet and self.look.bullet == "•":
                yield f"- *{self.text(node.text)}*"
            elif self.look.centred and node.level == 1:
                yield f"#align(center)[#heading(level: 1)[{self.text(node.text)}]]"
            else:
                yield f"#heading(level: {node.level})[{self.text(node.text)}]"
        elif isinstance(node, tree.Paragraph):
            yield self.text(node.text)
        elif isinstance(node, tree.Lines):
            yield " \\\n".join(self.text(line) for line in node.lines)
        elif isinstance(node, tree.List):
            numbered = node.items[0][0][0].isdigit()
            for _, text in node.items:
                yield f"{'+' if numbered else '-'} {self.text(text)}"
        elif isinstance(node, tree.Labels):
            yield from self.labels(node)
        elif isinstance(node, tree.Picture):
            yield "#rect(width: 60mm, height: 34mm, fill: rgb(\"#9ab\"))"
            yield f"#text(size: 0.85em, style: \"italic\")[{self.text(node.caption)} \\\n{self.text(node.credit)}]"
        elif isinstance(node, tree.Table):
            yield from self.table(node)

    def labels(self, node):
        look = self.look.labels
        with_colon = lambda key, mark: key + mark if node.form == "colon" else key
        joined = lambda values: " \\\n".join(map(self.text, values))
        if node.form == "bare" and look in ("below", "line"):
            yield " \\\n".join(self.text(" ".join([key, *values])) for key, values, _ in node.pairs)
        elif look == "below":
            for key, values, _ in node.pairs:
                yield f"#block(below: 0.5em)[*{self.text(key)}*]\n#block(above: 0.5em)[{joined(values)}]"
        elif look in ("columns", "ruled"):
            stroke = "0.6pt" if look == "ruled" else "none"
            cells = ", ".join(f"[*{self.text(with_colon(key, mark))}*], [{joined(values)}]" for key, values, mark in node.pairs)
            yield f"#table(columns: (auto, 1fr), stroke: {stroke}, {cells})"
        else:
            mark_of = lambda mark: mark or ("" if node.form == "colon" else ":")
            star = "*" if look == "bold" else ""
            yield " \\\n".join(
                f"{star}{self.text(key + mark_of(mark))}{star} {joined(values)}" for key, values, mark in node.pairs
            )

    def table(self, node):
        cells = []
        for at, row in enumerate(tree.placed(node, self.look.rows)):
            for column, cell in enumerate(row):
                if cell is None:
                    continue
                parts, length = cell
                inner = "\n\n".join(self.text(part) for part in parts)
                inner = f"*{inner}*" if at == 0 and inner else inner
                right = "align: right, " if node.kind == "budget" and column == 2 and at > 0 else ""
                cells.append(f"table.cell({right}rowspan: {length})[{inner}]")
        width = len(node.rows[0])
        stroke = {"ruled": "0.6pt", "lines": "(bottom: 0.5pt)", "shaded": "none", "bare": "none"}[self.look.table]
        fill = 'fill: (x, y) => if calc.odd(y) { rgb("#f3f5f7") } else { none }, ' if self.look.table == "shaded" else ""
        yield f"#table(columns: (1fr,) * {width}, stroke: {stroke}, {fill}table.header({', '.join(cells[:width])}), {', '.join(cells[width:])})"


def typst(document, look, path):
    import typst as compiler

    source = path.with_suffix(".typ")
    source.write_text("\n".join(Writer(document, look).source()), encoding="utf-8")
    try:
        path.write_bytes(compiler.compile(str(source)))
    finally:
        source.unlink()
    undated(path)
