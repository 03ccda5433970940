//! The house keeps its floors: what may import what, who may print, look at the clock, list folders, and for how long.

use std::path::PathBuf;

use crate::harness::{files_below, repository};

/// The floors of the crate docs, lowest first. A module imports lower floors only.
const FLOORS: &[&[&str]] = &[
    &["source", "version"],
    &["diag", "store"],
    &["yaml", "config", "archive"],
    &["schema"],
    &["model"],
    &["load", "judge"],
    &["check", "report"],
    &["render"],
    &["release"],
    &["ops"],
    &["cli"],
];

/// What the crate docs show as an example of a kind, and of a rule.
const SHOWN: (&str, &str) = ("trend", "soup-unsupported");

/// The longest a file of `src` may be, in lines.
const LONGEST: usize = 400;

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|modules| modules.contains(&module))
}

/// A file of `src`.
struct File {
    /// Its path below `src`, with `/`.
    path: String,
    /// Its lines without comments and without what stands in strings.
    code: String,
    lines: usize,
}

impl File {
    /// The path of its module: `check/rules/self_link.rs` is `[check, rules, self_link]`.
    fn module(&self) -> Vec<String> {
        let stem = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        let mut parts: Vec<String> = stem.split('/').map(str::to_owned).collect();
        if ["mod", "lib", "main"].contains(&parts.last().map_or("", String::as_str)) {
            parts.pop();
        }
        parts
    }

    /// The module of the first floor that it belongs to; none for `lib.rs` and `main.rs`.
    fn top(&self) -> Option<String> {
        self.module().first().cloned()
    }

    /// Line (from 1) and path of everything of this crate that it names.
    fn paths(&self) -> Vec<(usize, Vec<String>)> {
        paths(&self.code, &self.module())
    }
}

fn sources() -> Vec<File> {
    let root = repository("src");
    let rust = |path: &PathBuf| path.extension().is_some_and(|e| e == "rs");
    files_below(&root)
        .into_iter()
        .filter(rust)
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a source file");
            let path = path.strip_prefix(&root).expect("below src").to_str().expect("a readable path").replace('\\', "/");
            File { path, code: code_only(&text), lines: text.lines().count() }
        })
        .collect()
}

/// The text with comments and the insides of literals blanked; lines stay where they are.
fn code_only(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let blank = |out: &mut String, c: char| out.push(if c == '\n' { '\n' } else { ' ' });
    let word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || *c == '_');
    while at < chars.len() {
        let rest = &chars[at..];
        let end = match rest {
            ['/', '/', ..] => at + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => {
                let (mut depth, mut i) = (0usize, at);
                while i < chars.len() {
                    match chars[i..] {
                        ['/', '*', ..] => (depth, i) = (depth + 1, i + 2),
                        ['*', '/', ..] => (depth, i) = (depth - 1, i + 2),
                        _ => i += 1,
                    }
                    if depth == 0 {
                        break;
                    }
                }
                i
            }
            ['r', '"' | '#', ..] if !word(at.checked_sub(1).and_then(|i| chars.get(i)).filter(|c| **c != 'b')) => {
                let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
                if rest.get(1 + hashes) == Some(&'"') {
                    let mut i = at + 2 + hashes;
                    while i < chars.len() && !(chars[i] == '"' && chars[i + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes) {
                        i += 1;
                    }
                    (i + 1 + hashes).min(chars.len())
                } else {
                    at
                }
            }
            ['"', ..] => {
                let mut i = at + 1;
                while i < chars.len() && chars[i] != '"' {
                    i += if chars[i] == '\\' { 2 } else { 1 };
                }
                (i + 1).min(chars.len())
            }
            // A character, not a lifetime.
            ['\'', '\\', ..] => at + 3 + rest[3..].iter().position(|c| *c == '\'').map_or(0, |n| n + 1),
            ['\'', _, '\'', ..] => at + 3,
            _ => at,
        };
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            chars[at..end.min(chars.len())].iter().for_each(|c| blank(&mut out, *c));
            at = end;
        }
    }
    out
}

