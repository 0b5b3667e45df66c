//! `--ocr`: scanned pages to tesseract and back, over pipes.

use std::io::Write;
use std::process::{Child, Command, Stdio};

use almoner_document::{Scan, ScannedWord};

use crate::Exit;
use crate::report::complain;

/// Whether and how scanned pages are recognised.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Scanned pages")]
pub(crate) struct Ocr {
    /// Recognise the text of scanned pages with tesseract, which must be installed.
    #[arg(long)]
    pub(crate) ocr: bool,

    /// The languages of scanned pages, as tesseract names them: eng, fra+eng.
    #[arg(long, value_name = "LANG", default_value = "eng", requires = "ocr")]
    pub(crate) ocr_language: String,
}

/// The program, found to be there.
#[derive(Debug, Clone)]
pub(crate) struct Tesseract {
    languages: String,
}

impl Tesseract {
    /// The program where it is asked for.
    ///
    /// # Errors
    /// A complaint when it is not installed or does not know a language.
    pub(crate) fn find(arguments: &Ocr) -> anyhow::Result<Option<Tesseract>> {
        if !arguments.ocr {
            return Ok(None);
        }
        let listed = Command::new("tesseract").arg("--list-langs").stdin(Stdio::null()).output();
        let Ok(listed) = listed else {
            let hint = "install it (Debian: apt-get install tesseract-ocr), or leave --ocr out";
            return Err(complain(Exit::Failed, "--ocr: there is no program `tesseract`", hint));
        };
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let known: Vec<&str> = listed.lines().skip(1).map(str::trim).collect();
        let languages = arguments.ocr_language.clone();
        if let Some(unknown) = languages.split('+').find(|language| !known.contains(language)) {
            let what = format!("--ocr-language: tesseract has no language `{unknown}`");
            let hint = format!("it has {}; Debian has more as tesseract-ocr-LANG", known.join(", "));
            return Err(complain(Exit::Usage, what, hint));
        }
        Ok(Some(Tesseract { languages }))
    }

    /// The words of a scanned page; the error in words.
    pub(crate) fn read(&self, scan: &Scan) -> Result<Vec<ScannedWord>, String> {
        let child = Command::new("tesseract")
            .args(["-", "-", "-l", &self.languages, "--dpi", &format!("{:.0}", scan.dpi), "tsv"])
            // One worker a core already; and each thread of it would reserve memory.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("tesseract cannot be started: {error}"))?;
        let output =
            talk(child, scan.pgm()).map_err(|error| format!("tesseract cannot be talked to: {error}"))?;
        if !output.status.success() {
            let told =
                String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or("no message").to_owned();
            return Err(format!("tesseract ended with {}: {told}", output.status));
        }
        Ok(words(&String::from_utf8_lossy(&output.stdout)))
    }
}

/// Writes the picture while what comes back is read, so that no side waits for the other.
fn talk(mut child: Child, picture: Vec<u8>) -> std::io::Result<std::process::Output> {
    let stdin = child.stdin.take();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that reads no further says why itself.
            stdin.map(|mut stdin| stdin.write_all(&picture));
        });
        child.wait_with_output()
    })
}

/// The words of tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
#[expect(clippy::float_arithmetic, reason = "places on a page are floats; no money is computed here")]
fn words(tsv: &str) -> Vec<ScannedWord> {
    let mut words: Vec<ScannedWord> = Vec::new();
    let mut last = None;
    let mut line = 0;
    for row in tsv.lines() {
        let fields: Vec<&str> = row.splitn(12, '\t').collect();
        let ["5", page, block, paragraph, of_paragraph, _, left, top, width, height, confidence, text] =
            fields[..]
        else {
            continue;
        };
        let numbers = [left, top, width, height, confidence].map(|number| number.parse::<f32>().ok());
        let ([Some(left), Some(top), Some(width), Some(height), Some(confidence)], false) =
            (numbers, text.trim().is_empty())
        else {
            continue;
        };
        let place = (page, block, paragraph, of_paragraph);
        line += u32::from(last.replace(place).is_some_and(|last| last != place));
        words.push(ScannedWord {
            text: text.trim().to_owned(),
            rect: [left, top, left + width, top + height],
            line,
            confidence: confidence.clamp(0.0, 100.0) / 100.0,
        });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_tesseracts_table() {
        let tsv = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            4\t1\t1\t1\t1\t0\t10\t10\t90\t12\t-1\t\n\
            5\t1\t1\t1\t1\t1\t10\t10\t40\t12\t96.5\tRural\n\
            5\t1\t1\t1\t1\t2\t60\t10\t40\t12\t91\troads\n\
            5\t1\t1\t1\t2\t1\t10\t30\t40\t12\t95\t \n\
            5\t1\t2\t1\t1\t1\t10\t50\t40\t12\t50\tHaiti\nbroken\trow\n";
        let found = words(tsv);
        let told: Vec<_> = found.iter().map(|word| (word.text.as_str(), word.line, word.rect)).collect();
        assert_eq!(
            told,
            [
                ("Rural", 0, [10.0, 10.0, 50.0, 22.0]),
                ("roads", 0, [60.0, 10.0, 100.0, 22.0]),
                ("Haiti", 1, [10.0, 50.0, 50.0, 62.0]),
            ]
        );
        assert!((found[0].confidence - 0.965).abs() < 0.001);
        assert_eq!(words("no table"), []);
    }
}
