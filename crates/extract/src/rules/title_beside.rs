//! A title that is none, where the real heading stands elsewhere: a word of a menu, who publishes, a day, a line of themes.

use almoner_codelists::{country, fold, organisation};
use almoner_record::Span;

use crate::context::Context;
use crate::draft::Draft;
use crate::lines::{Line, LineKind};
use crate::word_list::WordList;
use crate::{bodies, codes, header, lines, nouns, recognise, value};

/// Why a line that was taken for the title may be none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// Who publishes or takes part.
    Body,
    /// A word or two as a menu and the parts of a page have them, a day, themes between bars, what leads on to a list.
    Words,
}

/// Where the title that the first lines gave may be none: the first line at the top that reads as the name of an activity, and
/// that no other field has. Without such a line it stays.
pub(super) fn settle(draft: &mut Draft, context: &Context<'_>) {
    let rule = context.rule("header", "title");
    let by_header = || draft.activity.evidence.iter().any(|one| one.path == "/title" && one.rule == rule);
    if !context.layout.is_general() || !by_header() {
        return;
    }
    let Some(place) = draft.place("/title") else { return };
    let below = context.lines.iter().find(|line| line.span.start >= place.end);
    let is_site = below.is_some_and(|line| PARTS.has(&line.key)) && is_short(context.text(place));
    let doubt = if is_site { Some(Doubt::Words) } else { doubt(draft, context.text(place)) };
    let Some(doubt) = doubt else { return };
    let Some(better) = better(draft, context, place, doubt) else { return };
    draft.activity.title = None;
    draft.activity.evidence.retain(|one| one.path != "/title");
    super::set_title(draft, context, better, &rule);
}

/// What stands right below the name of a site, folded: where its projects are listed.
static PARTS: WordList = WordList::of_phrases(
    "projects, our projects, all projects, projets, nos projets, tous les projets, proyectos, nuestros proyectos, projetos, \
     projekte, unsere projekte, progetti, i nostri progetti, projecten, onze projecten, projekter, prosjekter, projektet, \
     projectes, projekty",
);

/// True for a name of few words that tells of no activity.
fn is_short(title: &str) -> bool {
    const MOST_WORDS: usize = 4;
    title.split_whitespace().count() <= MOST_WORDS
        && !title.contains(|c: char| c.is_ascii_digit())
        && !nouns::names_activity(&fold(title))
}

/// Words, folded, that the names of a site's parts begin with: `Our work`, `Qué hacemos`.
const OF_PAGE: [&str; 14] = [
    "our", "what", "where", "who", "nos", "notre", "que", "nuestro", "nuestra", "quienes", "nosso", "nossa",
    "unsere", "wer",
];

/// First words of the names of a state's bodies.
static MINISTRIES: WordList = WordList::of(
    "ministry ministere ministerio ministero ministerium ministerie ministerstwo bundesministerium direktion direction \
     direccion direzione directorate department departement departamento secretariat secretaria",
);

fn doubt(draft: &Draft, title: &str) -> Option<Doubt> {
    const MOST_WORDS: usize = 2;
    let folded = fold(title);
    let takes_part = |name: &str| fold(name) == folded;
    let orgs = &draft.activity.participating_orgs;
    // `Ministry of Health`, `Direktion für Entwicklung und Zusammenarbeit`.
    let first = folded.split(' ').next().unwrap_or_default();
    let is_ministry = MINISTRIES.has(first) && folded.contains(' ') && !nouns::names_activity(&folded);
    if is_ministry
        || organisation(title).is_some()
        || orgs.iter().any(|one| takes_part(&one.organisation.name))
    {
        return Some(Doubt::Body);
    }
    let words = title.split_whitespace().count();
    let is_of_page = OF_PAGE.contains(&first);
    if is_of_page && words <= MOST_WORDS + 1 {
        return Some(Doubt::Words);
    }
    if nouns::names_activity(&folded) {
        return None;
    }
    let is_short = words <= MOST_WORDS && !title.contains(|c: char| c.is_ascii_digit());
    let is_lead = title.ends_with(':') || title.starts_with("...") || title.starts_with('…');
    let are_themes = title.matches(" | ").count() > 1;
    (is_short || is_lead || are_themes || is_day(&folded)).then_some(Doubt::Words)
}

