//! What somebody else made of an objection, told to whoever saw it before. Pure.

use plumbline_protocol::library::ObjectionEntry;

use crate::library::Entry;
use crate::strings::objection as words;

/// One sentence for each thing that is otherwise.
pub fn differences(seen: &ObjectionEntry, now: &ObjectionEntry) -> Vec<String> {
    let (before, after) = (seen.fields(), now.fields());
    let is_other = |name: &&str| before.text(name) != after.text(name);
    let standing = (seen.handling != now.handling).then(|| words::stands_now(&now.handling));
    let merged = (seen.merged_into != now.merged_into).then(|| words::counts_now(now.merged_into.as_ref()));
    let fields = ObjectionEntry::FORM.iter().map(|(name, _)| *name).filter(|name| is_other(name));
    let fields = fields.map(|name| words::reads_now(name, after.text(name)));
    standing.into_iter().chain(merged).chain(fields).collect()
}

#[cfg(test)]
mod tests {
    use plumbline_domain::ids::ObjectionId;
    use plumbline_domain::objection::Handling;

    use super::*;
    use crate::library::sample::{at, objection};

    #[test]
    fn each_difference_is_told_with_what_is_there_now() {
        let seen = objection("price", "Price");
        assert!(differences(&seen, &seen).is_empty());
        let mut now = ObjectionEntry { version: 2, ..seen.clone() };
        assert!(differences(&seen, &now).is_empty());
        now.objection.owner = Some("Ann".into());
        now.handling = Handling::Declined { by: "Bob".into(), at: at(1), reason: "Not ours".into() };
        now.merged_into = Some(ObjectionId::new("cost"));
        let told = differences(&seen, &now);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].contains("Bob") && told[0].contains("Not ours"), "{told:?}");
        assert!(told[1].contains("cost"), "{told:?}");
        assert!(told[2].contains("Owner") && told[2].contains("Ann"), "{told:?}");
    }
}
