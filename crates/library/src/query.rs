//! A query: what was typed, as it is meant.
//!
//! The parser is total: any text gives a query, and what it had to guess is told (`read as: …`). Only an unknown field,
//! code or value is a [`Problem`], which stops a search before it finds the wrong things. Words and flags give the same
//! [`Expr`]: `--country Haiti` is `country:Haiti`.

mod problem;

use std::fmt;
use std::ops::Bound;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::fields::{Field, FieldSpec, Flag};
use crate::{lexer, values};

pub use problem::{Note, Problem};

/// The most characters of a query that are read.
pub(crate) const LENGTH: usize = 2000;
/// The deepest nesting of brackets.
pub(crate) const DEPTH: usize = 32;
/// The most words, phrases and fields.
pub(crate) const CLAUSES: usize = 64;

/// What is to be found.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Expr {
    /// Everything.
    #[default]
    All,
    /// A word, folded: as it is, or another form of it.
    Word(String),
    /// Words that begin so, folded.
    Prefix(String),
    /// These words in this order, folded, as they are.
    Phrase(Vec<String>),
    /// A value of a field.
    Field(Field, Value),
    /// What this does not find.
    Not(Box<Expr>),
    /// What all of these find: two or more, none of them an `And`.
    And(Vec<Expr>),
    /// What any of these finds: two or more, none of them an `Or`.
    Or(Vec<Expr>),
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A code, settled: `HT`, `151`, `1/2`, `any`.
    Code(String),
    /// These words in this order, folded.
    Words(Vec<String>),
    /// A word that begins so, folded.
    Prefix(String),
    /// From a day to a day, both included; none is open.
    Dates(Option<Date>, Option<Date>),
    /// From an amount to an amount.
    Amounts(Bound<Decimal>, Bound<Decimal>),
}

/// A query, and what there is to say about it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// What is to be found.
    pub expr: Expr,
    /// Look at values alone that the document states.
    pub stated_only: bool,
    /// What was guessed or left out, for a person.
    pub notes: Vec<Note>,
    /// What cannot be understood: the query is not to be run.
    pub problems: Vec<Problem>,
}

/// The query that `text` means. Never fails; see [`Query::notes`] and [`Query::problems`].
pub fn parse_query(text: &str) -> Query {
    let mut query = Query::default();
    let tokens = lexer::tokens(text, &mut query);
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), query, clauses: 0 };
    let expr = parser.all();
    Query { expr, ..parser.query }
}

impl Query {
    /// Narrows the query by a flag and its values, which are joined by OR.
    pub fn narrow(&mut self, spec: &'static FieldSpec, flag: Flag, values: &[String]) {
        let mut found = Vec::new();
        for value in values {
            let settled = match flag {
                Flag::Value(_) => values::settle(spec, value, &mut self.notes),
                Flag::Lower(_) => values::bound(spec, value, true),
                Flag::Upper(_) => values::bound(spec, value, false),
            };
            match settled {
                Ok(expr) => found.push(expr),
                Err(problem) => self.problems.push(problem.given_with(flag.name())),
            }
        }
        if let Some(expr) = any(found) {
            self.expr = all(vec![std::mem::take(&mut self.expr), expr]).unwrap_or_default();
        }
    }

    /// Tells where the two ends of a range, each a flag and its value, stand the wrong way round.
    pub fn check_ends(
        &mut self,
        spec: &'static FieldSpec,
        (least, from): (&str, &str),
        (most, to): (&str, &str),
    ) {
        if values::bounds_reversed(spec, from, to) {
            let typed = format!("--{least} {from} --{most} {to}");
            let turned = format!("--{least} {to} --{most} {from}");
            self.problems.push(Problem::Reversed { typed, turned });
        }
    }

