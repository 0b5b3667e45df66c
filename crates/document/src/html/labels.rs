//! Labels and their values, as markup tells them: `dt` and `dd`, names of classes, bold words with a colon, rows of two
//! elements.

use super::fields::Fields;
use super::shape::{is_unread, words};
use super::tags;
use super::tree::{Id, Tree};
use crate::text::key_value;

/// Most nodes of a part whose labels are looked for.
const MOST_LOOKED_AT: usize = 1500;
/// The longest label, in characters.
const LONGEST: usize = 60;

/// Words of classes of labels, and of values.
const LABELS: [&str; 19] = [
    "rotulo",
    "rubrique",
    "intitule",
    "fieldlabel",
    "keyname",
    "datalabel",
    "infolabel",
    "label",
    "labels",
    "lbl",
    "key",
    "term",
    "fieldname",
    "dt",
    "libelle",
    "etiqueta",
    "etiquette",
    "caption",
    "attribute",
];
const VALUES: [&str; 12] =
    ["value", "values", "val", "item", "items", "dd", "valeur", "valor", "wert", "contenu", "dado", "dato"];

/// True for text that may be a label: few words, no sentence, no figure at its beginning.
pub(super) fn is_label(text: &str) -> bool {
    let text = text.trim();
    let body = text.trim_end_matches([':', '：']).trim_end();
    !body.is_empty()
        && body.chars().count() <= LONGEST
        && body.split_whitespace().count() <= 8
        && body.chars().next().is_some_and(|c| c.is_uppercase() || !(c.is_lowercase() || c.is_ascii_digit()))
        && body.chars().any(char::is_alphabetic)
        && !body.ends_with([',', ';', '!'])
        && !is_sentence(body)
}

/// True where a full stop ends more than an abbreviation: `Est. completion` is a label, and so is `Project no.`.
fn is_sentence(text: &str) -> bool {
    const SHORT: usize = 4;
    let is_long = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > SHORT;
    text.split_whitespace().any(|word| word.ends_with('.') && is_long(word))
}

/// True for text that may be the value beside a label that no colon ends.
pub(super) fn is_value(text: &str) -> bool {
    const LONGEST_VALUE: usize = 160;
    let text = text.trim();
    text.chars().count() <= LONGEST_VALUE
        && !text.ends_with(['.', ':'])
        && text
            .chars()
            .next()
            .is_some_and(|c| !c.is_lowercase() && !",.;)".contains(c) || is_month_and_year(text))
}

/// `outubro de 2020`, `marzo de 2012 a mayo de 2017`: the names of months are small in most languages.
fn is_month_and_year(text: &str) -> bool {
    const MOST_WORDS: usize = 3;
    const MOST_OF_TWO: usize = 7;
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_year = |word: &&str| word.len() == 4 && holds_year(word);
    let is_early = words.get(..MOST_WORDS).is_some_and(|first| first.iter().any(is_year));
    words.first().is_some_and(|word| word.chars().all(char::is_alphabetic))
        && words.last().is_some_and(is_year)
        && (words.len() <= MOST_WORDS || words.len() <= MOST_OF_TWO && is_early)
}

/// The labels of a part, in small letters and in order.
pub(super) fn of(tree: &Tree, top: Id, fields: &Fields<'_>) -> Vec<String> {
    let mut labels = Vec::new();
    let mut open = vec![top];
    let mut looked_at = 0;
    while let Some(id) = open.pop() {
        looked_at += 1;
        if looked_at > MOST_LOOKED_AT || is_unread(tree, id) {
            continue;
        }
        let label = label_at(tree, id, fields);
        // The words of a link are what it leads to.
        let goes_deeper = label.is_none() && tree.name(id) != "a";
        labels.extend(label);
        if goes_deeper {
            let from = open.len();
            open.extend(tree.children(id));
            open.get_mut(from..).unwrap_or_default().reverse();
        }
    }
    labels
}

/// The label that a node is or begins with, in small letters and without its colon.
pub(super) fn label_at(tree: &Tree, id: Id, fields: &Fields<'_>) -> Option<String> {
    let label = if fields.is_label(id) { Some(text(tree, id)) } else { label_of(tree, id) };
    label.map(|label| label.trim().trim_end_matches([':', '：']).trim().to_lowercase())
}

