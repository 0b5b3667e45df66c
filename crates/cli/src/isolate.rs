//! `almoner extract --stdin --isolate`: for engines that spread documents over machines. A line in, exactly one line
//! out, in any order, whatever the documents do. docs/reliability.md tells the form of both.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufRead, Read, Write};
use std::ops::ControlFlow;
use std::os::unix::ffi::OsStringExt;
use std::sync::atomic::AtomicBool;

use almoner_ingest::{Content, Done, Feed, PoolOptions, Reading, is_archive, pool};
use almoner_record::{Extracted, Failure, Outcome};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::Exit;
use crate::limits::Limits;
use crate::style;

/// Reads lines until standard input ends, or nobody reads the outcomes any more.
pub(crate) fn run(options: &PoolOptions, limits: &Limits) -> anyhow::Result<Exit> {
    // A document in base64, and what stands around it.
    let longest = limits.max_file_size.saturating_mul(4) / 3 + (1 << 20);
    let (mut feed, pool) = pool(options);
    // Not waited for: it may stand at a line that never comes.
    std::thread::spawn(move || ask(&mut feed, io::stdin().lock(), longest));
    let mut printed = Ok(());
    let mut open = BTreeMap::new();
    pool.read(options, &AtomicBool::new(false), |done| {
        printed = gather(&mut open, done).map_or(Ok(()), |outcome| print(&outcome));
        if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    printed?;
    Ok(Exit::Ok)
}

/// A line of standard input.
#[derive(Deserialize)]
struct Line {
    uri: Option<String>,
    bytes: Option<String>,
    name: Option<String>,
}

/// Asks for what each line names.
fn ask(feed: &mut Feed, mut input: impl BufRead, longest: u64) {
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        line.shrink_to(1 << 16);
        let whole = match next_line(&mut input, longest, &mut line) {
            Ok(None) | Err(_) => return,
            Ok(Some(whole)) => whole,
        };
        if line.trim_ascii().is_empty() {
            continue;
        }
        let content = parse(&line, whole, longest).unwrap_or_else(|wrong| refused(number, wrong));
        if !feed.ask(content, id_of(&line)) {
            return;
        }
    }
}

/// Reads a line, its end left out: true where that is all of it, None at the end of the input.
fn next_line(input: &mut impl BufRead, longest: u64, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    if input.by_ref().take(longest).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Some(true));
    }
    // Too long, or the last one.
    let whole = line.len() < usize::try_from(longest).unwrap_or(usize::MAX);
    if !whole {
        input.skip_until(b'\n')?;
    }
    Ok(Some(whole))
}

enum Wrong {
    TooLong(u64),
    Form(String),
    Uri(String),
}

/// What is to be read.
fn parse(line: &[u8], whole: bool, longest: u64) -> Result<Content, Wrong> {
    if !whole {
        return Err(Wrong::TooLong(longest));
    }
    let line: Line = serde_json::from_slice(line).map_err(|error| Wrong::Form(error.to_string()))?;
    match (line.uri, line.bytes) {
        (Some(uri), None) => path_of(&uri).map(|path| Content::File(path.into())).map_err(Wrong::Uri),
        (None, Some(base64)) => Ok(Content::Bytes { base64, name: line.name.unwrap_or_default() }),
        (None, None) => Err(Wrong::Form("neither `uri` nor `bytes`".to_owned())),
        (Some(_), Some(_)) => Err(Wrong::Form("both `uri` and `bytes`".to_owned())),
    }
}

fn refused(number: u64, wrong: Wrong) -> Content {
    let (status, reason, hint) = match wrong {
        Wrong::TooLong(longest) => (
            Outcome::Limit,
            format!("line {number} is longer than {} MB", longest >> 20),
            "give the path of the file, or raise the limit with `--max-file-size`",
        ),
        Wrong::Form(what) => (
            Outcome::Damaged,
            format!("line {number} is no request: {what}"),
            r#"a line is {"id": …, "uri": "a path or file://…"} or {"id": …, "bytes": "base64"}"#,
        ),
        Wrong::Uri(what) => (
            Outcome::Unreadable,
            format!("line {number}: {what}"),
            "give a path, or a `file://` URI of this machine",
        ),
    };
    Content::Refused { failure: Failure { status, reason, hint: hint.to_owned() }, name: String::new() }
}

