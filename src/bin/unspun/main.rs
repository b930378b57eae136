//! The command line: what did the user ask? It uses only what any user of the library can use.

mod args;
mod check;
mod clean;
mod compare;
mod config;
mod exit;
mod explain;
mod job;
mod known;
mod man;
mod marked;
mod memory;
mod outputs;
mod overrides;
mod places;
mod progress;
mod report;
mod restore;
mod suggested;
mod train;

use args::{Args, Command};
use clap::{CommandFactory, Parser};
use exit::{Exit, Failure};
use std::process::ExitCode;

/// Records are many small strings, made on one thread and dropped on another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse(); // clap ends a wrong call with 2
    match run(args) {
        Ok(exit) => exit.into(),
        Err(failure) => failure.report(),
    }
}

fn run(args: Args) -> Result<Exit, Failure> {
    match args.command {
        Command::Clean(args) => clean::run(args),
        Command::Check(args) => check::run(args),
        Command::Compare(args) => compare::run(&args),
        Command::Explain { rule } => explain::run(rule.as_deref()),
        Command::Report(args) => report::run(&args),
        Command::Restore(args) => restore::run(args),
        Command::Train(args) => train::run(args),
        Command::Config(command) => config::run(&command),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "unspun", &mut script);
            exit::print(&script)
        }
        Command::Man { folder } => man::run(folder.as_deref()),
    }
}
