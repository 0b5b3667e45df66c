//! All organisations that the lists know, by identifier and by name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Organisation;
use super::names::{bracketed, is_acronym, is_short, key, spelt};
use crate::codelist::{Entry, words};
use crate::lists::{CHANNEL, COUNTRY};
use crate::table::{Row, rows};

/// The register, made when first asked for.
pub(super) static REGISTER: LazyLock<Register> = LazyLock::new(Register::new);

/// Organisations and their names.
pub(super) struct Register {
    all: Vec<Organisation>,
    ids: BTreeMap<&'static str, usize>,
    /// By the CRS code of a channel that is an organisation.
    channels: FxHashMap<&'static str, usize>,
    names: FxHashMap<String, Claim>,
}

/// Which organisation a name means. The strongest list that knows the name decides; None when it says two.
struct Claim {
    strength: Strength,
    index: Option<usize>,
}

/// How far a list is trusted when several know a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// Frozen or withdrawn identifiers, agencies of DAC members.
    Old,
    /// Organisations that publish under the identifier.
    Publisher,
    /// CRS channels: what donors print beside a name.
    Channel,
    /// Governments' publishers, which a channel of the same name does not replace.
    Government,
    /// data/organisation-aliases.csv.
    Own,
}

/// Words that begin a name which many countries give to an office of their own.
static GENERIC: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "ministry ministere ministries ministeres ministerio department departement departamento federal national state \
     municipal municipality municipalities municipalites other autre autres miscellaneous divers various government \
     gouvernement gouvernment local central prime parliament embassy public provincial regional office secretariat \
     council prefectures university universities export country"
        .split(' ')
        .collect()
});

/// Groups above other channels that are organisations themselves: IMF, World Bank, WTO.
const HOUSES: [&str; 3] = ["43000", "44000", "45000"];

/// A channel that stands for a kind of organisation, or for any office of a family.
fn is_group(entry: &Entry) -> bool {
    let family = entry.code.get(..2).unwrap_or_default();
    let named = matches!(family, "21" | "22" | "30" | "31" | "41" | "42" | "43" | "44" | "45" | "46" | "47")
        || entry.code == "51001";
    let parent = CHANNEL.children(entry.code).next().is_some() && !HOUSES.contains(&entry.code);
    !named || parent || entry.name.ends_with("country office")
}

impl Register {
    fn new() -> Register {
        let (all, ids, channels, names) = Default::default();
        let mut register = Register { all, ids, channels, names };
        CHANNEL.iter().filter(|entry| !is_group(entry)).for_each(|entry| register.add_channel(entry));
        rows(include_str!("../../data/organisations.csv")).iter().for_each(|row| register.add_listed(row));
        rows(include_str!("../../data/dac-agencies.csv")).iter().for_each(|row| register.add_agency(row));
        for row in rows(include_str!("../../data/organisation-aliases.csv")) {
            let (id, alias) = (row.text("id"), row.text("alias"));
            if id.is_empty() {
                let key = if is_short(alias) { alias.to_owned() } else { key(alias) };
                register.names.insert(key, Claim { strength: Strength::Own, index: None });
            } else {
                let index = register.add(Organisation { id, name: alias, acronym: None, kind: None });
                register.know(alias, index, Strength::Own);
            }
        }
        register
    }

    pub(super) fn get(&self, index: usize) -> Option<&Organisation> {
        self.all.get(index)
    }

    pub(super) fn by_id(&self, id: &str) -> Option<&Organisation> {
        self.ids.get(id).and_then(|index| self.all.get(*index))
    }

    pub(super) fn by_channel(&self, code: &str) -> Option<&Organisation> {
        self.channels.get(code).and_then(|index| self.all.get(*index))
    }

    /// The organisation that a whole name or acronym means.
    ///
    /// A frozen list has `United Nations Office for Project Services (UNOPS)` as one name; the name before the acronym
    /// counts more where a stronger list knows it.
    pub(super) fn whole(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        let claim = self.claim(name);
        let bare = bracketed(name).filter(|(_, acronym)| is_acronym(acronym));
        let bare = bare.and_then(|(front, _)| self.claim(front));
        let stronger = bare.filter(|bare| claim.is_none_or(|claim| bare.strength > claim.strength));
        stronger.or(claim).and_then(|claim| claim.index)
    }

    fn claim(&self, name: &str) -> Option<&Claim> {
        let short = self.names.get(name).filter(|_| is_short(name));
        short.or_else(|| self.names.get(&key(name)).filter(|_| !is_short(name)))
    }

    fn add(&mut self, organisation: Organisation) -> usize {
        if let Some(index) = self.ids.get(organisation.id).copied() {
            if let Some(known) = self.all.get_mut(index) {
                known.acronym = known.acronym.or(organisation.acronym);
                known.kind = known.kind.or(organisation.kind);
            }
            return index;
        }
        self.ids.insert(organisation.id, self.all.len());
        self.all.push(organisation);
        self.all.len() - 1
    }