/// A word or a sign, and its line.
fn tokens(code: &str) -> Vec<(usize, String)> {
    let mut tokens: Vec<(usize, String)> = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            if c.is_whitespace() {
                continue;
            }
            let mut token = c.to_string();
            let in_word = |c: char| c.is_alphanumeric() || c == '_';
            while in_word(c) && chars.peek().is_some_and(|n| in_word(*n)) {
                token.extend(chars.next());
            }
            if c == ':' && chars.peek() == Some(&':') {
                token.extend(chars.next());
            }
            tokens.push((index + 1, token));
        }
    }
    tokens
}

/// Every path that starts with `crate`, `super` or `self`, from the root of the crate on; groups are taken apart.
fn paths(code: &str, module: &[String]) -> Vec<(usize, Vec<String>)> {
    let tokens = tokens(code);
    let text = |i: usize| tokens.get(i).map_or("", |(_, t)| t.as_str());
    let mut found = Vec::new();
    for (i, (line, token)) in tokens.iter().enumerate() {
        if !["crate", "super", "self"].contains(&token.as_str()) || text(i + 1) != "::" || (i > 0 && text(i - 1) == "::") {
            continue;
        }
        let mut prefix = if token == "crate" { Vec::new() } else { module.to_vec() };
        let mut next = i;
        if token == "super" {
            while text(next) == "super" && text(next + 1) == "::" {
                prefix.pop();
                next += 2;
            }
        } else {
            next += 2;
        }
        let mut all = Vec::new();
        tree(&tokens, next, prefix, &mut all);
        found.extend(all.into_iter().map(|path| (*line, path)));
    }
    found
}

/// Reads what follows `::`: a name, perhaps with more behind it, or a group. Returns the token after it.
fn tree(tokens: &[(usize, String)], at: usize, mut prefix: Vec<String>, all: &mut Vec<Vec<String>>) -> usize {
    let text = |i: usize| tokens.get(i).map_or("", |(_, t)| t.as_str());
    if text(at) == "{" {
        let mut next = at + 1;
        while !["}", ""].contains(&text(next)) {
            next = tree(tokens, next, prefix.clone(), all);
            while text(next) == "as" {
                next += 2;
            }
            // Whatever is no part of a tree of names ends it.
            next += usize::from(text(next) != "}");
        }
        return next + 1;
    }
    if text(at) != "self" {
        prefix.push(text(at).to_owned());
    }
    if text(at + 1) == "::" && (text(at + 2) == "{" || text(at + 2).starts_with(|c: char| c.is_alphanumeric() || c == '_')) {
        return tree(tokens, at + 2, prefix, all);
    }
    all.push(prefix);
    at + 1
}

