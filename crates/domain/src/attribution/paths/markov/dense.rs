//! All removal effects from one inverse.
//!
//! Let G = (I - Q)^-1 be the expected visits, v its row of the start, and u = G c the probability of converting from each state.
//! Whoever converts by way of a channel first comes to one of its states: with h the probabilities of coming to each of them
//! first, v = h G over those states, and what is lost without the channel is h u. For one state that is
//! P(hit) × P(convert from it).

use super::chain::{Chain, START};

pub(super) fn removal_effects(chain: &Chain) -> Vec<f64> {
    let visits = inverse(of_leaving(chain));
    let converts: Vec<f64> = visits.iter().map(|row| dot(row, &chain.converts)).collect();
    let whole = converts[START];
    let lost = |states: &Vec<u32>| {
        let states: Vec<usize> = states.iter().map(|state| *state as usize).collect();
        // Transposed: the unknowns of h G = v are on the left.
        let among = states.iter().map(|to| states.iter().map(|from| visits[*from][*to]).collect()).collect();
        let first = solve(among, states.iter().map(|state| visits[START][*state]).collect());
        dot(&first, &states.iter().map(|state| converts[*state]).collect::<Vec<_>>())
    };
    chain.ending_in.iter().map(|states| if whole > 0.0 { lost(states) / whole } else { 0.0 }).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// I - Q.
fn of_leaving(chain: &Chain) -> Vec<Vec<f64>> {
    let row = |(from, ways): (usize, &Vec<(u32, f64)>)| {
        let mut row = vec![0.0; chain.len()];
        row[from] = 1.0;
        ways.iter().for_each(|(to, likely)| row[*to as usize] -= likely);
        row
    };
    chain.onwards.iter().enumerate().map(row).collect()
}

/// By Gauss and Jordan, in place. Every state leads to an end, so no pivot vanishes, and those of the diagonal are stable.
fn inverse(mut matrix: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    for pivot in 0..matrix.len() {
        let scale = 1.0 / matrix[pivot][pivot];
        matrix[pivot][pivot] = 1.0;
        matrix[pivot].iter_mut().for_each(|entry| *entry *= scale);
        let row = std::mem::take(&mut matrix[pivot]);
        for other in matrix.iter_mut().filter(|other| other.get(pivot).is_some_and(|entry| *entry != 0.0)) {
            let factor = std::mem::take(&mut other[pivot]);
            other.iter_mut().zip(&row).for_each(|(entry, of_pivot)| *entry -= factor * of_pivot);
        }
        matrix[pivot] = row;
    }
    matrix
}

/// By Gauss, with the largest pivot of each column.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let count = right.len();
    for pivot in 0..count {
        let largest = (pivot..count).max_by(|a, b| matrix[*a][pivot].abs().total_cmp(&matrix[*b][pivot].abs()));
        matrix.swap(pivot, largest.unwrap_or(pivot));
        right.swap(pivot, largest.unwrap_or(pivot));
        let (done, below) = matrix.split_at_mut(pivot + 1);
        for (place, row) in below.iter_mut().enumerate() {
            let factor = row[pivot] / done[pivot][pivot];
            row.iter_mut().zip(&done[pivot]).skip(pivot).for_each(|(entry, of_pivot)| *entry -= factor * of_pivot);
            right[pivot + 1 + place] -= factor * right[pivot];
        }
    }
    for place in (0..count).rev() {
        let known = dot(&matrix[place][place + 1..], &right[place + 1..]);
        right[place] = (right[place] - known) / matrix[place][place];
    }
    right
}
