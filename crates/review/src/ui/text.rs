//! People's own words: any script, any length, always plain text.

use yew::prelude::*;

use crate::strings;

/// From here on, words are folded until they are asked for.
const LONG: usize = 280;
const MANY_LINES: usize = 4;

#[derive(Properties, PartialEq)]
pub struct WordsProps {
    pub text: AttrValue,
    /// Names the part for tests and styles.
    pub part: AttrValue,
}

/// Words as they were written; long ones are folded.
#[component]
pub fn Words(props: &WordsProps) -> Html {
    let is_open = use_state_eq(|| false);
    let is_long = is_long(&props.text);
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let is_folded = is_long && !*is_open;
    html! {
        <div class="words">
            <p data-part={props.part.clone()} class={classes!(is_folded.then_some("folded"))} dir="auto">{ &props.text }</p>
            if is_long {
                <button type="button" class="link" aria-expanded={is_open.to_string()} onclick={toggle}>
                    { if *is_open { strings::SHOW_LESS } else { strings::SHOW_ALL } }
                </button>
            }
        </div>
    }
}

fn is_long(text: &str) -> bool {
    text.chars().nth(LONG).is_some() || text.lines().nth(MANY_LINES).is_some()
}

/// The address if it may be put into a link: a hub or a CRM is not trusted with `javascript:` and the like.
pub fn safe_link(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    (is_web && !rest.is_empty()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_linked_to() {
        let check = |url: &str, expect: bool| assert_eq!(safe_link(url).is_some(), expect, "{url}");
        check("https://crm.example.com/odoo/crm/17", true);
        check("HTTP://crm.example.com", true);
        check("javascript:alert(1)//https://", false);
        check("javascript://https://x", false);
        check(" https://crm.example.com", false);
        check("data:text/html,x", false);
        check("//crm.example.com", false);
        check("https://", false);
        check("", false);
    }

    #[test]
    fn words_are_folded_by_characters_or_lines() {
        assert!(!is_long(&"é".repeat(LONG)));
        assert!(is_long(&"é".repeat(LONG + 1)));
        assert!(!is_long("1\n2\n3\n4"));
        assert!(is_long("1\n2\n3\n4\n5"));
    }
}
