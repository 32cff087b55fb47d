//! A filter of a name: what is typed takes effect when the field is left or Enter is pressed.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::strings::inbox as words;

#[derive(Properties, PartialEq)]
pub struct NameFieldProps {
    /// Names it for tests, such as `competitor`.
    pub part: &'static str,
    pub label: &'static str,
    /// What is filtered by; nothing where by none.
    pub value: String,
    /// What is offered. What does not stand among it can be typed all the same.
    pub names: Rc<Vec<String>>,
    pub on_said: Callback<HtmlInputElement>,
}

/// The field; what is being typed outlasts whatever else is drawn meanwhile.
#[component]
pub fn NameField(props: &NameFieldProps) -> Html {
    let typed = use_state_eq(|| props.value.clone());
    use_effect_with(props.value.clone(), {
        let typed = typed.setter();
        move |value| typed.set(value.clone())
    });
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| typed.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let onchange = props.on_said.reform(|event: Event| event.target_unchecked_into());
    // Where names are offered, Enter is about these and changes nothing by itself.
    let onkeydown = {
        let on_said = props.on_said.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                on_said.emit(event.target_unchecked_into());
            }
        })
    };
    let list = format!("{}-names", props.part);
    html! {
        <label class={classes!("filter", (!props.value.is_empty()).then_some("set"))}>
            <span>{ props.label }</span>
            <input type="text" list={list.clone()} value={(*typed).clone()} {oninput} {onchange} {onkeydown}
                data-part={format!("filter-{}", props.part)} placeholder={words::ANY} autocomplete="off" spellcheck="false" maxlength="200" />
            <Names id={list} names={props.names.clone()} />
        </label>
    }
}

#[derive(Properties, PartialEq)]
struct NamesProps {
    id: String,
    names: Rc<Vec<String>>,
}

/// Apart, because there may be thousands, which are not to be drawn at every key.
#[component]
fn Names(props: &NamesProps) -> Html {
    let option = |name: &String| html! { <option value={name.clone()} /> };
    html! { <datalist id={props.id.clone()}>{ for props.names.iter().map(option) }</datalist> }
}
