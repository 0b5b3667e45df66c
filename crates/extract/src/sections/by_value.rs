//! Labels that nothing knows, read by what stands beside them: `Walking in: Malawi`, `Timescale: 2014-2016`, `What it takes:
//! £80,000`. Publishers have more words than any list. Where a country that receives aid, an amount and a third fact stand
//! close together, each with a label, the page is a form, and its strange labels are told by their values.

use almoner_record::{Role, Span};

use super::Cutter;
use super::told::is_date_alone;
use super::weak::{Place, is_name};
use crate::bodies;
use crate::codes;
use crate::field::{Field, Shape};
use crate::header;
use crate::lines::{self, Line, LineKind};
use crate::recognise::matched;
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;
use crate::value::{self, period};
use crate::word_list::WordList;
use crate::wording;

/// The longest label that is read by its value, and the longest value, in bytes.
const LONGEST_LABEL: usize = 48;
const LONGEST_VALUE: usize = 120;

/// What a value is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Countries that receive aid.
    Countries,
    Money,
    /// From when to when.
    Times,
    /// How long.
    Length,
    /// A day, a month or a year.
    Date,
    /// The name of a body.
    Body,
    /// Words as of a name, whatever has it.
    Name,
}

/// Words, folded, of labels that say whose the money or the country is: no activity's.
static OF_OTHERS: WordList = WordList::of(
    "price prices fee fees salary salaries wage wages turnover revenue revenues income tax taxes deposit gift gifts donate \
    ticket rent rental capital assets profit reward cash fine loss losses damage debt gdp gni per minimum min from \
    registered founded headquarters office address nationality citizenship birth born origin residence currency phone tel \
    destination venue team population deadline posted published updated spent disbursed expenditure expenses raised \
    collected balance saved prix tarif tarifs salaire salaires loyer loyers impot impots caution revenu revenus siege \
    adresse nationalite naissance origine monnaie depense depenses depensee verse versee recolte recoltes collecte solde \
    partir precio precios tarifa tarifas salario salarios sueldo alquiler impuesto impuestos ingresos sede direccion \
    nacionalidad nacimiento origen residencia moneda gastado gastos recaudado saldo poblacion preco precos aluguel aluguer \
    imposto impostos receita receitas endereco nacionalidade nascimento origem moeda gasto despesa despesas arrecadado \
    populacao savings needed need gap sponsor share part portion loan one each unit villagers local own co surplus survey \
    baseline study evaluation framework strategy plan phase previous former earlier warranty guarantee term terms \
    neighbouring neighboring manufactured made imported inspired also other others written endorsed audited certified \
    photo designed evaluated reviewed reported edited translated ahorro ahorros falta apadrina cuota parte prestamo cada \
    unidad encuesta estudio evaluacion marco estrategia fase anterior garantia vecinos fabricado escrito auditado foto \
    epargne manque besoin parrainez quote-part pret chaque unite enquete etude cadre strategie precedente garantie voisins \
    fabrique ecrit audite poupanca quota emprestimo inquerito estudo avaliacao quadro vizinhos",
);

/// Words, folded, of labels beside the name of one who takes part.
static WITH: WordList = WordList::of(
    "with alongside through via winner winning ally allies group body holder avec aux cotes laureate laureat con junto premiada \
    aliado aliados com",
);

/// Those of them beside which no person stands.
static BODIES: WordList = WordList::of(
    "charity association organisation organization partner partners partnership grantee agency alongside work \
    travaillons trabajamos trabalhamos \
    porteuse partenaire partenaires organisme structure \
    entidad entidades organizacion asociacion socios contraparte \
    entidade organizacao associacao parceiros",
);

