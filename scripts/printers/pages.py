"""Pages of the web and Markdown, as sites publish them: the document among menus, banners, other projects and footers."""

import html as escaping
import random
import re

from . import tree

WORDS = {
    "en": ("Home", "Projects", "News", "About us", "Search", "We use cookies to improve this site.", "Accept", "Related projects",
           "Latest news", "Share this page", "Contact us", "Subscribe to our newsletter", "Skip to main content", "Read more"),
    "fr": ("Accueil", "Projets", "Actualités", "À propos", "Rechercher", "Nous utilisons des cookies.", "Accepter", "Autres projets",
           "Dernières actualités", "Partager", "Contact", "Abonnez-vous à notre lettre", "Aller au contenu", "Lire la suite"),
    "es": ("Inicio", "Proyectos", "Noticias", "Quiénes somos", "Buscar", "Este sitio utiliza cookies.", "Aceptar", "Otros proyectos",
           "Últimas noticias", "Compartir", "Contacto", "Suscríbete al boletín", "Ir al contenido", "Leer más"),
    "pt": ("Início", "Projetos", "Notícias", "Sobre nós", "Pesquisar", "Este site utiliza cookies.", "Aceitar", "Outros projetos",
           "Últimas notícias", "Compartilhar", "Contato", "Assine o boletim", "Ir para o conteúdo", "Leia mais"),
}  # fmt: skip
# Activities of others, none of which may be read.
OTHERS = [
    ("Harbour Lights for Palau", "USD 48,250,000", "Palau", "Implementation"),
    ("Réseau d’eau de Nouakchott", "EUR 31,4 millions", "Mauritanie", "En cours"),
    ("Seed Banks of the Pamir", "CHF 7.7 million", "Tajikistan", "Completed"),
    ("Escuelas del Chaco", "USD 12.600.000", "Bolivia", "En ejecución"),
]


