//! How long each stage takes, how that grows, and how it compares with merely writing the same files.
//!
//! `cargo bench --no-default-features` measures 1,000 and 10,000 records; `-- 500 5000` measures other numbers, `-- traps 50000 links`
//! shapes of projects in which something could grow with its square; `-- check 10000 100000` loads, judges and checks only, and
//! names the slowest rules. `TMPDIR` says on which disk.

#![expect(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, reason = "a benchmark prints its figures and counts files")]

mod generator;
mod meter;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use meter::{Cost, Meter};
use techfile::ops::Place;
use techfile::render::{Input, Publication, Theme, data, html};
use techfile::report::Contents;
use techfile::store::{Disk, Output};
use techfile::{archive, check, config, diag, judge, load, ops, source};

/// The allocator of the program: without it, every stage would look slower than it is.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The seed of every generated project.
const SEED: u64 = 62304;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let numbers: Vec<usize> = arguments.iter().filter_map(|a| a.replace(['_', ','], "").parse().ok()).collect();
    let outcome = if arguments.first().is_some_and(|a| a == "check") {
        checks(&numbers)
    } else if arguments.first().is_some_and(|a| a == "traps") {
        traps(numbers.first().copied().unwrap_or(10_000), &arguments[1..])
    } else {
        pipeline(&numbers)
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn pipeline(numbers: &[usize]) -> Outcome<()> {
    let numbers = if numbers.is_empty() { &[1_000, 10_000][..] } else { numbers };
    let mut before: Option<(usize, Meter)> = None;
    for number in numbers {
        let folder = tempfile::tempdir()?;
        let root = folder.path().join("project");
        generator::project(&root, *number, SEED)?;
        let (meter, sizes) = stages(&root)?;
        println!("\n{number} records: {sizes}");
        println!("{:<28}{:>10}{:>10}{:>10}{:>12}{:>10}{:>12}", "stage", "wall ms", "user ms", "sys ms", "us/record", "growth", "to writing");
        let plain = meter.get("plain writing").map_or(0.0, |c| c.wall);
        for (stage, cost) in meter.stages() {
            let each = |c: &Cost, n: usize| c.wall * 1e6 / n as f64;
            let growth = before.as_ref().and_then(|(n, m)| Some(each(cost, *number) / each(m.get(stage)?, *n)));
            let growth = growth.map_or(String::new(), |g| format!("{g:.2}"));
            let (wall, user, system) = (cost.wall * 1e3, cost.user * 1e3, cost.system * 1e3);
            let rest = format!("{:>12.1}{growth:>10}{:>12.2}", each(cost, *number), cost.wall / plain);
            println!("{stage:<28}{wall:>10.1}{user:>10.0}{system:>10.0}{rest}");
        }
        let cpu: f64 = meter.stages().iter().take_while(|(s, _)| *s != "whole check").map(|(_, c)| c.user + c.system).sum();
        println!("check and build: {cpu:.2} s of CPU, peak memory {} MB", meter.peak >> 10);
        before = Some((*number, meter));
    }
    Ok(())
}

/// `check` alone, and the rules that take the most of it, at each size.
fn checks(numbers: &[usize]) -> Outcome<()> {
    let numbers = if numbers.is_empty() { &[10_000, 100_000][..] } else { numbers };
    let mut before: Option<f64> = None;
    for number in numbers {
        let folder = tempfile::tempdir()?;
        generator::project(folder.path(), *number, SEED)?;
        let place = Place { root: folder.path().to_owned(), book: "book.toml".to_owned() };
        let mut meter = Meter::new();
        let checked = meter.time("check", || whole_check(&place))?;
        meter.note_peak();
        let cpu = meter.get("check").map_or(0.0, |c| c.user + c.system);
        let each = cpu * 1e6 / *number as f64;
        let growth = before.map_or(String::new(), |b| format!(", growth per record {:.2}", each / b));
        println!("{number} records, {} findings: {cpu:.2} s of CPU, {each:.1} us a record{growth}, peak {} MB", checked.findings.len(), meter.peak >> 10);
        before = Some(each);
        let cx = check::Inspection::new(&checked.project, &checked.judgement);
        let mut rules: Vec<(f64, &str)> = Vec::new();
        for rule in check::rules() {
            let mut one = Meter::new();
            one.time("rule", || rule.findings(&cx));
            rules.push((one.get("rule").map_or(0.0, |c| c.wall * 1e3), rule.code.name));
        }
        rules.sort_by(|a, b| b.0.total_cmp(&a.0));
        println!("  all rules one after the other {:.0} ms; slowest:", rules.iter().map(|r| r.0).sum::<f64>());
        for (ms, name) in rules.iter().take(8) {
            println!("  {ms:>8.1} ms  {name}");
        }
    }
    Ok(())
}

/// Every stage on its own, then what a user calls, then the plain writing of the same bytes.
fn stages(root: &Path) -> Outcome<(Meter, String)> {
    let place = Place { root: root.to_owned(), book: "book.toml".to_owned() };
    let out = root.join("out");
    let mut meter = Meter::new();
    let mut findings = Vec::new();
    let project = meter.time("load", || -> Outcome<_> {
        let mut sources = source::Sources::default();
        let config = config::read(root, &place.book, &mut sources, &mut findings)?.ok_or("the settings have mistakes")?;
        let date = config.date.ok_or("no date")?;
        Ok(load::load(root, config, sources, date.into(), archive::Look::Files, &mut findings)?)
    })?;
    let judgement = meter.time("judge", || judge::judge(&project));
    let levels = check::set_levels(&project.config.check, &ops::codes()).0;
    meter.time("check", || findings.extend(check::check(&project, &judgement)));
    let judgement = meter.time("clauses", || judgement.with_clauses(&project, &check::errors(&findings, &levels)));
    meter.time("levels", || {
        findings.extend(check::check_rows(&project, &judgement));
        check::apply_levels(&mut findings, &levels);
        let mut waivers = check::apply_waivers(&mut findings, &project, &ops::codes());
        findings.append(&mut waivers);
        diag::sort(&mut findings, &project.sources);
    });
    let theme = meter.time("theme", || Theme::load(root, None, "en"))?;
    let input = Input { project: &project, judgement: &judgement, findings: &findings, theme: &theme, freezing: None };
    let contents = meter.time("tables", || Contents::of(input.report()));
    let cx = Publication::new(&input, &contents);
    let output = Output::open(&Disk::default(), &out, "the bench")?;
    meter.time("HTML", || html::render(&cx, root, output.sink()))?;
    meter.time("data", || data::render(&cx, root, output.sink()))?;
    meter.time("commit", || output.commit())?;
    meter.note_peak();
    let sizes = format!("{} links, {} findings", project.graph.written.len(), findings.len());
    let build = |meter: &mut Meter, name: &'static str| -> Outcome<()> {
        let checked = whole_check(&place)?;
        let only = ops::outputs(&["html", "data"])?;
        meter.time(name, || ops::build(&Disk::default(), &place, &checked, Some(&out), &only))?;
        Ok(())
    };
    meter.time("whole check", || whole_check(&place).map(drop))?;
    build(&mut meter, "build again, unchanged")?;
    let files = read_all(&out)?;
    let bytes: usize = files.iter().map(|(_, b)| b.len()).sum();
    let sizes = format!("{sizes}, {} files, {} MB", files.len(), bytes >> 20);
    meter.time("plain writing", || write_all(&root.join("plain"), &files))?;
    Ok((meter, sizes))
}

