//! What stands in the place of an organisation's name and names none: a placeholder, a kind, a count, a sentence, a word of the
//! form itself.

use almoner_codelists::fold;

use crate::bodies;
use crate::labels::unnumbered;
use crate::value;
use crate::value::numeral::DecimalMark;
use crate::word_list::WordList;

/// True for such words.
pub(super) fn names_nobody(name: &str) -> bool {
    let folded = fold(name);
    is_placeholder(&folded)
        || is_kind(&folded)
        || is_count(name, &folded)
        || is_instrument(&folded)
        || is_clause(name)
        || is_sentence(name)
        || tells(name)
        || holds_amount(name)
        || is_of_a_form(name)
        || is_fiscal_year(name)
}

/// What forms print where nothing is to be said: `N/A`, `none`, `à déterminer`.
fn is_placeholder(folded: &str) -> bool {
    /// `N / A`
    const LONGEST_APART: usize = 20;
    static NOTHING: WordList = WordList::of_phrases(
        "n a, n/a, n.a., na, none, nil, no, tbd, tbc, t.b.d., unknown, not applicable, not available, not yet known, to \
         be determined, to be confirmed, to be decided, unspecified, not specified, non specifie, no especificado, sin \
         especificar, nao especificado, aucun, aucune, neant, sans objet, non applicable, a determiner, ninguno, \
         ninguna, no aplica, nenhum, acceptable corporate(s), acceptable corporate, various, several, multiple, divers, \
         varios, varias, to be selected, to be identified, to be agreed, to be appointed, not disclosed, not known, not \
         stated, confidential, see below, see above, see annex, as above, same as above, idem, pending, a definir, a \
         confirmer, a preciser, a identifier, non disponible, por determinar, por definir, por confirmar, no \
         disponible, pendiente, sin datos, no se conoce, nao aplicavel, nao disponivel, nd, n.d., s/d, s.o.",
    );
    let text = folded.trim_end_matches('.').trim_end();
    NOTHING.has(text) || text.len() <= LONGEST_APART && NOTHING.has(&text.replace(' ', ""))
}

/// What money is given as, by itself: `Prêt concessionnel`, `Grant and technical assistance`. `Crédit agricole` is a bank's.
fn is_instrument(folded: &str) -> bool {
    const LONGEST: usize = 60;
    static INSTRUMENTS: WordList = WordList::of(
        "loan loans grant grants credit credits guarantee guarantees equity assistance support pret prets don dons \
         donation subvention subventions garantie garanties participation appui assistance prestamo prestamos donacion \
         donaciones subvencion subvenciones credito creditos garantia garantias asistencia apoyo emprestimo emprestimos doacao \
         doacoes subvencao subvencoes donativo assistencia apoio",
    );
    // Of these, what no more than these words is of an instrument.
    static QUALITIES: WordList = WordList::of(
        "concessional non-concessional nonconcessional sovereign non-sovereign nonsovereign soft senior subordinated direct mixed blended \
         budget budgetary sector technical financial investment project programme program highly partial risk line of and or in kind \
         concessionnel concessionnels non souverain souverains bonifie bonifies direct budgetaire technique financier financiere \
         projet ligne de du la prise et ou fonds concesional concesionales reembolsable reembolsables soberano \
         presupuestario tecnica financiera linea no y o concessionais nao reembolsavel orcamental linha e",
    );
    if folded.len() > LONGEST {
        return false;
    }
    let words = || folded.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    let mut any = false;
    let all = words().all(|word| {
        let is_one = INSTRUMENTS.has(word);
        any |= is_one;
        is_one || QUALITIES.has(word)
    });
    all && any
}

