//! Labels that no layout names, read by their words: `Fecha prevista de cierre` is a date, an end, and planned.
//!
//! A label is read only when each of its words is known here, so that `Number of beneficiaries` is none. What the words
//! tell together names the field; the value must read as one of that field too, which the caller checks.

use std::sync::LazyLock;

use almoner_record::{DescriptionType, Measure, ResultStatus, Role};
use rustc_hash::FxHashMap;

use crate::field::{DateKind, Field, TypeList};
use crate::labels::label_key;

/// What a word of a label is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// The activity itself, or the paper that it rests on.
    Project,
    /// A loan: what it lasts is the time of its repayment.
    Loan,
    /// A desk of the publisher's own.
    Unit,
    Name,
    Number,
    Iati,
    Date,
    Start,
    End,
    Planned,
    Actual,
    Approval,
    Fund,
    /// A word for who funds: needs no word for an organisation beside it.
    Funder,
    Implement,
    Implementer,
    Account,
    Borrower,
    Extend,
    Report,
    Reporter,
    Organisation,
    Source,
    Money,
    Cost,
    Total,
    Commitment,
    Requested,
    Ceiling,
    Country,
    Recipient,
    Place,
    /// A place beside other words; by itself a field of work as well.
    Area,
    Sector,
    Dac,
    Marker,
    Policy,
    Status,
    Current,
    Period,
    Type,
    Aid,
    Flow,
    Finance,
    Collaboration,
    Tied,
    Result,
    Expected,
    Achieved,
    Indicator,
    Framework,
    Description,
    Year,
    Breakdown,
    Key,
    /// The word before who does it: `funded by`.
    By,
    /// Articles and prepositions.
    Filler,
}

use Sense as S;

