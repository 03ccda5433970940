//! The date that age and expiry are measured from.

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

/// The date that age and expiry are measured from.
#[derive(Debug, Clone)]
pub struct BuildDate {
    /// The day.
    pub day: Date,
    /// The instant that it was taken from, in its zone: that of the commit at HEAD. None where somebody set the day.
    pub at: Option<Zoned>,
}

impl From<Date> for BuildDate {
    fn from(day: Date) -> Self {
        Self { day, at: None }
    }
}

impl From<Zoned> for BuildDate {
    fn from(at: Zoned) -> Self {
        Self { day: at.date(), at: Some(at) }
    }
}

impl BuildDate {
    /// The day of something that a machine dated by the calendar of its place, where it may have been tomorrow already. What was
    /// done before the build's instant has the day that it was in the zone of that instant.
    pub fn day_of(&self, day: Date, instant: Timestamp) -> Date {
        match &self.at {
            Some(at) if day > self.day && instant <= at.timestamp() => instant.to_zoned(at.time_zone().clone()).date(),
            _ => day,
        }
    }
}
