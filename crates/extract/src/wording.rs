//! Labels that no layout names, read by their words: `Fecha prevista de cierre` is a date, an end, and planned.
//!
//! A label is read only when each of its words is known here, so that `Number of beneficiaries` is none. What the words
//! tell together names the field; the value must read as one of that field too, which the caller checks.

mod senses;

use almoner_record::{DescriptionType, Measure, ResultStatus, Role};

use self::senses::{Sense, Sense as S, bit, senses_of};
use crate::field::{DateKind, Field, TypeList};
use crate::labels::label_key;

/// What the words of a label tell together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told(u64);

impl Told {
    fn has(self, sense: Sense) -> bool {
        self.0 & bit(sense) != 0
    }

    fn any(self, senses: &[Sense]) -> bool {
        senses.iter().any(|sense| self.has(*sense))
    }

    /// What an amount beside the label measures.
    pub(crate) fn measure(self) -> Option<Measure> {
        if self.has(S::Requested) {
            Some(Measure::Requested)
        } else if self.has(S::Ceiling) {
            Some(Measure::Ceiling)
        } else if self.has(S::Commitment) {
            Some(Measure::Commitment)
        } else if self.has(S::Approval) {
            Some(Measure::Approved)
        } else if self.has(S::Cost) || self.has(S::Total) {
            Some(Measure::TotalCost)
        } else {
            None
        }
    }

    /// True for a word of money itself: `Total` alone may be of anything.
    pub(crate) fn names_money(self) -> bool {
        self.any(&[S::Money, S::Cost, S::Commitment, S::Requested, S::Ceiling, S::Approval])
    }

    /// What a body beside the label does, where one role alone is told.
    pub(crate) fn role(self) -> Option<Role> {
        let roles = [
            (Role::Implementing, &[S::Implement, S::Implementer][..]),
            (Role::Funding, &[S::Fund, S::Funder]),
            (Role::Accountable, &[S::Account, S::Borrower]),
        ];
        let mut told = roles.into_iter().filter(|(_, senses)| self.any(senses));
        told.next().filter(|_| told.next().is_none()).map(|(role, _)| role)
    }

    /// Which end of its time a date beside the label is.
    pub(crate) fn date(self) -> Option<DateKind> {
        match (self.has(S::Start), self.has(S::End)) {
            (true, false) => Some(DateKind::Start),
            (false, true) => Some(DateKind::End),
            _ => None,
        }
    }

    /// True where a word of it is one of a fact's: a sum's, a time's, a country's, a role's.
    pub(crate) fn is_of_field(self) -> bool {
        self.measure().is_some()
            || self.role().is_some()
            || self.any(&[S::Money, S::Start, S::End, S::Period, S::Country, S::Recipient, S::Organisation])
    }

    /// True for a label of a name, and of no body's, place's or person's.
    pub(crate) fn names(self) -> bool {
        self.has(S::Name)
            && !self.any(&[S::Organisation, S::Country, S::Place, S::Implement, S::Fund, S::Report])
    }
}

/// What those words of a label tell that are known, whatever stands beside them.
pub(crate) fn partly(key: &str) -> Told {
    let key = label_key(key);
    let words = key.split(|c: char| !c.is_alphanumeric()).filter_map(senses_of);
    Told(words.fold(0, |all, senses| all | senses))
}

/// The field that the words of a label tell; `key` is folded. None when one of its words is not known. Of a label in parts,
/// `Zone benefiting from the action/location`, the field that one of them tells.
pub(crate) fn field(key: &str) -> Option<Field> {
    if let Some(field) = of_words(key) {
        return Some(field);
    }
    let (first, rest) = key.split_once('/')?;
    let mut told = std::iter::once(first).chain(rest.split('/')).filter_map(|part| of_words(part.trim()));
    let field = told.next()?;
    told.all(|other| other == field).then_some(field)
}

/// True for words, folded, that head a table of money and name nothing: `presupuesto por ano`, `contribuicoes por doador`.
pub(crate) fn heads_money(key: &str) -> bool {
    let is_money = |told: Told| told.any(&[S::Money, S::Cost, S::Commitment, S::Fund]);
    let is_parted = |told: Told| told.any(&[S::Year, S::Breakdown, S::Source, S::Funder]);
    told(key).is_some_and(|(told, _)| is_money(told) && is_parted(told))
}

fn of_words(key: &str) -> Option<Field> {
    told(key).and_then(|(told, words)| named(told, words))
}

/// The senses of the words of a label and how many words have one; None where one of them is not known.
fn told(key: &str) -> Option<(Told, usize)> {
    /// More words than a label has.
    const MOST_WORDS: usize = 8;
    const LONGEST: usize = 64;
    if key.len() > LONGEST {
        return None;
    }
    let key = label_key(key).replace("co-op", "coop");
    let words = key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut told = Vec::with_capacity(MOST_WORDS);
    for word in words {
        if told.len() == MOST_WORDS {
            return None;
        }
        told.push(senses_of(word)?);
    }
    let told: Vec<u64> = told.into_iter().filter(|senses| *senses != bit(S::Filler)).collect();
    Some((Told(told.iter().fold(0, |all, senses| all | senses)), told.len()))
}

