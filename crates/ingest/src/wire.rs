//! The pipes to one worker, watched together: nothing that a worker does, or leaves undone, makes this process wait
//! longer than it wants to, or keep more than it may.

use std::io::{self, BufRead, Read, Write};
use std::os::fd::AsFd;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout};
use std::time::{Duration, Instant};

use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

/// Standard input, output and error of a worker. None of them ever blocks.
#[derive(Debug)]
pub(crate) struct Wire {
    input: ChildStdin,
    output: Option<ChildStdout>,
    errors: Option<ChildStderr>,
    /// What is still to be written, from `written` on.
    outgoing: Vec<u8>,
    written: usize,
    /// What came in, up to `taken` given on already; the end of the next line is looked for from `searched` on.
    incoming: Vec<u8>,
    taken: usize,
    searched: usize,
    last_words: Vec<u8>,
    /// What is read at once passes through here.
    buffer: Box<[u8]>,
}

/// Why there is no line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    /// Not yet.
    Nothing,
    /// It is longer than it may be.
    TooLong,
    /// The output has ended, perhaps in the middle of a line.
    End,
}

/// So much of standard error is kept: its end.
const LAST_WORDS: usize = 4096;

impl Wire {
    /// The pipes of `child`.
    pub(crate) fn of(child: &mut Child) -> io::Result<Wire> {
        let (Some(input), Some(output), Some(errors)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io::Error::other("its standard streams are missing"));
        };
        for pipe in [input.as_fd(), output.as_fd(), errors.as_fd()] {
            fcntl(pipe, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
        }
        // Several answers have room, so that the worker need not wait until they are heard; where the system allows it.
        #[cfg(target_os = "linux")]
        let _ = fcntl(output.as_fd(), FcntlArg::F_SETPIPE_SZ(1 << 18));
        Ok(Wire {
            input,
            output: Some(output),
            errors: Some(errors),
            outgoing: Vec::new(),
            written: 0,
            incoming: Vec::new(),
            taken: 0,
            searched: 0,
            last_words: Vec::new(),
            buffer: vec![0; 1 << 16].into(),
        })
    }

    /// Writes lines; what the worker does not take at once is written while its answer is waited for.
    pub(crate) fn send(&mut self, lines: &[u8]) {
        self.outgoing.extend_from_slice(lines);
        self.write();
    }

    /// True when the worker has taken all that was sent, and nothing came that was not given on.
    pub(crate) fn is_quiet(&mut self) -> bool {
        self.read();
        self.output.is_some() && self.waiting().is_empty() && self.outgoing.is_empty()
    }

    /// What came in and was not given on.
    fn waiting(&self) -> &[u8] {
        self.incoming.get(self.taken..).unwrap_or_default()
    }

    /// The next line, its end left out, or why there is none by `until`.
    pub(crate) fn line(&mut self, until: Instant, longest: usize) -> Result<Vec<u8>, Silence> {
        self.next(until, |wire| match wire.take_line() {
            Some(line) if line.len() > longest => Err(Silence::TooLong),
            None if wire.waiting().len() > longest => Err(Silence::TooLong),
            line => Ok(line),
        })
    }

    /// The next `length` bytes, or why there are none by `until`.
    pub(crate) fn bytes(&mut self, until: Instant, length: usize) -> Result<Vec<u8>, Silence> {
        self.next(until, |wire| Ok((wire.waiting().len() >= length).then(|| wire.take(length))))
    }

    fn next(
        &mut self,
        until: Instant,
        look: impl Fn(&mut Wire) -> Result<Option<Vec<u8>>, Silence>,
    ) -> Result<Vec<u8>, Silence> {
        loop {
            if let Some(found) = look(self)? {
                return Ok(found);
            }
            if self.output.is_none() {
                return Err(Silence::End);
            }
            let time = until.saturating_duration_since(Instant::now());
            if !self.wait(time) {
                return Err(Silence::Nothing);
            }
        }
    }

    /// The end of what came on standard error.
    pub(crate) fn last_words(&mut self) -> String {
        self.listen();
        String::from_utf8_lossy(&self.last_words).trim().to_owned()
    }

    fn take_line(&mut self) -> Option<Vec<u8>> {
        let mut fresh = self.incoming.get(self.searched..).unwrap_or_default();
        let length = fresh.skip_until(b'\n').unwrap_or_default();
        let end = self.searched + length;
        if length == 0 || self.incoming.get(end - 1) != Some(&b'\n') {
            self.searched = end;
            return None;
        }
        let mut line = self.take(end - self.taken);
        line.pop();
        Some(line)
    }

    /// The next `length` bytes that came in: so many are there.
    fn take(&mut self, length: usize) -> Vec<u8> {
        let taken = self.waiting().get(..length).unwrap_or_default().to_vec();
        self.taken += taken.len();
        if self.taken == self.incoming.len() {
            self.incoming.clear();
            self.incoming.shrink_to(1 << 20);
            self.taken = 0;
        }
        self.searched = self.taken;
        taken
    }

