"""Word documents: python-docx, pandoc and LibreOffice, each in its own manner."""

import io
import json
import pathlib
import re
import subprocess
import tempfile
import zipfile

from . import looks, tree


def texts(content, notes):
    """Runs of a text: (text, None), or ("", text of the note) where a note is called."""
    out, at = [], 0
    for found in re.finditer(r" (\d{1,2}) (?=[.,;])", content):
        if found[1] in notes:
            out += [(content[at : found.start()], None), ("", notes[found[1]])]
            at = found.end()
    return out + [(content[at:], None)]


def python_docx(document, look, path):
    import docx
    from docx.enum.text import WD_BREAK
    from docx.shared import Pt

    out = docx.Document()
    out.styles["Normal"].font.size = Pt(look.size)
    out.core_properties.title = document.title
    out.core_properties.language = document.language

    def write(paragraph, content, bold=None):
        for text, note in texts(content, document.notes):
            if note is None:
                paragraph.add_run(text).bold = bold
            else:
                # python-docx writes no footnotes; a comment is a note too.
                anchor = paragraph.add_run("")
                out.add_comment(anchor, text=note, author="", initials="")
        return paragraph

    def labels(node):
        colon = lambda key, mark: key + (mark if node.form == "colon" else "")
        if look.labels in ("columns", "ruled"):
            table = out.add_table(rows=0, cols=2, style="Table Grid" if look.labels == "ruled" else None)
            for key, values, mark in node.pairs:
                cells = table.add_row().cells
                write(cells[0].paragraphs[0], colon(key, mark), bold=True)
                for place, value in enumerate(values):
                    write(cells[1].paragraphs[0] if place == 0 else cells[1].add_paragraph(), value)
            return
        for key, values, mark in node.pairs:
            if look.labels == "below" or (node.form == "below" and look.labels == "line"):
                write(out.add_paragraph(), key, bold=True)
                for value in values:
                    write(out.add_paragraph(), value)
                continue
            paragraph = out.add_paragraph()
            paragraph.add_run(key + (mark or ":")).bold = True if look.labels == "bold" else None
            paragraph.add_run("\t" if look.centred else " ")
            for place, value in enumerate(values):
                if place:
                    paragraph.add_run().add_break(WD_BREAK.LINE)
                write(paragraph, value)

    for node in document.nodes:
        if isinstance(node, tree.Heading):
            if look.serif and node.level > 1:
                # By hand, in bold, as many people do.
                write(out.add_paragraph(), node.text, bold=True)
            elif node.level == 1 and look.justified:
                out.add_paragraph(node.text, style="Title")
            else:
                out.add_heading(node.text, node.level)
        elif isinstance(node, tree.Paragraph):
            write(out.add_paragraph(), node.text)
        elif isinstance(node, tree.Lines):
            paragraph = out.add_paragraph(node.lines[0])
            for line in node.lines[1:]:
                if look.centred:
                    paragraph = out.add_paragraph()
                else:
                    paragraph.add_run().add_break(WD_BREAK.LINE)
                paragraph.add_run(line)
        elif isinstance(node, tree.List):
            for mark, text in node.items:
                if look.rows == "merged":
                    write(out.add_paragraph(), f"{look.bullet if not mark[0].isdigit() else mark}\t{text}")
                else:
                    write(out.add_paragraph(style="List Number" if mark[0].isdigit() else "List Bullet"), text)
        elif isinstance(node, tree.Labels):
            labels(node)
        elif isinstance(node, tree.Picture):
            out.add_paragraph(node.caption, style="Caption")
            out.add_paragraph(node.credit, style="Caption")
        else:
            placed = tree.placed(node, look.rows)
            table = out.add_table(rows=len(placed), cols=len(placed[0]), style="Table Grid")
            for at, row in enumerate(placed):
                for column, cell in enumerate(row):
                    if cell is None:
                        continue
                    parts, length = cell
                    own = table.cell(at, column)
                    if length > 1:
                        own = own.merge(table.cell(at + length - 1, column))
                    for place, part in enumerate(parts):
                        write(own.paragraphs[0] if place == 0 else own.add_paragraph(), part, bold=True if at == 0 else None)
    if look.furniture != "none":
        out.sections[0].header.paragraphs[0].text = looks.PUBLISHERS[document.layout]
        out.sections[0].footer.paragraphs[0].text = "Page 1"
    out.save(path)


