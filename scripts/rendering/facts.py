"""The activities of an IATI file, version 1.0x or 2.0x, as the facts that a page could print."""

import collections
import dataclasses
import decimal
import re
import xml.etree.ElementTree as ET

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ROLES = {"funding": "1", "accountable": "2", "extending": "3", "implementing": "4"}
DATES = {"start-planned": "1", "start-actual": "2", "end-planned": "3", "end-actual": "4"}
COMMITMENTS, INCOMING = {"2", "C"}, {"1", "11", "IF"}


@dataclasses.dataclass
class Facts:
    identifier: str
    number: str
    reporting: dict
    titles: dict
    descriptions: dict
    organisations: list  # (role, names by language)
    status: str | None
    dates: dict  # IATI type -> ISO date
    committed: str | None  # date of the first commitment
    countries: list  # (code, percentage or None)
    locations: list
    sectors: list
    markers: list
    currency: str
    amount: decimal.Decimal | None
    sources: list  # (name, amount)
    years: list  # (year, amount)
    types: dict
    expected: dict  # language -> texts
    achieved: dict
    indicators: list  # (title, baseline, target)


def clean(text):
    text = re.sub(r"<[^>]*>|[\u200b\u00ad\ufeff]", " ", text or "")
    return re.sub(r"\s+", " ", text).strip()


def narratives(element, default="en"):
    """Texts by language; an IATI 1 element is its own narrative."""
    if element is None:
        return {}
    inner = element.findall("narrative") or [element]
    texts = {(each.get(LANGUAGE) or element.get(LANGUAGE) or default): clean(each.text) for each in inner}
    return {language: text for language, text in texts.items() if text}


def paragraphs(element):
    """Texts of a long narrative by language, a list each."""
    told = collections.defaultdict(list)
    for each in element.findall("narrative") or [element]:
        for part in re.split(r"\n\s*\n|<br\s*/?>|</p>", each.text or ""):
            if clean(part):
                told[each.get(LANGUAGE) or "en"].append(clean(part))
    return told


def number(text):
    try:
        return decimal.Decimal(clean(text).replace(",", "")).quantize(decimal.Decimal("0.01"))
    except decimal.InvalidOperation:
        return None


def percentage(element):
    value = number(element.get("percentage") or "")
    return value if value and value > 0 else None


def role(element):
    text = (element.get("role") or "").lower()
    return next((name for name, code in ROLES.items() if text in (name, code)), None)


def organisations(activity):
    found = []
    for element in activity.findall("participating-org"):
        names = narratives(element)
        names = {language: name for language, name in names.items() if re.search(r"[^\W\d]{3}", name) and len(name) < 120}
        item = (role(element), names)
        if item[0] and names and item not in found:
            found.append(item)
    return found


def is_dac(sector):
    vocabulary = sector.get("vocabulary") or sector.get("vocab") or "1"
    return vocabulary in ("1", "DAC") and re.fullmatch(r"\d{5}", sector.get("code") or "")


def transactions(activity, kinds):
    for element in activity.findall("transaction"):
        value = element.find("value")
        if element.find("transaction-type").get("code") in kinds and value is not None and number(value.text):
            yield element, number(value.text), value.get("currency")


def money(activity, currency):
    """What was committed or else budgeted in all, who gave how much, and the budget of each year."""
    same = lambda told: told in (None, "", currency)
    committed = sum(value for _, value, told in transactions(activity, COMMITMENTS) if same(told))
    given = collections.Counter()
    for element, value, told in transactions(activity, INCOMING):
        names = narratives(element.find("provider-org"))
        if same(told) and names.get("en"):
            given[names["en"]] += value
    sources = sorted((name, value) for name, value in given.items() if value > 0 and len(name) < 120)
    years = collections.Counter()
    for budget in activity.findall("budget"):
        value, start = budget.find("value"), budget.find("period-start")
        amount = number(value.text) if value is not None else None
        if budget.get("type", "1") == "1" and amount and start is not None and same(value.get("currency")):
            years[(start.get("iso-date") or "")[:4]] += amount
    years = sorted((year, value) for year, value in years.items() if year and value > 0)
    total = committed if committed > 0 else sum(value for _, value in years)
    return total or None, sources, years


