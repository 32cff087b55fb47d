use chrono::{TimeDelta, TimeZone, Utc};
use proptest::prelude::*;

use super::*;

fn day(day: i64) -> Instant {
    Utc.with_ymd_and_hms(2026, 5, 1, 12, 0, 0).unwrap() + TimeDelta::days(day)
}

/// A touch in a word: who (`m`, `s` or `b`), by what, and on which day, such as `s call 3`. With a fourth part it names that
/// as its source.
fn touch(words: &str) -> Touch {
    let mut parts = words.split(' ');
    let actor = match parts.next().unwrap() {
        "m" => Actor::Marketing,
        "s" => Actor::Sales,
        _ => Actor::Buyer,
    };
    let channel = serde_json::from_value(parts.next().unwrap().into()).unwrap();
    let on = parts.next().unwrap().parse().unwrap();
    Touch {
        id: TouchId::new(words),
        at: day(on),
        actor,
        channel,
        source: parts.next().map(ToOwned::to_owned),
        medium: None,
        campaign: None,
        contact: None,
        summary: String::new(),
        signal: None,
    }
}

/// A lead of day 5 that became a deal on day 10.
#[derive(Debug, Clone, Default)]
struct Deal {
    touches: Vec<Touch>,
    handed_off: Option<i64>,
    /// The lead that was asked about was closed.
    settled: Option<i64>,
    origin: Option<Origin>,
    creator: Option<CreatorPart>,
    is_lead: bool,
}

fn deal(touches: &[&str]) -> Deal {
    Deal { touches: touches.iter().map(|words| touch(words)).collect(), ..Deal::default() }
}

impl Deal {
    fn handed_off(self, on: i64) -> Self {
        Self { handed_off: Some(on), ..self }
    }

    fn settled(self, on: i64) -> Self {
        Self { settled: Some(on), ..self }
    }

    fn from(self, source: &str, medium: &str) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self { origin: Some(Origin { source: some(source), medium: some(medium), campaign: None }), ..self }
    }

    fn created_by(self, part: CreatorPart) -> Self {
        Self { creator: Some(part), ..self }
    }

    fn lead(self) -> Self {
        Self { is_lead: true, ..self }
    }

    fn checked(&self, by: SourcedBy) -> Claim {
        let creator = self.creator.map(|part| Creator { name: "Dana".into(), part });
        let deal_created_at = (!self.is_lead).then(|| day(10));
        let journey =
            Journey { lead_created_at: Some(day(5)), deal_created_at, closed_at: Some(day(20)), ..Journey::default() };
        let asked = self.touches.iter().filter(|touch| comes_forward(touch)).map(|touch| touch.at);
        let until = self.settled.map(day);
        let asked: Vec<Asked> = asked.chain(self.handed_off.map(day)).map(|from| Asked { from, until }).collect();
        let case = Case {
            touches: &self.touches,
            journey,
            asked: &asked,
            origin: self.origin.as_ref(),
            created: (creator.as_ref(), day(5)),
        };
        check_claim(&case, &Sourcing { by, ..Sourcing::default() })
    }
}

