//! The figures that the span model decides on: the atom itself, the sentence before and behind it, the sentences and atoms
//! beside, the words within reach, and the text. Sums over atoms are kept running, so that any stretch is one subtraction.

use super::atoms::{Atom, Bound, atoms};
use crate::detect::boilerplate::blocks::STOP_WORDS;
use crate::detect::boilerplate::lexicon::{Lexicon, pair_key, word_key};
use crate::detect::boilerplate::phrases::{self, Hit};
use crate::detect::boilerplate::statement::is_verb;
use crate::text::{Parsed, Span};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Figures of an atom.
pub const N_FIGURES: usize = 127;
/// One atom's figures.
pub type Figures = [f32; N_FIGURES];

/// Words within reach, on each side.
const REACHES: [f32; 3] = [12.0, 30.0, 80.0];

/// What is summed up over atoms.
const N_SUMS: usize = 9;
type Sums = [f32; N_SUMS];
const WORDS: usize = 0;
const STOPS: usize = 1;
const VERBS: usize = 2;
const UPPER: usize = 3;
const DIGITS: usize = 4;
const LEXICON: usize = 5;
const N_LEXICON: usize = 6;
const PAIRS: usize = 7;
const WORDINGS: usize = 8;

/// What one atom looks like.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    sums: Sums,
    odds_max: f32,
    odds_min: f32,
    pair_max: f32,
    n_menu_marks: f32,
    address: f32,
    start: f32,
    end: f32,
    wording: f32,
}

/// A text cut into atoms and sentences, and looked at.
pub struct Terrain {
    /// The atoms.
    pub atoms: Vec<Atom>,
    looks: Vec<Look>,
    /// Running sums, one entry more than atoms.
    running: Vec<Sums>,
    /// Sentences as ranges of atoms; pieces without a stop belong to the sentence they run into.
    pub sentences: Vec<Range<usize>>,
    sentence_of: Vec<u32>,
    /// Paragraphs as ranges of sentences.
    paragraphs: Vec<Range<usize>>,
    paragraph_of: Vec<u32>,
    n_equal: Vec<f32>,
    n_equal_sentences: Vec<f32>,
}

impl Terrain {
    /// Looks at a text, finding its wording anew (for training; the detector has it at hand).
    pub fn of(parsed: &Parsed<'_>, lexicon: &Lexicon) -> Terrain {
        Terrain::with_hits(parsed, lexicon, &phrases::find(parsed))
    }

    pub(super) fn with_hits(parsed: &Parsed<'_>, lexicon: &Lexicon, hits: &[Hit]) -> Terrain {
        let atoms = atoms(parsed);
        let mut looks: Vec<Look> = atoms.iter().map(|a| Look::of(parsed, a, lexicon)).collect();
        mark_wordings(&atoms, &mut looks, hits);
        let mut running = vec![[0.0; N_SUMS]];
        for look in &looks {
            let last = running[running.len() - 1];
            running.push(std::array::from_fn(|k| last[k] + look.sums[k]));
        }
        let (sentences, sentence_of) = groups(atoms.len(), |i| atoms[i].bound >= Bound::Stop);
        let opens_paragraph = |s: usize| atoms[sentences[s].start].bound == Bound::Paragraph;
        let (paragraphs, paragraph_of) = groups(sentences.len(), opens_paragraph);
        let key = |words: Range<usize>| {
            parsed.words[words].iter().fold(0u64, |key, w| key.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(w.hash))
        };
        let n_equal = counts(atoms.iter().map(|a| key(a.words.clone())));
        let words_of = |s: &Range<usize>| atoms[s.start].words.start..atoms[s.end - 1].words.end;
        let n_equal_sentences = counts(sentences.iter().map(|s| key(words_of(s))));
        Terrain { atoms, looks, running, sentences, sentence_of, paragraphs, paragraph_of, n_equal, n_equal_sentences }
    }

    /// The figures of atom `i`.
    pub fn figures(&self, i: usize) -> Figures {
        let mut row = Row { out: [0.0; N_FIGURES], n: 0 };
        let n = self.atoms.len();
        let look = &self.looks[i];
        row.put(&[look.sums[WORDS], look.address, look.odds_max, look.odds_min, look.pair_max, look.start, look.end]);
        row.summary(&look.sums);
        row.put(&[look.n_menu_marks, self.bound(i), self.bound(i + 1), look.wording]);
        let s = self.sentence_of[i] as usize;
        let sentence = &self.sentences[s];
        row.summary(&self.sum(sentence.clone()));
        row.summary(&self.sum(sentence.start..i));
        row.summary(&self.sum(i + 1..sentence.end));
        row.put(&[self.looks[sentence.end - 1].end, self.looks[sentence.start].start]);
        row.put(&[self.sum(sentence.clone())[WORDINGS]]);
        self.put_paragraph(&mut row, s);
        self.put_sentence(&mut row, s.checked_sub(1));
        self.put_sentence(&mut row, Some(s + 1));
        for neighbour in [i.checked_sub(2), i.checked_sub(1), Some(i + 1), Some(i + 2)] {
            self.put_neighbour(&mut row, neighbour.filter(|&j| j < n));
        }
        for reach in REACHES {
            let (before, after) =
                (self.sum(self.reach_before(i, reach)..i), self.sum(i + 1..self.reach_after(i, reach)));
            for sums in [before, after] {
                row.put(&[mean_odds(&sums), share(&sums, STOPS), share(&sums, PAIRS), sums[WORDINGS]]);
            }
        }
        let all = self.running[n];
        let before = self.running[i][WORDS];
        row.put(&[self.n_equal[i], self.n_equal_sentences[s], before, all[WORDS] - self.running[i + 1][WORDS]]);
        row.put(&[before / all[WORDS].max(1.0), mean_odds(&all), all[WORDS], share(&all, WORDINGS)]);
        row.put(&[self.paragraphs.len() as f32 / all[WORDS].max(1.0)]);
        row.out
    }

