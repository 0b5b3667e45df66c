//! Organisations by name: only when sure.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::codelist::{Entry, words};
use crate::lists::{CHANNEL, COUNTRY};
use crate::table::{Row, rows};

/// An organisation with an identifier.
#[derive(Debug, PartialEq, Eq)]
pub struct Organisation {
    /// IATI organisation identifier: `XM-DAC-41502`, `CA-3`.
    pub id: &'static str,
    /// The name in English.
    pub name: &'static str,
    /// Its usual acronym.
    pub acronym: Option<&'static str>,
    /// Code of IATI's OrganisationType.
    pub kind: Option<&'static str>,
}

struct Organisations {
    all: Vec<Organisation>,
    by_id: BTreeMap<&'static str, usize>,
    /// By the words of a name; the strongest list that knows the name decides, None when two of its rows claim it.
    by_name: HashMap<String, (Strength, Option<usize>)>,
    /// By acronym as printed in capitals.
    by_acronym: HashMap<String, (Strength, Option<usize>)>,
}

/// How far a list is trusted when several know a name: the greatest decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// Frozen or withdrawn identifiers, agencies of DAC members.
    Old,
    /// CRS channels.
    Channel,
    /// Organisations that publish under the identifier.
    Publisher,
    /// data/organisation-aliases.csv.
    Own,
}

/// Words that begin a name which many countries give to their own office.
const GENERIC: [&str; 38] = [
    "ministry",
    "ministere",
    "ministries",
    "ministeres",
    "ministerio",
    "department",
    "departement",
    "departamento",
    "federal",
    "national",
    "state",
    "municipal",
    "municipality",
    "municipalities",
    "municipalites",
    "other",
    "autre",
    "autres",
    "miscellaneous",
    "divers",
    "various",
    "government",
    "gouvernement",
    "gouvernment",
    "local",
    "central",
    "prime",
    "parliament",
    "embassy",
    "public",
    "provincial",
    "regional",
    "office",
    "secretariat",
    "council",
    "prefectures",
    "university",
    "universities",
];

static ORGANISATIONS: LazyLock<Organisations> = LazyLock::new(|| {
    let mut known = Organisations {
        all: Vec::new(),
        by_id: BTreeMap::new(),
        by_name: HashMap::new(),
        by_acronym: HashMap::new(),
    };
    let listed = rows(include_str!("../data/organisations.csv"));
    let (publishers, old): (Vec<&Row>, Vec<&Row>) =
        listed.iter().partition(|row| row.text("list") != "legacy" && row.text("status") != "withdrawn");
    publishers.iter().for_each(|row| known.add_listed(row, Strength::Publisher));
    CHANNEL.iter().for_each(|entry| known.add_channel(entry));
    rows(include_str!("../data/dac-agencies.csv")).iter().for_each(|row| known.add_agency(row));
    old.iter()
        .filter(|row| CHANNEL.get(row.text("id")).is_none())
        .for_each(|row| known.add_listed(row, Strength::Old));
    for row in rows(include_str!("../data/organisation-aliases.csv")) {
        known.add_alias(row.text("id"), row.text("alias"));
    }
    known
});

/// The organisation of a name or an acronym as printed, only when sure.
///
/// The whole name counts first; else its parts between ` - ` (`UNDP - United Nations Development Programme - Haiti`),
/// a name before its acronym in brackets, and a name before a branch: all parts that are known must agree.
pub fn organisation(name: &str) -> Option<&'static Organisation> {
    let known: &'static Organisations = &ORGANISATIONS;
    let found = known.whole(name).or_else(|| known.parts(name))?;
    known.all.get(found)
}

/// The organisation of an identifier.
pub fn organisation_by_id(id: &str) -> Option<&'static Organisation> {
    ORGANISATIONS.by_id.get(id.trim()).and_then(|index| ORGANISATIONS.all.get(*index))
}

/// The organisation of a CRS channel code (`41502`); None for codes of a kind of channel (`21000`), which name nobody.
pub fn channel(code: &str) -> Option<&'static Organisation> {
    let entry = CHANNEL.get(code.trim())?;
    if CHANNEL.children(entry.code).next().is_some() {
        return None;
    }
    organisation_by_id(&format!("XM-DAC-{}", entry.code))
}

impl Organisations {
    fn add(&mut self, organisation: Organisation) -> usize {
        let index = self.all.len();
        match self.by_id.get(organisation.id).copied() {
            Some(known) => {
                if let Some(row) = self.all.get_mut(known) {
                    row.acronym = row.acronym.or(organisation.acronym);
                    row.kind = row.kind.or(organisation.kind);
                }
                known
            }
            None => {
                self.by_id.insert(organisation.id, index);
                self.all.push(organisation);
                index
            }
        }
    }

