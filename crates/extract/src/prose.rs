//! Running text without a form: `The three-year project, funded by the European Union with EUR 2.4 million and implemented by
//! Oxfam, runs from March 2021 to February 2024 in Mali.`
//!
//! Where labels tell an activity's facts, sentences.rs adds to them what sentences say whose subject it is. Where none do,
//! all of its running text is read here. Prose tells of other projects, of a phase that is past, of countries and
//! companies, so each fact must stand beside a word for the activity itself (subject.rs), and only the first value of a
//! field counts.

mod achievements;
mod financing;
mod gift;
mod letter;
pub(crate) mod names;
pub(crate) mod parties;
mod places;
mod sides;
mod signing;
mod subject;
mod terms;
mod title;

use std::collections::BTreeSet;

use almoner_codelists::{Folded, fold};
use almoner_record::Span;

use crate::context::Context;
use crate::draft::Draft;
use crate::field::{Field, Shape};
use crate::lines::LineKind;
use crate::sections::Piece;
use crate::sentences::is_denied;
use crate::value;
use crate::word_list::word_starts;
pub(crate) use gift::{SIGNS, headline_verb, is_giver, payer_of_letter, unquoted_project, without_board};
pub(crate) use letter::{has_subject as is_letter, number as number_of_letter};
pub(crate) use names::region;
pub(crate) use sides::{pair, sides};
pub(crate) use subject::is_elsewhere;
use subject::{Setting, Subject};
pub(crate) use terms::years_of_name;
pub(crate) use title::{is_headline, is_saying};

/// A sentence that tells of the activity.
pub(super) struct Told<'a> {
    /// Where it stands in the document.
    pub(super) span: Span,
    pub(super) text: &'a str,
    pub(super) folded: Folded,
    /// Where words for an activity stand in the folded text, in order.
    subjects: Vec<Subject>,
}

impl Told<'_> {
    /// True where what stands at `at` in the folded text is told of the activity: the last word for one before it is of this
    /// one, or where none stands before it the first one behind.
    pub(super) fn is_own(&self, at: usize) -> bool {
        let before = self.subjects.iter().rev().find(|subject| subject.at < at);
        before.or(self.subjects.first()).is_none_or(|subject| subject.own)
    }

    /// True for what a bracket says of something else: `a study (developed with financing from the bank)`.
    fn is_in_aside(&self, at: usize) -> bool {
        const NEAR: usize = 24;
        let front = self.folded.text().get(..at).unwrap_or_default();
        let bracket =
            front.rfind('(').filter(|open| front.get(*open..).is_some_and(|inside| !inside.contains(')')));
        let is_near =
            |open: usize| self.subjects.iter().any(|subject| subject.at < open && open - subject.at <= NEAR);
        bracket.is_some_and(|open| !is_near(open))
    }

    /// Where each of the folded `words` begins and ends, at the beginnings of words that are told of the activity.
    pub(super) fn places<'w>(&self, words: &'w str) -> impl Iterator<Item = (usize, usize)> + use<'_, 'w> {
        let text = self.folded.text();
        let starts = word_starts(text, words).filter(|at| {
            self.is_own(*at) && !self.is_in_aside(*at) && !is_denied(text.get(..*at).unwrap_or_default())
        });
        starts.map(move |at| (at, at + words.len()))
    }

    /// The text as printed from a place in the folded one on, and where it begins.
    pub(super) fn behind(&self, at: usize) -> (usize, &str) {
        let length = self.folded.text().len();
        let from = match self.folded.span(at.min(length)..length) {
            span if span.is_empty() => self.text.len(),
            span => span.range().start,
        };
        (from, self.text.get(from..).unwrap_or_default())
    }

    /// A part of the sentence in the document.
    pub(super) fn inner(&self, part: Span) -> Span {
        self.span.inner(part)
    }
}

/// True for a sentence that tells what may be, was to be, or is of another: no fact of the activity.
fn is_doubtful(folded: &str) -> bool {
    const WORDS: [&str; 16] = [
        // Whose picture it is.
        " © ",
        " if ",
        " unless ",
        " was to ",
        " were to ",
        " withdrew",
        " withdrawn",
        " cancelled",
        " another project",
        " project of another",
        "unlike ",
        " a condition que ",
        " devait ",
        " a annule",
        " debia ",
        " a diferencia de",
    ];
    WORDS.iter().any(|word| folded.contains(word))
}

