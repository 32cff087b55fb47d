use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::ids::{CrmId, PersonId};
use plumbline_domain::record::{Person, Role};
use sqlx::FromRow;
use uuid::Uuid;

use super::SqliteStore;
use super::columns::{from_word, instant, instant_or_none, millis, word};
use crate::store::{Device, PeopleStore, PersonDevices, Session, StoreError, TokenHash};

#[derive(FromRow)]
struct PersonRow {
    id: String,
    name: String,
    role: String,
}

impl PersonRow {
    fn into_person(self) -> Result<Person, StoreError> {
        Ok(Person { role: from_word("role", &self.role)?, id: PersonId::new(self.id), name: self.name })
    }
}

#[derive(FromRow)]
struct SessionRow {
    #[sqlx(flatten)]
    person: PersonRow,
    device: String,
}

impl SessionRow {
    fn into_session(self) -> Result<Session, StoreError> {
        Ok(Session { person: self.person.into_person()?, device: self.device })
    }
}

#[derive(FromRow)]
struct DeviceRow {
    id: String,
    person: String,
    kind: String,
    enrolled_at: i64,
    revoked_at: Option<i64>,
}

impl DeviceRow {
    fn into_device(self) -> Result<Device, StoreError> {
        Ok(Device {
            enrolled_at: instant(self.enrolled_at)?,
            revoked_at: instant_or_none(self.revoked_at)?,
            id: self.id,
            kind: self.kind,
        })
    }
}

const SESSION: &str = "SELECT p.id, p.name, p.role, d.id AS device FROM devices d JOIN people p ON p.id = d.person \
                       WHERE d.token_hash = $1 AND d.revoked_at IS NULL";

#[async_trait]
impl PeopleStore for SqliteStore {
    async fn person_named(&self, name: &str, role: Role, now: Instant) -> Result<Person, StoreError> {
        sqlx::query(
            "INSERT INTO people (id, name, role, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING",
        )
        .bind(Uuid::new_v4().to_string())
        .bind(name)
        .bind(word(role))
        .bind(millis(now))
        .execute(&self.pool)
        .await?;
        let row: PersonRow = sqlx::query_as("SELECT id, name, role FROM people WHERE name = $1")
            .bind(name)
            .fetch_one(&self.pool)
            .await?;
        row.into_person()
    }

    async fn set_crm_user(&self, person: &PersonId, crm: &CrmId, user: &str) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO crm_users (person, crm, user_id) VALUES ($1, $2, $3) \
             ON CONFLICT (person, crm) DO UPDATE SET user_id = excluded.user_id",
        )
        .bind(person.as_str())
        .bind(crm.as_str())
        .bind(user)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    async fn crm_users(&self, person: &PersonId) -> Result<Vec<(CrmId, String)>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as("SELECT crm, user_id FROM crm_users WHERE person = $1")
            .bind(person.as_str())
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.into_iter().map(|(crm, user)| (CrmId::new(crm), user)).collect())
    }

    async fn add_enrolment(&self, code: &TokenHash, person: &PersonId, expires_at: Instant) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO enrolments (code_hash, person, expires_at) VALUES ($1, $2, $3)")
            .bind(&code.0)
            .bind(person.as_str())
            .bind(millis(expires_at))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn enrol(
        &self,
        code: &TokenHash,
        token: &TokenHash,
        kind: &str,
        now: Instant,
    ) -> Result<Option<Session>, StoreError> {
        let mut transaction = self.pool.begin().await?;
        // One statement finds the code and uses it up, so two at the same time cannot both have it.
        let used: Option<(String,)> = sqlx::query_as(
            "UPDATE enrolments SET used_at = $1 WHERE code_hash = $2 AND used_at IS NULL AND expires_at > $1 \
             RETURNING person",
        )
        .bind(millis(now))
        .bind(&code.0)
        .fetch_optional(&mut *transaction)
        .await?;
        let Some((person,)) = used else { return Ok(None) };
        let device = Uuid::new_v4().simple().to_string();
        sqlx::query("INSERT INTO devices (id, token_hash, person, kind, enrolled_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(device.get(..8).unwrap_or(&device))
            .bind(&token.0)
            .bind(person)
            .bind(kind)
            .bind(millis(now))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        self.session(token).await
    }

    async fn session(&self, token: &TokenHash) -> Result<Option<Session>, StoreError> {
        let row: Option<SessionRow> = sqlx::query_as(SESSION).bind(&token.0).fetch_optional(&self.pool).await?;
        row.map(SessionRow::into_session).transpose()
    }

    async fn revoke_device(&self, device: &str, now: Instant) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE devices SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL")
            .bind(millis(now))
            .bind(device)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    async fn people(&self) -> Result<Vec<PersonDevices>, StoreError> {
        // The criteria are an author of decisions, and nobody.
        let people: Vec<PersonRow> =
            sqlx::query_as("SELECT id, name, role FROM people WHERE id <> 'criteria' ORDER BY name")
                .fetch_all(&self.pool)
                .await?;
        let devices: Vec<DeviceRow> =
            sqlx::query_as("SELECT id, person, kind, enrolled_at, revoked_at FROM devices ORDER BY enrolled_at, id")
                .fetch_all(&self.pool)
                .await?;
        let mut found = Vec::new();
        for row in people {
            found.push(PersonDevices { person: row.into_person()?, devices: Vec::new() });
        }
        for row in devices {
            let owner = found.iter_mut().find(|entry| entry.person.id.as_str() == row.person);
            if let Some(owner) = owner {
                owner.devices.push(row.into_device()?);
            }
        }
        Ok(found)
    }
}
