//! How a record came to its class.

use super::*;

words! { "";
    class_chain;
    class_rationale;
    classification_answers;
    classification_approval;
    classification_controls;
    classification_outcome;
    diagram_title(record: Text);
    not_classified;
    outcome_class(class: Text);
    outcome_contradicts;
    outcome_no_questions;
    outcome_not_approved;
    outcome_open(query: Text);
    outcome_risks(risks: Text);
    part_not_classified;
    path_step(query: Text, words: Text);
    rationale_approval;
    unproven_no_evidence;
    unproven_none_listed;
    unproven_not_outside;
    unproven_nowhere;
    unproven_unnamed;
}