impl Cutter<'_> {
    /// The field of a label that nothing knows, told by its value; None outside such a form.
    pub(super) fn told_by_value_alone(&self, label: Span, value: Span, place: Place) -> Option<Field> {
        if !self.layout.is_general() {
            return None;
        }
        // Most documents have no such form, which is found out once.
        let form = self.form_of_values().filter(|form| form.span.contains(label))?;
        let (printed, text) = (self.document.slice(label), self.document.slice(value).trim());
        if !may_be_label(printed)
            || place == Place::Above
                && (!may_stand_above(printed) || self.wants_value() || self.is_item(label))
        {
            return None;
        }
        let kind = kind(text)?;
        if self.is_known(label) || self.is_known(value) {
            return None;
        }
        let is_open = |wanted: fn(&Field) -> bool| {
            self.opened.iter().any(|(activity, field)| *activity == self.activity && wanted(field))
        };
        let folded = almoner_codelists::fold(printed);
        let says = |list: &WordList| almoner_codelists::words(&folded).any(|(_, word)| list.has(word));
        if says(&OF_OTHERS) {
            return None;
        }
        let told = wording::partly(&folded);
        let is_dated = || is_open(|field| matches!(field, Field::Period | Field::Date(_)));
        match kind {
            Kind::Countries => (!is_open(|field| *field == Field::Countries)).then_some(Field::Countries),
            Kind::Money if is_open(|field| matches!(field, Field::Budget(_) | Field::Funding)) => None,
            // Shares of several beside their names are no budget, nor is what they add up to.
            Kind::Money if told.role().is_some() => None,
            Kind::Money if form.amounts > 1 && !told.names_money() => None,
            Kind::Money => Some(Field::Budget(told.measure())),
            Kind::Times => (!is_dated()).then_some(Field::Period),
            Kind::Length => (!is_open(|field| *field == Field::Period)).then_some(Field::Period),
            Kind::Date => told.date().filter(|_| !is_open(|field| *field == Field::Period)).map(Field::Date),
            Kind::Body => told
                .role()
                .map(|role| Field::Org(Some(role)))
                .or((says(&WITH) || says(&BODIES)).then_some(Field::Org(None))),
            Kind::Name if told.names() && is_long_name(text) => {
                (!is_open(|field| *field == Field::Title)).then_some(Field::Title)
            }
            // A person answers for a project, and pays for none.
            Kind::Name => match told.role().filter(|role| *role != Role::Accountable) {
                Some(role) => Some(Field::Org(Some(role))),
                None => says(&BODIES).then_some(Field::Org(None)),
            },
        }
    }

    /// True right below a label: what stands there is its value.
    fn wants_value(&self) -> bool {
        self.pieces.last().is_some_and(|piece| {
            piece.field.is_some_and(|field| field.shape() != Shape::Text)
                && piece.inline.is_empty()
                && piece.lines.is_empty()
        })
    }

    /// True for an item of a list: what stands below is the next one.
    fn is_item(&self, label: Span) -> bool {
        let at = self.lines.partition_point(|line| line.span.start < label.start);
        self.lines.get(at).is_some_and(|line| matches!(line.kind, LineKind::Item { .. }))
    }

    fn is_known(&self, label: Span) -> bool {
        matched(self.layout, &lines::line_of_cell(&self.document.text, label, 0)).is_some()
    }

    /// The first such form of the document.
    fn form_of_values(&self) -> Option<Form> {
        *self.form_of_values.get_or_init(|| {
            /// So many facts, and so many bytes, may be from the first of the three to the last.
            const MOST_FACTS: usize = 8;
            const LONGEST: u32 = 2_000;
            let pairs = self.pairs();
            // Without an amount there is no form, and amounts are told by their digits.
            if !pairs.iter().any(|(_, value)| is_money(self.document.slice(*value).trim())) {
                return None;
            }
            let facts: Vec<Fact> =
                pairs.into_iter().filter_map(|(label, value)| self.fact(label, value)).collect();
            let amounts =
                facts.iter().filter(|fact| fact.kind == Some(Kind::Money) && !fact.is_known).count();
            let facts: Vec<Fact> = facts.into_iter().filter(|fact| fact.is_label).collect();
            let span = facts.iter().enumerate().find_map(|(first, start)| {
                let near = facts.get(first..facts.len().min(first + MOST_FACTS))?;
                let near = near.split(|fact| fact.span.end - start.span.start > LONGEST).next()?;
                let has = |kind: Option<Kind>| near.iter().any(|fact| fact.kind == kind);
                let third =
                    [None, Some(Kind::Times), Some(Kind::Length), Some(Kind::Body)].into_iter().any(has);
                let is_form = has(Some(Kind::Countries)) && has(Some(Kind::Money)) && third;
                is_form.then(|| near.last().map(|last| start.span.cover(last.span))).flatten()
            });
            span.map(|span| Form { span, amounts })
        })
    }

    /// What may be a label in the document, each with what stands beside or below it.
    fn pairs(&self) -> Vec<(Span, Span)> {
        let mut pairs = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            if line.kind == LineKind::Table {
                let rows = lines::rows(self.document, line);
                let of_two = rows.iter().filter_map(|row| match row.as_slice() {
                    [label, value] => Some((label.span, value.span)),
                    _ => None,
                });
                pairs.extend(of_two);
            } else if let Some((_, value)) = &line.label {
                let label = Span { start: line.span.start, end: value.start };
                pairs.push((super::unmarked(&self.document.text, label), *value));
            } else if !matches!(line.kind, LineKind::Item { .. })
                && let Some(below) = self.lines.get(at + 1).filter(|below| is_short(below))
            {
                pairs.push((line.span, below.span));
            }
        }
        pairs
    }

    /// A pair whose value is one by itself, or whose label is known.
    fn fact(&self, label: Span, value: Span) -> Option<Fact> {
        let printed = self.document.slice(label);
        let is_label = may_be_label(printed);
        let kind = kind(self.document.slice(value).trim()).filter(|kind| *kind != Kind::Name);
        // What stands before an amount may be the name of who pays it.
        if !is_label && (kind != Some(Kind::Money) || printed.len() > LONGEST_LABEL) {
            return None;
        }
        let is_known = self.is_known(label);
        (kind.is_some() || is_known).then(|| Fact { span: label.cover(value), kind, is_label, is_known })
    }
}

