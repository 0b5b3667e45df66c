//! The labels, beginnings and words of pages that are of no activity.

use std::collections::BTreeMap;

use super::Beginning;

/// Labels, folded, of one kind of page. Those of a weak kind stand on the pages of activities too, one at a time.
pub(super) struct Kind {
    pub(super) name: &'static str,
    is_weak: bool,
    /// Points for each of them.
    points: usize,
    /// Parted by `;`.
    labels: &'static str,
}

impl Kind {
    /// True where so many points tell of this kind of page for sure, whoever pays.
    pub(super) fn is_sure(&self, points: usize) -> bool {
        const SURE: usize = 6;
        self.points >= SURE && points >= SURE
    }

    /// How much its labels tell of this kind of page: its points for one with a value beside it, but for the first of labels
    /// that activities have too; less for what stands alone.
    pub(super) fn points(&self, text: &Beginning<'_>) -> usize {
        let (mut beside, mut alone) = (0_usize, 0_usize);
        for label in self.labels.split("; ") {
            match text.labels().get(label) {
                Some(true) => beside += 1,
                Some(false) => alone += 1,
                None => {}
            }
        }
        if !self.is_weak {
            return self.points * beside + 3 * alone.min(1);
        }
        let rest = if beside > 0 { self.points * (beside - 1) + alone } else { alone.saturating_sub(1) };
        usize::from(beside + alone > 0) + rest
    }
}

/// The kind whose labels an activity with years has as well.
pub(super) const EVENTS: &str = "an event or a journey";

/// Who gives a contract.
pub(super) const BUYERS: &str = "a contract to be given";

/// The kinds of page that are told by their labels.
pub(super) const KINDS: [Kind; 18] = [
    Kind {
        name: "a bill, an order or a payslip",
        is_weak: false,
        points: 6,
        labels: "invoice number; invoice no; invoice date; purchase order; supplier; delivery date; fournisseur; \
            numero de facture; proveedor; numero de factura; fornecedor; employee; employer; employeur; salarie; \
            empleado; empregado",
    },
    Kind {
        name: "a court's file",
        is_weak: false,
        points: 6,
        labels: "case number; court; plaintiff; defendant; tribunal; juzgado; demandante; demandado; date filed",
    },
    Kind {
        name: "an insurance",
        is_weak: false,
        points: 6,
        labels: "insured; insurer; sum insured; policy number; assure; assureur; asegurado; aseguradora; segurado; \
            seguradora",
    },
    Kind {
        name: "a lease",
        is_weak: false,
        points: 6,
        labels: "tenant; landlord; locataire; loyer; arrendatario; inquilino",
    },
    Kind {
        name: "a paper about a person",
        is_weak: false,
        points: 6,
        labels: "date of birth; fee; taxpayer; contribuable; contribuyente; contribuinte; patient; paciente; \
            nationality; nationalite; nacionalidad; nacionalidade; profession",
    },
    Kind {
        name: "something for sale",
        is_weak: false,
        points: 6,
        labels: "price; warranty; country of origin; difficulty; tuition fee; prix; garantie; precio; preco",
    },
    Kind {
        name: "a patent, a permit or a thing of a museum",
        is_weak: false,
        points: 6,
        labels: "filing date; expiry date; inventory number; accession number; numero d'inventaire",
    },
    Kind {
        name: "a thesis",
        is_weak: true,
        points: 6,
        labels: "supervisor; degree; university; universite; directeur; universidad; universidade; orientador",
    },
    Kind {
        name: "a company's own work",
        is_weak: true,
        points: 3,
        labels: "customer; solution; go-live; montant des travaux; maitrise d'oeuvre; contract amount; \
            concession period; financial close; client; developer; operator; operador; operateur; promoter; \
            proponent; owner; contractor; contract value; project value; capacity; commercial operation; \
            life of mine; services; units; investment; investment cost; investment date; investors; inversion; \
            company; production; producer; maitre d'ouvrage; maitre d'oeuvre; montant du contrat; employees; \
            turnover",
    },
    // Who gives aid is called so too.
    Kind {
        name: BUYERS,
        is_weak: false,
        points: 4,
        labels: "contracting authority; procuring entity; buyer; autorite contractante; acheteur; entidad contratante; \
            autoridad contratante; organo de contratacion; entidade contratante; entidade adjudicante",
    },
    Kind {
        name: EVENTS,
        is_weak: true,
        points: 3,
        labels: "dates; organiser; organizer; organised by; organized by; organisateur; organizador; organizado por; \
            host; participants; participantes; purpose; objet; venue; lieu",
    },
    Kind {
        name: "a loan of a museum",
        is_weak: false,
        points: 4,
        labels: "insurance value; insured value; valeur d'assurance; valor asegurado; valor del seguro; valor do seguro",
    },
    Kind {
        name: "a program",
        is_weak: false,
        points: 4,
        labels: "license; licence; maintainer; maintainers; repository; installation; install",
    },
    Kind {
        name: "accounts",
        is_weak: true,
        points: 3,
        labels: "income; expenditure; auditor; amount audited; produits; charges; exercice; ingresos; gastos; receitas; \
            despesas",
    },
    Kind {
        name: "a page of an organisation",
        is_weak: false,
        points: 4,
        labels: "founded; established; year established; headquarters; annee de creation; siege; ano de creacion; sede; \
            ano de criacao",
    },
    Kind {
        name: "a page of a country",
        is_weak: true,
        points: 3,
        labels: "capital; capitale; population; poblacion; populacao; number of projects; active projects; \
            nombre de projets; projets actifs; numero de proyectos; proyectos activos; numero de projetos",
    },
    Kind {
        name: "a grant for science",
        is_weak: true,
        points: 3,
        labels: "grant holder; principal investigator; investigator; institution; host institution; discipline; field; \
            chercheur responsable; investigador principal; pesquisador responsavel",
    },
    Kind {
        name: "a book, a film or a record",
        is_weak: true,
        points: 3,
        labels: "author; auteur; autor; pages; series; isbn; publisher; director; directed by; producer; production; \
            cast; genre; screenplay; synopsis; sinopsis; label; released; realisation; realisateur; productora; \
            produtora; editorial",
    },
];