/// What stands in the cells of forms and financing plans where others have a name: the form of a contribution, the head of a
/// column, a row of totals or of an analysis (`NPV (base case)`), a kind of entity.
fn is_of_a_form(name: &str) -> bool {
    /// At the foot of a site.
    static FOOT: WordList = WordList::of_phrases(
        "terms of use, terms and conditions, privacy, privacy policy, privacy notice, legal notice, cookies, cookie policy, \
         sitemap, accessibility, disclaimer, conditions d'utilisation, mentions legales, confidentialite, plan du site, \
         politique de confidentialite, condiciones de uso, aviso legal, privacidad, politica de privacidad, mapa del sitio, \
         termos de uso, privacidade, politica de privacidade, mapa do site, impressum, datenschutz, nutzungsbedingungen",
    );
    static WHOLE: WordList = WordList::of_phrases(
        "in-kind, in kind, cash, en nature, en especie, em especie, en numeraire, grant, grants, loan, loans, equity, \
         guarantee, amount, montant, monto, importe, instrument, cofinancing, co-financing, cofinancement, \
         cofinanciamiento, name of institution, name of co-financier, financial instrument, gcf financial instrument, \
         co-financing information, counterpart inputs, support costs, national implementing entity, regional \
         implementing entity, multilateral implementing entity, recipient country government, to be confirmed by the \
         bank",
    );
    static FIRST: WordList = WordList::of(
        "total totale subtotal sub-total sous-total npv eirr irr enpv firr van vane tre tri tir",
    );
    static SUMMED: WordList = WordList::of(
        "amount approved budget co-financing cofinancing contribution cost costs financing funding gcf gef program \
         project",
    );
    const INSTRUMENTS: [&str; 4] = ["sovereign", "nonsovereign", "concessional", "regular loan"];
    const TOTALS: [&str; 7] = [
        "cout total",
        "montant total",
        "costo total",
        "coste total",
        "monto total",
        "custo total",
        "grand total",
    ];
    let folded = fold(name.trim_start_matches(['-', '–', '•', '*', ' ']));
    let plain = unnumbered(&folded);
    let plain = plain.strip_suffix(':').unwrap_or(plain).trim_end();
    let bare = plain.split_once(" (").map_or(plain, |(bare, _)| bare);
    let (first, rest) = bare.split_once(' ').map_or((bare, ""), |(first, rest)| (first, rest));
    // `Total Land Care` and `Van Leer Foundation` are names.
    let of = rest.split([' ', '/']).next().unwrap_or_default();
    let is_row = FIRST.has(first) && (rest.is_empty() || bare != plain || SUMMED.has(of));
    let begins = |words: &[&str]| words.iter().any(|word| bare.starts_with(word));
    name.ends_with(':')
        || WHOLE.has(bare)
        || FOOT.has(bare)
        || is_row
        || begins(&INSTRUMENTS)
        || begins(&TOTALS)
}

/// Many words, none but the first with a capital, and no noun of a body among them: a note, no name. So is what tells a share
/// of something: `The World Bank finances 60% of the total cost`.
fn is_clause(name: &str) -> bool {
    const FEWEST_WORDS: usize = 7;
    const OF: [&str; 6] = ["of ", "of\u{a0}", "du ", "de ", "del ", "do "];
    const RELATIVES: [&str; 6] = ["that", "which", "who", "qui", "que", "quien"];
    let told = name.split_once('%').filter(|(front, _)| !front.contains('('));
    if told.is_some_and(|(_, rest)| OF.iter().any(|of| rest.trim_start().starts_with(of))) {
        return true;
    }
    let words = || name.split_whitespace();
    let capitals = || words().skip(1).filter(|word| word.chars().any(char::is_uppercase));
    // `The organisation that carries out the activity`
    let explains = || words().any(|word| RELATIVES.contains(&word));
    words().nth(FEWEST_WORDS - 1).is_some()
        && capitals().next().is_none()
        && (!bodies::is_body(name) || explains())
}

/// Words that say something of somebody: `The Norwegian Government pays for the Programme: it has committed a total of`.
fn tells(name: &str) -> bool {
    const FEWEST_WORDS: usize = 10;
    static VERBS: WordList = WordList::of(
        "pays has have had signed committed will was were is are provides provided est sont ete sera fue fueron sera firmo ha han foi \
         foram",
    );
    let words = || name.split_whitespace();
    words().nth(FEWEST_WORDS - 1).is_some() && words().skip(1).any(|word| VERBS.has(word))
}

/// `Total program: $91,516,306`: no name has a sum of money in it.
fn holds_amount(name: &str) -> bool {
    const LEAST: i64 = 1_000;
    name.bytes().any(|byte| byte.is_ascii_digit())
        && value::money::money(name, DecimalMark::Unknown)
            .is_some_and(|(_, money)| money.currency.is_some() && money.value >= LEAST.into())
}

/// `FY2019/20`, `FY 2021`: a row of a table of years.
fn is_fiscal_year(name: &str) -> bool {
    let rest = name.strip_prefix("FY").or_else(|| name.strip_prefix("Fy"));
    rest.is_some_and(|rest| {
        rest.contains(|c: char| c.is_ascii_digit()) && !rest.contains(char::is_alphabetic)
    })
}

/// A sentence, no name: many words, or some without the noun of a body, more of them in small letters than with capitals, and a full stop behind a word in small
/// letters.
pub(crate) fn is_sentence(text: &str) -> bool {
    const FEWEST_WORDS: usize = 8;
    const SHORTEST: usize = 4;
    let Some(told) = text.trim().strip_suffix('.') else { return false };
    let words: Vec<&str> = told.split_whitespace().collect();
    let is_long = |word: &&&str| word.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST;
    let small = words.iter().filter(is_long).filter(|word| word.starts_with(char::is_lowercase)).count();
    let capital = words.iter().filter(is_long).filter(|word| word.starts_with(char::is_uppercase)).count();
    // A few words may be a name with a full stop.
    let are_enough = words.len() >= FEWEST_WORDS || words.len() >= 3 && !bodies::is_body(told);
    are_enough
        && small > capital
        && words
            .last()
            .is_some_and(|last| is_long(&last) && last.chars().all(|c| c.is_lowercase() || c == '-'))
}