    /// Log odds of the word in these atoms that tells the most.
    pub(super) fn strongest_word(&self, atoms: Range<usize>) -> f32 {
        self.looks[atoms].iter().map(|l| l.odds_max).fold(0.0, f32::max)
    }

    /// True where a known wording touches these atoms.
    pub fn has_wording(&self, atoms: Range<usize>) -> bool {
        self.sum(atoms)[WORDINGS] > 0.0
    }

    /// True where these atoms end without a full stop or the like.
    pub(super) fn ends_open(&self, atoms: Range<usize>) -> bool {
        self.looks[atoms.end - 1].end < 3.0
    }

    /// Words of these atoms.
    pub fn n_words(&self, atoms: Range<usize>) -> usize {
        self.sum(atoms)[WORDS] as usize
    }

    /// True where these atoms hold a verb.
    pub(super) fn has_verb(&self, atoms: Range<usize>) -> bool {
        self.sum(atoms)[VERBS] > 0.0
    }

    /// Share of function words of these atoms, in 0..=1.
    pub(super) fn stop_share(&self, atoms: Range<usize>) -> f32 {
        share(&self.sum(atoms), STOPS)
    }

    fn sum(&self, atoms: Range<usize>) -> Sums {
        if atoms.start >= atoms.end {
            return [0.0; N_SUMS];
        }
        std::array::from_fn(|k| self.running[atoms.end][k] - self.running[atoms.start][k])
    }

    fn bound(&self, i: usize) -> f32 {
        self.atoms.get(i).map_or(Bound::Paragraph, |a| a.bound) as u8 as f32
    }

    fn put_paragraph(&self, row: &mut Row, s: usize) {
        let paragraph = &self.paragraphs[self.paragraph_of[s] as usize];
        let atoms = self.sentences[paragraph.start].start..self.sentences[paragraph.end - 1].end;
        let sums = self.sum(atoms.clone());
        row.put(&[sums[WORDS], share(&sums, STOPS), share(&sums, VERBS), self.looks[atoms.end - 1].end]);
        row.put(&[(s - paragraph.start) as f32, (paragraph.end - 1 - s) as f32]);
    }

    fn put_sentence(&self, row: &mut Row, s: Option<usize>) {
        let Some(sentence) = s.and_then(|s| self.sentences.get(s)) else { return row.put(&[-1.0; 9]) };
        row.summary(&self.sum(sentence.clone()));
        row.put(&[self.looks[sentence.end - 1].end, self.bound(sentence.start)]);
    }

    fn put_neighbour(&self, row: &mut Row, i: Option<usize>) {
        let Some(i) = i else { return row.put(&[-1.0; 7]) };
        let look = &self.looks[i];
        row.put(&[look.sums[WORDS], look.odds_max, look.end, look.start]);
        row.put(&[mean_odds(&look.sums), look.sums[STOPS], self.bound(i)]);
    }

    fn reach_before(&self, i: usize, n_words: f32) -> usize {
        let from = self.running[i][WORDS] - n_words;
        self.running[..=i].partition_point(|sums| sums[WORDS] < from)
    }

    fn reach_after(&self, i: usize, n_words: f32) -> usize {
        let to = self.running[i + 1][WORDS] + n_words;
        let at = i + 1 + self.running[i + 1..].partition_point(|sums| sums[WORDS] < to);
        at.min(self.atoms.len())
    }
}

/// Figures as they are put down, one after the other.
struct Row {
    out: Figures,
    n: usize,
}

impl Row {
    fn put(&mut self, figures: &[f32]) {
        self.out[self.n..self.n + figures.len()].copy_from_slice(figures);
        self.n += figures.len();
    }

    fn summary(&mut self, sums: &Sums) {
        self.put(&[sums[WORDS], share(sums, STOPS), share(sums, VERBS), share(sums, UPPER), share(sums, DIGITS)]);
        self.put(&[mean_odds(sums), share(sums, PAIRS)]);
    }
}

fn share(sums: &Sums, of: usize) -> f32 {
    sums[of] / sums[WORDS].max(1.0)
}

fn mean_odds(sums: &Sums) -> f32 {
    sums[LEXICON] / sums[N_LEXICON].max(1.0)
}