/// True where labels have told hardly anything of the activity: who takes part, when and how much.
fn is_formless(draft: &Draft, own: &[&Piece]) -> bool {
    const MOST: usize = 1;
    const MOST_LABELS: usize = 4;
    let labels = own.iter().filter_map(|piece| piece.field.filter(|field| field.shape() != Shape::Text));
    if labels.collect::<BTreeSet<Field>>().len() > MOST_LABELS {
        return false;
    }
    let told = [
        !draft.activity.participating_orgs.is_empty(),
        draft.activity.period.is_some(),
        draft.activity.budget.is_some() || !draft.shares.is_empty() || !draft.activity.funding.is_empty(),
        !draft.activity.other_identifiers.is_empty() || draft.activity.iati_identifier.is_some(),
    ];
    told.into_iter().filter(|told| *told).count() <= MOST
}

/// Reads the running text of an activity of which labels tell hardly anything. A headline is of none of `several`.
pub(crate) fn read(draft: &mut Draft, context: &Context<'_>, own: &[&Piece], several: bool) {
    let title = draft.activity.title.as_deref().map(fold).unwrap_or_default();
    if !context.layout.is_general() || Setting::is_of_others(&title) {
        return;
    }
    if !is_formless(draft, own) {
        if !several {
            gift::beside_labels(draft, context);
        }
        return;
    }
    if !several && financing::read(draft, context) {
        return;
    }
    // What stands above the subject of a letter is whom it is to.
    let from = letter::read(draft, context).unwrap_or_default();
    let gift = if several { None } else { gift::read(draft, context, from) };
    let is_given = |span: Span| gift.as_ref().is_some_and(|gift| gift.holds(span));
    let (mut told, mut further) = (Vec::new(), Vec::new());
    let mut setting = Setting::of(draft);
    let mut text_of_it = Vec::new();
    for (heading, line) in running_text(context, own).into_iter().filter(|(_, line)| line.start >= from) {
        setting.open(heading.map(|heading| context.text(heading)));
        text_of_it.extend(setting.is_of_it().then_some(line));
        for part in value::sentence::sentences(context.text(line)) {
            let span = line.inner(part);
            let text = context.text(span);
            let folded = Folded::new(text);
            if is_doubtful(folded.text()) || gift::is_of_many(context, text) {
                continue;
            }
            let judged = setting.judge(text, &folded);
            match judged.or_else(|| is_given(span).then(Vec::new)) {
                Some(subjects) => told.push(Told { span, text, folded, subjects }),
                None if setting.may_go_on(folded.text()) => {
                    further.push(Told { span, text, folded, subjects: Vec::new() });
                }
                None => {}
            }
        }
    }
    title::read(draft, context, &told);
    for sentence in &told {
        if gift.as_ref().is_some_and(|gift| gift.has_subject(sentence.span)) {
            parties::behind(draft, context, sentence);
        } else {
            parties::read(draft, context, sentence);
        }
    }
    for sentence in &told {
        signing::read(draft, context, sentence);
    }
    terms::read(draft, context, &told, gift.as_ref().and_then(|gift| gift.amount));
    terms::settle(draft, context);
    places::read(draft, context, &told, &text_of_it);
    if !told.is_empty() {
        achievements::read(draft, context, told.iter().chain(&further));
    }
}

