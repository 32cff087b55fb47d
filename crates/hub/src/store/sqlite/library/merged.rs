//! Objections that count as others.

use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Merges;
use plumbline_protocol::library::{LibraryChangeKind, ObjectionEntry};

use super::{Tx, changes};
use crate::store::{Kept, Library, Seen, StoreError};

const MERGE: &str = "UPDATE objections SET merged_into = $1, version = version + 1 WHERE id = $2";

const COUNT_OBJECTION: &str = "UPDATE objections SET counts_as = $1 WHERE id = $2";

const COUNT_REPORTS: &str = "UPDATE reports SET counts_as = $1 WHERE COALESCE(filed_under, objection) = $2";

/// Lets an objection, and with it all that counts as it, count as another, or as itself again.
pub(super) async fn merge(
    mut transaction: Tx,
    library: &Library,
    entry: &ObjectionEntry,
    into: Option<&ObjectionId>,
    seen: Seen<'_>,
) -> Result<Tx, StoreError> {
    let id = &entry.objection.id;
    sqlx::query(MERGE).bind(into.map(ObjectionId::as_str)).bind(id.as_str()).execute(&mut *transaction).await?;
    let after = merges_with(library, id, into);
    for part in library.objections().iter().map(|entry| &entry.objection.id) {
        let root = after.root(part);
        if root != library.merges().root(part) {
            for statement in [COUNT_OBJECTION, COUNT_REPORTS] {
                sqlx::query(statement).bind(root.as_str()).bind(part.as_str()).execute(&mut *transaction).await?;
            }
        }
    }
    for (of, what) in told(id, entry.merged_into.as_ref(), into) {
        changes::note(&mut transaction, Kept::Objection(&of), &what, &seen.by.name, seen.now).await?;
    }
    Ok(transaction)
}

fn merges_with(library: &Library, id: &ObjectionId, into: Option<&ObjectionId>) -> Merges {
    let others = library.objections().iter().filter(|entry| entry.objection.id != *id);
    let others = others.filter_map(|entry| Some((entry.objection.id.clone(), entry.merged_into.clone()?)));
    others.chain(into.map(|into| (id.clone(), into.clone()))).collect()
}

/// What is noted on which: each side of it knows of the other.
fn told(
    id: &ObjectionId,
    from: Option<&ObjectionId>,
    into: Option<&ObjectionId>,
) -> Vec<(ObjectionId, LibraryChangeKind)> {
    let released = from.map(|from| {
        let released = LibraryChangeKind::Released { objection: id.clone() };
        [(id.clone(), LibraryChangeKind::Unmerged { from: from.clone() }), (from.clone(), released)]
    });
    let absorbed = into.map(|into| {
        let absorbed = LibraryChangeKind::Absorbed { objection: id.clone() };
        [(id.clone(), LibraryChangeKind::Merged { into: into.clone() }), (into.clone(), absorbed)]
    });
    released.into_iter().chain(absorbed).flatten().collect()
}
