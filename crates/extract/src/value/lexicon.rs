//! Words that begin, end or join the words for what is counted. Plain: in lower case and without accents.

use crate::word_list::WordList;

/// Words of English, French, Spanish and Portuguese that no noun phrase goes over: pronouns, determiners, auxiliaries,
/// conjunctions and prepositions. Not here: `of` and its kin, `and` and its kin.
pub(crate) static STOPS: WordList = WordList::of(
    "
    a about above across afin after against agora ahora ainsi al all alone along also although among
    amongst an ante ao aos apres are around as at attend au aunque aupres aussi aux avaient avait avant
    avec ayant bajo be because been before behind being below beside between both but by cada can cannot ce
    ceci cela celle ces cet cette ceux chaque chez com comme como con contra contre could cual cuando cuya
    cuyo dans depuis desde despite did does donc donde dont down durant durante during each either el elas
    eles ella ellas elle elles ellos em en entre era eram eran es esa ese est esta estan estao este estos
    etaient etait ete etre eux every except exclusively foi for foram from fue fueron furent fut ha had han
    has hasta have he her here his how however i if il ils in incluant including incluida incluidas
    incluido incluidos incluindo incluyendo inside into is it its jusqu la las last later le les leur leurs
    like lo lors lorsque los mais malgre may me mediante mientras might moins muito must muy na nao nas ne
    near nearly neither next ni no nor nos not notamment notre nous now o off on once only ont onto os ou
    our out outside over par para parmi pela pelas pelo pelos pendant per pero plus por porque pour puis qu
    quand que quem qui quien quienes quoi regarding respectively sa sao se segun sera seran serao seront
    ses shall she should si sin since so sob sobre soit sont sous su sua suas such sur sus tambem tambien
    tandis than that the their them then there thereby these they this those though through throughout thus
    to too toward towards tras un una under une unless until up upon vers via vos votre vous was we were
    what when where whereas whether which while who whom whose why will with within without would yet you
    your",
);

/// Verbs and adverbs that end a noun phrase once its noun has been seen; before it they may be part of a noun's name
/// (`benefit packages`, `work plans`).
pub(crate) static VERBS: WordList = WordList::of(
    "
    abroad acceden access accessed again agree annually appear atendem atienden attend became become
    began begin believe belong beneficiam benefician benefit bought bring brought build built came
    carry caught come consist continue contribute cuentan cultivan died drew each earn enjoy ever
    exist face fell felt find flew font fought found funcionam funcionan further gain gave get give
    go got grew grow held help improve include increase instead join kept knew know lack learn
    learnt led left live lose lost made make meet mejoran met more nationwide need occur often
    online own paid participam participan participate play previously producen produzem provide
    pueden put ran rather reach read recebem receive reciben remain report represent rose said saw
    say seek sell send sent serve set share showed sold sought spend spent stand started still stood
    strong study succeed suffer take taken taught teach tell tend tienen today together told took
    trabajan trabalham understood usan use used vendem venden visit vivem viven vont want went win
    won work worldwide wrote",
);

/// Prepositions that stay inside a noun phrase: `members of senior state leadership`, `plants de bananier`.
pub(crate) static OF: WordList = WordList::of("d da das de del des do du of");

/// Determiners that may follow them.
pub(crate) static AFTER_OF: WordList = WordList::of("el l la las le les los the");

/// Words that join the last two of a list.
pub(crate) static AND: WordList = WordList::of("and e et or ou u y");

/// Plurals without an `s`, nouns that count many by themselves, and units of measure.
pub(crate) static PLURALS: WordList = WordList::of(
    "
    cattle children feet gens ha kg kilo km livestock lt men mw oxen people personnel police poultry sheep
    staff teeth women youth",
);

/// What belongs to a counted noun although a preposition or participle begins it.
pub(crate) const TAILS: &[&str] = &[
    " con discapacidad",
    " com deficiência",
    " en situation de handicap",
    " living with HIV",
    " living with disabilities",
    " with disabilities",
    " with special needs",
];

/// Words that end in `s` and are no plurals.
pub(crate) static SINGULAR: WordList = WordList::of(
    "
    across always analysis basis bus campus census class climat corps crisis focus girls' less perhaps plus
    process status thus various virus",
);

