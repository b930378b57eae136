//! `unspun train`: makes a collocation model, and fits how spun text is judged. MODEL.md tells how the embedded one was made.

use crate::config::check_threads;
use crate::exit::{Exit, Failure, print};
use crate::job::read_model;
use crate::progress::{Meanwhile, Watcher};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use unspun::engine::{Source, SpinnerPlan, TrainOptions, train};
use unspun::model::Model;
use unspun::model::train::{Habit, Language, Learned, Piece, Style, Thesaurus};
use unspun::read::{CorpusFiles, FieldNames, expand};
use unspun::text::{Parser, Span};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Human text to count: files, folders, globs, or - for JSON Lines on standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// The model file to write.
    #[arg(short, long, value_name = "MODEL")]
    pub output: PathBuf,
    /// A finished model, or the word embedded for that of the program, to which judgement of further spinners is added. Its counts, substitutes and
    /// weights stay; the input is counted only to tell frequent words, and gives the labelled pieces, so it must not be what the model counted.
    #[arg(long, value_name = "MODEL", conflicts_with = "thesaurus")]
    pub onto: Option<PathBuf>,
    /// Synonyms: lines of WORD<tab>SUBSTITUTE[<tab>WEIGHT], of CLASS<tab>WORD|WORD|… (one sense a line), or of
    /// WORD,SYNONYM,SYNONYM,… Repeatable.
    #[arg(long, value_name = "FILE")]
    pub thesaurus: Vec<PathBuf>,
    /// Lists as for --thesaurus whose words are known as words that hardly anybody uses, where the text does not use them. Repeatable.
    #[arg(long, value_name = "FILE")]
    pub dictionary: Vec<PathBuf>,
    /// Words of the language at large, the most frequent first, one a line: what the text uses seldom for its subject alone is told from what hardly anybody uses.
    #[arg(long, value_name = "FILE")]
    pub ranking: Option<PathBuf>,
    /// Ids of documents that are not to be counted, one a line.
    #[arg(long, value_name = "FILE")]
    pub exclude_ids: Option<PathBuf>,
    /// Labelled pieces to fit the judgement on, JSON Lines of {"text", "label": "human" or "spun", "source", "origin",
    /// "substitutions": [[start, end, original], …], "family": the spinner's name}. Articles named as origin are not counted. Repeatable.
    #[arg(long, value_name = "FILE")]
    pub labelled: Vec<PathBuf>,
    /// A spinner that makes labelled pieces of one document in four, which is not counted: a name, how it picks (plain, frequent or
    /// common), what else it does (+phrases, +pivot, +uninflected, +homoglyphs, +uneven) and lists as for --thesaurus. Repeatable.
    #[arg(long, value_name = "NAME=STYLE[+HABIT…]:FILE[,FILE]", value_parser = parse_spinner)]
    pub spinner: Vec<SpinnerArg>,
    /// Spinners of one kind, by the names that --spinner or the labelled pieces give them: what they do is weighed apart from what the others do.
    /// Repeatable, for more kinds.
    #[arg(long, value_name = "NAME[,NAME]", value_parser = parse_names)]
    pub apart: Vec<Vec<String>>,
    /// Spun texts with their originals, JSON Lines of {"spun", "original"}: substitutions that are seen often in them are added to the
    /// synonyms as they stand, and with --spinner one more spinner, "pairs", goes by them. Repeatable.
    #[arg(long, value_name = "FILE")]
    pub pairs: Vec<PathBuf>,
    /// Where to write the substitutions learned from pairs, in the form that --thesaurus reads.
    #[arg(long, value_name = "FILE", requires = "pairs")]
    pub write_learned: Option<PathBuf>,
    /// More human text for such pieces; none of it is counted. Repeatable.
    #[arg(long, value_name = "INPUT")]
    pub aside: Vec<String>,
    /// Where to write the labelled pieces that were made and read, in the form that --labelled reads, without the words that stood there.
    #[arg(long, value_name = "FILE")]
    pub write_pieces: Option<PathBuf>,
    /// A word on where the model is from, kept in it.
    #[arg(long, default_value = "")]
    pub description: String,
    /// Threads; default one for each core. The model is the same for any number.
    #[arg(long, value_name = "N", env = "UNSPUN_THREADS")]
    pub threads: Option<usize>,
    /// No progress and no report.
    #[arg(short, long)]
    pub quiet: bool,
}

/// A spinner as the user names it.
#[derive(Clone, Debug)]
pub struct SpinnerArg {
    name: String,
    style: Style,
    habits: Vec<Habit>,
    lists: Vec<PathBuf>,
}

