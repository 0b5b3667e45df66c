//! Header lines without labels, in the layout's order, any of which may be missing.
//!
//! Identifier, amount, dates and status read as nothing else; an organisation's name could be anything. So lines and
//! fields are aligned as a whole: of all ways to give lines to fields in order, the one that fits best.

mod beside;
mod country;
mod kind;
mod proposal;
mod trail;

use std::cell::OnceCell;

use almoner_codelists::{Organisation, fold, organisation};
use almoner_record::{Role, Span};

use crate::codes;
use crate::context::Context;
use crate::field::Field;
use crate::labels::Key;
use crate::lines::{Line, LineKind};
use crate::nouns;
use crate::sections::{is_name_label, is_person_label};
use crate::value;
use crate::word_list::WordList;

pub(crate) use country::{alone as country_alone, gives, read_country};
pub(crate) use kind::is_head_of_form;
pub(crate) use proposal::{proposal, proposed};

/// Names of programmes are long, in French above all.
const LONGEST_NAME: usize = 400;
/// More lines than any header has.
pub(crate) const MOST_LINES: usize = 40;
/// Longer than any title or name, in bytes.
const LONGEST_LINE: usize = 600;

/// Which line is which field; lines that read as none are passed over.
pub(crate) fn align(context: &Context<'_>, lines: &[&Line]) -> Vec<(Field, Span)> {
    let fields = &context.layout.header;
    let lines = lines.get(..lines.len().min(MOST_LINES)).unwrap_or_default();
    let looks: Vec<Look<'_>> = lines.iter().map(|line| Look::at(context, line)).collect();
    // best[l][f]: the best fit of the lines from l with the fields from f, and whether l is given to f.
    let mut best = vec![vec![(0_i32, false); fields.len() + 1]; lines.len() + 1];
    for (l, look) in looks.iter().enumerate().rev() {
        for (f, field) in fields.iter().enumerate().rev() {
            let at = |l: usize, f: usize| best.get(l).and_then(|row| row.get(f)).map_or(0, |cell| cell.0);
            let given = look.fit(*field).map(|fit| fit + at(l + 1, f + 1));
            let passed = at(l + 1, f).max(at(l, f + 1));
            let cell = match given {
                Some(given) if given >= passed => (given, true),
                _ => (passed, false),
            };
            if let Some(slot) = best.get_mut(l).and_then(|row| row.get_mut(f)) {
                *slot = cell;
            }
        }
    }
    let (mut l, mut f) = (0, 0);
    let mut aligned = Vec::new();
    while let (Some(line), Some(field)) = (lines.get(l), fields.get(f)) {
        let at = |l: usize, f: usize| best.get(l).and_then(|row| row.get(f)).copied().unwrap_or_default();
        if at(l, f).1 {
            aligned.push((*field, line.span));
            (l, f) = (l + 1, f + 1);
        } else if at(l + 1, f).0 >= at(l, f + 1).0 {
            l += 1;
        } else {
            f += 1;
        }
    }
    aligned
}

/// True when one of the lines reads as an identifier, an amount, dates or a status.
pub(crate) fn has_anchor(context: &Context<'_>, lines: &[&Line]) -> bool {
    const ANCHORS: [Field; 4] = [Field::IatiIdentifier, Field::Budget(None), Field::Period, Field::Status];
    let mut looks = lines.iter().take(MOST_LINES).map(|line| Look::at(context, line));
    looks.any(|look| ANCHORS.iter().any(|field| look.fit(*field).is_some()))
}

/// A line that is compared with several fields: what it reads as is found once.
struct Look<'a> {
    context: &'a Context<'a>,
    line: &'a Line,
    text: &'a str,
    is_identifier: OnceCell<bool>,
    is_status: OnceCell<bool>,
    /// Where an amount stands.
    money: OnceCell<Option<Span>>,
    organisation: OnceCell<Option<&'static Organisation>>,
}

