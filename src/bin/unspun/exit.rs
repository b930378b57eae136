//! Exit codes and how failures are told. A CI author must be able to tell "the corpus is bad" from "the check did not run".

use std::io::{ErrorKind, Write};
use std::process::ExitCode;
use unspun::engine::Fault;
use unspun::read::InputError;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; the gate passed.
    Done,
    /// The gate failed; or something would change.
    GateFailed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::GateFailed => 1,
        })
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// Wrong arguments or configuration: 2.
    Usage(String),
    /// Input or output failed: 3.
    Io(String),
    /// No document matched: 4.
    NothingMatched(String),
    /// Interrupted: 130.
    Interrupted,
}

impl Failure {
    /// Tells the user and gives the exit code.
    pub fn report(self) -> ExitCode {
        let (code, message) = match self {
            Failure::Usage(m) => (2, m),
            Failure::Io(m) => (3, m),
            Failure::NothingMatched(m) => (4, m),
            Failure::Interrupted => (130, Fault::Interrupted.to_string()),
        };
        let _ = writeln!(std::io::stderr(), "unspun: {message}");
        ExitCode::from(code)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        match fault {
            Fault::NoDocuments { .. } => Failure::NothingMatched(fault.to_string()),
            Fault::Interrupted => Failure::Interrupted,
            _ => Failure::Io(fault.to_string()),
        }
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Failure {
        let message = error.to_string();
        match error {
            InputError::Unreadable { .. } => Failure::Io(message),
            InputError::NothingMatched { .. } => Failure::NothingMatched(message),
            InputError::SameName { .. } | InputError::BadGlob { .. } | InputError::OddName { .. } => {
                Failure::Usage(message)
            }
        }
    }
}

/// Prints to standard output; a closed pipe is no failure.
pub fn print(bytes: &[u8]) -> Result<Exit, Failure> {
    match std::io::stdout().lock().write_all(bytes) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(Failure::Io(format!("write standard output: {e}"))),
        _ => Ok(Exit::Done),
    }
}