fn parse_spinner(arg: &str) -> Result<SpinnerArg, String> {
    let parts = arg.split_once('=').and_then(|(name, rest)| Some((name, rest.split_once(':')?)));
    let Some((name, (ways, lists))) = parts else {
        return Err("a spinner is NAME=STYLE[+HABIT…]:FILE[,FILE]".to_owned());
    };
    let mut ways = ways.split('+');
    let style = named("style", ways.next().unwrap_or_default(), &Style::NAMES)?;
    let habits = ways.map(|habit| named("habit", habit, &Habit::NAMES)).collect::<Result<_, _>>()?;
    Ok(SpinnerArg { name: name.to_owned(), style, habits, lists: lists.split(',').map(PathBuf::from).collect() })
}

fn parse_names(arg: &str) -> Result<Vec<String>, std::convert::Infallible> {
    Ok(arg.split(',').map(str::to_owned).collect())
}

fn named<T: Copy>(kind: &str, name: &str, known: &[(&str, T)]) -> Result<T, String> {
    let names = || known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let found = known.iter().find(|(known, _)| *known == name);
    found.map(|(_, way)| *way).ok_or_else(|| format!("{kind} \"{name}\" is none of {}", names()))
}

/// One line of a labelled file. Other fields are passed over.
#[derive(Deserialize, Serialize)]
struct Line {
    text: String,
    label: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    origin: String,
    #[serde(default)]
    substitutions: Vec<(u32, u32, String)>,
    #[serde(default)]
    family: Option<String>,
}

/// One line of a file of pairs. Other fields are passed over.
#[derive(Deserialize)]
struct PairLine {
    spun: String,
    original: String,
}

/// The name of the model of the program.
const EMBEDDED: &str = "embedded";
/// The name of the spinner that is made from pairs.
const LEARNED: &str = "pairs";

/// Trains and writes the file.
pub fn run(args: Args) -> Result<Exit, Failure> {
    let onto = args.onto.as_deref().map(read_base).transpose()?;
    let mut thesaurus = read_thesaurus(&args.thesaurus)?;
    let dictionary = read_thesaurus(&args.dictionary)?;
    let ranking = args.ranking.as_deref().map(read_file).transpose()?.unwrap_or_default();
    let ranking: Vec<String> = ranking.lines().map(|line| line.trim().to_owned()).collect();
    let mut spinners = Vec::new();
    for SpinnerArg { name, style, habits, lists } in args.spinner {
        spinners.push(SpinnerPlan { name, style, habits, thesaurus: read_thesaurus(&lists)? });
    }
    if !args.pairs.is_empty() && spinners.iter().any(|spinner| spinner.name == LEARNED) {
        return Err(Failure::Usage(format!(
            "--spinner {LEARNED}=…: --pairs makes a spinner of that name; choose another"
        )));
    }
    let learned = read_pairs(&args.pairs)?;
    thesaurus.extend(&learned.thesaurus());
    if let Some(path) = &args.write_learned {
        write_file(path, learned.lines().as_bytes())?;
    }
    if learned.n_learned() > 0 && !spinners.is_empty() {
        let (name, style, habits) = (LEARNED.to_owned(), Style::Plain, vec![Habit::Phrases]);
        spinners.push(SpinnerPlan { name, style, habits, thesaurus: learned.thesaurus() });
    }
    let mut labelled = Vec::new();
    for path in &args.labelled {
        read_labelled(path, &mut labelled)?;
    }
    let is_known = |name: &String| {
        spinners.iter().any(|s| s.name == *name) || labelled.iter().any(|piece| piece.spinner.as_ref() == Some(name))
    };
    if onto.is_some() && spinners.is_empty() && labelled.is_empty() {
        return Err(Failure::Usage(
            "--onto adds what --spinner, --labelled or --pairs teach; give one of them".to_owned(),
        ));
    }
    if let Some(name) = args.apart.iter().flatten().find(|name| !is_known(name)) {
        return Err(Failure::Usage(format!("--apart {name}: no --spinner and no labelled piece has that name")));
    }
    let mut excluded: HashSet<String> = labelled.iter().map(|piece| piece.origin.clone()).collect();
    if let Some(path) = &args.exclude_ids {
        excluded.extend(read_file(path)?.lines().map(|line| line.trim().to_owned()));
    }
    let inputs = expand(&args.inputs, None)?;
    inputs.check_rereadable()?;
    let n_threads = check_threads(args.threads.unwrap_or(0))?;
    let corpus = CorpusFiles::new(inputs, FieldNames::default());
    let aside = match args.aside.is_empty() {
        true => None,
        false => Some(CorpusFiles::new(expand(&args.aside, None)?, FieldNames::default())),
    };
    let watcher = Watcher::new(args.quiet, Meanwhile::Silence);
    let is_excluded = |id: &str| excluded.contains(id);
    let options = TrainOptions {
        onto: onto.as_deref(),
        thesaurus: &thesaurus,
        language: Language { dictionary: &dictionary, ranking: &ranking },
        is_excluded: &is_excluded,
        labelled: &labelled,
        spinners: &spinners,
        apart: &args.apart,
        aside: aside.as_ref().map(|files| files as &dyn Source),
        description: &args.description,
        n_threads,
    };
    let trained = train(&corpus, &options, &watcher);
    watcher.end();
    let trained = trained?;
    write_file(&args.output, &trained.bytes)?;
    if let Some(path) = &args.write_pieces {
        write_pieces(path, trained.pieces)?;
    }
    if args.quiet {
        return Ok(Exit::Done);
    }
    let mut report =
        format!("{}: {} bytes, counted on {} words\n", args.output.display(), trained.bytes.len(), trained.n_words);
    if !args.pairs.is_empty() {
        writeln!(report, "{} substitutions learned from pairs", learned.n_learned()).expect("strings do not fail");
    }
    if let Some(fit) = &trained.fit {
        report.push_str(&fit.to_string());
    } else {
        writeln!(report, "no judgement: without --spinner or --labelled the model finds no spun text")
            .expect("strings do not fail");
    }
    print(report.as_bytes())
}

