//! Projects that headings name, with sentences below them that tell of money, place and party: items of a newsletter, a page about
//! one project, a concept note.

use almoner_codelists::{country, fold};
use almoner_record::Span;

use super::super::super::Cutter;
use super::facts;
use super::name::Name;
use super::units::{Told, Unit, is_refused, passages, sentences_of};
use super::words::refused::ASIDE;
use crate::lines::{self, LineKind};
use crate::nouns;
use crate::prose::{is_elsewhere, is_headline, is_saying};
use crate::value;
use crate::value::numeral::DecimalMark;
use crate::word_list::begins_word;

/// The projects that headings name, in order.
pub(super) fn units(cutter: &Cutter<'_>, decimal: DecimalMark) -> Vec<Unit> {
    const MOST: usize = 200;
    const MOST_SENTENCES: usize = 14;
    let passages = passages(cutter);
    let mut units: Vec<Unit> = Vec::new();
    // The heading that is open, and its line.
    let mut open: Option<(usize, Span)> = None;
    let mut told: Vec<Told> = Vec::new();
    let mut close = |open: Option<(usize, Span)>, told: &mut Vec<Told>| {
        let told = std::mem::take(told);
        let named = told.iter().position(|told| !facts::amounts(told).is_empty());
        if let (Some((line, title)), Some(named)) = (open, named) {
            let name = Name { span: title, is_told: false, is_bare: true };
            units.push(Unit::new(title, name, line, None, told, named));
        }
        units.len() < MOST
    };
    for (at, (line, passage, is_heading)) in passages.iter().enumerate() {
        let text = cutter.document.slice(*passage);
        let next = passages.get(at + 1).map(|(_, span, _)| cutter.document.slice(*span));
        let is_item = cutter.lines.get(*line).is_some_and(|line| matches!(line.kind, LineKind::Item { .. }));
        if *is_heading || !is_item && is_short(text, next) {
            if is_title(text) {
                if !close(open.take(), &mut told) {
                    break;
                }
                open = Some((*line, *passage));
            } else if is_break(text) && !close(open.take(), &mut told) {
                break;
            }
            continue;
        }
        for part in sentences_of(text) {
            if told.len() >= MOST_SENTENCES || open.is_none() {
                break;
            }
            if part.len() > super::units::LONGEST_SENTENCE {
                continue;
            }
            let sentence = part.of(text);
            let folded = fold(sentence);
            let is_other = is_refused(&folded)
                || is_elsewhere(&folded)
                || ASIDE.iter().any(|words| begins_word(&folded, words))
                || is_saying(sentence);
            if !is_other {
                told.push(Told::new(sentence, passage.inner(part), None, decimal));
            }
        }
    }
    close(open, &mut told);
    units
}

/// True for a line of its own above a text.
fn is_short(text: &str, next: Option<&str>) -> bool {
    const LONGEST: usize = 130;
    let text = text.trim();
    text.len() < LONGEST
        && !text.contains('\n')
        && !text.ends_with(['.', '!', '?', ':', ';', ',', '”', '»', ')'])
        && next.is_some_and(|next| next.len() > text.len())
}

/// True for a heading that may name a project: what it does or is for, neither news nor a part of a paper.
fn is_title(text: &str) -> bool {
    const FEWEST_WORDS: usize = 4;
    const LONGEST: usize = 200;
    let text = text.trim();
    let folded = fold(text);
    let is_date = value::date::date(text, value::date::DayOrder::Unknown).is_some();
    text.split_whitespace().count() >= FEWEST_WORDS
        && text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_uppercase() || "“«\"‘".contains(c))
        && !is_saying(text)
        && !is_headline(text)
        && !is_date
        && country(text).is_none()
        && !BYLINES.iter().any(|words| folded.starts_with(words))
        && !text.ends_with(['.', '!', '?', ':'])
        && !text.contains(['|', '•', ':', '©'])
        && value::money::money(text, DecimalMark::Unknown).is_none()
        && !folded.split(' ').any(nouns::are_activities)
        && !PERSONS.iter().any(|word| folded.split([' ', '\'', '\u{2019}']).any(|own| own == *word))
}

/// Words of headings that speak of who writes, or of news: no name of a project.
const PERSONS: [&str; 69] = [
    "we",
    "our",
    "us",
    "nous",
    "nos",
    "notre",
    "nuestro",
    "nuestra",
    "nuestros",
    "nosso",
    "nossa",
    "new",
    "news",
    "nouveau",
    "nouvelle",
    "nouvelles",
    "nuevo",
    "nueva",
    "nuevos",
    "novo",
    "nova",
    "novos",
    "report",
    "rapport",
    "informe",
    "relatorio",
    "annual",
    "end",
    "fin",
    "fim",
    "closing",
    "clap",
    "call",
    "convocatoria",
    "recruitment",
    "recrutement",
    "letter",
    "lettre",
    "newsletter",
    "boletin",
    "boletim",
    "issue",
    "visit",
    "visite",
    "visita",
    "meeting",
    "reunion",
    "agreement",
    "signs",
    "launch",
    "launched",
    "award",
    "awards",
    "partners",
    "partenaires",
    "socios",
    "parceiros",
    "ceremony",
    "ceremonie",
    "ceremonia",
    "cerimonia",
    "evaluation",
    "evaluacion",
    "avaliacao",
    "donors",
    "ambassador",
    "minister",
    "ministre",
    "vacancy",
];

/// First words of lines that say who wrote or took a picture, and of headings that say what stands below.
const BYLINES: [&str; 14] = [
    "by ", "par ", "por ", "photo", "foto", "source", "fuente", "fonte", "posted", "publi", "about ",
    "a propos", "sobre ", "acerca",
];

/// True for a paper whose money its authors thank for.
pub(super) fn is_paper(cutter: &Cutter<'_>) -> bool {
    const WORDS: [&str; 22] = [
        "et al",
        "doi",
        "keywords",
        "palabras clave",
        "mots-cles",
        "palavras-chave",
        "this work was supported",
        "this work was funded",
        "the authors",
        "les auteurs",
        "los autores",
        "os autores",
        "agradec",
        "remerci",
        "acknowledg",
        "randomised",
        "randomized",
        "thesis",
        "journal of",
        "revista de",
        "revue ",
        "university press",
    ];
    let says = fold(&lines::beginning(cutter.document));
    WORDS.iter().any(|words| begins_word(&says, words))
}

/// True where the sentences speak of a project as such.
pub(super) fn speaks_of_project(unit: &Unit) -> bool {
    const WORDS: [&str; 8] = [
        "intervention",
        "intervencion",
        "intervencao",
        "concept note",
        "note conceptuelle",
        "nota de concepto",
        "nota conceptual",
        "note expose",
    ];
    unit.told.iter().any(|told| {
        let folded = told.folded.text();
        nouns::names_activity(folded) || WORDS.iter().any(|words| begins_word(folded, words))
    })
}

/// True for a short heading that names no project and ends what stands above it: `Save the date`.
fn is_break(text: &str) -> bool {
    let folded = fold(text);
    !PARTS.iter().any(|part| folded.starts_with(part))
}

/// Headings inside what is told of a project.
const PARTS: [&str; 22] = [
    "abstract",
    "summary",
    "introduction",
    "background",
    "context",
    "sintesis",
    "resumen",
    "resume",
    "synthese",
    "contexte",
    "contexto",
    "sintese",
    "resumo",
    "objective",
    "objectif",
    "objetivo",
    "results",
    "resultats",
    "resultados",
    "the project",
    "le projet",
    "el proyecto",
];