/// The label that a node is or begins with, as printed.
fn label_of(tree: &Tree, id: Id) -> Option<String> {
    if let Some(text) = tree.text(id) {
        let text = text.trim();
        return key_value(text).map(|(key, _)| key.of(text).to_owned());
    }
    let name = tree.name(id);
    let cells: Vec<Id> = if name == "tr" { tree.elements(id).take(3).collect() } else { Vec::new() };
    if let [label, _] = cells.as_slice() {
        return Some(text(tree, *label)).filter(|text| is_label(text));
    }
    let is_named = name == "dt"
        || (tree.parent(id).is_some() && is_labelled(tree, id, &LABELS) && !holds_value(tree, id));
    let is_bold = matches!(name, "strong" | "b" | "th" | "label" | "span") && {
        let own = text(tree, id);
        own.trim_end().ends_with([':', '：'])
            || tree
                .after(id)
                .next()
                .and_then(|next| tree.text(next))
                .is_some_and(|next| next.trim_start().starts_with(':'))
    };
    let is_before_value = matches!(name, "strong" | "b") && is_bold_before_value(tree, id);
    let is_heading = tags::heading(name).is_some_and(|level| level > 2) && {
        let next = tree.after(id).find(|next| tree.element(*next).is_some());
        next.is_some_and(|next| tags::heading(tree.name(next)).is_none() && is_value(&text(tree, next)))
    };
    (is_named || is_bold || is_before_value || is_heading)
        .then(|| text(tree, id))
        .filter(|text| is_label(text))
}

/// True for bold words at the beginning of a line with a short text behind them up to its end: `<b>Country</b> Malawi<br>`,
/// `<b>Period</b> <time>…</time> – <time>…</time>`.
fn is_bold_before_value(tree: &Tree, id: Id) -> bool {
    let is_break = |id: Option<Id>| {
        id.is_none_or(|id| tree.name(id) == "br" || tree.text(id).is_none() && tags::is_block(tree.name(id)))
    };
    let is_blank = |id: &Id| tree.text(*id).is_some_and(|text| text.trim().is_empty());
    let before = tree.before(id).find(|id| !is_blank(id));
    let is_part = |id: &Id| tree.text(*id).is_some() || tree.name(*id) == "time";
    let parts: Vec<Id> = tree.after(id).take_while(is_part).collect();
    let end = tree.after(id).nth(parts.len());
    let value: String =
        parts.iter().map(|id| tree.text(*id).map_or_else(|| text(tree, *id), str::to_owned)).collect();
    let reads = is_value(&value) || is_time(&value);
    is_break(before)
        && is_break(end)
        && value.starts_with(char::is_whitespace)
        && !value.trim().is_empty()
        && reads
}

/// True for a time that begins with a small word: `du 1er avril 2022 au 31 mars 2026`, `from May 2020 to June 2021`.
pub(super) fn is_time(text: &str) -> bool {
    const SMALL: [&str; 14] =
        ["du", "au", "de", "del", "al", "a", "\u{e0}", "from", "to", "until", "since", "entre", "et", "y"];
    const MOST_WORDS: usize = 12;
    const MOST_NAMES: usize = 2;
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &&str| word.starts_with(char::is_alphabetic) && !SMALL.contains(word);
    words.first().is_some_and(|first| SMALL.contains(first))
        && words.len() <= MOST_WORDS
        && words.iter().filter(|word| is_name(word)).count() <= MOST_NAMES
        && words.iter().all(|word| word.chars().all(char::is_alphanumeric) || is_numeral(word))
        && holds_year(text)
}

/// `1er`, `01/04/2022`, `–`.
fn is_numeral(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || "./-–—º".contains(c))
}

fn is_labelled(tree: &Tree, id: Id, names: &[&str]) -> bool {
    words(tree, id).any(|word| names.contains(&word.as_str()))
}

/// True for an element whose class says that it is a label.
pub(super) fn is_named(tree: &Tree, id: Id) -> bool {
    is_labelled(tree, id, &LABELS)
}

