//! The words of labels, folded, and what each is about.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::labels::label_key;

/// What a word of a label is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
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

pub(super) const fn bit(sense: Sense) -> u64 {
    1 << sense as u64
}

/// The senses of a word, as bits; None for one that has none here.
pub(super) fn senses_of(word: &str) -> Option<u64> {
    let singular = || word.strip_suffix('s').and_then(|word| SENSES.get(word));
    SENSES.get(word).or_else(singular).copied()
}
