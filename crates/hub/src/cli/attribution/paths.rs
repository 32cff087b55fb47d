//! `attribution paths`: credit for channels from a file of aggregated paths.

use std::fs::File;
use std::io::BufReader;
use std::num::NonZeroU8;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use plumbline_domain::attribution::paths::{
    ChannelCredit, Decimal, Outcome, PathModel, Paths, PathsBuilder, Worth, credit_channels,
};

use super::super::{CliError, say};
use super::table::{Record, Table};
use crate::csv::plain_line;

/// What stands between two steps.
const SEPARATOR: &str = " > ";

/// The seed of a sample that nobody seeds.
const SEED: u64 = 1;

/// What is asked of `attribution paths`.
#[derive(Debug, Args)]
pub(in super::super) struct PathsAsked {
    /// How what the paths led to is shared among their channels.
    #[arg(long)]
    model: ModelWord,
    /// For markov: how many of the last channels make a state. By default 1.
    #[arg(long)]
    order: Option<NonZeroU8>,
    /// For shapley: what a set of channels is worth. By default conversions.
    #[arg(long)]
    worth: Option<WorthWord>,
    /// For --worth rate: makes the sample, where there are too many channels for all orders of them. By default 1.
    #[arg(long)]
    seed: Option<u64>,
    /// Comma-separated, with the columns path (steps separated by " > "), conversions, and maybe value and null.
    file: PathBuf,
}

/// The models for paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(in super::super) enum ModelWord {
    /// All to the first step.
    FirstTouch,
    /// All to the last step.
    LastTouch,
    /// The same to each step.
    Linear,
    /// 40 first, 40 last, 20 over the steps between.
    #[value(alias = "position_based")]
    Position,
    /// To each step half of what the next one has.
    TimeDecay,
    /// By what is lost without the channel, in a Markov chain.
    Markov,
    /// By Shapley value.
    Shapley,
}

/// What a set of channels is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in super::super) enum WorthWord {
    /// The conversions of the paths that need no other channel.
    Conversions,
    /// The part of those paths that converted.
    Rate,
}

/// Credits the channels of the file, and prints them by name.
pub(in super::super) fn paths(asked: &PathsAsked) -> Result<(), CliError> {
    let model = model(asked).map_err(CliError::Refused)?;
    let named = asked.file.display();
    let refused = |message: String| CliError::Refused(format!("{named}: {message}"));
    let paths = read(&asked.file).map_err(refused)?;
    let credits = credit_channels(model, &paths).map_err(|error| refused(error.to_string()))?;
    lines(&credits).iter().for_each(|line| say(line));
    Ok(())
}

fn model(asked: &PathsAsked) -> Result<PathModel, String> {
    let is_rate = asked.worth == Some(WorthWord::Rate);
    match asked.model {
        ModelWord::Markov => {}
        _ if asked.order.is_some() => return Err("--order is only for --model markov".to_owned()),
        _ => {}
    }
    match asked.model {
        ModelWord::Shapley if asked.seed.is_some() && !is_rate => Err("--seed is only for --worth rate".to_owned()),
        ModelWord::Shapley if is_rate => Ok(PathModel::Shapley(Worth::Rate { seed: asked.seed.unwrap_or(SEED) })),
        ModelWord::Shapley => Ok(PathModel::Shapley(Worth::Conversions)),
        _ if asked.worth.is_some() || asked.seed.is_some() => {
            Err("--worth and --seed are only for --model shapley".to_owned())
        }
        ModelWord::Markov => Ok(PathModel::Markov { order: asked.order.unwrap_or(NonZeroU8::MIN) }),
        ModelWord::FirstTouch => Ok(PathModel::FirstTouch),
        ModelWord::LastTouch => Ok(PathModel::LastTouch),
        ModelWord::Linear => Ok(PathModel::Linear),
        ModelWord::Position => Ok(PathModel::Position),
        ModelWord::TimeDecay => Ok(PathModel::TimeDecay),
    }
}

