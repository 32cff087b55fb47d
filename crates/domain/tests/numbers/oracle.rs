//! The figures as one would count them by hand: deal by deal, each time from the start.

use plumbline_domain::Instant;
use plumbline_domain::numbers::{CycleSpread, Figures, Months, Proportion};
use plumbline_domain::record::{Outcome, RecordKind};

use super::plan::{Plan, month_of};

pub struct Oracle<'a> {
    pub plans: &'a [Plan],
    pub months: Months,
    pub currency: &'a str,
}

impl Oracle<'_> {
    fn has(&self, at: Option<Instant>) -> bool {
        at.is_some_and(|at| (self.months.from..=self.months.to).contains(&month_of(at)))
    }

    /// Over the deals of one row, of whose amounts it has a part.
    pub fn figures(&self, is_in: impl Fn(&Plan) -> bool, part: impl Fn(&Plan) -> i64) -> Figures {
        let row: Vec<&Plan> =
            self.plans.iter().filter(|plan| plan.kind != RecordKind::Contact && is_in(plan)).collect();
        let of = |counts: &dyn Fn(&Plan) -> bool| -> Vec<&Plan> {
            row.iter().copied().filter(|plan| counts(plan)).collect()
        };
        let count = |plans: &[&Plan]| i64::try_from(plans.len()).unwrap();
        let minor = |plans: &[&Plan]| {
            let in_currency = plans.iter().filter(|plan| plan.amount.is_some_and(|(_, code)| code == self.currency));
            in_currency.map(|plan| part(plan)).sum::<i64>()
        };
        let is_pipeline =
            |plan: &Plan| self.has(plan.deal_at()) && (plan.is_qualified_stage || plan.outcome == Outcome::Won);
        let pipeline = of(&is_pipeline);
        let pipeline_won = of(&|plan| is_pipeline(plan) && plan.outcome == Outcome::Won);
        let won = of(&|plan| self.has(plan.closed_at()) && plan.outcome == Outcome::Won);
        let lost = of(&|plan| self.has(plan.closed_at()) && plan.outcome == Outcome::Lost);
        let leads = of(&|plan| {
            let was_lead = plan.kind == RecordKind::Lead || plan.became_after.is_some_and(|after| after > 0);
            was_lead && self.has(Some(plan.created_at()))
        });
        let converted: Vec<&Plan> = leads.iter().copied().filter(|plan| plan.kind == RecordKind::Deal).collect();
        Figures {
            deals: count(&of(&|plan| self.has(plan.deal_at()))),
            pipeline_deals: count(&pipeline),
            pipeline_minor: minor(&pipeline),
            pipeline_won_deals: count(&pipeline_won),
            pipeline_won_minor: minor(&pipeline_won),
            won_deals: count(&won),
            revenue_minor: minor(&won),
            lost_deals: count(&lost),
            win_rate: Proportion::of(count(&won), count(&won) + count(&lost)),
            cycle: cycle(&won),
            lead_conversion: Proportion::of(count(&converted), count(&leads)),
            alone_deals: 0,
        }
    }
}

fn cycle(won: &[&Plan]) -> Option<CycleSpread> {
    let days = won.iter().map(|plan| u32::try_from(plan.closed_after.unwrap().max(0)).unwrap());
    let mut days: Vec<u32> = days.collect();
    days.sort_unstable();
    let ranked = |quarters: usize| days.get((days.len() * quarters).div_ceil(4).checked_sub(1)?).copied();
    Some(CycleSpread {
        n: i64::try_from(days.len()).unwrap(),
        lower_quartile_days: ranked(1)?,
        median_days: ranked(2)?,
        upper_quartile_days: ranked(3)?,
    })
}