class Page:
    """Writes a document as a page. `dice` draws how."""

    def __init__(self, document, dice):
        self.document, self.dice = document, dice
        self.skeleton = dice.choice(["semantic", "names", "tables", "plain"])
        self.labels_as = dice.choice(["dl", "th", "strong-cells", "classes", "strong", "line", "rows", "spans", "items"])
        self.rows_as = dice.choice(["split", "spanned", "merged"])
        self.words = WORDS[document.language]

    def whole(self):
        body = "\n".join(part for node in self.document.nodes for part in self.node(node))
        if self.document.notes:
            notes = "".join(f'<li id="fn{key}">{self.text(text)}</li>' for key, text in self.document.notes.items())
            body += f'\n<section class="footnotes" role="doc-endnotes"><ol>{notes}</ol></section>'
        title = escaping.escape(self.document.title)
        return (
            f'<!DOCTYPE html>\n<html lang="{self.document.language}">\n<head><meta charset="utf-8"><title>{title} | {self.words[1]}</title>\n'
            f'<meta property="article:published_time" content="2019-02-03T08:00:00Z"><script>var budget = "USD 99,000,000";</script>\n'
            f"<style>.facts {{ display: grid }}</style></head>\n{getattr(self, self.skeleton)(body)}\n</html>\n"
        )

    # What stands around the document.

    def menu(self):
        return "<ul>" + "".join(f'<li><a href="/{at}">{word}</a></li>' for at, word in enumerate(self.words[:4])) + "</ul>"

    def others(self, tag, name):
        cards = []
        for title, amount, place, status in self.dice.sample(OTHERS, 3):
            cards.append(
                f'<{tag} class="{name}"><h3><a href="/p/{len(title)}">{title}</a></h3><p>Budget: {amount}</p>'
                f'<p>Country: {place}</p><p>Status: {status}</p><a href="/p/{len(title)}">{self.words[13]}</a></{tag}>'
            )
        return "".join(cards)

    def semantic(self, body):
        words = self.words
        return f"""<body>
<a class="skip-link" href="#main">{words[12]}</a>
<div role="dialog" aria-label="Cookies"><p>{words[5]}</p><button>{words[6]}</button></div>
<header><a href="/"><img src="logo.svg" alt="Agency for Something"></a><nav aria-label="Main">{self.menu()}</nav>
<form role="search"><label for="q">{words[4]}</label><input id="q" name="q"><button>{words[4]}</button></form></header>
<main id="main">
<nav aria-label="Breadcrumb"><a href="/">{words[0]}</a> › <a href="/1">{words[1]}</a></nav>
{body}
<section><h2>{words[7]}</h2>{self.others("article", "card")}</section>
</main>
<aside><h2>{words[8]}</h2><ul><li><a href="/n/1">EUR 75 million for schools in Bhutan</a></li><li><a href="/n/2">Harvest in Fiji</a></li></ul></aside>
<footer>{self.menu()}<p>© 2024 Agency for Something. {words[10]}: office@agency.example</p></footer>
</body>"""

    def names(self, body):
        words = self.words
        return f"""<body class="page node-type-project has-sidebar">
<div id="cookie-banner" class="cookies">{words[5]} <a href="/c">{words[6]}</a></div>
<div class="site-header"><div class="logo"><a href="/">Agency for Something</a></div><div class="mainMenu">{self.menu()}</div>
<div class="search-box"><input type="text" value="roads"><span>{words[4]}</span></div>
<div class="language-switcher"><select><option selected>English</option><option>Français</option></select></div></div>
<div class="breadcrumbs"><a href="/">{words[0]}</a> / <a href="/1">{words[1]}</a></div>
<div id="content"><div class="region-content">
{body}
<div class="share-buttons"><span>{words[9]}</span> <a href="https://a.example">A</a> <a href="https://b.example">B</a></div>
</div></div>
<div class="sidebar"><div class="related-projects"><h3>{words[7]}</h3>{self.others("div", "teaser")}</div></div>
<div class="newsletter-signup"><h3>{words[11]}</h3><input type="email"></div>
<div class="footer">{self.menu()}<p>© 2024 Agency for Something</p></div>
</body>"""

    def tables(self, body):
        words = self.words
        return f"""<body bgcolor="#ffffff"><table width="100%"><tr><td colspan="2"><div class="topbar">{words[0]} | {words[1]} | {words[2]}</div></td></tr>
<tr><td width="180"><div class="leftnav navigation">{self.menu()}</div></td><td>
{body}
<hr><h2>{words[7]}</h2>
<table>{"".join(f"<tr><td><a href=/p>{title}</a></td><td>{amount}</td></tr>" for title, amount, *_ in OTHERS)}</table>
</td></tr><tr><td colspan="2"><div id="footer"><font size="1">© 2009 Agency for Something</font></div></td></tr></table></body>"""

    def plain(self, body):
        return f"<body>\n{body}\n</body>"

    # The document.

    def text(self, text):
        text = escaping.escape(text, quote=False).replace("\u00a0", "&nbsp;")
        notes = self.document.notes
        call = lambda found: f'<sup><a href="#fn{found[1]}">{found[1]}</a></sup>' if found[1] in notes else found[0]
        return re.sub(r" (\d{1,2}) (?=[.,;])", call, text)

    def node(self, node):
        if isinstance(node, tree.Heading):
            yield f"<h{node.level}>{self.text(node.text)}</h{node.level}>"
        elif isinstance(node, tree.Paragraph):
            yield f"<p>{self.text(node.text)}</p>"
        elif isinstance(node, tree.Lines):
            lines = [self.text(line) for line in node.lines]
            as_breaks = self.labels_as in ("dl", "strong", "line", "items")
            yield "<p>" + "<br>\n".join(lines) + "</p>" if as_breaks else "".join(f"<div>{line}</div>\n" for line in lines)
        elif isinstance(node, tree.List):
            numbered = node.items[0][0][0].isdigit()
            items = "".join(f"<li>{self.text(text)}</li>\n" for _, text in node.items)
            yield f"<ol>{items}</ol>" if numbered else f"<ul>{items}</ul>"
        elif isinstance(node, tree.Labels):
            yield self.labels(node)
        elif isinstance(node, tree.Picture):
            yield (
                f'<figure><img src="p.jpg" alt="{escaping.escape(node.alternative)}"><figcaption>{self.text(node.caption)}'
                f"<br>{self.text(node.credit)}</figcaption></figure>"
            )
        elif isinstance(node, tree.Table):
            yield self.table(node)

    def labels(self, node):
        entries = [(self.text(key), (mark or ("" if node.form != "colon" else ":")), [self.text(value) for value in values])
                   for key, values, mark in node.pairs]  # fmt: skip
        full = [entry for entry in entries if entry[2]]
        if len(full) < len(entries):
            # A label without a value stands in no grid.
            return "".join(f"<p><strong>{key}{mark}</strong>{'<br>' if values else ''}{'<br>'.join(values)}</p>\n" for key, mark, values in entries)
        value = lambda values: values[0] if len(values) == 1 else "<ul>" + "".join(f"<li>{one}</li>" for one in values) + "</ul>"
        forms = {
            "dl": lambda key, mark, values: f"<dt>{key}</dt>" + "".join(f"<dd>{one}</dd>" for one in values),
            "th": lambda key, mark, values: f"<tr><th>{key}</th><td>{value(values)}</td></tr>",
            "strong-cells": lambda key, mark, values: f"<tr><td><strong>{key}{mark}</strong></td><td>{value(values)}</td></tr>",
            "classes": lambda key, mark, values: f'<div class="field"><div class="field__label">{key}</div><div class="field__item">{value(values)}</div></div>',
            "strong": lambda key, mark, values: f"<p><strong>{key}</strong><br>{'<br>'.join(values)}</p>",
            "line": lambda key, mark, values: f"<p><strong>{key}{mark or ':'}</strong> {'<br>'.join(values)}</p>",
            "rows": lambda key, mark, values: f"<div><div>{key}</div><div>{value(values)}</div></div>",
            "spans": lambda key, mark, values: f'<div class="fact"><span class="name">{key}</span><span class="value">{value(values)}</span></div>'
            if len(values) == 1 else f"<h4>{key}</h4>{value(values)}",
            "items": lambda key, mark, values: f"<li><b>{key}{mark or ':'}</b> {'; '.join(values)}</li>"
            if len(values) == 1 else f"<li><b>{key}{mark or ':'}</b><ul>" + "".join(f"<li>{one}</li>" for one in values) + "</ul></li>",
        }  # fmt: skip
        inner = "\n".join(forms[self.labels_as](*entry) for entry in entries)
        around = {"dl": ("<dl>", "</dl>"), "th": ("<table>", "</table>"), "strong-cells": ('<table class="facts">', "</table>"),
                  "items": ("<ul>", "</ul>")}.get(self.labels_as, ('<div class="facts">', "</div>"))  # fmt: skip
        return around[0] + inner + around[1]

    def table(self, node):
        out = []
        for at, row in enumerate(tree.placed(node, self.rows_as)):
            name = "th" if at == 0 else "td"
            cells = ""
            for parts, length in (cell for cell in row if cell is not None):
                inner = "".join(f"<p>{self.text(part)}</p>" for part in parts) if len(parts) > 1 else self.text("".join(parts))
                cells += f"<{name}{f' rowspan={length}' if length > 1 else ''}>{inner}</{name}>"
            out.append(f"<tr>{cells}</tr>\n")
        return f"<table><thead>{out[0]}</thead><tbody>{''.join(out[1:])}</tbody></table>"