impl<'a> Look<'a> {
    fn at(context: &'a Context<'a>, line: &'a Line) -> Look<'a> {
        Look {
            context,
            line,
            text: context.text(line.span),
            is_identifier: OnceCell::new(),
            is_status: OnceCell::new(),
            money: OnceCell::new(),
            organisation: OnceCell::new(),
        }
    }

    /// How well the line reads as a field; None when it does not.
    fn fit(&self, field: Field) -> Option<i32> {
        let Look { context, text, .. } = *self;
        if text.len() > LONGEST_LINE {
            return None;
        }
        let whole = |span: Span| {
            let rest = text.len().saturating_sub(span.len());
            rest <= 4 || rest * 4 <= text.len()
        };
        match field {
            Field::IatiIdentifier => self.is_identifier().then_some(20),
            Field::Budget(_) => self.money().filter(|span| whole(*span)).map(|_| 20),
            Field::Period => {
                let read = value::period::period(text, context.order);
                // Where no layout says so, one day is that of a letter or of the page.
                let is_told = |period: &value::period::PrintedPeriod| {
                    !context.layout.is_general() || period.start.is_some() && period.end.is_some()
                };
                read.filter(|(span, period)| whole(*span) && is_told(period)).map(|_| 20)
            }
            Field::Status => self.is_status().then_some(20),
            Field::Title if kind::is_banner(context, &self.line.key) => None,
            // Any other line is rather the title.
            Field::Title if trail::last_step(text).is_some() => Some(1),
            Field::Title if places_alone(text) => Some(1),
            Field::Title if kind::is_site_and_kind(context, text) || self.is_no_name() => None,
            // `Nombre: María García López` names a person.
            Field::Title
                if self
                    .line
                    .label
                    .as_ref()
                    .is_some_and(|(key, _)| is_name_label(key) || is_person_label(key)) =>
            {
                None
            }
            Field::Title => self.title_fit().map(|fit| as_title(self.line, text, fit)),
            Field::Org(Some(Role::Funding)) => {
                self.is_plain().then(|| if self.is_reporting() { 8 } else { 3 })
            }
            Field::Org(_) => self.is_plain().then(|| {
                let coded = value::identifier::bracketed_code(text, 5).is_some();
                if coded {
                    10
                } else if self.is_reporting() {
                    1
                } else {
                    4
                }
            }),
            Field::Unit => self.is_plain().then(|| if is_unit(text) { 5 } else { 2 }),
            _ => None,
        }
    }

    /// A line that may be the title: better with several words or a word for what it is; none that only names who
    /// publishes it.
    fn title_fit(&self) -> Option<i32> {
        /// Words that begin or end the name of who publishes a page.
        const PUBLISHERS: [&str; 17] = [
            "foundation",
            "group",
            "agency",
            "bank",
            "fund",
            "trust",
            "ministry",
            "department",
            "agence",
            "banque",
            "fondation",
            "ministere",
            "fundacion",
            "banco",
            "agencia",
            "ministerio",
            "commission",
        ];
        let text = self.text;
        let is_title = text.chars().any(char::is_alphabetic) && !self.reads_otherwise();
        if !is_title || self.organisation().is_some() {
            return None;
        }
        let edges = [text.split_whitespace().next(), text.split_whitespace().next_back()];
        if edges.into_iter().flatten().any(|word| PUBLISHERS.contains(&fold(word).as_str())) {
            return Some(WEAK);
        }
        let several = i32::from(text.split_whitespace().count() >= 3);
        let folded = fold(text);
        Some(6 + several + 2 * several * i32::from(nouns::names_activity(&folded)))
    }

    /// A label with a day or an amount beside it, or running text: `Release date: 6 May 2008`.
    fn is_no_name(&self) -> bool {
        const LONGEST_WORDS: usize = 60;
        const LONGEST_SENTENCE: usize = 24;
        let is_value = |value: Span| {
            let value = self.context.text(value);
            let date = || value::date::date(value, self.context.order).map(|(span, _)| span);
            let money = || value::money::money(value, self.context.decimal).map(|(span, _)| span);
            value.contains(|c: char| c.is_ascii_digit())
                && date().or_else(money).is_some_and(|span| span.len() + 1 >= value.len())
        };
        let words = self.text.split_whitespace().count();
        self.context.layout.is_general()
            && (crate::lines::is_part_of_site(&self.line.key)
                || is_value(self.line.span)
                || self.is_day_of_document()
                || beside::is_beside(self.text, self.line, self.context.decimal)
                || self.line.label.as_ref().is_some_and(|(_, value)| is_value(*value))
                || !matches!(self.line.kind, LineKind::Heading { .. })
                    && (words > LONGEST_WORDS || words > LONGEST_SENTENCE && self.text.ends_with('.')))
    }

    /// The day of the page behind a word for it: `Updated October 2022 1`.
    fn is_day_of_document(&self) -> bool {
        const LONGEST: usize = 60;
        let may_be = self.text.len() <= LONGEST && self.text.contains(|c: char| c.is_ascii_digit());
        let date = may_be.then(|| value::date::date(self.text, self.context.order)).flatten();
        date.is_some_and(|(span, _)| {
            let before = self.text.get(..span.range().start).unwrap_or_default();
            let label = before.trim_matches(|c: char| c.is_whitespace() || ":-–|".contains(c));
            !label.is_empty() && self.context.layout.field_of(&Key::of(label)) == Some(Field::DocumentDate)
        })
    }

    /// Words that could be a name: none of the values that read as nothing else.
    fn is_plain(&self) -> bool {
        self.text.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && self.text.len() <= LONGEST_NAME
            && !self.reads_otherwise()
    }

    fn reads_otherwise(&self) -> bool {
        self.is_identifier()
            || self.is_status()
            || self.money().is_some_and(|span| span.len() * 2 > self.text.len())
    }

    fn is_identifier(&self) -> bool {
        let prefix = self.context.layout.defaults.identifier_prefix.as_ref();
        *self.is_identifier.get_or_init(|| {
            let prefixed = prefix.is_some_and(|prefix| self.text.starts_with(prefix.as_str()));
            (prefixed && !self.text.contains(char::is_whitespace))
                || value::identifier::iati_identifier(self.text)
                    .is_some_and(|(span, _)| span.len() == self.text.len())
        })
    }

    fn is_status(&self) -> bool {
        *self.is_status.get_or_init(|| codes::status(self.text).is_some())
    }

    fn money(&self) -> Option<Span> {
        let money = || value::money::money(self.text, self.context.decimal).map(|(span, _)| span);
        *self.money.get_or_init(money)
    }

    fn organisation(&self) -> Option<&'static Organisation> {
        *self.organisation.get_or_init(|| organisation(self.text))
    }

