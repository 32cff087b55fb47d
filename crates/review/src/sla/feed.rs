//! The figures of the SLA, as the hub is asked for them.

use plumbline_protocol::sla::SlaResponse;

use crate::api::{self, Error};
use crate::feed::Question;

/// Over the last so many days.
#[derive(Debug, Clone, PartialEq)]
pub struct Days(pub u16);

impl Question for Days {
    type Told = SlaResponse;

    /// The figures are over many records.
    const GATHER: u32 = 1_000;

    async fn ask(self) -> Result<SlaResponse, Error> {
        api::sla(self.0).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::{Action, State};
    use crate::sla::sample;

    #[test]
    fn what_was_told_stays_while_nothing_newer_comes() {
        let at = sample::at(9);
        let told = State::default().after(Action::Read(Box::new(sample::told()), Days(7), at));
        let stale = told.clone().after(Action::ReadFailed(Error::Unreachable));
        assert_eq!((&stale.told, stale.at, stale.trouble.clone()), (&told.told, Some(at), Some(Error::Unreachable)));
        let again = stale.after(Action::Read(Box::new(sample::told()), Days(7), sample::at(10)));
        assert_eq!((again.at, again.trouble), (Some(sample::at(10)), None));
    }
}
