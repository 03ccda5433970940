//! What README.md says is so: its example works and prints what stands there, its table holds all codes, its commands
//! exist. `UPDATE=1 cargo test --release readme` writes the table and the outputs anew.

use std::path::Path;
use std::process::{Command, Output};

use crate::harness::repository;

const TABLE: (&str, &str) = ("<!-- codes -->", "<!-- /codes -->");
const EXAMPLE: (&str, &str) = ("<!-- example -->", "<!-- /example -->");

fn techfile(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_techfile"));
    command.current_dir(folder).args(arguments).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    command.output().expect("the program")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn readme() -> String {
    std::fs::read_to_string(repository("README.md")).expect("README.md")
}

/// What stands between two marks of a text.
fn between<'a>(text: &'a str, (from, to): (&str, &str)) -> &'a str {
    let start = text.find(from).unwrap_or_else(|| panic!("README.md has no {from}")) + from.len();
    let end = text[start..].find(to).unwrap_or_else(|| panic!("README.md has no {to}")) + start;
    &text[start..end]
}

/// Compares what stands between two marks with what should; with `UPDATE` set, writes it.
fn holds(marks: (&str, &str), wanted: &str) {
    // Two tests write: each reads, changes and writes its own part at one go.
    static WRITING: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = WRITING.lock();
    let text = readme();
    let there = between(&text, marks);
    if there == wanted {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        let start = text.find(marks.0).expect("the mark") + marks.0.len();
        let new = format!("{}{wanted}{}", &text[..start], &text[start + there.len()..]);
        std::fs::write(repository("README.md"), new).expect("README.md can be written");
        return;
    }
    let (line, (old, new)) = there.lines().chain([""]).zip(wanted.lines().chain([""])).enumerate().find(|(_, (a, b))| a != b).unwrap_or_default();
    panic!("README.md is out of date {line} lines after {}; UPDATE=1 writes it anew\n  is:        {old}\n  should be: {new}", marks.0);
}

#[test]
fn the_table_holds_all_codes() {
    let mut table = "\n| code | level | finds |\n|---|---|---|\n".to_owned();
    for code in techfile::ops::codes() {
        table += &format!("| `{}` | {} | {} |\n", code.name, code.severity.word(), code.finds.replace('|', "\\|"));
    }
    holds(TABLE, &table);
}

#[test]
fn the_table_holds_the_questions() {
    let schema = techfile::schema::Schema::built_in().expect("the schema");
    let mut table = "\n| edition | question | asks | answers |\n|---|---|---|---|\n".to_owned();
    for standard in &schema.standards {
        let Some(questionnaire) = &standard.questionnaire else { continue };
        let class = |rank: usize| schema.level(standard, rank).expect("a level").id.clone();
        for question in &questionnaire.questions {
            let answer = |a: &techfile::schema::Answer| match a.leads_to {
                techfile::schema::LeadsTo::Class(rank) => format!("`{}`: class {}", a.id, class(rank)),
                techfile::schema::LeadsTo::Question(next) => format!("`{}`: go on to `{}`", a.id, questionnaire.questions[next].id),
            };
            let answers: Vec<String> = question.answers.iter().map(answer).collect();
            table += &format!("| {} | `{}` | {} | {} |\n", standard.title, question.id, question.text, answers.join("; "));
        }
    }
    holds(("<!-- questions -->", "<!-- /questions -->"), &table);
}

/// The example is followed from top to bottom: a fence below a line `` `path`: `` is a file, a `console` fence is run.
#[test]
fn the_example_works() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = readme();
    let mut wanted = String::new();
    let mut lines = between(&text, EXAMPLE).split_inclusive('\n').peekable();
    let mut file = None;
    let mut runs = 0;
    while let Some(line) = lines.next() {
        wanted += line;
        let bare = line.trim_end();
        if let Some(path) = bare.strip_prefix('`').and_then(|l| l.strip_suffix("`:")) {
            file = Some(path.to_owned());
        } else if let Some(language) = bare.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|l| l.trim_end() != "```").collect();
            if language == "console" {
                wanted += &run(folder.path(), body[0].trim_end());
                runs += 1;
            } else {
                let path = folder.path().join(file.take().unwrap_or_else(|| panic!("no file named before a fence: {body:?}")));
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                std::fs::write(path, body.concat()).expect("a file");
                wanted += &body.concat();
            }
            wanted += "```\n";
        }
    }
    assert!(runs > 1, "the example runs nothing");
    holds(EXAMPLE, &wanted);
}

