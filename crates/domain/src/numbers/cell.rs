use super::{Close, Cycles, DealPart, Dimension, LeadPart, Month, Value};
use crate::money::Currency;

/// Which cell of the table of all figures.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CellKey {
    /// By what rows are told apart.
    pub dimension: Dimension,
    /// Which row.
    pub value: Value,
    /// Of records with amounts in this currency; `None` of records without an amount.
    pub currency: Option<Currency>,
    /// What was created or closed in this month.
    pub month: Month,
}

/// So many records, and what a row has of their amounts.
///
/// Sums wrap around: so what was added can always be taken away exactly, whatever came in between. They do beyond 9 × 10^18
/// minor units, which no business has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many.
    pub records: i64,
    /// In minor units.
    pub minor: i64,
}

impl Sum {
    fn add(&mut self, other: Self, times: i64) {
        self.records = self.records.wrapping_add(other.records.wrapping_mul(times));
        self.minor = self.minor.wrapping_add(other.minor.wrapping_mul(times));
    }
}

/// What the contributions to one cell, or to several, add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Leads created.
    pub leads: i64,
    /// Those of them that became deals by now.
    pub converted_leads: i64,
    /// Deals created.
    pub deals: Sum,
    /// Those of them that are qualified by now.
    pub pipeline: Sum,
    /// Those of the qualified that are won by now.
    pub pipeline_won: Sum,
    /// Deals closed as won.
    pub won: Sum,
    /// Deals closed as lost.
    pub lost: Sum,
    /// Of the deals created, those of which only their own touches are known.
    pub alone: i64,
    /// How long those closed as won took.
    pub cycles: Cycles,
}

impl Cell {
    pub(super) fn of_lead(lead: LeadPart) -> Self {
        Self { leads: 1, converted_leads: lead.is_converted.into(), ..Self::default() }
    }

    pub(super) fn of_deal(deal: DealPart, is_alone: bool, sum: Sum) -> Self {
        let only = |is_so: bool| if is_so { sum } else { Sum::default() };
        Self {
            deals: sum,
            pipeline: only(deal.is_qualified),
            pipeline_won: only(deal.is_pipeline_won()),
            alone: is_alone.into(),
            ..Self::default()
        }
    }

    pub(super) fn of_close(close: Close, sum: Sum) -> Self {
        match close.is_won {
            true => Self { won: sum, cycles: Cycles::of(close.days), ..Self::default() },
            false => Self { lost: sum, ..Self::default() },
        }
    }

    /// Adds these, `times` over; -1 takes them away.
    pub fn add(&mut self, other: &Self, times: i64) {
        self.leads = self.leads.wrapping_add(other.leads.wrapping_mul(times));
        self.converted_leads = self.converted_leads.wrapping_add(other.converted_leads.wrapping_mul(times));
        self.alone = self.alone.wrapping_add(other.alone.wrapping_mul(times));
        self.deals.add(other.deals, times);
        self.pipeline.add(other.pipeline, times);
        self.pipeline_won.add(other.pipeline_won, times);
        self.won.add(other.won, times);
        self.lost.add(other.lost, times);
        self.cycles.add(&other.cycles, times);
    }

    /// The same counts with amounts of nothing, to be added to cells of another currency.
    #[must_use]
    pub fn without_amounts(mut self) -> Self {
        for sum in [&mut self.deals, &mut self.pipeline, &mut self.pipeline_won, &mut self.won, &mut self.lost] {
            sum.minor = 0;
        }
        self
    }

    /// Whether nothing is left in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
