//! The panel's edges: the line to the page, the handle that resizes it, and the tab it collapses to.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use yew::functional::UseForceUpdateHandle;
use yew::html::{onclick, onkeydown, onpointerdown, onpointermove};
use yew::prelude::*;

use crate::element::{Heard, listening, tag};
use crate::panel::place::Dock;
use crate::platform::link::{self, Command, FromPage, Link, ToPage};
use crate::platform::text::text;

/// The page that the panel stands beside, and where the panel is there. One of these lives as long as the panel; what is drawn
/// anew because of it is drawn by `draw`.
pub struct Page {
    /// Whether it has said where it is.
    is_known: Cell<bool>,
    dock: Cell<Dock>,
    command: Cell<Option<(Command, u32)>>,
    link: RefCell<Option<Link>>,
    /// Where a press on a grip began.
    press: Cell<Option<Press>>,
    draw: UseForceUpdateHandle,
}

impl Page {
    fn new(draw: UseForceUpdateHandle) -> Self {
        let (is_known, dock, command) = (Cell::default(), Cell::default(), Cell::default());
        Self { is_known, dock, command, link: RefCell::default(), press: Cell::default(), draw }
    }

    /// Where the panel is.
    pub fn dock(&self) -> Dock {
        self.dock.get()
    }

    /// The last command, counted, so that the same one again is another. It was for the record that was there.
    pub fn command(&self) -> Option<(Command, u32)> {
        self.command.get()
    }

    /// What [`Page::arrange`] depends on. Until the page has answered the panel's call, the panel stands where the page put it.
    pub fn standing(&self) -> (Dock, bool, bool) {
        (self.dock(), self.is_known.get(), self.link.borrow().is_some())
    }

    /// Asks the page for the panel's place.
    pub fn arrange(&self, shown: bool) {
        if self.is_known.get() {
            self.say(&self.dock().place(shown));
        }
    }

    /// Collapses the panel and gives the keyboard back.
    pub fn collapse(&self) {
        self.put(Dock { open: false, ..self.dock() });
        self.say(&ToPage::Leave);
    }

    /// Puts the panel elsewhere.
    fn put(&self, wanted: Dock) {
        self.stand(wanted);
        spawn_local(wanted.save());
    }

    fn stand(&self, wanted: Dock) {
        if self.dock.replace(wanted) != wanted {
            self.draw.force_update();
        }
    }

    fn say(&self, message: &ToPage) {
        if let Some(link) = &*self.link.borrow() {
            link.say(message);
        }
    }

    /// Listens to the page; `on_visit` is called with each address.
    async fn listen(self: Rc<Self>, on_visit: Callback<String>) {
        self.stand(Dock::load().await);
        if let Some(noted) = link::noted_address().await {
            self.visit(noted, &on_visit);
        }
        let page = self.clone();
        let heard = move |message| match message {
            FromPage::Visited { url } => page.visit(url, &on_visit),
            FromPage::Command { command } => page.follow(command),
        };
        self.link.replace(Link::open(heard).await);
        self.draw.force_update();
    }

    fn visit(&self, url: String, on_visit: &Callback<String>) {
        on_visit.emit(url);
        let command = self.command.take();
        if !self.is_known.replace(true) || command.is_some() {
            self.draw.force_update();
        }
    }

    fn follow(&self, command: Command) {
        let count = self.command().map_or(0, |(_, count)| count).wrapping_add(1);
        self.command.set(Some((command, count)));
        let dock = self.dock();
        let open = command == Command::LogObjection || !dock.open;
        self.put(Dock { open, ..dock });
        self.draw.force_update();
    }
}

impl Page {
    fn on<E: 'static>(self: &Rc<Self>, act: impl Fn(&Self, E) + 'static) -> Callback<E> {
        let page = self.clone();
        Callback::from(move |event| act(&page, event))
    }
}

/// The page, listened to from the first moment on; `on_visit` is called with each address.
#[hook]
pub fn use_page(on_visit: Callback<String>) -> Rc<Page> {
    let draw = use_force_update();
    let page = use_memo((), |()| Rc::new(Page::new(draw)));
    let page = (*page).clone();
    use_effect_with((), {
        let page = page.clone();
        move |()| spawn_local(page.listen(on_visit))
    });
    page
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
#[derive(Clone, Copy)]
struct Press {
    x: i32,
    y: i32,
    dock: Dock,
    dragged: bool,
}

/// A grip, for the pointer and for the arrow keys.
pub fn handle(grip: Grip, page: &Rc<Page>) -> Html {
    let on_down = page.on(move |page, event: PointerEvent| {
        capture(&event);
        page.press.set(Some(Press { x: event.screen_x(), y: event.screen_y(), dock: page.dock(), dragged: false }));
    });
    let on_move = page.on(move |page, event: PointerEvent| {
        let Some(press) = page.press.get().filter(|_| event.buttons() != 0) else { return };
        let (right, down) = (event.screen_x() - press.x, event.screen_y() - press.y);
        if press.dragged || right.abs().max(down.abs()) > 3 {
            page.press.set(Some(Press { dragged: true, ..press }));
            page.put(grip.moved(press.dock, right.into(), down.into()));
        }
    });
    let on_click = page.on(move |page, _: MouseEvent| {
        let was_dragged = page.press.take().is_some_and(|press| press.dragged);
        if grip == Grip::Tab && !was_dragged {
            page.put(Dock { open: true, ..page.dock() });
        }
    });
    let on_key = page.on(move |page, event: KeyboardEvent| {
        if let Some(wanted) = grip.after_key(page.dock(), &event.key()) {
            event.prevent_default();
            page.put(wanted);
        }
    });
    let heard: Heard = vec![
        Some(Rc::new(onpointerdown::Wrapper::new(on_down))),
        Some(Rc::new(onpointermove::Wrapper::new(on_move))),
        Some(Rc::new(onclick::Wrapper::new(on_click))),
        Some(Rc::new(onkeydown::Wrapper::new(on_key))),
    ];
    match grip {
        Grip::Edge => edge(page.dock(), heard),
        Grip::Tab => tab(heard),
    }
}

fn edge(dock: Dock, heard: Heard) -> Html {
    let keys = &[
        "class",
        "role",
        "tabindex",
        "aria-orientation",
        "aria-label",
        "aria-valuenow",
        "aria-valuemin",
        "aria-valuemax",
    ];
    let (label, (least, most)) = (text("resize_panel"), Dock::WIDTHS);
    let [now, least, most] = [dock.width, least, most].map(|width| width.to_string());
    listening("div", keys, &["edge", "separator", "0", "vertical", &label, &now, &least, &most], heard, Vec::new())
}

fn tab(heard: Heard) -> Html {
    let name = text("open_panel");
    let mark = tag("span", &["class", "aria-hidden"], &["mark", "true"], Vec::new());
    listening(
        "button",
        &["class", "data-part", "aria-label", "title"],
        &["tab", "tab", &name, &name],
        heard,
        vec![mark],
    )
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
