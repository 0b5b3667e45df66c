//! The words of sentences that tell of a project by its name, folded.

pub(super) mod money;
pub(super) mod names;
pub(super) mod refused;
pub(super) mod time;
pub(super) mod who;

use crate::word_list::WordList;

/// Words right before a name in quotes that let it be a project's where the sentence tells of money for it.
pub(super) static LEADS: WordList = WordList::of(
    "for towards toward on to titled entitled called named implement implementing implemented supported support supporting \
    finance financing fund funding proposal launched started pour intitule intitulee nomme nommee denomme soutenu \
    soutenons proposition oeuvre executer para titulado titulada llamado llamada denominado denominada apoyamos apoyado \
    financiar propuesta ejecutar a intitulado chamado chamada apoiamos apoiado proposta executar proposed propose \
    propuesto proposto following suivant siguiente seguinte",
);

/// Words that a sentence begins with that goes on about the project of the one before.
pub(super) const GOES_ON: &[&str] = &[
    "it ",
    "its ",
    "the project",
    "this project",
    "the programme",
    "this programme",
    "the program ",
    "the initiative",
    "the work ",
    "work ",
    "the grant",
    "this grant",
    "the funds",
    "the funding",
    "the amount",
    "the total",
    "the budget",
    "the contribution",
    "our contribution",
    "our grant",
    "total ",
    "budget",
    "cost",
    "duration",
    "a grant",
    "a contribution",
    "funding",
    "implementation",
    "run by",
    "funded by",
    "financed by",
    "il ",
    "elle ",
    "le projet",
    "ce projet",
    "le programme",
    "ce programme",
    "cette initiative",
    "la subvention",
    "cette subvention",
    "le montant",
    "le financement",
    "le budget",
    "le cout",
    "les fonds",
    "notre contribution",
    "notre subvention",
    "cout",
    "montant",
    "duree",
    "d'une duree",
    "d\u{2019}une duree",
    "dote ",
    "dotee ",
    "finance ",
    "prevu ",
    "mis en oeuvre",
    "el proyecto",
    "este proyecto",
    "el programa",
    "este programa",
    "la iniciativa",
    "la subvencion",
    "la ayuda",
    "el importe",
    "el presupuesto",
    "el coste",
    "el costo",
    "los fondos",
    "nuestra aportacion",
    "coste",
    "costo",
    "importe",
    "presupuesto",
    "duracion",
    "se desarrolla",
    "se ejecuta",
    "lo lleva",
    "lo ejecuta",
    "con un ",
    "con una ",
    "cuenta con",
    "o projeto",
    "este projeto",
    "o programa",
    "a subvencao",
    "o montante",
    "o orcamento",
    "o custo",
    "decorre",
    "e levado",
    "tem ",
];

/// What such a sentence begins with where it asks for the money.
pub(super) const ASKS: &[&str] = &[
    "we request",
    "we are requesting",
    "we kindly request",
    "we kindly ask",
    "we ask for",
    "we apply for",
    "we are asking",
    "we seek",
    "amount requested",
    "total requested",
    "total amount requested",
    "grant requested",
    "contribution requested",
    "requests a ",
    "nous sollicitons",
    "nous demandons",
    "montant demande",
    "montant sollicite",
    "montant total demande",
    "subvention demandee",
    "sollicite une ",
    "solicitamos",
    "importe solicitado",
    "importe total solicitado",
    "monto solicitado",
    "subvencion solicitada",
    "se solicita",
    "pedimos",
    "montante solicitado",
    "montante total solicitado",
    "solicita-se",
];

/// True where a word of folded `text` begins with `stem`.
pub(super) fn begins_word(text: &str, stem: &str) -> bool {
    word_starts(text, stem).next().is_some()
}

/// Where words of folded `text` begin with `stem`.
pub(super) fn word_starts<'a>(text: &'a str, stem: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(stem).map(|(at, _)| at).filter(move |at| {
        text.get(..*at).and_then(|front| front.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
    })
}
