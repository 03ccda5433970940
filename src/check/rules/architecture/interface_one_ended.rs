//! `interface-one-ended`: an interface of which one end, or both, is named nowhere.

use crate::check::rule::{Found, Inspection, Rule, Run};
use crate::diag::{Code, Severity};
use crate::model::State;
use crate::schema::Side;

/// The rule.
pub(super) static RULE: Rule = Rule {
    code: Code {
        name: "interface-one-ended",
        severity: Severity::Warning,
        clauses: &["5.3.2"],
        finds: "An interface of which one end, or both, is named nowhere.",
        why: "An interface lies between two parts; with one of them unknown nobody can tell who has to keep to it.",
        resolve: "name both ends with `from` and `to`; an end outside the software may be a plain name",
        stops: false,
        integrity: false,
    },
    run: Run::Project(look),
};

fn look(cx: &Inspection, found: &Found) {
    let project = cx.project;
    // A name outside is written and leads nowhere; a broken link is another finding. So every link counts that is written.
    let mut ends = vec![[false; 2]; project.records.len()];
    let names = ["from", "to"].map(|name| project.schema.link_named(name));
    for written in &project.graph.written {
        let interface = match (written.name.side, written.state) {
            (Side::Forward, _) => Some(written.record),
            (Side::Inverse, State::Linked(interface)) => Some(interface),
            (Side::Inverse, _) => None,
        };
        for (end, name) in names.iter().enumerate() {
            if let (Some(interface), true) = (interface, *name == Some(written.name.link)) {
                ends[interface.index()][end] = true;
            }
        }
    }
    for interface in cx.asked("interface", RULE.code.clauses) {
        let missing = match ends[interface.index()] {
            [true, true] => continue,
            [false, true] => "does not say where it starts (`from`)",
            [true, false] => "does not say where it ends (`to`)",
            [false, false] => "names neither of its ends (`from`, `to`)",
        };
        found.about(interface, format!("{} {missing}", cx.name(interface)));
    }
}
