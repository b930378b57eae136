//! Makes a list of substitutes by going through bilingual dictionaries there and back: two English words that stand for one foreign word
//! may be put in each other's place, most often in another sense ("bank", "shore"), as real spinners do. `unspun train --spinner` reads it.
//!
//! cargo run --release --example pivot_list OUT WORDS[,WORDS…] DICTIONARY…
//!
//! WORDS are files of words and lists as `unspun train --dictionary` takes them: an entry that none of them knows is no English. A DICTIONARY is one
//! of FreeDict's, `freedict-deu-eng.dict.dz` or `freedict-eng-deu.dict.dz`; its name tells the direction.

use flate2::read::MultiGzDecoder;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

/// Substitutes of one word, most.
const MAX_SUBSTITUTES: usize = 12;
/// A foreign word with more English ones is a particle, or a fault of parsing.
const MAX_SENSES: usize = 40;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out, words, dictionaries @ ..] = arguments.as_slice() else {
        return Err("pivot_list OUT WORDS[,WORDS…] DICTIONARY…".into());
    };
    let vocabulary = vocabulary(words)?;
    let parser = Dictionary::new()?;
    let mut senses: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for path in dictionaries {
        parser.read(Path::new(path), &mut senses)?;
    }
    let mut shared: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
    for words in senses.values().filter(|words| words.len() <= MAX_SENSES) {
        for original in words.iter().filter(|word| !word.contains(' ')) {
            for substitute in words.iter().filter(|word| !is_form(original, word)) {
                *shared.entry(original).or_default().entry(substitute).or_default() += 1;
            }
        }
    }
    let is_english = |entry: &str| entry.split(' ').all(|word| is_known(&vocabulary, word));
    let mut file = BufWriter::new(File::create(out)?);
    for (original, substitutes) in shared.iter().filter(|(original, _)| is_english(original)) {
        let mut ranked: Vec<_> = substitutes.iter().filter(|(substitute, _)| is_english(substitute)).collect();
        ranked.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (substitute, n_shared) in ranked.iter().take(MAX_SUBSTITUTES) {
            writeln!(file, "{original}\t{substitute}\t{n_shared}")?;
        }
    }
    Ok(file.flush()?)
}

/// The words of some lists, in lower case.
fn vocabulary(paths: &str) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut vocabulary = BTreeSet::new();
    for path in paths.split(',') {
        let text = String::from_utf8_lossy(&std::fs::read(path)?).to_lowercase();
        let entries = text.lines().flat_map(|line| line.rsplit('\t').next().unwrap_or(line).split([',', '|']));
        vocabulary.extend(entries.flat_map(str::split_whitespace).map(str::to_owned));
    }
    Ok(vocabulary)
}

/// True for a word of the vocabulary, and for a plain form of one.
fn is_known(vocabulary: &BTreeSet<String>, word: &str) -> bool {
    let has = |stem: &str, end: &str| vocabulary.contains(&format!("{stem}{end}"));
    let is_form = |ending: &str, ends: &[&str]| {
        word.strip_suffix(ending).is_some_and(|stem| ends.iter().any(|end| has(stem, end)))
    };
    has(word, "") || is_form("s", &[""]) || is_form("ed", &["", "e"]) || is_form("ing", &["", "e"])
}

/// True for words that begin alike but for two letters: most likely forms of one word.
fn is_form(a: &str, b: &str) -> bool {
    let n_alike = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    a == b || n_alike >= a.len().min(b.len()).saturating_sub(2).max(4)
}

/// Reads the text that FreeDict's dictionaries are printed as: a headword with its pronunciation, and lines of what it means.
struct Dictionary {
    head: Regex,
    remark: Regex,
    aside: Regex,
    number: Regex,
    between: Regex,
    entry: Regex,
}

impl Dictionary {
    fn new() -> Result<Dictionary, regex::Error> {
        Ok(Dictionary {
            head: Regex::new(r"^[^\s\d][^/]*/[^/]+/")?,
            remark: Regex::new(r#"^(Synonym|Antonym|see|Note|Usage|Hinweis|See also|")"#)?,
            aside: Regex::new(r#"\[[^\]]*\]|<[^>]*>|\([^)]*\)|\{[^}]*\}|/[^/\s][^/]*/|"[^"]*""#)?,
            number: Regex::new(r"^\d+\.\s*")?,
            between: Regex::new(r"[,;]| - ")?,
            entry: Regex::new("^[a-z]{3,}( [a-z]{2,})?$")?,
        })
    }

    /// Adds the English words of each foreign one, told by language.
    fn read(
        &self,
        path: &Path,
        senses: &mut BTreeMap<(String, String), BTreeSet<String>>,
    ) -> Result<(), Box<dyn Error>> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let pair = name.trim_start_matches("freedict-").split('.').next().unwrap_or_default();
        let (from, to) = pair.split_once('-').ok_or_else(|| format!("{name}: no pair of languages in the name"))?;
        let mut bytes = Vec::new();
        MultiGzDecoder::new(File::open(path)?).read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let mut head = String::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            if self.head.is_match(line) {
                head = line.split(['/', '<']).next().unwrap_or_default().trim().to_owned();
                continue;
            }
            for meaning in self.meanings(line) {
                let (language, foreign, english) =
                    if to == "eng" { (from, &head, &meaning) } else { (to, &meaning, &head) };
                if self.entry.is_match(english) && foreign.chars().nth(1).is_some() {
                    let foreign = (language.to_owned(), foreign.to_lowercase());
                    senses.entry(foreign).or_default().insert(english.clone());
                }
            }
        }
        Ok(())
    }

    /// The words and phrases of one line of meanings.
    fn meanings(&self, line: &str) -> Vec<String> {
        let line = line.trim();
        if self.remark.is_match(line) {
            return Vec::new();
        }
        let line = self.aside.replace_all(line, " ");
        let line = self.number.replace(&line, "");
        let meanings = self.between.split(&line).map(|meaning| meaning.trim());
        let meanings = meanings.map(|meaning| meaning.strip_prefix("to ").unwrap_or(meaning));
        meanings.filter(|meaning| !meaning.is_empty()).map(|meaning| meaning.replace('‐', "-")).collect()
    }
}