    /// `read as: …` and why, where something was guessed; none where the query is as typed.
    pub fn read_as(&self) -> Option<String> {
        let mut reasons: Vec<String> = self.notes.iter().map(Note::to_string).collect();
        reasons.dedup();
        (!reasons.is_empty()).then(|| format!("read as: {self} ({})", reasons.join("; ")))
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expr.fmt(f)
    }
}

/// All of these; none of nothing. What matches everything adds nothing.
pub(crate) fn all(parts: Vec<Expr>) -> Option<Expr> {
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Expr::And(inner) => flat.extend(inner),
            Expr::All => {}
            other => flat.push(other),
        }
    }
    if flat.len() > 1 { Some(Expr::And(flat)) } else { flat.pop() }
}

/// Any of these; none of nothing.
pub(crate) fn any(parts: Vec<Expr>) -> Option<Expr> {
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Expr::Or(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    if flat.len() > 1 { Some(Expr::Or(flat)) } else { flat.pop() }
}

fn not(expr: Expr) -> Expr {
    match expr {
        Expr::Not(inner) => *inner,
        other => Expr::Not(Box::new(other)),
    }
}

/// `or := and (OR and)*`, `and := unary+`, `unary := NOT unary | ( or ) | text`
struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<lexer::Token>>,
    query: Query,
    clauses: usize,
}

impl Parser {
    /// The whole query: closing brackets too many are stepped over.
    fn all(&mut self) -> Expr {
        let mut parts = Vec::new();
        loop {
            parts.extend(self.or(0));
            match self.tokens.next() {
                Some(_) => self.note(Note::StrayBracket),
                None => return all(parts).unwrap_or_default(),
            }
        }
    }

    /// Ends before a closing bracket or at the end.
    fn or(&mut self, depth: usize) -> Option<Expr> {
        let mut parts: Vec<Expr> = Vec::new();
        let mut joined = false;
        let mut several = false;
        loop {
            let part = self.and(depth, &mut several);
            // `a OR`, `OR a`, `OR OR`: an operator with nothing on one of its sides.
            if joined && (part.is_none() || parts.is_empty()) {
                self.note(Note::StrayOperator("OR".to_owned()));
            }
            parts.extend(part);
            joined = self.tokens.next_if(|token| *token == lexer::Token::Or).is_some();
            if !joined {
                break;
            }
        }
        if parts.len() > 1 && several {
            self.note(Note::Mixed);
        }
        any(parts)
    }

    /// Ends before an OR, a closing bracket or at the end; `several` becomes true when it holds several parts.
    fn and(&mut self, depth: usize, several: &mut bool) -> Option<Expr> {
        let mut parts = Vec::new();
        while let Some(token) = self.tokens.peek() {
            match token {
                lexer::Token::Or | lexer::Token::Close => break,
                lexer::Token::And => {
                    self.tokens.next();
                    if parts.is_empty() || self.at_end() {
                        self.note(Note::StrayOperator("AND".to_owned()));
                    }
                }
                _ => parts.extend(self.unary(depth)),
            }
        }
        *several |= parts.len() > 1;
        all(parts)
    }

    fn at_end(&mut self) -> bool {
        !matches!(
            self.tokens.peek(),
            Some(lexer::Token::Open | lexer::Token::Not | lexer::Token::Text { .. })
        )
    }

    fn unary(&mut self, depth: usize) -> Option<Expr> {
        let mut negated = false;
        while self.tokens.next_if(|token| *token == lexer::Token::Not).is_some() {
            negated = !negated;
            if self.at_end() {
                self.note(Note::StrayOperator("NOT".to_owned()));
                return None;
            }
        }
        let expr = match self.tokens.next()? {
            lexer::Token::Open => self.bracket(depth),
            lexer::Token::Text { text, quoted, field } => self.text(text, quoted, field),
            _ => None,
        }?;
        Some(if negated { not(expr) } else { expr })
    }

