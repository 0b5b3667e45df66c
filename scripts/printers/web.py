"""HTML, and what prints it: Chromium, LibreOffice and WeasyPrint."""

import atexit
import base64
import html
import json
import os
import pathlib
import re
import subprocess
import tempfile

from . import looks, tree

PAPER = {"a4": (210, 297), "letter": (215.9, 279.4)}


def page(document, look, engine):
    """The document as HTML that `engine` prints best."""
    fonts = "Liberation Serif, serif" if look.serif else "Liberation Sans, sans-serif"
    width, height = PAPER[look.paper]
    running = looks.PUBLISHERS[document.layout]
    boxes = ""
    if engine == "weasyprint" and look.furniture != "none":
        number = 'counter(page) " / " counter(pages)' if look.furniture == "both" else "counter(page)"
        boxes = f'@bottom-right {{ content: {number}; font: 8pt "Liberation Sans" }}'
        if look.furniture == "both":
            boxes += f'@top-left {{ content: "{running}"; font: 8pt "Liberation Sans"; color: #555 }}'
    style = f"""
@page {{ size: {width}mm {height}mm; margin: {look.margin}mm {look.margin}mm {max(look.margin, 15)}mm; {boxes} }}
body {{ font: {look.size}pt/1.35 {fonts}; margin: 0; {"text-align: justify; hyphens: auto;" if look.justified else ""} }}
h1, h2, h3 {{ color: {look.colour}; text-align: left; hyphens: manual; break-after: avoid }}
h1 {{ font-size: 1.6em; {"text-align: center;" if look.centred else ""} }} h2 {{ font-size: 1.2em }} h3 {{ font-size: 1em }}
p {{ margin: 0 0 .6em }} .tight p, td p {{ margin: 0 }}
ul {{ padding-left: 1.6em; list-style-type: "{look.bullet}  " }} li {{ margin-bottom: .2em }}
table {{ border-collapse: collapse; margin: .4em 0 1em; text-align: left; hyphens: manual }}
td, th {{ padding: 2pt 6pt; vertical-align: top; text-align: left }}
table.full {{ width: 100% }} tr {{ break-inside: avoid }}
.ruled td, .ruled th {{ border: .7pt solid #444 }}
.lines td, .lines th {{ border-bottom: .5pt solid #888 }}
.shaded th {{ background: #d8e2ec }} .shaded tr:nth-child(odd) td {{ background: #f3f5f7 }}
.amount {{ text-align: right }}
.columns {{ column-count: {look.columns}; column-gap: 8mm }}
dt {{ font-weight: bold; margin-top: .4em }} dd {{ margin: 0 }}
figure {{ margin: 0 0 1em; break-inside: avoid }} figcaption, .credit {{ font-size: .85em; font-style: italic; margin: 0 }}
sup {{ font-size: .65em }} .notes {{ font-size: .8em; border-top: .5pt solid #000; margin-top: 2em }}
.note {{ float: footnote; font-size: 8pt }} ::footnote-call {{ font-size: .65em; content: counter(footnote) }}
"""
    body = "\n".join(Writer(document, look, engine).nodes())
    return (
        f'<!doctype html><html lang="{document.language}"><head><meta charset="utf-8">'
        f"<title>{html.escape(document.title)}</title><style>{style}</style></head><body>\n{body}\n</body></html>\n"
    )