def html(document, number, source, path):
    path.write_text(Page(document, random.Random(f"{source.stem} page")).whole(), encoding="utf-8")


class Markdown:
    """Writes a document as Markdown."""

    def __init__(self, document, dice):
        self.document, self.dice = document, dice
        self.labels_as = dice.choice(["bold", "list", "table", "lines", "below"])

    def whole(self):
        parts = [part for node in self.document.nodes for part in self.node(node)]
        parts += [f"[^{key}]: {self.text(text)}" for key, text in self.document.notes.items()]
        if self.dice.random() < 0.4:
            parts.insert(0, f'---\ntitle: "{self.document.title}"\nlayout: project\ndate: 2019-02-03\n---')
        if self.dice.random() < 0.5:
            links = "\n".join(f"- [{title}](https://agency.example/p) {amount}" for title, amount, *_ in OTHERS)
            parts.append(f"## {WORDS[self.document.language][7]}\n\n{links}")
        return "\n\n".join(parts) + "\n"

    def text(self, text):
        text = re.sub(r"([\\$*_<\[\]|`])", r"\\\1", text)
        notes = self.document.notes
        call = lambda found: f"[^{found[1]}]" if found[1] in notes else found[0]
        text = re.sub(r" (\d{1,2}) (?=[.,;])", call, text)
        return re.sub(r"^(\d+)([.)] )", r"\1\\\2", text)

    def node(self, node):
        if isinstance(node, tree.Heading):
            yield f"{'#' * node.level} {self.text(node.text)}"
        elif isinstance(node, tree.Paragraph):
            yield self.text(node.text)
        elif isinstance(node, tree.Lines):
            yield ("  \n" if self.labels_as in ("bold", "table") else "\n").join(map(self.text, node.lines))
        elif isinstance(node, tree.List):
            numbered = node.items[0][0][0].isdigit()
            yield "\n".join(f"{f'{at}.' if numbered else '-'} {self.text(text)}" for at, (_, text) in enumerate(node.items, 1))
        elif isinstance(node, tree.Labels):
            yield self.labels(node)
        elif isinstance(node, tree.Picture):
            yield f"![{self.text(node.alternative)}](p.jpg)\n\n*{self.text(node.caption)}*\n\n{self.text(node.credit)}"
        elif isinstance(node, tree.Table):
            yield self.table(node.rows)

    def labels(self, node):
        single = all(len(values) == 1 for _, values, _ in node.pairs)
        entries = [(self.text(key), mark or ":", [self.text(value) for value in values]) for key, values, mark in node.pairs]
        if single and self.labels_as == "table":
            return self.table([[["Field"], ["Value"]]] + [[[key], list(values)] for key, values, _ in node.pairs])
        if single and self.labels_as == "list":
            return "\n".join(f"- **{key}{mark}** {values[0]}" for key, mark, values in entries)
        if self.labels_as == "lines":
            items = lambda values: "".join(f"\n- {one}" for one in values) if len(values) != 1 else " " + values[0]
            return "\n\n".join(f"{key}{mark}{items(values)}" if len(values) < 2 else f"{key}{mark}\n{items(values)}" for key, mark, values in entries)
        if self.labels_as == "below":
            return "\n\n".join("  \n".join([f"**{key}**", *values]) for key, _, values in entries)
        out = []
        for key, mark, values in entries:
            out.append(f"**{key}{mark}** {values[0]}" if len(values) == 1 else f"**{key}{mark}**" + "".join(f"\n\n- {one}" for one in values[:1]) + "".join(f"\n- {one}" for one in values[1:]))
        return "\n\n".join(out)

    def table(self, rows):
        cell = lambda parts: "".join(f"<p>{self.text(part)}</p>" for part in parts) if len(parts) > 1 else self.text("".join(parts))
        lines = ["| " + " | ".join(cell(parts) for parts in row) + " |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def md(document, number, source, path):
    path.write_text(Markdown(document, random.Random(f"{source.stem} markdown")).whole(), encoding="utf-8")