fn read_file(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|e| Failure::Io(format!("read {}: {e}", path.display())))
}

/// The model that is to be extended, which must judge.
fn read_base(path: &Path) -> Result<Cow<'static, Model>, Failure> {
    if path.as_os_str() == EMBEDDED {
        return Ok(Cow::Borrowed(Model::embedded()));
    }
    let model = read_model(path)?;
    match model.judgement() {
        Some(_) => Ok(Cow::Owned(model)),
        None => Err(Failure::Usage(format!(
            "--onto {}: this model judges nothing; train it with --spinner",
            path.display()
        ))),
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|e| Failure::Io(format!("write {}: {e}", path.display())))
}

fn read_thesaurus(paths: &[PathBuf]) -> Result<Thesaurus, Failure> {
    let mut thesaurus = Thesaurus::default();
    for path in paths {
        thesaurus.read(&read_file(path)?);
    }
    Ok(thesaurus)
}

fn read_pairs(paths: &[PathBuf]) -> Result<Learned, Failure> {
    let (mut learned, mut originals, mut spun) = (Learned::default(), Parser::new(), Parser::new());
    for path in paths {
        for (i, line) in read_file(path)?.lines().enumerate() {
            let pair: PairLine = serde_json::from_str(line)
                .map_err(|e| Failure::Io(format!("read {}: line {}: {e}", path.display(), i + 1)))?;
            learned.observe(&originals.parse(&pair.original), &spun.parse(&pair.spun));
        }
    }
    Ok(learned)
}

fn read_labelled(path: &Path, out: &mut Vec<Piece>) -> Result<(), Failure> {
    for (i, line) in read_file(path)?.lines().enumerate() {
        let wrong = |reason: String| Failure::Io(format!("read {}: line {}: {reason}", path.display(), i + 1));
        let piece: Line = serde_json::from_str(line).map_err(|e| wrong(e.to_string()))?;
        let spinner = match piece.label.as_str() {
            "spun" => Some(piece.family.unwrap_or_else(|| "unnamed".to_owned())),
            "human" => None,
            other => return Err(wrong(format!("label \"{other}\" is neither human nor spun"))),
        };
        let substituted = piece.substitutions.iter().map(|s| Span { start: s.0, end: s.1 }).collect();
        let (text, source, origin) = (piece.text, piece.source, piece.origin);
        out.push(Piece { text, spinner, source, origin, substituted });
    }
    Ok(())
}

fn write_pieces(path: &Path, pieces: Vec<Piece>) -> Result<(), Failure> {
    let mut out = String::new();
    for piece in pieces {
        let label = if piece.spinner.is_some() { "spun" } else { "human" }.to_owned();
        let substitutions = piece.substituted.iter().map(|s| (s.start, s.end, String::new())).collect();
        let Piece { text, spinner: family, source, origin, .. } = piece;
        let line = Line { text, label, source, origin, substitutions, family };
        out.push_str(&serde_json::to_string(&line).expect("strings and numbers"));
        out.push('\n');
    }
    write_file(path, out.as_bytes())
}
