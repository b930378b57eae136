//! `unspun man`: the manual pages, made from the arguments, so that they cannot say anything else.

use crate::args::Args;
use crate::exit::{Exit, Failure, print};
use clap::CommandFactory;
use clap_mangen::Man;
use std::path::Path;
use unspun::files::why_unwritten;

/// Writes the page of the program and of each command into `folder`, else prints that of the program.
pub fn run(folder: Option<&Path>) -> Result<Exit, Failure> {
    let mut program = Args::command();
    program.build();
    let Some(folder) = folder else { return print(&page(program)) };
    let failed =
        |path: &Path, e: std::io::Error| Failure::Io(format!("write {}: {}", path.display(), why_unwritten(&e)));
    std::fs::create_dir_all(folder).map_err(|e| failed(folder, e))?;
    let commands: Vec<clap::Command> = program.get_subcommands().filter(|c| c.get_name() != "help").cloned().collect();
    for command in std::iter::once(program).chain(commands) {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
        let path = folder.join(format!("{name}.1"));
        std::fs::write(&path, page(command)).map_err(|e| failed(&path, e))?;
    }
    Ok(Exit::Done)
}

fn page(command: clap::Command) -> Vec<u8> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page).expect("a vector takes all");
    page
}
