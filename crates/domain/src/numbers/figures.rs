use serde::{Deserialize, Serialize};

use super::{Cell, CycleSpread, Proportion, Sum};

/// The figures of one row, or of all. Counts are of records in any currency, amounts in minor units of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    /// Deals created in the period.
    pub deals: i64,
    /// Those of them that are qualified by now.
    pub pipeline_deals: i64,
    /// The pipeline created: their amount.
    pub pipeline_minor: i64,
    /// Those of the qualified that are won by now.
    pub pipeline_won_deals: i64,
    /// What of the pipeline created is won by now.
    pub pipeline_won_minor: i64,
    /// Deals won in the period.
    pub won_deals: i64,
    /// The revenue: their amount.
    pub revenue_minor: i64,
    /// Deals lost in the period.
    pub lost_deals: i64,
    /// Of the deals closed in the period, the won.
    pub win_rate: Proportion,
    /// From deal to won, over the deals won in the period; `None` when there is none.
    pub cycle: Option<CycleSpread>,
    /// Of the leads created in the period, those that became deals by now.
    pub lead_conversion: Proportion,
    /// Of the deals created in the period, those of which only their own touches are known yet.
    pub alone_deals: i64,
}

impl Figures {
    /// What a sum of contributions says.
    pub fn of(cell: &Cell) -> Self {
        let Cell { deals, pipeline, pipeline_won, won, lost, .. } = cell;
        let records = |sum: &Sum| sum.records;
        Self {
            deals: records(deals),
            pipeline_deals: records(pipeline),
            pipeline_minor: pipeline.minor,
            pipeline_won_deals: records(pipeline_won),
            pipeline_won_minor: pipeline_won.minor,
            won_deals: records(won),
            revenue_minor: won.minor,
            lost_deals: records(lost),
            win_rate: Proportion::of(won.records, won.records.wrapping_add(lost.records)),
            cycle: cell.cycles.spread(),
            lead_conversion: Proportion::of(cell.converted_leads, cell.leads),
            alone_deals: cell.alone,
        }
    }

    /// What of the pipeline created is won by now, in tenths of a percent; `None` without pipeline.
    pub fn pipeline_to_revenue(&self) -> Option<i64> {
        per_mille_of(self.pipeline_won_minor, self.pipeline_minor)
    }

    /// This row's part of the pipeline of all, in tenths of a percent; `None` without pipeline.
    pub fn contribution_to(&self, total: &Self) -> Option<i64> {
        per_mille_of(self.pipeline_minor, total.pipeline_minor)
    }
}

/// A part of a whole in tenths of a percent, rounded down; `None` of nothing, and where amounts below zero make a share
/// meaningless.
pub fn per_mille_of(part: i64, whole: i64) -> Option<i64> {
    let is_share = whole > 0 && (0..=whole).contains(&part);
    is_share.then(|| i64::try_from(i128::from(part) * 1_000 / i128::from(whole)).unwrap_or(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_something() {
        let check = |part, whole, expect| assert_eq!(per_mille_of(part, whole), expect, "{part}/{whole}");
        check(0, 0, None);
        check(0, 5, Some(0));
        check(1, 3, Some(333));
        check(i64::MAX, i64::MAX, Some(1_000));
        check(-1, 5, None);
        check(7, 5, None);
    }
}