/// A count of organisations, which is the name of none: `three NGOs`, `Consortium of 4 organisations`.
fn is_count(name: &str, folded: &str) -> bool {
    static COUNTS: WordList = WordList::of(
        "two three four five six seven eight nine ten several various many deux trois quatre cinq six sept huit neuf dix \
        plusieurs dos tres cuatro cinco seis siete ocho nueve diez varias varios duas quatro sete oito",
    );
    static COUNTED: WordList = WordList::of(
        "ngos ngo ongs ong organisations organizations organisations partners partenaires associations osc csos \
        universities universites entidades organizaciones organizacoes socios parceiros asociaciones agencies institutions companies \
        institutes members membres miembros local locaux national nationaux international locales nationales internationales internacionales of de \
        consortium consorcio consorcios partnership",
    );
    let is_number =
        |word: &str| COUNTS.has(word) || word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words = || folded.split([' ', '(', ')', ',']).filter(|word| !word.is_empty());
    // `Two Partners International`: in a count the adjective stands before the noun, or in small letters behind it.
    let is_name = || {
        name.starts_with(char::is_uppercase) && words().nth(2).is_some() && name.ends_with(" International")
    };
    words().all(|word| is_number(word) || COUNTED.has(word))
        && words().any(is_number)
        && words().nth(1).is_some()
        && !is_name()
}

/// A kind of organisation that names none: `International or foreign NGO`, `Private sector`.
fn is_kind(folded: &str) -> bool {
    static WORDS: WordList = WordList::of(
        "international foreign national local swiss non-governmental other private public sector ngo ngos ong ongs \
        or and et y e organisation organization organisations state institution institutions internationale etrangere \
        osc cso nationale prive privee secteur publique internacional extranjera sector privado sociedad civil society",
    );
    const KINDS: [&str; 8] = ["ngo", "ngos", "ong", "ongs", "osc", "cso", "private", "prive"];
    const LONGEST: usize = 60;
    if folded.len() > LONGEST {
        return false;
    }
    let mut words = folded.split([' ', '/', ',']).filter(|word| !word.is_empty());
    words.clone().any(|word| KINDS.contains(&word)) && words.all(|word| WORDS.has(word))
}

#[cfg(test)]
mod tests {
    use crate::organisations::printed;

    #[test]
    fn what_forms_print_in_the_place_of_a_name_is_none() {
        for text in [
            "In-kind",
            "Prêt concessionnel",
            "Prêt souverain non concessionnel",
            "Subvention",
            "Concessional loan",
            "Grant and technical assistance",
            "Budget support",
            "Préstamo concesional",
            "Doação",
            "(vi) Grants",
            "GCF financial instrument",
            "(c) Total financing (c) = (a)+(b)",
            "Total project costs",
            "COÛT TOTAL",
            "NPV (base case)",
            "VAN (scénario de base)",
            "- Support costs (13%)",
            "- Grand Total",
            "Multilateral Implementing Entity",
            "Sovereign Project loan: Concessional Ordinary capital resources",
            "Government:",
            "Conditions d'utilisation",
            "Privacy policy",
            "ACCEPTABLE CORPORATE(S)",
            "To be identified.",
            "Varios",
            "Por definir",
            "Total program: $91,516,306",
            "The Norwegian Government pays for the Lake Programme: it has committed a total of",
        ] {
            assert!(printed(text).is_none(), "{text}");
        }
        for (text, name) in [
            ("Total Land Care", "Total Land Care"),
            ("Van Leer Foundation", "Van Leer Foundation"),
            ("Grant Thornton", "Grant Thornton"),
            ("Crédit Agricole", "Crédit Agricole"),
            ("Don Bosco", "Don Bosco"),
            ("Project Support Unit", "Project Support Unit"),
            ("Mines Advisory Group", "Mines Advisory Group"),
            ("FAO (ONU)", "FAO"),
            ("Oxfam (OI)", "Oxfam (OI)"),
            ("Cash Learning Partnership", "Cash Learning Partnership"),
        ] {
            assert_eq!(printed(text).map(|(one, _)| one.name).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn a_count_of_organisations_names_none() {
        for (value, names) in [
            ("three NGOs", 0),
            ("Two Partners International", 1),
            ("Two international partners", 0),
            ("Two partners international", 0),
            ("Four local organisations", 0),
            ("Consortium of 4 ONG", 0),
            ("plusieurs partenaires locaux", 0),
            ("Four Paws", 1),
            ("Three Rivers Trust", 1),
            ("Partners in Health", 1),
        ] {
            let read = crate::specimen::record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nImplementing partner: {value}\nBudget: EUR 500,000\n"
            ));
            assert_eq!(read.participating_orgs.len(), 1 + names, "{value}: {:?}", read.participating_orgs);
        }
    }
}