/// The words of each sense, folded, in English, French, Spanish and Portuguese. A plural in `s` needs no row.
const WORDS: &[(Sense, &str)] = &[
    (
        S::Project,
        "project projet proyecto projeto projecto programme program programa activity activities activite actividad \
         actividades atividade action accion acao scheme actuacion actuaciones atuacao operation operacion operacao intervention intervencion intervencao \
         initiative iniciativa investment inversion investissement investimento grant award subvention subvencion subvencao contract contrat contrato agreement convention \
         convenio convencao accord acuerdo acordo loan pret prestamo emprestimo file dossier expediente assignment",
    ),
    (S::Unit, "unit unidad unite unidade"),
    (S::Loan, "loan pret prestamo emprestimo"),
    (
        S::Name,
        "title name titre intitule nom denomination titulo nombre denominacion denominacao nome designation designacao designacion",
    ),
    (
        S::Number,
        "number no nr num id identifier identification code ref reference numero nro identifiant codigo identificador \
         identificacion identificacao referencia matricule symbol symbole simbolo",
    ),
    (S::Iati, "iati iita"),
    (S::Date, "date fecha data dates fechas datas"),
    (
        S::Start,
        "start starting begin beginning commencement launch debut demarrage commencement lancement inicio comienzo arranque \
         comeco inicial lanzamiento lancamento inception started starts begins began begun commence commenced debute empezo comenzo \
         empieza comienza inicio iniciado comecou comeca iniciou",
    ),
    (
        S::End,
        "end ending closing closure completion close expiry expiration final finish conclusion termination fin cloture \
         achevement echeance cierre finalizacion termino conclusion conclusao encerramento fim terminacion vencimento \
         vencimiento ends closes ended finished acaba acabara termina terminara terminado finaliza finalizo terminou acabou",
    ),
    (
        S::Planned,
        "planned expected scheduled anticipated estimated projected target prevu prevue prevus prevues estime estimee \
         previsto prevista estimado estimada planificado planificada programada programado planeada planeado provisional \
         previsionnel previsionnelle proposed initially originally",
    ),
    (S::Actual, "actual real reel reelle effectif effective efectiva efectivo efetiva efetivo"),
    (
        S::Approval,
        "approval approved signature signing signed board approbation approuve approuvee octroi octroye accorde signe signee \
         conseil firma firmado firmada suscripcion suscrito aprobacion aprobado aprobada directorio aprovacao aprovado aprovada \
         assinatura assinado otorgado otorgada otorgamiento awarded",
    ),
    (
        S::Fund,
        "funding funded financing financed contributing fund funds financement finance financee finances fonds \
         financiamiento financiacion financiamento financiadora financiado financiada financial financier donor fondos \
         fundos",
    ),
    (
        S::Funder,
        "donor funder financier co-financier bailleur donateur donatrice contributeur contributrice contributor financeur \
         donante financiador cooperante doador donador aportante provider",
    ),
    (
        S::Implement,
        "implementing implemented implementation executing executed execution delivery delivered carried carrying \
         oeuvre ouvrage execute executee realise realisee realisation ejecutor ejecutora ejecutado ejecutada ejecucion \
         implementador implementadora implementado implementada implementacion executor executora executado executada \
         execucao implementacao executrice",
    ),
    (
        S::Implementer,
        "implementer contractor grantee executant operateur operator ejecutor executor implementador ouvrage",
    ),
    (S::Account, "accountable responsible responsable responsavel borrowing answerable"),
    (S::Borrower, "borrower emprunteur emprunteuse prestatario prestataria mutuario mutuaria prestatario"),
    (S::Extend, "extending managing gestionnaire gestora gestor gestion gestao canalizadora"),
    (
        S::Report,
        "reporting reported published publie declarante declarant rapportrice informante reporta relatora publicado informa",
    ),
    (S::Reporter, "publisher declarant informante"),
    (
        S::Organisation,
        "organisation organization agency agencies entity entities institution body bodies partner unit organisme agence \
         structure entite partenaire organe entidad entidades organismo agencia institucion instituciones unidad socio \
         organizacion organizaciones entidade instituicao instituicoes parceiro organizacao orgao orgaos organizacoes \
         agencies contraparte company firm ong ngo prime lead chef",
    ),
    (S::Source, "source fuente fonte origin origine"),
    (
        S::Money,
        "amount budget value sum size montant enveloppe somme monto importe presupuesto valor montante orcamento quantia \
         contribution aporte contribucion contribuicao contribuciones contribuicoes",
    ),
    (S::Cost, "cost cout costo coste custo"),
    (S::Total, "total totale overall global globale full whole all entire"),
    (
        S::Commitment,
        "commitment committed engagement engage engagee compromiso comprometido comprometida compromisso obligation \
         obligated",
    ),
    (S::Requested, "requested request demande demandee solicitado solicitada requerido"),
    (S::Ceiling, "maximum max ceiling maximale maximal plafond techo maximo maxima teto"),
    (S::Country, "country countries pays pais paises territory territories territoire territorio"),
    (
        S::Recipient,
        "recipient beneficiary beneficiaries beneficiaire beneficiario beneficiaria receptor receptora recetor concerned \
         concerne destinataire destinatario",
    ),
    (
        S::Place,
        "location site place localisation lieu lieux ubicacion lugar lugares localizacion localizacao local locais \
         coverage couverture cobertura geographic geographical geographique geografica geografico focus zone zona \
         area region ambito sitio locality",
    ),
    (S::Area, "area focus ambito coverage couverture cobertura"),
    (
        S::Sector,
        "sector secteur sectores setor setores sectorial setorial purpose domaine theme tema thematic",
    ),
    (S::Dac, "dac cad crs snpc oecd ocde"),
    (S::Marker, "marker marqueur marcador marcadores rio"),
    (S::Policy, "policy politique politica politicas policies"),
    (
        S::Status,
        "status stage state phase statut etat stade estado situacion situacao fase etapa situation avancement",
    ),
    (S::Current, "current actuel actuelle atual"),
    (
        S::Period,
        "duration period timeframe calendar timeline duree periode calendrier delai plazo vigencia duracion periodo prazo \
         duracao calendario horizon",
    ),
    (
        S::Type,
        "type tipo nature modality modalite modalidad modalidade canal channel instrument instrumento forme forma kind clase category default natureza",
    ),
    (S::Aid, "aid aide ayuda ajuda assistance"),
    (S::Flow, "flow flux flujo fluxo apport aporte"),
    (
        S::Finance,
        "financial finance financing financier financiere financement financiacion financiamiento financiero financiera financiamento financeiro",
    ),
    (
        S::Collaboration,
        "bi multi bilateral multilateral collaboration cooperation colaboracion colaboracao cooperacion cooperacao",
    ),
    (
        S::Tied,
        "tied tying untied lie liee liaison ligada ligado ligazon ligacao condicionalidad condicionalidade",
    ),
    (
        S::Result,
        "result outcome output achievement progress resultat resultado effet efecto efeito produit producto logro avance realisation produto",
    ),
    (S::Expected, "expected intended anticipated planned attendu escompte prevu vise esperado previsto"),
    (
        S::Achieved,
        "achieved obtained reached obtenu atteint obtenido alcanzado logrado obtido alcancado atingido",
    ),
    (S::Indicator, "indicator indicateur indicador indicadores"),
    (
        S::Framework,
        "framework matrix cadre matrice marco matriz quadro monitoring suivi performance desempeno desempenho seguimiento",
    ),
    (
        S::Description,
        "description summary background overview abstract resume presentation apercu descripcion resumen antecedentes \
         presentacion descricao resumo apresentacao contexte contexto context brief breve bref about synopsis profile",
    ),
    (S::Year, "year annual yearly annee annuel annuelle exercice ano anual ejercicio"),
    (
        S::Breakdown,
        "breakdown plan distribution repartition ventilation desglose distribucion structure estructura estrutura reparticao",
    ),
    (S::By, "by par por pela pelo"),
    (S::Key, "key main primary principal principaux principale principales principais to-date"),
    (
        S::Filler,
        "of the a an for by with in on to from per under at and or its what is this that it de du des d la le les l en pour au aux et ou del el los las \
         con para al y e o ou non do da dos das em no na ao s es ies n c mise mis maitre maitrise charge chargee exterior brasil mexico",
    ),
];