/// True for a day without its year: `14th December`.
fn is_day(folded: &str) -> bool {
    let Some((day, month)) = folded.split_once(' ') else { return false };
    day.starts_with(|c: char| c.is_ascii_digit()) && value::month::is_month(month)
}

fn better(draft: &Draft, context: &Context<'_>, title: Span, doubt: Doubt) -> Option<Span> {
    const FARTHEST: usize = 40;
    const MOST_WORDS: usize = 40;
    let fewest = if doubt == Doubt::Body { 2 } else { 4 };
    let is_taken = |line: &Line| {
        let mut places = draft.activity.evidence.iter().filter(|one| one.path != "/title");
        places.any(|one| {
            let place = one.span();
            !place.is_empty() && line.span.contains(place) && place.len() * 2 > line.span.len()
        })
    };
    let reads = |line: &&Line| {
        let text = context.text(line.span);
        let words = text.split_whitespace().count();
        let is_named = line.label.as_ref().is_none_or(|(key, _)| country(key).is_some());
        matches!(line.kind, LineKind::Text | LineKind::Heading { .. } | LineKind::Caption)
            && line.span != title
            && (fewest..=MOST_WORDS).contains(&words)
            && is_named
            && text.starts_with(|c: char| c.is_uppercase() || "“«\"‘¿".contains(c))
            && !text.ends_with([':', ';', ',', '!', '?', '…'])
            && !text.contains([';', '|', '@'])
            && recognise::matched(context.layout, line).is_none()
            && !codes::are_countries(text)
            && !bodies::is_framed(text)
            && !(words <= 3 && text.contains(|c: char| c.is_ascii_digit()))
            && header::reads_as_title(context, line)
            && !lines::is_in_menu(line, context.lines, &context.document.text)
            && !is_taken(line)
    };
    // Running text begins: what stands below is of it.
    let is_text = |line: &&Line| {
        const LONGEST: usize = 220;
        line.kind == LineKind::Text && line.span.len() > LONGEST
    };
    let short = |line: &&Line| {
        let text = context.text(line.span);
        // A sentence; a name may have a full stop at its end.
        !text.ends_with('.') || doubt == Doubt::Body && text.split_whitespace().count() <= 14
    };
    // Below the first fact stands what else the page has.
    let is_fact = |line: &&Line| {
        line.span.start > title.start && is_taken(line) && recognise::matched(context.layout, line).is_some()
    };
    let top = context.lines.iter().take(FARTHEST).take_while(|line| !is_text(line) && !is_fact(line));
    top.filter(reads).find(short).map(|line| line.span)
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn a_word_of_the_page_is_no_title_where_the_heading_stands_elsewhere() {
        let facts = "Start Date\n2023\n\nEnd Date\n2024\n\nCountry\nArmenia\n\nDonor\nNorad\n\nBudget\nUSD 400,000\n\nPoor households get work.\n";
        for (top, expected) in [
            (
                "Our Work\n\nWays out of poverty for villages in Syunik\n\n",
                "Ways out of poverty for villages in Syunik",
            ),
            (
                "14th December\n\nWays out of poverty for villages in Syunik\n\n",
                "Ways out of poverty for villages in Syunik",
            ),
            (
                "Helvetas\n\nWays out of poverty for villages in Syunik\n\n",
                "Ways out of poverty for villages in Syunik",
            ),
            (
                "Rights | Water | Work\n\nWays out of poverty for villages in Syunik\n\n",
                "Ways out of poverty for villages in Syunik",
            ),
            // A short title stays where no other line reads as one.
            ("Wells Syunik\n\nA sentence tells of wells.\n\n", "Wells Syunik"),
            ("Wells Syunik\n\nYerevan\n\n", "Wells Syunik"),
        ] {
            assert_eq!(record(&format!("{top}{facts}")).title.as_deref(), Some(expected), "{top}");
        }
    }

    #[test]
    fn who_takes_part_is_no_title() {
        let read = record(
            "Lieu\nTogo\n\nDate de début et de fin\njanvier 2017 - décembre 2018\n\nAssociation\nSOLIDARITÉ DES VILLAGES DU NORD\n\nPorteur du projet\nSOLIDARITÉ DES VILLAGES DU NORD\n\nMontant\n29 237 EUR\nProjet n° 10\n\nEnfants du Soleil\n\nDescription\n\nTrois villages envoient leurs enfants à l'école.\n",
        );
        assert_eq!(read.title.as_deref(), Some("Enfants du Soleil"));
    }
}
