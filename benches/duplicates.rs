//! MB/s of the stages in which copies are found, on a corpus made from a seed: parse, survey, candidates, verify, judge. A run tells
//! no one where its time goes; but it asks its source for the text anew at each read, and says how far the survey is. So source and
//! progress hold the watch, and what is measured is a run as users have it.
//!
//!     cargo bench --bench duplicates -- [MEGABYTES [THREADS]]

use std::hint::black_box;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use unspun::corpus::spill::{Allowance, Lost};
use unspun::corpus::{
    Census, DOCUMENT_BANDS, EachPart, Echoes, Survey, band_pairs, exact_groups, merged, skeleton_pairs,
};
use unspun::decide::GateVerdict;
use unspun::detect::Selection;
use unspun::engine::{Chunk, Fault, Outcome, Phase, Progress, Record, Settings, Sink, Source, run};
use unspun::findings::{Family, Summary};
use unspun::model::Model;
use unspun::text::{DocKey, Document, Parser};

const MEGABYTES: usize = 16;
/// Documents in a chunk.
const CHUNK_DOCUMENTS: usize = 64;
/// One document in so many is a copy of an earlier one.
const COPY_EVERY: u64 = 5;

fn main() {
    // `cargo bench` adds flags of its own.
    let mut numbers = std::env::args().skip(1).filter_map(|arg| arg.parse::<usize>().ok());
    let n_bytes = numbers.next().unwrap_or(MEGABYTES) << 20;
    let n_threads = numbers.next().unwrap_or(0);
    let corpus = Corpus::new(n_bytes);
    let n_bytes: usize = corpus.texts.iter().map(String::len).sum();
    let n_documents = corpus.texts.len();
    say(&format!("{n_documents} documents, {:.1} MB, one in {COPY_EVERY} a copy", n_bytes as f64 / 1e6));
    let tell = |stage: &str, threads: &str, time: Duration| {
        let seconds = time.as_secs_f64();
        say(&format!("{stage:<34}{threads:>12}{seconds:>9.3} s{:>10.1} MB/s", n_bytes as f64 / 1e6 / seconds));
    };
    for (stage, time) in alone(&corpus) {
        tell(stage, "one thread", time);
    }
    let threads = if n_threads == 0 { "all threads".to_owned() } else { format!("{n_threads} threads") };
    let whole = Instant::now();
    for (stage, time) in in_a_run(&corpus, n_threads) {
        tell(stage, &threads, time);
    }
    tell("run: whole", &threads, whole.elapsed());
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn say(line: &str) {
    println!("{line}");
}

/// Parsing, sketching and the search for candidates, each by itself.
fn alone(corpus: &Corpus) -> Vec<(&'static str, Duration)> {
    let documents: Vec<Document> = (0..corpus.texts.len()).map(|at| corpus.document(at)).collect();
    let mut parser = Parser::new();
    let start = Instant::now();
    for document in &documents {
        black_box(parser.parse(&document.text).words.len());
    }
    let parse = start.elapsed();
    let start = Instant::now();
    let mut survey = Survey::default();
    for document in &documents {
        survey.observe(document, &parser.parse(&document.text));
    }
    let parse_and_sketch = start.elapsed();
    let start = Instant::now();
    let census = Census::new(survey);
    let groups = exact_groups(&census, Allowance::default()).expect("all of it is in memory");
    let members: Vec<u32> = (0..census.len()).collect();
    let of_bands = band_pairs(&census, &members, 0..DOCUMENT_BANDS, Allowance::default());
    let in_turn: EachPart<'_> = &|parts, task| parts.for_each(task);
    let of_skeletons = skeleton_pairs(&census, &members, Allowance::default(), in_turn);
    let pairs = merged([of_bands, of_skeletons].map(|pairs| pairs.expect("all of it is in memory")));
    let of_documents = start.elapsed();
    let start = Instant::now();
    let echoes =
        Echoes::of(&census, |_| true, |_, _| true, Allowance::default(), in_turn).expect("all of it is in memory");
    let mut n_of_paragraphs = 0;
    let count = |_| {
        n_of_paragraphs += 1;
        Ok::<(), Lost>(())
    };
    echoes.each_pair(count).expect("all of it is in memory");
    let paragraphs = start.elapsed();
    say(&format!(
        "{} sets of equal documents, {} pairs, {} pairs of paragraphs",
        groups.len(),
        pairs.len(),
        n_of_paragraphs
    ));
    vec![
        ("parse", parse),
        ("parse and sketch (survey)", parse_and_sketch),
        ("candidates: documents", of_documents),
        ("candidates: paragraphs", paragraphs),
    ]
}

/// The stages of one run with the duplicate rules.
fn in_a_run(corpus: &Corpus, n_threads: usize) -> Vec<(&'static str, Duration)> {
    let selection = Selection::of(|rule| rule.family == Family::Duplicate);
    let settings = Settings { selection, n_threads, ..Settings::default() };
    let (mut sink, watch) = (Count::default(), Watch::default());
    let start = Instant::now();
    run(corpus, Model::embedded(), &settings, &mut [&mut sink], &watch).expect("nothing can fail in memory");
    let end = Instant::now();
    let reads = corpus.reads.lock().expect("no thread failed").clone();
    let surveyed = watch.surveyed.lock().expect("no thread failed").unwrap_or(start);
    let found = reads.get(1).copied().unwrap_or(surveyed); // where there are candidates, they are read first
    let verified = reads.last().copied().unwrap_or(found);
    say(&format!("{} clusters, {} copies leave, {} reads", sink.n_clusters, sink.n_members, reads.len()));
    vec![
        ("run: survey", surveyed - start),
        ("run: candidates", found.saturating_duration_since(surveyed)),
        ("run: verify", verified.saturating_duration_since(found)),
        ("run: judge", end - verified),
    ]
}

/// Texts in memory.
struct Corpus {
    texts: Vec<String>,
    /// When each read began.
    reads: Mutex<Vec<Instant>>,
}

impl Corpus {
    fn new(n_bytes: usize) -> Corpus {
        let mut draws = Draws(1);
        let (mut texts, mut size): (Vec<String>, usize) = (Vec::new(), 0);
        while size < n_bytes {
            let is_copy = !texts.is_empty() && draws.next().is_multiple_of(COPY_EVERY);
            let text = if is_copy { copy(&texts, &mut draws) } else { story(&texts, &mut draws) };
            size += text.len();
            texts.push(text);
        }
        Corpus { texts, reads: Mutex::default() }
    }

    fn document(&self, at: usize) -> Document {
        let document = Document::plain(DocKey::new(0, at as u64), &self.texts[at]);
        Document { id: format!("d{at}").into(), site: format!("site{}.example", at % 40).into(), ..document }
    }

    fn documents(&self, chunk: &Chunk) -> impl Iterator<Item = Document> {
        let first = chunk.first_record as usize;
        (first..(first + CHUNK_DOCUMENTS).min(self.texts.len())).map(|at| self.document(at))
    }
}

impl Source for Corpus {
    fn n_files(&self) -> usize {
        1
    }

    fn n_bytes(&self) -> u64 {
        0
    }

    /// A chunk's bytes only say how much it is; the documents are made from its place.
    fn chunks(&self) -> Box<dyn Iterator<Item = Result<Chunk, Fault>> + Send + '_> {
        self.reads.lock().expect("no thread failed").push(Instant::now());
        let firsts = (0..self.texts.len()).step_by(CHUNK_DOCUMENTS);
        Box::new(firsts.map(|first| {
            let texts = &self.texts[first..(first + CHUNK_DOCUMENTS).min(self.texts.len())];
            let n_bytes = texts.iter().map(String::len).sum();
            Ok(Chunk { file: 0, first_record: first as u64, bytes: vec![0; n_bytes].into() })
        }))
    }

    fn n_bytes_read(&self) -> u64 {
        0
    }

    fn parse(&self, chunk: Chunk) -> Vec<Record> {
        self.documents(&chunk).map(Record::Document).collect()
    }

    fn parse_wanted(&self, chunk: Chunk, wanted: &dyn Fn(DocKey) -> bool) -> Vec<Document> {
        self.documents(&chunk).filter(|document| wanted(document.key)).collect()
    }
}

