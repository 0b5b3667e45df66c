//! The number of an activity beside a label of something else: `Re: Grant number 2010-8800`, `SAP ID: 190054`.

use almoner_record::Span;

use super::folded;
use crate::field::Field;
use crate::labels::Key;
use crate::sections::{Cutter, weak};
use crate::word_list::WordList;

impl Cutter<'_> {
    /// The label and the number of what a letter is about: `Re: Grant number 2010-8800`, `Objet : Convention n° ML-12/3`.
    pub(super) fn numbered_subject(&self, label: Span, value: Span) -> Option<(Span, Span)> {
        const LABELS: [&str; 12] = [
            "re",
            "ref",
            "ref.",
            "reference",
            "subject",
            "objet",
            "asunto",
            "assunto",
            "referencia",
            "concerne",
            "our ref",
            "n/ref",
        ];
        const NOUNS: [&str; 21] = [
            "grant",
            "award",
            "project",
            "contract",
            "agreement",
            "grant agreement",
            "loan",
            "projet",
            "contrat",
            "convention",
            "subvention",
            "pret",
            "proyecto",
            "contrato",
            "convenio",
            "subvencion",
            "prestamo",
            "projeto",
            "subvencao",
            "appeal",
            "donacion",
        ];
        const LONGEST: usize = 80;
        let is_taken = self.opened.contains(&(self.activity, Field::OtherIdentifier));
        if !self.layout.is_general() || value.len() > LONGEST || is_taken {
            return None;
        }
        LABELS.contains(&folded(self.document.slice(label)).as_str()).then_some(())?;
        let text = self.document.slice(value);
        let (named, number) = text.trim_end_matches(['.', ' ']).rsplit_once([' ', '\u{a0}'])?;
        let named = named.trim_end();
        let plain = number.trim_start_matches('#');
        // `Grant 2010-8800`, but not `Project 2030`.
        let has_parts =
            plain.contains(['-', '/']) || plain.bytes().all(|byte| byte.is_ascii_digit()) && plain.len() > 4;
        let is_noun =
            NOUNS.contains(&almoner_codelists::fold(named).as_str()) && (has_parts || plain != number);
        let is_label = || {
            let key = Key::of(named);
            self.layout.among(|labels| labels.find(&key)).or_else(|| key.told())
                == Some(Field::OtherIdentifier)
        };
        let (number, is_number) = (plain, weak::is_number(plain) && (is_noun || is_label()));
        let at = named.len() + text.get(named.len()..)?.find(number)?;
        let span = |from: usize, to: usize| value.inner(Span::new(from, to));
        is_number.then(|| (span(0, named.len()), span(at, at + number.len())))
    }
}

/// A number that a system of the publisher's own gave: `SAP ID: 190054`, `GPE ID: NPL-2019-ESPIG`. `ID` and `reference`
/// are of what is done; a `number` or `code` as often of a telephone, a substance or a firm, so it counts beside a known
/// body or system alone.
pub(super) fn is_own_number(label: &str, value: &str) -> bool {
    const IDENTIFIERS: [&str; 3] = ["id", "ref", "reference"];
    const NUMBERS: [&str; 5] = ["number", "no", "code", "numero", "codigo"];
    const SYSTEMS: [&str; 6] = ["SAP", "AMP", "CRIS", "OPSYS", "ERP", "PMS"];
    static OTHERS: WordList = WordList::of(
        "VAT TIN EIN UEI DUNS SWIFT IBAN BIC NIF NIT RUC CNPJ CPF ISO ZIP PIN IATI ISBN ISSN DOI URL QR SDG CRS DAC UN \
         TAX TVA IVA GST PAN CIN RCS SIRET SIREN NIU IFU RCCM NINEA BP PO TEL FAX GSM HQ CAS HS MAC IP USER ORCID SSN",
    );
    const LONGEST_VALUE: usize = 30;
    let mut words = label.trim_end_matches([':', ' ', '.']).split(' ');
    let (Some(system), Some(number), None) = (words.next(), words.next(), words.next()) else { return false };
    let number = almoner_codelists::fold(number);
    let is_known = || SYSTEMS.contains(&system) || almoner_codelists::organisation(system).is_some();
    (2..=6).contains(&system.len())
        && system.bytes().all(|byte| byte.is_ascii_uppercase())
        && !OTHERS.has(system)
        && (IDENTIFIERS.contains(&number.as_str()) || NUMBERS.contains(&number.as_str()) && is_known())
        && value.len() <= LONGEST_VALUE
        && !value.trim().contains(' ')
        && value.bytes().filter(u8::is_ascii_digit).count() > 2
}