/// Words stand in several senses: `financement` is of funds and of finance.
static SENSES: LazyLock<FxHashMap<String, u64>> = LazyLock::new(|| {
    let mut senses: FxHashMap<String, u64> = FxHashMap::default();
    for (sense, words) in WORDS {
        for word in words.split_whitespace() {
            // Spelt as labels are compared.
            *senses.entry(label_key(word)).or_default() |= bit(*sense);
        }
    }
    senses
});

const fn bit(sense: Sense) -> u64 {
    1 << sense as u64
}

fn senses_of(word: &str) -> Option<u64> {
    let singular = || word.strip_suffix('s').and_then(|word| SENSES.get(word));
    SENSES.get(word).or_else(singular).copied()
}

/// What the words of a label tell together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told(u64);

impl Told {
    fn has(self, sense: Sense) -> bool {
        self.0 & bit(sense) != 0
    }

    fn any(self, senses: &[Sense]) -> bool {
        senses.iter().any(|sense| self.has(*sense))
    }

    /// What an amount beside the label measures.
    pub(crate) fn measure(self) -> Option<Measure> {
        if self.has(S::Requested) {
            Some(Measure::Requested)
        } else if self.has(S::Ceiling) {
            Some(Measure::Ceiling)
        } else if self.has(S::Commitment) {
            Some(Measure::Commitment)
        } else if self.has(S::Approval) {
            Some(Measure::Approved)
        } else if self.has(S::Cost) || self.has(S::Total) {
            Some(Measure::TotalCost)
        } else {
            None
        }
    }

    /// True for a word of money itself: `Total` alone may be of anything.
    pub(crate) fn names_money(self) -> bool {
        self.any(&[S::Money, S::Cost, S::Commitment, S::Requested, S::Ceiling, S::Approval])
    }

    /// What a body beside the label does, where one role alone is told.
    pub(crate) fn role(self) -> Option<Role> {
        let roles = [
            (Role::Implementing, &[S::Implement, S::Implementer][..]),
            (Role::Funding, &[S::Fund, S::Funder]),
            (Role::Accountable, &[S::Account, S::Borrower]),
        ];
        let mut told = roles.into_iter().filter(|(_, senses)| self.any(senses));
        told.next().filter(|_| told.next().is_none()).map(|(role, _)| role)
    }

    /// Which end of its time a date beside the label is.
    pub(crate) fn date(self) -> Option<DateKind> {
        match (self.has(S::Start), self.has(S::End)) {
            (true, false) => Some(DateKind::Start),
            (false, true) => Some(DateKind::End),
            _ => None,
        }
    }