    fn is_reporting(&self) -> bool {
        let implied = self.context.layout.defaults.reporting_org.as_ref();
        let implied = implied.and_then(|implied| implied.reference.as_deref());
        implied.is_some() && self.organisation().map(|known| known.id) == implied
    }
}

/// The lines without the name of the site that stands above the kind of its page, where the title stands right below that:
/// `Trust Funds Gateway`, `Project factsheet`, `Wells for Kita`.
pub(crate) fn below_site<'a>(context: &Context<'_>, mut lines: Vec<&'a Line>) -> Vec<&'a Line> {
    const FARTHEST: usize = 4;
    if !context.layout.is_general() {
        return lines;
    }
    let is_kind = |line: &&Line| kind::is_banner(context, &line.key);
    let Some(at) = lines.iter().take(FARTHEST).position(is_kind).filter(|at| *at > 0) else { return lines };
    let is_site = |line: &&Line| is_site(context.text(line.span));
    let is_titled = lines.get(at + 1).is_some_and(|line| {
        let is_known = crate::recognise::matched(context.layout, line).is_some();
        let is_short = line.label.as_ref().is_some_and(|(key, _)| !key.contains(' '));
        !is_known && !is_short && reads_as_title(context, line)
    });
    if is_titled && lines.iter().take(at).all(is_site) {
        lines.drain(..at);
    }
    lines
}

/// True for a body's name, or one that ends or begins as that of a body or a site does.
fn is_site(text: &str) -> bool {
    const SITES: [&str; 16] = [
        "gateway",
        "portal",
        "portail",
        "database",
        "website",
        "site",
        "explorer",
        "dashboard",
        "platform",
        "plateforme",
        "plataforma",
        "office",
        "library",
        "register",
        "registry",
        "online",
    ];
    let folded = fold(text);
    let edges = [folded.split_whitespace().next(), folded.split_whitespace().next_back()];
    let is_edge = |word: &str| SITES.contains(&word);
    organisation(text).is_some() || crate::bodies::is_framed(text) || edges.into_iter().flatten().any(is_edge)
}

