//! All models over one record's touches, computed here by the function that the hub uses.

use plumbline_domain::Instant;
use plumbline_domain::attribution::{Attribution, Journey, Model, Reason, Terms, credit};
use plumbline_domain::touch::{Channel, Touch};
use plumbline_protocol::record_view::SourceView;

/// What one touch has under one model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Hundredths of a percent; those of a column add up to exactly 10000.
    pub points: i64,
    /// Minor units of the deal's amount; those of a column add up to it. 0 where it has none.
    pub minor: i64,
    /// What it is made of.
    pub reasons: Vec<Reason>,
}

/// One model over all touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The model.
    pub model: Model,
    /// For each touch, in the order of the record's; `None` where it does not count.
    pub cells: Vec<Option<Cell>>,
}

/// The agreed model first, then every other that has a name.
pub fn compare(source: &SourceView, as_of: Instant) -> Vec<Column> {
    let touches: Vec<Touch> = source.touches.iter().map(|view| view.touch.clone()).collect();
    let journey = Journey { as_of: Some(as_of), ..source.journey };
    let others = Model::ALL.into_iter().filter(|model| model.word() != source.model.word());
    let column = |model| {
        let terms = Terms { model, look_back_days: source.look_back_days };
        Column {
            model,
            cells: cells(&credit(terms, &touches, &journey), &touches, source.amount.map_or(0, |it| it.minor)),
        }
    };
    std::iter::once(source.model).chain(others).map(column).collect()
}

fn cells(attribution: &Attribution<'_>, touches: &[Touch], amount: i64) -> Vec<Option<Cell>> {
    let parts = attribution.basis_points().into_iter().zip(attribution.split(amount));
    let mut counted = attribution.credits.iter().zip(parts).peekable();
    let cell = |touch: &Touch| {
        let (credit, (points, minor)) = counted.next_if(|(credit, _)| credit.touch.id == touch.id)?;
        Some(Cell { points, minor, reasons: attribution.reasons(credit) })
    };
    touches.iter().map(cell).collect()
}

impl Column {
    /// Points and minor units of the touches that `is_meant`.
    pub fn sum(&self, is_meant: impl Fn(usize) -> bool) -> (i64, i64) {
        let meant = self.cells.iter().enumerate().filter(|(place, _)| is_meant(*place));
        meant
            .filter_map(|(_, cell)| cell.as_ref())
            .fold((0, 0), |(points, minor), cell| (points + cell.points, minor + cell.minor))
    }
}

/// The channels of the touches, in the order in which they first came.
pub fn channels(source: &SourceView) -> Vec<Channel> {
    let mut channels = Vec::new();
    for view in &source.touches {
        if !channels.contains(&view.touch.channel) {
            channels.push(view.touch.channel);
        }
    }
    channels
}