    /// True where a word of it is one of a fact's: a sum's, a time's, a country's, a role's.
    pub(crate) fn is_of_field(self) -> bool {
        self.measure().is_some()
            || self.role().is_some()
            || self.any(&[S::Money, S::Start, S::End, S::Period, S::Country, S::Recipient, S::Organisation])
    }

    /// True for a label of a name, and of no body's, place's or person's.
    pub(crate) fn names(self) -> bool {
        self.has(S::Name)
            && !self.any(&[S::Organisation, S::Country, S::Place, S::Implement, S::Fund, S::Report])
    }
}

/// What those words of a label tell that are known, whatever stands beside them.
pub(crate) fn partly(key: &str) -> Told {
    let key = label_key(key);
    let words = key.split(|c: char| !c.is_alphanumeric()).filter_map(senses_of);
    Told(words.fold(0, |all, senses| all | senses))
}

/// The field that the words of a label tell; `key` is folded. None when one of its words is not known. Of a label in parts,
/// `Zone benefiting from the action/location`, the field that one of them tells.
pub(crate) fn field(key: &str) -> Option<Field> {
    if let Some(field) = of_words(key) {
        return Some(field);
    }
    let (first, rest) = key.split_once('/')?;
    let mut told = std::iter::once(first).chain(rest.split('/')).filter_map(|part| of_words(part.trim()));
    let field = told.next()?;
    told.all(|other| other == field).then_some(field)
}

/// True for words, folded, that head a table of money and name nothing: `presupuesto por ano`, `contribuicoes por doador`.
pub(crate) fn heads_money(key: &str) -> bool {
    let is_money = |told: Told| told.any(&[S::Money, S::Cost, S::Commitment, S::Fund]);
    let is_parted = |told: Told| told.any(&[S::Year, S::Breakdown, S::Source, S::Funder]);
    told(key).is_some_and(|(told, _)| is_money(told) && is_parted(told))
}

fn of_words(key: &str) -> Option<Field> {
    told(key).and_then(|(told, words)| named(told, words))
}

/// The senses of the words of a label and how many words have one; None where one of them is not known.
fn told(key: &str) -> Option<(Told, usize)> {
    /// More words than a label has.
    const MOST_WORDS: usize = 8;
    const LONGEST: usize = 64;
    if key.len() > LONGEST {
        return None;
    }
    let key = label_key(key).replace("co-op", "coop");
    let words = key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut told = Vec::with_capacity(MOST_WORDS);
    for word in words {
        if told.len() == MOST_WORDS {
            return None;
        }
        told.push(senses_of(word)?);
    }
    let told: Vec<u64> = told.into_iter().filter(|senses| *senses != bit(S::Filler)).collect();
    Some((Told(told.iter().fold(0, |all, senses| all | senses)), told.len()))
}

fn named(told: Told, words: usize) -> Option<Field> {
    if words == 0 {
        return None;
    }
    code(told, words)
        .or_else(|| date(told))
        .or_else(|| heading(told))
        .or_else(|| money(told))
        .or_else(|| organisation(told))
        .or_else(|| rest(told, words))
}

/// Identifiers, markers and the DAC's types.
fn code(told: Told, words: usize) -> Option<Field> {
    if told.has(S::Iati) {
        return told.has(S::Number).then_some(Field::IatiIdentifier);
    }
    if told.has(S::Marker) {
        return (told.any(&[S::Policy, S::Dac]) || words == 1).then_some(Field::PolicyMarkers);
    }
    if told.has(S::Tied) {
        return told.any(&[S::Aid, S::Status]).then_some(Field::Type(TypeList::Tied));
    }
    if words == 2 && told.0 == bit(S::Collaboration) {
        return Some(Field::Type(TypeList::Collaboration));
    }
    if told.any(&[S::Type, S::Flow]) && !told.any(&[S::Organisation, S::Sector, S::Result, S::Project]) {
        let list = if told.has(S::Flow) {
            TypeList::Flow
        } else if told.any(&[S::Money, S::Cost, S::Total]) {
            return None;
        } else if told.has(S::Finance) {
            TypeList::Finance
        } else if told.has(S::Aid) || words == 1 {
            TypeList::Aid
        } else if told.has(S::Collaboration) {
            TypeList::Collaboration
        } else {
            return None;
        };
        return Some(Field::Type(list));
    }
    if told.has(S::Sector) || (told.has(S::Dac) && told.has(S::Number)) {
        let other = told.any(&[S::Money, S::Cost, S::Organisation, S::Fund, S::Date, S::Result]);
        return (!other && (told.any(&[S::Dac, S::Number]) || !told.has(S::Policy)))
            .then_some(Field::Sectors);
    }
    None
}

