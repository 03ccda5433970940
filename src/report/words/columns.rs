//! Headings of columns. A column has the name of its heading in data files.

use super::*;

/// The heading of a column, and the name of the column in data files.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub(crate) key: &'static str,
    pub(crate) label: Label,
}

/// A column that a table declares before it makes one.
pub(crate) type Named = fn() -> Heading;

/// Declares headings.
macro_rules! columns {
    ($($name:ident;)*) => {
        pub(super) const KEYS: &[Key] = &[$(Key { name: concat!("column_", stringify!($name)), places: &[] }),*];

        $(pub(crate) fn $name() -> Heading {
            Heading { key: stringify!($name), label: Label::Said(Said { key: concat!("column_", stringify!($name)), with: Vec::new() }) }
        })*
    };
}

columns! {
    advisory;
    affected_range;
    affected_versions;
    affects;
    aliases;
    anomaly_severity;
    answer;
    applying;
    asked_besides;
    assessment;
    blocked;
    branches;
    case;
    change;
    class;
    class_reason;
    classname;
    clause;
    clause_title;
    clauses;
    code;
    complete;
    component;
    control;
    controls;
    counts;
    date;
    decision;
    effective_class;
    effectiveness;
    environment;
    evidence;
    failed;
    file;
    files;
    found_in;
    goal;
    id;
    if_class;
    impact;
    implementation;
    incomplete;
    initial;
    kind;
    lacking;
    level;
    levels;
    levels_before;
    levels_now;
    line;
    lines;
    lines_share;
    means_here;
    measure;
    message;
    missing;
    more_clauses;
    no_case;
    not_applying;
    not_judged;
    not_run;
    nothing;
    open_subjects;
    outcome;
    passed;
    phase;
    place;
    planned;
    planned_fix;
    platform;
    question;
    rationale_not_fixed;
    reason;
    record;
    record_check;
    record_licence;
    record_version;
    relevant;
    report;
    requirement;
    residual;
    rests_on;
    review;
    rises_with;
    risk;
    role;
    run;
    safety_evaluation;
    said;
    sbom_licence;
    sbom_state;
    sbom_version;
    scope;
    segregation;
    segregation_shown;
    severity;
    sha256;
    size;
    soup;
    soup_record;
    source;
    stale;
    start;
    stated_class;
    status;
    subject;
    subject_class;
    summary;
    test;
    test_verdict;
    tester;
    title;
    tools;
    tree;
    unit;
    use_impact;
    verdict;
    verified;
    verified_by;
    version;
    vex;
    waived_by;
    what_changed;
    write_next;
}