def ast(document, look):
    """The document as pandoc's own tree."""

    def inlines(content):
        out = []
        for text, note in texts(content, document.notes):
            if note is not None:
                out.append({"t": "Note", "c": [para(note)]})
            for place, word in enumerate(re.split(" +", text)):
                out += ([{"t": "Space"}] if place else []) + ([{"t": "Str", "c": word}] if word else [])
        return out

    def para(content):
        return {"t": "Para", "c": inlines(content)}

    def strong(content):
        return [{"t": "Strong", "c": inlines(content)}]

    def lines(contents):
        out = []
        for place, content in enumerate(contents):
            out += ([{"t": "LineBreak"}] if place else []) + content
        return {"t": "Para", "c": out}

    def table(rows, header):
        cell = lambda parts, length: [["", [], []], {"t": "AlignDefault"}, length, 1, [{"t": "Plain", "c": inlines(part)} for part in parts]]
        line = lambda row: [["", [], []], [cell(*one) for one in row if one is not None]]
        width = len(rows[0])
        head, body = (rows[:1], rows[1:]) if header else ([], rows)
        columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * width
        bodies = [[["", [], []], 0, [], [line(row) for row in body]]]
        return {"t": "Table", "c": [["", [], []], [None, []], columns, [["", [], []], [line(row) for row in head]], bodies, [["", [], []], []]]}

    blocks = []
    for node in document.nodes:
        if isinstance(node, tree.Heading):
            blocks.append({"t": "Header", "c": [node.level, ["", [], []], inlines(node.text)]})
        elif isinstance(node, tree.Paragraph):
            blocks.append(para(node.text))
        elif isinstance(node, tree.Lines):
            blocks += [lines(map(inlines, node.lines))] if look.centred else [para(line) for line in node.lines]
        elif isinstance(node, tree.List):
            items = [[{"t": "Plain", "c": inlines(text)}] for _, text in node.items]
            numbered = node.items[0][0][0].isdigit()
            blocks.append({"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items]} if numbered else {"t": "BulletList", "c": items})
        elif isinstance(node, tree.Labels):
            colon = lambda key, mark: key + (mark if node.form == "colon" else "")
            if look.labels in ("columns", "ruled"):
                blocks.append(table([[([colon(key, mark)], 1), (values, 1)] for key, values, mark in node.pairs], header=False))
            elif look.labels == "below" or node.form == "below":
                for key, values, _ in node.pairs:
                    blocks += [{"t": "Para", "c": strong(key)}] + [para(value) for value in values]
            else:
                of = lambda key, mark: strong(key + (mark or ":")) if look.labels == "bold" else inlines(key + (mark or ":"))
                pairs = [of(key, mark) + [{"t": "Space"}] + inlines(" ".join(values)) for key, values, mark in node.pairs]
                blocks += [lines(pairs)] if look.serif else [{"t": "Para", "c": pair} for pair in pairs]
        elif isinstance(node, tree.Picture):
            blocks += [para(node.caption), para(node.credit)]
        else:
            blocks.append(table(tree.placed(node, look.rows), header=True))
    meta = {"title": {"t": "MetaInlines", "c": inlines(document.title)}} if look.justified else {}
    meta["lang"] = {"t": "MetaInlines", "c": inlines(document.language)}
    if "title" in meta and isinstance(document.nodes[0], tree.Heading) and document.nodes[0].level == 1:
        blocks = blocks[1:]
    return json.dumps({"pandoc-api-version": [1, 22, 2, 1], "meta": meta, "blocks": blocks})


def pandoc(document, look, path):
    subprocess.run(["pandoc", "-f", "json", "-o", str(path)], input=ast(document, look).encode(), check=True)


def libreoffice(document, look, path):
    """What LibreOffice makes of an OpenDocument text."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, f"{path.stem}.odt")
        pandoc(document, look, source)
        convert = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "docx:MS Word 2007 XML"]
        subprocess.run([*convert, "--outdir", str(path.parent), str(source)], check=True, capture_output=True)


def undated(path):
    """The same file with all times set to one, and without pictures of its first page."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = source.read(name)
            if name.startswith("docProps/thumbnail"):
                continue
            if name in ("docProps/core.xml", "word/comments.xml"):
                content = re.sub(rb"\d{4}-\d\d-\d\dT[0-9:.]+Z", b"2025-01-01T12:00:00Z", content)
            if name == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            out.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 12, 0, 0)), content, zipfile.ZIP_DEFLATED)


PRODUCERS = (python_docx, pandoc, libreoffice)


def docx(document, number, source, path):
    """The document as Word file number `number`: by each producer in turn."""
    producer = PRODUCERS[number % len(PRODUCERS)]
    producer(document, looks.draw(source.stem, document.layout, producer.__name__), path)
    undated(path)
