//! Sentences, by filling what stands in braces.

use super::chance::Chance;
use super::facts::{Facts, Language, grouped};
use super::words::{ACHIEVED, EXPECTED, MONTHS, PARTNERS, PEOPLE, TELLING, THINGS};

/// Sentences of at least `length` bytes in all; none comes again before all others have come.
pub(crate) fn telling(facts: &Facts, chance: &mut Chance, length: usize) -> String {
    let mut told = String::new();
    let mut sentences: Vec<[&str; 2]> = Vec::new();
    while told.len() < length {
        if !told.is_empty() {
            told.push(' ');
        }
        if sentences.is_empty() {
            sentences = TELLING.to_vec();
        }
        let last = sentences.len() as u64 - 1;
        let at = usize::try_from(chance.between(0, last)).unwrap_or_default();
        let sentence = sentences.swap_remove(at);
        told.push_str(&filled(facts.say(sentence), facts, chance));
    }
    told
}

/// What is hoped for, so many items.
pub(crate) fn expected(facts: &Facts, chance: &mut Chance, items: usize) -> Vec<String> {
    (0..items).map(|_| item(&EXPECTED, facts, chance)).collect()
}

/// What was reached, so many items.
pub(crate) fn achieved(facts: &Facts, chance: &mut Chance, items: usize) -> Vec<String> {
    (0..items).map(|_| item(&ACHIEVED, facts, chance)).collect()
}

fn item(table: &[[&'static str; 2]], facts: &Facts, chance: &mut Chance) -> String {
    let item = chance.pick(table);
    filled(facts.say(item), facts, chance)
}

/// `(1) a; (2) b; and (3) c`, `1) a; 2) b; 3) c`.
pub(crate) fn counted(items: &[String], language: Language) -> String {
    let mut counted = String::new();
    for (before, item) in items.iter().enumerate() {
        let number = before + 1;
        let and = if number == items.len() && before > 0 { "and " } else { "" };
        counted.push_str(if before > 0 { "; " } else { "" });
        counted.push_str(&match language {
            Language::English => format!("{and}({number}) {item}"),
            Language::French => format!("{number}) {item}"),
        });
    }
    counted
}

fn filled(template: &str, facts: &Facts, chance: &mut Chance) -> String {
    let mut text = String::with_capacity(template.len() * 2);
    for (at, part) in template.split(['{', '}']).enumerate() {
        if at % 2 == 0 {
            text.push_str(part);
        } else {
            text.push_str(&drawn(part, facts, chance));
        }
    }
    text
}

fn drawn(slot: &str, facts: &Facts, chance: &mut Chance) -> String {
    const FIRST_NAMES: [&str; 10] =
        ["Aminata", "Rosa", "Jean", "Mariam", "Tomás", "Binta", "Grace", "Ibrahim", "Lucie", "Samuel"];
    let thousands = if facts.language == Language::English { "," } else { "\u{a0}" };
    match slot {
        "people" => facts.say(chance.pick(&PEOPLE)).to_owned(),
        "things" => facts.say(chance.pick(&THINGS)).to_owned(),
        "place" => chance.pick(&facts.country.3).to_owned(),
        "village" => chance.village(),
        "month" => facts.say(chance.pick(&MONTHS)).to_owned(),
        "partner" => {
            let partner = facts.say(chance.pick(&PARTNERS));
            partner.split(" (").next().unwrap_or_default().to_owned()
        }
        "name" => format!("{} {}", chance.pick(&FIRST_NAMES), chance.village()),
        "year" => chance.between(1998, 2023).to_string(),
        "share" => chance.between(11, 88).to_string(),
        "small" => chance.between(2, 9).to_string(),
        "fewer" => chance.between(20, 199).to_string(),
        "millions" => chance.between(2, 480).to_string(),
        _ => grouped(chance.between(200, 19_000), thousands),
    }
}
