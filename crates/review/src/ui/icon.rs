//! Shapes that stand beside words, never instead of them.

use yew::prelude::*;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The plumb bob.
    Mark,
    /// A ring.
    Ring,
    /// A filled dot.
    Dot,
    /// Half a disc.
    Half,
    /// A tick.
    Tick,
    /// A cross.
    Cross,
    /// A triangle.
    Triangle,
    /// A filled octagon.
    Octagon,
    /// An arrow out of a box.
    Out,
    /// There is more below.
    Down,
    /// Further up.
    Up,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Mark => "M8 1v6M4.5 7h7L8 15z",
            Self::Ring => "M8 3.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z",
            Self::Dot => "M8 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
            Self::Half => "M8 3.5a4.5 4.5 0 1 0 0 9z",
            Self::Tick => "M3 8.5l3.5 3.5L13 4.5",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Triangle => "M8 2.5L14 13H2z",
            Self::Octagon => "M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5z",
            Self::Down => "M4 6.5l4 4l4-4",
            Self::Up => "M4 9.5l4-4l4 4",
            Self::Out => "M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3L7.5 8.5",
        }
    }

    const fn is_filled(self) -> bool {
        matches!(self, Self::Dot | Self::Half | Self::Octagon)
    }
}

#[derive(Properties, PartialEq)]
pub struct IconProps {
    pub shape: Shape,
}

/// A shape as large as the letters beside it; hidden from screen readers, which read the word.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let class = if props.shape.is_filled() { "icon filled" } else { "icon" };
    html! {
        <svg {class} viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d={props.shape.path()} /></svg>
    }
}
