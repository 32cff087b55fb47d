use plumbline_domain::attribution::Model;
use plumbline_domain::ids::CrmId;
use plumbline_domain::money::Money;
use plumbline_domain::numbers::{
    CycleSpread, Definition, Dimension, Figures, Measure, Months, NamedPeriod, Proportion, Value,
};
use plumbline_domain::record::Outcome;
use plumbline_protocol::numbers::{
    CurrencyCount, DefinitionStanding, DefinitionView, NumberDealView, NumberDealsResponse, NumbersBuilding,
    NumbersPeriod, NumbersResponse, NumbersRow, NumbersStanding,
};
use plumbline_protocol::sla::CrmFreshness;

use super::{at, key};

fn figures() -> Figures {
    Figures {
        deals: 12,
        pipeline_deals: 9,
        pipeline_minor: 1_200_000,
        pipeline_won_deals: 2,
        pipeline_won_minor: 400_000,
        won_deals: 3,
        revenue_minor: 500_000,
        lost_deals: 4,
        win_rate: Proportion::of(3, 7),
        cycle: Some(CycleSpread { n: 3, lower_quartile_days: 20, median_days: 31, upper_quartile_days: 60 }),
        lead_conversion: Proportion::of(12, 40),
        alone_deals: 1,
    }
}

pub fn numbers() -> NumbersResponse {
    let months = Months { from: "2026-01".parse().unwrap(), to: "2026-12".parse().unwrap() };
    let euro = "EUR".parse().unwrap();
    let definition = Definition {
        term: "qualified".into(),
        version: 2,
        since: "2026-01-01".parse().unwrap(),
        text: "Need and budget confirmed.".into(),
        stages: vec!["Qualified".into()],
    };
    NumbersResponse {
        as_of: at(12),
        by: Dimension::Source,
        period: NumbersPeriod { months, named: Some(NamedPeriod::ThisYear), zone: "Europe/Berlin".into() },
        currency: Some(euro),
        currencies: vec![CurrencyCount { currency: euro, deals: 12 }],
        standing: NumbersStanding {
            computed_at: Some(at(11)),
            changed: 2,
            building: Some(NumbersBuilding { done: 500, total: 9_000, is_shown: false }),
        },
        model: Model::WShaped,
        freshness: vec![CrmFreshness { crm: CrmId::new("odoo-main"), followed_at: Some(at(11)), trouble: None }],
        total: figures(),
        rows: vec![
            NumbersRow { value: Value::Named("Google".into()), figures: figures() },
            NumbersRow { value: Value::NoTouch, figures: Figures::default() },
        ],
        qualified_stages: vec!["Qualified".into()],
        definitions: vec![DefinitionView { definition, standing: DefinitionStanding::InForce }],
    }
}

pub fn number_deals() -> NumberDealsResponse {
    let euros = |minor| Some(Money { minor, currency: "EUR".parse().unwrap() });
    let won = NumberDealView {
        record: key(),
        title: "Head office".into(),
        company: Some("Example Ltd".into()),
        record_url: Some("https://crm.example.com/odoo/crm/17".into()),
        amount: euros(100_000),
        credit: euros(33_334),
        share: "1/3".into(),
        lead_created_at: Some(at(1)),
        deal_created_at: Some(at(2)),
        closed_at: Some(at(9)),
        outcome: Outcome::Won,
        is_qualified: true,
        days: Some(0),
        is_alone: false,
    };
    let lead = NumberDealView {
        company: None,
        record_url: None,
        amount: None,
        credit: None,
        share: "1".into(),
        deal_created_at: None,
        closed_at: None,
        outcome: Outcome::Open,
        is_qualified: false,
        days: None,
        is_alone: true,
        ..won.clone()
    };
    let next = Some("2026-11/1795132800000/odoo-main/crm.lead/17".to_owned());
    NumberDealsResponse { as_of: at(12), measure: Measure::Won, deals: vec![won, lead], next }
}