/// A title without the site's name behind it, as a browser's tab shows it: `Dairy Hills Project - IFAD`, `Wells for Kita | UNDP`.
pub(crate) fn before_site(context: &Context<'_>, line: Span) -> Span {
    const BARS: [&str; 3] = [" | ", " ¦ ", " :: "];
    const DASHES: [&str; 3] = [" - ", " – ", " — "];
    const FEWEST_WORDS: usize = 2;
    let text = context.text(line);
    if !context.layout.is_general() {
        return line;
    }
    let last = |marks: &[&str]| {
        let found = marks.iter().filter_map(|mark| text.rfind(mark).map(|at| (at, at + mark.len()))).max()?;
        Some((text.get(..found.0)?.trim_end(), text.get(found.1..)?.trim()))
    };
    let is_acronym =
        |name: &str| !name.contains(' ') && name.chars().filter(|c| c.is_uppercase()).count() > 1;
    let is_whole = |title: &str| title.split_whitespace().count() >= FEWEST_WORDS;
    let cut = |title: &str| line.inner(Span::new(0, title.len()));
    if let Some((title, site)) = last(&BARS)
        && is_whole(title)
        && (organisation(site).is_some() || is_acronym(site) || is_site(site))
    {
        return cut(title);
    }
    // Behind a dash the name may be of who carries out: `Wells for Kita - UNICEF`.
    let Some((title, site)) = last(&DASHES) else { return line };
    let ends = fold(title)
        .split_whitespace()
        .next_back()
        .is_some_and(|word| nouns::is_activity(word) || word == "facility");
    let is_first = context
        .lines
        .iter()
        .find(|line| line.kind != LineKind::Aside)
        .is_some_and(|first| first.span == line);
    let is_again = || {
        let title = crate::labels::label_key(title);
        context.lines.iter().take(MOST_LINES).any(|other| other.span != line && *other.key == *title)
    };
    let is_site = is_acronym(site) && organisation(site).is_some();
    if is_whole(title) && is_site && (ends && is_first || is_again()) { cut(title) } else { line }
}

/// A title without the way down to its page: `Home > Projects > Wells for Kita`.
pub(crate) fn behind_trail(context: &Context<'_>, line: Span) -> Span {
    let text = context.text(line);
    trail::last_step(text).map_or(line, |from| line.inner(Span::new(from, text.len())))
}

/// True for the kind of a page or the head of a part of it, and no name: `Outline of the Project`.
pub(crate) fn names_kind(context: &Context<'_>, line: Span) -> bool {
    let key = crate::labels::label_key(context.text(line));
    context.layout.is_general() && kind::is_banner(context, crate::labels::unnumbered(&key))
}

/// A title without the kind of page that is printed before it: `Fiche projet : Routes rurales`.
pub(crate) fn behind_banner(context: &Context<'_>, line: Span) -> Span {
    const MARKS: [&str; 5] = [": ", " : ", " - ", " – ", " — "];
    let text = context.text(line);
    if !context.layout.is_general() {
        return line;
    }
    let behind = |from: usize| line.inner(Span::new(from, text.len())).trim(&context.document.text);
    if let Some(from) = behind_proposal(text).or_else(|| behind_capitals(context, text)) {
        return behind(from);
    }
    let found = MARKS.iter().filter_map(|mark| text.find(mark).map(|at| (at, at + mark.len()))).min();
    let Some((end, from)) = found else { return line };
    let banner = crate::labels::label_key(text.get(..end).unwrap_or_default());
    let rest = behind(from);
    if (kind::is_banner(context, &banner) || kind::is_one_word(&banner)) && !rest.is_empty() {
        rest
    } else {
        line
    }
}

/// Where the title begins on a line with the kind of document in capitals before it: `PROJECT DOCUMENT Wells for Kita`.
fn behind_capitals(context: &Context<'_>, text: &str) -> Option<usize> {
    if !text.contains(char::is_lowercase) {
        return None;
    }
    let mut end = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if word.contains(char::is_lowercase) {
            break;
        }
        end += word.len();
    }
    let banner = text.get(..end)?.trim_end();
    let is_kind = banner.contains(' ') && kind::is_banner(context, &crate::labels::label_key(banner));
    (is_kind && text.get(end..)?.split_whitespace().nth(1).is_some()).then_some(end)
}

