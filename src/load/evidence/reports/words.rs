//! Words and numbers that several formats have.

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use quick_xml::events::BytesStart;

use super::gather::Gather;
use super::stream::Element;
use crate::load::evidence::intake::written_out;
use crate::load::evidence::xml::attribute;
use crate::source::Span;

/// When something ran, as its report tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    /// The day, by the calendar of the place.
    pub(super) date: Date,
    /// The instant; where the report tells no time zone, as late as can be.
    pub(super) instant: Timestamp,
}

/// The day of a time: ISO 8601, also without dashes, or as mail has it, which mocha writes. Producers give the first day of
/// 1970 to what never ran.
pub(super) fn day(timestamp: &str) -> Option<Day> {
    let text = timestamp.trim();
    let iso = text.get(..10).and_then(|t| t.parse::<Date>().ok());
    let bare = || text.get(..8).and_then(|t| t.parse::<Date>().ok()).filter(|_| text.bytes().take(8).all(|b| b.is_ascii_digit()));
    let mail = jiff::fmt::rfc2822::parse(text).ok();
    let date = iso.or_else(bare).or_else(|| Some(mail.as_ref()?.date())).filter(|day| day.year() > 1970)?;
    let instant = text.parse().ok().or_else(|| Some(mail?.timestamp()));
    Some(Day { date, instant: instant.unwrap_or(Timestamp::MAX) })
}

/// The day of a number of seconds since 1970, at Greenwich.
pub(super) fn day_of_seconds(seconds: &str) -> Option<Day> {
    let whole = seconds.trim().split('.').next()?.parse().ok()?;
    let time = Timestamp::from_second(whole).ok()?;
    let date = time.to_zoned(TimeZone::UTC).date();
    (date.year() > 1970).then_some(Day { date, instant: time })
}

/// Whether a number in seconds or in any other unit says that something took time.
pub(super) fn took_time(number: Option<&str>) -> bool {
    number.and_then(|time| time.trim().parse().ok()).is_some_and(|time: f64| time > 0.0)
}

/// A count in an attribute; an empty one is none.
///
/// # Errors
/// When it is no number: in words.
pub(super) fn number(element: &BytesStart, key: &str) -> Result<Option<usize>, String> {
    let Ok(Some(text)) = attribute(element, key) else { return Ok(None) };
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| format!("it says {key}: `{}`, which is no count", written_out(text)))
}

/// Counts in attributes, and whether one of them is no number, which is told.
pub(super) fn numbers<const N: usize>(gather: &mut Gather, element: &Element, keys: [&str; N], span: Span) -> ([Option<usize>; N], bool) {
    let mut unreadable = false;
    let counts = keys.map(|key| match number(element.start, key) {
        Ok(count) => count,
        Err(words) => {
            gather.fault(span, words);
            unreadable = true;
            None
        }
    });
    (counts, unreadable)
}

/// The sum of counts; none if none of them is stated.
pub(super) fn sum<const N: usize>(counts: [Option<usize>; N]) -> Option<usize> {
    counts.into_iter().flatten().reduce(usize::saturating_add)
}

/// A name without the class before it, which some programs of .NET write into it.
pub(super) fn within_class<'a>(name: &'a str, classname: &str) -> &'a str {
    name.strip_prefix(classname).and_then(|rest| rest.strip_prefix('.')).filter(|rest| !rest.is_empty() && !classname.is_empty()).unwrap_or(name)
}

/// A text without the sequences that colour it in a terminal.
pub(super) fn plain(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').get(1..).unwrap_or_default())
}
