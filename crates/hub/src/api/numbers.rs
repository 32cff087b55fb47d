//! The shared numbers, for both teams: everybody who is signed in reads the same figures.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderName;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::stream;
use plumbline_domain::numbers::{Dimension, Measure, Month, Months, NamedPeriod, Value};
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::numbers::{NumberDealsResponse, NumbersResponse};
use serde::Deserialize;

use super::App;
use super::auth::Caller;
use super::error::ApiError;
use super::numbers_csv;
use super::numbers_deals::{List, Part, cursor, cursor_text};
use super::sla::freshness;
use crate::numbers::{self, Asked, AskedPeriod, Terms};

/// The longest period, in months.
const MOST_MONTHS: i32 = 120;

/// Records of one answer.
const MOST_DEALS: usize = 50;

/// What is asked, as it is written.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Written {
    by: Option<String>,
    period: Option<String>,
    from: Option<String>,
    to: Option<String>,
    currency: Option<String>,
    value: Option<String>,
    measure: Option<String>,
    cursor: Option<String>,
}

type InQuery = Result<Query<Written>, QueryRejection>;

/// Pipeline, revenue, win rate, sales cycle and conversion over a period, by source, campaign, channel or segment.
#[utoipa::path(get, path = "/numbers", params(
    ("by" = Option<String>, Query, description = "source, campaign, channel or segment; source where it is not given.", example = "source"),
    ("period" = Option<String>, Query, description = "this_month, last_month, this_quarter, last_quarter, this_year, last_year or \
        last_twelve_months, which it is where nothing is given.", example = "this_quarter"),
    ("from" = Option<String>, Query, description = "Instead of a named period: its first month.", example = "2026-01"),
    ("to" = Option<String>, Query, description = "And its last month, at most 120 months in all.", example = "2026-12"),
    ("currency" = Option<String>, Query, description = "Of amounts; the most frequent where it is not given.", example = "EUR"),
), responses(
    (status = 200, body = NumbersResponse),
    (status = 400, body = ErrorResponse, description = "The message names the parameter."),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn numbers(
    State(app): State<Arc<App>>,
    _: Caller,
    written: InQuery,
) -> Result<Json<NumbersResponse>, ApiError> {
    let Query(written) = written.map_err(|rejection| ApiError::invalid(rejection.body_text()))?;
    Ok(Json(answer(&app, written.asked()?).await?))
}

/// The same figures as comma-separated values.
#[utoipa::path(get, path = "/numbers.csv", params(
    ("by" = Option<String>, Query, description = "As for /v1/numbers."),
    ("period" = Option<String>, Query, description = "As for /v1/numbers."),
    ("from" = Option<String>, Query, description = "As for /v1/numbers."),
    ("to" = Option<String>, Query, description = "As for /v1/numbers."),
    ("currency" = Option<String>, Query, description = "As for /v1/numbers."),
), responses(
    (status = 200, body = String, content_type = "text/csv", description = "The first line names the columns, the last one is the \
        total. Amounts are decimal; what a spreadsheet would take for a formula begins with an apostrophe."),
    (status = 400, body = ErrorResponse),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn numbers_csv(
    State(app): State<Arc<App>>,
    _: Caller,
    written: InQuery,
) -> Result<Response, ApiError> {
    let Query(written) = written.map_err(|rejection| ApiError::invalid(rejection.body_text()))?;
    let answer = answer(&app, written.asked()?).await?;
    let Months { from, to } = answer.period.months;
    let name = format!("plumbline-numbers-by-{}-{from}-{to}.csv", answer.by.word());
    Ok((headers(&name), numbers_csv::table(&answer)).into_response())
}

/// The records behind a figure, the latest first.
#[utoipa::path(get, path = "/numbers/deals", params(
    ("by" = Option<String>, Query, description = "As for /v1/numbers."),
    ("value" = Option<String>, Query, description = "Which row, as it is written there; whole, which it is where it is not given, for \
        all.", example = "named:Google"),
    ("measure" = Option<String>, Query, description = "leads, converted_leads, deals, pipeline, pipeline_won, won, lost or closed; deals \
        where it is not given.", example = "won"),
    ("period" = Option<String>, Query, description = "As for /v1/numbers."),
    ("from" = Option<String>, Query, description = "As for /v1/numbers."),
    ("to" = Option<String>, Query, description = "As for /v1/numbers."),
    ("cursor" = Option<String>, Query, description = "What the answer before had as next."),
), responses(
    (status = 200, body = NumberDealsResponse),
    (status = 400, body = ErrorResponse, description = "The message names the parameter."),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn deals(
    State(app): State<Arc<App>>,
    _: Caller,
    written: InQuery,
) -> Result<Json<NumberDealsResponse>, ApiError> {
    let Query(written) = written.map_err(|rejection| ApiError::invalid(rejection.body_text()))?;
    let list = written.list(&app).await?;
    let after = written.cursor.as_deref().map(cursor).transpose()?;
    let (deals, next) = list.part(&app, after, MOST_DEALS).await?;
    let next = next.as_ref().map(cursor_text);
    Ok(Json(NumberDealsResponse { as_of: app.clock.now(), measure: list.measure, deals, next }))
}

/// All records behind a figure as comma-separated values, the latest first.
#[utoipa::path(get, path = "/numbers/deals.csv", params(
    ("by" = Option<String>, Query, description = "As for /v1/numbers."),
    ("value" = Option<String>, Query, description = "As for /v1/numbers/deals."),
    ("measure" = Option<String>, Query, description = "As for /v1/numbers/deals."),
    ("period" = Option<String>, Query, description = "As for /v1/numbers."),
    ("from" = Option<String>, Query, description = "As for /v1/numbers."),
    ("to" = Option<String>, Query, description = "As for /v1/numbers."),
), responses(
    (status = 200, body = String, content_type = "text/csv", description = "The first line names the columns. Moments are in UTC, \
        amounts decimal; what a spreadsheet would take for a formula begins with an apostrophe."),
    (status = 400, body = ErrorResponse),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn deals_csv(State(app): State<Arc<App>>, _: Caller, written: InQuery) -> Result<Response, ApiError> {
    let Query(written) = written.map_err(|rejection| ApiError::invalid(rejection.body_text()))?;
    let list = written.list(&app).await?;
    let Months { from, to } = list.months;
    let name = format!("plumbline-{}-by-{}-{from}-{to}.csv", list.measure.word(), list.dimension.word());
    let first = Part::First(app, list);
    // Part by part: nobody knows how many there are.
    let parts = stream::try_unfold(first, Part::next);
    Ok((headers(&name), Body::from_stream(parts)).into_response())
}

fn headers(name: &str) -> [(HeaderName, String); 2] {
    let kind = (CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned());
    [kind, (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))]
}

