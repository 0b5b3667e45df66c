//! Readers of values: text in, place and value out, or nothing.
//!
//! They know no donor and no field: a layout says where to read, a reader says how. Every span is relative to the
//! text that was given, on character boundaries. A reader never panics and looks at each byte a bounded number of
//! times.
//!
//! ```text
//! money.rs        amounts of money, with sign and scale        sign.rs      signs and names of currencies
//! date.rs         one date                                     period.rs    from a date to a date
//! duration.rs     lengths of time
//! percentage.rs   percentages                                  identifier.rs   IATI identifiers, codes in brackets
//! quantity.rs     counted things in a sentence                 noun_phrase.rs  where the words for them end
//! reference.rs    United Nations documents by symbol           sdg.rs       Sustainable Development Goals
//! enumeration.rs  items counted or listed in a paragraph       sentence.rs  sentences
//!
//! cursor.rs       a place in a text that moves forward         numeral.rs   numbers in digits
//! number_word.rs  numbers in words                             scale.rs     million, Mio, crore
//! qualifier.rs    over, up to, environ                         figure.rs    numbers that may count something
//! lexicon.rs      words that end a noun phrase              phrase_word.rs  words in one
//! month.rs        names of months
//! ```

pub(crate) mod cursor;
pub(crate) mod date;
pub(crate) mod duration;
pub(crate) mod enumeration;
pub(crate) mod figure;
pub(crate) mod identifier;
pub(crate) mod lexicon;
pub(crate) mod money;
pub(crate) mod month;
pub(crate) mod noun_phrase;
pub(crate) mod number_word;
pub(crate) mod numeral;
pub(crate) mod percentage;
pub(crate) mod period;
mod phrase_word;
pub(crate) mod qualifier;
pub(crate) mod quantity;
pub(crate) mod reference;
pub(crate) mod scale;
pub(crate) mod sdg;
pub(crate) mod sentence;
pub(crate) mod sign;

#[cfg(test)]
mod properties;
