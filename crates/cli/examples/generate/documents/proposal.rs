//! Proposals to a police fund, as text: questions with their answers, a table of outcomes and a budget that adds up.

use super::chance::Chance;
use super::facts::{Facts, Language, grouped};
use super::prose;
use super::words::THINGS;

const ITEMS: [&str; 8] = [
    "Travel",
    "Consultants",
    "Equipment",
    "Training",
    "Contractual services",
    "Construction",
    "Grants",
    "Personnel",
];

/// A proposal's text.
pub(crate) fn proposal(chance: &mut Chance, number: u64) -> String {
    let facts = Facts::drawn(chance, Language::English, number);
    let bullet = if chance.percent(50) { "• " } else { "" };
    let mut text = format!("{}\n\n{bullet}Brief description of the project\n", facts.title);
    let (why, impact) = (prose::telling(&facts, chance, 450), prose::expected(&facts, chance, 2).join(". "));
    let (risks, gender) = (prose::telling(&facts, chance, 250), prose::telling(&facts, chance, 200));
    for (question, answer) in [
        ("Objective of the project", prose::telling(&facts, chance, 300)),
        (
            "Why is the project required?",
            format!(
                "{why} The Security Council asked for it in resolution {} ({}).",
                chance.between(2_000, 2_700),
                chance.between(2012, 2023)
            ),
        ),
        ("What is the expected impact of the project?", format!("{impact}.")),
        ("Expected outcomes, outputs and proposed activities", outcomes(&facts, chance)),
        (
            "Implementation timeline",
            format!(
                "{} to {}.",
                facts.start.month_of_year(facts.language),
                facts.end.month_of_year(facts.language)
            ),
        ),
        (
            "Explain how the project will further the implementation of the A4P+ priorities.",
            prose::telling(&facts, chance, 150),
        ),
        (
            "How have gender aspects been included in the design and implementation of the project? How does it help the Department implement its women, peace and security and gender parity commitments?",
            gender,
        ),
        (
            "Brief explanation of any risks that the implementation of the project may face and how to mitigate them.",
            risks,
        ),
        ("Proposed budget", budget(chance)),
    ] {
        text += &format!("\n{bullet}{question}\n\n{answer}\n");
    }
    text
}

fn outcomes(facts: &Facts, chance: &mut Chance) -> String {
    let mut table = "Outcomes\tOutputs\tProposed Activities".to_owned();
    for outcome in prose::expected(facts, chance, 2) {
        table += &format!(
            "\n{outcome}\t{} {} in use\tPlan them with {}",
            chance.between(3, 40),
            chance.pick(&THINGS)[0],
            facts.say(facts.ministry)
        );
        for _ in 0..chance.between(1, 3) {
            table +=
                &format!("\n\t\tHold a course of {} days in {}", chance.between(2, 12), chance.village());
        }
    }
    table
}

fn budget(chance: &mut Chance) -> String {
    let mut table = "Item\tBrief Description\tTotal Amount".to_owned();
    let mut sum = 0;
    let items = chance.between(3, 6);
    for item in ITEMS.iter().take(usize::try_from(items).unwrap_or_default()) {
        let amount = chance.between(40, 900) * 100;
        sum += amount;
        table += &format!(
            "\n{item}\t{} {} for {}\t${}",
            chance.between(2, 30),
            chance.pick(&THINGS)[0],
            chance.village(),
            grouped(amount, ",")
        );
    }
    let share = chance.pick(&[7, 13]);
    let support = sum * share / 100;
    table += &format!("\nProgramme Support Costs ({share}%)\t\t${}", grouped(support, ","));
    table + &format!("\n\tTotal:\t${}", grouped(sum + support, ","))
}