fn whole_check(place: &Place) -> Outcome<ops::Checked> {
    let as_of = |config: &config::Config| config.date.map(Into::into).ok_or_else(|| source::Fatal::new("book.toml", "no date"));
    ops::check(place, &as_of).map_err(|_| "the check could not go on".into())
}

/// CPU time for check and build of each odd shape (or of those that are named), at a size and at a tenth of it.
fn traps(size: usize, names: &[String]) -> Outcome<()> {
    let named = |name: &&&str| !names.iter().any(|n| generator::TRAPS.contains(&n.as_str())) || names.iter().any(|n| n == **name);
    println!("{:<20}{:>10}{:>14}{:>14}{:>10}{:>10}", "shape", "size", "check ms", "build ms", "growth", "growth");
    for name in generator::TRAPS.iter().filter(named) {
        let mut before: Option<(f64, f64)> = None;
        for size in [size / 10, size] {
            let folder = tempfile::tempdir()?;
            generator::trap(folder.path(), name, size)?;
            let place = Place { root: folder.path().to_owned(), book: "book.toml".to_owned() };
            let mut meter = Meter::new();
            let checked = meter.time("check", || whole_check(&place))?;
            let only = ops::outputs(&["html", "data"])?;
            if !checked.stops() {
                meter.time("build", || ops::build(&Disk::default(), &place, &checked, None, &only))?;
            }
            // Not less than a tick: what is too short to measure does not divide.
            let cpu = |stage: &str| meter.get(stage).map_or(0.0, |c| (c.user + c.system) * 1e3).max(10.0);
            let (check, build) = (cpu("check"), cpu("build"));
            let growth = before.map_or(String::new(), |(c, b)| format!("{:>10.1}{:>10.1}", check / c, build / b));
            println!("{name:<20}{size:>10}{check:>14.0}{build:>14.0}{growth}");
            before = Some((check, build));
        }
    }
    Ok(())
}

fn read_all(root: &Path) -> Outcome<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path)?;
                files.push((path.strip_prefix(root)?.to_owned(), bytes));
            }
        }
    }
    files.sort();
    Ok(files)
}

fn write_all(root: &Path, files: &[(PathBuf, Vec<u8>)]) -> Outcome<()> {
    let mut last = None;
    for (path, bytes) in files {
        let full = root.join(path);
        let folder = full.parent().map(Path::to_owned);
        if folder != last {
            folder.iter().try_for_each(std::fs::create_dir_all)?;
            last = folder;
        }
        std::fs::write(full, bytes)?;
    }
    Ok(())
}
