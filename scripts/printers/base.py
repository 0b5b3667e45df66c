"""ReportLab, with the fonts that every reader of PDFs brings along."""

import re
from xml.sax.saxutils import escape

from . import looks, tree


def reportlab(document, look, path):
    from reportlab.lib.colors import HexColor
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
    from reportlab.lib.pagesizes import A4, letter
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import BaseDocTemplate, Frame, KeepTogether, ListFlowable, ListItem, PageTemplate
    from reportlab.platypus import Paragraph, Spacer, Table

    face, bold, italic = (
        ("Times-Roman", "Times-Bold", "Times-Italic") if look.serif else ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
    )
    body = ParagraphStyle(
        "body", fontName=face, fontSize=look.size, leading=look.size * 1.3, spaceAfter=6, alignment=TA_JUSTIFY if look.justified else TA_LEFT
    )
    tight = ParagraphStyle("tight", parent=body, spaceAfter=0, alignment=TA_LEFT)
    strong = ParagraphStyle("strong", parent=tight, fontName=bold)
    right = ParagraphStyle("right", parent=tight, alignment=TA_RIGHT)
    small = ParagraphStyle("small", parent=tight, fontName=italic, fontSize=look.size * 0.85)
    note = ParagraphStyle("note", parent=tight, fontSize=7.5, leading=9)
    heads = {
        level: ParagraphStyle(
            f"h{level}", parent=tight, fontName=bold, fontSize=look.size * scale, leading=look.size * scale * 1.2, spaceBefore=8, spaceAfter=4,
            textColor=HexColor(look.colour), alignment=TA_CENTER if look.centred and level == 1 else TA_LEFT,
        )
        for level, scale in ((1, 1.6), (2, 1.2), (3, 1.0))
    }  # fmt: skip

    def text(content):
        # The fonts' encoding has no boxes, and no narrow no-break space.
        content = escape(content.replace("\u202f", "\u00a0"))
        for box, dingbat in (("☐", "❏"), ("☒", "✘")):
            content = content.replace(box, f'<font name="ZapfDingbats">{dingbat}</font>')
        return re.sub(
            r" (\d{1,2}) (?=[.,;])", lambda found: f"<super size={look.size * 0.65:.1f}>{found[1]}</super>" if found[1] in document.notes else found[0], content
        )

    def labels(node):
        form = look.labels
        colon = lambda key, mark: key + mark if node.form == "colon" else key
        if node.form == "bare" and form in ("below", "line"):
            return [Paragraph(text(" ".join([key, *values])), tight) for key, values, _ in node.pairs]
        if form == "below":
            out = []
            for key, values, _ in node.pairs:
                out += [Paragraph(text(key), strong), *[Paragraph(text(value), tight) for value in values], Spacer(1, 4)]
            return out
        if form in ("columns", "ruled"):
            rows = [[Paragraph(text(colon(key, mark)), strong), [Paragraph(text(value), tight) for value in values] or ""] for key, values, mark in node.pairs]
            style = [("VALIGN", (0, 0), (-1, -1), "TOP")] + ([("GRID", (0, 0), (-1, -1), 0.6, "#444444")] if form == "ruled" else [])
            return [Table(rows, colWidths=[52 * mm, None], style=style, hAlign="LEFT"), Spacer(1, 6)]
        mark_of = lambda mark: mark or ("" if node.form == "colon" else ":")
        wrap = (lambda key: f"<b>{text(key)}</b>") if form == "bold" else text
        return [Paragraph(f"{wrap(key + mark_of(mark))} {'<br/>'.join(map(text, values))}", tight) for key, values, mark in node.pairs]

    def table(node):
        style = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        cells = []
        for at, row in enumerate(tree.placed(node, look.rows)):
            line = []
            for column, cell in enumerate(row):
                parts, length = cell or ([], 1)
                shape = strong if at == 0 else right if node.kind == "budget" and column == 2 and len(row) == 3 else tight
                line.append([Paragraph(text(part), shape) for part in parts] or "")
                if length > 1:
                    style.append(("SPAN", (column, at), (column, at + length - 1)))
            cells.append(line)
        style += {
            "ruled": [("GRID", (0, 0), (-1, -1), 0.6, "#444444")],
            "lines": [("LINEBELOW", (0, 0), (-1, -1), 0.5, "#888888")],
            "shaded": [("ROWBACKGROUNDS", (0, 1), (-1, -1), ["#ffffff", "#eef2f5"])],
            "bare": [],
        }[look.table]
        share = [0.28, 0.36, 0.36] if node.kind == "logframe" else [0.3, 0.45, 0.25]
        if len(cells[0]) > len(share):
            share = [1 / len(cells[0])] * len(cells[0])
        return [Table(cells, colWidths=[width * one for one in share], style=style, repeatRows=1), Spacer(1, 6)]

    def flow(node):
        if isinstance(node, tree.Heading):
            if node.bullet and look.bullet == "•":
                return [Paragraph(f"\u2022 {text(node.text)}", heads[3])]
            return [Paragraph(text(node.text), heads[node.level])]
        if isinstance(node, tree.Paragraph):
            return [Paragraph(text(node.text), body)]
        if isinstance(node, tree.Lines):
            return [Paragraph(text(line), tight) for line in node.lines] + [Spacer(1, 6)]
        if isinstance(node, tree.List):
            numbered = node.items[0][0][0].isdigit()
            items = [ListItem(Paragraph(text(content), tight)) for _, content in node.items]
            return [ListFlowable(items, bulletType="1" if numbered else "bullet", start=None if numbered else "\u2022", leftIndent=16, bulletFormat="%s." if numbered else None), Spacer(1, 6)]
        if isinstance(node, tree.Labels):
            return labels(node)
        if isinstance(node, tree.Picture):
            picture = Table([[""]], colWidths=[60 * mm], rowHeights=[30 * mm], style=[("BACKGROUND", (0, 0), (-1, -1), "#99aabb")], hAlign="LEFT")
            return [KeepTogether([picture, Paragraph(text(node.caption), small), Paragraph(text(node.credit), small), Spacer(1, 6)])]
        return table(node)

    paper = A4 if look.paper == "a4" else letter
    margin = look.margin * mm
    width, gap = paper[0] - 2 * margin, 6 * mm
    story = [flowable for node in document.nodes for flowable in flow(node)]
    notes = [Paragraph(f"<super>{key}</super> {text(content)}", note) for key, content in document.notes.items()]

    def dress(canvas, template):
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        if look.furniture != "none":
            canvas.drawRightString(paper[0] - margin, 8 * mm, str(template.page))
        if look.furniture == "both":
            canvas.drawString(margin, paper[1] - 8 * mm, looks.PUBLISHERS[document.layout])
        if notes and template.page == 1:
            at = margin + 2
            for one in reversed(notes):
                _, height = one.wrap(width, 100)
                one.drawOn(canvas, margin, at)
                at += height
            canvas.line(margin, at + 3, margin + 50 * mm, at + 3)
        canvas.restoreState()

    template = BaseDocTemplate(str(path), pagesize=paper, title=document.title, lang=document.language, invariant=1)
    foot = 24 * mm if notes else 0
    frames = [
        Frame(margin + at * (width + gap) / look.columns, margin + foot, (width - gap * (look.columns - 1)) / look.columns,
              paper[1] - 2 * margin - foot, leftPadding=0, rightPadding=0)
        for at in range(look.columns)
    ]  # fmt: skip
    template.addPageTemplates([PageTemplate(frames=frames, onPage=dress)])
    template.build(story)
