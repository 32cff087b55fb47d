//! The panel's edges: the line to the page, the handle that resizes it, and the tab it collapses to.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::panel::place::Dock;
use crate::platform::link::{Command, FromPage, Link, ToPage};
use crate::platform::text::text;

/// The page that the panel stands beside.
#[derive(Clone)]
pub struct Page {
    /// Where it is; empty until it says so.
    pub url: String,
    /// Where the panel is.
    pub dock: Dock,
    /// The last command, counted, so that the same one again is another.
    pub command: Option<(Command, u32)>,
    /// Put the panel elsewhere.
    pub on_dock: Callback<Dock>,
    /// Collapse the panel and give the keyboard back.
    pub on_collapse: Callback<()>,
    link: Rc<RefCell<Option<Link>>>,
}

impl Page {
    /// Asks the page for the panel's place.
    pub fn arrange(&self, shown: bool) {
        if !self.url.is_empty() {
            self.say(&self.dock.place(shown));
        }
    }

    fn say(&self, message: &ToPage) {
        if let Some(link) = &*self.link.borrow() {
            link.say(message);
        }
    }
}

/// The page, listened to from the first moment on.
#[hook]
pub fn use_page() -> Page {
    let url = use_state_eq(String::new);
    let dock = use_state_eq(Dock::default);
    let command = use_reducer(Counted::default);
    let link = use_memo((), |()| RefCell::new(None::<Link>));
    use_effect_with((), {
        let (url, dock, command, link) = (url.setter(), dock.setter(), command.dispatcher(), link.clone());
        move |()| {
            spawn_local(async move {
                dock.set(Dock::load().await);
                let heard = move |message| match message {
                    FromPage::Visited { url: now } => url.set(now),
                    FromPage::Command { command: given } => command.dispatch(given),
                };
                *link.borrow_mut() = Link::open(heard).await;
            });
        }
    });
    let on_dock = use_callback((), {
        let dock = dock.setter();
        move |wanted: Dock, ()| {
            dock.set(wanted);
            spawn_local(wanted.save());
        }
    });
    use_effect_with(command.0, {
        let (dock, on_dock) = (*dock, on_dock.clone());
        move |command| match command {
            Some((Command::OpenPanel, _)) => on_dock.emit(Dock { open: !dock.open, ..dock }),
            Some((Command::LogObjection, _)) => on_dock.emit(Dock { open: true, ..dock }),
            None => {}
        }
    });
    let mut page =
        Page { url: (*url).clone(), dock: *dock, command: command.0, on_dock, on_collapse: Callback::noop(), link };
    page.on_collapse = {
        let page = page.clone();
        Callback::from(move |()| {
            page.on_dock.emit(Dock { open: false, ..page.dock });
            page.say(&ToPage::Leave);
        })
    };
    page
}

#[derive(Default, Clone, Copy, PartialEq)]
struct Counted(Option<(Command, u32)>);

impl Reducible for Counted {
    type Action = Command;

    fn reduce(self: Rc<Self>, command: Command) -> Rc<Self> {
        Rc::new(Self(Some((command, self.0.map_or(0, |(_, count)| count.wrapping_add(1))))))
    }
}

/// Where the panel is, and how it is put elsewhere.
#[derive(Properties, PartialEq)]
pub struct DockProps {
    /// Where it is.
    pub dock: Dock,
    /// Called with where it is wanted.
    pub on_dock: Callback<Dock>,
}

/// Where a press began, and the dock at that moment. Screen coordinates, because the frame moves under the pointer.
#[derive(Clone, Copy, PartialEq)]
struct Press {
    x: i32,
    y: i32,
    dock: Dock,
    dragged: bool,
}

fn press(event: &PointerEvent, dock: Dock) -> Press {
    if let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
        let _ = target.set_pointer_capture(event.pointer_id());
    }
    Press { x: event.screen_x(), y: event.screen_y(), dock, dragged: false }
}

/// The handle at the panel's edge that makes it wider or narrower, with the pointer or the arrow keys.
#[component]
pub fn Edge(props: &DockProps) -> Html {
    let pressed = use_state_eq(|| None::<Press>);
    let dock = props.dock;
    let onpointerdown = {
        let pressed = pressed.setter();
        move |event: PointerEvent| pressed.set(Some(press(&event, dock)))
    };
    let onpointermove = {
        let (pressed, on_dock) = (*pressed, props.on_dock.clone());
        move |event: PointerEvent| {
            if let Some(press) = pressed {
                on_dock.emit(dock.wide(i64::from(press.dock.width) + i64::from(press.x - event.screen_x())));
            }
        }
    };
    let onlostpointercapture = move |_: PointerEvent| pressed.set(None);
    let onkeydown = {
        let on_dock = props.on_dock.clone();
        move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowLeft" => 16,
                "ArrowRight" => -16,
                _ => return,
            };
            event.prevent_default();
            on_dock.emit(dock.wide(i64::from(dock.width) + step));
        }
    };
    html! {
        <div class="edge" role="separator" tabindex="0" aria-orientation="vertical" aria-label={text("resize_panel")}
            aria-valuenow={dock.width.to_string()} aria-valuemin={Dock::WIDTHS.0.to_string()} aria-valuemax={Dock::WIDTHS.1.to_string()}
            {onpointerdown} {onpointermove} {onlostpointercapture} {onkeydown} />
    }
}

/// All that is left of a collapsed panel. It moves up and down with the pointer or the arrow keys, and opens on a click.
#[component]
pub fn Tab(props: &DockProps) -> Html {
    let pressed = use_state_eq(|| None::<Press>);
    let dock = props.dock;
    let onpointerdown = {
        let pressed = pressed.setter();
        move |event: PointerEvent| pressed.set(Some(press(&event, dock)))
    };
    let onpointermove = {
        let (pressed, on_dock) = (pressed.clone(), props.on_dock.clone());
        move |event: PointerEvent| {
            let Some(press) = *pressed else { return };
            let moved = event.screen_y() - press.y;
            if event.buttons() == 0 || (!press.dragged && moved.abs() < 4) {
                return;
            }
            pressed.set(Some(Press { dragged: true, ..press }));
            on_dock.emit(dock.at(i64::from(press.dock.top) + i64::from(moved)));
        }
    };
    let onclick = {
        let (was_dragged, on_dock) = (pressed.is_some_and(|press| press.dragged), props.on_dock.clone());
        move |_: MouseEvent| {
            pressed.set(None);
            if !was_dragged {
                on_dock.emit(Dock { open: true, ..dock });
            }
        }
    };
    let onkeydown = {
        let on_dock = props.on_dock.clone();
        move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowUp" => -16,
                "ArrowDown" => 16,
                _ => return,
            };
            event.prevent_default();
            on_dock.emit(dock.at(i64::from(dock.top) + step));
        }
    };
    let label = text("open_panel");
    html! {
        <button class="tab" data-part="tab" aria-label={label.clone()} title={label}
            {onpointerdown} {onpointermove} {onclick} {onkeydown}>
            <span class="mark" aria-hidden="true" />
        </button>
    }
}
