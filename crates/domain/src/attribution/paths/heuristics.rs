use super::column::{Credited, Fine};
use super::input::Totals;
use super::{PathModel, Paths};

/// The weight of a path's last step under time decay; one that comes 63 steps earlier has none.
const LAST: u64 = 1 << 62;

pub(super) fn credited(model: PathModel, paths: &Paths, totals: &Totals) -> Credited {
    let mut fine = Fine::new(paths.channels().len());
    let mut weights = Vec::new();
    for (steps, outcome) in paths.iter() {
        weights.clear();
        weights.extend((0..steps.len()).map(|step| weight(model, step, steps.len())));
        fine.share(totals.units(outcome), steps, &weights);
    }
    Credited::from_fine(fine, totals)
}

/// What a step of so many weighs beside the others of its path.
fn weight(model: PathModel, step: usize, steps: usize) -> u64 {
    let is_end = step == 0 || step + 1 == steps;
    match model {
        PathModel::FirstTouch => (step == 0).into(),
        PathModel::TimeDecay => {
            u32::try_from(steps - 1 - step).ok().and_then(|back| LAST.checked_shr(back)).unwrap_or(0)
        }
        // 40 each over 20 for the middle, in parts that are whole for any number of steps in it.
        PathModel::Position if is_end => 2 * (steps as u64).saturating_sub(2).max(1),
        PathModel::Position | PathModel::Linear => 1,
        _ => (step + 1 == steps).into(),
    }
}
