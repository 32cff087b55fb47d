//! Child processes: each in a process group of its own, ended by that group's id, never left behind.

use crate::interrupt;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const POLL: Duration = Duration::from_millis(30);
const GRACE: Duration = Duration::from_secs(15);

/// A running child; dropping it ends it and everything it started.
pub struct Running {
    child: Child,
    name: String,
}

impl Running {
    /// Starts `command` in a process group of its own.
    pub fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {name}; is it installed?"))?;
        Ok(Self { child, name })
    }

    /// The same, and the first line that it prints. Nobody hears what it prints after that.
    pub fn start_and_hear(command: &mut Command) -> Result<(Self, String)> {
        let mut running = Self::start(command.stdout(Stdio::piped()))?;
        let stdout = running.child.stdout.take().context("the child has no output")?;
        let mut line = String::new();
        let mut reader = BufReader::new(stdout);
        reader.read_line(&mut line).with_context(|| format!("cannot read what {} prints", running.name))?;
        if line.is_empty() {
            let status = running.wait()?;
            bail!("{} ended without a word ({status}); see its message above", running.name);
        }
        thread::spawn(move || std::io::copy(&mut reader, &mut std::io::sink()));
        Ok((running, line.trim_end().to_owned()))
    }

    /// Its exit status if it has ended by itself.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child.try_wait().with_context(|| format!("cannot wait for {}", self.name))
    }

    /// Waits for its end, or ends it when somebody asks to stop.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            interrupt::check()?;
            thread::sleep(POLL);
        }
    }

    /// Asks, waits for at most `grace`, and then does not ask any more.
    fn end(&mut self, grace: Duration) {
        let deadline = Instant::now() + grace;
        if matches!(self.child.try_wait(), Ok(None)) {
            self.signal_group("-TERM");
            while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < deadline {
                thread::sleep(POLL);
            }
        }
        // Whatever the child left behind in its group, and the child itself if it did not listen.
        self.signal_group("-KILL");
        let _ = self.child.wait();
    }

    fn signal_group(&self, signal: &str) {
        // Through kill(1): std can only end one process, and unsafe code is forbidden here.
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args([signal, "--", &group]).stderr(Stdio::null()).status();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end(GRACE);
    }
}

/// A command that runs in `folder`.
pub fn command_in(folder: &Path, program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).args(args);
    command
}

/// Runs a command to its end; anything but success is an error that names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let status = Running::start(command)?.wait()?;
    succeeded(command, status)
}

/// Like [`run`], with standard output shown line by line and also returned.
pub fn run_and_read(command: &mut Command) -> Result<(ExitStatus, String)> {
    let mut running = Running::start(command.stdout(Stdio::piped()))?;
    let stdout = running.child.stdout.take().context("the child has no output")?;
    let reader = thread::spawn(move || {
        let mut text = String::new();
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            println!("{line}");
            text.push_str(&line);
            text.push('\n');
        }
        text
    });
    let status = running.wait()?;
    // Ends what the child may have left behind with our pipe in its hands, or the reader would wait for ever.
    drop(running);
    let text = reader.join().map_err(|_| anyhow::anyhow!("reading the output of {command:?} failed"))?;
    Ok((status, text))
}

/// Standard output of a short command, trimmed.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot run {command:?}"))?;
    succeeded(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    let args: Vec<_> = command.get_args().map(|arg| arg.to_string_lossy()).collect();
    bail!("`{} {}` failed ({status})", command.get_program().to_string_lossy(), args.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn is_alive(pid: &str) -> bool {
        let status = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // A dead process that nobody has reaped yet is a Z.
        !status.is_empty() && !status.contains(") Z ")
    }

    #[test]
    fn dropping_ends_what_the_child_started_too() {
        let mut running =
            Running::start(shell("sleep 300 & echo $!; trap '' TERM; wait; sleep 300").stdout(Stdio::piped())).unwrap();
        let mut pid = String::new();
        BufReader::new(running.child.stdout.take().unwrap()).read_line(&mut pid).unwrap();
        let (child, grandchild) = (running.child.id().to_string(), pid.trim().to_owned());
        assert!(is_alive(&child) && is_alive(&grandchild));
        running.end(Duration::from_millis(100));
        assert!(!is_alive(&child));
        let deadline = Instant::now() + GRACE;
        while is_alive(&grandchild) && Instant::now() < deadline {
            thread::sleep(POLL);
        }
        assert!(!is_alive(&grandchild));
    }

    #[test]
    fn the_first_line_is_heard_and_silence_is_told() {
        let (mut running, line) = Running::start_and_hear(&mut shell("echo one; echo two; exit 3")).unwrap();
        assert_eq!((line.as_str(), running.wait().unwrap().code()), ("one", Some(3)));
        let silent = Running::start_and_hear(&mut shell("exit 4")).err().unwrap();
        assert!(silent.to_string().contains("without a word"), "{silent}");
    }

    #[test]
    fn output_is_returned_even_if_something_keeps_the_pipe_open() {
        let (status, text) = run_and_read(&mut shell("sleep 300 & echo one; echo two; exit 3")).unwrap();
        assert_eq!((status.code(), text.as_str()), (Some(3), "one\ntwo\n"));
    }

    #[test]
    fn a_failure_names_the_command() {
        let error = run(&mut shell("exit 4")).unwrap_err().to_string();
        assert!(error.contains("sh -c exit 4") && error.contains('4'), "{error}");
        assert!(run(&mut Command::new("no-such-program-here")).unwrap_err().to_string().contains("is it installed"));
    }
}
