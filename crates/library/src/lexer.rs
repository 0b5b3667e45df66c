//! The signs of a query: brackets, operators, texts. Any text has them.

use crate::query::{LENGTH, Note, Query};

/// A sign of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    Open,
    Close,
    Or,
    And,
    Not,
    /// A word or a quoted text, as typed, and the name of the field before it.
    Text {
        text: String,
        quoted: bool,
        field: Option<String>,
    },
}

/// The signs of `text`; what is odd about it is noted in `query`.
pub(crate) fn tokens(text: &str, query: &mut Query) -> Vec<Token> {
    let cut = text.char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| at);
    if cut < text.len() {
        query.notes.push(Note::TooLong);
    }
    let mut lexer = Lexer { rest: text.get(..cut).unwrap_or_default(), tokens: Vec::new(), query };
    while lexer.step() {}
    lexer.tokens
}

struct Lexer<'a> {
    rest: &'a str,
    tokens: Vec<Token>,
    query: &'a mut Query,
}

impl Lexer<'_> {
    /// Reads one sign; false at the end.
    fn step(&mut self) -> bool {
        self.rest = self.rest.trim_start();
        let Some(first) = self.rest.chars().next() else { return false };
        match first {
            '(' => self.sign(Token::Open),
            ')' => self.sign(Token::Close),
            '+' => self.skip(1),
            '-' => self.dashes(),
            _ if is_quote(first) => {
                let text = self.quoted();
                self.tokens.push(Token::Text { text, quoted: true, field: None });
            }
            _ => self.word(),
        }
        true
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn sign(&mut self, token: Token) {
        self.skip(1);
        self.tokens.push(token);
    }

    /// One dash before a word says NOT; ` - ` and `--` are dashes of a text.
    fn dashes(&mut self) {
        let after = self.rest.trim_start_matches('-');
        let alone = self.rest.len() - after.len() == 1;
        let before_word = after.chars().next().is_some_and(|c| !c.is_whitespace() && c != ')');
        self.rest = after;
        if alone && before_word {
            self.tokens.push(Token::Not);
        }
    }

    /// From a quotation mark to the next; to the end where there is none.
    fn quoted(&mut self) -> String {
        let mut chars = self.rest.char_indices().skip(1);
        let inside = chars.clone().next().map_or(self.rest.len(), |(at, _)| at);
        let closing = chars.find(|(_, c)| is_quote(*c));
        let end = closing.map_or(self.rest.len(), |(at, _)| at);
        let text = self.rest.get(inside..end).unwrap_or_default().to_owned();
        match closing {
            Some((at, quote)) => self.skip(at + quote.len_utf8()),
            None => {
                self.rest = "";
                self.query.notes.push(Note::UnclosedQuote);
            }
        }
        text
    }

    fn word(&mut self) {
        let end = self.rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c));
        let end = end.unwrap_or(self.rest.len());
        let word = self.rest.get(..end).unwrap_or_default().to_owned();
        self.skip(end);
        let token = match word.as_str() {
            "OR" | "|" | "||" => Token::Or,
            "AND" | "&" | "&&" => Token::And,
            "NOT" | "!" => Token::Not,
            _ => return self.text(&word),
        };
        self.tokens.push(token);
    }

    fn text(&mut self, word: &str) {
        let Some((field, value)) = field_of(word, self.rest) else {
            let text = word.to_owned();
            return self.tokens.push(Token::Text { text, quoted: false, field: None });
        };
        let field = field.to_owned();
        match self.rest.chars().next() {
            Some('(') if value.is_empty() => self.group(&field),
            Some(quote) if value.is_empty() && is_quote(quote) => {
                let text = self.quoted();
                self.tokens.push(Token::Text { text, quoted: true, field: Some(field) });
            }
            _ => {
                let text = value.to_owned();
                self.tokens.push(Token::Text { text, quoted: false, field: Some(field) });
            }
        }
    }

    /// `country:(HT OR PS)`: the field holds for each text in the bracket, and they are joined by OR.
    fn group(&mut self, field: &str) {
        let end = self.rest.find(')').map_or(self.rest.len(), |at| at + 1);
        let inner = self.rest.get(1..end).unwrap_or_default();
        let closed = inner.strip_suffix(')');
        if closed.is_none() {
            self.query.notes.push(Note::UnclosedBracket);
        }
        let mut group = Lexer { rest: closed.unwrap_or(inner), tokens: Vec::new(), query: &mut *self.query };
        while group.step() {}
        let texts = group.tokens.into_iter().filter_map(|token| match token {
            Token::Text { text, quoted, field: own } => {
                Some(Token::Text { text, quoted, field: own.or_else(|| Some(field.to_owned())) })
            }
            _ => None,
        });
        self.tokens.push(Token::Open);
        for (index, text) in texts.enumerate() {
            if index > 0 {
                self.tokens.push(Token::Or);
            }
            self.tokens.push(text);
        }
        self.tokens.push(Token::Close);
        self.skip(end);
    }
}

/// Splits `name:value`. A colon at the end of a word (`Note: …`), after a figure (`10:30`) and in an address
/// (`https://…`) is one of the text.
fn field_of<'a>(word: &'a str, rest: &str) -> Option<(&'a str, &'a str)> {
    let (name, value) = word.split_once(':')?;
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '-'));
    let valued = if value.is_empty() {
        rest.starts_with(|c| c == '(' || is_quote(c))
    } else {
        !value.starts_with("//")
    };
    (named && valued).then_some((name, value))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}