/// Where the columns are among a record's fields.
struct Columns {
    path: usize,
    conversions: usize,
    value: Option<usize>,
    null: Option<usize>,
}

fn read(file: &Path) -> Result<Paths, String> {
    let file = File::open(file).map_err(|error| error.to_string())?;
    let mut table = Table::new(BufReader::with_capacity(1 << 16, file)).map_err(|error| error.to_string())?;
    let columns = columns(&table.head)?;
    let mut paths = PathsBuilder::default();
    while let Some(record) = table.next().map_err(|error| error.to_string())? {
        let of_line = |message: String| format!("line {}, {message}", record.line);
        let steps = steps(field(&record, columns.path)).map_err(of_line)?;
        paths.add(steps, outcome(&record, &columns).map_err(of_line)?);
    }
    Ok(paths.build())
}

fn columns(head: &[String]) -> Result<Columns, String> {
    let known = ["path", "conversions", "value", "null"];
    if let Some(unknown) = head.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(format!("line 1: unknown column '{unknown}'; there are path, conversions, value and null"));
    }
    if let Some(twice) = known.iter().find(|known| head.iter().filter(|name| name == known).count() > 1) {
        return Err(format!("line 1: there are two columns '{twice}'"));
    }
    let place = |name: &str| head.iter().position(|column| column == name);
    let needed = |name: &str| place(name).ok_or_else(|| format!("line 1: there is no column '{name}'"));
    Ok(Columns {
        path: needed("path")?,
        conversions: needed("conversions")?,
        value: place("value"),
        null: place("null"),
    })
}

fn field(record: &Record, place: usize) -> &str {
    record.fields.get(place).map_or("", |field| field.trim())
}

fn steps(path: &str) -> Result<Vec<&str>, String> {
    let steps: Vec<&str> = path.split(SEPARATOR).map(str::trim).collect();
    for step in &steps {
        if step.is_empty() || *step == ">" || step.starts_with("> ") || step.ends_with(" >") {
            return Err(format!("column 'path': an empty step in '{path}'"));
        }
        if step.starts_with('>') || step.ends_with('>') || step.contains(" >") || step.contains("> ") {
            return Err(format!("column 'path': the steps of '{path}' are not all separated by ' > '"));
        }
    }
    Ok(steps)
}

fn outcome(record: &Record, columns: &Columns) -> Result<Outcome, String> {
    let whole = |name: &str, place: usize| {
        let wrong = |message: String| format!("column '{name}': {message}");
        let number: Decimal = field(record, place).parse().map_err(|error| wrong(format!("{error}")))?;
        match number.trimmed() {
            Decimal { units, decimals: 0 } => Ok(u64::try_from(units).unwrap_or(0)),
            _ => Err(wrong(format!("'{}' is not a whole number", field(record, place)))),
        }
    };
    let value =
        columns.value.map(|place| field(record, place).parse().map_err(|error| format!("column 'value': {error}")));
    Ok(Outcome {
        conversions: whole("conversions", columns.conversions)?,
        nulls: columns.null.map_or(Ok(0), |place| whole("null", place))?,
        value: value.transpose()?.unwrap_or_default(),
    })
}

fn lines(credits: &[ChannelCredit]) -> Vec<String> {
    let is_sampled = credits.iter().any(|credit| credit.margin.is_some());
    let mut lines =
        vec![if is_sampled { "channel,conversions,value,margin_95" } else { "channel,conversions,value" }.to_owned()];
    lines.extend(credits.iter().map(|credit| {
        let figures = [Some(credit.conversions.trimmed()), Some(credit.value), credit.margin.map(Decimal::trimmed)];
        let figures: Vec<String> = figures.into_iter().flatten().map(|figure| figure.to_string()).collect();
        plain_line(std::iter::once(credit.channel.as_str()).chain(figures.iter().map(String::as_str)))
    }));
    lines
}
