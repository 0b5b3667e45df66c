//! What looks like several activities and is none: parts of one, a person's or firm's own work, the cases of a study.

use almoner_codelists::{country, fold};
use almoner_record::Span;

use super::super::Cutter;
use crate::lines::{self, LineKind};
use crate::recognise::has_words;
use crate::word_list::WordList;

/// True for a line with words of [`OF_OTHERS`].
pub(in crate::sections) fn names_others(line: &lines::Line) -> bool {
    const LONGEST: usize = 120;
    line.key.len() <= LONGEST && OF_OTHERS.iter().any(|word| has_words(&line.key, word))
}

/// Words, folded, of the headings of what others do, of work for pay, of posts and firms.
const OF_OTHERS: [&str; 50] = [
    "tender",
    "tenders",
    "bids",
    "procurement",
    "appels d'offres",
    "appel d'offres",
    "marches publics",
    "licitacion",
    "licitaciones",
    "contrataciones",
    "licitacoes",
    "publications",
    "publicaciones",
    "publicacoes",
    "our donors",
    "nos bailleurs",
    "nos donateurs",
    "nuestros donantes",
    "nossos doadores",
    "curriculum",
    "cv",
    "track record",
    "assignments",
    "references",
    "clients",
    "experience",
    "experiences",
    "companies",
    "investees",
    "our partners",
    "our offices",
    "vacancy",
    "vacancies",
    "careers",
    "missions",
    "parcours professionnel",
    "nos realisations",
    "nos partenaires",
    "nos bureaux",
    "offres d'emploi",
    "recrutement",
    "referencias",
    "clientes",
    "experiencia",
    "experiencias",
    "trayectoria",
    "nuestros socios",
    "vacantes",
    "vagas",
    "nossos parceiros",
];

/// True where a heading that is still open at `place`, or the first line of the text, has words of [`OF_OTHERS`].
pub(in crate::sections) fn stand_below_others(cutter: &Cutter<'_>, place: Span) -> bool {
    let until = cutter.lines.partition_point(|line| line.span.start < place.start);
    let own = match cutter.lines.get(until).map(|line| line.kind) {
        Some(LineKind::Heading { level }) => level,
        _ => u8::MAX,
    };
    let headings = cutter.headings();
    headings.open_at(until).filter(|heading| heading.level < own).any(|heading| heading.is_of_others(cutter))
        || headings.first_of_others(cutter).is_some_and(|first| first < until)
}

/// True for a table of what others do, or was done before, or that a study looks at: by the lines right above it.
pub(super) fn are_others(cutter: &Cutter<'_>, at: usize) -> bool {
    const LOOKED_BACK: usize = 4;
    let above = cutter.lines.get(at.saturating_sub(LOOKED_BACK)..at).unwrap_or_default();
    above.iter().any(|line| tells_of_others(&line.key))
}

/// True for a folded line with words for what others do, or was done before, or that a study looks at.
pub(super) fn tells_of_others(line: &str) -> bool {
    const WORDS: [&str; 27] = [
        "other",
        "previous",
        "related",
        "similar",
        "autres",
        "anterieur",
        "connexe",
        "otros",
        "anteriores",
        "outros",
        "pipeline",
        "experience",
        "experiences",
        "experiencia",
        "references",
        "assignments",
        "we use",
        "we study",
        "we compare",
        "we analyse",
        "we analyze",
        "our sample",
        "nous etudions",
        "nous comparons",
        "estudiamos",
        "comparamos",
        "analisamos",
    ];
    const LONGEST: usize = 120;
    line.len() <= LONGEST && WORDS.iter().any(|word| has_words(line, word))
}

/// True for a table of what an account or a plan of work counts, by its heads or an open heading above it.
pub(super) fn are_accounts(cutter: &Cutter<'_>, place: Span, heads: &[&str]) -> bool {
    const HEADS: [&str; 25] = [
        "income",
        "expenditure",
        "expenses",
        "spent",
        "balance",
        "received",
        "receipts",
        "variance",
        "client",
        "clients",
        "component",
        "output",
        "activity",
        "activities",
        "responsible",
        "recettes",
        "depenses",
        "solde",
        "activite",
        "responsable",
        "ingresos",
        "gastos",
        "saldo",
        "cliente",
        "actividad",
    ];
    const HEADINGS: [&str; 22] = [
        "work plan",
        "workplan",
        "action plan",
        "activity plan",
        "components",
        "outputs",
        "accounts",
        "financial statements",
        "notes to",
        "income",
        "expenditure",
        "staff",
        "plan d'action",
        "plan de travail",
        "composantes",
        "comptes",
        "depenses",
        "plan de accion",
        "plan de trabajo",
        "componentes",
        "cuentas",
        "gastos",
    ];
    let has = |text: &str, words: &[&str]| words.iter().any(|word| has_words(text, word));
    heads.iter().any(|head| has(&fold(head), &HEADS))
        || headings_above(cutter, place).iter().any(|line| has(&line.key, &HEADINGS))
}