def results(activity):
    expected, achieved, indicators = collections.defaultdict(list), collections.defaultdict(list), []
    for result in activity.findall("result"):
        titles = narratives(result.find("title"))
        kept = {"Expected Results": expected, "Results Achieved": achieved}.get(titles.get("en"))
        if kept is not None and result.find("description") is not None:
            for language, texts in paragraphs(result.find("description")).items():
                kept[language] += texts
        for indicator in result.findall("indicator"):
            title = narratives(indicator.find("title")).get("en")
            baseline, target = indicator.find("baseline"), indicator.find("period/target")
            baseline = clean(baseline.get("value")) if baseline is not None else ""
            target = clean(target.get("value")) if target is not None else ""
            if title and baseline and target and max(len(baseline), len(target)) < 20:
                indicators.append((title, baseline, target))
    return expected, achieved, indicators


def facts(activity, root):
    identifier = clean(activity.findtext("iati-identifier"))
    reporting = activity.find("reporting-org")
    prefix = f"{reporting.get('ref')}-"
    currency = activity.get("default-currency") or "USD"
    amount, sources, years = money(activity, currency)
    dates = {}
    for element in activity.findall("activity-date"):
        kind, date = element.get("type"), (element.get("iso-date") or "")[:10]
        if re.fullmatch(r"\d{4}-\d\d-\d\d", date):
            dates[DATES.get(kind, kind)] = date
    descriptions = {}
    for element in activity.findall("description"):
        if element.get("type", "1") == "1":
            descriptions = narratives(element)
    places = [narratives(each.find("name")).get("en") or "" for each in activity.findall("location")]
    status = activity.find("activity-status")
    default = lambda name: (activity.find(name).get("code") if activity.find(name) is not None else None)
    kinds = {
        "aid_type": default("default-aid-type"),
        "finance_type": default("default-finance-type"),
        "flow_type": default("default-flow-type"),
        "collaboration_type": default("collaboration-type"),
        "tied_status": default("default-tied-status"),
    }
    markers = [
        (each.get("code"), int(each.get("significance")))
        for each in activity.findall("policy-marker")
        if each.get("vocabulary", "1") in ("1", "DAC") and (each.get("significance") or "").isdigit()
    ]
    first = sorted((each.find("transaction-date").get("iso-date") or "")[:10] for each, *_ in transactions(activity, COMMITMENTS))
    expected, achieved, indicators = results(activity)
    # A publisher may tell them by transaction.
    countries = activity.findall("recipient-country") or activity.findall("transaction/recipient-country")
    sectors = activity.findall("sector") or activity.findall("transaction/sector")
    return Facts(
        identifier=identifier,
        number=identifier.removeprefix(prefix) if identifier.startswith(prefix) else "",
        reporting=narratives(reporting),
        titles=narratives(activity.find("title")),
        descriptions=descriptions,
        organisations=organisations(activity),
        status=status.get("code") if status is not None else None,
        dates=dates,
        committed=first[0] if first and first[0] else None,
        countries=list({each.get("code"): (each.get("code"), percentage(each)) for each in countries}.values()),
        locations=list(dict.fromkeys(place for place in places if 2 < len(place) < 40 and not re.search(r"[\d;,¿]|^Republic|^El Salvador$|^Haiti$|^Argentina$|^Panamá$", place))),
        sectors=list({each.get("code"): (each.get("code"), percentage(each)) for each in sectors if is_dac(each)}.values()),
        markers=markers,
        currency=currency,
        amount=amount,
        sources=sources,
        years=years,
        types={name: code for name, code in kinds.items() if code},
        expected=expected,
        achieved=achieved,
        indicators=indicators,
    )


def read(path):
    """The activities of a file in its order; those without a title are left out."""
    root = ET.parse(path).getroot()
    found = [facts(activity, root) for activity in root.iter("iati-activity")]
    return [one for one in found if one.titles]
