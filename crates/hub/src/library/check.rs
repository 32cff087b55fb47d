//! What a type cannot say of objections and content.

use plumbline_domain::content::Content;
use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Objection;

/// The longest name, title or address.
const MOST: usize = 500;

/// The longest words to paste.
const MOST_SNIPPET: usize = 10_000;

/// The most entries of a list.
const MOST_ENTRIES: usize = 200;

/// Checks what a type cannot say.
///
/// # Errors
/// Names the field and what is wrong with it.
pub fn check_objection(objection: &Objection) -> Result<(), String> {
    check_id(objection.id.as_str())?;
    check_text("name", &objection.name)?;
    check_list("phrases", &objection.phrases)?;
    check_list("stages", &objection.stages)?;
    check_list("competitors", &objection.competitors)?;
    check_list("segments", &objection.segments)?;
    check_optional("owner", objection.owner.as_ref())
}

/// Checks what a type cannot say.
///
/// # Errors
/// Names the field and what is wrong with it.
pub fn check_content(content: &Content, is_objection: impl Fn(&ObjectionId) -> bool) -> Result<(), String> {
    check_id(content.id.as_str())?;
    check_text("title", &content.title)?;
    check_place(content)?;
    check_list("stages", &content.stages)?;
    check_list("segments", &content.segments)?;
    check_list("competitors", &content.competitors)?;
    check_optional("language", content.language.as_ref())?;
    check_optional("verifier", content.verifier.as_ref())?;
    match content.answers.iter().find(|id| !is_objection(id)) {
        Some(unknown) => Err(format!("field answers: there is no objection '{unknown}'")),
        None => Ok(()),
    }
}

/// A link that a browser may follow, words to paste, or both.
fn check_place(content: &Content) -> Result<(), String> {
    let snippet = content.snippet.as_ref().map_or(0, |snippet| snippet.chars().count());
    if snippet > MOST_SNIPPET {
        return Err(format!("field snippet: {snippet} characters are more than {MOST_SNIPPET}"));
    }
    match &content.url {
        Some(url) if !url.starts_with("https://") && !url.starts_with("http://") => {
            Err(format!("field url: '{url}' does not start with https:// or http://"))
        }
        Some(url) => check_text("url", url),
        None if snippet == 0 => Err("field url: a piece needs a link, a snippet or both".to_owned()),
        None => Ok(()),
    }
}

fn check_list(field: &str, texts: &[String]) -> Result<(), String> {
    if texts.len() > MOST_ENTRIES {
        return Err(format!("field {field}: {} entries are more than {MOST_ENTRIES}", texts.len()));
    }
    texts.iter().try_for_each(|text| check_text(field, text))
}

fn check_optional(field: &str, text: Option<&String>) -> Result<(), String> {
    text.map_or(Ok(()), |text| check_text(field, text))
}

fn check_id(id: &str) -> Result<(), String> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if id.is_empty() || id.len() > 100 || !id.bytes().all(is_plain) {
        return Err("field id: 1 to 100 letters, digits, '-' and '_'".to_owned());
    }
    Ok(())
}

fn check_text(field: &str, text: &str) -> Result<(), String> {
    match text.chars().count() {
        _ if text.trim().is_empty() => Err(format!("field {field}: is empty")),
        length if length > MOST => Err(format!("field {field}: {length} characters are more than {MOST}")),
        _ => Ok(()),
    }
}
