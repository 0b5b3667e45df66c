//! Roman numerals, as lists and page numbers are counted in.

/// A number in Roman numerals; in digits where it is zero or has none (from 4000).
pub(crate) fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=3999).contains(&number) {
        return number.to_string();
    }
    let mut left = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            written.push_str(sign);
            left -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::roman;

    #[test]
    fn numbers_are_written_as_the_romans_did() {
        let written = [4, 9, 40, 1994, 3999, 0, 4000].map(roman);
        assert_eq!(written, ["IV", "IX", "XL", "MCMXCIV", "MMMCMXCIX", "0", "4000"]);
    }
}