/// A form whose values tell what they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    span: Span,
    /// How many names, or labels that nothing knows, stand beside an amount in the document.
    amounts: usize,
}

/// A label and its value.
struct Fact {
    span: Span,
    /// What the value is by itself, if anything.
    kind: Option<Kind>,
    /// It may be a label; else it is a name.
    is_label: bool,
    /// The layout knows the label.
    is_known: bool,
}

fn is_short(line: &Line) -> bool {
    matches!(line.kind, LineKind::Text | LineKind::Heading { .. } | LineKind::Item { .. })
        && line.label.is_none()
        && line.span.len() <= LONGEST_VALUE
}

/// A few words that begin with a capital, and no value themselves.
fn may_be_label(text: &str) -> bool {
    const MOST_WORDS: usize = 7;
    let text = text.trim_matches([':', ' ', '¿', '?', '*', '_']);
    text.len() <= LONGEST_LABEL
        && text.starts_with(char::is_uppercase)
        && text.split_whitespace().count() <= MOST_WORDS
        && !text.contains(['.', ';', '!', '|', '@', '€', '$', '£'])
        && !has_digit(text)
        && !matches!(kind(text), Some(Kind::Countries | Kind::Body))
}

/// A question, or a few words as no title is: a name may stand above a country or a sum too.
fn may_stand_above(text: &str) -> bool {
    const MOST_WORDS: usize = 2;
    /// What a question or a place begins with, and no name.
    static ASKS: WordList = WordList::of(
        "where when who whom with how what which from until in for donde cuando quien con cuanto que desde hasta para \
        ou quand qui avec combien quoi depuis pour en onde quando quem com quanto ate",
    );
    let folded = almoner_codelists::fold(text);
    text.ends_with(['?', ':'])
        || text.split_whitespace().count() <= MOST_WORDS
        || folded.split(' ').next().is_some_and(|first| ASKS.has(first))
        || wording::partly(&folded).is_of_field()
}

/// What a short value is and nothing else.
pub(super) fn kind(text: &str) -> Option<Kind> {
    if text.len() > LONGEST_VALUE || text.is_empty() {
        return None;
    }
    if is_money(text) {
        return Some(Kind::Money);
    }
    if has_digit(text) {
        if is_date_alone(text) {
            return Some(Kind::Date);
        }
        let (_, read) =
            period::period(text, DayOrder::Unknown).filter(|(span, _)| span.len() + 2 >= text.len())?;
        return match (read.start, read.end) {
            (Some(_), Some(_)) => Some(Kind::Times),
            _ => read.duration.map(|_| Kind::Length),
        };
    }
    if codes::are_countries(text) {
        let gives = almoner_codelists::countries_in(text).iter().any(|found| header::gives(found.entry.code));
        return (!gives).then_some(Kind::Countries);
    }
    is_name(text).then(|| if bodies::is_body(text) { Kind::Body } else { Kind::Name })
}

