//! What one document tells, before it is laid out.

use super::chance::Chance;
use super::words::{BEGINNINGS, COUNTRIES, Country, MARKERS, MINISTRIES, MONTHS, PARTNERS, SECTORS, Sector};

/// The language that a document is in; the place of its words in the tables.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    French,
}

impl Language {
    /// The word in this language.
    pub(crate) fn of(self, [english, french]: [&str; 2]) -> &str {
        match self {
            Language::English => english,
            Language::French => french,
        }
    }
}

/// Year, month and day.
#[derive(Clone, Copy)]
pub(crate) struct Date(pub(crate) u64, pub(crate) u64, pub(crate) u64);

impl Date {
    fn drawn(chance: &mut Chance, from: u64, to: u64) -> Date {
        Date(chance.between(from, to), chance.between(1, 12), chance.between(1, 28))
    }

    /// `2019-06-03`.
    pub(crate) fn iso(self) -> String {
        format!("{}-{:02}-{:02}", self.0, self.1, self.2)
    }

    /// `03/06/2019`.
    pub(crate) fn slashes(self) -> String {
        format!("{:02}/{:02}/{}", self.2, self.1, self.0)
    }

    /// `3 June 2019`, `3 juin 2019`.
    pub(crate) fn words(self, language: Language) -> String {
        format!("{} {} {}", self.2, language.of(self.month()), self.0)
    }

    /// `June 3, 2019`.
    pub(crate) fn american(self) -> String {
        format!("{} {}, {}", Language::English.of(self.month()), self.2, self.0)
    }

    /// `June 2019`.
    pub(crate) fn month_of_year(self, language: Language) -> String {
        format!("{} {}", language.of(self.month()), self.0)
    }

    fn month(self) -> [&'static str; 2] {
        let before = usize::try_from(self.1.saturating_sub(1)).unwrap_or_default();
        MONTHS.get(before).copied().unwrap_or_default()
    }
}

/// What a document tells.
pub(crate) struct Facts {
    pub(crate) language: Language,
    pub(crate) title: String,
    /// Six digits, of one document alone among those of a seed and kind.
    pub(crate) number: u64,
    pub(crate) country: Country,
    /// A second country, now and then.
    pub(crate) other_country: Option<Country>,
    /// The sectors with their shares, a hundred in all.
    pub(crate) sectors: Vec<(Sector, u64)>,
    /// The markers, and whether each is the principal objective.
    pub(crate) markers: Vec<([&'static str; 2], bool)>,
    /// The whole amount, in units.
    pub(crate) amount: u64,
    pub(crate) start: Date,
    pub(crate) end: Date,
    /// Of planned, running, ending, closed: 0 to 3.
    pub(crate) status: usize,
    pub(crate) partner: [&'static str; 2],
    pub(crate) ministry: [&'static str; 2],
}

impl Facts {
    pub(crate) fn drawn(chance: &mut Chance, language: Language, number: u64) -> Facts {
        let country = chance.pick(&COUNTRIES);
        let sectors = sectors(chance);
        let topic = sectors.first().map(|(sector, _)| sector.3).unwrap_or_default();
        let where_to = match language {
            Language::English => format!("in {}", chance.pick(&country.3)),
            Language::French => format!("à {}", chance.pick(&country.3)),
        };
        let title = format!("{} {} {where_to}", language.of(chance.pick(&BEGINNINGS)), language.of(topic));
        let start = Date::drawn(chance, 2008, 2023);
        let markers = MARKERS.iter().filter(|_| chance.percent(35)).copied().collect::<Vec<_>>();
        Facts {
            language,
            title,
            number: 100_000 + number,
            country,
            other_country: chance
                .percent(15)
                .then(|| chance.pick(&COUNTRIES))
                .filter(|other| other.0 != country.0),
            sectors,
            markers: markers.into_iter().map(|marker| (marker, chance.percent(30))).collect(),
            amount: chance.between(20, 4_000) * chance.pick(&[500, 1_000, 2_500, 5_000, 10_000]),
            end: Date(start.0 + chance.between(1, 6), chance.between(1, 12), chance.between(1, 28)),
            start,
            status: usize::try_from(chance.between(0, 3)).unwrap_or_default(),
            partner: chance.pick(&PARTNERS),
            ministry: chance.pick(&MINISTRIES),
        }
    }

    /// The word of a table that has one for each language.
    pub(crate) fn say<'w>(&self, words: [&'w str; 2]) -> &'w str {
        self.language.of(words)
    }

    /// The country's name.
    pub(crate) fn country(&self) -> &'static str {
        self.language.of([self.country.0, self.country.1])
    }

    /// The word for the status, of four.
    pub(crate) fn status<'w>(&self, words: [&'w str; 4]) -> &'w str {
        words.get(self.status).copied().unwrap_or_default()
    }
}

/// One to three sectors, all different.
fn sectors(chance: &mut Chance) -> Vec<(Sector, u64)> {
    let shares: &[u64] = chance.pick(&[&[100][..], &[60, 40], &[85, 15], &[50, 30, 20], &[45, 35, 20]]);
    let mut sectors: Vec<(Sector, u64)> = Vec::new();
    for share in shares {
        let mut sector = chance.pick(&SECTORS);
        while sectors.iter().any(|(known, _)| known.0 == sector.0) {
            sector = chance.pick(&SECTORS);
        }
        sectors.push((sector, *share));
    }
    sectors
}

/// `9,640,500` or `9 640 500`, with `mark` between thousands.
pub(crate) fn grouped(number: u64, mark: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(mark);
        }
        grouped.push(digit);
    }
    grouped
}