/// Notes when the survey ended.
#[derive(Default)]
struct Watch {
    surveyed: Mutex<Option<Instant>>,
}

impl Progress for Watch {
    fn advance(&self, phase: Phase, _n_bytes: u64, _total_bytes: u64, _n_documents: u64) {
        if phase == Phase::Survey {
            *self.surveyed.lock().expect("no thread failed") = Some(Instant::now());
        }
    }

    fn stop_requested(&self) -> bool {
        false
    }
}

/// Counts clusters.
#[derive(Default)]
struct Count {
    n_clusters: usize,
    n_members: usize,
}

impl Sink for Count {
    fn accept_cluster(&mut self, cluster: &unspun::engine::Cluster) -> Result<(), Fault> {
        self.n_clusters += 1;
        self.n_members += cluster.members.len();
        Ok(())
    }

    fn accept(&mut self, _outcome: &Outcome) -> Result<(), Fault> {
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, _gate: &GateVerdict) -> Result<(), Fault> {
        Ok(())
    }
}

/// Numbers by chance, the same in every run.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

/// A word of letters: words with figures in them are no prose.
fn word(number: u64) -> String {
    let syllables = ["ba", "ke", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "no", "zu", "ra"];
    (0..4).map(|at| syllables[(number >> (4 * at)) as usize & 15]).collect()
}

/// Paragraphs of made-up words, with names and figures among them, 150 to 1,050 words; in one of ten a paragraph of another text.
fn story(texts: &[String], draws: &mut Draws) -> String {
    let mut text = String::from("It ");
    for at in 0..150 + draws.next() % 900 {
        let draw = draws.next();
        match at % 60 {
            59 => text.push_str("end.\n\nThen "),
            19 | 39 => text.push_str("stop. Then "),
            _ if draw.is_multiple_of(11) => text.push_str(&format!("B{} ", word(draw % 5_000))),
            _ if draw.is_multiple_of(37) => text.push_str(&format!("{} ", draw % 10_000)),
            _ => text.push_str(&format!("{} ", word((draw % 8_000) * (draws.next() % 6_000) / 6_000))),
        }
    }
    if !texts.is_empty() && draws.next().is_multiple_of(10) {
        let other = &texts[draws.next() as usize % texts.len()];
        text.push_str(&format!("end.\n\n{}", other.split("\n\n").nth(1).unwrap_or(other)));
    }
    text
}

/// A copy of an earlier text: equal, cut short, or with one word in twelve replaced.
fn copy(texts: &[String], draws: &mut Draws) -> String {
    let original = &texts[draws.next() as usize % texts.len()];
    match draws.next() % 3 {
        0 => original.clone(),
        1 => original[..original.rfind("\n\n").unwrap_or(original.len())].to_owned(),
        _ => {
            let put = |old: &str, draw: u64| match draw.is_multiple_of(12) && old.ends_with(' ') {
                true => format!("{}m ", word(draw % 900)),
                false => old.to_owned(),
            };
            original.split_inclusive(' ').map(|word| put(word, draws.next())).collect()
        }
    }
}