/// Where the name begins of what a board is asked to pay for: `Proposed loan to the Republic of Rwanda for the Dairy Hills
/// Project`.
fn behind_proposal(text: &str) -> Option<usize> {
    let words = proposed(text, 0).filter(|words| words.start == 0)?;
    let found = proposal(text, words.range().end)?;
    let name = text.get(found.name..)?;
    // What a board is asked to pay for is called so; `Grant Scheme for the Blind` is a title.
    let is_named = found.receiver.is_some() || nouns::names_activity(&fold(name));
    (is_named && name.trim_start().starts_with(char::is_uppercase)).then_some(found.name)
}

/// True for a heading that may well be the title.
pub(crate) fn reads_as_title(context: &Context<'_>, line: &Line) -> bool {
    let text = context.text(line.span);
    let words = text.split_whitespace().count();
    (2..=40).contains(&words) && Look::at(context, line).fit(Field::Title).is_some_and(|fit| fit > WEAK)
}

/// True for a country with places in it and nothing else: `Bangladesh, Distrikte Bogura und Faridpur`.
fn places_alone(text: &str) -> bool {
    static JOINING: WordList = WordList::of(
        "and et und y e of de du des la el le da do district districts region regions province provinces county counties state \
         distrikte provinz departement departements departamento departamentos provincia provincias",
    );
    let Some((place, rest)) = text.split_once(", ") else { return false };
    let is_name = |word: &str| word.starts_with(|c: char| c.is_uppercase()) || JOINING.has(word);
    almoner_codelists::country(place).is_some_and(|entry| !gives(entry.code))
        && almoner_codelists::countries_in(rest).is_empty()
        && !text.contains([':', '–', '—', '.', '“', '"', '«'])
        && rest.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).all(is_name)
}

/// The country of such a line near the top.
pub(crate) fn country_of_places(context: &Context<'_>) -> Option<(Span, &'static almoner_codelists::Entry)> {
    const FIRST_LINES: usize = 6;
    let read = context.lines.iter().filter(|line| !matches!(line.kind, LineKind::Aside | LineKind::Table));
    let mut lines = read.take(FIRST_LINES).filter(|line| places_alone(context.text(line.span)));
    let line = lines.next().filter(|_| lines.next().is_none())?;
    let (place, _) = context.text(line.span).split_once(", ")?;
    let entry = almoner_codelists::country(place)?;
    Some((line.span.inner(Span::new(0, place.len())), entry))
}

/// A heading is rather the title than a line of text, one of the first level above all, and a sentence hardly ever is.
fn as_title(line: &Line, text: &str, fit: i32) -> i32 {
    const MOST_WORDS: usize = 8;
    /// More than words can tell of a line that is no heading.
    const FIRST_LEVEL: i32 = 4;
    match line.kind {
        LineKind::Heading { level: 1 } if fit > WEAK => fit + FIRST_LEVEL,
        LineKind::Heading { .. } => fit + 1,
        // An item of a list is a part of what it is about.
        LineKind::Item { .. } => fit - 3,
        // A label with its value is hardly a title, though one may hold a colon.
        _ if line.label.is_some() => fit - 3,
        _ if text.trim_end_matches(['”', '"', '»', ' ']).ends_with('.')
            && text.split_whitespace().count() > MOST_WORDS =>
        {
            1
        }
        _ => fit,
    }
}

/// How well the name of who publishes a page reads as a title.
const WEAK: i32 = 2;

/// True for a name that ends or begins as those of an organisation's branches do, and is of no body by itself: `United
/// Nations Environment Programme` is one.
pub(crate) fn is_unit(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default().trim_end_matches('.');
    let first = text.split(char::is_whitespace).next().unwrap_or_default();
    ["Br", "Branch", "Bureau", "Division", "Directorate", "Directorat", "Program", "Programme", "Prgm"]
        .contains(&last)
        && almoner_codelists::organisation(text).is_none()
        || ["Direction", "Division", "Bureau", "Dir"].contains(&first)
}

#[cfg(test)]
mod tests {
    use almoner_record::Role;

