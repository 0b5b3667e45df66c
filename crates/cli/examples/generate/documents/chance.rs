//! Numbers that look drawn by lot and are the same on every machine: SplitMix64.

/// What a document is drawn from.
pub(crate) struct Chance(u64);

impl Chance {
    /// The chance of document `number` of a kind: it depends on no other document.
    pub(crate) fn of(seed: u64, kind: u64, number: u64) -> Chance {
        let mut chance = Chance(seed ^ kind.rotate_left(48));
        chance.0 = chance.next() ^ number;
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both possible.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// True `times` times in a hundred.
    pub(crate) fn percent(&mut self, times: u64) -> bool {
        self.between(1, 100) <= times
    }

    /// One of a table.
    pub(crate) fn pick<T: Copy + Default>(&mut self, table: &[T]) -> T {
        let at = usize::try_from(self.next()).unwrap_or_default() % table.len().max(1);
        table.get(at).copied().unwrap_or_default()
    }

    /// The name of a village that is on no map: what makes the words of a library many.
    pub(crate) fn village(&mut self) -> String {
        const BEGINNINGS: [&str; 24] = [
            "Ba", "Be", "Bou", "Cha", "Da", "Do", "Fa", "Ga", "Gou", "Ka", "Ke", "Kou", "La", "Ma", "Mo",
            "Na", "Ngo", "Pa", "Sa", "Si", "Ta", "Ti", "Wa", "Zo",
        ];
        const MIDDLES: [&str; 20] = [
            "la", "li", "ran", "ri", "dou", "ga", "ko", "lem", "ma", "ndi", "no", "ra", "sso", "ta", "tou",
            "va", "wen", "ya", "zi", "mba",
        ];
        const ENDS: [&str; 16] = [
            "", "", "go", "ra", "ville", "na", "ti", "ssa", "kro", "dou", "la", "ni", "po", "re", "bé", "tan",
        ];
        let long = if self.percent(40) { self.pick(&MIDDLES) } else { "" };
        format!("{}{}{long}{}", self.pick(&BEGINNINGS), self.pick(&MIDDLES), self.pick(&ENDS))
    }
}
