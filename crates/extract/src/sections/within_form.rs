//! Labels that are words of every day: `Agency`, `Number`, `Total`, `Partnership`. They count within a form of the trade
//! alone, one that has several other labels of an activity and tells its money or who pays for it or carries it out; and
//! there beside a value that reads as one of their field and as nothing else.

use std::sync::LazyLock;

use almoner_record::Role;
use rustc_hash::FxHashMap;

use super::weak::{Place, is_name, is_number};
use super::{Cutter, matched};
use crate::bodies;
use crate::field::Field;
use crate::labels::{label_key, unnumbered};
use crate::lines::{self, Line};
use crate::value;
use crate::value::numeral::DecimalMark;

/// Whom a label names beside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// A body by the word itself: `NGO`, `Agence`.
    Body,
    /// A body or a person: `Coordinator`, `Responsable`.
    Anyone,
}

/// The fields of such labels, as [`label_key`] folds them, each label behind a `|`.
const LABELS: [(Field, Named, &str); 10] = [
    (
        Field::Org(Some(Role::Funding)),
        Named::Anyone,
        "awarded by|granted by|financial support by|financial support|appui financier|soutien financier|apoyo financiero|apoio financeiro|\
         development partner|development partners|partenaire au developpement|partenaires au developpement|partenaire de developpement|\
         socio de desarrollo|socios de desarrollo|socios para el desarrollo|parceiro de desenvolvimento|parceiros de desenvolvimento|ptf|\
         fund|trust fund|fonds|fonds fiduciaire|fondo|fondos|fondo fiduciario|fundo|investor|investors|\
         contributions from|contribution from|contribution de|external funding|cooperation agency|agence de cooperation|\
         agencia de cooperacion|agencia de cooperacao|institution financiere|cooperacion|aporta|mutuante|contribuyente|contribuyentes|\
         patrocinado por|entidad contratante|entidade contratante|administration contractante|contratante|mandante",
    ),
    (
        Field::Org(Some(Role::Implementing)),
        Named::Body,
        "ngo|ngos|ingo|cso|ngo name|name of ngo|name of the ngo|ong|nom de l'ong|osc|nombre de la ong|ejecutora|executora",
    ),
    // Vacancies have these too: who carries out is said otherwise.
    (
        Field::Org(None),
        Named::Body,
        "agency|agencies|un agency|un agencies|organisation|organisation name|name of organisation|name of the organisation|institution|\
         name of institution|country office|receiving institution|consulting firm|responsible department|agence|agences|organisme|\
         nom de l'organisme|nom de l'organisation|association|structure|agencia|agencias|entidad|nombre de la entidad|\
         nombre de la organizacion|organismo|organizacion|organizaciones|asociacion|fundacion|institucion|entidade|nome da entidade|\
         nome da organizacao|organizacao|associacao|fundacao|instituicao|entitat|organitzacio",
    ),
    (
        Field::Org(Some(Role::Implementing)),
        Named::Anyone,
        "coordinator|project coordinator|coordinated by|coordination|operated by|conducted by|submitted by|proponent|\
         responsible|responsible parties|fund manager|managing agent|contracting party|grant to|award to|paid to|payee|channel|channel name|\
         pilote par|coordonne par|coordinateur|coordonnateur|coordinateur du projet|nom du beneficiaire|beneficiaire principal|\
         beneficiaires principaux|titulaire|prestataire de services|gestionnaire|responsable du projet|\
         charge de la mise en oeuvre|canal|intervenant|laureat|adjudicataire|ejecutan|implementan|beneficiario principal|\
         perceptor|receptor|coordinador|coordinado por|coordinacion|gestor|administrador|proponente|proponentes|presentado por|\
         responsable|responsable del proyecto|unidad responsable|operador|operadores|desarrollado por|titular|donatario|coordenador|\
         coordenado por|coordenacao|requerente|responsavel|unidade responsavel|desenvolvido por|conduzido por|apresentado por|dono da obra",
    ),
    (
        Field::Org(None),
        Named::Anyone,
        "consortium|members|stakeholders|key stakeholders|jointly with|together with|associate|associates|actors|parties involved|\
         partnership|partnerships|working with|we work with|in coordination with|partenariat|partenariats|collaboration|collaborateurs|\
         parties prenantes|associes|contreparties|avec la participation de|acteurs|acteurs concernes|sous-traitants|\
         colabora|colaboran|colaborador|colaboradores|colaboracion|con la participacion de|junto a|junto con|alianzas|asociado|asociados|\
         partenariado|actores|partes interesadas|subcontratistas|colaboracao|parceria|parcerias|associados|apoio|apoios",
    ),
    (
        Field::Org(Some(Role::Accountable)),
        Named::Anyone,
        "guarantor|garant|garante|tutelle|tutela|donataire|devedor",
    ),
    (
        Field::OtherIdentifier,
        Named::Anyone,
        "number|no|n°|n.o|numero|symbol|symbole|simbolo|identifier|id number|identification number|unique id|unique identifier|unique code|\
         unique number|internal id|internal reference|internal code|internal reference number|external reference|external id|ref. no|ref no|\
         ref. number|our ref|your reference|your ref|references|notre reference|nos ref|n/ref|identifiant unique|identificador unico|\
         code interne|reference interne|numero interne|codigo interno|referencia interna|nuestra referencia|ref.a|p-code|p code|fund code|\
         output id|output number|component id|component code|snip|bdns|allocation code|submission number|numero de identificacion|\
         numero de identificacao|numero de demande|numero de solicitud",
    ),
    (
        Field::Budget(None),
        Named::Anyone,
        "funds|fonds|fondos|fundos|credit|credito|credits|resources|ressources|recursos|financial resources|ressources financieres|\
         recursos financieros|subsidy|envelope|besoins|apport|participation|concours|quote-part|asignacion|ayuda|cantidad|importancia|import|\
         usd|eur|us$ amount|usd amount|total usd|total eur|total in eur|total in usd|total us$|total en eur|project total|total du projet|\
         total del proyecto|total proyecto|total do projeto|total budgeted|finance|quanto|amount of credit",
    ),
    (
        Field::Amount,
        Named::Anyone,
        "paid|payments|spend|expended|received|released|utilised|balance|unspent balance|paye|paiements|verse|versements|depenses|recu|\
         execute|solde|pagado|pagos|gastado|gasto|gastos|ejecutado|recibido|transferido|saldo|pago|pagamentos|despesa|despesas|executado|\
         recebido|administrative costs|frais administratifs|gastos administrativos",
    ),
    (
        Field::Countries,
        Named::Anyone,
        "geography|geographies|area|scope|nation|member country|member countries|member state|member states|eligible countries|crisis|\
         pays membre|etat membre|geographie|pais miembro|geografia|destino|abrangencia",
    ),
];