    fn bracket(&mut self, depth: usize) -> Option<Expr> {
        if depth >= DEPTH {
            self.note(Note::TooDeep);
            self.skip_bracket();
            return None;
        }
        let inner = self.or(depth + 1);
        if self.tokens.next_if(|token| *token == lexer::Token::Close).is_none() {
            self.note(Note::UnclosedBracket);
        }
        inner
    }

    /// Steps over all up to the bracket that closes this one.
    fn skip_bracket(&mut self) {
        let mut open = 1;
        while open > 0 {
            match self.tokens.next() {
                Some(lexer::Token::Open) => open += 1,
                Some(lexer::Token::Close) => open -= 1,
                Some(_) => {}
                None => break,
            }
        }
    }

    fn text(&mut self, text: String, quoted: bool, field: Option<String>) -> Option<Expr> {
        if self.clauses >= CLAUSES {
            self.note(Note::TooMany);
            return None;
        }
        let Some(name) = field else {
            let expr = values::plain(&text, quoted, &mut self.query.notes);
            self.clauses += usize::from(expr.is_some());
            return expr;
        };
        self.clauses += 1;
        let settled = match FieldSpec::named(&name) {
            Some(spec) if quoted => values::settle_whole(spec, &text, &mut self.query.notes),
            Some(spec) => values::settle(spec, &text, &mut self.query.notes),
            None => Err(Problem::UnknownField { nearest: FieldSpec::nearest(&name), name }),
        };
        settled.map_err(|problem| self.query.problems.push(problem)).ok()
    }

    fn note(&mut self, note: Note) {
        if !self.query.notes.contains(&note) {
            self.query.notes.push(note);
        }
    }
}

