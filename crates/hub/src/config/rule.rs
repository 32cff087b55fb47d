//! Rules over records, as the configuration writes them.

use std::ops::Range;

use plumbline_domain::ids::SignalKind;
use plumbline_domain::sla::{Condition, Field, Rule};
use toml::Spanned;

use super::error::Located;
use super::file;
use super::sla::{Region, seconds};

/// More often than anybody means.
const MOST_TIMES: u32 = 1_000;

/// The rule that `all` or `any` is, of which one is given.
pub(super) fn rule(
    all: &[Spanned<file::Condition>],
    any: &[Spanned<file::Condition>],
    at: Range<usize>,
    regions: &[Region],
) -> Result<Rule, Located> {
    let rules =
        |of: &[Spanned<file::Condition>]| of.iter().map(|one| condition(one, regions)).collect::<Result<Vec<_>, _>>();
    match (all, any) {
        ([], []) => Err(Located::new(at, "a rule needs 'all' or 'any' with at least one condition")),
        (all, []) => Ok(Rule::All(rules(all)?)),
        ([], any) => Ok(Rule::Any(rules(any)?)),
        _ => Err(Located::new(at, "give either 'all' or 'any'; one can stand within the other")),
    }
}

fn condition(written: &Spanned<file::Condition>, regions: &[Region]) -> Result<Rule, Located> {
    let (at, of) = (written.span(), written.get_ref());
    match (of.field, &of.signal, of.all.is_empty() && of.any.is_empty()) {
        (Some(field), None, true) => Ok(Rule::Condition(in_field(field, of, at, regions)?)),
        (None, Some(kind), true) => Ok(Rule::Condition(signal(kind, of)?)),
        (None, None, false) => rule(&of.all, &of.any, at, regions),
        _ => Err(Located::new(at, "a condition has one of 'field', 'signal', 'all' and 'any'")),
    }
}

fn in_field(field: Field, of: &file::Condition, at: Range<usize>, regions: &[Region]) -> Result<Condition, Located> {
    if of.is.is_empty() {
        return Err(Located::new(at, "key 'is' is missing: the values of which the field must have one"));
    }
    if let Some(stray) = of.times.as_ref().map(Spanned::span).or(of.within.as_ref().map(Spanned::span)) {
        return Err(Located::new(stray, "only a condition on a 'signal' has 'times' and 'within'"));
    }
    for value in &of.is {
        let is_known = field != Field::Region || regions.iter().any(|region| region.name == *value.get_ref());
        if value.get_ref().trim().is_empty() {
            return Err(Located::new(value.span(), "key 'is': it is empty"));
        }
        if !is_known {
            return Err(Located::new(value.span(), format!("key 'is': no [[region]] is named '{}'", value.get_ref())));
        }
    }
    Ok(Condition::Field { field, is: of.is.iter().map(|value| value.get_ref().clone()).collect() })
}

fn signal(kind: &Spanned<String>, of: &file::Condition) -> Result<Condition, Located> {
    if kind.get_ref().trim().is_empty() {
        return Err(Located::new(kind.span(), "key 'signal': it is empty"));
    }
    if let Some(stray) = of.is.first() {
        return Err(Located::new(stray.span(), "only a condition on a 'field' has 'is'"));
    }
    let times = of.times.as_ref().map_or(1, |times| *times.get_ref());
    if let Some(wrong) = of.times.as_ref().filter(|_| !(1..=MOST_TIMES).contains(&times)) {
        return Err(Located::new(wrong.span(), format!("key 'times': must be from 1 to {MOST_TIMES}")));
    }
    if let Some(within) = of.within.as_ref().filter(|_| times == 1) {
        return Err(Located::new(within.span(), "key 'within' needs 'times' of 2 or more: from the first to the last"));
    }
    let within_seconds = of.within.as_ref().map(|within| seconds("within", within)).transpose()?;
    Ok(Condition::Signal { kind: SignalKind::new(kind.get_ref().trim()), times, within_seconds })
}