/// The lines of running text with the heading that each stands under, up to where no document tells of its one activity any
/// more.
fn running_text(context: &Context<'_>, own: &[&Piece]) -> Vec<(Option<Span>, Span)> {
    const MOST_BYTES: usize = 48 << 10;
    let mut lines = Vec::new();
    let mut length = 0;
    for piece in own {
        if piece.field == Some(Field::Ignore) || piece.in_row {
            continue;
        }
        let is_text = piece.field.is_some_and(|field| field.shape() == Shape::Text);
        let inline = piece.inline.iter().filter(|_| is_text).map(|span| (piece.heading, *span));
        let below = context.lines_of(piece).filter_map(|line| match line.kind {
            LineKind::Text | LineKind::Item { .. } => Some((piece.heading, line.span)),
            _ => None,
        });
        for line in inline.chain(below) {
            length += line.1.len();
            if length > MOST_BYTES {
                return lines;
            }
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use almoner_record::{Activity, ResultStatus, Role};

    use crate::specimen::{extracted, record};

    /// Who takes part, in short: `+` pays, `*` carries out.
    fn who(read: &Activity) -> Vec<String> {
        let mark = |role| match role {
            Some(Role::Funding) => "+",
            Some(Role::Implementing) => "*",
            _ => "",
        };
        read.participating_orgs
            .iter()
            .map(|org| format!("{}{}", mark(org.role), org.organisation.name))
            .collect()
    }

    fn told(read: &Activity) -> (Vec<String>, String, String, String) {
        let codes: Vec<&str> = read.countries.iter().map(|country| country.code.as_str()).collect();
        let period = read.period.clone().unwrap_or_default();
        let day = |date: Option<jiff::civil::Date>| date.map_or_else(String::new, |date| date.to_string());
        let time =
            format!("{} {} {}", day(period.start), day(period.end), period.duration.unwrap_or_default());
        let budget = read.budget.as_ref().map(|budget| {
            format!("{} {}", budget.money.currency.as_deref().unwrap_or("?"), budget.money.value)
        });
        (who(read), time.trim().to_owned(), codes.join(" "), budget.unwrap_or_default())
    }

    #[test]
    fn the_word_before_funded_pays_where_it_is_known_to() {
        let orgs = |sentence: &str| {
            who(&record(&format!("Wells for Kita\n\n{sentence} It runs from March 2021 to February 2024.\n")))
        };
        assert_eq!(
            orgs("The EU-funded project digs wells in Mali and is implemented by WaterAid with EUR 300,000."),
            ["*WaterAid", "+EU"]
        );
        assert_eq!(
            orgs(
                "The USAID-funded project digs wells in Mali and is implemented by WaterAid with EUR 300,000."
            ),
            ["*WaterAid", "+USAID"]
        );
        for sentence in [
            "The well-funded project digs wells in Mali and is implemented by WaterAid with EUR 300,000.",
            "The state-funded project digs wells in Mali and is implemented by WaterAid with EUR 300,000.",
            "The Kita-funded project digs wells in Mali and is implemented by WaterAid with EUR 300,000.",
        ] {
            assert_eq!(orgs(sentence), ["*WaterAid"], "{sentence}");
        }
    }

    #[test]
    fn sentences_tell_what_a_form_would() {
        for (text, orgs, time, countries, budget) in [
            (
                "The three-year project, funded by the European Union with EUR 2.4 million and implemented by Oxfam, runs from March 2021 to February 2024 in Mali and Niger.",
                &["+European Union", "*Oxfam"][..],
                "2021-03-01 2024-02-29 P3Y",
                "ML NE",
                "EUR 2400000",
            ),
            (
                "In January 2022 WaterAid Kenya started the project with a grant of GBP 850,000 from the UK Foreign, Commonwealth & Development Office. The project is carried out together with the Kenya Red Cross Society, and will end in December 2024.",
                &[
                    "+UK Foreign, Commonwealth & Development Office",
                    "*WaterAid Kenya",
                    "Kenya Red Cross Society",
                ],
                "2022-01-01 2024-12-31",
                "KE",
                "GBP 850000",
            ),
            (
                "The project was financed by the Dutch Ministry of Foreign Affairs (EUR 1.9 million) and by Keurig Dr Pepper (USD 600,000) in Honduras and ended in December 2021.",
                &["+Dutch Ministry of Foreign Affairs", "+Keurig Dr Pepper"],
                "2021-12-31",
                "HN",
                "", // Nobody adds euros to dollars.
            ),
            (
                "The Swiss Agency for Development and Cooperation (SDC) supports the project in Tanzania with CHF 6.2 million (2019–2023). It is implemented by the Swiss Tropical and Public Health Institute (Swiss TPH) in cooperation with the Ministry of Health.",
                &[
                    "+Swiss Agency for Development and Cooperation",
                    "*Swiss Tropical and Public Health Institute",
                    "Ministry of Health",
                ],
                "2019-01-01 2023-12-31",
                "TZ",
                "CHF 6200000",
            ),
            (
                "The Government of Japan has contributed US$ 2.3 million to UNHCR to provide stoves to refugees in Uganda. The one-year project started in April 2022.",
                &["+Government of Japan", "*UNHCR"],
                "2022-04-01  P1Y",
                "UG",
                "USD 2300000",
            ),
            (
                "Financé par l'Agence française de développement à hauteur de 3,2 millions d'euros, le projet est mis en œuvre par SOS Faim et ses partenaires locaux, l'ATAD et l'UGCPA, au Burkina Faso. D'une durée de quatre ans, il a démarré en janvier 2020 et se termine en décembre 2023.",
                &["+Agence française de développement", "*SOS Faim", "ATAD", "UGCPA"],
                "2020-01-01 2023-12-31 P4Y",
                "BF",
                "EUR 3200000",
            ),
            (
                "Le projet est financé par l'Union européenne (5 millions d'euros) et du Grand-Duché de Luxembourg (1,5 million d'euros) au Niger. Prévu pour une durée de 36 mois, il est exécuté en partenariat avec le ministère de la Santé et l'ONG Concern.",
                &["+Union européenne", "+Grand-Duché de Luxembourg", "ministère de la Santé", "Concern"],
                "P36M",
                "NE",
                "",
            ),
            (
                "El proyecto, financiado por la Agencia Española de Cooperación Internacional para el Desarrollo (AECID) con 1,2 millones de euros y ejecutado por Acción contra el Hambre, se desarrolla en Guatemala entre enero de 2019 y diciembre de 2022.",
                &[
                    "+Agencia Española de Cooperación Internacional para el Desarrollo",
                    "*Acción contra el Hambre",
                ],
                "2019-01-01 2022-12-31",
                "GT",
                "EUR 1200000",
            ),
            (
                "Con fondos de la Unión Europea, Swisscontact y la Cámara de Comercio de Cortés ejecutan desde marzo de 2018 un proyecto en Honduras. El proyecto tiene un presupuesto de 2,75 millones de euros y finalizará en febrero de 2022.",
                &["+Unión Europea", "*Swisscontact", "*Cámara de Comercio de Cortés"],
                "2018-03-01 2022-02-28",
                "HN",
                "EUR 2750000",
            ),
        ] {
            let read = record(&format!("Wells and Pastures\n\n{text}\n"));
            let orgs: Vec<String> = orgs.iter().map(|name| (*name).to_owned()).collect();
            let time = time.to_owned();
            assert_eq!(told(&read), (orgs, time, countries.to_owned(), budget.to_owned()), "{text}");
        }
    }

    #[test]
    fn who_stands_in_a_bracket_is_an_acronym() {
        let read = record(
            "Wells for Kita\n\nThe project is funded by the Austrian Development Agency (ADA) with EUR 400,000 in Mali. ADA approved it.\n",
        );
        let donor = &read.participating_orgs[0].organisation;
        assert_eq!(
            (donor.name.as_str(), donor.acronym.as_deref()),
            ("Austrian Development Agency", Some("ADA"))
        );
        assert_eq!(read.funding.len(), 1);
    }

    const OWN: &str = "The project is funded by Norad with NOK 4 million and implemented by WaterAid in Mali from May 2019 to June 2022.";

    #[test]
    fn what_sentences_tell_of_others_is_none_of_the_activity() {
        let plain = record(&format!("# Wells for Kita\n\n{OWN}\n"));
        for others in [
            "Earlier, in 2012–2014, a project funded by USAID with USD 3 million built markets in Niger.",
            "Another project, financed by KfW with EUR 9 million, is carried out by GIZ in Chad.",
            "The first phase of the project was funded by Sida with SEK 2 million.",
            "WaterAid works worldwide and had an income of GBP 98 million, with funding from the European Union.",
            "The country's GDP grew by 3 per cent and the government's programme is funded by the World Bank with USD 160 million.",
            "\"The project is implemented by our friends of Plan International,\" said the mayor.",
            "The PASEP programme, funded by the European Union with EUR 30 million, covers the whole country.",
            "In 2016 the World Bank estimated losses of USD 60 million in the area.",
            "## Related projects\n\nThe project is funded by Irish Aid and implemented by Concern with EUR 2 million.",
            "## About us\n\nThe programme is supported financially by Comic Relief and the European Union.",
        ] {
            let read = record(&format!("# Wells for Kita\n\n{OWN}\n\n{others}\n"));
            assert_eq!(told(&read), told(&plain), "{others}");
            assert_eq!(
                (read.funding, read.amounts),
                (plain.funding.clone(), plain.amounts.clone()),
                "{others}"
            );
        }
    }

    #[test]
    fn what_is_denied_or_may_be_is_no_fact() {
        for (sentence, expected, countries) in [
            (
                "The project is implemented by Oxfam in Mali and is not funded by the European Union.",
                &["*Oxfam"][..],
                "ML",
            ),
            (
                "Le projet, mis en œuvre par Oxfam au Mali, n'est pas financé par la Banque mondiale.",
                &["*Oxfam"],
                "ML",
            ),
            (
                "The project is funded by Norad and implemented by Oxfam in Mali and Niger but not in Chad.",
                &["+Norad", "*Oxfam"],
                "ML NE",
            ),
            (
                "The project is funded by Norad and implemented by Oxfam in Mali. It was to receive EUR 5 million from Japan.",
                &["+Norad", "*Oxfam"],
                "ML",
            ),
        ] {
            let read = record(&format!("# Wells for Kita\n\n{sentence}\n"));
            let (who, _, codes, budget) = told(&read);
            assert_eq!(
                (who, codes.as_str(), budget.as_str()),
                (expected.iter().map(ToString::to_string).collect(), countries, ""),
                "{sentence}"
            );
        }
    }

    #[test]
    fn a_second_payer_stands_behind_what_the_first_one_pays() {
        let read = record(
            "# Wells for Kita\n\nThe project in Mali is funded by Norad with NOK 4 million and by Sida with SEK 3 million.\n",
        );
        let (who, _, _, budget) = told(&read);
        assert_eq!((who, budget.as_str()), (vec!["+Norad".to_owned(), "+Sida".to_owned()], ""));
    }

    #[test]
    fn texts_about_no_activity_give_none() {
        for text in [
            "Effects of transfers on schooling in Kenya\n\nAbstract. We study a programme of transfers. This research was funded by the Economic and Social Research Council (GBP 350,000) and carried out by the University of Sussex. Keywords: schooling. Data were collected in Kenya between 2015 and 2018. The project has a sample size of 400.\n",
            "Annual report 2022\n\nIn 2022 Oxfam Novib had an income of EUR 210 million. Our programmes are funded by the Dutch government and the European Union. In Mali we helped 40,000 people.\n",
            "Who we are\n\nFounded in 1987, GreenHands is a charity. The organisation is funded by Norway. Since 2001 we have carried out 140 projects in Kenya with a budget of USD 30 million.\n",
            "Our history\n\nIn 1995 the first clinic opened in Gulu. The project was funded by Caritas. In 2003 the European Union gave EUR 2 million for a hospital in Kitgum, Uganda. It ended in 2007.\n",
            "Senior programme manager, Kigali\n\nOxfam looks for a manager. The project is funded by Sida and implemented by Oxfam in Rwanda from January 2022 to December 2024. Applicants send a CV and a cover letter. Salary: EUR 40,000.\n",
            "Software for rivers\n\nThis project is funded by the Horizon 2020 programme of the European Union and developed by Deltares. Version 3.2 was released in May 2021.\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }

    #[test]
    fn results_are_expected_or_achieved_as_their_words_say() {
        let read = record(&format!(
            "Wells for Kita\n\n{OWN} The project will reach 32,000 people. By June 2021, 11 wells had been drilled.\n\nFour in five families lost their herds. The area has 40,000 people.\n"
        ));
        let results: Vec<(ResultStatus, &str)> =
            read.results.iter().map(|result| (result.status, result.text.as_str())).collect();
        assert_eq!(
            results,
            [
                (ResultStatus::Expected, "The project will reach 32,000 people."),
                (ResultStatus::Achieved, "By June 2021, 11 wells had been drilled."),
            ]
        );
    }

    #[test]
    fn a_headline_is_no_name_where_the_text_tells_one() {
        for (title, text, expected) in [
            (
                "Embassy supports market gardens of Kita",
                "The project \"Gardens of Kita\" is",
                "Gardens of Kita",
            ),
            ("Norway launches programme in Kita", "The programme, called Nawiri Plus, is", "Nawiri Plus"),
            (
                "Support to the market gardens of Kita",
                "The project \"Gardens of Kita\" is",
                "Gardens of Kita",
            ),
            ("Norway launches programme in Kita", "The programme is", "Norway launches programme in Kita"),
        ] {
            let read = record(&format!("{title}\n\n{text} funded by Norad with NOK 4 million in Mali.\n"));
            assert_eq!(read.title.as_deref(), Some(expected), "{title}");
        }
    }

    #[test]
    fn what_labels_tell_stands() {
        let read = record(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nPeriod: 2019-2022\nBudget: NOK 4,000,000\n\nThe market project of 2010, funded by USAID with USD 3 million in Niger, had ended in 2012.\n",
        );
        assert_eq!(who(&read), ["+Norad"]);
        assert_eq!(read.countries.len(), 1);
    }
}