/// A line `$ techfile …; echo $?` and what it prints.
fn run(folder: &Path, line: &str) -> String {
    let command = line.strip_prefix("$ techfile ").unwrap_or_else(|| panic!("no command: {line}"));
    let (arguments, asked) = command.strip_suffix("; echo $?").map_or((command, false), |c| (c, true));
    let output = techfile(folder, &arguments.split_whitespace().collect::<Vec<_>>());
    let code = output.status.code().expect("an exit code");
    assert!(code < 2, "{line}\n{}{}", out(&output), String::from_utf8_lossy(&output.stderr));
    let end = if asked { format!("{code}\n") } else { String::new() };
    format!("{line}\n{}{end}", out(&output))
}

#[test]
fn its_commands_exist() {
    let here = repository(".");
    let help = out(&techfile(&here, &["--help"]));
    let known: Vec<&str> = help.lines().skip_while(|l| *l != "Commands:").skip(1).map_while(|l| l.split_whitespace().next()).collect();
    assert!(known.contains(&"build"), "{help}");
    let text = readme();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (number, line) in text.lines().enumerate() {
        for code in commands(line) {
            let mut words = code.split_whitespace().skip_while(|w| w.starts_with('-'));
            let Some(command) = words.next().filter(|w| w.chars().all(|c| c.is_ascii_lowercase())) else { continue };
            seen += 1;
            if !known.contains(&command) {
                wrong.push(format!("README.md:{}: there is no `techfile {command}`", number + 1));
                continue;
            }
            let usage = out(&techfile(&here, &[command, "--help"]));
            for flag in code.split(|c: char| c.is_whitespace() || "=;`[]".contains(c)).filter(|w| w.starts_with("--") && w.len() > 2) {
                if !usage.contains(&format!("{flag} ")) && !usage.contains(&format!("{flag}\n")) {
                    wrong.push(format!("README.md:{}: `techfile {command}` has no {flag}", number + 1));
                }
            }
        }
    }
    assert!(seen > 5, "only {seen} commands were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What follows `techfile` or `cargo run … --` in the code of a line.
fn commands(line: &str) -> Vec<&str> {
    let spans: Vec<&str> = match line.strip_prefix("$ ").or_else(|| line.strip_prefix("    ")) {
        Some(shell) => vec![shell],
        None => line.split('`').skip(1).step_by(2).collect(),
    };
    let after = |span: &'_ str, word: &str| span.find(word).filter(|at| *at == 0).map(|at| at + word.len());
    let mut found = Vec::new();
    for span in spans {
        let start = after(span, "techfile ").or_else(|| span.starts_with("cargo run").then(|| span.find(" -- ").map(|at| at + 4)).flatten());
        found.extend(start.map(|at| span[at..].split(" #").next().unwrap_or_default()));
    }
    found
}

#[test]
fn the_pack_of_the_readme_adds_to_the_standard() {
    let text = readme();
    let start = text.find("# packs/company.yaml").expect("the example of a pack");
    let pack = &text[start..start + text[start..].find("```").expect("the end of the example")];
    let ran = crate::harness::Case::new()
        .file("book.toml", "[build]\ndate = \"2026-11-02\"\n[standards]\nuse = [\"iec-62304-2015\"]\npacks = [\"packs\"]\n")
        .file("packs/company.yaml", pack)
        .records("records:\n  - {id: SYSTEM-1, kind: system, title: Pump}\n  - {id: SRS-1, kind: requirement, title: Dose}\n")
        .run();
    assert!(ran.found().iter().all(|f| f.place.as_ref().is_none_or(|(file, _)| !file.starts_with("packs"))), "{}", ran.text());
    let (project, judgement) = (ran.project(), ran.judgement());
    let missing = |number: &str| -> Vec<String> {
        let clauses = |r: &&techfile::judge::ClauseRow| project.schema.standards[r.standard].clauses[r.clause].number == number;
        judgement.clauses.iter().filter(clauses).flat_map(|r| &r.missing).map(|m| m.what.word().to_owned()).filter(|word| word != "finding").collect()
    };
    assert_eq!(missing("5.2.6"), ["review", "says", "holds"]);
    assert_eq!(missing("5.2.7"), ["linked"]);
}
