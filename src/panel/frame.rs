//! The panel's edges: the line to the page, the handle that resizes it, and the tab it collapses to.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::panel::place::Dock;
use crate::platform::link::{self, Command, FromPage, Link, ToPage};
use crate::platform::text::text;

/// The page that the panel stands beside.
#[derive(Clone)]
pub struct Page {
    /// Whether it has said where it is.
    pub is_known: bool,
    /// Where the panel is.
    pub dock: Dock,
    /// The last command, counted, so that the same one again is another.
    pub command: Option<(Command, u32)>,
    /// Put the panel elsewhere.
    pub on_dock: Callback<Dock>,
    /// Collapse the panel and give the keyboard back.
    pub on_collapse: Callback<()>,
    link: Option<Rc<Link>>,
}

impl Page {
    /// Asks the page for the panel's place.
    pub fn arrange(&self, shown: bool) {
        if self.is_known {
            self.say(&self.dock.place(shown));
        }
    }

    /// Whether it has answered the panel's call. Until then the panel stands where the page put it.
    pub fn is_connected(&self) -> bool {
        self.link.is_some()
    }

    fn say(&self, message: &ToPage) {
        if let Some(link) = &self.link {
            link.say(message);
        }
    }
}

/// The page, listened to from the first moment on; `on_visit` is called with each address.
#[hook]
pub fn use_page(on_visit: Callback<String>) -> Page {
    let is_known = use_state_eq(|| false);
    let dock = use_state_eq(Dock::default);
    let command = use_reducer(Counted::default);
    let link = use_state(|| None::<Rc<Link>>);
    use_effect_with((), {
        let (is_known, dock, command, link) = (is_known.setter(), dock.setter(), command.dispatcher(), link.setter());
        let visit = move |url| {
            on_visit.emit(url);
            is_known.set(true);
        };
        move |()| {
            spawn_local(async move {
                dock.set(Dock::load().await);
                if let Some(noted) = link::noted_address().await {
                    visit(noted);
                }
                let heard = move |message| match message {
                    FromPage::Visited { url } => {
                        visit(url);
                        // A command was for the record that was there.
                        command.dispatch(None);
                    }
                    FromPage::Command { command: given } => command.dispatch(Some(given)),
                };
                link.set(Link::open(heard).await.map(Rc::new));
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
    let (link, on_collapse) = ((*link).clone(), Callback::noop());
    let mut page = Page { is_known: *is_known, dock: *dock, command: command.0, on_dock, on_collapse, link };
    page.on_collapse = {
        let page = page.clone();
        Callback::from(move |()| {
            page.on_dock.emit(Dock { open: false, ..page.dock });
            page.say(&ToPage::Leave);
        })
    };
    page
}

/// The last command with its number, and how many there were.
#[derive(Default, Clone, Copy, PartialEq)]
struct Counted(Option<(Command, u32)>, u32);

impl Reducible for Counted {
    type Action = Option<Command>;

    fn reduce(self: Rc<Self>, command: Option<Command>) -> Rc<Self> {
        if command.is_none() && self.0.is_none() {
            return self;
        }
        let count = self.1.wrapping_add(1);
        Rc::new(Self(command.map(|command| (command, count)), count))
    }
}

/// What of the panel a person can take hold of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// The edge of the open panel, which makes it wider or narrower.
    Edge,
    /// All that is left of the collapsed panel: it moves up and down, and opens on a click.
    Tab,
}

/// How far an arrow key moves a grip, in pixels.
const STEP: i64 = 16;

impl Grip {
    /// Where the dock is when the grip was moved from `dock` by so many pixels to the right and down.
    fn moved(self, dock: Dock, right: i64, down: i64) -> Dock {
        match self {
            Self::Edge => dock.wide(i64::from(dock.width) - right),
            Self::Tab => dock.at(i64::from(dock.top) + down),
        }
    }

    /// Where the dock is after a key, if the key means anything here.
    fn after_key(self, dock: Dock, key: &str) -> Option<Dock> {
        match (self, key) {
            (Self::Edge, "ArrowLeft") => Some(self.moved(dock, -STEP, 0)),
            (Self::Edge, "ArrowRight") => Some(self.moved(dock, STEP, 0)),
            (Self::Tab, "ArrowUp") => Some(self.moved(dock, 0, -STEP)),
            (Self::Tab, "ArrowDown") => Some(self.moved(dock, 0, STEP)),
            _ => None,
        }
    }
}

/// Where a press began, and the dock at that moment. Screen coordinates, because the frame moves under the pointer.
#[derive(Clone, Copy, PartialEq)]
struct Press {
    x: i32,
    y: i32,
    dock: Dock,
    dragged: bool,
}

/// What a grip needs.
#[derive(Properties, PartialEq)]
pub struct HandleProps {
    /// Which it is.
    pub grip: Grip,
    /// Where the panel is.
    pub dock: Dock,
    /// Called with where it is wanted.
    pub on_dock: Callback<Dock>,
}

/// A grip, for the pointer and for the arrow keys.
#[component]
pub fn Handle(props: &HandleProps) -> Html {
    let pressed = use_state_eq(|| None::<Press>);
    let HandleProps { grip, dock, on_dock } = props;
    let (grip, dock) = (*grip, *dock);
    let onpointerdown = {
        let pressed = pressed.setter();
        move |event: PointerEvent| {
            capture(&event);
            pressed.set(Some(Press { x: event.screen_x(), y: event.screen_y(), dock, dragged: false }));
        }
    };
    let onpointermove = {
        let (pressed, on_dock) = (pressed.clone(), on_dock.clone());
        move |event: PointerEvent| {
            let Some(press) = pressed.filter(|_| event.buttons() != 0) else { return };
            let (right, down) = (event.screen_x() - press.x, event.screen_y() - press.y);
            if press.dragged || right.abs().max(down.abs()) > 3 {
                pressed.set(Some(Press { dragged: true, ..press }));
                on_dock.emit(grip.moved(press.dock, right.into(), down.into()));
            }
        }
    };
    let onclick = {
        let (press, pressed, on_dock) = (*pressed, pressed.setter(), on_dock.clone());
        move |_: MouseEvent| {
            pressed.set(None);
            if grip == Grip::Tab && !press.is_some_and(|press| press.dragged) {
                on_dock.emit(Dock { open: true, ..dock });
            }
        }
    };
    let onkeydown = {
        let on_dock = on_dock.clone();
        move |event: KeyboardEvent| {
            if let Some(wanted) = grip.after_key(dock, &event.key()) {
                event.prevent_default();
                on_dock.emit(wanted);
            }
        }
    };
    match grip {
        Grip::Edge => html! {
            <div class="edge" role="separator" tabindex="0" aria-orientation="vertical" aria-label={text("resize_panel")}
                aria-valuenow={dock.width.to_string()} aria-valuemin={Dock::WIDTHS.0.to_string()}
                aria-valuemax={Dock::WIDTHS.1.to_string()} {onpointerdown} {onpointermove} {onclick} {onkeydown} />
        },
        Grip::Tab => html! {
            <button class="tab" data-part="tab" aria-label={text("open_panel")} title={text("open_panel")}
                {onpointerdown} {onpointermove} {onclick} {onkeydown}>
                <span class="mark" aria-hidden="true" />
            </button>
        },
    }
}

fn capture(event: &PointerEvent) {
    if let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
        let _ = target.set_pointer_capture(event.pointer_id());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_pointer_move_the_same_way() {
        let dock = Dock::default();
        let check = |grip: Grip, key, right, down| {
            assert_eq!(grip.after_key(dock, key), Some(grip.moved(dock, right, down)), "{grip:?} {key}");
        };
        check(Grip::Edge, "ArrowLeft", -16, 0);
        check(Grip::Edge, "ArrowRight", 16, 0);
        check(Grip::Tab, "ArrowUp", 0, -16);
        check(Grip::Tab, "ArrowDown", 0, 16);
        assert_eq!(Grip::Edge.moved(dock, -40, 7).width, dock.width + 40);
        assert_eq!(Grip::Tab.after_key(dock, "Enter"), None);
    }
}