fn holds_value(tree: &Tree, id: Id) -> bool {
    tree.elements(id).any(|inner| is_labelled(tree, inner, &VALUES))
}

/// The label and the value that stand in an element by themselves.
pub(super) fn pair(tree: &Tree, id: Id, fields: &Fields<'_>) -> Option<(Id, Id)> {
    fields.row(id).or_else(|| pair_by_itself(tree, id))
}

fn pair_by_itself(tree: &Tree, id: Id) -> Option<(Id, Id)> {
    if !matches!(tree.name(id), "div" | "li" | "section" | "p" | "article" | "span" | "tr" | "td") {
        return None;
    }
    let mut stray = tree.children(id).filter_map(|child| tree.text(child));
    if stray.any(|text| !text.trim().trim_matches(':').is_empty()) {
        return None;
    }
    let children: Vec<Id> = tree.elements(id).filter(|child| !is_unread(tree, *child)).take(3).collect();
    let [one, other] = children.as_slice() else { return None };
    let (one, other) = (*one, *other);
    if is_figure_above(tree, id, one, other) {
        return Some((other, one));
    }
    let is_no_label = |id: Id| {
        tags::heading(tree.name(id)).is_some()
            || matches!(tree.name(id), "ul" | "ol" | "table" | "nav" | "dl" | "form")
    };
    if is_no_label(one) || tags::heading(tree.name(other)).is_some() {
        return None;
    }
    let (first, second) = (text(tree, one), text(tree, other));
    if first.is_empty() || second.is_empty() {
        return None;
    }
    let is_told = |label: Id, value: Id| {
        is_labelled(tree, label, &LABELS)
            || (is_labelled(tree, value, &VALUES) && !is_labelled(tree, label, &VALUES))
    };
    if is_label(&first) && is_told(one, other) {
        return Some((one, other));
    }
    if is_label(&second) && is_told(other, one) && is_labelled(tree, other, &LABELS) {
        return Some((other, one));
    }
    let are_inline = [one, other].iter().all(|id| !tags::is_block(tree.name(*id)));
    let is_divided =
        are_inline && tree.name(id) != "p" && is_value(&second) && !first.trim_end().ends_with(':');
    let is_bold = matches!(tree.name(one), "strong" | "b") && is_value(&second);
    (is_label(&first) && ((is_divided && is_alone(tree, one, other)) || is_bold || is_row(tree, id)))
        .then_some((one, other))
}

/// A card: an amount of money or years in large letters, and below it what it is.
fn is_figure_above(tree: &Tree, card: Id, figure: Id, label: Id) -> bool {
    const LONGEST_FIGURE: usize = 32;
    const MOST_WORDS: usize = 4;
    if !matches!(tree.name(card), "div" | "li" | "article") || tags::heading(tree.name(label)).is_some() {
        return false;
    }
    // Asked first: the text of a block that holds others may be long.
    let is_leaf = |id: Id| tree.elements(id).all(|inner| !tags::is_block(tree.name(inner)));
    if !is_leaf(figure) || !is_leaf(label) {
        return false;
    }
    let (figure_text, label_text) = (text(tree, figure), text(tree, label));
    let is_label = is_label(&label_text) && !label_text.contains(|c: char| c.is_ascii_digit() || c == '.');
    figure_text.chars().count() <= LONGEST_FIGURE
        && is_label
        && label_text.split_whitespace().count() <= MOST_WORDS
        && is_sum_or_years(&figure_text)
}

/// `€1.5m`, `USD 45.2 million`, `2021–2023`: a currency beside a number and little else, or two years.
fn is_sum_or_years(text: &str) -> bool {
    const SCALES: [&str; 12] = [
        "m", "mn", "bn", "k", "million", "millions", "billion", "thousand", "mio", "millones", "milhões",
        "md",
    ];
    const SIGNS: [&str; 5] = ["€", "$", "£", "¥", "₩"];
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let is_code =
        |word: &&str| (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let has_currency = SIGNS.iter().any(|sign| text.contains(sign)) || words.iter().any(is_code);
    let is_plain = words.iter().all(|word| is_code(word) || SCALES.contains(&word.to_lowercase().as_str()));
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|part| is_year(part)).count();
    has_digit && is_plain && (has_currency || (words.is_empty() && years == 2))
}

