//! Elements that are the same code for all of them. `html!` makes code for each element that is written with it, and the panel
//! has room for only so many.

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Listeners, VList, VTag, VText};

/// An element with these attributes and children.
#[inline(never)]
pub fn tag(name: &'static str, keys: &'static [&'static str], values: &[&str], children: Vec<Html>) -> Html {
    let values = values.iter().map(|value| Some(AttributeOrProperty::Attribute(AttrValue::from((*value).to_owned()))));
    let attributes = Attributes::Dynamic { keys, values: values.collect() };
    let children = VList::with_children(children, None).into();
    VTag::__new_other(name.into(), NodeRef::default(), None, attributes, Listeners::None, children).into()
}

/// An element that only says something.
#[inline(never)]
pub fn text_tag(name: &'static str, class: &'static str, text: String) -> Html {
    tag(name, &["class"], &[class], vec![plain(text)])
}

/// Text.
pub fn plain(text: String) -> Html {
    VText::new(text).into()
}
