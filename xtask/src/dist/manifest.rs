//! The hosts in the manifest must be hosts that `crates/crm` knows: the one list of where the extension may go.

use serde_json::Value;

const HOST_LISTS: [&str; 2] = ["/host_permissions", "/optional_host_permissions"];
const MATCH_LISTS: [&str; 2] = ["/content_scripts", "/web_accessible_resources"];

/// One line per pattern of the manifest that is not among the known ones.
pub fn unknown_hosts(manifest: &Value, known: &[&str]) -> Vec<String> {
    patterns(manifest)
        .into_iter()
        .filter(|(_, pattern)| !known.contains(pattern))
        .map(|(place, pattern)| format!("manifest.json: {place} has {pattern}, which no CRM in crates/crm names"))
        .collect()
}

fn patterns(manifest: &Value) -> Vec<(&'static str, &str)> {
    let mut found = Vec::new();
    for list in HOST_LISTS {
        found.extend(strings(manifest.pointer(list)).map(|pattern| (list, pattern)));
    }
    found.extend(
        strings(manifest.pointer("/externally_connectable/matches"))
            .map(|pattern| ("/externally_connectable", pattern)),
    );
    for list in MATCH_LISTS {
        for entry in manifest.pointer(list).and_then(Value::as_array).into_iter().flatten() {
            found.extend(strings(entry.get("matches")).map(|pattern| (list, pattern)));
        }
    }
    found
}

fn strings(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const KNOWN: [&str; 2] = ["https://*.odoo.com/*", "https://*/*"];

    #[test]
    fn an_unknown_host_is_found_wherever_it_hides() {
        let stranger = "https://stranger.example/*";
        let manifests = [
            json!({"host_permissions": [stranger]}),
            json!({"optional_host_permissions": ["https://*/*", stranger]}),
            json!({"content_scripts": [{"matches": ["https://*.odoo.com/*"]}, {"matches": [stranger]}]}),
            json!({"web_accessible_resources": [{"matches": [stranger]}]}),
            json!({"externally_connectable": {"matches": [stranger]}}),
        ];
        for manifest in manifests {
            let found = unknown_hosts(&manifest, &KNOWN);
            assert!(found.len() == 1 && found[0].contains(stranger), "{manifest}: {found:?}");
        }
    }

    #[test]
    fn known_hosts_pass() {
        let manifest = json!({
            "optional_host_permissions": KNOWN,
            "content_scripts": [{"matches": ["https://*.odoo.com/*"]}],
        });
        assert_eq!(unknown_hosts(&manifest, &KNOWN), Vec::<String>::new());
    }
}
