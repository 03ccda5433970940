//! Earlier versions of files, from git.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::ops::History;

/// How far back a file is followed, in commits.
const COMMITS: &str = "200";

/// The largest version of a file that is read, in bytes.
const LARGEST: u64 = 50_000_000;

/// The git repository around a project, if there is one; without it there is no history.
pub(super) struct Git {
    root: PathBuf,
}

impl Git {
    pub(super) fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    fn command(&self) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.root).args(["--no-pager", "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "log.showSignature=false"]);
        git.stdin(Stdio::null()).stderr(Stdio::null());
        git
    }

    /// `<commit>:<path>` for each version of a file, newest first; through renames.
    fn names(&self, path: &str) -> Vec<String> {
        let log = self.command().args(["log", "--follow", "-n", COMMITS, "--format=%x00%H", "--name-only", "--", path]).output();
        let Some(log) = log.ok().filter(|l| l.status.success()) else { return Vec::new() };
        let text = String::from_utf8_lossy(&log.stdout);
        text.split('\0').filter_map(|entry| entry.split_once('\n')).map(|(hash, name)| format!("{hash}:{}", name.trim_matches('\n'))).collect()
    }
}

impl History for Git {
    fn versions(&self, path: &str, enough: &mut dyn FnMut(&str, &str) -> bool) {
        let names = self.names(path);
        if names.is_empty() {
            return;
        }
        let mut command = self.command();
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let Ok(mut child) = command.spawn() else { return };
        if let (Some(mut ask), Some(answer)) = (child.stdin.take(), child.stdout.take()) {
            let mut answer = BufReader::new(answer);
            for name in names.iter().filter(|n| !n.contains('\n')) {
                // One question, one answer: neither side waits with a full pipe.
                let asked = ask.write_all(format!("{name}\n").as_bytes()).and_then(|()| ask.flush());
                let Some(text) = asked.ok().and_then(|()| blob(&mut answer)) else { break };
                let path = name.split_once(':').map_or("", |(_, path)| path);
                if text.is_some_and(|text| enough(path, &text)) {
                    break;
                }
            }
        }
        // Its pipes are closed by now: it ends by itself.
        let _ = child.wait();
    }
}

/// One answer of `git cat-file --batch`: a header, the bytes, a line end. The outer `None` is the end of all answers, the
/// inner one a version that is not there or no text.
fn blob(answer: &mut impl BufRead) -> Option<Option<String>> {
    let mut header = String::new();
    answer.read_line(&mut header).ok().filter(|n| *n > 0)?;
    let Some(size) = header.trim_end().rsplit_once(" blob ").and_then(|(_, size)| size.parse::<u64>().ok()) else { return Some(None) };
    if size > LARGEST {
        return None;
    }
    let mut bytes = Vec::new();
    answer.by_ref().take(size + 1).read_to_end(&mut bytes).ok().filter(|n| *n as u64 == size + 1)?;
    bytes.pop();
    Some(String::from_utf8(bytes).ok())
}
