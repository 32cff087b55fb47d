//! What marketing did, as the columns of reports and of objections have it.

use plumbline_domain::Instant;
use plumbline_domain::ids::{ContentId, PersonId, ReportId};
use plumbline_domain::objection::{Handling, Status};
use sqlx::sqlite::SqliteArguments;
use sqlx::{FromRow, Sqlite, Transaction, query::Query};

use crate::store::sqlite::columns::{from_word, instant, millis, word};
use crate::store::{NewHandling, StoreError};

/// As read.
#[derive(FromRow)]
pub(in crate::store::sqlite) struct HandlingColumns {
    handling: String,
    handler_name: Option<String>,
    handled_at: Option<i64>,
    answer_content: Option<String>,
    answer_words: Option<String>,
}

impl HandlingColumns {
    pub(in crate::store::sqlite) fn into_handling(self) -> Result<Handling, StoreError> {
        let by = self.handler_name.unwrap_or_default();
        let at = instant(self.handled_at.unwrap_or_default())?;
        Ok(match from_word("handling", &self.handling)? {
            Status::New => Handling::New,
            Status::Acknowledged => Handling::Acknowledged { by, at },
            Status::InProgress => Handling::InProgress { by, at },
            Status::Answered => Handling::Answered {
                by,
                at,
                content: self.answer_content.map(ContentId::new),
                words: self.answer_words,
            },
            Status::Declined => Handling::Declined { by, at, reason: self.answer_words.unwrap_or_default() },
        })
    }

    pub(super) const fn names_content(&self) -> bool {
        self.answer_content.is_some()
    }
}

/// As written.
pub(in crate::store::sqlite) struct NewColumns {
    pub(in crate::store::sqlite) status: Status,
    content: Option<String>,
    words: Option<String>,
}

type Statement = Query<'static, Sqlite, SqliteArguments>;

impl NewColumns {
    /// What is to be written; `None` for what was there before.
    pub(in crate::store::sqlite) fn of(handling: &NewHandling) -> Option<Self> {
        let (status, content, words) = match handling {
            NewHandling::Acknowledge => (Status::Acknowledged, None, None),
            NewHandling::Start => (Status::InProgress, None, None),
            NewHandling::Answer { content, words } => {
                (Status::Answered, content.as_ref().map(ToString::to_string), words.clone())
            }
            NewHandling::Decline { reason } => (Status::Declined, None, Some(reason.clone())),
            NewHandling::Reopen => (Status::New, None, None),
            NewHandling::TakeBack => return None,
        };
        Some(Self { status, content, words })
    }

    /// Status, who, when, content and words: the first five of a statement.
    pub(in crate::store::sqlite) fn bind(&self, statement: Statement, by: &PersonId, now: Instant) -> Statement {
        statement
            .bind(word(self.status))
            .bind(by.to_string())
            .bind(millis(now))
            .bind(self.content.clone())
            .bind(self.words.clone())
    }
}

/// Sets all five, and keeps what was there.
macro_rules! set_handling {
    () => {
        "SET was_handling = handling, was_handled_by = handled_by, was_handled_at = handled_at, was_answer_content = answer_content, \
         was_answer_words = answer_words, handling = $1, handled_by = $2, handled_at = $3, answer_content = $4, answer_words = $5"
    };
}

/// Brings back what was there, and keeps what is.
macro_rules! take_back_handling {
    () => {
        "SET was_handling = handling, was_handled_by = handled_by, was_handled_at = handled_at, was_answer_content = answer_content, \
         was_answer_words = answer_words, handling = COALESCE(was_handling, 'new'), handled_by = was_handled_by, \
         handled_at = was_handled_at, answer_content = was_answer_content, answer_words = was_answer_words"
    };
}

pub(in crate::store::sqlite) use {set_handling, take_back_handling};

const HANDLE: &str = concat!(
    "UPDATE reports ",
    set_handling!(),
    ", answer_seen = FALSE WHERE id = $6 AND withdrawn = FALSE ",
    "AND (CASE WHEN handling = 'new' THEN NULL ELSE handled_at END) IS NOT DISTINCT FROM $7"
);

const TAKE_BACK: &str = concat!(
    "UPDATE reports ",
    take_back_handling!(),
    ", answer_seen = FALSE WHERE id = $1 AND withdrawn = FALSE ",
    "AND (CASE WHEN handling = 'new' THEN NULL ELSE handled_at END) IS NOT DISTINCT FROM $2"
);

/// Handles a report that is still as it was `seen_at`; whether there is one.
pub(super) async fn handle(
    transaction: &mut Transaction<'_, Sqlite>,
    id: ReportId,
    seen_at: Option<Instant>,
    handling: &NewHandling,
    (by, now): (&PersonId, Instant),
) -> Result<bool, StoreError> {
    let statement = match NewColumns::of(handling) {
        Some(columns) => columns.bind(sqlx::query(HANDLE), by, now),
        None => sqlx::query(TAKE_BACK),
    };
    let done = statement.bind(id.to_string()).bind(seen_at.map(millis)).execute(&mut **transaction).await?;
    Ok(done.rows_affected() > 0)
}
