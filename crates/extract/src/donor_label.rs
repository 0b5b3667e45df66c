//! Labels that name who pays, and that it is money: `IFAD financing`, `Subvención AECID`, `Montant de la contribution de l'UE`.
//!
//! The amount beside such a label is that donor's share. It is the activity's figure only where nothing tells another.

use std::collections::HashSet;
use std::sync::LazyLock;

use almoner_codelists::{Folded, fold};
use almoner_record::{Measure, Organisation, ParticipatingOrg, Role, Span};

use crate::context::Context;
use crate::draft::{Draft, FundingTotal, Share};
use crate::figures;
use crate::labels::unnumbered;
use crate::organisations;

/// Donors as labels name them, folded.
const DONORS: &str = "ada,adaptation fund,adb,aecid,afd,afdb,african development bank,aics,aiib,asian development bank,austrian \
    development agency,bad,badea,banque mondiale,banco mundial,bcie,bei,belgium,berd,bid,bid lab,bm,bmz,cabei,caf,camoes,cdb,cerf,\
    danida,dfat,dfid,ebrd,ec,echo,eib,enabel,eu,european commission,european union,fao,fcdo,fem,fida,finland,fmo,fonplata,fvc,gac,\
    gavi,gcf,gef,giz,global fund,gpe,ibrd,ida,idb,ifad,ifc,ilo,iom,irish aid,isdb,islamic development bank,jica,kfw,koica,\
    lux-development,luxdev,mcc,mfat,nib,norad,norfund,ofid,oim,oit,oms,opec fund,opec,pam,pbf,peacebuilding fund,pnud,proparco,sdc,\
    seco,sida,swiss,swedish,danish,norwegian,dutch,french,german,belgian,japanese,canadian,australian,uncdf,undp,unep,unfpa,unhcr,\
    unicef,union europeenne,union europea,uniao europeia,ue,l'ue,usaid,wfp,who,world bank";

/// Words for money that is given, folded.
const MONEY: &str = "funding financing finance financed contribution contributions cost grant loan credit share funds \
    financement financements finance financee contribution subvention pret don apport quote-part \
    financiacion financiamiento financiado financiada contribucion aporte aportacion subvencion prestamo donacion \
    financiamento contribuicao subvencao emprestimo donativo comparticipacao";

/// Words that stand beside them and tell no more.
const BESIDE: &str = "total amount of to the from by project proposed approved summary volume montant du de la le l d par total \
    monto importe del el por montante valor do da pelo pela approximate requested";

static DONOR_NAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| DONORS.split(',').map(str::trim).filter(|name| !name.is_empty()).collect());

/// True for a folded label of a donor's name and words for money, and nothing else.
pub(crate) fn is_donor_label(key: &str) -> bool {
    const LONGEST: usize = 80;
    key.len() <= LONGEST && donor(key).is_some()
}

/// Where the donor's name stands in a folded label.
fn donor(key: &str) -> Option<std::ops::Range<usize>> {
    let words: Vec<(usize, &str)> = words(key);
    let has = |list: &str, word: &str| list.split_ascii_whitespace().any(|known| known == word);
    if !words.iter().any(|(_, word)| has(MONEY, word)) {
        return None;
    }
    let others = |from: usize, to: usize| {
        let rest = words.iter().enumerate().filter(|(at, _)| *at < from || *at >= to);
        rest.clone().any(|(_, (_, word))| has(MONEY, word))
            && rest.clone().all(|(_, (_, word))| has(MONEY, word) || has(BESIDE, word))
    };
    const MOST_WORDS: usize = 3;
    for from in 0..words.len() {
        for to in from + 1..=words.len().min(from + MOST_WORDS) {
            let (Some((start, _)), Some((last, word))) = (words.get(from), words.get(to - 1)) else {
                continue;
            };
            let range = *start..last + word.len();
            let name = key.get(range.clone()).unwrap_or_default();
            if DONOR_NAMES.contains(name) && others(from, to) {
                return Some(range);
            }
        }
    }
    None
}

/// The words of a label, with their places.
fn words(key: &str) -> Vec<(usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let mut words = Vec::new();
    let mut from = None;
    for (at, c) in key.char_indices().chain([(key.len(), ' ')]) {
        match (is_part(c), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                words.extend(key.get(start..at).map(|word| (start, word)));
                from = None;
            }
            _ => {}
        }
    }
    words
}

