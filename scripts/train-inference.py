#!/usr/bin/env python3
"""Measure the inference of sectors and policy markers, and write its calibration.

    scripts/train-inference.py OPEN_DIR [--report]

OPEN_DIR holds IATI activities with their sectors and markers (the *.xml of ../shared/open). The terms of
crates/extract/inference/{sectors,markers}.txt are matched with each activity's title and narratives as crates/extract/src/infer
does; a logistic regression over three figures says how sure a code is. It is measured on publishers that it was not trained
with (markers, of which one publisher has any: on activities); all languages of an activity stand on one side. With --report the
measure is printed as Markdown and nothing is written; else crates/extract/inference/calibration.txt is.

Python's standard library is enough; the same files give the same bytes.
"""

import collections
import hashlib
import math
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "crates" / "extract" / "inference"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_WORDS = 20_000  # as infer/terms.rs
TITLE = 2  # a term of the title counts as two
BANDS = (0.80, 0.85, 0.90, 0.95)
NEEDED = 0.80  # the least precision of what is given
JUDGED = 5  # the least number of cases that judge a code by itself
OWN_SHARE = 60  # percent of its category's points that a purpose needs


# --- the activities --------------------------------------------------------------------------------------------------

def narratives(element):
    """(language, text) of an element, of IATI 1 or 2."""
    inner = element.findall("narrative")
    for part in inner or [element]:
        text = (part.text or "").strip()
        if text:
            yield part.get(LANG) or "", text


def activities(folder):
    """Each activity in each of its languages."""
    for file in sorted(folder.glob("*.xml")):
        publisher = file.name.split("-")[0]
        for activity in ElementTree.parse(file).getroot().iter("iati-activity"):
            texts = collections.OrderedDict()
            for place in ("title", "description", "result/title", "result/description", "result/indicator/title"):
                for element in activity.findall(place):
                    for language, text in narratives(element):
                        one = texts.setdefault(language, {"title": "", "rest": []})
                        if place == "title" and not one["title"]:
                            one["title"] = text
                        elif place != "title" and text not in one["rest"]:
                            one["rest"].append(text)
            purposes = {sector.get("code") for sector in activity.findall("sector")
                        if (sector.get("vocabulary") or "1") in ("1", "DAC")
                        and re.fullmatch(r"\d{5}", sector.get("code") or "")}
            markers = {marker.get("code"): int(marker.get("significance")) for marker in activity.findall("policy-marker")
                       if (marker.get("vocabulary") or "1") == "1"}
            for language, text in texts.items():
                if len(text["title"]) + sum(map(len, text["rest"])) >= 40:
                    yield {"publisher": publisher, "id": (activity.findtext("iati-identifier") or "").strip(),
                           "title": text["title"], "rest": text["rest"], "purposes": purposes, "markers": markers}


# --- the terms, as crates/extract/src/infer/terms.rs -----------------------------------------------------------------

def words(text):
    folded = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss"))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", plain)


class Terms:
    """The terms of a file: {words of a term: {code: weight}}, and where to look for them."""

    def __init__(self, name, codes=None):
        self.codes = {}
        for line in (HOME / name).read_text(encoding="utf-8").splitlines():
            code, _, rest = line.partition(":")
            if line.startswith("#") or not rest or (codes and code not in codes):
                continue
            for printed in rest.split(";"):
                term, _, weight = printed.strip().partition("^")
                key = tuple((word, star) for part in term.split() for word, star in self.parts(part))
                known = self.codes.setdefault(key, {})
                known[code] = max(int(weight or 2), known.get(code, 0))
        self.first = collections.defaultdict(list)
        for term in self.codes:
            self.first[term[0]].append(term)

    @staticmethod
    def parts(printed):
        inner = words(printed.rstrip("*"))
        for at, word in enumerate(inner):
            yield word, printed.endswith("*") and at == len(inner) - 1

    def found(self, text):
        """The terms of a text, the longest at each place."""
        text, at, found = words(text)[:MOST_WORDS], 0, []
        while at < len(text):
            word, best = text[at], None
            candidates = list(self.first.get((word, False), ()))
            for length in range(2, len(word) + 1):
                candidates += self.first.get((word[:length], True), ())
            for term in candidates:
                here = text[at:at + len(term)]
                fits = len(here) == len(term) and all(
                    said.startswith(part) if star else said == part for said, (part, star) in zip(here, term))
                size = (len(term), sum(len(part) for part, _ in term))
                if fits and (best is None or size > best[0]):
                    best = (size, term)
            if best:
                found.append(best[1])
            at += len(best[1]) if best else 1
        return found