/// Runs of `0..n`, each opened where `opens` says so, and the run of each.
fn groups(n: usize, opens: impl Fn(usize) -> bool) -> (Vec<Range<usize>>, Vec<u32>) {
    let (mut runs, mut run_of): (Vec<Range<usize>>, Vec<u32>) = (Vec::new(), Vec::with_capacity(n));
    for i in 0..n {
        match runs.last_mut() {
            Some(run) if !opens(i) => run.end = i + 1,
            _ => runs.push(i..i + 1),
        }
        run_of.push(runs.len() as u32 - 1);
    }
    (runs, run_of)
}

fn counts(keys: impl Iterator<Item = u64> + Clone) -> Vec<f32> {
    let mut n: FxHashMap<u64, f32> = FxHashMap::default();
    for key in keys.clone() {
        *n.entry(key).or_default() += 1.0;
    }
    keys.map(|key| n[&key]).collect()
}

/// What known wordings tell of each atom: 1 a reported kind, 2 a removable one.
fn mark_wordings(atoms: &[Atom], looks: &mut [Look], hits: &[Hit]) {
    for hit in hits {
        let first = atoms.partition_point(|a| a.span.end <= hit.span.start);
        for i in (first..atoms.len()).take_while(|&i| atoms[i].span.overlaps(hit.span)) {
            let tells = if hit.kind.is_report_only() { 1.0 } else { 2.0 };
            looks[i].wording = f32::max(looks[i].wording, tells);
            looks[i].sums[WORDINGS] = f32::from(looks[i].wording > 1.0);
        }
    }
}

impl Look {
    fn of(parsed: &Parsed<'_>, atom: &Atom, lexicon: &Lexicon) -> Look {
        let text = atom.span.of(parsed.text);
        let words = &parsed.words[atom.words.clone()];
        let mut look = Look { start: start_of(text), end: end_of(text), ..Look::default() };
        look.sums[WORDS] = words.len() as f32;
        look.sums[STOPS] = STOP_WORDS.count(words) as f32;
        for (i, word) in words.iter().enumerate() {
            look.sums[UPPER] += f32::from(word.is_all_upper());
            look.sums[DIGITS] += f32::from(word.has_digit());
            look.sums[VERBS] += f32::from(is_verb(parsed, *word));
            if let Some(odds) = lexicon.odds(word_key(word.hash)) {
                look.sums[LEXICON] += odds;
                look.sums[N_LEXICON] += 1.0;
                look.odds_max = look.odds_max.max(odds);
                look.odds_min = look.odds_min.min(odds);
            }
            let at = atom.words.start + i;
            let follows = if i > 0 { true } else { atom.bound == Bound::Space };
            if follows && let Some(odds) = lexicon.odds(pair_key(parsed.words[at - 1].hash, word.hash)) {
                look.sums[PAIRS] += odds;
                look.pair_max = look.pair_max.max(odds);
            }
        }
        look.count_marks(text);
        look
    }

    fn count_marks(&mut self, text: &str) {
        for (i, &b) in text.as_bytes().iter().enumerate() {
            match b {
                b'|' | b'/' | b'>' => self.n_menu_marks += 1.0,
                b'@' => self.address = 1.0,
                b':' if text.as_bytes()[i..].starts_with(b"://") => self.address = 1.0,
                b':' => self.address = self.address.max(0.5),
                0xa9 if i > 0 && text.as_bytes()[i - 1] == 0xc2 => self.address = 1.0,
                _ => {}
            }
        }
    }
}

/// How an atom begins: 0 capital, 1 figure, 2 quotation mark, 3 lower case, 4 other.
fn start_of(text: &str) -> f32 {
    match text.chars().next() {
        Some(c) if c.is_uppercase() => 0.0,
        Some(c) if c.is_ascii_digit() => 1.0,
        Some('"' | '“' | '„' | '«' | '‘') => 2.0,
        Some(c) if c.is_lowercase() => 3.0,
        _ => 4.0,
    }
}

/// How it ends: 0 word, 1 comma or the like, 2 colon, 3 full stop or the like.
fn end_of(text: &str) -> f32 {
    let bare = text.trim_end_matches(['”', '’', '"', '\'', '»', ')', ']', '“']);
    match bare.chars().next_back() {
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？') => 3.0,
        Some(':' | '：') => 2.0,
        Some(',' | '–' | ';' | '-' | '—') => 1.0,
        _ => 0.0,
    }
}

/// Where an atom's text begins and ends, glued to the next.
pub(super) fn join(atoms: &[Atom]) -> Span {
    atoms[0].span.join(atoms[atoms.len() - 1].span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    #[test]
    fn all_figures_are_put_down() {
        let mut parser = Parser::new();
        let parsed = parser.parse("The pier is safe. Advertisement Ferries ran again.\nHome");
        let terrain = Terrain::of(&parsed, &Lexicon::new(Vec::new()));
        let mut row = terrain.figures(1);
        assert_eq!(row[N_FIGURES - 1], 2.0 / 9.0, "the last one is paragraphs a word");
        row = terrain.figures(0);
        assert_eq!(row[0], 4.0);
    }
}
