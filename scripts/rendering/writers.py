"""Blocks as a file: text, HTML, Markdown, or a Word document made of nothing but its parts."""

import html
import io
import zipfile

from .layout import NOISE

COLONS = {"en": ":", "fr": "\u00a0:", "es": ":", "pt": ":"}


def joined(layout, values):
    return layout.ways.joined.join(values)


def text(layout, blocks):
    lines, colon = [], COLONS[layout.language]
    end = colon if layout.colon else ""
    menu, _, _, footer = NOISE[layout.language]
    if layout.noise:
        lines += [*menu, ""]
    for kind, content in blocks:
        if kind == "pairs":
            width = max(len(label) for label, _ in content) + 4
            for label, values in content:
                value = joined(layout, values)
                lines += {
                    "below": [label + colon, value],
                    "bare-below": [label, value, ""],
                    "gap": [f"{label + end:<{width}}{value}"],
                    "tab": [f"{label + end}\t{value}"],
                }.get(layout.pairs, [f"{label}{colon} {value}"])
            lines.append("")
        elif kind == "list":
            lines += [f"- {item}" for item in content] + [""]
        elif kind == "table":
            widths = [max(len(row[at]) for row in content) for at in range(len(content[0]))]
            if layout.pairs in ("tab", "line"):
                lines += ["\t".join(row) for row in content] + [""]
            else:
                lines += ["   ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in content] + [""]
        else:
            lines += [content, ""]
    return "\n".join(lines + (["", *footer] if layout.noise else [])).rstrip() + "\n"


def markdown(layout, blocks):
    lines, colon = [], COLONS[layout.language]
    for kind, content in blocks:
        if kind == "title":
            lines += [f"# {content}", ""]
        elif kind == "heading":
            lines += [f"## {content}", ""]
        elif kind == "pairs" and layout.pairs == "table":
            lines += ["| | |", "|---|---|"] + [f"| {label}{colon if layout.colon else ''} | {joined(layout, values).replace('|', ';')} |" for label, values in content] + [""]
        elif kind == "pairs":
            for label, values in content:
                value = joined(layout, values)
                if layout.pairs == "headings":
                    lines += [f"### {label}", ""] + (values if len(values) == 1 else [f"- {each}" for each in values]) + [""]
                elif layout.pairs == "bullets":
                    lines += [f"- **{label}{colon}** {value}"]
                elif layout.pairs == "bold":
                    lines += [f"**{label}**{colon} {value}", ""]
                else:
                    lines += [f"{label}{colon} {value}", ""]
            lines.append("")
        elif kind == "list":
            lines += [f"- {item}" for item in content] + [""]
        elif kind == "table":
            lines += ["| " + " | ".join(row) + " |" for row in content] + [""]
            lines.insert(len(lines) - len(content), "|" + "---|" * len(content[0]))
        else:
            lines += [content, ""]
    return "\n".join(lines).rstrip() + "\n"


def table(rows, head):
    cells = lambda row, tag: "".join(f"<{tag}>{cell}</{tag}>" for cell in row)
    return "<table>" + "".join(f"<tr>{cells(row, 'th' if head and not at else 'td')}</tr>\n" for at, row in enumerate(rows)) + "</table>"


def page(layout, blocks):
    escape, colon = html.escape, COLONS[layout.language]
    end = colon if layout.colon else ""
    menu, related, teasers, footer = NOISE[layout.language]
    out = []

    def values_of(values):
        if len(values) == 1 or not layout.listed:
            return escape(joined(layout, values))
        return "<ul>" + "".join(f"<li>{escape(value)}</li>" for value in values) + "</ul>" if layout.order else "<br>".join(map(escape, values))

    def pairs(content):
        told = [(escape(label), values_of(values)) for label, values in content]
        if layout.pairs == "across":
            for at in range(0, len(told), 4):
                out.append(table([list(row) for row in zip(*told[at : at + 4])], True))
        elif layout.pairs == "definitions":
            out.append("<dl>" + "".join(f"<dt>{label}{end}</dt><dd>{value}</dd>\n" for label, value in told) + "</dl>")
        elif layout.pairs == "boxes":
            out.extend(f'<div class="field"><div class="field-label">{label}{end}</div><div class="field-item">{value}</div></div>' for label, value in told)
        elif layout.pairs in ("bold", "prose"):
            out.extend(f"<p><strong>{label}{colon}</strong> {value}</p>" for label, value in told)
        else:
            rows = "".join(f"<tr><th>{label}{end}</th><td>{value}</td></tr>\n" for label, value in told)
            out.append(f"<table>{rows}</table>")

    for kind, content in blocks:
        if kind == "pairs":
            pairs(content)
        elif kind == "list":
            out.append("<ul>" + "".join(f"<li>{escape(item)}</li>" for item in content) + "</ul>")
        elif kind == "table":
            out.append(table([[escape(cell) for cell in row] for row in content], True))
        else:
            tag = {"title": "h1", "heading": "h2", "text": "p"}[kind]
            out.append(f"<{tag}>{escape(content)}</{tag}>")
    items = lambda texts: "<ul>" + "".join(f'<li><a href="#">{escape(each)}</a></li>' for each in texts) + "</ul>"
    aside = f"<aside><h2>{escape(related)}</h2>{items(teasers)}</aside>"
    body = f"<header><nav>{items(menu)}</nav></header>\n<main>\n" + "\n".join(out) + f"\n</main>\n{aside}\n<footer>{items(footer)}</footer>"
    return f'<!DOCTYPE html>\n<html lang="{layout.language}"><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n'


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARTS = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:styles {WORD}>'
    + "".join(f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>' for name in ("Title", "heading 1", "heading 2", "List Bullet"))
    + "</w:styles>",
}


def word(layout, blocks):
    escape, colon = html.escape, COLONS[layout.language]
    end = colon if layout.colon else ""

    def run(text, bold=False):
        return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t xml:space=\"preserve\">{escape(text, quote=False)}</w:t></w:r>"

    def paragraph(*runs, style=None):
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{properties}{''.join(runs)}</w:p>"

    def grid(rows):
        cell = lambda texts: "<w:tc>" + "".join(paragraph(run(text)) for text in texts) + "</w:tc>"
        return "<w:tbl><w:tblPr/>" + "".join("<w:tr>" + "".join(cell(c if isinstance(c, list) else [c]) for c in row) + "</w:tr>" for row in rows) + "</w:tbl>" + paragraph()

    out = []
    for kind, content in blocks:
        if kind == "pairs" and layout.pairs in ("table", "across"):
            rows = [[label + end, values if layout.listed else joined(layout, values)] for label, values in content]
            if layout.pairs == "table":
                out.append(grid(rows))
            else:
                out.extend(grid([list(row) for row in zip(*rows[at : at + 4])]) for at in range(0, len(rows), 4))
        elif kind == "pairs":
            for label, values in content:
                value = joined(layout, values)
                if layout.pairs == "below":
                    out += [paragraph(run(label + end, True)), paragraph(run(value))]
                else:
                    out.append(paragraph(run(label + colon, True), run(" " + value)))
        elif kind == "list":
            out += [paragraph(run(item), style="ListBullet") for item in content]
        elif kind == "table":
            out.append(grid(content))
        else:
            out.append(paragraph(run(content), style={"title": "Title", "heading": "heading2"}.get(kind)))
    body = f'<?xml version="1.0" encoding="UTF-8"?><w:document {WORD}><w:body>{"".join(out)}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**PARTS, "word/document.xml": body}.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part)
    return file.getvalue()


WRITERS = {
    "txt": lambda layout, blocks: text(layout, blocks).encode(),
    "md": lambda layout, blocks: markdown(layout, blocks).encode(),
    "html": lambda layout, blocks: page(layout, blocks).encode(),
    "docx": word,
}