/// Dates and periods.
fn date(told: Told) -> Option<Field> {
    let other = told.any(&[
        S::Money,
        S::Cost,
        S::Organisation,
        S::Country,
        S::Number,
        S::Sector,
        S::Place,
        S::Commitment,
        S::Name,
    ]);
    if other || told.any(&[S::Indicator, S::Marker]) || told.has(S::Loan) && told.has(S::Period) {
        return None;
    }
    let kind = match (told.has(S::Start), told.has(S::End)) {
        (true, true) => return Some(Field::Period),
        (true, false) if told.has(S::Actual) => DateKind::ActualStart,
        (true, false) if told.has(S::Planned) => DateKind::PlannedStart,
        (true, false) => DateKind::Start,
        (false, true) if told.has(S::Actual) => DateKind::ActualEnd,
        (false, true) if told.has(S::Planned) => DateKind::PlannedEnd,
        (false, true) => DateKind::End,
        (false, false) if told.has(S::Approval) && !told.any(&[S::Fund, S::Total]) => DateKind::Other,
        (false, false) if told.has(S::Date) && told.any(&[S::Actual]) => DateKind::Other,
        // The date of an agreement is that of its signature.
        (false, false)
            if told.has(S::Period) || told.has(S::Date) && told.any(&[S::Project, S::Implement]) =>
        {
            return Some(Field::Period);
        }
        _ => return None,
    };
    Some(Field::Date(kind))
}

/// Headings of narratives and tables.
fn heading(told: Told) -> Option<Field> {
    if told.has(S::Indicator) || told.has(S::Result) && told.has(S::Framework) {
        return Some(Field::Indicators);
    }
    if told.has(S::Result) && !told.any(&[S::Money, S::Organisation]) {
        return if told.has(S::Achieved) {
            Some(Field::Results(ResultStatus::Achieved))
        } else if told.has(S::Expected) {
            Some(Field::Results(ResultStatus::Expected))
        } else if told.has(S::Key) {
            Some(Field::Results(ResultStatus::Achieved))
        } else {
            None
        };
    }
    let other = told.any(&[S::Money, S::Organisation, S::Fund, S::Result, S::Funder, S::Country]);
    if told.has(S::Description) && !other {
        return Some(Field::Description(DescriptionType::General));
    }
    let by_source = told.has(S::Breakdown) || told.has(S::Money) && told.has(S::Source);
    (by_source && told.any(&[S::Fund, S::Funder]) && !told.has(S::Year)).then_some(Field::Funding)
}

/// Amounts, with the measure that the label tells.
fn money(told: Told) -> Option<Field> {
    let sum = told.any(&[S::Money, S::Cost, S::Commitment])
        || told.has(S::Fund) && told.any(&[S::Total, S::Approval, S::Requested, S::Ceiling]);
    let other = told.any(&[
        S::Organisation,
        S::Country,
        S::Sector,
        S::Source,
        S::Date,
        S::Year,
        S::Breakdown,
        S::Start,
        S::End,
        S::Number,
        S::Funder,
        S::Place,
        S::Type,
        S::By,
    ]);
    if !sum || other && !(told.has(S::Year) && told.has(S::Total)) {
        return None;
    }
    Some(Field::Budget(told.measure()))
}

