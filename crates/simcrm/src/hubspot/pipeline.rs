//! The stages that deals and leads go through.

use super::kind::ObjectType;

/// One stage.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Whether nothing comes after it.
    pub closed: bool,
    /// How likely it makes a deal, from `0.0` to `1.0` in steps of a tenth; `None` for leads.
    pub probability: Option<String>,
    /// `NEW`, `IN_PROGRESS`, `QUALIFIED` or `UNQUALIFIED`: what leads call the state that a stage stands for.
    pub lead_state: Option<&'static str>,
}

/// Stages in their order.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// What goes through it.
    pub kind: ObjectType,
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// In the order in which they come.
    pub stages: Vec<Stage>,
}

impl Pipeline {
    /// The stage of that id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }
}

fn deal_stage(id: &str, label: &str, probability: &str) -> Stage {
    let closed = ["0.0", "1.0"].contains(&probability);
    Stage {
        id: id.to_owned(),
        label: label.to_owned(),
        closed,
        probability: Some(probability.to_owned()),
        lead_state: None,
    }
}

fn lead_stage(id: &str, label: &str, state: &'static str) -> Stage {
    let closed = state.ends_with("QUALIFIED");
    Stage { id: id.to_owned(), label: label.to_owned(), closed, probability: None, lead_state: Some(state) }
}

/// The pipelines that a new account has, and one more for deals, whose stages have numbers for ids as those have that people
/// add.
pub fn standard() -> Vec<Pipeline> {
    let sales = [
        deal_stage("appointmentscheduled", "Appointment Scheduled", "0.2"),
        deal_stage("qualifiedtobuy", "Qualified To Buy", "0.4"),
        deal_stage("presentationscheduled", "Presentation Scheduled", "0.6"),
        deal_stage("decisionmakerboughtin", "Decision Maker Bought-In", "0.8"),
        deal_stage("contractsent", "Contract Sent", "0.9"),
        deal_stage("closedwon", "Closed Won", "1.0"),
        deal_stage("closedlost", "Closed Lost", "0.0"),
    ];
    let renewals = [
        deal_stage("91200101", "Renewal due", "0.5"),
        deal_stage("91200102", "Negotiation", "0.7"),
        deal_stage("91200103", "Renewed", "1.0"),
        deal_stage("91200104", "Not renewed", "0.0"),
    ];
    let leads = [
        lead_stage("new-stage-id", "New", "NEW"),
        lead_stage("attempting-stage-id", "Attempting", "IN_PROGRESS"),
        lead_stage("connected-stage-id", "Connected", "IN_PROGRESS"),
        lead_stage("qualified-stage-id", "Qualified", "QUALIFIED"),
        lead_stage("unqualified-stage-id", "Disqualified", "UNQUALIFIED"),
    ];
    vec![
        pipeline(ObjectType::Deal, "default", "Sales Pipeline", sales.into()),
        pipeline(ObjectType::Deal, "91200100", "Renewals", renewals.into()),
        pipeline(ObjectType::Lead, "lead-pipeline-id", "Lead Pipeline", leads.into()),
    ]
}

fn pipeline(kind: ObjectType, id: &str, label: &str, stages: Vec<Stage>) -> Pipeline {
    Pipeline { kind, id: id.to_owned(), label: label.to_owned(), stages }
}
