//! Where the panel stands in the window, as the person last put it.

use crate::platform::link::ToPage;
use crate::platform::log;
use crate::platform::storage::Area;
use crate::platform::write::kept_structs;

const KEY: &str = "dock";

/// How the panel is docked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dock {
    /// Open, or collapsed to a tab.
    pub open: bool,
    /// Pixels, while open; see [`Dock::WIDTHS`].
    pub width: u32,
    /// Pixels from the top, while collapsed; see [`Dock::TOPS`].
    pub top: u32,
}

kept_structs! { Dock { open, width, top } }

impl Default for Dock {
    fn default() -> Self {
        Self { open: true, width: 360, top: 240 }
    }
}

impl Dock {
    /// The least and the most pixels of width.
    pub const WIDTHS: (u32, u32) = (320, 600);

    /// The least and the most pixels that the tab stands from the top; a lower window keeps it inside by itself.
    pub const TOPS: (u32, u32) = (0, 4000);

    /// As the person last put it.
    pub async fn load() -> Self {
        Area::Local.get(KEY).await.ok().flatten().unwrap_or_default()
    }

    /// Keeps it for the next page. A place that cannot be kept is no reason to bother anybody.
    pub async fn save(self) {
        let _ = Area::Local.set(KEY, &self).await.inspect_err(|error| log(&error.to_string()));
    }

    /// With another width, within its limits.
    #[must_use]
    pub fn wide(self, pixels: i64) -> Self {
        Self { width: within(pixels, Self::WIDTHS), ..self }
    }

    /// With the tab elsewhere, within its limits.
    #[must_use]
    pub fn at(self, pixels: i64) -> Self {
        Self { top: within(pixels, Self::TOPS), ..self }
    }

    /// What the page is asked for.
    pub fn place(self, shown: bool) -> ToPage {
        ToPage::Place { shown, open: self.open, width: self.width, top: self.top }
    }
}

fn within(value: i64, (least, most): (u32, u32)) -> u32 {
    u32::try_from(value.clamp(least.into(), most.into())).unwrap_or(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_stays_within_its_limits() {
        let dock = Dock::default();
        assert_eq!((dock.wide(10).width, dock.wide(444).width, dock.wide(9999).width), (320, 444, 600));
        assert_eq!((dock.at(-40).top, dock.at(50).top, dock.at(9999).top), (0, 50, 4000));
    }
}
