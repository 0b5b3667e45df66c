//! Facts without any mark between label and value, as a copied page has them: `Approval Date 17 Jun 1999`, `Status Completed`,
//! or without even a space: `Approval Date2008-05-01`, `Executing AgencyMinistry of Environment`. One such line may be a
//! sentence; three right below one another are a form.

use almoner_record::Span;

use super::Cutter;
use crate::bodies;
use crate::codes;
use crate::field::Field;
use crate::labels::Key;
use crate::lines::{self, Line, LineKind};
use crate::value::date::DayOrder;
use crate::value::numeral::DecimalMark;
use crate::value::{self, identifier};

/// How sure a line reads as a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// What stands behind the label is a value of its field and of nothing else.
    Sure,
    /// It may be.
    Likely,
}

impl Cutter<'_> {
    /// Opens the piece of such a line; false for any other.
    pub(super) fn take_bare_fact(&mut self, at: usize, line: &Line) -> bool {
        if !self.layout.is_general() || line.label.is_some() {
            return false;
        }
        let Some((label, field, value, reading)) = self.bare_fact(line) else { return false };
        // No sentence ends in an identifier of IATI's.
        let is_alone = reading == Reading::Sure
            && (field == Field::IatiIdentifier
                || field == Field::OtherIdentifier && names_number(self.document.slice(label)));
        if !is_alone && (line.kind != LineKind::Text || !self.stands_in_run(at)) {
            return false;
        }
        self.open(Some(label), Some(field), vec![value], at + 1);
        // What stands below a name is a fact of its own, known or not.
        if matches!(field, Field::Org(_)) && !self.document.slice(label).contains(' ') {
            self.open(None, None, Vec::new(), at + 1);
        }
        true
    }

    /// True where short lines stand right above and below one another, three of which are facts for sure, or four of which may be
    /// and one is.
    fn stands_in_run(&self, at: usize) -> bool {
        const FEWEST: usize = 3;
        const FARTHEST: usize = 12;
        let is_short = |line: &&Line| line.kind == LineKind::Text && line.span.len() <= LONGEST;
        let joined = |one: &Line, next: &Line| lines::is_right_below(one, next, &self.document.text);
        let walk = |lines: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
            let mut run = Vec::new();
            let mut last = at;
            for next in lines {
                let pair = self.lines.get(last.min(next)).zip(self.lines.get(last.max(next)));
                if !pair.is_some_and(|(one, next)| is_short(&one) && is_short(&next) && joined(one, next)) {
                    break;
                }
                run.push(next);
                last = next;
            }
            run
        };
        let above = walk(&mut (at.saturating_sub(FARTHEST)..at).rev());
        let below = walk(&mut (at + 1..at + FARTHEST));
        if above.len() + below.len() + 1 < FEWEST {
            return false;
        }
        let run = above.into_iter().chain([at]).chain(below);
        let read = |at: usize| self.lines.get(at).and_then(|line| self.bare_fact(line)).map(|fact| fact.3);
        let readings: Vec<Reading> = run.filter_map(read).collect();
        let sure = readings.iter().filter(|reading| **reading == Reading::Sure).count();
        sure >= FEWEST || sure > 0 && sure + readings.len() > FEWEST + 1
    }

    /// Label, field and value of a line that begins with a label of the layout, the longest that there is.
    fn bare_fact(&self, line: &Line) -> Option<(Span, Field, Span, Reading)> {
        const MOST_WORDS: usize = 6;
        const LONGEST_LABEL: usize = 50;
        let text = self.document.slice(line.span);
        let may_be = matches!(line.kind, LineKind::Text | LineKind::Heading { .. });
        if !may_be || line.label.is_some() || text.len() > LONGEST || text.contains('\n') {
            return None;
        }
        self.layout.among(|labels| labels.may_begin(&line.key).then_some(()))?;
        let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS).collect();
        let fact = |at: usize, is_glued: bool| {
            let (label, value) = (text.get(..at)?, text.get(at..)?.trim_start());
            let key = Key::of(label);
            // Of words with capitals all forms are labels: `Project Status`.
            let is_any_form =
                is_glued || is_in_capitals(label) || names_number(label) || !label.contains(' ');
            let listed = self.layout.among(|labels| labels.get(&key));
            let of_form = || self.layout.among(|labels| labels.find(&key));
            let field = listed.or_else(of_form)?;
            let reading = reads(field, value, is_glued)?;
            // `Project status Completed`: another form of a label counts where the value is one for sure.
            if listed.is_none() && !is_any_form && reading != Reading::Sure {
                return None;
            }
            let value = Span::new(text.len() - value.len(), text.len());
            Some((line.span.inner(Span::new(0, at)), field, line.span.inner(value), reading))
        };
        let spaced = spaces.into_iter().rev().find_map(|at| fact(at, false));
        // Few lines have a capital or a figure right behind a small letter.
        let clung = glued(text).take_while(|at| *at <= LONGEST_LABEL).find_map(|at| fact(at, true));
        // The longer label: `Funding SourceGEF Trust Fund` has one of two words.
        [spaced, clung].into_iter().flatten().max_by_key(|(label, ..)| label.len())
    }
}

