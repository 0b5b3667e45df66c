//! What kind of document or page a first line says that this is: `Project appraisal document`, no title.

use crate::context::Context;
use crate::word_list::WordList;

/// What a document is.
static KINDS: WordList = WordList::of(
    "annex annexe anexo appendix dossier formulaire formulario demande document evaluation summary sheet factsheet \
     proposal profile report brief note form fiche memorandum memo review paper appraisal rapport documento informe \
     relatorio propuesta proposta proposition ficha memoria requete solicitud perfil evaluacion avaliacao decision \
     agreement accord convention convenio protocole memorando",
);

/// Words that say so at the end of a heading (`Key facts`) or at its beginning (`Datos del proyecto`) alone.
const LAST: [&str; 3] = ["details", "detail", "facts"];
const FIRST: [&str; 5] = ["detalles", "detalhes", "donnees", "datos", "dados"];

/// What it is of: what donors call their activities, and the steps that they take.
static SUBJECTS: WordList = WordList::of(
    "key contribution cles project program development engagement investment design intervention action activity \
     grant operation cooperation technical appraisal concept completion implementation identification information \
     fact data annual progress final terminal midterm interim quarterly independent external joint business case \
     board closing narrative results monitoring status post standard understanding funding financing support projet \
     proyecto projeto projecto programa achevement presentation conseil administration identite avancement annuel \
     finale intermediaire execution financement subvention evaluation finalizacion cierre avance anual tecnica \
     tecnico tecnique actividades atividades presentacion formulacion formulario encerramento execucao progresso \
     conclusion cooperacion cooperacao accion acao draft entendimento ex ante mid term semi end president s \
     application technique financial financier recommendation directors solicitud ii iii iv vi i v \
     projects programmes activities grants projets activites subventions proyectos programas subvenciones projetos \
     list table liste tableau lista tabla cuadro quadro tabela",
);

/// Small words between them.
static FILLERS: WordList =
    WordList::of("of the for and to on a au de du des d l la le et del y e do da en & un");

/// True for the key of a line that is a banner of the layout, or has words for documents alone. A bracket behind it does
/// not count: `Ex-ante evaluation (for ODA loans)`.
pub(super) fn is_banner(context: &Context<'_>, key: &str) -> bool {
    let bare = key.strip_suffix(')').and_then(|key| key.split_once(" (")).map_or(key, |(bare, _)| bare);
    let bare = without_number(bare);
    let is_listed = context.layout.banners.iter().any(|banner| banner == bare || banner == key);
    is_listed
        || (context.layout.is_general()
            && (PANELS.has(bare) || is_kind(bare) || crate::wording::heads_money(bare)))
}

/// The words for a document without its number behind them: `press release no. 2018/44`.
fn without_number(key: &str) -> &str {
    const NUMBERS: [&str; 10] = ["no", "no.", "n°", "nº", "n.º", "n.o", "n.", "nr", "nr.", "number"];
    let mut bare = key;
    while let Some((front, last)) = bare.rsplit_once(' ') {
        let is_number = last.bytes().any(|byte| byte.is_ascii_digit()) && !last.contains(char::is_alphabetic);
        if !(is_number || bare.len() < key.len() && NUMBERS.contains(&last)) {
            break;
        }
        bare = front.trim_end_matches([',', ' ', ':', '-', '–']);
    }
    bare
}

/// True for the name of a site or of who publishes, and the kind of its page beside it: `USAID | FACT SHEET`, `Fiche projet –
/// LuxDev`.
pub(super) fn is_site_and_kind(context: &Context<'_>, text: &str) -> bool {
    const MARKS: [&str; 6] = [" | ", " – ", " - ", " — ", " · ", ": "];
    const LONGEST: usize = 100;
    const MOST_WORDS: usize = 4;
    if !context.layout.is_general() || text.len() > LONGEST {
        return false;
    }
    let is_kind = |part: &str| {
        is_banner(context, &crate::labels::label_key(part)) || is_one_word(&crate::labels::label_key(part))
    };
    let is_name = |part: &str| {
        let is_acronym = !part.contains(' ') && part.chars().filter(|c| c.is_uppercase()).count() > 1;
        is_acronym
            || part.split_whitespace().count() <= MOST_WORDS
                && (almoner_codelists::organisation(part).is_some() || crate::bodies::is_framed(part))
    };
    MARKS.iter().filter_map(|mark| text.split_once(mark)).any(|(one, other)| {
        let (one, other) = (one.trim(), other.trim());
        is_kind(one) && is_name(other) || is_name(one) && is_kind(other)
    })
}