/// Organisations in their roles.
fn organisation(told: Told) -> Option<Field> {
    // `Donor profile` is what is told of one.
    if told.any(&[S::Country, S::Place, S::Date, S::Name, S::Number, S::Type, S::Description]) {
        return None;
    }
    let has =
        |act: Sense, agent: Sense| told.has(agent) || told.has(act) && told.any(&[S::Organisation, S::By]);
    if has(S::Implement, S::Implementer) && !told.any(&[S::Period, S::Money]) {
        Some(Field::Org(Some(Role::Implementing)))
    } else if has(S::Fund, S::Funder) || told.has(S::Fund) && told.has(S::Source) {
        Some(Field::Org(Some(Role::Funding)))
    } else if has(S::Account, S::Borrower) && !told.has(S::Unit)
        || told.has(S::Recipient) && told.any(&[S::Organisation, S::Fund])
    {
        Some(Field::Org(Some(Role::Accountable)))
    } else if has(S::Extend, S::Extend) && told.has(S::Organisation) {
        Some(Field::Org(Some(Role::Extending)))
    } else if has(S::Report, S::Reporter) {
        Some(Field::ReportingOrg)
    } else {
        None
    }
}

/// Titles, numbers, countries, places and status.
fn rest(told: Told, words: usize) -> Option<Field> {
    let sense =
        [S::Name, S::Number, S::Country, S::Status, S::Place].into_iter().find(|sense| told.has(*sense))?;
    let with = |senses: &[Sense]| told.any(senses);
    match sense {
        S::Name => {
            (with(&[S::Project]) && !with(&[S::Organisation, S::Country, S::Place])).then_some(Field::Title)
        }
        S::Number => with(&[S::Project]).then_some(Field::OtherIdentifier),
        S::Country => (told.0 & !bit(S::Filler) == bit(S::Country)
            || with(&[S::Recipient, S::Project, S::Implement, S::Place, S::Organisation, S::Planned]))
        .then_some(Field::Countries),
        S::Status => (words == 1 || with(&[S::Project, S::Implement, S::Current])).then_some(Field::Status),
        S::Place => (with(&[S::Project, S::Implement, S::Planned]) || words == 1 && !told.has(S::Area))
            .then_some(Field::Locations),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_by_its_words() {
        for (label, name) in [
            ("anticipated project completion", "planned_end"),
            ("date reelle de demarrage", "actual_start"),
            ("fecha prevista de conclusion del proyecto", "planned_end"),
            ("date of board approval", "other_date"),
            ("period of the grant", "period"),
            ("duree du pret", ""),
            ("loan period", ""),
            ("donor profile", ""),
            ("unit responsible", ""),
            ("organisation responsible for implementation", "implementing_org"),
            ("entidad responsable de la ejecucion", "implementing_org"),
            ("organisme charge de la mise en oeuvre", "implementing_org"),
            ("agency providing funds", ""),
            ("contributing organisations", "funding_org"),
            ("fuente de los fondos", "funding_org"),
            ("recipient entity", "accountable_org"),
            ("total value of the contract", "budget.total_cost"),
            ("total amount requested", "budget.requested"),
            ("montant total de la subvention", "budget.total_cost"),
            ("amount approved", "budget.approved"),
            ("cooperation modality", "collaboration_type"),
            ("type of aid", "aid_type"),
            ("numero del contrato", "other_identifier"),
            ("country of project implementation", "countries"),
            ("intervention area", "locations"),
            ("oecd dac sector code", "sectors"),
            ("etat actuel du projet", "status"),
            ("main results achieved", "results.achieved"),
            ("resultats escomptes du projet", "results.expected"),
            ("key performance indicators", "indicators"),
            ("structure of funding", "funding"),
            // One word that is not known, and it is no label of ours.
            ("number of beneficiaries trained", ""),
            ("total area in hectares", ""),
            ("project manager", ""),
            ("start", "start"),
            ("implementation", ""),
            ("budget by sector", ""),
            ("country office", ""),
            ("delivered by", "implementing_org"),
            ("organizacao implementadora", "implementing_org"),
            ("financial instrument", "finance_type"),
            ("co-operation modality", "collaboration_type"),
            ("country or territory", "countries"),
            ("what is this project about", "descriptions.general"),
            ("maitrise d'ouvrage", "implementing_org"),
            ("local contribution", ""),
            ("title of the project/basic act", "title"),
            ("zone benefiting from the action/location", "locations"),
            ("country/budget", ""),
            ("basic act/annex", ""),
            ("secteur principal", "sectors"),
            ("setor principal", "sectors"),
            ("principal partner", ""),
            ("aide liee ou non liee", "tied_status"),
        ] {
            assert_eq!(field(label).map_or("", Field::name), name, "{label}");
        }
    }
}
