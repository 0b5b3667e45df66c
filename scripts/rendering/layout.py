"""A layout of a publisher, drawn by lot: which facts it prints, under which labels, in which order and form.

A document is a list of blocks: ("title", text), ("heading", text), ("pairs", [(label, [values])]), ("text", text), ("list",
[texts]), ("table", rows). Its gold is made by the same step that prints the fact.
"""

from . import labels, printed

FORMS = {
    "txt": ["line", "line", "below", "gap", "tab", "bare-below", "prose"],
    "html": ["table", "table", "across", "definitions", "boxes", "bold", "prose"],
    "md": ["bold", "bullets", "table", "headings", "line"],
    "docx": ["table", "line", "below", "across"],
}
SINGLE = ["other_identifier", "status", "start", "end", "planned_start", "actual_start", "planned_end", "actual_end", "approval", "period", "reporting_org", "iati_identifier"]
# How often a publisher's layout prints a fact.
SHARES = {
    "iati_identifier": 0.35, "other_identifier": 0.7, "reporting_org": 0.25, "status": 0.75, "country": 0.95, "locations": 0.4,
    "sectors": 0.85, "markers": 0.6, "funding": 0.8, "implementing": 0.95, "accountable": 0.5, "extending": 0.2, "money": 0.95,
    "aid_type": 0.3, "finance_type": 0.3, "flow_type": 0.2, "collaboration_type": 0.2, "tied_status": 0.15, "approval": 0.35,
    "description": 0.9, "expected": 0.9, "achieved": 0.9, "indicators": 0.9, "sources": 0.5, "years": 0.35,
}
SENTENCES = {
    "en": {"funding": "The project is funded by {}.", "implementing": "It is implemented by {}.", "period": "It runs from {} to {}.", "money": "Its total budget is {}.", "country": "It takes place in {}."},
    "fr": {"funding": "Le projet est financé par {}.", "implementing": "Il est mis en œuvre par {}.", "period": "Il se déroule du {} au {}.", "money": "Son budget total est de {}.", "country": "Il se déroule dans le pays suivant : {}."},
    "es": {"funding": "El proyecto es financiado por {}.", "implementing": "Es ejecutado por {}.", "period": "Se desarrolla del {} al {}.", "money": "Su presupuesto total es de {}.", "country": "Se desarrolla en {}."},
    "pt": {"funding": "O projeto é financiado por {}.", "implementing": "É executado por {}.", "period": "Decorre de {} a {}.", "money": "O seu orçamento total é de {}.", "country": "Decorre em {}."},
}
NOISE = {
    "en": (["Home", "About us", "Projects", "News", "Contact"], "Related projects", ["Rural roads rehabilitation, Kenya, USD 4 million", "Girls' education in Nepal"], ["Terms of use", "Privacy", "© 2024 All rights reserved"]),
    "fr": (["Accueil", "Qui sommes-nous", "Projets", "Actualités", "Contact"], "Projets liés", ["Réhabilitation de pistes rurales, Kenya, 4 millions USD", "Éducation des filles au Népal"], ["Conditions d'utilisation", "Confidentialité", "© 2024 Tous droits réservés"]),
    "es": (["Inicio", "Quiénes somos", "Proyectos", "Noticias", "Contacto"], "Proyectos relacionados", ["Rehabilitación de caminos rurales, Kenia, USD 4 millones", "Educación de las niñas en Nepal"], ["Condiciones de uso", "Privacidad", "© 2024 Todos los derechos reservados"]),
    "pt": (["Início", "Quem somos", "Projetos", "Notícias", "Contato"], "Projetos relacionados", ["Reabilitação de estradas rurais, Quénia, USD 4 milhões", "Educação das raparigas no Nepal"], ["Termos de uso", "Privacidade", "© 2024 Todos os direitos reservados"]),
}