/// Heads, folded, of forms: no words for a document are in them.
const FORMS: [&str; 6] = [
    "project data",
    "programme data",
    "basic data",
    "project information",
    "grant information",
    "general information",
];

/// True for the head of a form, however wide its spaces are.
pub(crate) fn is_head_of_form(key: &str) -> bool {
    is_kind(key) || FORMS.contains(&key)
}

/// Heads, folded, of the panel of facts beside a text, and of what is sent to newspapers.
static PANELS: WordList = WordList::of_phrases(
    "annex, annexe, annexes, anexo, anexos, appendix, appendice, apendice, press release, media release, news release, joint press release, \
    press statement, press note, press communique, media advisory, media note, for immediate release, for release, success story, \
    communique de presse, communique, communique conjoint, communique de presse conjoint, dossier de presse, pour diffusion immediate, \
    nota de prensa, comunicado de prensa, comunicado, comunicado oficial, comunicado conjunto, boletin de prensa, \
    para difusion inmediata, nota informativa de prensa, comunicado de imprensa, comunicado a imprensa, nota de imprensa, nota a imprensa, \
    para divulgacao imediata, terms of reference, termes de reference, terminos de referencia, termino de referencia, termos de \
    referencia, termo de referencia, emergency appeal, revised emergency appeal, emergency plan of action, flash appeal, operation \
    update, operations update, appel d'urgence, appel d'urgence revise, plan d'action d'urgence, llamamiento de emergencia, \
    llamamiento urgente, plan de accion de emergencia, apelo de emergencia, plano de acao de emergencia, facts, fact, \
    the facts, quick facts, data, datos, dados, donnees, en bref, en breve, in brief, at a glance, cifras clave, chiffres cles, \
    international solidarity, international cooperation, development cooperation, international development, our work abroad, \
    our projects abroad, global solidarity, solidarite internationale, cooperation internationale, cooperation au developpement, \
    solidarite, nos projets a l'etranger, solidaridad internacional, cooperacion internacional, cooperacion al desarrollo, \
    cooperacion para el desarrollo, solidariedade internacional, cooperacao internacional, cooperacao para o desenvolvimento, \
    twinning, town twinning, jumelage, hermanamiento, geminacao",
);

/// Words, as labels are folded, that forms print before a title on its line: `Programme: Wells for Kita`.
const ACTIVITY_WORDS: [&str; 22] = [
    "program",
    "programa",
    "action",
    "accion",
    "acao",
    "initiative",
    "iniciativa",
    "intervention",
    "intervencion",
    "intervencao",
    "operation",
    "operacion",
    "operacao",
    "objet",
    "objeto",
    "sous-projet",
    "sub-project",
    "subproject",
    "project/program",
    "proyecto/programa",
    "short title",
    "titre court",
];

/// True for one word for a document, before the title on its line: `Proposal: Wells for Kita`.
pub(super) fn is_one_word(key: &str) -> bool {
    const WORDS: [&str; 8] =
        ["proposal", "propuesta", "proposta", "factsheet", "fiche", "ficha", "grant proposal", "fact sheet"];
    WORDS.contains(&key) || ACTIVITY_WORDS.contains(&key)
}

