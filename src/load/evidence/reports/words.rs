//! Words and numbers that several formats have.

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

/// The day of a time: ISO 8601, also without dashes, or as mail has it, which mocha writes. Producers give the first day of
/// 1970 to what never ran.
pub(super) fn day(timestamp: &str) -> Option<Date> {
    let text = timestamp.trim();
    let iso = text.get(..10).and_then(|t| t.parse::<Date>().ok());
    let bare = || text.get(..8).and_then(|t| t.parse::<Date>().ok()).filter(|_| text.bytes().take(8).all(|b| b.is_ascii_digit()));
    let mail = || jiff::fmt::rfc2822::parse(text).ok().map(|z| z.date());
    iso.or_else(bare).or_else(mail).filter(|day| day.year() > 1970)
}

/// The day of a number of seconds since 1970, at Greenwich.
pub(super) fn day_of_seconds(seconds: &str) -> Option<Date> {
    let whole = seconds.trim().split('.').next()?.parse().ok()?;
    let time = Timestamp::from_second(whole).ok()?;
    Some(time.to_zoned(TimeZone::UTC).date()).filter(|day| day.year() > 1970)
}

/// Whether a number in seconds or in any other unit says that something took time.
pub(super) fn took_time(number: Option<&str>) -> bool {
    number.and_then(|time| time.trim().parse().ok()).is_some_and(|time: f64| time > 0.0)
}
