//! What the command-line tests have in common: a temporary folder and the program's answer.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod copies;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What the program answered.
pub struct Answer {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A folder of its own for one test; the program runs in it.
pub struct Desk(TempDir);

impl Desk {
    pub fn new() -> Desk {
        Desk(TempDir::new().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Desk {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub fn run(&self, args: &[&str]) -> Answer {
        self.run_with(args, Stdio::null())
    }

    pub fn run_with(&self, args: &[&str], stdin: Stdio) -> Answer {
        Desk::answer(self.command(args).stdin(stdin))
    }

    /// Runs where these variables are set.
    pub fn run_in(&self, variables: &[(&str, &str)], args: &[&str]) -> Answer {
        Desk::answer(self.command(args).stdin(Stdio::null()).envs(variables.iter().copied()))
    }

    /// The program without the variables that it reads: the tests themselves may run in a job of GitHub.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unspun"));
        command.args(args).current_dir(self.0.path());
        for name in ["UNSPUN_THREADS", "UNSPUN_MEMORY", "UNSPUN_WORK_DIR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"] {
            command.env_remove(name);
        }
        command
    }

    fn answer(command: &mut Command) -> Answer {
        let output = command.output().unwrap();
        Answer {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Runs and checks exit code and a piece of what is said on standard error.
    pub fn expect(&self, args: &[&str], code: i32, said: &str) -> Answer {
        let answer = self.run(args);
        assert_eq!(answer.code, code, "{args:?}\nstdout: {}\nstderr: {}", answer.stdout, answer.stderr);
        assert!(answer.stderr.contains(said), "{args:?}: expected {said:?} in {:?}", answer.stderr);
        answer
    }
}

/// Every file below `folder` with its bytes, sorted.
pub fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file())
        .map(|e| (e.path().strip_prefix(folder).unwrap().display().to_string(), std::fs::read(e.path()).unwrap()))
        .collect();
    found.sort();
    found
}

/// The file of samples with that name.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}