    fn add_channel(&mut self, entry: &'static Entry) {
        let id: &'static str = format!("XM-DAC-{}", entry.code).leak();
        let acronym = entry.aliases.first().copied();
        let kind = kind_of_channel(entry.code);
        let index = self.add(Organisation { id, name: without_note(entry.name), acronym, kind });
        self.channels.insert(entry.code, index);
        let strength = if entry.active { Strength::Channel } else { Strength::Old };
        for name in entry.names() {
            self.know(name, index, strength);
            if without_note(name) != name {
                self.know(without_note(name), index, strength);
            }
        }
    }

    fn add_listed(&mut self, row: &Row) {
        let kind = row.some("type");
        let government = matches!(kind, Some("10" | "15"));
        let strength = match (row.text("list"), row.text("status")) {
            ("legacy", _) | (_, "withdrawn") => Strength::Old,
            _ if government => Strength::Government,
            _ => Strength::Publisher,
        };
        // Some publishers use a bare channel code as their identifier.
        let code = CHANNEL.get(row.text("id")).filter(|entry| !is_group(entry));
        let id = code.map_or(row.text("id"), |entry| format!("XM-DAC-{}", entry.code).leak());
        let name = own_name(row.text("name_en"));
        let short = bracketed(name);
        let acronym = short.map(|(_, acronym)| acronym);
        let index =
            self.add(Organisation { id, name: short.map_or(name, |(front, _)| front), acronym, kind });
        let sure = government || kind == Some("40");
        for whole in [row.text("name_en"), row.text("name_fr")] {
            let name = own_name(whole);
            self.know(name, index, strength);
            self.know(if whole == name { "" } else { whole }, index, strength);
            // `Denmark - Ministry of Foreign Affairs` is the Ministry of Foreign Affairs of Denmark.
            if let Some(country) =
                whole.strip_suffix(name).filter(|country| government && !country.is_empty())
            {
                let country = country.trim_end_matches([' ', '-', '–']);
                self.know(&format!("{name} {country}"), index, strength);
            }
            if let Some((front, acronym)) = bracketed(name) {
                self.know(front, index, strength);
                // The acronym of a small organisation is often that of another one too.
                self.know(if sure { acronym } else { "" }, index, strength);
            }
        }
    }

    fn add_agency(&mut self, row: &Row) {
        let id: &'static str =
            format!("XM-DAC-{}-{}", row.text("donor_code"), row.text("agency_code")).leak();
        let acronym = row.some("acronym");
        let index = self.add(Organisation { id, name: row.text("name_en"), acronym, kind: None });
        // Acronyms of agencies (FIN, GOV, AG) mean too many things to be sure of one.
        for name in [row.text("name_en"), row.text("name_fr")].into_iter().filter(|name| !is_short(name)) {
            self.know(name, index, Strength::Old);
        }
    }

    /// Notes that `name` means the organisation at `index`.
    fn know(&mut self, name: &str, index: usize, strength: Strength) {
        let words = words(name);
        let key = if is_short(name) { name.to_owned() } else { spelt(&words) };
        let first = words.split(' ').next().unwrap_or_default();
        let generic = GENERIC.contains(first) && !names_a_country(name);
        let tiny = is_short(name) && name.chars().count() < 3;
        if key.is_empty() || (strength < Strength::Own && (generic || tiny)) || COUNTRY.find(name).is_some() {
            return;
        }
        let claim = self.names.entry(key).or_insert(Claim { strength, index: Some(index) });
        if strength > claim.strength {
            *claim = Claim { strength, index: Some(index) };
        } else if strength == claim.strength && claim.index != Some(index) {
            claim.index = None;
        }
    }
}

fn names_a_country(name: &str) -> bool {
    !crate::countries::countries_in(name).is_empty()
}

/// A channel's name without the note on which contributions count: `- assessed contributions`, `(core only)`.
fn without_note(name: &'static str) -> &'static str {
    let bare = name.split(" (").next().unwrap_or(name);
    bare.strip_suffix(" - assessed contributions").unwrap_or(bare)
}

/// A publisher's name without the country before it and without its second language: `Canada - Global Affairs Canada |
/// Affaires mondiales Canada` is Global Affairs Canada.
fn own_name(name: &'static str) -> &'static str {
    let first = name.split(" | ").next().unwrap_or(name);
    let parted = first.split_once(" - ").or_else(|| first.split_once(" – "));
    parted.filter(|(country, _)| COUNTRY.find(country).is_some()).map_or(first, |(_, rest)| rest)
}

/// OrganisationType of a channel, told by its leading digits.
fn kind_of_channel(code: &str) -> Option<&'static str> {
    let kind = match code.get(..2)? {
        "21" => "21",
        "22" => "22",
        "30" | "31" => "30",
        "51" => "80",
        _ => "40",
    };
    Some(kind)
}