/// Words for documents and what they are of, and a year: `Annual Progress Report 2022`, `Informe de evaluaci\u{f3}n final`.
fn is_kind(key: &str) -> bool {
    const LONGEST: usize = 80;
    if key.len() > LONGEST || !key.contains(' ') {
        return false;
    }
    let words = key.split([' ', '\'', '\u{2019}', '/', '-', '\u{2013}']);
    let (mut kinds, mut others) = (0, 0);
    for word in words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&')) {
        if KINDS.has(word) {
            kinds += 1;
        } else if !(word.is_empty()
            || word.bytes().all(|byte| byte.is_ascii_digit())
            || SUBJECTS.has(word)
            || FILLERS.has(word))
        {
            others += 1;
        }
    }
    let edges = [(key.rsplit(' ').next(), &LAST[..]), (key.split(' ').next(), &FIRST[..])];
    let at_edges = edges.iter().filter(|(word, list)| word.is_some_and(|word| list.contains(&word))).count();
    kinds + at_edges > 0 && others == at_edges && !ends_as_activity(key)
}

/// True for `Evaluation and Monitoring Support Programme`, whose last word is what the activity is; `Document de projet` and
/// `Evaluation of the programme` begin with what the document is.
fn ends_as_activity(key: &str) -> bool {
    const ACTIVITIES: [&str; 8] =
        ["program", "project", "support", "cooperation", "facility", "initiative", "scheme", "fund"];
    let mut words = key.split(' ');
    let (first, second, last) = (words.next(), words.next(), words.next_back());
    let is_document = first.is_some_and(|first| KINDS.has(first))
        && second
            .is_some_and(|second| FILLERS.has(second) && !["and", "et", "y", "e", "&"].contains(&second));
    last.is_some_and(|last| ACTIVITIES.contains(&last)) && !is_document
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn the_kind_of_a_document_is_no_title() {
        for (line, is_kind) in [
            ("Ex-ante evaluation (for soft loans)", true),
            ("Development engagement document", true),
            ("Evaluation of the project", true),
            ("Evaluation and Monitoring Support Programme", false),
            ("Development Cooperation Agreement Support", false),
            ("Investment Design Summary", true),
            ("CONTRIBUTION DETAILS", true),
            ("Key facts", true),
            ("Facts for Action", false),
            ("Datos del proyecto", true),
            ("FACTS", true),
            ("DATOS", true),
            ("Nota de prensa", true),
            ("FOR IMMEDIATE RELEASE", true),
            ("Comunicado", true),
            ("COMUNICADO DE PRENSA", true),
            ("Communiqué de presse n° 12", true),
            ("PRESS RELEASE No. 2018/44", true),
            ("TERMS OF REFERENCE", true),
            ("Términos de referencia", true),
            ("EMERGENCY APPEAL", true),
            ("Appel d'urgence", true),
            ("News release", true),
            ("Emergency appeal for the floods of Kita", false),
            ("Release of the fishes of Kita", false),
            ("Comunicado a los pueblos de Kita", false),
            ("Facts for farmers", false),
            ("Data for Development in Kita", false),
            ("Home | Projects | News | Contact", true),
            ("FR  EN  ES", true),
            ("Skip to main content", true),
            ("Project appraisal document (draft)", true),
            ("Programme completion report", true),
            ("Annual Progress Report 2022", true),
            ("MEMORANDUM OF UNDERSTANDING", true),
            ("President\u{2019}s report", true),
            ("Propuesta de proyecto", true),
            ("Informe de evaluaci\u{f3}n final", true),
            ("Relat\u{f3}rio final", true),
            ("Rapport d\u{2019}ach\u{e8}vement de projet", true),
            ("Note au conseil d\u{2019}administration", true),
            ("Support to the design of reports", false),
            ("Support to cooperation in fisheries", false),
            ("Proyecto de agua para el valle", false),
            ("Appui \u{e0} l\u{2019}\u{e9}valuation des sols", false),
        ] {
            let read = record(&format!(
                "{line}\n\nWells for the schools of Kita\n\nCountry: Mali\nDonor: Norad\nStatus: Closed\nTotal budget: EUR 5,000\n"
            ));
            let expected = if is_kind { "Wells for the schools of Kita" } else { line };
            assert_eq!(read.title.as_deref(), Some(expected), "{line}");
        }
    }
}
