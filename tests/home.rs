//! A folder of its own for each test, and the command run in it.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A test's own folder; it stays after the test for a look at it, until the test runs again.
pub(crate) struct Home {
    dir: PathBuf,
}

impl Home {
    /// An empty folder named as the test.
    pub(crate) fn new(test: &str) -> Home {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        match fs::remove_dir_all(&dir) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                panic!("{}: {error}", dir.display())
            }
            _ => {}
        }
        fs::create_dir_all(&dir).unwrap();
        Home { dir }
    }

    /// A path in it.
    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.dir.join(path)
    }

    /// Copies a file or folder of the repository to `to`; where `to` is empty or ends in `/`, into that folder.
    pub(crate) fn copy(&self, from: &str, to: &str) -> &Home {
        let from = repository().join(from);
        let name = from.file_name().unwrap();
        let to = if to.is_empty() || to.ends_with('/') { self.path(to).join(name) } else { self.path(to) };
        copy_all(&from, &to);
        self
    }

    /// Copies a file or folder of this home.
    pub(crate) fn copy_within(&self, from: &str, to: &str) -> &Home {
        copy_all(&self.path(from), &self.path(to));
        self
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> &Home {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs `almoner` with the words of `command`: as a shell splits them, with '…' for words with spaces.
    pub(crate) fn run(&self, command: &str) -> Run {
        self.run_with(command, |_| {})
    }

    /// The same, with `input` on standard input.
    pub(crate) fn run_on(&self, input: &[u8], command: &str) -> Run {
        let mut child = self.command(command).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Run::new(command, &output)
    }

    /// The same, after `change` was made to how it is started.
    pub(crate) fn run_with(&self, command: &str, change: impl FnOnce(&mut Command)) -> Run {
        let mut prepared = self.command(command);
        change(&mut prepared);
        Run::new(command, &prepared.output().unwrap())
    }

    /// The command, not yet started; its output is kept, its input is empty.
    pub(crate) fn command(&self, command: &str) -> Command {
        let mut prepared = self.program(env!("CARGO_BIN_EXE_almoner"));
        prepared.args(words(command));
        prepared
    }

    /// Runs `script` in a shell that knows `almoner` as a command.
    pub(crate) fn shell(&self, script: &str) -> Run {
        let mut prepared = self.program("bash");
        let program = Path::new(env!("CARGO_BIN_EXE_almoner")).parent().unwrap();
        let mut path = program.as_os_str().to_owned();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        prepared.arg("-c").arg(script).env("PATH", path);
        Run::new(script, &prepared.output().unwrap())
    }

    fn program(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.dir).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for name in ["ALMONER_LIBRARY", "ALMONER_WORKER_FAULTS", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }
}

/// What a command did. Each check returns it again, and prints all of it where it fails.
pub(crate) struct Run {
    command: String,
    /// The exit code; 128 and the signal where one ended it.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Run {
    fn new(command: &str, output: &Output) -> Run {
        use std::os::unix::process::ExitStatusExt;
        let status = output.status;
        Run {
            command: command.to_owned(),
            code: status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or_default()),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// It ended with this code.
    pub(crate) fn exits(self, code: i32) -> Run {
        assert_eq!(self.code, code, "{self}");
        self
    }

    /// Standard output has this text.
    pub(crate) fn says(self, text: &str) -> Run {
        assert!(self.out.contains(text), "standard output lacks `{text}`\n{self}");
        self
    }

    /// Standard output is this text and nothing else, but for white space around it.
    pub(crate) fn says_only(self, text: &str) -> Run {
        assert_eq!(self.out.trim(), text, "{self}");
        self
    }

    /// Standard output does not have this text.
    pub(crate) fn does_not_say(self, text: &str) -> Run {
        assert!(!self.out.contains(text), "standard output has `{text}`\n{self}");
        self
    }

    /// Standard error has this text.
    pub(crate) fn warns(self, text: &str) -> Run {
        assert!(self.err.contains(text), "standard error lacks `{text}`\n{self}");
        self
    }

    /// Standard error is empty.
    pub(crate) fn warns_of_nothing(self) -> Run {
        assert!(self.err.is_empty(), "{self}");
        self
    }

    /// Standard output as JSON Lines.
    pub(crate) fn json_lines(&self) -> Vec<serde_json::Value> {
        let parse =
            |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}\n{self}"));
        self.out.lines().map(parse).collect()
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Run { command, code, out, err } = self;
        write!(f, "`{command}` ended with {code}\n--- standard output\n{out}\n--- standard error\n{err}")
    }
}

/// The folder of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn copy_all(from: &Path, to: &Path) {
    let told = |error: std::io::Error| -> ! { panic!("{} -> {}: {error}", from.display(), to.display()) };
    if from.is_dir() {
        for entry in fs::read_dir(from).unwrap_or_else(|error| told(error)) {
            let entry = entry.unwrap();
            copy_all(&entry.path(), &to.join(entry.file_name()));
        }
        return;
    }
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(from, to).unwrap_or_else(|error| told(error));
}

/// The words of a command line: separated by spaces, '…' keeps spaces.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    assert!(!quoted, "an open quote in `{line}`");
    words.extend(word);
    words
}
