"""How values are printed: names of codes, money, dates and shares, in the ways that one document keeps to."""

import csv
import pathlib

DATA = pathlib.Path(__file__).resolve().parents[2] / "crates" / "codelists" / "data"
NBSP = "\u00a0"
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(),
}
# Country names of documents in Spanish and Portuguese; a country that is not here is printed in none of those.
COUNTRIES = {
    "es": "AR Argentina|BO Bolivia|SV El Salvador|HT Haití|BR Brasil|CO Colombia|CR Costa Rica|EC Ecuador|GT Guatemala|HN Honduras|MX México|PA Panamá|PE Perú|VE Venezuela|CA Canadá|US Estados Unidos|AF Afganistán|KE Kenia|ET Etiopía|TZ Tanzania|MZ Mozambique|DO República Dominicana|NI Nicaragua|CL Chile|UY Uruguay|PY Paraguay|BZ Belice",
    "pt": "AR Argentina|BO Bolívia|SV El Salvador|HT Haiti|BR Brasil|MZ Moçambique|CO Colômbia|EC Equador|GN Guiné|MW Malawi|NG Nigéria|GH Gana|KE Quénia|GM Gâmbia|BD Bangladesh|CD República Democrática do Congo|PE Peru|MX México",
}
STATUSES = {
    "en": {"1": "Pipeline|Planned", "2": "Implementation|Active|Ongoing", "3": "Finalisation|Completion", "4": "Closed|Completed", "5": "Cancelled", "6": "Suspended"},
    "fr": {"1": "En préparation|Planifié", "2": "En cours|Actif|Mise en œuvre", "3": "Finalisation|Achèvement", "4": "Terminé|Clos|Clôturé", "5": "Annulé", "6": "Suspendu"},
    "es": {"1": "En preparación|Planificado", "2": "En ejecución|Activo|En implementación", "3": "Finalización", "4": "Cerrado|Terminado|Finalizado", "5": "Cancelado", "6": "Suspendido"},
    "pt": {"1": "Em preparação|Planeado", "2": "Em execução|Ativo|Em curso", "3": "Finalização", "4": "Encerrado|Concluído", "5": "Cancelado", "6": "Suspenso"},
}
SIGNIFICANCE = {
    "en": {0: "not targeted", 1: "significant objective", 2: "principal objective"},
    "fr": {0: "non ciblé", 1: "objectif significatif", 2: "objectif principal"},
    "es": {0: "no orientado", 1: "objetivo significativo", 2: "objetivo principal"},
    "pt": {0: "não orientado", 1: "objetivo significativo", 2: "objetivo principal"},
}
SIGNS = {"USD": {"en": ["US$", "USD ", "US$ "], "fr": [" USD", " $ US", " dollars US"], "es": ["US$ ", "USD ", "US$"], "pt": ["US$ ", "USD ", "US$"]},
         "GBP": {"en": ["£", "GBP "], "fr": [" GBP", " £"], "es": ["GBP ", "£ "], "pt": ["GBP ", "£ "]},
         "CAD": {"en": ["CAD ", "CA$", "C$"], "fr": [" CAD", " $ CA"], "es": ["CAD ", "C$ "], "pt": ["CAD ", "C$ "]}}


def names(file):
    with open(DATA / f"{file}.csv", newline="") as rows:
        return {row["code"]: {"en": row["name_en"], "fr": row["name_fr"] or None} for row in csv.DictReader(rows)}


LISTS = {name: names(file) for name, file in {
    "countries": "countries", "sectors": "sectors", "markers": "policy-markers", "aid_type": "aid-types", "finance_type": "finance-types",
    "flow_type": "flow-types", "collaboration_type": "collaboration-types", "tied_status": "tied-status"}.items()}


def country(code, language):
    if language in COUNTRIES:
        return dict(each.split(" ", 1) for each in COUNTRIES[language].split("|")).get(code)
    return LISTS["countries"].get(code, {}).get(language)


class Ways:
    """The ways of one document, drawn once."""

    def __init__(self, language, dice):
        self.language = language
        self.sign = {currency: dice.choice(by[language]) for currency, by in SIGNS.items()}
        self.cents = dice.random() < 0.25
        self.millions = dice.random() < 0.3
        self.date_form = dice.choice(["iso", "words", "words", "words", "slashes", "short"] if language != "en" else ["iso", "words", "words", "american", "short"])
        self.code = dice.choice(["name", "name", "name (code)", "code - name", "code name"]) if language in ("en", "fr") else "code"
        self.share = dice.choice([" ({})", " - {}", ": {}", " {}"])
        self.significance = dice.choice([" ({})", " - {}", ": {}"])
        self.joined = dice.choice(["; ", "; ", " | "])
        self.to = dice.choice([" - ", " – ", {"en": " to ", "fr": " au ", "es": " al ", "pt": " a "}[language]])
        self.status = dice.random()

    def money(self, value, currency, cents=None):
        """`None` where the way would print another value than the publisher's."""
        sign = self.sign[currency]
        million = {"en": "million", "fr": "millions", "es": "millones", "pt": "milhões"}[self.language]
        if self.millions and value >= 2_000_000 and value % 10_000 == 0:
            number = f"{value / 1_000_000:.2f}".rstrip("0").rstrip(".")
            number = number if self.language == "en" else number.replace(".", ",")
            of = " de" if self.language == "fr" and "dollars" in sign else ""
            return f"{sign}{number} {million}" if not sign.startswith(" ") else f"{number} {million}{of}{sign}"
        whole = value == value.to_integral_value()
        number = f"{value:,.2f}" if self.cents or not whole else f"{value:,.0f}"
        if self.language == "fr":
            number = number.replace(",", NBSP).replace(".", ",")
        elif self.language in ("es", "pt"):
            number = number.translate(str.maketrans(",.", ".,"))
        return number + sign.replace(" ", NBSP) if sign.startswith(" ") else sign + number

    def date(self, iso):
        year, month, day = iso.split("-")
        month_name, number = MONTHS[self.language][int(month) - 1], int(day)
        if self.date_form == "slashes":
            return f"{day}/{month}/{year}"
        if self.date_form == "short" and self.language == "en":
            return f"{day}-{month_name[:3]}-{year}"
        if self.date_form == "american":
            return f"{month_name} {number}, {year}"
        if self.date_form in ("words", "short"):
            if self.language in ("es", "pt"):
                return f"{number} de {month_name} de {year}"
            return f"{'1er' if self.language == 'fr' and number == 1 else number} {month_name} {year}"
        return iso

    def coded(self, table, code):
        """A code as its list's name, with the code where the document prints codes; None where the list has no such name."""
        name = (LISTS[table].get(code) or {}).get(self.language if self.language == "fr" else "en")
        if not name:
            return None
        if self.code == "code":
            return code
        # A name that an older code has too tells the code only beside it.
        alone = sum(each == LISTS[table][code] for each in LISTS[table].values()) == 1
        if self.code == "name" and not alone:
            return f"{name} ({code})"
        return self.code.replace("name", "\0").replace("code", code).replace("\0", name)

    def status_name(self, code):
        spellings = STATUSES[self.language].get(code, "").split("|")
        return spellings[int(self.status * len(spellings))] or None

    def percent(self, share):
        text = f"{share:f}".rstrip("0").rstrip(".") if share == share.to_integral_value() else f"{share:f}"
        return text + "%" if self.language == "en" else text.replace(".", ",") + NBSP + "%"