/// The id of a line as it is written there, also of a line that is broken behind it; `null` where there is none.
fn id_of(line: &[u8]) -> String {
    let mut id = None;
    let mut rest = line.trim_ascii_start().strip_prefix(b"{").unwrap_or_default();
    while let Some((key, after)) = value::<String>(rest) {
        let Some((_, next)) = after.trim_ascii_start().strip_prefix(b":").and_then(value::<IgnoredAny>)
        else {
            break;
        };
        if key == "id" {
            let length = after.len() - next.len();
            let written = after.get(..length).unwrap_or_default().trim_ascii_start();
            id = written.strip_prefix(b":").map(<[u8]>::trim_ascii);
        }
        let Some(more) = next.trim_ascii_start().strip_prefix(b",") else { break };
        rest = more;
    }
    id.and_then(|id| std::str::from_utf8(id).ok()).unwrap_or("null").to_owned()
}

/// The JSON value that `text` begins with, and what stands behind it.
fn value<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Option<(T, &'a [u8])> {
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<T>();
    let value = values.next()?.ok()?;
    Some((value, text.get(values.byte_offset()..)?))
}

/// The path that a URI names; a text without a scheme is a path as it stands.
fn path_of(uri: &str) -> Result<OsString, String> {
    let scheme = uri.split_once("://").map(|(scheme, _)| scheme).filter(|scheme| is_scheme(scheme));
    let path = match scheme {
        Some(scheme) if scheme.eq_ignore_ascii_case("file") => {
            let rest = uri.get(scheme.len() + 3..).unwrap_or_default();
            match rest.find('/').map(|slash| rest.split_at(slash)) {
                Some((host, path)) if host.is_empty() || host.eq_ignore_ascii_case("localhost") => path,
                Some((host, _)) => return Err(format!("`{host}` is another machine")),
                None => return Err(format!("`{uri}` names no file")),
            }
        }
        Some(scheme) => return Err(format!("almoner fetches nothing, and `{scheme}` is no file")),
        None => match uri.get(..6).filter(|start| start.eq_ignore_ascii_case("file:/")) {
            Some(_) => uri.get(5..).unwrap_or_default(),
            None if uri.is_empty() => return Err("`uri` is empty".to_owned()),
            None => return Ok(uri.into()),
        },
    };
    Ok(OsString::from_vec(percent_decoded(path)))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
}

/// `a%20b` as `a b`. A percent sign that no two digits follow stands for itself.
fn percent_decoded(text: &str) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let code = match (first, digit(after.first()), digit(after.get(1))) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        if code.is_some() {
            rest = after.get(2..).unwrap_or_default();
        }
    }
    bytes
}

/// A line of standard output; or, in its `enclosed`, a document inside.
#[derive(Serialize)]
struct Told {
    /// As it was written.
    #[serde(skip)]
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    status: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    extracted: Option<Box<Extracted>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    enclosed: Vec<Told>,
}

/// A file, and the documents inside it that have come so far.
struct Gathered {
    file: Done,
    parts: BTreeMap<u32, Done>,
    text: usize,
}

/// So much text of the documents inside one file goes into its line.
const TEXT_A_LINE: usize = 64 << 20;

/// The line for what is done; None while documents inside it are still to come.
fn gather(open: &mut BTreeMap<u64, Gathered>, mut done: Done) -> Option<Told> {
    let number = done.ask.number;
    match open.remove(&number) {
        None if done.enclosed.is_empty() => Some(told(done)),
        None => {
            open.insert(number, Gathered { file: done, parts: BTreeMap::new(), text: 0 });
            None
        }
        Some(mut gathered) => {
            if let Reading::Read(extracted, ..) = &done.reading {
                gathered.text += extracted.text.len();
                if gathered.text > TEXT_A_LINE {
                    done.reading = Reading::Failed(too_much());
                }
            }
            gathered.parts.insert(done.part.as_ref().map_or(0, |part| part.place), done);
            if gathered.parts.len() < gathered.file.enclosed.len() {
                open.insert(number, gathered);
                return None;
            }
            Some(all_told(gathered))
        }
    }
}

fn too_much() -> Failure {
    Failure {
        status: Outcome::Limit,
        reason: format!("the documents before it in the file give {} MB of text already", TEXT_A_LINE >> 20),
        hint: "unpack the file and ask for its documents one by one".to_owned(),
    }
}