static FIELDS: LazyLock<FxHashMap<String, Vec<(Field, Named)>>> = LazyLock::new(|| {
    let mut fields: FxHashMap<String, Vec<(Field, Named)>> = FxHashMap::default();
    for (field, named, labels) in LABELS {
        for label in labels.split('|') {
            fields.entry(label_key(label)).or_default().push((field, named));
        }
    }
    fields
});

impl Cutter<'_> {
    /// The field of such a label with `value`, where it stands in a form of the trade.
    pub(super) fn told_within_form(&self, label: &str, value: &str, place: Place) -> Option<Field> {
        const LONGEST: usize = 60;
        if label.len() > LONGEST || !self.layout.is_general() {
            return None;
        }
        let key = label_key(label.trim_matches([':', ' ', '¿', '?', '*', '_']));
        let plain = unnumbered(&key);
        let bare = plain.strip_suffix("(s)").or_else(|| plain.strip_suffix("(es)")).unwrap_or(plain);
        let fields = FIELDS.get(plain).or_else(|| FIELDS.get(bare))?;
        let value = value.trim();
        let found = fields.iter().find(|(field, named)| reads(*field, *named, value, place));
        let (field, named) = *found?;
        let is_taken = match field {
            Field::OtherIdentifier => self.opened.contains(&(self.activity, field)),
            Field::Budget(_) => {
                let own = self.opened.iter().filter(|(activity, _)| *activity == self.activity);
                own.clone().any(|(_, field)| matches!(field, Field::Budget(_) | Field::Funding))
            }
            _ => false,
        };
        let form = self.trade_form();
        let is_form = form.is_one && (form.names_who || field != Field::Org(None) || named != Named::Body);
        (!is_taken && is_form).then_some(field)
    }

    /// What the labels of the document tell: those of an activity are three or more, and its money or who pays for it or
    /// carries it out is among them.
    fn trade_form(&self) -> TradeForm {
        *self.trade_form.get_or_init(|| {
            const FEWEST: usize = 3;
            const LONGEST: usize = 60;
            let cells = lines::first_cells(self.document, self.lines);
            let found = |line: &Line| {
                let found = matched(self.layout, line).filter(|found| found.bare.is_none())?;
                let is_label = found.inline || line.span.len() <= LONGEST;
                (is_label && !found.by_words).then_some(found.field)
            };
            let lines = self.lines.iter().chain(&cells);
            let mut fields: Vec<Field> = lines.filter_map(found).filter(is_fact).collect();
            fields.sort();
            fields.dedup();
            TradeForm {
                is_one: fields.len() >= FEWEST && fields.iter().any(tells_of_money),
                names_who: fields
                    .iter()
                    .any(|field| matches!(field, Field::Title | Field::Funding | Field::Org(_))),
            }
        })
    }
}

/// What the labels of a document tell of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct TradeForm {
    /// They are those of an activity.
    is_one: bool,
    /// They name it, or who takes part. A scholarship has an amount, a country and a time as well.
    names_who: bool,
}