    fn add_listed(&mut self, row: &Row, strength: Strength) {
        let (id, name) = (row.text("id"), row.text("name_en"));
        let index =
            self.add(Organisation { id, name: own_name(name), acronym: None, kind: row.some("type") });
        for name in [name, row.text("name_fr")] {
            self.know(name, index, strength);
            self.know(own_name(name), index, strength);
        }
    }

    fn add_channel(&mut self, entry: &'static Entry) {
        if CHANNEL.children(entry.code).next().is_some() || !entry.active {
            return;
        }
        let id: &'static str = format!("XM-DAC-{}", entry.code).leak();
        let acronyms: Vec<&'static str> =
            entry.aliases.iter().copied().filter(|name| is_acronym(name)).collect();
        let acronym = acronyms.first().copied();
        let index =
            self.add(Organisation { id, name: entry.name, acronym, kind: kind_of_channel(entry.code) });
        entry.names().for_each(|name| self.know(name, index, Strength::Channel));
    }

    fn add_agency(&mut self, row: &Row) {
        let id: &'static str =
            format!("XM-DAC-{}-{}", row.text("donor_code"), row.text("agency_code")).leak();
        let index = self.add(Organisation {
            id,
            name: row.text("name_en"),
            acronym: row.some("acronym"),
            kind: None,
        });
        // Acronyms of agencies (FIN, GOV, AG) are the same in too many countries to be sure of one.
        for name in [row.text("name_en"), row.text("name_fr")].into_iter().filter(|name| !is_acronym(name)) {
            self.know(name, index, Strength::Old);
        }
    }

    fn add_alias(&mut self, id: &'static str, alias: &'static str) {
        let index = match self.by_id.get(id) {
            Some(index) => *index,
            None => self.add(Organisation { id, name: alias, acronym: None, kind: None }),
        };
        self.know(alias, index, Strength::Own);
    }

    /// Notes that `name` means the organisation at `index`.
    fn know(&mut self, name: &str, index: usize, strength: Strength) {
        let table = if is_acronym(name) { &mut self.by_acronym } else { &mut self.by_name };
        let key = if is_acronym(name) { name.to_owned() } else { words(name) };
        let generic = key.split(' ').next().is_some_and(|first| GENERIC.contains(&first));
        if key.is_empty() || (generic && strength < Strength::Own) {
            return;
        }
        let rival = table.entry(key).or_insert((strength, Some(index)));
        if strength > rival.0 {
            *rival = (strength, Some(index));
        } else if strength == rival.0 && rival.1 != Some(index) {
            rival.1 = None;
        }
    }

    fn whole(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        let acronym = self.by_acronym.get(name).and_then(|(_, index)| *index);
        acronym.or_else(|| self.by_name.get(&words(name)).and_then(|(_, index)| *index))
    }

    fn parts(&self, name: &str) -> Option<usize> {
        let spelt = name.replace(['–', '—'], "-").replace(['(', ')'], " - ");
        let mut found: Vec<usize> = Vec::new();
        for part in spelt.split(" - ").map(str::trim).filter(|part| !part.is_empty()) {
            match self.whole(part) {
                Some(index) => found.push(index),
                None if COUNTRY.find(part).is_some() || is_acronym(part) => {}
                None => return None,
            }
        }
        let first = found.first().copied()?;
        found.iter().all(|index| *index == first).then_some(first)
    }
}

/// Capitals, digits and signs without a small letter or a space, at least three of them.
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= 2 && name.chars().count() <= 10 && !name.contains(' ') && name.to_uppercase() == name
}

/// A publisher's name without the country before it and without its second language: `Canada - Global Affairs Canada |
/// Affaires mondiales Canada` is Global Affairs Canada.
fn own_name(name: &'static str) -> &'static str {
    let first = name.split(" | ").next().unwrap_or(name);
    let parted = first.split_once(" - ").or_else(|| first.split_once(" – "));
    match parted {
        Some((country, rest)) if COUNTRY.find(country).is_some() => rest,
        _ => first,
    }
}

/// OrganisationType of a channel, told by its leading digits.
fn kind_of_channel(code: &str) -> Option<&'static str> {
    let family = code.get(..2)?;
    let kind = match family {
        "11" | "12" => "10",
        "21" => "21",
        "22" => "22",
        "23" => "24",
        "30" | "31" => "30",
        "41" | "42" | "43" | "44" | "45" | "46" | "47" => "40",
        "51" => "80",
        "61" => "71",
        "62" => "72",
        "63" => "73",
        _ => return None,
    };
    Some(kind)
}