    /// Waits until something can be done, and does it; false when nothing could by then.
    fn wait(&mut self, time: Duration) -> bool {
        let writing = self.written < self.outgoing.len();
        let output = self.output.as_ref().map(|pipe| PollFd::new(pipe.as_fd(), PollFlags::POLLIN));
        let errors = self.errors.as_ref().map(|pipe| PollFd::new(pipe.as_fd(), PollFlags::POLLIN));
        let input = writing.then(|| PollFd::new(self.input.as_fd(), PollFlags::POLLOUT));
        let mut pipes: Vec<PollFd<'_>> = [output, errors, input].into_iter().flatten().collect();
        // Rounded up: half a millisecond is to be waited for, not to be asked for again and again.
        let time = PollTimeout::try_from(time.as_micros().div_ceil(1000)).unwrap_or(PollTimeout::MAX);
        let ready = matches!(poll(&mut pipes, time), Ok(1..));
        let place = usize::from(self.output.is_some());
        let speaks = self.errors.is_some() && pipes.get(place).and_then(PollFd::any) == Some(true);
        if ready {
            self.write();
            self.read();
        }
        if speaks {
            self.listen();
        }
        ready
    }

    fn write(&mut self) {
        while let Some(rest @ [_, ..]) = self.outgoing.get(self.written..) {
            match self.input.write(rest) {
                Ok(length @ 1..) => self.written += length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                // It takes no more; its output and its end say why.
                _ => self.written = usize::MAX,
            }
        }
        self.outgoing = Vec::new();
        self.written = 0;
    }

    fn read(&mut self) {
        let Some(output) = &mut self.output else { return };
        match output.read(&mut self.buffer) {
            Ok(length @ 1..) => {
                self.incoming.drain(..self.taken);
                self.searched -= self.taken;
                self.taken = 0;
                self.incoming.extend_from_slice(self.buffer.get(..length).unwrap_or_default());
            }
            Err(error) if is_passing(&error) => {}
            _ => self.output = None,
        }
    }

    fn listen(&mut self) {
        let mut buffer = [0; LAST_WORDS];
        // Who writes without end is not listened to without end.
        for _ in 0..16 {
            let Some(errors) = &mut self.errors else { break };
            match errors.read(&mut buffer) {
                Ok(length @ 1..) => {
                    self.last_words.extend_from_slice(buffer.get(..length).unwrap_or_default());
                }
                Err(error) if is_passing(&error) => break,
                _ => self.errors = None,
            }
        }
        let surplus = self.last_words.len().saturating_sub(LAST_WORDS);
        self.last_words.drain(..surplus);
    }
}

fn is_passing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Stdio};

    use super::*;

    fn shell(script: &str) -> (Child, Wire) {
        let mut child = Command::new("sh")
            .args(["-c", script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap();
        let wire = Wire::of(&mut child).unwrap();
        (child, wire)
    }

    #[test]
    fn whatever_the_other_side_does_the_wait_ends() {
        for (script, expected) in [
            ("echo one", Ok(b"one".to_vec())),
            ("printf half", Err(Silence::End)),
            ("exec sleep 60", Err(Silence::Nothing)),
            ("exec >&-; sleep 60", Err(Silence::End)),
            ("while :; do printf x; sleep 0.05; done", Err(Silence::Nothing)),
            ("yes | tr -d '\\n'", Err(Silence::TooLong)),
            ("while :; do echo noise >&2; done", Err(Silence::Nothing)),
            ("head -c 60000 /dev/zero | tr '\\0' x >&2", Err(Silence::End)),
        ] {
            let (mut child, mut wire) = shell(script);
            let begun = Instant::now();
            // More than a pipe holds: nobody reads it.
            wire.send(&vec![b'x'; 1 << 20]);
            let time = if expected == Err(Silence::Nothing) { 300 } else { 20_000 };
            let line = wire.line(Instant::now() + Duration::from_millis(time), 1 << 16);
            assert_eq!(line, expected, "{script}");
            assert!(begun.elapsed() < Duration::from_secs(30), "{script}");
            let group = nix::unistd::Pid::from_raw(i32::try_from(child.id()).unwrap());
            nix::sys::signal::killpg(group, nix::sys::signal::Signal::SIGKILL).unwrap();
            child.wait().unwrap();
            assert!(wire.last_words().len() <= LAST_WORDS);
        }
    }

    #[test]
    fn a_long_line_goes_out_while_the_answer_comes_in() {
        let (mut child, mut wire) = shell("cat");
        for _ in 0..3 {
            let mut line = vec![b'x'; 1 << 20];
            line.push(b'\n');
            wire.send(&line);
            let back = wire.line(Instant::now() + Duration::from_secs(20), 2 << 20).unwrap();
            assert_eq!(back.len(), 1 << 20);
        }
        drop(wire);
        child.wait().unwrap();
    }
}
