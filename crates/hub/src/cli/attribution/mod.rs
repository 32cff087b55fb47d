//! `attribution`: `credit` shares out deals, one a line; `paths` credits channels from a file of aggregated paths.

mod answer;
mod deal;
mod ordered;
mod paths;
mod table;
mod weights;

use std::io::{BufReader, Read, Write};

use plumbline_domain::Instant;

use super::CliError;
use ordered::Counted;
pub(super) use paths::{PathsAsked, paths};

pub(super) const CREDIT_HELP: &str = r#"A deal, and its answer:
  {"model":"w_shaped","amount_minor":1200000,"currency":"USD",
   "touches":[{"id":"t1","at":"2026-03-02T09:00:00Z","channel":"paid_search","actor":"marketing"},
              {"id":"t2","at":"2026-03-20T14:30:00Z","channel":"meeting","actor":"sales"}],
   "milestones":{"FT":"t1","LC":"t1","OC":"t2"}}
  {"credits":[{"id":"t1","share":"2/3","amount_minor":800000},{"id":"t2","share":"1/3","amount_minor":400000}]}

Each deal is on one line, and line n of the output answers line n of the input. Needs neither configuration nor database.

model         first_touch, last_touch, last_non_direct, linear, time_decay, position, u_shaped_50_50 (also u_shaped),
              u_shaped_40_40_20, w_shaped, full_path, j_shaped, inverse_j_shaped, or
              {"custom":{"FT":300,"LC":300,"OC":300,"CW":0,"last":0,"last_non_direct":0,"rest":100}}, whose weights are
              thousandths that sum to 1000, or decimals that sum to 1
milestones    Which touches hold FT, LC, OC and CW. One that is not told is found: FT is the first touch that counts; LC, OC and
              CW are held by the last touch at or before lead_created_at, deal_created_at and won_at, or the first after. One
              that was not reached takes no part, and the other weights are scaled up
closed_at     Touches after it do not count; where it is missing, it is won_at
as_of         Nor do those after this, which are still to come; the time of the run where it is missing
look_back_days, half_life_days
              How many days before the close a touch counts; after how many it is worth half under time_decay (7)

Touches that do not count are told as "left_out":[{"id":"t9","why":"after_close"}], and a deal without any that does as
{"credits":[],"uncredited":"no_touch"}. A line that is no deal is answered with {"line":3,"error":"…"}; the next ones go on,
and the program ends with failure."#;

pub(super) const PATHS_HELP: &str = r#"A file, and what channels are credited with under linear:
  path,conversions,value,null             channel,conversions,value
  paid_search > email > call,3,900.00,40  call,1,300.00
  email,2,150.00,11                       email,3,450.00
                                          paid_search,1,300.00

Columns come in any order; value and null can be missing. Value keeps the decimals that the input has, and has two at least.
Channels are in the order of their names, and each column adds up to the input's total exactly. A step that repeats counts
each time, but once for shapley. Under time_decay each step has half of the next one's. markov removes each channel from the
chain of all paths, solves the chain, and shares by what is lost; null makes it right, because without it all paths convert.
shapley with --worth rate is exact up to 22 channels; with more, 10000 orders of them are drawn, and a column margin_95 has half
the width of the 95 % interval of each channel's conversions."#;

/// Answers each line with its credits, on every core.
pub(super) fn credit(input: impl Read + Send, output: impl Write, now: Instant) -> Result<(), CliError> {
    let input = BufReader::with_capacity(ordered::CHUNK, input);
    let Counted { lines, wrong } =
        ordered::answer(input, output, |line, into| answer::answer(line, now, into)).map_err(CliError::Stream)?;
    match wrong {
        0 => Ok(()),
        _ => Err(CliError::Refused(format!("{wrong} of {lines} lines are answered with an error"))),
    }
}