fn report(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Looks at every path of every file; `wrong` says what is wrong with a module that names another.
fn each_path(wrong: impl Fn(&File, &[String]) -> Option<String>) {
    let mut all = Vec::new();
    for file in sources() {
        for (line, path) in file.paths() {
            if let Some(words) = wrong(&file, &path) {
                all.push(format!("src/{}:{line}: {} {words}", file.path, path.join("::")));
            }
        }
    }
    report(all);
}

/// Looks for words of code in every file; `allowed` says where they may stand.
fn nowhere_but(words: &[&[&str]], allowed: impl Fn(&str) -> bool) {
    let mut all = Vec::new();
    for file in sources().into_iter().filter(|f| !allowed(&f.path)) {
        let tokens = tokens(&file.code);
        for (i, (line, _)) in tokens.iter().enumerate() {
            for word in words {
                if word.iter().enumerate().all(|(n, part)| tokens.get(i + n).is_some_and(|(_, t)| t == part)) {
                    all.push(format!("src/{}:{line}: {}", file.path, word.concat()));
                }
            }
        }
    }
    report(all);
}

fn below(path: &str, module: &str) -> bool {
    path == format!("{module}.rs") || path.starts_with(&format!("{module}/"))
}

#[test]
fn every_module_has_a_floor() {
    let mut tops: Vec<String> = sources().iter().filter_map(File::top).collect();
    tops.sort();
    tops.dedup();
    report(tops.into_iter().filter(|m| floor(m).is_none()).map(|m| format!("src/{m} has no floor here")).collect());
}

#[test]
fn a_module_imports_lower_floors_only() {
    each_path(|file, path| {
        let (own, other) = (file.top()?, path.first()?);
        let (from, to) = (floor(&own)?, floor(other)?);
        (own != *other && to >= from).then(|| format!("is on floor {}, {own} on floor {}", to + 1, from + 1))
    });
}

#[test]
fn no_file_names_the_crate_from_outside() {
    nowhere_but(&[&["techfile", "::"]], |path| path == "main.rs");
}

#[test]
fn render_knows_neither_load_nor_check() {
    each_path(|file, path| {
        (below(&file.path, "render") && ["load", "check"].contains(&path.first()?.as_str())).then(|| "is nothing that `render` may know".to_owned())
    });
}

#[test]
fn html_and_pdf_do_not_know_each_other() {
    each_path(|file, path| {
        let [first, second, ..] = path else { return None };
        let other = match second.as_str() {
            "html" => "render/pdf",
            "pdf" => "render/html",
            _ => return None,
        };
        (first == "render" && below(&file.path, other)).then(|| format!("in {other}"))
    });
}

#[test]
fn only_schema_and_load_see_yaml() {
    each_path(|file, path| {
        let own = file.top()?;
        if path.first()? != "yaml" || ["yaml", "schema", "load"].contains(&own.as_str()) {
            return None;
        }
        let codes = own == "ops" && (path.len() == 1 || path[1] == "CODES");
        (!codes).then(|| "is for `schema` and `load` only".to_owned())
    });
}

#[test]
fn only_cli_and_emit_print() {
    let words: &[&[&str]] = &[&["println", "!"], &["eprintln", "!"], &["print", "!"], &["eprint", "!"], &["dbg", "!"], &["stdout", "("], &["stderr", "("]];
    nowhere_but(words, |path| below(path, "cli") || below(path, "diag/emit"));
}

#[test]
fn only_cli_reads_the_clock() {
    let words: &[&[&str]] =
        &[&["SystemTime", "::", "now"], &["Instant", "::", "now"], &["Zoned", "::", "now"], &["Timestamp", "::", "now"], &["UNIX_EPOCH", ".", "elapsed"]];
    nowhere_but(words, |path| below(path, "cli"));
}

#[test]
fn only_the_ways_in_and_out_list_folders() {
    nowhere_but(&[&["read_dir"]], |path| ["source", "archive", "store"].iter().any(|m| below(path, m)));
}

#[test]
fn no_file_is_too_long() {
    let long = sources().into_iter().filter(|f| f.lines > LONGEST).map(|f| format!("src/{}: {} lines", f.path, f.lines));
    report(long.collect());
}

#[test]
fn every_file_here_is_a_module() {
    let root = repository("tests/it");
    let mut lost = Vec::new();
    for file in files_below(&root) {
        let path = file.strip_prefix(&root).expect("below").to_path_buf();
        if path.extension().is_none_or(|e| e != "rs") || path.as_os_str() == "main.rs" {
            continue;
        }
        let stem = path.file_stem().and_then(|s| s.to_str()).expect("a readable name");
        let folder = path.parent().expect("a folder");
        // `a/mod.rs` is the module `a` of the folder above; `a/b.rs` the module `b` of `a`.
        let (name, parent) = match stem {
            "mod" => (folder.file_name().and_then(|s| s.to_str()).expect("a name"), folder.parent().expect("a folder")),
            name => (name, folder),
        };
        let lists = if parent.as_os_str().is_empty() {
            vec![root.join("main.rs")]
        } else {
            vec![root.join(parent).join("mod.rs"), root.join(parent).with_extension("rs")]
        };
        let listed = lists
            .iter()
            .filter_map(|l| std::fs::read_to_string(l).ok())
            .any(|text| text.lines().any(|l| l.trim_start_matches("pub ") == format!("mod {name};")));
        if !listed {
            lost.push(format!("tests/it/{}: no line `mod {name};` in {}", path.display(), lists[0].display()));
        }
    }
    report(lost);
}

#[test]
fn the_scanner_sees_what_it_should() {
    let names = |code: &str, module: &[&str]| {
        let module: Vec<String> = module.iter().map(|m| (*m).to_owned()).collect();
        paths(&code_only(code), &module).into_iter().map(|(line, path)| format!("{line} {}", path.join("::"))).collect::<Vec<_>>()
    };
    assert_eq!(names("use crate::{config, load::{self, x as y}, schema};\n", &["ops"]), ["1 config", "1 load", "1 load::x", "1 schema"]);
    assert_eq!(names("let a = crate::load::x(crate::yaml::Y { a: 1 });", &["ops"]), ["1 load::x", "1 yaml::Y"]);
    assert_eq!(names("\nuse super::super::load::x;", &["check", "rules", "a"]), ["2 check::load::x"]);
    assert_eq!(names("use super::super::super::load;", &["check", "rules", "a"]), ["1 load"]);
    assert_eq!(names("use self::pdf::Y;", &["render"]), ["1 render::pdf::Y"]);
    assert_eq!(names("// crate::load\n/* crate::a /* b */ crate::c */ \"crate::d\" r#\"\"crate::e\"# '\"' crate::f '\\'' b'\"'", &["ops"]), ["2 f"]);
    assert_eq!(names("fn a<'a>(x: &'a crate::g) { \"https://x\"; crate::h() }", &["ops"]), ["1 g", "1 h"]);
    assert_eq!(names("pub(crate) fn x() {} pub(in crate::load) fn y() {}", &["ops"]), ["1 load"]);
    let files = sources();
    assert!(files.len() > 50 && files.iter().map(|f| f.paths().len()).sum::<usize>() > 200, "the scanner reads nothing");
}

#[test]
fn an_added_kind_and_an_added_rule_touch_what_the_crate_docs_say() {
    let (kind, rule) = SHOWN;
    let docs = std::fs::read_to_string(repository("src/lib.rs")).expect("the crate docs");
    assert!(docs.contains(&format!("kinds/{kind}.yaml")) && docs.contains(rule));
    assert!(repository(&format!("src/schema/data/kinds/{kind}.yaml")).is_file());
    let mut naming_rule = Vec::new();
    for path in files_below(&repository("src")).into_iter().filter(|p| p.extension().is_some_and(|e| e == "rs") && !p.ends_with("lib.rs")) {
        let text = std::fs::read_to_string(&path).expect("a source file");
        assert!(!text.contains(&format!("\"{kind}\"")), "{} names the kind {kind}", path.display());
        if text.contains(rule) || text.contains(&rule.replace('-', "_")) {
            naming_rule.push(path.strip_prefix(repository("src")).expect("below src").to_str().expect("a path").replace('\\', "/"));
        }
    }
    assert_eq!(naming_rule, ["check/rules/mod.rs", "check/rules/soup/soup_unsupported.rs"]);
    assert!(repository(&format!("tests/cases/check/{rule}")).is_dir());
}

#[test]
fn an_added_table_field_and_output_touch_what_the_crate_docs_say() {
    let docs = std::fs::read_to_string(repository("src/lib.rs")).expect("the crate docs");
    for shown in ["report/tables/anomalies.rs", "report/tables/mod.rs", "report/words/columns.rs", "schema/data/kinds/anomaly.yaml", "render/outputs.rs"] {
        assert!(docs.contains(shown) && repository(&format!("src/{shown}")).is_file(), "{shown}");
    }
    let naming = |word: &str| -> Vec<String> {
        let files = files_below(&repository("src")).into_iter().filter(|p| p.extension().is_some_and(|e| e == "rs") && !p.ends_with("lib.rs"));
        let named = files.filter(|p| std::fs::read_to_string(p).expect("a source file").contains(word));
        named.map(|p| p.strip_prefix(repository("src")).expect("below src").to_str().expect("a path").replace('\\', "/")).collect()
    };
    assert_eq!(naming("mod anomalies;"), ["check/mod.rs", "report/tables/mod.rs"]);
    assert_eq!(naming("anomalies::tables"), ["report/tables/mod.rs"]);
    assert_eq!(naming("planned_fix"), ["report/tables/anomalies.rs", "report/words/columns.rs"]);
    assert_eq!(naming("classes_note"), ["report/tables/classes.rs", "report/words/tables.rs"]);
    assert_eq!(naming("data::render"), ["render/outputs.rs"]);
}