class Layout:
    """What a publisher's web site or word processor always does."""

    def __init__(self, form, language, half, dice):
        self.form, self.language, self.dice = form, language, dice
        self.pairs = dice.choice(FORMS[form])
        self.ways = printed.Ways(language, dice)
        pick = lambda table, key: dice.choice(labels.of(table, key, language, half))
        self.labels = {key: pick(labels.LABELS, key) for key in labels.LABELS}
        self.headings = {key: pick(labels.HEADINGS, key) for key in labels.HEADINGS}
        self.columns = {key: pick(labels.COLUMNS, key) for key in labels.COLUMNS}
        self.prints = {key for key, share in SHARES.items() if dice.random() < share}
        self.titled = dice.random() < 0.35  # the title under a label
        self.dates = dice.choice(["both", "both", "four", "period"])
        self.money = dice.choice(["total_cost", "total_cost", "commitment", "approved", "budget", "budget"])
        self.order = dice.choice([0, 1, 2])
        self.facts_last = dice.random() < 0.3
        self.capitals = dice.random() < 0.1
        self.noise = form == "html" or dice.random() < 0.2
        self.years_across = dice.random() < 0.5
        self.totals = dice.random() < 0.5
        self.colon = dice.random() < 0.5  # a colon in tables and on lines of labels alone
        self.listed = dice.random() < 0.5 and form != "txt"  # several values as paragraphs of a cell

    def words(self, text):
        return text.upper() if self.capitals else text


