//! Words that only the templates of a theme name.

use super::*;

/// Declares labels that no function says.
macro_rules! named {
    ($($name:ident $(($($place:ident: $kind:ident),+))?;)*) => {
        pub(super) const KEYS: &[Key] = &[$(Key { name: stringify!($name), places: &[$($((stringify!($place), Kind::$kind)),+)?] }),*];
    };
}

named! {
    // The frame of every page.
    as_of;
    breadcrumb;
    made_by(generator: Text);
    menu;
    navigation;
    skip;
    theme;

    // Releases.
    changes;
    downloads;
    no_releases;
    old_release(version: Text, newest: Text);
    open_newest;
    release_named(version: Text);
    versions;
    working_state;

    // Search.
    search;
    search_count(n: Count);
    search_cut(n: Count, shown: Count);
    search_failed;
    search_frequent(term: Text, n: Count);
    search_hint;
    search_many(shown: Count);
    search_none(query: Text);

    // Home.
    facts;
    key_numbers;
    of(total: Count);

    // Chapters and records.
    fields;
    links;
    next;
    on_this_page;
    previous;
    previous_next;
    verdicts;

    // Tables.
    csv;
    page;
    pages;
    pages_below;
    rows_shown(from: Count, to: Count, total: Count);

    // Findings.
    asked_by(clause: Text);
    findings_counted(n: Count);
    shown_here(n: Count);
    waived;
    waived_by;
    waived_counted(n: Count);
    waived_until(date: Text);

    // Safety class of a record.
    diagram;

    // Evidence.
    evidence_copy;
    evidence_copy_note;
}
