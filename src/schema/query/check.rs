//! The names and values of a query, held against the schema.

use std::ops::Range;

use super::error::QueryError;
use super::parse::{Raw, Written, short};
use super::terms::{Type, resolve};
use super::tree::{Node, Op, Operand, Term};
use crate::diag::did_you_mean;
use crate::schema::{KindId, Schema};

/// The most days that may stand behind `today`: a hundred years.
const DAYS: i32 = 36_525;

/// Goes over a whole query and collects every mistake.
pub(super) struct Checker<'a> {
    pub(super) schema: &'a Schema,
    pub(super) scope: Option<KindId>,
    pub(super) errors: Vec<QueryError>,
    pub(super) ids: Vec<(Range<usize>, String)>,
}

impl<'a> Checker<'a> {
    /// The node; nothing, where it has a mistake.
    pub(super) fn node(&mut self, raw: &Raw) -> Option<Node> {
        match raw {
            Raw::And(parts) => {
                let flat = |node| if let Node::And(inner) = node { inner } else { vec![node] };
                Some(Node::And(self.all(parts)?.into_iter().flat_map(flat).collect()))
            }
            Raw::Or(parts) => {
                let flat = |node| if let Node::Or(inner) = node { inner } else { vec![node] };
                Some(Node::Or(self.all(parts)?.into_iter().flat_map(flat).collect()))
            }
            Raw::Not(inner) => Some(Node::Not(Box::new(self.node(inner)?))),
            Raw::Has(name) => Some(Node::Has(self.term(name)?.0)),
            Raw::Compare { term, op, sign, value } => {
                let (term, ty) = self.compared(term)?;
                if let Some(error) = unfit(&term.name, &ty, *op, sign) {
                    self.errors.push(error);
                    return None;
                }
                let value = self.operand(&term.name, &ty, *op, value)?;
                Some(Node::Compare { term, op: *op, value })
            }
            Raw::In { term, values } => {
                let (term, ty) = self.compared(term)?;
                let read: Vec<Option<Operand>> = values.iter().map(|v| self.operand(&term.name, &ty, Op::Eq, v)).collect();
                Some(Node::In { term, values: read.into_iter().collect::<Option<_>>()? })
            }
        }
    }

    /// Every part is looked at, though one before it has a mistake.
    fn all(&mut self, parts: &[Raw]) -> Option<Vec<Node>> {
        let nodes: Vec<Option<Node>> = parts.iter().map(|p| self.node(p)).collect();
        nodes.into_iter().collect()
    }

    fn term(&mut self, name: &Written) -> Option<(Term, Type<'a>)> {
        match resolve(self.schema, self.scope, name) {
            Ok((what, ty)) => Some((Term { name: name.text.clone(), what }, ty)),
            Err(error) => {
                self.errors.push(error);
                None
            }
        }
    }

    /// A term that has values to compare.
    fn compared(&mut self, name: &Written) -> Option<(Term, Type<'a>)> {
        match self.term(name)? {
            (_, Type::Group(fields)) => {
                let help =
                    fields.first().map_or_else(String::new, |f| format!("compare a field of it, as `{}.{f}`, or ask `has {}`", name.text, name.text));
                self.errors.push(QueryError::new(name.range.clone(), format!("`{}` is a group of fields", name.text)).help(help));
                None
            }
            found => Some(found),
        }
    }

    fn operand(&mut self, term: &str, ty: &Type, op: Op, value: &Written) -> Option<Operand> {
        let text = value.text.as_str();
        let read = match ty {
            Type::Text | Type::Record if op == Op::Contains && text.trim().is_empty() => Err(("every text contains nothing".to_owned(), None)),
            Type::Record if op != Op::Contains => {
                self.ids.push((value.range.clone(), text.to_owned()));
                Ok(Operand::Text(text.to_owned()))
            }
            Type::Text | Type::Record => Ok(Operand::Text(text.to_owned())),
            Type::Words(words) if words.contains(&text) => Ok(Operand::Word(text.to_owned())),
            Type::Words(words) => Err((format!("`{}` is no value of `{term}`", short(text)), Some(did_you_mean(text, words)))),
            Type::Scale(scale) => match scale.rank(text) {
                Some(rank) => Ok(Operand::Level { scale: scale.name.clone(), id: text.to_owned(), rank }),
                None if scale.levels.is_empty() => Err((
                    format!("the scale `{}` has no values", scale.name),
                    Some("declare it in the project's own schema, `[records] schema`".to_owned()),
                )),
                None => {
                    let known: Vec<&str> = scale.levels.iter().map(|l| l.id.as_str()).collect();
                    Err((format!("`{}` is not on the scale `{}`", short(text), scale.name), Some(did_you_mean(text, &known))))
                }
            },
            Type::Date => {
                date(value).ok_or_else(|| (format!("`{}` is no date", short(text)), Some("write it as 2026-11-02, or as `today - 90d`".to_owned())))
            }
            Type::Number => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(Operand::Number { text: text.to_owned(), value: number }),
                _ => Err((format!("`{term}` is a number, and `{}` is none", short(text)), None)),
            },
            Type::Boolean => match text {
                "true" => Ok(Operand::Boolean(true)),
                "false" => Ok(Operand::Boolean(false)),
                _ => Err((format!("`{term}` is `true` or `false`, not `{}`", short(text)), None)),
            },
            Type::Group(_) => return None,
        };
        match read {
            Ok(operand) => Some(operand),
            Err((message, help)) => {
                self.errors.push(QueryError { help, ..QueryError::new(value.range.clone(), message) });
                None
            }
        }
    }
}

/// Why values of a type are not compared so.
fn unfit(term: &str, ty: &Type, op: Op, sign: &Range<usize>) -> Option<QueryError> {
    let (what, signs): (&str, &[Op]) = match ty {
        Type::Text => ("text", &[Op::Eq, Op::Ne, Op::Contains]),
        Type::Record => ("the id of a record", &[Op::Eq, Op::Ne, Op::Contains]),
        Type::Words(_) => ("a word without an order", &[Op::Eq, Op::Ne]),
        Type::Boolean => ("true or false", &[Op::Eq, Op::Ne]),
        Type::Scale(_) => ("a value of a scale", &[Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge]),
        Type::Date => ("a date", &[Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge]),
        Type::Number => ("a number", &[Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge]),
        Type::Group(_) => return None,
    };
    if signs.contains(&op) {
        return None;
    }
    let known: Vec<String> = signs.iter().map(|s| format!("`{}`", s.sign())).collect();
    let error = QueryError::new(sign.clone(), format!("`{term}` is {what}: `{}` does not compare it", op.sign()));
    Some(error.help(format!("known are {}, and `in (…)`", known.join(", "))))
}

/// `2026-11-02`, `today`, `today-90d`; the last two only without quotes.
fn date(value: &Written) -> Option<Operand> {
    let text = value.text.as_str();
    if let Some(offset) = text.strip_prefix("today").filter(|_| !value.quoted) {
        if offset.is_empty() {
            return Some(Operand::Today(0));
        }
        let (negative, digits) = match (offset.strip_prefix('-'), offset.strip_prefix('+')) {
            (Some(digits), _) => (true, digits),
            (_, Some(digits)) => (false, digits),
            _ => return None,
        };
        let digits = digits.strip_suffix('d').filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        let days = digits.parse::<i32>().ok().filter(|days| *days <= DAYS)?;
        return Some(Operand::Today(if negative { -days } else { days }));
    }
    (text.len() == 10).then(|| text.parse().ok()).flatten().map(Operand::Date)
}
