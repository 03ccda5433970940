//! Words of pages and of the title page.

use super::*;

words! { "";
    // Releases.
    releases;
    faults;
    files;
    frozen_by;
    release_broken;
    release_findings(warnings: Count, notes: Count);
    release_findings_waived(warnings: Count, notes: Count, waived: Count);
    release_whole;
    releases_intro;

    // Home.
    chapters;
    records;
    tables;

    // Chapters and records.
    mentioned_in;
    risk_decision;
    risk_level_initial;
    risk_level_residual;

    // Tables.
    no;
    none;
    yes;

    // Findings.
    findings;
    waived_note(n: Count);

    // Names of pages and parts.
    chapter;
    group_clauses;
    group_evidence;
    group_risk;
    group_trace;
    home;
    notice;
    table;

    // Facts on the first page.
    as_of_fact;
    authors;
    safety_class;
    standards;
    system;
    version_under_view;

    // Key numbers on the first page.
    card_clauses;
    card_clauses_note;
    card_controls;
    card_controls_note;
    card_records;
    card_records_note;
    card_requirements;
    card_requirements_note;
    card_suspect_links;
    card_suspect_links_note;
    card_tests;
    card_tests_note;
    card_waived_errors;
    card_waived_errors_note;

    // Prose.
    alert_caution;
    alert_important;
    alert_note;
    alert_tip;
    alert_warning;
    done;
    footnote_back;
    footnotes;
    open;
}