/// The places where a value may follow its label without a space: `ID3126`, `NameEstablishing`, `ProjetAppui`.
fn glued(text: &str) -> impl Iterator<Item = usize> {
    let pairs = text.char_indices().zip(text.chars().skip(1));
    pairs.filter_map(|((at, one), next)| {
        let is_word = one.is_lowercase() && next.is_uppercase();
        let is_number = one.is_alphabetic() && next.is_ascii_digit();
        (is_word || is_number).then(|| at + one.len_utf8())
    })
}

/// True for several words, a number's or a code's among them, as no sentence begins: `Projet n°`, `Project ID`.
fn names_number(label: &str) -> bool {
    const NUMBERS: [&str; 17] = [
        "n°",
        "nº",
        "n.º",
        "no.",
        "no",
        "nr.",
        "nr",
        "number",
        "numero",
        "id",
        "code",
        "codigo",
        "identifiant",
        "identifier",
        "identificador",
        "ref.",
        "num.",
    ];
    let folded = almoner_codelists::fold(label);
    folded.split(' ').any(|word| NUMBERS.contains(&word)) && folded.contains(' ')
        || folded.ends_with("nummer")
        || folded.ends_with("nr.")
}

/// True for several words with capitals.
fn is_in_capitals(label: &str) -> bool {
    label.contains(' ') && label.split(' ').all(|word| word.starts_with(char::is_uppercase))
}

const LONGEST: usize = 200;