fn is_fact(field: &Field) -> bool {
    matches!(
        field,
        Field::Title
            | Field::OtherIdentifier
            | Field::IatiIdentifier
            | Field::Org(_)
            | Field::Date(_)
            | Field::Period
            | Field::Countries
            | Field::Sectors
            | Field::Status
            | Field::PolicyMarkers
            | Field::Sdgs
            | Field::Budget(_)
            | Field::Funding
            | Field::Amount
    )
}

fn tells_of_money(field: &Field) -> bool {
    matches!(
        field,
        Field::Budget(_)
            | Field::Funding
            | Field::Amount
            | Field::Org(Some(Role::Funding | Role::Implementing | Role::Accountable))
    )
}

fn reads(field: Field, named: Named, value: &str, place: Place) -> bool {
    match field {
        Field::Org(_) => {
            let names = || value.split(['\n', ';']).map(str::trim).filter(|name| !name.is_empty());
            let told = named == Named::Body && place == Place::Beside;
            names().next().is_some() && names().all(is_name) && (told || names().any(bodies::is_body))
        }
        // A number alone may be of anything: `FED/2013/032050` and `BOL-8800` have letters or parts.
        Field::OtherIdentifier => {
            let parts = value.split(['/', '-', '.']).filter(|part| !part.is_empty()).count();
            is_number(value) && (parts > 1 || value.starts_with(|c: char| c.is_ascii_alphabetic()))
        }
        Field::Budget(_) | Field::Amount => value::money::is_alone(value, DecimalMark::Unknown),
        Field::Countries => place == Place::Beside && crate::codes::are_countries(value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::{extracted, record};

    #[test]
    fn words_of_every_day_are_labels_within_a_form() {
        let read = |line: &str| {
            record(&format!(
                "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nStart date: 1 May 2019\nTotal cost: EUR 5,000\n{line}\nStatus: Closed\n"
            ))
        };
        for (line, count) in [
            ("Agency: United Nations Children's Fund", 2),
            ("1.2. Organisation(s): Norwegian Church Aid", 2),
            ("ONG : Les Amis du Sahel", 2),
            ("Coordinator: Ministry of Water of Mali", 2),
            ("Coordinator: Ana Torres", 1), // a person
            ("Responsable: María García", 1),
            ("Consortium: University of Bamako; Oxfam", 3),
            ("Members: 24", 1),
            ("Agency: the agency that we work with.", 1),
            ("Partnership: strong and lasting", 1),
        ] {
            assert_eq!(read(line).participating_orgs.len(), count, "{line}");
        }
        for (line, number) in [
            ("Number: FED/2013/032050", Some("FED/2013/032050")),
            ("N°: CML1234", Some("CML1234")),
            ("Number: 12", None),
            ("Number: 2013", None),
            ("Number: 223-456-789 Bamako", None),
            ("Symbol: water", None),
        ] {
            let printed = read(line).other_identifiers.first().map(|one| one.value.clone());
            assert_eq!(printed.as_deref(), number, "{line}");
        }
        for (line, amounts) in
            [("Paid: EUR 1,200", 1), ("Balance: EUR 300", 1), ("Balance: kept", 0), ("Spend: 3", 0)]
        {
            assert_eq!(read(line).amounts.len(), amounts, "{line}");
        }
        let read = record(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nImplementing agency: Oxfam\nStart date: 1 May 2019\nFONDOS: USD 1,200,000\n",
        );
        assert_eq!(read.budget.map(|budget| budget.money.value.to_string()).as_deref(), Some("1200000"));
    }

    #[test]
    fn elsewhere_they_make_no_record() {
        for text in [
            "Water engineer\n\nOrganisation: World Vision\nLocation: Bamako\nCountry: Mali\nReference: WV-2021-33\nClosing date: 3 May 2021\n",
            "Offre de poste : Responsable suivi-évaluation\n\nOrganisation : Aide et Action\nBailleur : Union européenne\nPays : Mali\nDate de début : 1er juin 2022\nDate de fin : 31 mai 2023\n",
            "Annual conference on water\n\nVenue: Hotel Sahel\nCountry: Mali\nInstitution: University of Bamako\nNumber: CONF/2021/33\nFunds: EUR 50,000\n",
            "Bourse d'études au Canada\n\nOrganisme : Université Laval\nPays : Canada\nMontant : 12 000 CAD\nDurée : 12 mois\n",
            "Invoice\n\nProject: Wells for the schools of Kita\nNumber: INV/2021/0033\nSupplier: Sahel Pumps Ltd\nTotal: EUR 5,000\nPaid: EUR 5,000\nBalance: EUR 0\nDate: 3 May 2021\n",
            "Minutes of the meeting\n\nNumber: M-2021/7\nMembers: Ministry of Water; Oxfam\nCoordinator: University of Bamako\nDate: 3 May 2021\n",
        ] {
            assert!(extracted(text).activities.is_empty(), "{text}");
        }
    }
}