fn told(done: Done) -> Told {
    let id = done.ask.tag.clone();
    let name = done.part.map(|part| part.name);
    let (status, extracted, failure) = match done.reading {
        Reading::Read(extracted, status, cut) => (status, Some(extracted), cut),
        Reading::Failed(failure) => (failure.status, None, Some(failure)),
    };
    let (reason, hint) = failure.map(|failure| (failure.reason, failure.hint)).unzip();
    Told { id, name, status, extracted, reason, hint, enclosed: Vec::new() }
}

/// An archive ends as the best of its documents does; any other file as itself.
fn all_told(gathered: Gathered) -> Told {
    let archive = matches!(
        &gathered.file.reading,
        Reading::Read(extracted, Outcome::NoActivity, _) if is_archive(extracted, &gathered.file.enclosed)
    );
    let mut line = told(gathered.file);
    line.enclosed = gathered.parts.into_values().map(told).collect();
    let best = line.enclosed.iter().map(|part| part.status).min();
    if let (true, Some(best)) = (archive, best) {
        line.status = best;
        if best.is_failure() || best == Outcome::NeedsOcr {
            line.extracted = None;
            line.reason = Some("none of the documents inside could be read".to_owned());
            line.hint = Some("`enclosed` tells of each why".to_owned());
        }
    }
    line
}

fn print(told: &Told) -> anyhow::Result<()> {
    let outcome = style::json_line(told)?;
    let line = format!("{{\"id\":{},{}\n", style::harmless(&told.id), outcome.get(1..).unwrap_or_default());
    let mut out = style::stdout();
    out.write_all(line.as_bytes())?;
    out.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_is_a_path_or_a_file_of_this_machine() {
        for (uri, path) in [
            ("in/a b.txt", Ok("in/a b.txt")),
            ("in/100%25.txt", Ok("in/100%25.txt")),
            ("file:///in/a%20b%C3%A9.txt", Ok("/in/a bé.txt")),
            ("FILE://localhost/in/%zz%4", Ok("/in/%zz%4")),
            ("file:/in/a.txt", Ok("/in/a.txt")),
            ("file://server/in/a.txt", Err("`server` is another machine")),
            ("file://", Err("`file://` names no file")),
            ("https://example.org/a.pdf", Err("almoner fetches nothing, and `https` is no file")),
            ("a:b", Ok("a:b")),
            ("", Err("`uri` is empty")),
        ] {
            let expected = path.map(OsString::from).map_err(str::to_owned);
            assert_eq!(path_of(uri), expected, "{uri}");
        }
        assert_eq!(path_of("file:///a%FF").unwrap(), OsString::from_vec(b"/a\xff".to_vec()));
    }

    #[test]
    fn an_id_comes_back_as_it_was_written_also_from_a_broken_line() {
        for (line, id, right) in [
            (r#"{"id": 1.0e3, "uri": "a"}"#, "1.0e3", true),
            (r#"{"uri": "a", "id": {"b": [1, null]}}"#, r#"{"b": [1, null]}"#, true),
            (r#"{"uri": "a"}"#, "null", true),
            (r#"{"uri": {"id": 1}, "id": 2}"#, "2", false),
            (r#"{"id": null, "uri": "a"}"#, "null", true),
            (r#"{"id": "é\u0000", "bytes": "", "other": 1}"#, r#""é\u0000""#, true),
            (r#"{"id": 123456789012345678901234567890, "uri": "a"}"#, "123456789012345678901234567890", true),
            (r#"{"id": "x", "uri": 7}"#, r#""x""#, false),
            (r#"{"id": [1,2], "uri": "a", "bytes": ""}"#, "[1,2]", false),
            (r#"{"id": "x", "uri": "#, r#""x""#, false),
            (r#"{"id": "x"#, "null", false),
            (r#"{"id": 1}"#, "1", false),
            ("[1]", "null", false),
            ("hello", "null", false),
        ] {
            assert_eq!(parse(line.as_bytes(), true, 99).is_ok(), right, "{line}");
            assert_eq!(id_of(line.as_bytes()), id, "{line}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_costs_itself() {
        let mut input = io::Cursor::new(b"short\nmuch too long for this\n\nlast".to_vec());
        let mut lines = Vec::new();
        loop {
            let mut line = Vec::new();
            let Some(whole) = next_line(&mut input, 8, &mut line).unwrap() else { break };
            lines.push((String::from_utf8(line).unwrap(), whole));
        }
        let expected = [("short", true), ("much too", false), ("", true), ("last", true)];
        assert_eq!(lines, expected.map(|(line, whole)| (line.to_owned(), whole)));
    }
}
