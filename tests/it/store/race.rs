//! Several runs on one folder at once: no output is incomplete, and no release changes.

use std::process::{Command, Stdio};

use super::{left_beside, project, rounds};
use crate::harness::{Case, tree};
use crate::ops::build::site_of;
use crate::render::site::site_faults;

fn start(case: &Case, arguments: &[&str]) -> std::process::Child {
    let mut run = Command::new(env!("CARGO_BIN_EXE_techfile"));
    run.current_dir(case.path()).args(arguments).env("NO_COLOR", "1").stdout(Stdio::piped()).stderr(Stdio::piped());
    run.spawn().expect("a run")
}

/// Runs these at once; how each ended, and what it said.
fn at_once(case: &Case, runs: &[&[&str]]) -> Vec<(Option<i32>, String)> {
    let running: Vec<_> = runs.iter().map(|arguments| start(case, arguments)).collect();
    let end = |run: std::process::Child| {
        let output = run.wait_with_output().expect("its end");
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
        (output.status.code(), said)
    };
    running.into_iter().map(end).collect()
}

/// The output is whole: all that its marker lists and nothing else, and every link leads somewhere.
fn whole(case: &Case, round: usize) {
    let files = tree(&case.path().join("book"));
    let marker: serde_json::Value = serde_json::from_slice(&files[".techfile"]).expect("a marker");
    let listed: Vec<&str> = marker["files"].as_array().expect("a list").iter().map(|f| f.as_str().expect("a path")).collect();
    let there: Vec<&str> = files.keys().map(String::as_str).filter(|f| *f != ".techfile").collect();
    assert_eq!(listed, there, "round {round}");
    assert!(files["html/index.html"].ends_with(b"</html>\n"), "round {round}");
    assert_eq!(site_faults(&site_of(&files)), Vec::<String>::new(), "round {round}");
}

#[test]
fn builds_a_release_and_a_look_at_once_leave_all_whole() {
    let build: &[&str] = &["build", "--only", "html", "--only", "data"];
    let runs = [build, build, build, &["release", "2.0.0"], &["verify"]];
    for round in 0..rounds("RACES", 3) {
        let case = project();
        let before = tree(&case.path().join("releases"));
        let ended = at_once(&case, &runs);
        let freezes = cfg!(feature = "pdf");
        for ((code, said), run) in ended.iter().zip(runs) {
            let wanted = if run[0] == "release" && !freezes { 2 } else { 0 };
            assert_eq!(*code, Some(wanted), "round {round}, {run:?}: {said}");
        }
        whole(&case, round);
        let after = tree(&case.path().join("releases"));
        for (path, bytes) in before.iter().filter(|(path, _)| *path != "ledger.txt") {
            assert_eq!(after.get(path), Some(bytes), "round {round}: {path}");
        }
        assert_eq!(case.path().join("releases/2.0.0/manifest.json").exists(), freezes);
        case.program(&["verify"]).ends(0);
        assert_eq!(left_beside(case.path()), Vec::<String>::new(), "round {round}");
    }
}

#[cfg(feature = "pdf")]
#[test]
fn of_two_releases_of_one_version_at_once_one_is_frozen() {
    for round in 0..rounds("RACES", 2) {
        let case = project();
        let runs: [&[&str]; 3] = [&["release", "2.0.0"], &["release", "2.0.0"], &["release", "2.0.0"]];
        let ended = at_once(&case, &runs);
        let mut codes: Vec<Option<i32>> = ended.iter().map(|(code, _)| *code).collect();
        codes.sort_unstable();
        assert_eq!(codes, [Some(0), Some(2), Some(2)], "round {round}: {ended:?}");
        case.program(&["verify"]).ends(0);
        assert_eq!(left_beside(&case.path().join("releases")), Vec::<String>::new());
    }
}