fn named(told: Told, words: usize) -> Option<Field> {
    if words == 0 {
        return None;
    }
    code(told, words)
        .or_else(|| date(told))
        .or_else(|| heading(told))
        .or_else(|| money(told))
        .or_else(|| organisation(told))
        .or_else(|| rest(told, words))
}

/// Identifiers, markers and the DAC's types.
fn code(told: Told, words: usize) -> Option<Field> {
    if told.has(S::Iati) {
        return told.has(S::Number).then_some(Field::IatiIdentifier);
    }
    if told.has(S::Marker) {
        return (told.any(&[S::Policy, S::Dac]) || words == 1).then_some(Field::PolicyMarkers);
    }
    if told.has(S::Tied) {
        return told.any(&[S::Aid, S::Status]).then_some(Field::Type(TypeList::Tied));
    }
    if words == 2 && told.0 == bit(S::Collaboration) {
        return Some(Field::Type(TypeList::Collaboration));
    }
    if told.any(&[S::Type, S::Flow]) && !told.any(&[S::Organisation, S::Sector, S::Result, S::Project]) {
        let list = if told.has(S::Flow) {
            TypeList::Flow
        } else if told.any(&[S::Money, S::Cost, S::Total]) {
            return None;
        } else if told.has(S::Finance) {
            TypeList::Finance
        } else if told.has(S::Aid) || words == 1 {
            TypeList::Aid
        } else if told.has(S::Collaboration) {
            TypeList::Collaboration
        } else {
            return None;
        };
        return Some(Field::Type(list));
    }
    if told.has(S::Sector) || (told.has(S::Dac) && told.has(S::Number)) {
        let other = told.any(&[S::Money, S::Cost, S::Organisation, S::Fund, S::Date, S::Result]);
        return (!other && (told.any(&[S::Dac, S::Number]) || !told.has(S::Policy)))
            .then_some(Field::Sectors);
    }
    None
}

/// Dates and periods.
fn date(told: Told) -> Option<Field> {
    let other = told.any(&[
        S::Money,
        S::Cost,
        S::Organisation,
        S::Country,
        S::Number,
        S::Sector,
        S::Place,
        S::Commitment,
        S::Name,
    ]);
    if other || told.any(&[S::Indicator, S::Marker]) || told.has(S::Loan) && told.has(S::Period) {
        return None;
    }
    let kind = match (told.has(S::Start), told.has(S::End)) {
        (true, true) => return Some(Field::Period),
        (true, false) if told.has(S::Actual) => DateKind::ActualStart,
        (true, false) if told.has(S::Planned) => DateKind::PlannedStart,
        (true, false) => DateKind::Start,
        (false, true) if told.has(S::Actual) => DateKind::ActualEnd,
        (false, true) if told.has(S::Planned) => DateKind::PlannedEnd,
        (false, true) => DateKind::End,
        (false, false) if told.has(S::Approval) && !told.any(&[S::Fund, S::Total]) => DateKind::Other,
        (false, false) if told.has(S::Date) && told.any(&[S::Actual]) => DateKind::Other,
        // The date of an agreement is that of its signature.
        (false, false)
            if told.has(S::Period) || told.has(S::Date) && told.any(&[S::Project, S::Implement]) =>
        {
            return Some(Field::Period);
        }
        _ => return None,
    };
    Some(Field::Date(kind))
}

/// Headings of narratives and tables.
fn heading(told: Told) -> Option<Field> {
    if told.has(S::Indicator) || told.has(S::Result) && told.has(S::Framework) {
        return Some(Field::Indicators);
    }
    if told.has(S::Result) && !told.any(&[S::Money, S::Organisation]) {
        return if told.has(S::Achieved) {
            Some(Field::Results(ResultStatus::Achieved))
        } else if told.has(S::Expected) {
            Some(Field::Results(ResultStatus::Expected))
        } else if told.has(S::Key) {
            Some(Field::Results(ResultStatus::Achieved))
        } else {
            None
        };
    }
    let other = told.any(&[S::Money, S::Organisation, S::Fund, S::Result, S::Funder, S::Country]);
    if told.has(S::Description) && !other {
        return Some(Field::Description(DescriptionType::General));
    }
    let by_source = told.has(S::Breakdown) || told.has(S::Money) && told.has(S::Source);
    (by_source && told.any(&[S::Fund, S::Funder]) && !told.has(S::Year)).then_some(Field::Funding)
}

/// Amounts, with the measure that the label tells.
fn money(told: Told) -> Option<Field> {
    let sum = told.any(&[S::Money, S::Cost, S::Commitment])
        || told.has(S::Fund) && told.any(&[S::Total, S::Approval, S::Requested, S::Ceiling]);
    let other = told.any(&[
        S::Organisation,
        S::Country,
        S::Sector,
        S::Source,
        S::Date,
        S::Year,
        S::Breakdown,
        S::Start,
        S::End,
        S::Number,
        S::Funder,
        S::Place,
        S::Type,
        S::By,
    ]);
    if !sum || other && !(told.has(S::Year) && told.has(S::Total)) {
        return None;
    }
    Some(Field::Budget(told.measure()))
}

