//! The arguments, as clap reads them. Values that may also stand in the file `unspun.toml` are optional here.

use crate::explain::rule_names;
use crate::outputs::format_names;
use crate::suggested::Suggested;
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Cleans scraped text corpora and judges their quality.
///
/// Finds spun text (machine synonym substitution), garbled text, duplicates and boilerplate. Every cut has its reason in a
/// ledger that can undo it.
#[derive(Debug, Parser)]
#[command(name = "unspun", version, max_term_width = 100)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a cleaned corpus, and beside it the ledger that can undo it.
    Clean(CleanArgs),
    /// Say what is wrong with a corpus, and pass or fail; writes nothing.
    Check(CheckArgs),
    /// Say why two texts are copies of each other, or are not, word by word.
    Compare(CompareArgs),
    /// Print the manual of a rule, or the list of all rules.
    Explain {
        /// Name of the rule, of a family, or RULE:KIND.
        #[arg(value_parser = Suggested(rule_names), hide_possible_values = true)]
        rule: Option<String>,
    },
    /// Write the page of a `clean` anew, from its audit alone.
    Report(ReportArgs),
    /// Give back the input of a `clean`, byte for byte.
    Restore(RestoreArgs),
    /// Make a collocation model for finding spun text.
    Train(crate::train::Args),
    /// Show, start or describe settings.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Write the manual pages, one for each command.
    Man {
        /// Folder for them; without it the page of the program is printed.
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

#[derive(Debug, clap::Args)]
pub struct CleanArgs {
    #[command(flatten)]
    pub job: JobArgs,
    /// Folder for the cleaned corpus; DIR.audit beside it gets report, ledger, clusters, summary and quarantine.
    #[arg(short, long, value_name = "DIR", required_unless_present = "dry_run")]
    pub output: Option<PathBuf>,
    /// Write nothing; list what would be done, and end with 1 if anything would change.
    #[arg(long)]
    pub dry_run: bool,
    /// Replace DIR if it is there.
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub job: JobArgs,
    #[command(flatten)]
    pub known: BaselineArgs,
    /// How to tell it, and where: =PATH for a file, else standard output. Repeatable. In a job of GitHub Actions the default is concise
    /// and github, and markdown for the job's summary.
    #[arg(long, value_name = "FORMAT[=PATH]", value_parser = Suggested(format_names))]
    pub output_format: Vec<String>,
    /// With jsonl: also the score of every document, flagged or not.
    #[arg(long)]
    pub scores: bool,
    /// Suspicions too, not only likely and certain findings (jsonl has them always).
    #[arg(long)]
    pub suspicions: bool,
}

/// Which findings are known.
#[derive(Debug, clap::Args)]
pub struct BaselineArgs {
    /// Findings that are known, written with --write-baseline: only what is new fails. They are known by their words, so files may be
    /// split, merged, sorted and renamed.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all that is found as a baseline, so that nothing found is new.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "update_baseline", "new_only"])]
    pub write_baseline: Option<PathBuf>,
    /// Take out of the baseline what is no longer found; with =grow also put in what is new.
    #[arg(long, value_enum, value_name = "shrink|grow", num_args = 0..=1, require_equals = true, default_missing_value = "shrink")]
    pub update_baseline: Option<RenewalArg>,
    /// Tell only likely and certain findings that are not in the baseline.
    #[arg(long, conflicts_with = "suspicions")]
    pub new_only: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RenewalArg {
    /// What is gone leaves.
    Shrink,
    /// What is gone leaves, what is new comes in.
    Grow,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print the settings that hold here, from files and environment.
    Show {
        /// And where each is from.
        #[arg(long)]
        origin: bool,
        /// Settings file; else unspun.toml, or pyproject.toml with [tool.unspun], in this folder or the nearest one above.
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Write a settings file with every key explained, all commented out.
    Init {
        /// The file; default unspun.toml. It must not be there.
        file: Option<PathBuf>,
    },
    /// Print the JSON Schema of the settings file, for editors.
    Schema,
}

#[derive(Debug, clap::Args)]
pub struct CompareArgs {
    /// A text file, or a record of JSON Lines as FILE#RECORD, counted from 0.
    pub a: String,
    /// Another one: the copy that would stay.
    pub b: String,
    /// Settings file; else unspun.toml in this folder or one above. Of it the field of the text, the form and the model count here.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Form of the input.
    #[arg(long, value_enum)]
    pub format: Option<FormatArg>,
    /// Field of the text.
    #[arg(long, value_name = "NAME")]
    pub text_field: Option<String>,
    /// Collocation model made by `unspun train`; default the embedded one for English news.
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Colours. In colour a word is shown beside the one that it stands for; without, in marks that scripts can read.
    #[arg(long, value_enum, default_value = "auto")]
    pub color: ColorArg,
}

#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// Folder DIR.audit that `clean` wrote, or DIR.
    pub audit: PathBuf,
    /// File of the page, or - for standard output; default report.html in the audit.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// Folder that `clean` wrote; its DIR.audit must stand beside it.
    pub cleaned: PathBuf,
    /// Folder for the restored corpus.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Replace DIR if it is there.
    #[arg(long)]
    pub force: bool,
    /// Nothing on standard output; a failure is told.
    #[arg(short, long)]
    pub quiet: bool,
}

/// What `clean` and `check` have in common.
#[derive(Debug, clap::Args)]
pub struct JobArgs {
    /// Files, folders (searched through, hidden files left out), globs, or - for JSON Lines on standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Settings file; else unspun.toml, or pyproject.toml with [tool.unspun], in this folder or the nearest one above.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Only these rules or families, comma-separated.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = Suggested(rule_names), hide_possible_values = true)]
    pub select: Option<Vec<String>>,
    /// Not these rules or families, comma-separated.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = Suggested(rule_names), hide_possible_values = true)]
    pub ignore: Option<Vec<String>>,
    /// What to do about a rule, or RULE:KIND: drop the document, cut the place (suspicions too), or flag only. Repeatable.
    #[arg(long, value_name = "RULE=drop|cut|flag")]
    pub action: Option<Vec<String>>,
    /// How bold to be where --action says nothing: gentle acts on what is certain or of proven kinds, balanced on what is likely,
    /// strict on reported kinds and suspicions that were measured as well; default balanced.
    #[arg(long, value_enum, value_name = "PROFILE")]
    pub profile: Option<ProfileArg>,
    /// Which of several copies stays; default least-altered. A copy leaves only where one that stays holds all that it says.
    #[arg(long, value_enum, value_name = "WHICH")]
    pub keep: Option<KeepArg>,
    /// Call a document a near duplicate by this Jaccard similarity of its word 5-grams alone, as 0.8 or 80%: what other tools do.
    /// Without it every word of the two is compared, and what the kept copy lacks is not lost.
    #[arg(long, value_name = "SIMILARITY")]
    pub jaccard: Option<String>,
    /// What a person said of removals (overrides.toml of a report): what is marked keep stays and fails no gate.
    #[arg(long, value_name = "FILE")]
    pub overrides: Option<PathBuf>,
    /// Form of the input.
    #[arg(long, value_enum)]
    pub format: Option<FormatArg>,
    /// Field of the text.
    #[arg(long, value_name = "NAME")]
    pub text_field: Option<String>,
    /// Field of the id.
    #[arg(long, value_name = "NAME")]
    pub id_field: Option<String>,
    /// Field of the date.
    #[arg(long, value_name = "NAME")]
    pub date_field: Option<String>,
    /// Field of the address; its registrable domain is the site.
    #[arg(long, value_name = "NAME")]
    pub url_field: Option<String>,
    /// Share of bad records that is let pass, as 0.01 or 1%.
    #[arg(long, value_name = "SHARE")]
    pub max_bad_records: Option<String>,
    /// Threads; default one for each core. Results are the same for any number.
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Memory for what a run reads and puts aside, beside some 52 bytes a document and 4 a paragraph: 512MiB, 4GB …; default half
    /// of what is free. What does not fit goes to the work folder. Results are the same for any size.
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<String>,
    /// Folder for temporary files, which leave no trace; default beside the output of `clean`, else the system's.
    #[arg(long, value_name = "DIR")]
    pub work_dir: Option<PathBuf>,
    /// Collocation model made by `unspun train`; default the embedded one for English news.
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// No progress and no closing table; findings and verdict stay.
    #[arg(short, long)]
    pub quiet: bool,
    /// Colours.
    #[arg(long, value_enum, default_value = "auto")]
    pub color: ColorArg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// By the file's name.
    Auto,
    /// One document a file.
    Text,
    /// One document a line.
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KeepArg {
    /// The one that looks least altered by a machine, then the one that says most, then the oldest.
    LeastAltered,
    /// The oldest by its date.
    Earliest,
    /// The one that says most.
    Longest,
    /// The first in the corpus.
    First,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProfileArg {
    /// What is certain, and likely findings of proven kinds.
    Gentle,
    /// What is certain or likely.
    Balanced,
    /// Reported kinds and measured suspicions as well.
    Strict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