class Writer:
    def __init__(self, document, look, engine):
        self.document, self.look, self.engine = document, look, engine

    def nodes(self):
        in_columns = False
        for node in self.document.nodes:
            is_top = isinstance(node, tree.Heading) and node.level == 1
            if self.look.columns > 1 and self.engine != "libreoffice" and is_top != (not in_columns):
                pass
            if self.look.columns > 1 and self.engine != "libreoffice":
                if is_top and in_columns:
                    in_columns = False
                    yield "</div>"
                elif not is_top and not in_columns:
                    in_columns = True
                    yield '<div class="columns">'
            yield from self.node(node)
        if in_columns:
            yield "</div>"
        if self.document.notes and self.engine == "chromium":
            notes = "".join(f"<p><sup>{key}</sup> {html.escape(text)}</p>" for key, text in self.document.notes.items())
            yield f'<div class="notes">{notes}</div>'
        if self.document.notes and self.engine == "libreoffice":
            for key, text in self.document.notes.items():
                yield f'<div id="sdfootnote{key}"><p><a class="sdfootnotesym" href="#sdfootnote{key}anc">{key}</a> {html.escape(text)}</p></div>'

    def text(self, text):
        text = html.escape(text, quote=False)

        def call(found):
            key = found[1]
            if key not in self.document.notes:
                return found[0]
            if self.engine == "weasyprint":
                return f'<span class="note">{html.escape(self.document.notes[key])}</span>'
            if self.engine == "libreoffice":
                return f'<a class="sdfootnoteanc" name="sdfootnote{key}anc" href="#sdfootnote{key}sym"><sup>{key}</sup></a>'
            return f"<sup>{key}</sup>"

        return re.sub(r" (\d{1,2}) (?=[.,;])", call, text)

    def node(self, node):
        if isinstance(node, tree.Heading):
            if node.bullet and self.look.bullet == "•":
                yield f"<ul><li><b>{self.text(node.text)}</b></li></ul>"
            else:
                yield f"<h{node.level}>{self.text(node.text)}</h{node.level}>"
        elif isinstance(node, tree.Paragraph):
            yield f"<p>{self.text(node.text)}</p>"
        elif isinstance(node, tree.Lines):
            if self.look.labels in ("line", "columns"):
                yield '<p style="text-align: left">' + "<br>\n".join(self.text(line) for line in node.lines) + "</p>"
            else:
                yield '<div class="tight">' + "".join(f"<p>{self.text(line)}</p>" for line in node.lines) + "</div>"
        elif isinstance(node, tree.List):
            numbered = node.items[0][0][0].isdigit()
            items = "".join(f"<li>{self.text(text)}</li>" for _, text in node.items)
            yield f"<ol>{items}</ol>" if numbered else f"<ul>{items}</ul>"
        elif isinstance(node, tree.Labels):
            yield self.labels(node)
        elif isinstance(node, tree.Picture):
            yield (
                f'<figure><svg role="img" aria-label="{html.escape(node.alternative)}" width="60mm" height="34mm" viewBox="0 0 60 34">'
                f'<rect width="60" height="34" fill="#9ab"/><circle cx="45" cy="9" r="5" fill="#fe8"/></svg>'
                f'<figcaption>{self.text(node.caption)}</figcaption><p class="credit">{self.text(node.credit)}</p></figure>'
                if self.engine != "libreoffice"
                else f"<p><i>{self.text(node.caption)}</i></p><p><i>{self.text(node.credit)}</i></p>"
            )
        elif isinstance(node, tree.Table):
            yield self.table(node)

    def labels(self, node):
        look = self.look.labels
        colon = lambda key, mark: html.escape(key) + (mark or "") if node.form == "colon" else html.escape(key)
        if node.form == "bare" and look in ("below", "line"):
            lines = [" ".join([key, *values]) for key, values, _ in node.pairs]
            return '<p style="text-align: left">' + "<br>\n".join(map(html.escape, lines)) + "</p>"
        if look == "below":
            return "<dl>" + "".join(
                f"<dt>{html.escape(key)}</dt>" + "".join(f"<dd>{self.text(value)}</dd>" for value in values)
                for key, values, _ in node.pairs
            ) + "</dl>"
        if look in ("columns", "ruled"):
            border = ' border="1" cellspacing="0"' if look == "ruled" else ' border="0"'
            rows = "".join(
                f'<tr><td valign="top"><b>{colon(key, mark)}</b></td><td valign="top">{"<br>".join(map(self.text, values))}</td></tr>'
                for key, values, mark in node.pairs
            )
            return f'<table class="{look}"{border}>{rows}</table>'
        strong = ("<b>", "</b>") if look == "bold" else ("", "")
        mark_of = lambda mark: mark or ("" if node.form == "colon" else ":")
        return '<div class="tight">' + "".join(
            f"<p>{strong[0]}{html.escape(key)}{mark_of(mark)}{strong[1]} {'<br>'.join(map(self.text, values))}</p>"
            for key, values, mark in node.pairs
        ) + "</div>"

    def table(self, node):
        out = []
        for at, row in enumerate(tree.placed(node, self.look.rows)):
            name = "th" if at == 0 else "td"
            cells = ""
            for column, cell in enumerate(row):
                if cell is None:
                    continue
                parts, length = cell
                inner = "".join(f"<p>{self.text(part)}</p>" for part in parts) if len(parts) > 1 else self.text("".join(parts))
                span = f' rowspan="{length}"' if length > 1 else ""
                kind = ' class="amount"' if node.kind == "budget" and column == 2 and at > 0 else ""
                cells += f'<{name}{span}{kind} valign="top">{inner}</{name}>'
            out.append(f"<tr>{cells}</tr>")
        border = ' border="1" cellspacing="0"' if self.look.table == "ruled" else ' border="0"'
        head = f"<thead>{out[0]}</thead><tbody>{''.join(out[1:])}</tbody>"
        return f'<table class="full {self.look.table}"{border} width="100%">{head}</table>'


