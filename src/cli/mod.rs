//! Arguments, clock, progress, exit codes: the only room that talks to a person.

mod args;
mod date;
mod git;
mod import;
mod init;
mod list;
mod new;
mod print;
mod rename;
mod review;
mod schema;
mod show;
mod threads;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use crate::diag::emit::Log;
use crate::ops::{self, Checked, Place, Stopped};
use crate::source::Fatal;
use crate::store::Disk;
use args::{Args, Command};

/// Clean.
const CLEAN: u8 = 0;
/// A finding at or above the level that fails a run.
const FINDINGS: u8 = 1;
/// The run could not be made.
const COULD_NOT_RUN: u8 = 2;

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    quiet_where_guarded();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            if error.use_stderr() {
                // It repeats what was typed, which a terminal must not obey.
                print::err(&print::plain(&error.render().to_string()));
                return ExitCode::from(COULD_NOT_RUN);
            }
            return exit(print::help(&error).map(|()| CLEAN));
        }
    };
    exit(threads::with(|| run(&args)).and_then(|code| code))
}

/// The exit code of a run; says why it could not go on.
fn exit(ran: Result<u8, Fatal>) -> ExitCode {
    ExitCode::from(ran.unwrap_or_else(|fatal| {
        print::fatal(&fatal);
        COULD_NOT_RUN
    }))
}

/// The Markdown reader and the typesetter are guarded: what they panic on becomes a finding or an error with a place, and
/// the usual words about a panic would only puzzle.
fn quiet_where_guarded() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let guarded = |file: &str| ["pulldown-cmark", "typst", "krilla"].iter().any(|name| file.contains(&format!("/{name}")));
        if !panic.location().is_some_and(|place| guarded(&place.file().replace('\\', "/"))) {
            usual(panic);
        }
    }));
}

/// The project that the arguments name, or else the one around the current folder, if there is one.
fn around(args: &Args) -> Result<Option<Place>, Fatal> {
    ops::find(args.book.as_deref(), &here()?)
}

fn place(args: &Args) -> Result<Place, Fatal> {
    let none = |here: PathBuf| Fatal::new(here.display(), "no book.toml here or in a folder above").help("go into a project, or give --book PATH");
    around(args)?.map_or_else(|| Err(none(here()?)), Ok)
}

fn here() -> Result<PathBuf, Fatal> {
    std::env::current_dir().map_err(|e| Fatal::new(".", format!("cannot open the current folder: {e}")))
}

fn run(args: &Args) -> Result<u8, Fatal> {
    // Some commands need no date: a wrong one is wrong all the same.
    args.as_of.as_deref().map(date::given).transpose()?;
    match &args.command {
        Command::List(list) => list::run(args, list),
        Command::Explain { code } => {
            print::out(&ops::explain(code.as_deref())?)?;
            Ok(CLEAN)
        }
        Command::Import(own) => import::run(args, own),
        Command::Init(own) => init::run(own),
        Command::New(own) => new::run(args, own),
        Command::Rename(own) => rename::run(args, own),
        Command::Show(own) => show::run(args, own),
        Command::Schema { of } => schema::run(args, *of),
        Command::Build { show: how, fail_on, dest_dir, only } => {
            let outputs = ops::outputs(only)?;
            let place = place(args)?;
            print::progress("checking");
            let checked = match ops::check(&place, &|config| date::as_of(args.as_of.as_deref(), config, &place)) {
                Ok(checked) => checked,
                Err(stopped) => return stop(stopped, how),
            };
            print::progress("");
            print::findings(checked.log(), how)?;
            print::progress("writing");
            let built = ops::build(&Disk::default(), &place, &checked, dest_dir.as_deref(), &outputs);
            print::progress("");
            let built = built?;
            print::built(&built);
            Ok(if checked.fails(*fail_on) { FINDINGS } else { CLEAN })
        }
        Command::Release { version, show: how } => {
            let place = place(args)?;
            let (checked, frozen) = match ops::release(&Disk::default(), &place, version, &|config| date::as_of(args.as_of.as_deref(), config, &place)) {
                Ok(done) => done,
                Err(stopped) => return stop(stopped, how),
            };
            let shown = print::findings(checked.log(), how);
            // It is frozen, whether the findings can be printed or not.
            let frozen = frozen?;
            print::err(&print::plain(&format!("release: {} ({} files)\n", frozen.folder.display(), frozen.files)));
            print::notes(&frozen.notes);
            shown.map(|()| CLEAN)
        }
        Command::Review(review) => review::run(args, review),
        Command::Verify { version } => {
            let archive = ops::verify(&place(args)?, version.as_deref())?;
            print::releases(&archive)?;
            Ok(if archive.is_whole() { CLEAN } else { FINDINGS })
        }
        Command::Check { show: how, fail_on, baseline, write_baseline } => {
            let place = place(args)?;
            let known = baseline.as_deref().map(ops::Baseline::read).transpose()?;
            let mut checked = match ops::check(&place, &|config| date::as_of(args.as_of.as_deref(), config, &place)) {
                Ok(checked) => checked,
                Err(stopped) => return stop(stopped, how),
            };
            ops::remember(&mut checked, &git::Git::at(&place.root));
            if let Some(file) = write_baseline {
                return write(&checked, file, how);
            }
            let (Some(known), Some(file)) = (known, baseline) else {
                print::findings(checked.log(), how)?;
                return whole(&checked).map(|()| if checked.fails(*fail_on) { FINDINGS } else { CLEAN });
            };
            let compared = known.compare(&checked.findings);
            print::against(&checked, &compared, file, how)?;
            whole(&checked).map(|()| if compared.fails(&checked, *fail_on) { FINDINGS } else { CLEAN })
        }
    }
}

/// That all input could be read. Else a script must not take what was found for all that there is to find.
fn whole(checked: &Checked) -> Result<(), Fatal> {
    if checked.stops() {
        let words = "some input could not be read: what depends on it was not checked";
        return Err(Fatal::new("check", words).help("resolve the findings above that concern reading"));
    }
    Ok(())
}

/// Writes a baseline. Where some input could not be read, the findings say what.
fn write(checked: &Checked, file: &Path, how: &args::Show) -> Result<u8, Fatal> {
    if checked.stops() {
        print::findings(checked.log(), how)?;
    }
    let count = ops::write_baseline(&Disk::default(), checked, file)?;
    print::baseline(file, count);
    Ok(CLEAN)
}

fn stop(stopped: Stopped, how: &args::Show) -> Result<u8, Fatal> {
    print::progress("");
    match stopped {
        Stopped::Fatal(fatal) => Err(fatal),
        Stopped::Settings(findings, sources) => {
            print::findings(Log { findings: &findings, sources: &sources, levels: &[], baseline: None }, how)?;
            Ok(COULD_NOT_RUN)
        }
    }
}

/// Why a check could not be made, for a command that prints something else than findings: those go to standard error.
fn refuse(stopped: Stopped) -> Fatal {
    match stopped {
        Stopped::Fatal(fatal) => fatal,
        Stopped::Settings(findings, sources) => {
            print::unread(&findings, &sources);
            Fatal::new("book.toml", "the settings cannot be used").help("resolve the findings above")
        }
    }
}