    use crate::specimen::record;

    #[test]
    fn the_name_of_a_site_is_no_title() {
        let form =
            "Country: Mali\nDonor: Norad\nImplementing partner: Seeds Trust\nTotal budget: EUR 2,000,000\n";
        for (above, title) in [
            ("USAID | FACT SHEET\n\nWells for the schools of Kita", "Wells for the schools of Kita"),
            ("PNUD – Fiche de projet\n\nWells for the schools of Kita", "Wells for the schools of Kita"),
            (
                "Trust Funds Gateway\n\nProject Factsheet\nWells for the schools of Kita",
                "Wells for the schools of Kita",
            ),
            ("Wells for the schools of Kita\n\nProject Factsheet\n", "Wells for the schools of Kita"),
            ("Wells for the schools\n\nProject Factsheet\nClean water in Kita", "Wells for the schools"),
            ("Release date: 6 May 2008\nWells for the schools of Kita", "Wells for the schools of Kita"),
            ("Wells for Kita Project - IFAD", "Wells for Kita Project"),
            ("Wells for Kita | UNDP", "Wells for Kita"),
            ("Wells for Kita - UNICEF", "Wells for Kita - UNICEF"),
            ("Wells for Kita - Phase II", "Wells for Kita - Phase II"),
            ("Wells | Water | Kita", "Wells | Water | Kita"),
        ] {
            let read = record(&format!("{above}\n\n{form}"));
            assert_eq!(read.title.as_deref(), Some(title), "{above}");
        }
    }

    #[test]
    fn a_title_may_have_a_subtitle_and_stand_below_a_menu() {
        let menu = "Home\nAbout us\nNews\nContact\n\n";
        let form = "Donor\nProtos\n\nCountry\nBenin\n\nImplementing partner\nSeeds Trust\n\nTotal budget\nEUR 2,000,000\n";
        for title in ["Wells for Everyone Here: Rural Water in Benin", "Wells for all - rural water in Benin"]
        {
            for above in ["", menu] {
                let read = record(&format!("{above}{title}\n\n{form}"));
                assert_eq!(read.title.as_deref(), Some(title), "{above}");
            }
        }
        // A label with its value is none.
        let read =
            record(&format!("Type of organisation: 3 partners of ours\n\nRural water in Benin\n\n{form}"));
        assert_eq!(read.title.as_deref(), Some("Rural water in Benin"));
    }

    /// Each of the 64 headers that the Project Browser's lines make when any of them but the identifier is missing.
    #[test]
    fn any_line_may_be_missing_and_none_takes_the_place_of_another() {
        const LINES: [&str; 6] = [
            "$2,500,000",
            "Farm Radio (22501)",
            "2016-04-01 - 2019-03-31",
            "Closed",
            "Global Affairs Canada",
            "KFM Pan-Africa Br",
        ];
        for given in 0_u32..64 {
            let is_given = |at: usize| given & (1 << at) != 0;
            let lines: Vec<&str> = (0..6).filter(|at| is_given(*at)).map(|at| LINES[at]).collect();
            let text = format!(
                "Project profile — Radio\n\nOverview\n\nCA-3-D000123001\n{}\n\nCountry / region\n\n• Mali (100.00%)\n\nDescription\n\nRadio.\n",
                lines.join("\n")
            );
            let read = record(&text);
            let org = |role| {
                let mut orgs = read.participating_orgs.iter().filter(|org| org.role == Some(role));
                orgs.next().map(|org| org.organisation.name.clone())
            };
            let expected = |at: usize, name: &str| is_given(at).then(|| name.to_owned());
            assert_eq!(read.budget.is_some(), is_given(0), "{text}");
            assert_eq!(org(Role::Implementing), expected(1, "Farm Radio"), "{text}");
            assert_eq!(read.period.is_some(), is_given(2), "{text}");
            assert_eq!(read.status.is_some(), is_given(3), "{text}");
            assert_eq!(org(Role::Funding), expected(4, "Global Affairs Canada"), "{text}");
            let unit = read.reporting_org.as_ref().and_then(|org| org.unit.clone());
            assert_eq!(unit, expected(5, "KFM Pan-Africa Br"), "{text}");
        }
    }
}