async fn answer(app: &App, asked: Asked) -> Result<NumbersResponse, ApiError> {
    let now = app.clock.now();
    let (sla, terms) = (app.settings.sla.now(), Terms::in_force(&app.settings, now));
    Ok(numbers::numbers(app.store.as_ref(), &sla, terms, asked, freshness(app), now).await?)
}

impl Written {
    fn asked(&self) -> Result<Asked, ApiError> {
        let currency = self.currency.as_deref().map(str::parse).transpose();
        let currency = currency.map_err(|wrong| ApiError::invalid(format!("currency: {wrong}")))?;
        Ok(Asked { by: self.dimension()?, period: self.period()?, currency })
    }

    fn dimension(&self) -> Result<Dimension, ApiError> {
        let Some(word) = &self.by else { return Ok(Dimension::Source) };
        let wrong = || ApiError::invalid(format!("by: '{word}' is not one of source, campaign, channel, segment"));
        Dimension::from_word(word).ok_or_else(wrong)
    }

    fn period(&self) -> Result<AskedPeriod, ApiError> {
        match (&self.period, &self.from, &self.to) {
            (None, None, None) => Ok(AskedPeriod::Named(NamedPeriod::LastTwelveMonths)),
            (Some(word), None, None) => named_period(word).map(AskedPeriod::Named),
            (None, Some(from), Some(to)) => months(from, to).map(AskedPeriod::Months),
            (None, Some(_), None) => Err(ApiError::invalid("to: the last month is missing")),
            (None, None, Some(_)) => Err(ApiError::invalid("from: the first month is missing")),
            (Some(_), ..) => Err(ApiError::invalid("period: give either a named period, or from and to")),
        }
    }

    fn measure(&self) -> Result<Measure, ApiError> {
        let Some(word) = &self.measure else { return Ok(Measure::Deals) };
        let known = Measure::ALL.map(Measure::word).join(", ");
        Measure::from_word(word).ok_or_else(|| ApiError::invalid(format!("measure: '{word}' is not one of {known}")))
    }

    /// Which records are listed.
    async fn list(&self, app: &App) -> Result<List, ApiError> {
        let (dimension, value) = self.row()?;
        let (measure, period) = (self.measure()?, self.period()?);
        let generations = app.store.number_generations().await?;
        Ok(List {
            generation: numbers::shown(&generations).map(|generation| generation.id),
            dimension,
            value,
            measure,
            months: period.months(&app.settings.sla.now(), app.clock.now()),
        })
    }

    /// Which row of which dimension.
    fn row(&self) -> Result<(Dimension, Value), ApiError> {
        let value = self.value.as_deref().map_or(Ok(Value::Whole), str::parse);
        let value = value.map_err(|wrong| ApiError::invalid(format!("value: {wrong}")))?;
        let dimension = if value == Value::Whole { Dimension::Total } else { self.dimension()? };
        Ok((dimension, value))
    }
}

fn named_period(word: &str) -> Result<NamedPeriod, ApiError> {
    let known = NamedPeriod::ALL.map(NamedPeriod::word).join(", ");
    NamedPeriod::from_word(word).ok_or_else(|| ApiError::invalid(format!("period: '{word}' is not one of {known}")))
}

fn months(from: &str, to: &str) -> Result<Months, ApiError> {
    let month = |name: &str, text: &str| -> Result<Month, ApiError> {
        text.parse().map_err(|wrong| ApiError::invalid(format!("{name}: {wrong}")))
    };
    let months = Months { from: month("from", from)?, to: month("to", to)? };
    match months.to.index() - months.from.index() {
        ..0 => Err(ApiError::invalid(format!("to: {to} is before {from}"))),
        MOST_MONTHS.. => Err(ApiError::invalid(format!("to: at most {MOST_MONTHS} months at a time"))),
        _ => Ok(months),
    }
}