fn said(facts: &[Fact]) -> String {
    let words = facts.iter().map(|fact| match fact {
        Fact::Touch { id, .. } => id.as_str().to_owned(),
        Fact::Source { words } => format!("source {}", words.join("/")),
        Fact::CreatedBy { by, .. } => format!("created by {by}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn told(claim: &Claim) -> String {
    let verdict = match &claim.verdict {
        Verdict::Agreed { team, facts } => format!("{team:?}: {}", said(facts)),
        Verdict::Both { marketing, sales } => format!("Both: {} | {}", said(marketing), said(sales)),
        Verdict::Neither { missing } => format!("Neither: {missing:?}"),
    };
    let team = claim.ruling.team.map_or("nobody".to_owned(), |team| format!("{team:?}"));
    format!("{verdict} => {team}")
}

#[track_caller]
fn check(deal: Deal, expect: &str) {
    assert_eq!(told(&deal.checked(SourcedBy::FirstTouch)), expect);
}

#[test]
fn both_claim_it_where_both_reached_out() {
    let check = |by, expect: &str| {
        let deal = deal(&["m event 0", "s call 2", "s meeting 8"]).from("", "SDR outbound").handed_off(5);
        assert_eq!(told(&deal.checked(by)), format!("Both: m event 0 | s call 2, source SDR outbound => {expect}"));
    };
    check(SourcedBy::FirstTouch, "Marketing");
    check(SourcedBy::LeadCreation, "Sales");
    check(SourcedBy::OpportunityCreation, "Sales");
}

#[test]
fn what_answers_is_no_outreach() {
    check(deal(&["m event 4", "s call 6"]).handed_off(5), "Marketing: m event 4 => Marketing");
    check(deal(&["m event 4", "s call 5"]).handed_off(5), "Marketing: m event 4 => Marketing");
    check(deal(&["m event 4", "s call 4"]).handed_off(5), "Both: m event 4 | s call 4 => Marketing");
    check(deal(&["b inbound 3", "s call 4"]), "Marketing: b inbound 3 => Marketing");
    check(deal(&["b inbound 3", "s call 3"]), "Marketing: b inbound 3 => Marketing");
    check(deal(&["b inbound 3", "s call 2"]), "Both: b inbound 3 | s call 2 => Sales");
    // A mail of the buyer's names no origin, but what follows it answers.
    check(deal(&["b email 3", "s email 4"]), "Neither: OnlyAnswers => nobody");
    // Having looked at a page, or seen an advert, is not asking.
    check(deal(&["b direct 1", "s email 4"]), "Sales: s email 4 => nobody");
    check(deal(&["b event 1 Webinar", "s email 4"]), "Both: b event 1 Webinar | s email 4 => Marketing");
    check(deal(&["s outbound 5", "s call 6"]).handed_off(5), "Sales: s outbound 5 => Sales");
    check(deal(&["s outbound 6"]).handed_off(5), "Neither: OnlyAnswers => Sales");
    check(deal(&["s event 1"]), "Neither: OnlyAnswers => Sales");
}

#[test]
fn what_was_asked_before_is_settled_when_that_was_closed() {
    check(deal(&["s call 4"]).handed_off(1).settled(3), "Sales: s call 4 => Sales");
    check(deal(&["s call 4"]).handed_off(1).settled(4), "Neither: OnlyAnswers => Sales");
    check(deal(&["s call 4"]).handed_off(5).settled(8), "Sales: s call 4 => Sales");
    check(deal(&["b email 1", "s call 2", "s call 4"]).settled(3), "Sales: s call 4 => nobody");
}

#[test]
fn what_came_after_the_deal_claims_nothing() {
    check(deal(&[]), "Neither: NoTouch => nobody");
    check(deal(&["m event 11", "s call 12"]), "Neither: NoTouchBeforeDeal => Marketing");
    check(deal(&["m event 10", "s call 10"]), "Both: m event 10 | s call 10 => Marketing");
    check(deal(&["m event 30"]), "Neither: NoTouchBeforeDeal => nobody");
    check(deal(&["m event 11", "s call 12"]).lead(), "Both: m event 11 | s call 12 => Marketing");
    let before_lead = deal(&["m event 11"]).lead().checked(SourcedBy::LeadCreation);
    assert_eq!(before_lead.ruling.team, Some(Team::Marketing));
    let never = deal(&["m event 1"]).lead().checked(SourcedBy::OpportunityCreation);
    assert_eq!((never.ruling.touch, never.ruling.team), (None, None));
}

#[test]
fn a_buyer_who_came_alone_was_brought_by_nobody() {
    check(deal(&["b direct 1"]), "Neither: OnlyBuyer => nobody");
    check(deal(&["b direct 1 Google"]), "Marketing: b direct 1 Google => Marketing");
    check(deal(&["b email 1 Outbound"]), "Neither: OnlyBuyer => nobody");
    check(deal(&["b direct 1", "m event 2"]), "Marketing: m event 2 => nobody");
}

#[test]
fn the_crms_fields_claim_it_for_whom_they_name() {
    check(deal(&[]).from("Google", "cpc"), "Marketing: source Google/cpc => nobody");
    check(deal(&[]).from("Google", "Cold call"), "Sales: source Google/Cold call => nobody");
    check(deal(&["m event 1"]).from("", "BDR"), "Both: m event 1 | source BDR => Marketing");
    check(deal(&[]).from("", ""), "Neither: NoTouch => nobody");
    check(deal(&["m event 1 Fair"]).from("Fair", ""), "Marketing: m event 1 Fair => Marketing");
    check(deal(&["m event 1 Fair"]).from("Google", ""), "Marketing: m event 1 Fair, source Google => Marketing");
    check(deal(&["s outbound 5 SDR"]).from("SDR", "").handed_off(5), "Sales: s outbound 5 SDR => Sales");
}

#[test]
fn who_entered_a_lead_claims_it_where_nothing_else_is_named() {
    let check = |deal: Deal, part, expect: &str| check(deal.created_by(part), expect);
    check(deal(&[]), CreatorPart::Sales, "Sales: created by Dana => nobody");
    check(deal(&[]).from("Fair", ""), CreatorPart::Sales, "Marketing: source Fair => nobody");
    check(deal(&[]).from("SDR", ""), CreatorPart::Sales, "Sales: source SDR, created by Dana => nobody");
    for part in [CreatorPart::Marketing, CreatorPart::Machine, CreatorPart::Outside] {
        check(deal(&[]), part, "Neither: NoTouch => nobody");
    }
    check(deal(&["m event 1"]), CreatorPart::Sales, "Both: m event 1 | created by Dana => Marketing");
}

#[test]
fn outbound_is_a_word_of_its_own() {
    let check = |words: &[&str], source: &str, expect| {
        assert_eq!(OutboundWords::new(words).are_in(Some(source), None), expect, "{words:?} in {source}");
    };
    check(&["SDR"], "sdr team", true);
    check(&["sdr"], "Fjordsdrift", false);
    check(&["cold call"], "Cold call, May", true);
    check(&["", " "], "anything", false);
    check(&["Kaltakquise"], "kaltakquise", true);
}

fn touches() -> impl Strategy<Value = Vec<Touch>> {
    let who = prop::sample::select(vec!["m", "s", "b"]);
    let what = prop::sample::select(vec!["event", "call", "inbound", "outbound", "direct", "email"]);
    let source = prop::sample::select(vec!["", " Fair", " SDR"]);
    let words = (who, what, 0_i64..14, source).prop_map(|(who, what, on, from)| format!("{who} {what} {on}{from}"));
    prop::collection::vec(words.prop_map(|words| touch(&words)), 0..8)
}

proptest! {
    #[test]
    fn it_does_not_depend_on_the_order(touches in touches(), turn in 0_usize..8, handed_off in prop::option::of(0_i64..14)) {
        let deal = Deal { touches, handed_off, ..Deal::default() };
        let mut turned = deal.clone();
        turned.touches.extend(deal.touches.first().cloned());
        let turn = turn.checked_rem(turned.touches.len()).unwrap_or_default();
        turned.touches.rotate_left(turn);
        for by in [SourcedBy::FirstTouch, SourcedBy::LeadCreation, SourcedBy::OpportunityCreation] {
            prop_assert_eq!(deal.checked(by), turned.checked(by));
        }
    }

    /// By looking at each touch by itself, as the rules are written.
    #[test]
    fn a_team_claims_it_when_any_of_its_touches_does(touches in touches(), handed_off in prop::option::of(0_i64..14)) {
        let is_answer = |touch: &Touch| {
            let asked = touches.iter().any(|other| {
                other.actor == Actor::Buyer
                    && matches!(other.channel, Channel::Inbound | Channel::Email | Channel::Call)
                    && (other.at < touch.at || (other.at == touch.at && touch.channel != Channel::Outbound))
            });
            let handed = handed_off.map(day);
            asked || handed.is_some_and(|at| at < touch.at || (at == touch.at && touch.channel != Channel::Outbound))
        };
        let early = |touch: &&Touch| touch.at <= day(10);
        let for_marketing = |touch: &Touch| match touch.actor {
            Actor::Marketing => true,
            Actor::Sales => false,
            Actor::Buyer if touch.source.as_deref() == Some("SDR") => false,
            Actor::Buyer => touch.source.is_some() || touch.channel == Channel::Inbound,
        };
        let for_sales = |touch: &Touch| {
            touch.actor == Actor::Sales
                && matches!(touch.channel, Channel::Email | Channel::Call | Channel::Outbound)
                && !is_answer(touch)
        };
        let marketing = touches.iter().filter(early).any(for_marketing);
        let sales = touches.iter().filter(early).any(for_sales);
        let deal = Deal { touches: touches.clone(), handed_off, ..Deal::default() };
        let expect = match deal.checked(SourcedBy::FirstTouch).verdict {
            Verdict::Both { .. } => (true, true),
            Verdict::Agreed { team, .. } => (team == Team::Marketing, team == Team::Sales),
            Verdict::Neither { .. } => (false, false),
        };
        prop_assert_eq!((marketing, sales), expect);
    }
}
