//! The date that age and expiry are measured from.

use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::print;
use crate::config::Config;
use crate::model::BuildDate;
use crate::ops::Place;
use crate::source::Fatal;

/// `--as-of`, else `[build] date`, else `SOURCE_DATE_EPOCH`, else the date of the HEAD commit, else today with a note.
pub(super) fn as_of(given: Option<&str>, config: &Config, place: &Place) -> Result<BuildDate, Fatal> {
    if let Some(text) = given {
        return self::given(text).map(BuildDate::from);
    }
    if let Some(date) = config.date {
        return Ok(date.into());
    }
    if let Some(text) = std::env::var_os("SOURCE_DATE_EPOCH") {
        let text = text.to_string_lossy();
        let at = text.trim().parse().ok().and_then(at);
        return at.map(BuildDate::from).ok_or_else(|| Fatal::new("SOURCE_DATE_EPOCH", format!("`{text}` is not a number of seconds")));
    }
    if let Some(at) = head(place) {
        return Ok(at.into());
    }
    print::err("note: the build date is today's; builds on different days will differ (set `[build] date` in book.toml)\n");
    Ok(today().into())
}

/// A date as written on the command line: `YYYY-MM-DD`, or `today`.
pub(super) fn given(text: &str) -> Result<Date, Fatal> {
    if text == "today" {
        return Ok(today());
    }
    let date = (text.len() == 10).then(|| text.parse().ok()).flatten();
    date.ok_or_else(|| Fatal::new(text, "no date").help("write it as 2026-11-02"))
}

fn today() -> Date {
    #[expect(clippy::disallowed_methods, reason = "this is the room that reads the clock")]
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
    i64::try_from(now).ok().and_then(at).map(|at| at.date()).unwrap_or_default()
}

/// An instant at Greenwich.
fn at(seconds: i64) -> Option<Zoned> {
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC))
}

/// The time of the commit at HEAD where it was made: reports are dated by the clock of the same place. None without git or commits;
/// why git does not say it otherwise is printed.
fn head(place: &Place) -> Option<Zoned> {
    let git = std::process::Command::new("git").arg("-C").arg(&place.root).args(["log", "-1", "--format=%cI"]).output().ok()?;
    if git.status.success() {
        let said = String::from_utf8_lossy(&git.stdout);
        let said = said.trim();
        let offset = Pieces::parse(said).ok()?.to_numeric_offset()?;
        return Some(said.parse::<Timestamp>().ok()?.to_zoned(offset.to_time_zone()));
    }
    let said = String::from_utf8_lossy(&git.stderr);
    let first = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
    if !["not a git repository", "does not have any commits"].iter().any(|usual| first.contains(usual)) {
        print::err(&format!("note: git does not say when HEAD was committed: {first}\n"));
    }
    None
}
