//! Events from pulldown-cmark, whatever the text.
//!
//! Version 0.13.6 panics on a few odd texts: a heading underlined with `=` inside a task list item, with heading attributes
//! switched on, ends in a slice out of range. A record must never end the program, so such a text is read again with less.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_cmark::{Event, Options as Flags, Parser, Tag, TagEnd};

/// The events of a text with their places; and what to say when the text could not be read in full.
pub(super) fn events(text: &str, flags: Flags) -> (Vec<(Event<'_>, Range<usize>)>, Option<String>) {
    if let Some(events) = attempt(text, flags) {
        return (events, None);
    }
    let plainer = flags - Flags::ENABLE_HEADING_ATTRIBUTES - Flags::ENABLE_TASKLISTS;
    if let Some(events) = attempt(text, plainer) {
        return (events, Some("the text is read without heading attributes and task lists: with them it cannot be read".to_owned()));
    }
    let whole = 0..text.len();
    let paragraph = vec![(Event::Start(Tag::Paragraph), whole.clone()), (Event::Text(text.into()), whole.clone()), (Event::End(TagEnd::Paragraph), whole)];
    (paragraph, Some("the text cannot be read as Markdown and is shown as it is written".to_owned()))
}

fn attempt(text: &str, flags: Flags) -> Option<Vec<(Event<'_>, Range<usize>)>> {
    catch_unwind(AssertUnwindSafe(|| Parser::new_ext(text, flags).into_offset_iter().collect())).ok()
}
