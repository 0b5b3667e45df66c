"""LaTeX: pdflatex with Type 1 fonts, or xelatex with OpenType ones."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from . import looks, tree
from .web import undated

SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "'": r"\textquotesingle{}", "\u00a0": "~", "\u202f": r"\,"}
SPECIAL |= {one: "\\" + one for one in "#$%&_{}"}
LANGUAGES = {"en": "english", "fr": "french", "es": "spanish", "pt": "portuguese"}


class Writer:
    def __init__(self, document, look, engine):
        self.document, self.look, self.engine = document, look, engine

    def text(self, text, notes=True):
        escaped = "".join(SPECIAL.get(c, c) for c in text)
        # A bracket or star right after a line break or an item would be its option.
        escaped = re.sub(r"^([\[*])", r"{\1}", escaped)

        def call(found):
            key = found[1]
            return rf"\footnote{{{self.text(self.document.notes[key], False)}}}" if key in self.document.notes else found[0]

        return re.sub(r" (\d{1,2}) (?=[.,;])", call, escaped) if notes else escaped

    def source(self):
        look = self.look
        size = 10 if look.size < 10.5 else 11 if look.size < 11.5 else 12
        paper = "a4paper" if look.paper == "a4" else "letterpaper"
        yield rf"\documentclass[{size}pt,{paper}]{{article}}"
        if self.engine == "xelatex":
            yield r"\usepackage{fontspec}"
            yield rf"\setmainfont{{{'DejaVu Serif' if look.serif else 'Noto Sans'}}}"
        else:
            yield r"\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{lmodern}"
            if not look.serif:
                yield r"\renewcommand{\familydefault}{\sfdefault}"
        yield rf"\usepackage[margin={look.margin}mm,footskip=8mm,headsep=4mm]{{geometry}}"
        yield r"\usepackage{multicol,longtable,array,enumitem,xcolor,booktabs,multirow,ragged2e,textcomp}"
        yield r"\setlength{\parindent}{" + ("0pt}\\setlength{\\parskip}{5pt}" if look.margin < 20 else "12pt}")
        yield r"\setlist{nosep,left=4pt}"
        yield r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\renewcommand{\headrulewidth}{0pt}"
        if look.furniture != "none":
            yield r"\fancyfoot[C]{\thepage}"
        if look.furniture == "both":
            yield rf"\fancyhead[L]{{\small {self.text(looks.PUBLISHERS[self.document.layout])}}}\renewcommand{{\headrulewidth}}{{0.4pt}}"
        yield r"\begin{document}" + ("" if look.justified else r"\RaggedRight")
        in_columns = False
        for node in self.document.nodes:
            is_top = isinstance(node, tree.Heading) and node.level == 1
            if look.columns > 1 and is_top and in_columns:
                in_columns = False
                yield r"\end{multicols}"
            elif look.columns > 1 and not is_top and not in_columns:
                in_columns = True
                yield r"\begin{multicols}{2}"
            yield from self.node(node)
            yield ""
        if in_columns:
            yield r"\end{multicols}"
        yield r"\end{document}"

    def node(self, node):
        if isinstance(node, tree.Heading):
            name = {1: "section", 2: "subsection", 3: "subsubsection"}[node.level]
            if node.bullet and self.look.bullet == "•":
                yield rf"\begin{{itemize}}\item \textbf{{{self.text(node.text)}}}\end{{itemize}}"
            elif self.look.centred and node.level == 1:
                yield rf"\begin{{center}}\Large\bfseries {self.text(node.text)}\end{{center}}"
            else:
                yield rf"\{name}*{{{self.text(node.text)}}}"
        elif isinstance(node, tree.Paragraph):
            yield self.text(node.text)
        elif isinstance(node, tree.Lines):
            yield r"\begin{flushleft}" + "\\\\\n".join(self.text(line) for line in node.lines) + r"\end{flushleft}"
        elif isinstance(node, tree.List):
            name = "enumerate" if node.items[0][0][0].isdigit() else "itemize"
            yield rf"\begin{{{name}}}"
            for _, text in node.items:
                yield rf"\item {self.text(text)}"
            yield rf"\end{{{name}}}"
        elif isinstance(node, tree.Labels):
            yield from self.labels(node)
        elif isinstance(node, tree.Picture):
            yield r"\noindent\textcolor{gray}{\rule{50mm}{28mm}}\\*"
            yield rf"{{\small\itshape {self.text(node.caption)}\\* {self.text(node.credit)}\par}}"
        elif isinstance(node, tree.Table):
            yield from self.table(node)

    def labels(self, node):
        look = self.look.labels
        colon = lambda key, mark: key + mark if node.form == "colon" else key
        joined = lambda values, line: line.join(map(self.text, values))
        if node.form == "bare" and look in ("below", "line"):
            lines = [self.text(" ".join([key, *values])) for key, values, _ in node.pairs]
        elif look == "below":
            yield r"\begin{description}[style=nextline,leftmargin=0pt]"
            for key, values, _ in node.pairs:
                yield rf"\item[{{{self.text(key)}}}] {joined(values, chr(92) * 2)}\mbox{{}}"
            yield r"\end{description}"
            return
        elif look in ("columns", "ruled"):
            rule = "|" if look == "ruled" else ""
            line = r"\hline" if look == "ruled" else ""
            yield rf"\noindent\begin{{longtable}}[l]{{{rule}>{{\RaggedRight\bfseries}}p{{0.3\linewidth}}{rule}>{{\RaggedRight\arraybackslash}}p{{0.58\linewidth}}{rule}}}{line}"
            for key, values, mark in node.pairs:
                yield rf"{self.text(colon(key, mark))} & {joined(values, chr(92) + 'newline ')} \\{line}"
            yield r"\end{longtable}"
            return
        else:
            mark_of = lambda mark: mark or ("" if node.form == "colon" else ":")
            wrap = (lambda key: rf"\textbf{{{self.text(key)}}}") if look == "bold" else self.text
            lines = [rf"{wrap(key + mark_of(mark))} {joined(values, chr(92) * 2)}" for key, values, mark in node.pairs]
        yield r"\begin{flushleft}" + "\\\\\n".join(lines) + r"\end{flushleft}"

    def table(self, node):
        rows = node.rows
        if node.kind == "logframe" and self.look.rows != "split":
            rows = rows[:1] + tree.merged(rows[1:])
        ruled = self.look.table == "ruled"
        rule = "|" if ruled else ""
        line = r"\hline" if self.look.table in ("ruled", "lines") else ""
        share = [0.26, 0.32, 0.32] if node.kind == "logframe" else [0.28, 0.42, 0.2]
        kinds = [r">{\RaggedRight\arraybackslash}"] * 3
        if node.kind == "budget":
            kinds[2] = r">{\raggedleft\arraybackslash}"
        form = rule + rule.join(rf"{kind}p{{{one}\linewidth}}" for kind, one in zip(kinds, share)) + rule
        head = " & ".join(rf"\textbf{{{self.text(''.join(cell))}}}" for cell in rows[0])
        top, middle = (r"\toprule", r"\midrule") if self.look.table in ("shaded",) else (line, line)
        yield rf"\noindent\begin{{longtable}}{{{form}}}{top}{head}\\{middle}\endhead"
        for row in rows[1:]:
            yield " & ".join(r"\par ".join(map(self.text, cell)) for cell in row) + rf"\\{line}"
        yield (r"\bottomrule" if top != line else "") + r"\end{longtable}"


def latex(document, look, path):
    engine = "xelatex" if look.size in (9.5, 11) or document.language != "en" else "pdflatex"
    source = "\n".join(Writer(document, look, engine).source())
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "print.tex").write_text(source, encoding="utf-8")
        command = [engine, "-interaction=nonstopmode", "-halt-on-error", "print.tex"]
        environment = {**os.environ, "FORCE_SOURCE_DATE": "1"}
        for _ in range(2 if "longtable" in source else 1):
            run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        made = pathlib.Path(folder) / "print.pdf"
        if run.returncode or not made.exists():
            kept = path.with_suffix(".log")
            shutil.copy(pathlib.Path(folder) / "print.log", kept)
            raise RuntimeError(f"{engine} failed on {path.stem}: see {kept}")
        shutil.copy(made, path)
    undated(path)
