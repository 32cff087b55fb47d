//! The hub as an operator runs it: a configuration file, an import, invitations, and the server.

use crate::interrupt;
use crate::process::{self, Running};
use anyhow::{Context, Result, bail};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

const START_LIMIT: Duration = Duration::from_secs(30);

/// A hub's program with the configuration that it is run with.
pub struct Hub {
    /// The program.
    pub program: PathBuf,
    /// Its configuration file.
    pub config: PathBuf,
}

impl Hub {
    fn command(&self, action: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(action).arg("--config").arg(&self.config);
        command
    }

    /// Puts objections and content in.
    pub fn import(&self, file: PathBuf) -> Result<()> {
        process::run(self.command("import").arg(file))
    }

    /// A single-use enrolment code for a person.
    pub fn invite(&self, name: &str, role: &str) -> Result<String> {
        let output = process::read(self.command("invite").args(["--name", name, "--role", role]))?;
        // "Name (role): code"
        let code = output.lines().next().and_then(|line| line.rsplit(": ").next());
        Ok(code.context("plumbline-hub invite printed no code")?.to_owned())
    }

    /// Starts the server and waits until it accepts connections.
    pub fn serve(&self, port: u16) -> Result<Running> {
        let mut server = Running::start(&mut self.command("serve"))?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let deadline = Instant::now() + START_LIMIT;
        while TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_err() {
            if let Some(status) = server.ended()? {
                bail!("the hub ended at once ({status}); see its message above");
            }
            if Instant::now() > deadline {
                bail!("the hub does not answer on port {port} after {} s", START_LIMIT.as_secs());
            }
            interrupt::check()?;
            thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }
}