fn reads(field: Field, value: &str, is_glued: bool) -> Option<Reading> {
    const LONGEST_LIST: usize = 70;
    const MOST_WORDS: usize = 2;
    let covers = |span: Span| span.len() + 2 >= value.len();
    let is_sure = match field {
        Field::Date(_) | Field::DocumentDate => {
            value::date::date(value, DayOrder::Unknown).is_some_and(|(span, _)| covers(span))
        }
        Field::Period => {
            value::period::period(value, DayOrder::Unknown).is_some_and(|(span, _)| covers(span))
        }
        Field::Budget(_) | Field::Amount => value::money::is_alone(value, DecimalMark::Unknown),
        Field::Status => codes::status(value).is_some(),
        Field::IatiIdentifier => identifier::iati_identifier(value).is_some_and(|(span, _)| covers(span)),
        Field::OtherIdentifier => {
            !value.contains(' ') && value.bytes().filter(u8::is_ascii_digit).count() > 1
        }
        Field::Countries => codes::are_countries(value),
        Field::Sectors => value.len() == 5 && value.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    let is_name =
        value.starts_with(char::is_uppercase) && value.len() <= LONGEST_LIST && !value.ends_with(['.', ':']);
    let is_likely = match field {
        Field::Org(_) | Field::ReportingOrg => is_name && (is_glued || bodies::is_body(value)),
        Field::Title => {
            const FEWEST_WORDS: usize = 4;
            value.starts_with(char::is_uppercase)
                && !value.ends_with(['.', ':'])
                && value.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
        }
        Field::Sectors => is_name && !is_of_meetings(value),
        // `Country Regional`, `Project Status Approved`
        Field::Countries | Field::Status => is_name && value.split_whitespace().nth(MOST_WORDS).is_none(),
        _ => false,
    };
    if is_sure { Some(Reading::Sure) } else { is_likely.then_some(Reading::Likely) }
}

/// True for what goes on from `Sector` to something else than one: `Sector Committee Meetings`.
fn is_of_meetings(value: &str) -> bool {
    const WORDS: [&str; 24] = [
        "committee",
        "committees",
        "meeting",
        "meetings",
        "workshop",
        "workshops",
        "conference",
        "forum",
        "review",
        "reviews",
        "report",
        "reports",
        "strategy",
        "plan",
        "policy",
        "assessment",
        "coordinator",
        "coordination",
        "manager",
        "specialist",
        "lead",
        "budget",
        "support",
        "group",
    ];
    let folded = almoner_codelists::fold(value);
    almoner_codelists::words(&folded).last().is_some_and(|(_, last)| WORDS.contains(&last))
        || almoner_codelists::words(&folded).next().is_some_and(|(_, first)| WORDS.contains(&first))
}

#[cfg(test)]
mod tests {
    use crate::specimen::{extracted, record};

    #[test]
    fn labels_and_values_without_a_mark_are_facts_in_a_run() {
        let read = record(
            "Tanzania - Shelui road upgrading\n\nProject summary\n\nApproval Date 17 Jun 1999\nSignature Date 19 Nov 1999\nPlanned Completion Date 31 Aug 2006\nDAC sector code 21023\nExecuting agency Ministry of Works\nStatus Completed\nTotal cost USD 13,815,078\n\nIt upgrades the road.\n",
        );
        assert_eq!(read.budget.map(|budget| budget.money.value.to_string()).as_deref(), Some("13815078"));
        assert_eq!(read.status.map(|status| status.code).as_deref(), Some("4"));
        let dates: Vec<String> = read.activity_dates.iter().map(|date| date.date.to_string()).collect();
        assert_eq!(dates, ["1999-06-17", "1999-11-19", "2006-08-31"]);
        assert_eq!((read.participating_orgs.len(), read.sectors.len()), (1, 1));
    }

    #[test]
    fn four_lines_that_may_be_facts_are_so_where_one_is_for_sure() {
        let page = |status: &str| {
            format!(
                "Project Name Roads between the ports of the islands\nProject Number 47299-001  \nCountry Regional\n{status}\nSource of Funding / Amount\nTechnical Assistance Special Fund US$ 225,000.00\n"
            )
        };
        let read = record(&page("Project Status Approved"));
        assert_eq!(read.title.as_deref(), Some("Roads between the ports of the islands"));
        assert_eq!(read.other_identifiers.first().map(|one| one.value.as_str()), Some("47299-001"));
        // Three lines are too few.
        let read = extracted(&page("It is approved")).activities;
        assert!(
            read.iter().all(|one| one.title.as_deref() != Some("Roads between the ports of the islands"))
        );
    }

    #[test]
    fn a_number_behind_its_label_is_one_wherever_it_stands() {
        for (line, expected) in [
            ("Projet n° 179", Some("179")),
            ("Project ID GE10P0527", Some("GE10P0527")),
            ("Identifiant du projet 2024000573", Some("2024000573")),
            ("Projektnummer 7F03949", Some("7F03949")),
            ("Project number 3 of many", None),
            ("Projet n° de la ville", None),
        ] {
            let read = record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nTotal budget: EUR 5,000\n\n{line}\n\nWells are dug.\n"
            ));
            let value = read.other_identifiers.first().map(|one| one.value.as_str());
            assert_eq!(value, expected, "{line}");
        }
    }

    #[test]
    fn a_copied_page_may_leave_no_space_between_label_and_value() {
        let read = record(
            "Detail of project\n\nGrant ID3126\nProject NameClean rivers for the towns of Kita\nCountryMali\nFunding SourceNorad\nApproval Date2008-05-01\nProject Completion Date2011-12-01\nExecuting AgencyMinistry of Environment of Mali\nTotal Cost500,000 USD\n\nRivers are cleaned.\n",
        );
        assert_eq!(read.title.as_deref(), Some("Clean rivers for the towns of Kita"));
        assert_eq!(read.other_identifiers.first().map(|one| one.value.as_str()), Some("3126"));
        assert_eq!(read.countries.first().map(|one| one.code.as_str()), Some("ML"));
        assert_eq!(read.participating_orgs.len(), 2, "{:?}", read.participating_orgs);
        assert_eq!(
            read.period.and_then(|period| period.end).map(|end| end.to_string()).as_deref(),
            Some("2011-12-01")
        );
        assert_eq!(read.budget.map(|budget| budget.money.value.to_string()).as_deref(), Some("500000"));
        // Names of products and codes hold such letters too.
        let read = extracted(
            "Tools of the office\n\nProjectLibre 1.9\nStatusPage\nCountryCode ML\nBudgetTracker2\nPartnerPortal\n",
        );
        assert!(read.activities.is_empty());
    }

    #[test]
    fn a_sentence_that_begins_like_a_label_is_none() {
        for text in [
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nTotal budget: EUR 5,000\n\nStatus reports are written.\nPeriod pains are treated.\nSector ministries agree.\nStatus closed\n",
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nTotal budget: EUR 5,000\n\nStatus Closed\n\nApproval date 3 May 2019\n",
        ] {
            let read = extracted(text).activities;
            assert_eq!(read.first().and_then(|one| one.status.clone()), None, "{text}");
            assert!(
                read.iter().all(|one| one
                    .sectors
                    .iter()
                    .all(|sector| sector.basis != almoner_record::Basis::Stated))
            );
        }
    }

    #[test]
    fn meetings_of_a_sector_are_none() {
        let run = |line: &str| {
            record(&format!(
                "Road upgrading of Shelui\n\nProject summary\n\nApproval Date 17 Jun 1999\nSignature Date 19 Nov 1999\nStatus Completed\n{line}\nExecuting agency Ministry of Works\nCountry Tanzania\nTotal cost USD 13,815,078\n"
            ))
        };
        let stated = |line: &str| {
            run(line).sectors.iter().filter(|sector| sector.basis == almoner_record::Basis::Stated).count()
        };
        assert_eq!(stated("Sector Committee Meetings"), 0);
        assert_eq!(stated("Sector Rural roads"), 1);
    }
}