def gain(times):
    """How much more often said is worth, in hundredths."""
    steps = ((10, 350), (7, 310), (5, 270), (4, 240), (3, 210), (2, 170))
    return next((worth for least, worth in steps if times >= least), 100)


# A term of several categories tells less of each: hundredths, by their number.
SHARED = {1: 100, 2: 71, 3: 58}


def points(activity, terms):
    """Points of each category and purpose, and the weights of the title's terms."""
    times, title = collections.Counter(), set()
    for term in terms.found(activity["title"]):
        times[term] += TITLE
        title.add(term)
    for text in activity["rest"]:
        times.update(terms.found(text))
    categories, purposes, titles = collections.Counter(), collections.Counter(), collections.Counter()
    for term, count in times.items():
        best = {}
        for code, weight in terms.codes[term].items():
            best[code[:3]] = max(best.get(code[:3], 0), weight)
            if len(code) == 5:
                purposes[code] += weight * gain(count)
        for code, weight in best.items():
            categories[code] += weight * gain(count) * SHARED.get(len(best), 50) // 100
            if term in title:
                titles[code] += weight
    return categories, purposes, titles


def figures(categories, titles, code):
    """Strength, lead and share of the title of a category, each in thousandths."""
    own = categories[code]
    second = max((other for name, other in categories.items() if name != code), default=0)
    in_title = sum(titles.values())
    # Towards zero, as Rust divides.
    lead = int(1000 * (own - second) / (own + second)) if own + second else 0
    return (1000 * own // (own + 1000), lead, 1000 * titles[code] // in_title if in_title else 0)


# --- logistic regression by Newton's method --------------------------------------------------------------------------

def solve(matrix, vector):
    size = len(vector)
    rows = [list(row) + [value] for row, value in zip(matrix, vector)]
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for row in range(size):
            if row != at:
                factor = rows[row][at] / rows[at][at]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[at])]
    return [rows[at][size] / rows[at][at] for at in range(size)]


def train(cases):
    """Weights and intercept of (figures, right, weight) cases, a little drawn to zero."""
    size = len(cases[0][0]) + 1
    weights = [0.0] * size
    for _ in range(30):
        gradient = [0.1 * weight for weight in weights]
        curvature = [[0.1 * (a == b) for b in range(size)] for a in range(size)]
        for features, right, importance in cases:
            row = [value / 1000 for value in features] + [1.0]
            sure = 1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, row))))
            for a in range(size):
                gradient[a] += importance * (sure - right) * row[a]
                for b in range(size):
                    curvature[a][b] += importance * sure * (1 - sure) * row[a] * row[b]
        weights = [a - b for a, b in zip(weights, solve(curvature, gradient))]
    return weights


def sureness(weights, features):
    return 1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, [value / 1000 for value in features] + [1.0]))))


def calibrated(weights):
    """The same in whole numbers: weights by thousandths, and the least sum of each band."""
    bands = [round(1000 * (math.log(band / (1 - band)) - weights[-1])) for band in BANDS]
    return [round(1000 * weight) for weight in weights[:-1]], bands


# --- sectors ---------------------------------------------------------------------------------------------------------