/// Two inline elements that the page's style keeps apart: no white space stands between them.
fn is_alone(tree: &Tree, one: Id, other: Id) -> bool {
    tree.after(one).next() == Some(other)
        || (tree.get(one, "class").is_some() && tree.get(other, "class") != tree.get(one, "class"))
}

/// One of at least three rows of two plain elements, the first of which reads as a label in each.
fn is_row(tree: &Tree, id: Id) -> bool {
    const NEAR: usize = 8;
    let is_plain = |row: Id| {
        let children: Vec<Id> = tree.elements(row).take(3).collect();
        let [label, value] = children.as_slice() else { return false };
        let is_leaf = |id: Id| tree.elements(id).all(|inner| !tags::is_block(tree.name(inner)));
        tree.name(*label) == "div" && is_leaf(*label) && is_leaf(*value) && is_label(&text(tree, *label))
    };
    let name = tree.name(id);
    let near = tree.before(id).take(NEAR).chain(tree.after(id).take(NEAR));
    name == "div"
        && is_plain(id)
        && near.filter(|row| tree.name(*row) == name && is_plain(*row)).take(2).count() == 2
}

/// The value of a label that stands before it in the same element, by the names of their classes.
pub(super) fn value_of(tree: &Tree, label: Id) -> Option<Id> {
    if !is_labelled(tree, label, &LABELS) || !is_label(&text(tree, label)) {
        return None;
    }
    let next = tree.after(label).find(|next| {
        tree.element(*next).is_some()
            || tree.text(*next).is_some_and(|text| !text.trim().trim_matches(':').is_empty())
    })?;
    (tree.element(next).is_some() && is_labelled(tree, next, &VALUES) && !is_unread(tree, next))
        .then_some(next)
}

/// A list each of whose items begins with a label in bold, or is a short `Label: value`. One whose values are all amounts
/// tells the shares of one thing.
pub(super) fn is_list(tree: &Tree, list: Id) -> bool {
    const MOST: usize = 60;
    const FEWEST_PLAIN: usize = 3;
    let items: Vec<Id> = tree.elements(list).take(MOST + 1).collect();
    let is_pair = |item: &Id| {
        let whole = text(tree, *item);
        let words = |key: &str| key.split_whitespace().count();
        key_value(&whole).is_some_and(|(key, _)| words(key.of(&whole)) <= 4)
            && whole.chars().count() <= 120
            && !whole.trim_end().ends_with(['.', ';', ','])
    };
    let is_amount = |item: &Id| {
        let whole = text(tree, *item);
        whole.contains(|c: char| c.is_ascii_digit()) && !holds_year(&whole)
    };
    if (FEWEST_PLAIN..=MOST).contains(&items.len()) && items.iter().all(is_pair) {
        return !items.iter().all(is_amount);
    }
    let is_labelled = |item: &Id| {
        let first =
            tree.children(*item).find(|child| tree.text(*child).is_none_or(|text| !text.trim().is_empty()));
        let is_bold = first.is_some_and(|first| {
            matches!(tree.name(first), "strong" | "b" | "span" | "label") && label_of(tree, first).is_some()
        });
        let whole = text(tree, *item);
        is_bold && whole.chars().count() <= 200 && !whole.trim_end().ends_with('.')
    };
    (2..=MOST).contains(&items.len()) && items.iter().all(is_labelled)
}

/// True for text with a year in it, as dates have: `31 July 2024`, `2024-07-31`.
fn holds_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

/// True for digits that are a year.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// The text of an element, white space as single spaces; its beginning where it is long.
pub(super) fn text(tree: &Tree, id: Id) -> String {
    const LOOKED_AT: usize = 400;
    let mut whole = String::new();
    for inner in tree.below(id).take(LOOKED_AT) {
        if let Some(text) = tree.text(inner) {
            whole.push_str(text);
        } else if inner != id && (tags::is_block(tree.name(inner)) || tree.name(inner) == "br") {
            whole.push(' ');
        }
        if whole.len() > LOOKED_AT {
            break;
        }
    }
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}
