//! The language of a form that has too few words to tell it: its labels do.

use std::sync::LazyLock;

use almoner_codelists::words;
use almoner_document::Document;
use rustc_hash::FxHashMap;

use crate::lines::{self, Line};

/// Folded words of labels that no other of these languages has.
const OWN: [(&str, &str); 3] = [
    (
        "fr",
        "pays bailleur bailleurs montant debut duree secteur titre projet partenaire partenaires statut demarrage cloture \
         lieu cout financement beneficiaire beneficiaires",
    ),
    (
        "es",
        "donante donantes presupuesto monto ejecutor ejecutora socio socios proyecto plazo duracion fecha fechas \
         costo coste cierre financiamiento financiacion nombre beneficiario beneficiarios",
    ),
    (
        "pt",
        "doador doadores orcamento montante duracao setor parceiro parceiros projeto projecto prazo custo \
         financiamento executor executora situacao nome beneficiario",
    ),
];
/// Those that Spanish and Portuguese have in common with each other, and with nothing else.
const COMMON: &str = "pais paises inicio titulo fim fin estado financiador financiadores";
const ENGLISH: &str = "country donor start end status funding partner title project";

/// Each word with a bit for the lists that have it: those of [`OWN`] in their order, then the common and the English ones.
static WORDS: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    let lists = OWN.iter().map(|(_, list)| *list).chain([COMMON, ENGLISH]);
    for (place, list) in lists.enumerate() {
        for word in list.split_ascii_whitespace() {
            *words.entry(word).or_default() |= 1 << place;
        }
    }
    words
});

/// The language of two labels or more of a document, where none is of another language; empty for English and for forms in
/// two languages.
pub(crate) fn language_of_labels(document: &Document, lines: &[Line]) -> &'static str {
    const FEWEST: usize = 2;
    const MOST_LABELS: usize = 200;
    let cells = lines::first_cells(document, lines);
    let keys = lines.iter().filter_map(|line| line.label.as_ref().map(|(key, _)| key));
    let keys = keys.chain(cells.iter().map(|cell| &cell.key)).take(MOST_LABELS);
    let (mut counts, mut common, mut english) = ([0_usize; OWN.len()], 0_usize, 0_usize);
    for key in keys {
        let told = words(key).filter_map(|(_, word)| WORDS.get(word)).fold(0, |all, lists| all | lists);
        let has = |place: usize| usize::from(told >> place & 1);
        common += has(OWN.len());
        english += has(OWN.len() + 1);
        for (place, count) in counts.iter_mut().enumerate() {
            *count += has(place);
        }
    }
    let best = OWN.iter().zip(counts).max_by_key(|(_, count)| *count);
    let Some(((language, _), most)) = best.filter(|(_, most)| *most > 0 && english == 0) else { return "" };
    let others = counts.iter().sum::<usize>() - most;
    let is_sure = others == 0 || (*language != "fr" && most > others);
    let read = if *language == "fr" { most } else { most + common };
    if read >= FEWEST && is_sure { language } else { "" }
}

#[cfg(test)]
mod tests {
    use crate::specimen::record;

    #[test]
    fn the_labels_tell_before_a_text_in_another_language_does() {
        let read = record(
            "Semillas Vivas\n\nPaís: Perú\nDonante: AECID\nInicio: 03/04/2020\nPresupuesto: 764.900 miles de euros\n\nThe project will give the farmers of the valley seed for the two years that the law of the land asks for, and it is to end with a fair in the town.\n",
        );
        assert_eq!(read.budget.unwrap().money.value.to_string(), "764900000");
    }

    #[test]
    fn the_labels_of_a_short_form_tell_how_it_writes_dates_and_decimals() {
        for (lines, start, budget) in [
            (
                "Pays : Niger\nBailleur : UE\nDébut : 03/04/2020\nMontant : 240.000 EUR",
                "2020-04-03",
                "240000",
            ),
            (
                "País: Perú\nDonante: AECID\nInicio: 03/04/2020\nPresupuesto: USD 240.000",
                "2020-04-03",
                "240000",
            ),
            ("País: Angola\nDoador: UE\nInício: 03/04/2020\nOrçamento: USD 240.000", "2020-04-03", "240000"),
        ] {
            let read = record(&format!("Semillas Vivas\n\n{lines}\n"));
            assert!(!read.warnings.iter().any(|one| one.code == almoner_record::WarningCode::AmbiguousDate));
            let printed = read.period.and_then(|period| period.start).map(|date| date.to_string());
            assert_eq!(printed.as_deref(), Some(start), "{lines}");
            assert_eq!(
                read.budget.map(|one| one.money.value.to_string()).as_deref(),
                Some(budget),
                "{lines}"
            );
        }
    }

    #[test]
    fn english_labels_and_labels_in_two_languages_leave_the_order_open() {
        for lines in [
            "Country: Niger\nDonor: EU\nStart: 03/04/2020\nBudget: EUR 240,000",
            "Country / Pays: Niger\nDonor / Bailleur: EU\nStart / Début: 03/04/2020\nBudget / Montant: EUR 240,000",
        ] {
            let read = record(&format!("Seeds of Tahoua\n\n{lines}\n"));
            assert!(
                read.warnings.iter().any(|one| one.code == almoner_record::WarningCode::AmbiguousDate),
                "{lines}"
            );
        }
    }
}
