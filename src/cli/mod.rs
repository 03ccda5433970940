//! Arguments, clock, progress, exit codes: the only room that talks to a person.

mod args;
mod date;
mod exit;
mod git;
mod global;
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

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use crate::ops::{self, Checked};
use crate::source::Fatal;
use crate::store::Disk;
use args::{Args, Command};
use exit::{CLEAN, COULD_NOT_RUN, FINDINGS, exit, stop, whole};
use global::place;

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

fn run(args: &Args) -> Result<u8, Fatal> {
    // Some commands need no date: a wrong one is wrong all the same.
    let global = &args.global;
    global.as_of.as_deref().map(date::given).transpose()?;
    match &args.command {
        Command::List(list) => list::run(global, list),
        Command::Explain { code } => {
            print::out(&ops::explain(code.as_deref())?)?;
            Ok(CLEAN)
        }
        Command::Import(own) => import::run(global, own),
        Command::Init(own) => init::run(own),
        Command::New(own) => new::run(global, own),
        Command::Rename(own) => rename::run(global, own),
        Command::Show(own) => show::run(global, own),
        Command::Schema { of } => schema::run(global, *of),
        Command::Build { show: how, fail_on, dest_dir, only } => {
            let outputs = ops::outputs(only)?;
            let place = place(global)?;
            print::progress("checking");
            let checked = match ops::check(&place, &|config| date::as_of(global.as_of.as_deref(), config, &place)) {
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
            print::standing(&checked, how)?;
            Ok(if checked.fails(*fail_on) { FINDINGS } else { CLEAN })
        }
        Command::Release { version, show: how } => {
            let place = place(global)?;
            let (checked, frozen) = match ops::release(&Disk::default(), &place, version, &|config| date::as_of(global.as_of.as_deref(), config, &place)) {
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
        Command::Review(review) => review::run(global, review),
        Command::Verify { version } => {
            let archive = ops::verify(&place(global)?, version.as_deref())?;
            print::releases(&archive)?;
            Ok(if archive.is_whole() { CLEAN } else { FINDINGS })
        }
        Command::Check { show: how, fail_on, baseline, write_baseline } => {
            let place = place(global)?;
            let known = baseline.as_deref().map(ops::Baseline::read).transpose()?;
            let mut checked = match ops::check(&place, &|config| date::as_of(global.as_of.as_deref(), config, &place)) {
                Ok(checked) => checked,
                Err(stopped) => return stop(stopped, how),
            };
            ops::remember(&mut checked, &git::Git::at(&place.root));
            if let Some(file) = write_baseline {
                return write(&checked, file, how);
            }
            let (Some(known), Some(file)) = (known, baseline) else {
                print::findings(checked.log(), how)?;
                print::standing(&checked, how)?;
                return whole(&checked).map(|()| if checked.fails(*fail_on) { FINDINGS } else { CLEAN });
            };
            let compared = known.compare(&checked.findings);
            print::against(&checked, &compared, file, how)?;
            print::standing(&checked, how)?;
            whole(&checked).map(|()| if compared.fails(&checked, *fail_on) { FINDINGS } else { CLEAN })
        }
    }
}

/// Writes a baseline. Where some input could not be read, the findings say what.
fn write(checked: &Checked, file: &Path, how: &print::Show) -> Result<u8, Fatal> {
    if checked.stops() {
        print::findings(checked.log(), how)?;
    }
    let count = ops::write_baseline(&Disk::default(), checked, file)?;
    print::baseline(file, count);
    Ok(CLEAN)
}