/// The headings that are open at `place`, the nearest first.
pub(super) fn headings_above<'a>(cutter: &Cutter<'a>, place: Span) -> Vec<&'a lines::Line> {
    let until = cutter.lines.partition_point(|line| line.span.start < place.start);
    let open = cutter.headings().open_at(until);
    open.filter_map(|heading| cutter.lines.get(heading.line)).collect()
}

/// A paper of science lists projects as its data.
pub(super) fn is_study(cutter: &Cutter<'_>) -> bool {
    const SIGNS: [&str; 7] =
        ["references", "bibliography", "literature", "abstract", "keywords", "bibliographie", "bibliografia"];
    let is_sign =
        |line: &lines::Line| line.key.len() <= 40 && SIGNS.contains(&crate::labels::unnumbered(&line.key));
    cutter.lines.iter().any(is_sign)
}

/// True for a label or the head of a column for who pays for works: companies have clients.
pub(super) fn is_client(label: &str) -> bool {
    let label = fold(label);
    ["client", "clients", "cliente", "clientes", "customer"].iter().any(|word| has_words(&label, word))
}

/// True for the head of a column for what a person or firm did in each project, or offers to, or for who does research.
pub(super) fn is_own_work(head: &str) -> bool {
    const WORDS: [&str; 44] = [
        "investigator",
        "investigators",
        "researcher",
        "lead scientist",
        "faculty",
        "chercheur",
        "chercheuse",
        "investigador",
        "investigadora",
        "pesquisador",
        "docente",
        "deadline",
        "bidder",
        "bid",
        "supplier",
        "date limite",
        "soumissionnaire",
        "fournisseur",
        "fecha limite",
        "proveedor",
        "prazo",
        "fornecedor",
        "role",
        "position",
        "function",
        "tasks",
        "duties",
        "responsibilities",
        "services",
        "assignment",
        "employer",
        "fonction",
        "poste",
        "taches",
        "prestations",
        "employeur",
        "funcion",
        "cargo",
        "tareas",
        "servicios",
        "funcao",
        "tarefas",
        "servicos",
        "papel",
    ];
    let head = fold(head);
    WORDS.iter().any(|word| has_words(&head, word))
}

/// True for the heads of a list of calls: they close before anything is given, a loan after it was approved.
pub(super) fn are_calls(heads: &[&str]) -> bool {
    const GIVEN: [&str; 9] = [
        "approval",
        "approved",
        "signed",
        "signing",
        "signature",
        "effective",
        "effectiveness",
        "start",
        "commitment",
    ];
    const PUBLISHED: [&str; 6] =
        ["published", "publication", "publie", "publicado", "publicacion", "publicacao"];
    const CLOSES: [&str; 9] = [
        "closing",
        "closes",
        "deadline",
        "cloture",
        "date limite",
        "cierre",
        "fecha limite",
        "encerramento",
        "prazo",
    ];
    let has = |words: &[&str]| {
        heads.iter().map(|head| fold(head)).any(|head| words.iter().any(|word| has_words(&head, word)))
    };
    (has(&["closing date"]) || has(&PUBLISHED) && has(&CLOSES)) && !has(&GIVEN)
}

/// True for the heading, folded, of a place or of a share of the money in one activity: `Kayes region`, `Région de Kayes`,
/// `First tranche`, `Kenya`.
pub(super) fn is_place_or_share(heading: &str) -> bool {
    static PLACES: WordList = WordList::of(
        "region district province county state department governorate municipality commune site zone lot office tranche \
         instalment installment payment contribution share phase component departement cercle prefecture bureau \
         versement provincia distrito departamento municipio sitio lote tramo oficina desembolso contribucion",
    );
    // `Second phase of the rural roads programme of Nampula` is a name of its own.
    const MOST_WORDS: usize = 4;
    const VISITS: [&str; 6] = ["visit", "visits", "visite", "visites", "visita", "visitas"];
    const GOES_ON: [&str; 9] = ["of", "de", "du", "des", "da", "do", "del", "no", "d"];
    let words: Vec<&str> =
        heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_place = |word: &str| PLACES.has(word) || word.strip_suffix('s').is_some_and(|one| PLACES.has(one));
    let ends = words.last().is_some_and(|word| is_place(word));
    let begins = words.first().is_some_and(|word| is_place(word))
        && words.get(1).is_none_or(|next| {
            GOES_ON.contains(next) || next.len() == 1 || next.starts_with(|c: char| c.is_ascii_digit())
        });
    let is_short = words.len() <= MOST_WORDS;
    is_short && (ends || begins || words.iter().any(|word| VISITS.contains(word)))
        || country(heading).is_some()
}
