//! Lines answered by several threads, in their order, with as much in memory as there are threads.

use std::io::{self, BufRead, ErrorKind, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// About how many bytes of lines a thread takes at once.
pub(super) const CHUNK: usize = 256 * 1024;

/// More threads than this wait for the one that reads.
const MOST_THREADS: usize = 8;

/// How many chunks may wait for one thread.
const WAITING: usize = 2;

/// How many lines were answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counted {
    /// All of them.
    pub(super) lines: u64,
    /// Those whose answer is an error.
    pub(super) wrong: u64,
}

/// Whole lines; only the last of the input may lack its end.
struct Chunk {
    /// The number of its first line, from 1.
    first: u64,
    text: Vec<u8>,
}

struct Answered {
    text: Vec<u8>,
    counted: Counted,
}

/// Writes what `answer` says of each line, as soon as the input pauses; or its error, with the line's number. A byte order mark
/// before the first is passed over. A reader of the output that goes away ends it.
pub(super) fn answer<F>(input: impl BufRead + Send, mut output: impl Write, answer: F) -> io::Result<Counted>
where
    F: Fn(&[u8], &mut Vec<u8>) -> Result<(), String> + Sync,
{
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MOST_THREADS);
    let answer = &answer;
    thread::scope(|scope| {
        let (mut asks, mut answers) = (Vec::new(), Vec::new());
        for _ in 0..threads {
            let (ask, asked) = sync_channel::<Chunk>(WAITING);
            let (tell, told) = sync_channel(WAITING);
            scope.spawn(move || work(&asked, &tell, answer));
            asks.push(ask);
            answers.push(told);
        }
        let read = scope.spawn(move || read(input, &asks));
        let written = write(&mut output, &answers);
        // Without anybody to hear them the threads end, and with them the reading.
        drop(answers);
        read.join().unwrap_or_else(|_| Err(io::Error::other("reading broke off")))?;
        written
    })
}

fn work<F>(asked: &Receiver<Chunk>, tell: &SyncSender<Answered>, answer: F)
where
    F: Fn(&[u8], &mut Vec<u8>) -> Result<(), String>,
{
    for chunk in asked {
        if tell.send(answered(&chunk, &answer)).is_err() {
            return;
        }
    }
}

fn answered<F>(chunk: &Chunk, answer: F) -> Answered
where
    F: Fn(&[u8], &mut Vec<u8>) -> Result<(), String>,
{
    let mut told = Answered { text: Vec::with_capacity(chunk.text.len() / 2), counted: Counted::default() };
    let whole = chunk.text.strip_suffix(b"\n").unwrap_or(&chunk.text);
    let mark: &[u8] = if chunk.first == 1 { b"\xef\xbb\xbf" } else { b"" };
    let whole = whole.strip_prefix(mark).unwrap_or(whole);
    for (line, number) in whole.split(|byte| *byte == b'\n').zip(chunk.first..) {
        let before = told.text.len();
        told.counted.lines += 1;
        if let Err(error) = answer(line.trim_ascii_end(), &mut told.text) {
            told.counted.wrong += 1;
            told.text.truncate(before);
            told.text.extend(wrong(number, &error).into_bytes());
        }
        told.text.push(b'\n');
    }
    told
}

fn wrong(line: u64, error: &str) -> String {
    format!("{{\"line\":{line},\"error\":{}}}", serde_json::Value::from(error))
}

/// Deals out chunks to the threads in turn.
fn read(mut input: impl BufRead, asks: &[SyncSender<Chunk>]) -> io::Result<()> {
    let mut first = 1;
    for ask in asks.iter().cycle() {
        let text = next_lines(&mut input)?;
        if text.is_empty() {
            return Ok(());
        }
        let lines = text.iter().filter(|byte| **byte == b'\n').count() as u64;
        if ask.send(Chunk { first, text }).is_err() {
            return Ok(());
        }
        first += lines;
    }
    Ok(())
}

/// All whole lines that are there, and at least one; nothing at the end.
fn next_lines(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    loop {
        let there = match input.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            there => there?,
        };
        let end = there.iter().rposition(|byte| *byte == b'\n').map(|place| place + 1);
        let (taken, is_done) = (end.unwrap_or(there.len()), end.is_some() || there.is_empty());
        lines.extend_from_slice(&there[..taken]);
        input.consume(taken);
        if is_done {
            return Ok(lines);
        }
    }
}

/// Takes the answers in the turn in which the chunks were dealt out.
fn write(output: &mut impl Write, answers: &[Receiver<Answered>]) -> io::Result<Counted> {
    let mut counted = Counted::default();
    for told in answers.iter().cycle() {
        let Ok(Answered { text, counted: more }) = told.recv() else { break };
        counted = Counted { lines: counted.lines + more.lines, wrong: counted.wrong + more.wrong };
        match output.write_all(&text).and_then(|()| output.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => break,
            written => written?,
        }
    }
    Ok(counted)
}