impl fmt::Display for Expr {
    /// The canonical form: read again, it gives the same expression.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inside = |f: &mut fmt::Formatter<'_>, expr: &Expr| match expr {
            Expr::And(_) | Expr::Or(_) => write!(f, "({expr})"),
            _ => write!(f, "{expr}"),
        };
        match self {
            Expr::All => f.write_str("*"),
            Expr::Word(word) => f.write_str(word),
            Expr::Prefix(word) => write!(f, "{word}*"),
            Expr::Phrase(words) => write!(f, "\"{}\"", words.join(" ")),
            Expr::Field(field, value) => write!(f, "{}:{value}", FieldSpec::of(*field).name),
            Expr::Not(expr) => {
                f.write_str("-")?;
                inside(f, expr)
            }
            Expr::And(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    f.write_str(if index > 0 { " " } else { "" })?;
                    inside(f, part)?;
                }
                Ok(())
            }
            Expr::Or(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    f.write_str(if index > 0 { " OR " } else { "" })?;
                    inside(f, part)?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Code(code) => f.write_str(code),
            Value::Words(words) => match words.as_slice() {
                [word] => f.write_str(word),
                _ => write!(f, "\"{}\"", words.join(" ")),
            },
            Value::Prefix(word) => write!(f, "{word}*"),
            Value::Dates(from, to) => values::write_dates(f, *from, *to),
            Value::Amounts(from, to) => values::write_amounts(f, *from, *to),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_typed_is_read_as_it_is_meant() {
        for (typed, canonical) in [
            ("", "*"),
            ("  ", "*"),
            ("*", "*"),
            ("police gender", "police gender"),
            ("État", "etat"),
            ("\"Policía Nacional\"", "\"policia nacional\""),
            ("“police training”", "\"police training\""),
            ("roads OR bridges", "roads OR bridges"),
            ("roads | bridges", "roads OR bridges"),
            ("a b OR c", "(a b) OR c"),
            ("a (b OR c)", "a (b OR c)"),
            ("a AND b", "a b"),
            ("a and b", "a and b"), // small letters are words
            ("police -gender", "police -gender"),
            ("police NOT gender", "police -gender"),
            ("police -(gender OR women)", "police -(gender OR women)"),
            ("NOT NOT a", "a"),
            ("police - gender", "police gender"), // a dash of a text
            ("+police", "police"),
            ("gender-based", "\"gender based\""),
            ("CA-3-P005189001", "\"ca 3 p005189001\""),
            ("train*", "train*"),
            ("tr*n", "\"tr n\""),
            ("a*", "a"),
            ("10:30", "\"10 30\""),
            ("https://x.org/a", "\"https x org a\""),
            ("Note: women", "note women"),
            ("country:Haiti", "country:HT"),
            ("country:haïti", "country:HT"),
            ("COUNTRY:ht", "country:HT"),
            ("country:HT,Palestine", "country:HT OR country:PS"),
            ("country:(HT OR Palestine) roads", "(country:HT OR country:PS) roads"),
            ("country:\"Côte d’Ivoire\"", "country:CI"),
            ("-country:HT", "-country:HT"),
            ("sector:151", "sector:151"),
            ("sector:15131", "sector:15131"),
            ("sector:\"Basic Education\"", "sector:112"),
            ("sector:\"own words\"", "sector:\"own words\""),
            ("marker:gender", "marker:1"),
            ("marker:gender/principal", "marker:1/2"),
            ("marker:1/0", "marker:1/0"),
            ("marker:\"climate change\"", "marker:6 OR marker:7"),
            ("status:closed", "status:4"),
            ("kind:Proposal", "kind:proposal"),
            ("warning:any", "warning:any"),
            ("year:2019", "year:2019"),
            ("year:2019..2021", "year:2019..2021"),
            ("start:2019-03", "start:2019-03-01..2019-03-31"),
            ("start:>2019", "start:2020.."),
            ("end:<=2019", "end:..2019"),
            ("period:2018..", "period:2018.."),
            ("amount/usd:>1M", "amount/usd:>1000000"),
            ("usd:10k..2.5M", "amount/usd:10000..2500000"),
            ("amount:1,249,777", "amount:1249777"),
            ("amount:<1bn", "amount:<1000000000"),
            ("title:roads", "title:roads"),
            ("title:\"rural roads\"", "title:\"rural roads\""),
            ("title:road*", "title:road*"),
            ("id:P005189001", "id:p005189001"),
            ("donor:canada", "donor:canada"),
            ("lang:FR", "language:fr"),
            (")(", "*"),
            ("a) b", "a b"),
            ("(a OR", "a"),
            ("\"a b", "\"a b\""),
            ("OR a", "a"),
            ("a OR OR b", "a OR b"),
            ("--country", "country"),
            ("!!! …", "*"),
        ] {
            let query = parse_query(typed);
            assert_eq!(query.problems, [], "{typed}");
            assert_eq!(query.to_string(), canonical, "{typed}");
        }
    }

    #[test]
    fn a_flag_that_cannot_be_understood_is_told_as_it_was_typed() {
        for (field, flag, typed, message, hint) in [
            (
                "period",
                Flag::Lower("from"),
                "01/04/2019",
                "`--from 01/04/2019` is not understood",
                "for example `--from 2019`",
            ),
            (
                "usd",
                Flag::Upper("max-usd"),
                "much",
                "`--max-usd much` is not understood",
                "for example `--max-usd 2500000`",
            ),
        ] {
            let mut query = parse_query("");
            query.narrow(FieldSpec::named(field).unwrap(), flag, &[typed.to_owned()]);
            let [problem] = query.problems.as_slice() else { panic!("{typed}: {query:?}") };
            assert!(problem.to_string().starts_with(message), "{typed}: {problem}");
            assert!(problem.hint().starts_with(hint), "{typed}: {}", problem.hint());
        }
    }

    #[test]
    fn what_cannot_be_understood_names_the_nearest() {
        for (typed, message, hint) in [
            ("cuntry:Haiti", "there is no field `cuntry`", "did you mean `country:`?"),
            ("xyzzy:Haiti", "there is no field `xyzzy`", "the fields are country, region,"),
            ("country:Hiati", "there is no country `Hiati`", "did you mean `HT` (Haiti)?"),
            ("country:Palestin", "there is no country `Palestin`", "did you mean `PS`"),
            ("sector:15139", "there is no sector `15139`", "did you mean `1513"),
            ("status:clsed", "there is no status `clsed`", "did you mean `4` (Closed)?"),
            ("kind:projet", "there is no kind `projet`", "did you mean `project`?"),
            ("warning:no-rat", "there is no warning `no-rat`", "did you mean `no-rate`?"),
            ("year:soon", "`year:soon` is not understood", "for example `year:2019..2021`"),
            ("start:2019-02-30", "`start:2019-02-30` is not understood", "for example `start:2019-03`"),
            ("usd:many", "`amount/usd:many` is not understood", "for example `amount/usd:>1M`"),
        ] {
            let query = parse_query(typed);
            let [problem] = query.problems.as_slice() else { panic!("{typed}: {query:?}") };
            assert!(problem.to_string().starts_with(message), "{typed}: {problem}");
            assert!(problem.hint().starts_with(hint), "{typed}: {}", problem.hint());
        }
    }

    #[test]
    fn a_guess_is_told() {
        for (typed, told) in [
            ("\"a b", "read as: \"a b\" (a quotation mark is not closed)"),
            ("(a b", "read as: a b (a bracket is not closed)"),
            ("a b OR c", "read as: (a b) OR c (words bind closer than OR)"),
            (
                "region:caribbean",
                "read as: region:389 OR region:1031 (`caribbean` is part of the name of a region)",
            ),
        ] {
            assert_eq!(parse_query(typed).read_as().as_deref(), Some(told), "{typed}");
        }
        for typed in ["a b", "(a b) OR c", "country:Haiti", "\"a\" -b"] {
            assert_eq!(parse_query(typed).read_as(), None, "{typed}");
        }
    }

    #[test]
    fn hostile_queries_are_cut() {
        for (typed, note) in [
            ("(".repeat(100_000) + "a", Note::TooLong),
            ("(".repeat(100) + "a" + &")".repeat(100), Note::TooDeep),
            ("a* b* ".repeat(100), Note::TooMany),
            ("-".repeat(1_000_000), Note::TooLong),
            ("NOT ".repeat(400), Note::StrayOperator("NOT".to_owned())),
            ("\"".repeat(1001), Note::UnclosedQuote),
        ] {
            let query = parse_query(&typed);
            assert!(query.notes.contains(&note), "{note:?}: {:?}", query.notes);
        }
    }

    #[test]
    fn flags_and_fields_are_the_same() {
        let spec = |name| FieldSpec::named(name).unwrap();
        let mut query = parse_query("police");
        query.narrow(spec("country"), Flag::Value("country"), &["Haiti".to_owned(), "PS".to_owned()]);
        query.narrow(spec("period"), Flag::Lower("from"), &["2018".to_owned()]);
        query.narrow(spec("usd"), Flag::Upper("max-usd"), &["1M".to_owned()]);
        let typed = "police (country:HT OR country:PS) period:2018.. usd:<=1M";
        assert_eq!(query.expr, parse_query(typed).expr);
    }

    fn same_again(typed: &str) {
        let once = parse_query(typed);
        let again = parse_query(&once.to_string());
        // A query that was cut, or has parts that are not understood, may be longer when written out.
        if once.notes.iter().all(|note| !matches!(note, Note::TooLong | Note::TooMany | Note::TooDeep)) {
            assert_eq!(again.expr, once.expr, "{typed:?} is {once}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn the_canonical_form_is_read_as_the_same_query(
            typed in r#"([a-zé]{1,3}\*?|"|\(|\)| |OR|NOT|AND|-|:|[0-9]{1,4}|country:|usd:>|start:<|,|HT|marker:|/|org:|\.\.|\PC){0,24}"#,
        ) {
            same_again(&typed);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn any_text_is_a_query(typed in "\\PC{0,200}") {
            same_again(&typed);
        }
    }
}