/// A call counts where nobody carries out.
pub(super) const CALL: Kind = Kind {
    name: "a call for proposals",
    is_weak: false,
    points: 8,
    labels: "grant size; size of grants; call identifier; eligible countries; eligible applicants; \
            duree des projets; montant des subventions; pays eligibles; paises elegibles",
};

/// Words, folded, that a contract to be given says beside its buyer.
pub(super) const OFFERS: [&str; 18] = [
    "submit offers",
    "offers are",
    "offers must",
    "estimated value",
    "procedure",
    "publication date",
    "contractor",
    "contract award",
    "lot 1",
    "les offres",
    "type de marche",
    "date de publication",
    "ofertas",
    "adjudicatario",
    "adjudicado",
    "procedimiento",
    "concurso",
    "propostas",
];

/// Words, folded, of who may answer a call.
pub(super) const ANSWERS: [&str; 9] = [
    "may submit a",
    "may send a concept",
    "peuvent soumettre",
    "soumettent une",
    "peuvent deposer",
    "pueden postular",
    "pueden presentar",
    "propuestas se reciben",
    "podem candidatar",
];

/// Words, folded, of a paper about a trial.
pub(super) const STUDIES: [&str; 4] = ["had no role", "we followed", "randomised trial", "randomized trial"];

/// Beginnings of titles, folded, of what donors and others write about their money.
pub(super) const PAPERS: [&str; 21] = [
    "annual report",
    "annual accounts",
    "financial statement",
    "financial report",
    "statement of",
    "minutes",
    "newsletter",
    "invoice",
    "offer",
    "quotation",
    "membership",
    "statistics",
    "key figures",
    "loan agreement",
    "rapport annuel",
    "rapport financier",
    "comptes",
    "facture",
    "informe anual",
    "memoria anual",
    "relatorio anual",
];

/// What a paper begins with, folded, in its title or its first lines.
pub(super) const BEGINNINGS: [&str; 57] = [
    "oferta de empleo",
    "oferta de trabajo",
    "oferta de trabalho",
    "oferta de emprego",
    "offre d'emploi",
    "offre de poste",
    "job offer",
    "job vacancy",
    "vaga de emprego",
    "audit of the accounts",
    "audit report",
    "rapport d'audit",
    "informe de auditoria",
    "invoice",
    "facture",
    "factura",
    "fatura",
    "purchase order",
    "bon de commande",
    "orden de compra",
    "payslip",
    "bulletin de paie",
    "timesheet",
    "loan account",
    "mortgage",
    "policy schedule",
    "attestation d'assurance",
    "lease agreement",
    "contrat de bail",
    "contrato de arrendamiento",
    "minutes of the council",
    "minutes of the town",
    "proces-verbal du conseil",
    "price list",
    "patient statement",
    "tax assessment",
    "environmental impact",
    "building permit",
    "exploration licence",
    "statement of activities",
    "rapport financier",
    "rapport de mission",
    "travel report",
    "mission report",
    "informe de viaje",
    "fleet report",
    "budget of the",
    "budget primitif",
    "presupuesto municipal",
    "orcamento municipal",
    "loi de finances",
    "contract award",
    "letter of invitation",
    "annuaire",
    "loan statement",
    "sponsoring",
    "prize for",
];

/// Words, folded, for who does a work: a title that begins or ends with one is a post.
pub(super) const POSTS: [&str; 22] = [
    "officer",
    "coordinator",
    "consultant",
    "accountant",
    "logistician",
    "programme officer",
    "project officer",
    "project manager",
    "field coordinator",
    "coordinateur",
    "coordinatrice",
    "charge de",
    "chargee de",
    "responsable de",
    "chef de projet",
    "tecnico/a",
    "tecnico de",
    "coordinador",
    "coordinadora",
    "gestor de",
    "coordenador",
    "tecnica de",
];

/// The labels of a text, folded, each with whether a value stands beside it.
pub(super) fn labels_of(text: &str) -> BTreeMap<String, bool> {
    const LONGEST: usize = 32;
    let mut labels = BTreeMap::new();
    for line in text.lines() {
        let line = line.trim_matches(|c: char| c.is_whitespace() || "-*•|#".contains(c));
        let end = [line.find(':'), line.find('\t'), line.find("  ")].into_iter().flatten().min();
        let (label, rest) = line.split_at_checked(end.unwrap_or(line.len())).unwrap_or((line, ""));
        if label.is_empty() || label.len() > LONGEST {
            continue;
        }
        let has_value = rest.contains(char::is_alphanumeric);
        let known = labels.entry(almoner_codelists::fold(label.trim())).or_insert(false);
        *known |= has_value;
    }
    labels
}

/// Words, folded, of a paper that says who paid for the work that it tells of.
pub(super) const THANKS: [&str; 12] = [
    "this work was funded",
    "this work was supported",
    "this study was funded",
    "this research was funded",
    "ce travail a ete finance",
    "cette etude a ete financee",
    "cette recherche a ete financee",
    "este trabajo fue financiado",
    "este estudio fue financiado",
    "esta investigacion fue financiada",
    "este estudo foi financiado",
    "este trabalho foi financiado",
];