fn is_money(text: &str) -> bool {
    text.len() <= LONGEST_VALUE && has_digit(text) && value::money::is_alone(text, DecimalMark::Unknown)
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Words enough to be what an activity is called.
fn is_long_name(text: &str) -> bool {
    const FEWEST_WORDS: usize = 3;
    text.split_whitespace().count() >= FEWEST_WORDS
}

#[cfg(test)]
mod tests {
    use crate::specimen::{extracted, record};

    /// Country, period, budget and organisations as read.
    fn told(text: &str) -> String {
        let read = record(text);
        let period = read.period.unwrap_or_default();
        let days =
            [period.start, period.end].map(|date| date.map(|date| date.to_string()).unwrap_or_default());
        let countries: Vec<&str> = read.countries.iter().map(|one| one.code.as_str()).collect();
        let budget = read.budget.map(|budget| budget.money.value.to_string()).unwrap_or_default();
        let orgs: Vec<&str> =
            read.participating_orgs.iter().map(|one| one.organisation.name.as_str()).collect();
        format!("{}|{}|{budget}|{}", countries.join(","), days.join("|"), orgs.join(","))
    }

    #[test]
    fn labels_that_nothing_knows_are_told_by_their_values() {
        for (text, expected) in [
            (
                "Wells for the schools of Kita\n\nWalking in: Mali\nStride: 2014-2016\nWhat it takes: £80,000\nAlongside: Kita Women's Association\n",
                "ML|2014-01-01|2016-12-31|80000|Kita Women's Association",
            ),
            (
                "Pozos para las escuelas\n\n¿En qué país?\nBolivia\n\n¿Desde cuándo y hasta cuándo?\n2014-2016\n\n¿Con cuánto dinero?\n80.000 euros\n",
                "BO|2014-01-01|2016-12-31|80000|",
            ),
            (
                "Des puits pour les écoles de Kita\n\n| Au cœur de | Mali |\n|---|---|\n| Le temps d'agir | 2014-2016 |\n| Ce qu'il faut | 80 000 euros |\n| Coup d'envoi | mars 2014 |\n",
                "ML|2014-01-01|2016-12-31|80000|",
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_of_something_else_is_not() {
        let form = |line: &str| {
            told(&format!(
                "Wells for the schools of Kita\n\nWalking in: Mali\nStride: 2014-2016\n{line}\nDonor: Norad\n"
            ))
        };
        for (line, expected) in [
            ("Gift per month: £1,500", "ML|2014-01-01|2016-12-31||Norad"),
            ("Price of a pump: £1,500", "ML|2014-01-01|2016-12-31||Norad"),
            ("Spent so far: £21,500", "ML|2014-01-01|2016-12-31||Norad"),
            ("What it takes: £21,500", "ML|2014-01-01|2016-12-31|21500|Norad"),
            // Nothing says which of two.
            ("Pumps: £21,500\nMasons: £11,500", "ML|2014-01-01|2016-12-31||Norad"),
            ("What it takes: £21,500\nCountry of birth: Peru", "ML|2014-01-01|2016-12-31|21500|Norad"),
            ("What it takes: £21,500\nWith: Ana Torres", "ML|2014-01-01|2016-12-31|21500|Norad"),
        ] {
            assert_eq!(form(line), expected, "{line}");
        }
    }

    #[test]
    fn other_pages_have_such_values_too() {
        for text in [
            "Lake lodge\n\nSituated in: Malawi\nOpen season: May 2024 - October 2024\nA night from: $1,200\n",
            "Pump model K2\n\nMade in: India\nDelivery time: 3 weeks\nPrice: USD 4,200\n",
            "Ana Torres\n\nCitizen of: Peru\nIn office: 2014-2016\nAnnual salary: USD 84,000\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }
}