def sector_cases(all_activities, terms):
    cases = []
    for number, activity in enumerate(all_activities):
        # `Sector not specified` judges nothing.
        if not any(code[:3] != "998" for code in activity["purposes"]):
            continue
        categories, purposes, titles = points(activity, terms)
        for code, _ in sorted(categories.items(), key=lambda item: (-item[1], item[0]))[:3]:
            own = {name: value for name, value in purposes.items() if name[:3] == code}
            best = min(own, key=lambda name: (-own[name], name), default=None)
            leads = best and 100 * own[best] >= OWN_SHARE * sum(own.values())
            cases.append({"publisher": activity["publisher"], "activity": number, "code": code,
                          "figures": figures(categories, titles, code),
                          "right": code in {known[:3] for known in activity["purposes"]},
                          "purpose": best if leads else None, "purpose_right": best in activity["purposes"]})
    return cases


def weighed(cases):
    """Each publisher counts as much as another."""
    count = collections.Counter(case["publisher"] for case in cases)
    return [(case["figures"], case["right"], 300 / count[case["publisher"]]) for case in cases]


def held_out(cases):
    for publisher in sorted({case["publisher"] for case in cases}):
        weights = train(weighed([case for case in cases if case["publisher"] != publisher]))
        for case in cases:
            if case["publisher"] == publisher:
                yield {**case, "sure": sureness(weights, case["figures"])}


def precision(cases, key="right"):
    return sum(bool(case[key]) for case in cases) / len(cases) if cases else 1.0


def least_of_codes(judged):
    """The least sureness at which each category that the data judges is right often enough; None where never."""
    least = {}
    for code in sorted({case["code"] for case in judged}):
        own = [case for case in judged if case["code"] == code and case["sure"] >= BANDS[0]]
        if len(own) < JUDGED:
            continue
        fits = [band for band in BANDS if precision([case for case in own if case["sure"] >= band]) >= NEEDED
                and any(case["sure"] >= band for case in own)]
        if fits != list(BANDS)[:len(fits)] or not fits or fits[0] != BANDS[0]:
            least[code] = fits[0] if fits else None
    return least


def sure_purposes(judged):
    found = collections.defaultdict(list)
    for case in judged:
        if case["purpose"] and case["sure"] >= BANDS[0]:
            found[case["purpose"]].append(case)
    return sorted(code for code, cases in found.items()
                  if len(cases) >= JUDGED and precision(cases, "purpose_right") >= NEEDED)


def given(judged, least):
    for case in judged:
        bar = least.get(case["code"], BANDS[0])
        if bar is not None and case["sure"] >= bar:
            yield case


# --- markers ---------------------------------------------------------------------------------------------------------