/// Organisations in their roles.
fn organisation(told: Told) -> Option<Field> {
    // `Donor profile` is what is told of one.
    if told.any(&[S::Country, S::Place, S::Date, S::Name, S::Number, S::Type, S::Description]) {
        return None;
    }
    let has =
        |act: Sense, agent: Sense| told.has(agent) || told.has(act) && told.any(&[S::Organisation, S::By]);
    if has(S::Implement, S::Implementer) && !told.any(&[S::Period, S::Money]) {
        Some(Field::Org(Some(Role::Implementing)))
    } else if has(S::Fund, S::Funder) || told.has(S::Fund) && told.has(S::Source) {
        Some(Field::Org(Some(Role::Funding)))
    } else if has(S::Account, S::Borrower) && !told.has(S::Unit)
        || told.has(S::Recipient) && told.any(&[S::Organisation, S::Fund])
    {
        Some(Field::Org(Some(Role::Accountable)))
    } else if has(S::Extend, S::Extend) && told.has(S::Organisation) {
        Some(Field::Org(Some(Role::Extending)))
    } else if has(S::Report, S::Reporter) {
        Some(Field::ReportingOrg)
    } else {
        None
    }
}

/// Titles, numbers, countries, places and status.
fn rest(told: Told, words: usize) -> Option<Field> {
    let sense =
        [S::Name, S::Number, S::Country, S::Status, S::Place].into_iter().find(|sense| told.has(*sense))?;
    let with = |senses: &[Sense]| told.any(senses);
    match sense {
        S::Name => {
            (with(&[S::Project]) && !with(&[S::Organisation, S::Country, S::Place])).then_some(Field::Title)
        }
        S::Number => with(&[S::Project]).then_some(Field::OtherIdentifier),
        S::Country => (told.0 & !bit(S::Filler) == bit(S::Country)
            || with(&[S::Recipient, S::Project, S::Implement, S::Place, S::Organisation, S::Planned]))
        .then_some(Field::Countries),
        S::Status => (words == 1 || with(&[S::Project, S::Implement, S::Current])).then_some(Field::Status),
        S::Place => (with(&[S::Project, S::Implement, S::Planned]) || words == 1 && !told.has(S::Area))
            .then_some(Field::Locations),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_by_its_words() {
        for (label, name) in [
            ("anticipated project completion", "planned_end"),
            ("date reelle de demarrage", "actual_start"),
            ("fecha prevista de conclusion del proyecto", "planned_end"),
            ("date of board approval", "other_date"),
            ("period of the grant", "period"),
            ("duree du pret", ""),
            ("loan period", ""),
            ("donor profile", ""),
            ("unit responsible", ""),
            ("organisation responsible for implementation", "implementing_org"),
            ("entidad responsable de la ejecucion", "implementing_org"),
            ("organisme charge de la mise en oeuvre", "implementing_org"),
            ("agency providing funds", ""),
            ("contributing organisations", "funding_org"),
            ("fuente de los fondos", "funding_org"),
            ("recipient entity", "accountable_org"),
            ("total value of the contract", "budget.total_cost"),
            ("total amount requested", "budget.requested"),
            ("montant total de la subvention", "budget.total_cost"),
            ("amount approved", "budget.approved"),
            ("cooperation modality", "collaboration_type"),
            ("type of aid", "aid_type"),
            ("numero del contrato", "other_identifier"),
            ("country of project implementation", "countries"),
            ("intervention area", "locations"),
            ("oecd dac sector code", "sectors"),
            ("etat actuel du projet", "status"),
            ("main results achieved", "results.achieved"),
            ("resultats escomptes du projet", "results.expected"),
            ("key performance indicators", "indicators"),
            ("structure of funding", "funding"),
            // One word that is not known, and it is no label of ours.
            ("number of beneficiaries trained", ""),
            ("total area in hectares", ""),
            ("project manager", ""),
            ("start", "start"),
            ("implementation", ""),
            ("budget by sector", ""),
            ("country office", ""),
            ("delivered by", "implementing_org"),
            ("organizacao implementadora", "implementing_org"),
            ("financial instrument", "finance_type"),
            ("co-operation modality", "collaboration_type"),
            ("country or territory", "countries"),
            ("what is this project about", "descriptions.general"),
            ("maitrise d'ouvrage", "implementing_org"),
            ("local contribution", ""),
            ("title of the project/basic act", "title"),
            ("zone benefiting from the action/location", "locations"),
            ("country/budget", ""),
            ("basic act/annex", ""),
            ("secteur principal", "sectors"),
            ("setor principal", "sectors"),
            ("principal partner", ""),
            ("aide liee ou non liee", "tied_status"),
        ] {
            assert_eq!(field(label).map_or("", Field::name), name, "{label}");
        }
    }
}
