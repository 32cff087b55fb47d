//! A simulated HubSpot: one account, the interface to it, and the rules that HubSpot keeps.

pub mod association;
pub mod fault;
pub mod kind;
pub mod limits;
pub mod owner;
pub mod pipeline;
pub mod portal;
pub mod record;
pub mod schema;
pub mod seed;
pub mod token;
pub mod webhooks;

mod api;
mod control;
mod pages;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use axum::Router;
use tokio::sync::Notify;

use crate::clock::Clock;
use fault::Faults;
use limits::Limiter;
use portal::Portal;
use token::{Caller, Token};
use webhooks::Webhooks;

/// What lets an app in, and what shows that the simulator is HubSpot.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// The private app's token.
    pub token: String,
    /// What webhooks are signed with.
    pub client_secret: String,
    /// What the app's developer shows to change its webhooks.
    pub developer_key: String,
}

/// The hosts whose pages and interface it answers for.
pub const HOSTS: [&str; 9] = [
    "app.hubspot.com",
    "app-eu1.hubspot.com",
    "app-na2.hubspot.com",
    "app-na3.hubspot.com",
    "app-ap1.hubspot.com",
    "api.hubapi.com",
    "api-eu1.hubapi.com",
    "localhost",
    "127.0.0.1",
];

/// Everything that a simulated HubSpot is made of.
#[derive(Debug)]
pub struct Simulator {
    /// The time.
    pub clock: Clock,
    portal: RwLock<Portal>,
    token: Mutex<Token>,
    limiter: Mutex<Limiter>,
    faults: Mutex<Faults>,
    webhooks: Mutex<Webhooks>,
    told: Notify,
    /// What the app's developer shows to change its webhooks.
    pub developer_key: String,
}

impl Simulator {
    /// One with what is in `portal`, that lets those in who have the secrets.
    pub fn new(clock: Clock, portal: Portal, secrets: Secrets) -> Self {
        Self {
            clock,
            portal: RwLock::new(portal),
            token: Mutex::new(Token::new(secrets.token)),
            limiter: Mutex::default(),
            faults: Mutex::default(),
            webhooks: Mutex::new(Webhooks::new(secrets.client_secret)),
            told: Notify::new(),
            developer_key: secrets.developer_key,
        }
    }

    /// Looks at the account.
    pub fn read<T>(&self, look: impl FnOnce(&Portal) -> T) -> T {
        look(&self.portal.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the account. Webhooks hear of what happened, in the order in which it did.
    pub fn write<T>(&self, change: impl FnOnce(&mut Portal) -> T) -> T {
        let mut portal = self.portal.write().unwrap_or_else(PoisonError::into_inner);
        let result = change(&mut portal);
        let changes = portal.take_changes();
        if !changes.is_empty() {
            self.webhooks().hear(portal.account.portal, &changes);
            self.told.notify_one();
        }
        result
    }

    /// What is to be told to the app.
    pub fn webhooks(&self) -> MutexGuard<'_, Webhooks> {
        self.webhooks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is something new to tell.
    pub async fn woken(&self) {
        self.told.notified().await;
    }

    /// Counts calls.
    pub fn limiter(&self) -> MutexGuard<'_, Limiter> {
        self.limiter.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is still to go wrong.
    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The one token that there is.
    pub fn token(&self) -> MutexGuard<'_, Token> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The app that a token belongs to, unless it is wrong or was taken back.
    fn app(&self, value: &str) -> Option<Caller> {
        let token = self.token();
        (token.value == value && !token.revoked).then(|| Caller::App(token.clone()))
    }
}

/// All that it answers to.
pub fn router(simulator: Arc<Simulator>) -> Router {
    Router::new().merge(api::router(&simulator)).merge(control::router()).merge(pages::router()).with_state(simulator)
}