class Document:
    """One activity in a layout."""

    def __init__(self, facts, layout):
        self.facts, self.layout, self.ways = facts, layout, layout.ways
        self.language = layout.language
        self.gold = {}
        self.told = []  # (key, label, values)
        self.parts = {}
        for key in ("iati_identifier", "other_identifiers", "status", "budget", *printed_types()):
            self.gold[key] = [] if key == "other_identifiers" else None
        self.gold["sectors_stated"] = []
        self.gold["policy_markers_stated"] = []
        self.title()
        self.identity()
        self.when()
        self.where()
        self.who()
        self.what()
        self.how_much()
        self.codes()

    def prints(self, key):
        return key in self.layout.prints

    def tell(self, key, *values):
        self.told.append((key, self.layout.words(self.layout.labels[key]), list(values)))

    def text_of(self, texts):
        """In the document's language, or in English in a language that the publisher does not write."""
        return texts.get(self.language) or texts.get("en")

    def title(self):
        self.gold["title"] = self.text_of(self.facts.titles)
        if self.layout.titled:
            self.tell("title", self.gold["title"])

    def identity(self):
        facts = self.facts
        if self.prints("iati_identifier"):
            self.tell("iati_identifier", facts.identifier)
            self.gold["iati_identifier"] = facts.identifier
        if self.prints("other_identifier") and any(c.isdigit() for c in facts.number):
            self.tell("other_identifier", facts.number)
            self.gold["other_identifiers"] = [{"value": facts.number}]
        if self.prints("reporting_org"):
            self.tell("reporting_org", self.text_of(facts.reporting))
            self.gold["reporting_org"] = {"name": self.text_of(facts.reporting)}
        name = self.ways.status_name(facts.status or "")
        if self.prints("status") and name:
            self.tell("status", name)
            self.gold["status"] = facts.status

    def when(self):
        facts, dates, gold = self.facts, self.facts.dates, []
        start, end = dates.get("2") or dates.get("1"), dates.get("4") or dates.get("3")
        if self.layout.dates == "four":
            for kind, key in {"1": "planned_start", "2": "actual_start", "3": "planned_end", "4": "actual_end"}.items():
                if kind in dates:
                    self.tell(key, self.ways.date(dates[kind]))
                    gold.append({"type": kind, "date": dates[kind]})
        elif self.layout.dates == "period" and start and end:
            self.tell("period", self.ways.date(start) + self.ways.to + self.ways.date(end))
            gold += [{"type": None, "date": start}, {"type": None, "date": end}]
        else:
            for date, key in ((start, "start"), (end, "end")):
                if date:
                    self.tell(key, self.ways.date(date))
                    gold.append({"type": None, "date": date})
        if self.prints("approval") and facts.committed:
            self.tell("approval", self.ways.date(facts.committed))
            gold.append({"type": None, "date": facts.committed})
        self.gold["activity_dates"] = gold
        self.gold["period"] = {key: value for key, value in (("start", start), ("end", end)) if value}

    def where(self):
        names = [(code, share, printed.country(code, self.language)) for code, share in self.facts.countries]
        if self.prints("country") and names and len(names) <= 40 and all(name for *_, name in names):
            shown = len(names) > 1 and all(share for _, share, _ in names)
            shares = [self.ways.share.format(self.ways.percent(share)) if shown else "" for _, share, _ in names]
            self.tell("country", *[name + share for (*_, name), share in zip(names, shares)])
            self.gold["countries"] = [{"code": code, **({"percentage": float(share)} if shown else {})} for code, share, _ in names]
        places = self.facts.locations[:6]
        if self.prints("locations") and places:
            self.tell("locations", *places)
            self.gold["locations"] = places

    def who(self):
        gold = []
        self.sources = self.facts.sources if self.prints("sources") and 2 <= len(self.facts.sources) <= 8 else []
        for role in ("funding", "accountable", "extending", "implementing"):
            found = [self.text_of(names) for kind, names in self.facts.organisations if kind == role]
            found = list(dict.fromkeys(name for name in found if name and ";" not in name and "|" not in name))[:6]
            if self.prints(role) and found and not (role == "funding" and self.sources):
                self.tell(role, *found)
                gold += [{"name": name, "role": role} for name in found]
        self.gold["participating_orgs"] = gold
        self.gold["complete"] = [] if self.sources else ["participating_orgs"]

    def what(self):
        facts = self.facts
        shown = [(code, share, self.ways.coded("sectors", code)) for code, share in facts.sectors]
        if self.prints("sectors") and shown and len(shown) <= 12 and all(name for *_, name in shown):
            shares = len(shown) > 1 and all(share for _, share, _ in shown)
            ends = [self.ways.share.format(self.ways.percent(share)) if shares else "" for _, share, _ in shown]
            self.tell("sectors", *[name + end for (*_, name), end in zip(shown, ends)])
            self.gold["sectors"] = [{"vocabulary": "1", "code": code, **({"percentage": float(share)} if shares else {})} for code, share, _ in shown]
            del self.gold["sectors_stated"]
        name = lambda code: printed.LISTS["markers"].get(code, {}).get("fr" if self.language == "fr" else "en")
        markers = [(code, significance, name(code)) for code, significance in facts.markers]
        if self.prints("markers") and markers and self.language in ("en", "fr") and all(name for *_, name in markers):
            significance = printed.SIGNIFICANCE[self.language]
            self.tell("markers", *[name + self.ways.significance.format(significance[degree]) for _, degree, name in markers])
            self.gold["policy_markers"] = [{"vocabulary": "1", "code": code, "significance": degree} for code, degree, _ in markers]
            del self.gold["policy_markers_stated"]
        description = facts.descriptions.get(self.language)
        if self.prints("description") and description and len(description) > 60:
            self.parts["description"] = [("text", description)]
            self.gold["descriptions"] = [{"type": "general", "text": description}]
        for kind, status in (("expected", "expected"), ("achieved", "achieved")):
            texts = getattr(facts, kind).get(self.language, [])
            if self.prints(kind) and texts:
                self.parts[kind] = [("list", texts) if len(texts) > 1 and max(map(len, texts)) < 300 else ("text", text) for text in texts][: 1 if len(texts) > 1 and max(map(len, texts)) < 300 else None]
                self.gold[f"has_{kind}_results"] = True
        if self.prints("indicators") and facts.indicators and self.layout.form != "txt":
            rows = facts.indicators[:8]
            self.parts["indicators"] = [("table", [[self.layout.columns[key] for key in ("indicator", "baseline", "target")], *map(list, rows)])]
            self.gold["indicators"] = [{"title": title, "baseline": baseline, "periods": [{"target": target}]} for title, baseline, target in rows]

    def how_much(self):
        facts, layout, ways = self.facts, self.layout, self.ways
        if self.prints("money") and facts.amount:
            self.tell(layout.money, ways.money(facts.amount, facts.currency))
            measure = None if layout.money == "budget" else layout.money
            self.gold["budget"] = {"value": str(facts.amount), "currency": facts.currency, **({"measure": measure} if measure else {})}
        if self.sources:
            rows = [[name, ways.money(value, facts.currency)] for name, value in self.sources]
            if layout.totals:
                total = sum(value for _, value in self.sources)
                rows.append([layout.columns["total"], ways.money(total, facts.currency)])
            self.parts["sources"] = [("table", [[layout.columns["source"], layout.columns["amount"]], *rows])]
            self.gold["funding"] = [{"name": name, "value": str(value), "currency": facts.currency} for name, value in self.sources]
            if layout.totals and not self.gold["budget"]:
                del self.gold["budget"]
        if self.prints("years") and 2 <= len(facts.years) <= 6 and self.gold["budget"]:
            rows = [[year, ways.money(value, facts.currency)] for year, value in facts.years]
            rows = [[layout.columns["year"], layout.columns["amount"]], *rows]
            self.parts["years"] = [("table", [list(row) for row in zip(*rows)] if layout.years_across else rows)]
            self.gold["amounts"] = [{"value": str(value), "currency": facts.currency} for _, value in facts.years]

    def codes(self):
        for key in printed_types():
            code = self.facts.types.get(key)
            name = self.ways.coded(key, code) if code else None
            if self.prints(key) and name:
                self.tell(key, name)
                self.gold[key] = code

    def blocks(self):
        """All of the document, in the order of its layout."""
        layout, told = self.layout, self.arranged()
        facts = [("pairs", told)] if layout.pairs != "prose" else self.prose(told)
        parts = []
        for key in ("description", "expected", "achieved", "indicators", "sources", "years"):
            if key in self.parts:
                parts += [("heading", layout.words(layout.headings[key])), *self.parts[key]]
        blocks = parts + facts if layout.facts_last and layout.pairs != "prose" else facts + parts
        return ([] if layout.titled else [("title", self.gold["title"])]) + blocks

    def arranged(self):
        told = [(label, values) for _, label, values in self.told]
        if self.layout.order == 0:
            return told
        first = told[:1] if self.layout.titled else []
        rest = told[len(first) :]
        middle = len(rest) // 2
        return first + (rest[middle:] + rest[:middle] if self.layout.order == 1 else rest[::-1])

    def prose(self, told):
        """The main facts as sentences, the others as pairs below them."""
        by_key = {key: (label, values) for key, label, values in self.told}
        sentences, ways = SENTENCES[self.language], self.ways
        said = []
        for key in ("country", "implementing", "funding"):
            if key in by_key and len(by_key[key][1]) == 1:
                said.append((key, sentences[key].format(by_key[key][1][0])))
        start, end = self.gold["period"].get("start"), self.gold["period"].get("end")
        dates = {"start", "end", "period"}
        if start and end and dates & by_key.keys():
            said.append(("period", sentences["period"].format(ways.date(start), ways.date(end))))
        if self.layout.money in by_key:
            said.append(("money", sentences["money"].format(by_key[self.layout.money][1][0])))
            self.gold["budget"]["measure"] = "total_cost"
        gone = {key for key, _ in said} | ({self.layout.money} if self.layout.money in by_key else set())
        gone |= dates if "period" in gone else set()
        left = [(label, values) for key, label, values in self.told if key not in gone]
        text = [("text", " ".join(sentence for _, sentence in said))] if said else []
        return (text + [("pairs", left)]) if left else text


def printed_types():
    return ("aid_type", "finance_type", "flow_type", "collaboration_type", "tied_status")