/// Participles that are adjectives after their French or Spanish noun.
pub(crate) static ADJECTIVES: WordList = WordList::of(
    "
    armados defavorisees defavorises deplacees deplaces desplazadas desplazados diplomees diplomes
    handicapees handicapes isolees isoles marginalisees marginalises privadas privados privees prives
    qualifiees qualifies refugiadas refugiados refugiees refugies retraites salaries specialisees
    specialises",
);

/// Words in `-ing` that name things, also before their noun.
pub(crate) static GERUNDS: WordList = WordList::of(
    "
    broadcasting building counselling drinking engineering farming financing fishing funding hearing
    housing learning marketing meeting mentoring mining monitoring nursing planning policing processing
    reporting screening sewing teaching training",
);

/// Words before a number that make it a name or an ordinal: `Phase 2`, `resolution 1325`, `grade 5`.
pub(crate) static LABELS: WordList = WordList::of(
    "
    act activite activity age aged agenda ages annex annexe article articles articulo chapitre chapter
    component composante convention covid decree decret etape fig figure goal goals grade indicateur
    indicator law level loi lot magnitude meta module niveau nivel no nr number numero objectif objective
    objetivo odd ods outcome output p page pages phase pilier pillar point pp priority produit project
    protocol resolution resolutions sdg sdgs section step table tableau target tier top type version vision
    volume zone",
);

/// Labels only with a capital: `the project 200 women …` counts women.
pub(crate) static WEAK_LABELS: WordList = WordList::of(
    "
    activite activity component composante etape goal goals lot meta objectif objective objetivo outcome
    output point priority produit project step target type zone",
);

/// Words before a number that make four digits a year: `in 2015 farmers`.
pub(crate) static BEFORE_YEARS: WordList = WordList::of(
    "
    a after an and annee ano automne avant before between by de debut del depuis desde during early em en
    end entre estimated et ete fall fin fiscal for from hasta hiver ici in juin la late le mid of on
    printemps since spring summer the through to until winter year",
);

/// Nouns whose count tells the size of a portfolio, not a result.
pub(crate) static CONTEXT: WordList = WordList::of(
    "
    countries pais paises pays programas programmes programs projects projetos projets proyectos",
);

/// Units of time: `three years` is a length, `9 500 jours de travail` a result.
pub(crate) static TIMES: WordList = WordList::of(
    "
    an annee annees ano anos ans day days decade decades decennie decennies dia dias heure heures hora
    horas hour hours jour jours mes meses minute minutes mois month months semaine semaines semana semanas
    week weeks year years",
);

/// Words that say that the next quantity is a part of the last one.
pub(crate) static PARTS: WordList = WordList::of(
    "
    compris cuales dont ellas ellos incluant including incluida incluidas incluido incluidos incluindo
    incluyendo lesquelles lesquels quais them which whom",
);

/// Units of measure by their signs, as printed; powers apart.
pub(crate) const MEASURES: [&str; 17] =
    ["GW", "GWh", "MT", "MW", "MWh", "cm", "ha", "kW", "kWh", "kg", "km", "km2", "m", "m2", "m3", "mt", "t"];

/// Nouns that count nothing by themselves: `36 others`, `four times a year`.
pub(crate) static NO_UNITS: WordList =
    WordList::of("autres fois others otras otros outras outros times veces vezes");

/// Words that make a unit of time something done: `jours de travail`, `hours of training`, `person-days`.
pub(crate) static LABOUR: WordList =
    WordList::of("formacion formation labour person trabajo training travail work working");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::cursor::Plain;

    #[test]
    fn a_list_holds_plain_words() {
        for list in [
            &STOPS,
            &VERBS,
            &OF,
            &AFTER_OF,
            &AND,
            &PLURALS,
            &SINGULAR,
            &ADJECTIVES,
            &GERUNDS,
            &LABELS,
            &BEFORE_YEARS,
            &CONTEXT,
            &TIMES,
            &PARTS,
            &WEAK_LABELS,
            &NO_UNITS,
            &LABOUR,
        ] {
            for word in list.entries() {
                assert!(Plain::of(word).is_in(list), "{word}");
            }
        }
    }
}
