//! What the labels of a draft tell of aid, and activities that a sentence announces.

use almoner_document::Document;
use almoner_record::{Activity, Basis, Country, Role};

use super::{Beginning, has_role};
use crate::field::{Field, Shape};
use crate::header;
use crate::sections::Piece;

/// What the labels of a draft tell.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Labels {
    /// Labels that the layout names, each once.
    known: usize,
    /// Those of them with a word that aid has for its own: a grant, a donor, who benefits.
    of_aid: usize,
    /// Labels with a value beside them that nothing knows.
    unknown: usize,
    /// A sentence says that this and others were approved or paid for.
    announced: bool,
    /// What stands above a list, its titles and its names say that it is of aid.
    told: bool,
    /// It is one of more than two of the document.
    listed: bool,
    /// It is one of several.
    several: bool,
    /// One of its values has a label or a head of a column.
    labelled: bool,
}

/// Words, folded, or beginnings of words, of labels that aid has for its own.
const OF_AID: [&str; 55] = [
    "porteur d",
    "dotation",
    "project holder",
    "grant",
    "award",
    "donor",
    "fund",
    "beneficia",
    "target group",
    "target population",
    "implement",
    "executing",
    "recipient",
    "project title",
    "project name",
    "project period",
    "project duration",
    "project objective",
    "project summary",
    "project description",
    "titre du projet",
    "intitule du projet",
    "nom du projet",
    "duree du projet",
    "nombre del proyecto",
    "titulo del proyecto",
    "duracion del proyecto",
    "nome do projeto",
    "nome do projecto",
    "titulo do projeto",
    "titulo do projecto",
    "duracao do projeto",
    "programme",
    "reporting org",
    "commitment",
    "approval",
    "co-financ",
    "cofinanc",
    "loan",
    "bailleur",
    "subvention",
    "financement",
    "groupe cible",
    "mise en oeuvre",
    "octroi",
    "pret",
    "donante",
    "subvencion",
    "financia",
    "contraparte",
    "entidad ejecutora",
    "prestamo",
    "doador",
    "subvencao",
    "emprestimo",
];

impl Labels {
    /// Of the pieces of one activity, `of` so many; `unknown` labels are the document's.
    pub(crate) fn of(document: &Document, own: &[&Piece], unknown: usize, of: usize) -> Labels {
        let mut labels =
            Labels { unknown: unknown / of.max(1), listed: of > 2, several: of > 1, ..Labels::default() };
        let mut seen: Vec<(Field, bool)> = Vec::new();
        for piece in own {
            labels.announced |= piece.announced;
            labels.told |= piece.of_aid;
            // What stands without a label and reads as its field tells as much.
            let is_bare = piece.heading.is_none() && !piece.inline.is_empty();
            if is_bare && piece.field.is_some_and(|field| field.shape() != Shape::Text) {
                labels.known += 1;
            }
            let (Some(field), Some(heading)) = (piece.field, piece.heading) else { continue };
            labels.labelled = true;
            if matches!(field, Field::Ignore | Field::Header | Field::Narrative | Field::DocumentDate) {
                continue;
            }
            let label = almoner_codelists::fold(document.slice(heading));
            let is_of_aid = OF_AID.iter().any(|word| super::begins_word(&label, word));
            if field.shape() == Shape::Text && !is_of_aid || seen.contains(&(field, is_of_aid)) {
                continue;
            }
            seen.push((field, is_of_aid));
            labels.known += 1;
            labels.of_aid += usize::from(is_of_aid);
        }
        labels
    }

    /// Points for labels with a word that aid has for its own.
    pub(super) fn points_of_aid(self) -> i32 {
        i32::try_from(self.of_aid.min(2)).unwrap_or(0)
    }

    /// Points against, for labels that nothing knows, by how many others stand beside them.
    pub(super) fn points_of_strange(self) -> i32 {
        // Where nothing is known there is no form: a letter has its own colons.
        let strange = self.unknown * 3 / self.known.max(1);
        if self.known == 0 { 0 } else { i32::try_from(strange.min(self.unknown).min(2)).unwrap_or(0) }
    }

    /// True for one of several that the document lists without any label, and no sentence announces.
    pub(super) fn are_of_bare_list(self) -> bool {
        self.several && !self.labelled && !self.announced && !self.told
    }

    /// True for one of several that a sentence says were approved or paid for.
    pub(super) fn are_announced(self) -> bool {
        self.announced
    }

    /// True for one of more than two that the document lists.
    pub(super) fn are_of_list(self) -> bool {
        self.listed
    }
}

/// True for an activity of a list that a sentence announces, or that its entries say to be of aid: in a country that receives
/// aid, in a text that tells of it and of no trade.
pub(super) fn is_announced(activity: &Activity, text: &Beginning<'_>, labels: Labels) -> bool {
    /// Folded; what is given or lent.
    const GIVEN: [&str; 11] = [
        "grant",
        "loan",
        "credit of",
        "pret de",
        "don de",
        "subvention",
        "prestamo",
        "donacion",
        "subvencion",
        "emprestimo",
        "subvencao",
    ];
    let receives = |country: &Country| country.basis == Basis::Stated && !header::gives(&country.code);
    // Sentences that tell who does it, for how much and where need no other word of aid.
    let is_whole = || activity.budget.is_some() && has_role(activity, Role::Implementing);
    // In a list that is of aid for sure one word may say something else: `apprennent à vendre leurs récoltes`.
    (labels.announced || labels.told)
        && text.elsewhere() <= usize::from(labels.told && labels.listed)
        // `500 000 habitants en profiteront` is no trade.
        && text.trade() < 2
        && (labels.told || text.aid() > 0 || text.says(&GIVEN) || is_whole())
        && !activity.countries.is_empty()
        && activity.countries.iter().all(receives)
}
