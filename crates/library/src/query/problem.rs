//! What was guessed of a query, and what in it cannot be understood: in words, and what to do about it.

use std::fmt;

use super::{CLAUSES, DEPTH, LENGTH};
use crate::fields::{FieldSpec, Values};

/// Something that was guessed or left out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "Display says it")]
pub enum Note {
    UnclosedQuote,
    UnclosedBracket,
    StrayBracket,
    StrayOperator(String),
    NoWord(String),
    ShortPrefix(String),
    InnerStar(String),
    Mixed,
    Partial { field: &'static str, typed: String },
    TooLong,
    TooDeep,
    TooMany,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::UnclosedQuote => f.write_str("a quotation mark is not closed"),
            Note::UnclosedBracket => f.write_str("a bracket is not closed"),
            Note::StrayBracket => f.write_str("a bracket is closed that was not opened"),
            Note::StrayOperator(word) => write!(f, "`{word}` joins nothing"),
            Note::NoWord(text) => write!(f, "`{text}` holds no word"),
            Note::ShortPrefix(text) => write!(f, "`{text}`: a prefix needs two letters or more"),
            Note::InnerStar(text) => write!(f, "`{text}`: a star is read at the end of a word only"),
            Note::Mixed => f.write_str("words bind closer than OR"),
            Note::Partial { field, typed } => write!(f, "`{typed}` is part of the name of a {field}"),
            Note::TooLong => write!(f, "only the first {LENGTH} characters are read"),
            Note::TooDeep => write!(f, "brackets deeper than {DEPTH} are left out"),
            Note::TooMany => write!(f, "only the first {CLAUSES} words and fields are read"),
        }
    }
}

/// Something in a query that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is no field of that name.
    UnknownField {
        /// As typed.
        name: String,
        /// The nearest that there is.
        nearest: Option<&'static str>,
    },
    /// The field has no such code or name.
    UnknownCode {
        /// The field.
        field: &'static str,
        /// As typed.
        typed: String,
        /// The nearest code and its name.
        nearest: Option<(String, String)>,
    },
    /// The field has several of that name.
    Ambiguous {
        /// The field.
        field: &'static str,
        /// As typed.
        typed: String,
        /// Codes and names.
        candidates: Vec<(String, String)>,
    },
    /// The value is no date, amount or word.
    BadValue {
        /// The field.
        field: &'static str,
        /// As typed.
        typed: String,
        /// What is expected there.
        expected: &'static str,
        /// The flag that it was given with, without `--`; None within a query.
        flag: Option<&'static str>,
    },
    /// A range whose end stands before its beginning.
    Reversed {
        /// As typed.
        typed: String,
        /// The other way round.
        turned: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::UnknownField { name, .. } => write!(f, "there is no field `{name}`"),
            Problem::UnknownCode { field, typed, .. } => write!(f, "there is no {field} `{typed}`"),
            Problem::Ambiguous { field, typed, candidates } => {
                write!(f, "`{typed}` is in the names of {} entries of {field}", candidates.len())
            }
            Problem::BadValue { field, typed, expected, flag } => {
                match flag {
                    Some(flag) => write!(f, "`--{flag} {typed}`")?,
                    None => write!(f, "`{field}:{typed}`")?,
                }
                write!(f, " is not understood: {expected} is expected")
            }
            Problem::Reversed { typed, .. } => write!(f, "`{typed}`: the range ends before it begins"),
        }
    }
}

impl Problem {
    /// The same of a value that was given with a flag.
    pub(crate) fn given_with(mut self, name: &'static str) -> Problem {
        if let Problem::BadValue { flag, .. } = &mut self {
            *flag = Some(name);
        }
        self
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        let named = |(code, name): &(String, String)| match name.is_empty() {
            true => format!("`{code}`"),
            false => format!("`{code}` ({name})"),
        };
        match self {
            Problem::UnknownField { name, nearest: Some(nearest) } => {
                format!("did you mean `{nearest}:`? to find the text, put it in quotes: \"{name}:…\"")
            }
            Problem::UnknownField { name, nearest: None } => {
                let names: Vec<&str> = crate::FIELDS.iter().map(|spec| spec.name).collect();
                format!(
                    "the fields are {}; to find the text, put it in quotes: \"{name}:…\"",
                    names.join(", ")
                )
            }
            Problem::UnknownCode { nearest: Some(nearest), .. } => {
                format!("did you mean {}?", named(nearest))
            }
            Problem::UnknownCode { field, .. } => {
                format!("codes and names both work; `almoner facets --by {field}` lists what the library has")
            }
            Problem::Ambiguous { candidates, .. } => {
                let shown: Vec<String> = candidates.iter().take(4).map(named).collect();
                format!("name one, such as {}", shown.join(", "))
            }
            Problem::BadValue { field, flag, .. } => {
                let spec = FieldSpec::named(field);
                match (flag, spec.map(|spec| spec.values)) {
                    (Some(flag), Some(Values::Date)) => {
                        format!("for example `--{flag} 2019`, `--{flag} 2019-04` or `--{flag} 2019-04-30`")
                    }
                    (Some(flag), Some(Values::Money)) => {
                        format!("for example `--{flag} 2500000` or `--{flag} 2.5M`")
                    }
                    _ => format!("for example `{}`", spec.map_or("", |spec| spec.example)),
                }
            }
            Problem::Reversed { turned, .. } => format!("did you mean `{turned}`?"),
        }
    }
}