def undated(path):
    """The file with its dates and random identifiers replaced by fixed ones of the same length."""
    content = path.read_bytes()
    fixed = b"20250101120000"
    content = re.sub(rb"(/(?:CreationDate|ModDate) ?\(D:)\d{14}", lambda found: found[1] + fixed, content)
    content = re.sub(
        rb"/ID ?\[ ?<([0-9A-Fa-f]{32})>\s*<\1> ?\]", lambda found: found[0].replace(found[1], b"0" * 32), content
    )
    content = re.sub(rb"(/DocChecksum /)[0-9A-F]{32}", lambda found: found[1] + b"0" * 32, content)
    path.write_bytes(content)


class Browser:
    """A headless Chromium, spoken to over its pipe."""

    def __init__(self):
        to_browser, to_us = os.pipe(), os.pipe()
        self.home = tempfile.TemporaryDirectory()

        def arrange():
            os.dup2(to_browser[0], 13)
            os.dup2(to_us[1], 14)
            os.dup2(13, 3)
            os.dup2(14, 4)

        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"]
        command += [f"--user-data-dir={self.home.name}", "--lang=en-US"]
        self.process = subprocess.Popen(
            command, preexec_fn=arrange, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(to_browser[0])
        os.close(to_us[1])
        self.out, self.inward, self.number, self.rest = to_browser[1], to_us[0], 0, b""
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self.session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        self.call("Page.enable")

    def message(self):
        while b"\0" not in self.rest:
            more = os.read(self.inward, 1 << 20)
            if not more:
                raise RuntimeError("chromium ended")
            self.rest += more
        first, self.rest = self.rest.split(b"\0", 1)
        return json.loads(first)

    def call(self, method, params=None):
        self.number += 1
        request = {"id": self.number, "method": method, "params": params or {}}
        if hasattr(self, "session"):
            request["sessionId"] = self.session
        os.write(self.out, json.dumps(request).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def open(self, content):
        file = pathlib.Path(self.home.name) / "page.html"
        file.write_text(content, encoding="utf-8")
        self.call("Page.navigate", {"url": file.as_uri()})
        while self.message().get("method") != "Page.loadEventFired":
            pass

    def close(self):
        self.process.terminate()
        self.process.wait()


BROWSER = []


def chromium(document, look, path):
    if not BROWSER:
        BROWSER.append(Browser())
        atexit.register(BROWSER[0].close)
    browser = BROWSER[0]
    browser.open(page(document, look, "chromium"))
    width, height = PAPER[look.paper]
    margin = max(look.margin, 12) / 25.4
    line = "font: 8px sans-serif; width: 100%; margin: 0 24px; display: flex; justify-content: space-between"
    address = f"https://projects.example.org/{document.layout}/{path.stem}"
    head = f'<div style="{line}"><span>1/1/25, 12:00 PM</span><span class="title"></span><span></span></div>'
    foot = f'<div style="{line}"><span>{address}</span><span><span class="pageNumber"></span>/<span class="totalPages"></span></span></div>'
    if look.furniture == "number":
        head, foot = "<span></span>", f'<div style="{line}"><span></span><span class="pageNumber"></span><span></span></div>'
    made = browser.call(
        "Page.printToPDF",
        {
            "displayHeaderFooter": look.furniture != "none",
            "headerTemplate": head,
            "footerTemplate": foot,
            "printBackground": True,
            "paperWidth": width / 25.4,
            "paperHeight": height / 25.4,
            "marginTop": margin,
            "marginBottom": margin,
            "marginLeft": margin,
            "marginRight": margin,
            "generateTaggedPDF": True,
        },
    )
    path.write_bytes(base64.b64decode(made["data"]))
    undated(path)


def libreoffice(document, look, path):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / f"{path.stem}.html"
        source.write_text(page(document, look, "libreoffice"), encoding="utf-8")
        tagged = "true" if look.size > 10 else "false"
        options = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"%s"}}' % tagged
        command = ["soffice", f"-env:UserInstallation=file://{tempfile.gettempdir()}/prints-office", "--headless"]
        command += ["--infilter=HTML (StarWriter)", "--convert-to", options, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        path.write_bytes(source.with_suffix(".pdf").read_bytes())
    undated(path)


def weasyprint(document, look, path):
    import weasyprint as printer

    options = {"pdf_tags": True} if look.size > 10 else {}
    printer.HTML(string=page(document, look, "weasyprint")).write_pdf(path, **options)
    undated(path)