def marker_figures(activity, terms, code):
    categories, _, titles = points(activity, terms)
    length = len(words(activity["title"])) + sum(len(words(text)) for text in activity["rest"])
    own, title = categories[code], titles[code]
    return (1000 * own // (own + 1000), 1000 * title // (title + 5), min(1000, 100 * own // max(length, 80)))


def marker_cases(all_activities, code):
    terms = Terms("markers.txt", {code})
    cases = []
    for number, activity in enumerate(all_activities):
        if activity["publisher"] == "gac":  # the only one with markers
            significance = activity["markers"].get(code, 0)
            cases.append({"activity": number, "id": activity["id"], "figures": marker_figures(activity, terms, code),
                          "right": significance in (1, 2), "significance": significance})
    return cases


def folds(cases, count=10):
    part = lambda case: int(hashlib.sha256(case["id"].encode()).hexdigest(), 16) % count
    for fold in range(count):
        weights = train([(case["figures"], case["right"], 1.0) for case in cases if part(case) != fold])
        for case in cases:
            if part(case) == fold:
                yield {**case, "sure": sureness(weights, case["figures"])}


# --- what is written -------------------------------------------------------------------------------------------------

HEADER = """\
# How sure an inferred code is. Made by scripts/train-inference.py.
# sectors, marker CODE: weights of the three figures (thousandths), then the least sums for 0.80, 0.85, 0.90 and 0.95.
# least CODE: the sum's band that a category needs where 0.80 is not enough; never: it is not given.
# purpose CODE: a purpose that is given beside its category.
"""


def marker_least(judged):
    """The least band from which on a marker is right often enough, on at least ten cases; None where there is none."""
    for band in BANDS:
        own = [case for case in judged if case["sure"] >= band]
        if len(own) >= 10 and precision(own) >= NEEDED:
            return band
    return None


def main():
    arguments = [word for word in sys.argv[1:] if not word.startswith("--")]
    if len(arguments) != 1:
        sys.exit(__doc__)
    everything = list(activities(Path(arguments[0])))
    cases = sector_cases(everything, Terms("sectors.txt"))
    judged = list(held_out(cases))
    least, purposes = least_of_codes(judged), None
    purposes = sure_purposes(list(given(judged, least)))
    markers = {code: marker_cases(everything, code) for code in ("1", "2", "3", "4")}
    measured = {code: list(folds(own)) for code, own in markers.items()}
    if "--report" in sys.argv:
        return report(judged, least, purposes, measured)
    weights, bands = calibrated(train(weighed(cases)))
    lines = ["sectors " + " ".join(map(str, weights + bands))]
    lines += [f"least {code} " + ("never" if bar is None else str(round(100 * bar))) for code, bar in least.items()]
    lines += [f"purpose {code}" for code in purposes]
    for code, own in markers.items():
        if marker_least(measured[code]) == BANDS[0]:
            weights, bands = calibrated(train([(case["figures"], case["right"], 1.0) for case in own]))
            lines.append(f"marker {code} " + " ".join(map(str, weights + bands)))
    (HOME / "calibration.txt").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def report(judged, least, purposes, measured):
    shown = list(given(judged, least))
    print("| publisher held out | activities | with a sector | sectors given | right |")
    print("|---|---|---|---|---|")
    publishers = sorted({case["publisher"] for case in judged})
    for publisher in [*publishers, "all"]:
        own = [case for case in judged if publisher in ("all", case["publisher"])]
        mine = [case for case in shown if publisher in ("all", case["publisher"])]
        count, covered = len({case["activity"] for case in own}), len({case["activity"] for case in mine})
        right = f"{sum(case['right'] for case in mine)} ({precision(mine):.2f})" if mine else "-"
        print(f"| {publisher} | {count} | {covered} ({covered / count:.2f}) | {len(mine)} | {right} |")
    print("\n| confidence | given | right |\n|---|---|---|")
    for low, high in zip(BANDS, [*BANDS[1:], 1.01]):
        own = [case for case in shown if low <= case["sure"] < high]
        if own:
            print(f"| {low:.2f} | {len(own)} | {precision(own):.2f} |")
    print("\n| category | given | right | publishers |\n|---|---|---|---|")
    for code in sorted({case["code"] for case in shown}):
        own = [case for case in shown if case["code"] == code]
        print(f"| {code} | {len(own)} | {precision(own):.2f} | {', '.join(sorted({case['publisher'] for case in own}))} |")
    print("\nNever given, being wrong too often: " + (", ".join(c for c, bar in least.items() if bar is None) or "none"))
    print("Given only when surer: " + (", ".join(f"{c} from {bar}" for c, bar in least.items() if bar) or "none"))
    print("Purposes given: " + (", ".join(purposes) or "none"))
    print("\n| marker | activities with it | at 0.5: precision, recall, F1 | at 0.8: given, precision | given |")
    print("|---|---|---|---|---|")
    for code, cases in measured.items():
        positive = sum(case["right"] for case in cases)
        half, sure = ([case for case in cases if case["sure"] >= bar] for bar in (0.5, BANDS[0]))
        recall = sum(case["right"] for case in half) / positive
        both = precision(half) + recall
        f1 = 2 * precision(half) * recall / both if half and both else 0
        print(f"| {code} | {positive} of {len(cases)} | {precision(half):.2f}, {recall:.2f}, {f1:.2f} "
              f"| {len(sure)}, {precision(sure):.2f} | {'yes' if marker_least(cases) == BANDS[0] else 'no'} |")


if __name__ == "__main__":
    main()