/// The share of the donor that a label names, kept until all is read; false where it names none, or no amount stands
/// beside it.
pub(crate) fn share(draft: &mut Draft, context: &Context<'_>, label: Span, line: Span, rule: &str) -> bool {
    let folded = Folded::new(context.text(label));
    let plain = unnumbered(folded.text());
    let from = folded.text().len() - plain.len();
    let Some(place) = donor(plain).map(|place| from + place.start..from + place.end) else { return false };
    let name = label.inner(folded.span(place));
    let Some(settled) = figures::amount_on(context, line, Some(label)) else { return false };
    let measure = measure(folded.text());
    let total = FundingTotal { settled, label, rule: rule.to_owned() };
    // `Swiss contribution` tells a country's money, and no name.
    let name = Some(name).filter(|name| !is_adjective(context.text(*name)));
    draft.shares.push(Share { name, line, total, measure });
    true
}

/// Puts the shares into the record: a donor that a list or table names already is not named again, and one share alone is the
/// budget where nothing tells another.
pub(crate) fn settle(draft: &mut Draft, context: &Context<'_>) {
    let shares = std::mem::take(&mut draft.shares);
    if let [Share { total, measure, .. }] = shares.as_slice() {
        figures::set_budget(draft, context, total.settled.clone(), *measure, Some(total.label), &total.rule);
    }
    for Share { name, line, total, .. } in shares {
        let Some(name) = name else { continue };
        let Some((organisation, _)) = organisations::printed(context.text(name)) else { continue };
        let same = |other: &Organisation| {
            other.name == organisation.name
                || organisation.reference.is_some() && other.reference == organisation.reference
        };
        let pays = |org: &ParticipatingOrg| org.role == Some(Role::Funding) && same(&org.organisation);
        if !draft.activity.participating_orgs.iter().any(pays) {
            organisations::take(draft, context, name, Some(Role::Funding), &total.rule);
        }
        if !draft.activity.funding.iter().any(|funding| same(&funding.organisation)) {
            figures::push_funding(draft, organisation, &total.settled, line, &total.rule);
        }
    }
}

/// `Swedish`: no name of an organisation.
fn is_adjective(name: &str) -> bool {
    const ADJECTIVES: [&str; 11] = [
        "swiss",
        "swedish",
        "danish",
        "norwegian",
        "dutch",
        "french",
        "german",
        "belgian",
        "japanese",
        "canadian",
        "australian",
    ];
    ADJECTIVES.contains(&fold(name).as_str())
}

fn measure(label: &str) -> Option<Measure> {
    const COMMITTED: [&str; 10] = [
        "grant",
        "loan",
        "credit",
        "subvention",
        "pret",
        "don",
        "subvencion",
        "prestamo",
        "donacion",
        "emprestimo",
    ];
    const REQUESTED: [&str; 3] = ["requested", "demande", "solicitado"];
    let has = |list: &[&str]| words(label).iter().any(|(_, word)| list.contains(word));
    if has(&REQUESTED) { Some(Measure::Requested) } else { has(&COMMITTED).then_some(Measure::Commitment) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::record;

    #[test]
    fn a_label_names_who_pays() {
        for (label, expected) in [
            ("ifad financing", true),
            ("total gcf financing", true),
            ("subvencion aecid", true),
            ("montant de la contribution de l'ue", true),
            ("montante financiado pelo camoes", true),
            ("opec fund financing", true),
            ("ebrd finance summary", true),
            ("swiss contribution", true),
            ("total cost to wfp", true),
            ("ifad", false),
            ("co-financing", false),
            ("ifad project manager", false),
            ("total financing", false),
            ("grant", false),
        ] {
            assert_eq!(is_donor_label(label), expected, "{label}");
        }
    }

    #[test]
    fn a_donors_share_is_the_budget_only_where_no_total_stands() {
        for (lines, budget, funding) in [
            ("IFAD financing: US$ 46.2 million\nTotal project cost: US$ 364 million", "364000000", 1),
            ("Total project cost: US$ 364 million\nIFAD financing: US$ 46.2 million", "364000000", 1),
            ("IFAD financing: US$ 46.2 million", "46200000", 1),
        ] {
            let read = record(&format!(
                "Dairy in Osh\n\nCountry: Kyrgyzstan\nProject ID: 2000001\nStatus: Ongoing\n{lines}\n"
            ));
            assert_eq!(
                read.budget.map(|one| one.money.value.to_string()).as_deref(),
                Some(budget),
                "{lines}"
            );
            assert_eq!(read.funding.len(), funding, "{lines}");
            assert_eq!(
                read.participating_orgs.first().and_then(|one| one.organisation.reference.as_deref()),
                Some("XM-DAC-41108")
            );
        }
    }
}
