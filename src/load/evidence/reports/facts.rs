//! What a report says of itself in properties: version, date, environment, tools, people, platform.

use crate::source::Span;

/// What may be said of a report, as `[[evidence.report]]` calls it.
pub(super) const FACTS: [&str; 7] = ["version", "date", "environment", "tools", "tester", "responsible", "platform"];

/// What the properties of a report say about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fact {
    /// Nothing, or not of all cases.
    Unsaid,
    /// This, of every case.
    Said(String, Span),
    /// Not the same of all cases: two of the values.
    Torn(String, String, Span),
}

/// For each of [`FACTS`], the number of a value; 0 for none.
pub(super) type Numbers = [u32; FACTS.len()];

/// The values that properties gave, and the cases they are about.
#[derive(Default)]
pub(super) struct Facts {
    values: Vec<(String, Span)>,
    /// By case.
    pub(super) cases: Vec<Numbers>,
}

impl Facts {
    /// Which fact a property of this name states.
    pub(super) fn of_name(name: &str) -> Option<usize> {
        let name = if name == "software_version" { "version" } else { name };
        FACTS.iter().position(|fact| *fact == name)
    }

    /// Takes in a value, and gives its number.
    pub(super) fn number(&mut self, value: &str, place: Span) -> u32 {
        let known = self.values.iter().rev().take(16).position(|(v, _)| v == value);
        match known {
            Some(back) => (self.values.len() - back) as u32,
            None => {
                self.values.push((value.to_owned(), place));
                self.values.len() as u32
            }
        }
    }

    /// What was said of all cases.
    pub(super) fn settled(&self) -> [Fact; FACTS.len()] {
        std::array::from_fn(|fact| self.settle(fact))
    }

    fn settle(&self, fact: usize) -> Fact {
        let value = |number: u32| number.checked_sub(1).and_then(|at| self.values.get(at as usize));
        let mut said = self.cases.iter().filter_map(|numbers| value(numbers[fact]));
        let Some((first, place)) = said.next() else { return Fact::Unsaid };
        match said.find(|(other, _)| other != first) {
            Some((other, at)) => Fact::Torn(first.clone(), other.clone(), *at),
            None if self.cases.iter().any(|numbers| numbers[fact] == 0) => Fact::Unsaid,
            None => Fact::Said(first.clone(), *place),
        }
    }
}
