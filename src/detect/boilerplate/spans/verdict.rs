//! From the model to passages. It is asked only near signs of something set into the article, only in text that is mostly
//! sentences, and what it is not sure of stays a suspicion.

use super::atoms::Bound;
use super::decode::decode;
use super::features::{Terrain, join};
use super::headline;
use super::listing::is_of_a_listing;
use super::model::{MODEL, Model};
use super::sign::{Sign, is_flat, sign};
use crate::detect::boilerplate::blocks::sigmoid;
use crate::detect::boilerplate::kinds::Kind;
use crate::detect::boilerplate::lexicon::SIGN_ODDS;
use crate::detect::boilerplate::phrases::{self, Hit};
use crate::detect::boilerplate::statement::is_value_line;
use crate::findings::Confidence;
use crate::text::{Parsed, Span};
use std::ops::{Range, RangeInclusive};

/// Mean probability from which a passage that speaks of its page is cut, in an article without other furniture and in one that has
/// some. Source: reading 120 passages of clean news.
const CLEAN_LIMIT: f32 = 0.85;
const FURNISHED_LIMIT: f32 = 0.6;
/// The same for a passage of which no word tells, in an article that is full of furniture; in others it is only suspected. Headlines of
/// other articles are such, and the article's own lists and highlights.
const MUTE_LIMIT: f32 = 0.95;
const FULL_SHARE: f32 = 0.08;
/// Share of furniture near signs from which all of such a text is judged; the limit in it, and what is added to the log odds, where
/// it is full of furniture. Source: site-held-out dev predictions, whose characters are found best at a shift of half to one.
const FLAT_LOOK_SHARE: f32 = 0.01;
const FLAT_LIMIT: f32 = 0.5;
const FLAT_BIAS: f32 = 0.5;
/// Log odds of a word that makes a passage speak of its page: twelve sites for one.
pub(super) const TELLING_ODDS: f32 = 2.5;
/// Share of a text, by the sum of its probabilities, from which it has furniture.
const FURNISHED_SHARE: f32 = 0.04;
/// Sentences with a known wording or a word of boilerplate that such a text must have: fixtures and lists of names look like
/// furniture too, and speak of no page. Source: reading 40 passages of such articles of clean news.
const MIN_SPEAKING: usize = 3;
/// Mean probability from which it is a caption.
const CAPTION_FROM: f32 = 0.5;
/// Sentences on both sides of a sign that are judged with it. A guess: cards and lists have some more, and signs of their own.
const NEAR: usize = 2;
/// Share of words in sentences from which a text counts as an article; below, it is the block model's. A guess.
const MIN_PROSE_SHARE: f32 = 0.5;
/// Words below which a sentence is worth a look.
const SHORT_WORDS: usize = 4;
/// Words from which a piece may be a caption, and log odds of a word that only buttons and prompts have. Guesses.
const CAPTION_WORDS: usize = 4;
const BUTTON_ODDS: f32 = 3.0;
/// Words from which a piece beside a credit is a caption and no label of a player. A guess.
const CREDITED_WORDS: usize = 6;
/// Bytes between a caption and its credit: a space and a mark. A guess.
const CREDIT_GAP_BYTES: u32 = 4;
/// Words of a passage that may be an item of a list, and the probability from which it is not; the same for what looks like a person's name, or stands inside a
/// paragraph. Source: of seven such cuts between .95 and .98 read in political news half were names; of the lines among them 97 in 100 are boilerplate in
/// site-held-out dev predictions.
const ITEM_WORDS: usize = 6;
const ITEM_LIMIT: f32 = 0.95;
const NAME_WORDS: RangeInclusive<usize> = 2..=3;
const NAME_LIMIT: f32 = 0.98;
/// What tells that a passage speaks of who reported, which is only reported.
const PROVENANCE: [&str; 3] = [" contributed ", "eporting by ", "diting by "];
/// Words of one statement, and the probability from which it is none of the article's. Guesses.
const STATEMENT_WORDS: RangeInclusive<usize> = 8..=30;
const STATEMENT_LIMIT: f32 = 0.95;
/// Words and share of function words that make a sentence.
const PROSE_WORDS: usize = 8;
const PROSE_STOP_SHARE: f32 = 0.2;
/// Share of a text's words beyond which the model has misjudged it.
const MAX_CUT_SHARE: f32 = 0.4;
/// Log odds of what is not judged.
const FAR: f32 = -6.0;

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insert {
    /// What a picture shows.
    Caption,
    /// Anything else.
    Other,
}

/// A passage that the model takes for boilerplate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpanVerdict {
    /// Where it is.
    pub span: Span,
    /// Its paragraph, as a position in `Parsed::blocks`.
    pub block_idx: usize,
    /// True where it is the whole paragraph.
    pub is_whole: bool,
    /// What it is.
    pub insert: Insert,
    /// Mean probability of boilerplate over its bytes, in 0..=1.
    pub probability: f32,
    /// The limit it was held against.
    pub threshold: f32,
    /// Likely, or a suspicion where the model is not sure.
    pub confidence: Confidence,
}

/// The passages of a text, in order, by the embedded model.
pub(crate) fn find(parsed: &Parsed<'_>, hits: &[Hit], asides: &[Hit]) -> Vec<SpanVerdict> {
    judge(parsed, hits, asides, &MODEL)
}

/// The passages of a text by another model (for training).
pub fn find_with(parsed: &Parsed<'_>, model: &Model) -> Vec<SpanVerdict> {
    let (asides, hits): (Vec<_>, Vec<_>) = phrases::find_all(parsed).into_iter().partition(|hit| hit.is_aside);
    judge(parsed, &hits, &asides, model)
}

fn judge(parsed: &Parsed<'_>, hits: &[Hit], asides: &[Hit], model: &Model) -> Vec<SpanVerdict> {
    let sign = sign(parsed, hits, &model.lexicon);
    if sign == Sign::None {
        return Vec::new();
    }
    let terrain = Terrain::with_hits(parsed, &model.lexicon, hits);
    if prose_share(&terrain) < MIN_PROSE_SHARE {
        return Vec::new();
    }
    let apart = hits.iter().chain(asides).filter(|hit| stands_apart(hit)).copied().collect();
    let text = Judged::new(parsed, &terrain, apart, model);
    let bias = if text.is_loose() { FLAT_BIAS } else { 0.0 };
    let biased: Vec<f32> = text.log_odds.iter().map(|odds| odds + bias).collect();
    let is_insert = decode(&terrain.atoms, &biased);
    let mut verdicts: Vec<SpanVerdict> =
        runs(&terrain, &is_insert, &text.apart).into_iter().map(|run| text.verdict(run)).collect();
    spare_the_text(parsed, &mut verdicts);
    if sign == Sign::Weak {
        verdicts.iter_mut().for_each(|v| v.confidence = Confidence::Suspect);
    }
    verdicts
}

fn prose_share(terrain: &Terrain) -> f32 {
    let is_prose = |s: &&Range<usize>| {
        terrain.n_words((*s).clone()) >= PROSE_WORDS && terrain.stop_share((*s).clone()) >= PROSE_STOP_SHARE
    };
    let n: usize = terrain.sentences.iter().filter(is_prose).map(|s| terrain.n_words(s.clone())).sum();
    n as f32 / terrain.n_words(0..terrain.atoms.len()).max(1) as f32
}

/// How much furniture a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Furniture {
    None,
    Some,
    Full,
}

/// A text with the log odds of its atoms.
struct Judged<'a> {
    parsed: &'a Parsed<'a>,
    terrain: &'a Terrain,
    model: &'a Model,
    /// Wordings that are none of its passages.
    apart: Vec<Hit>,
    log_odds: Vec<f32>,
    furniture: Furniture,
    /// Everything was run into a paragraph or two.
    is_flat: bool,
}

impl<'a> Judged<'a> {
    /// Asks the model for the atoms near signs; for all of them where these show the text to be full of furniture.
    fn new(parsed: &'a Parsed<'a>, terrain: &'a Terrain, apart: Vec<Hit>, model: &'a Model) -> Judged<'a> {
        let log_odds = vec![FAR; terrain.atoms.len()];
        let mut text =
            Judged { parsed, terrain, model, apart, log_odds, furniture: Furniture::None, is_flat: is_flat(parsed) };
        let signs: Vec<bool> = terrain.sentences.iter().map(|s| text.is_sign(s)).collect();
        let is_near = |s: usize| signs[s.saturating_sub(NEAR)..(s + NEAR + 1).min(signs.len())].contains(&true);
        text.ask(is_near);
        if text.is_flat && text.furniture_share() >= FLAT_LOOK_SHARE {
            text.ask(|s| !is_near(s));
        }
        let share = text.furniture_share();
        let n_speaking = terrain.sentences.iter().filter(|s| text.has_sign_word(s)).take(MIN_SPEAKING).count();
        if share >= FURNISHED_SHARE && n_speaking == MIN_SPEAKING {
            text.furniture = if share >= FULL_SHARE { Furniture::Full } else { Furniture::Some };
            text.ask(|s| !is_near(s));
        }
        text
    }

    /// Share of the text that is furniture, by the sum of probabilities.
    fn furniture_share(&self) -> f32 {
        let sum: f32 = (0..self.terrain.atoms.len()).map(|i| self.weight(i) * sigmoid(self.log_odds[i])).sum();
        sum / self.parsed.text.len().max(1) as f32
    }

    /// A text run into one paragraph, full of furniture: it has no lines of its own that look like furniture.
    fn is_loose(&self) -> bool {
        self.is_flat && self.furniture == Furniture::Full
    }

    fn ask(&mut self, is_asked: impl Fn(usize) -> bool) {
        let sentences = &self.terrain.sentences;
        for (_, sentence) in sentences.iter().enumerate().filter(|(s, _)| is_asked(*s)) {
            for i in sentence.clone() {
                self.log_odds[i] = self.model.boilerplate.log_odds(&self.terrain.figures(i));
            }
        }
    }

    fn is_sign(&self, sentence: &Range<usize>) -> bool {
        self.has_sign_word(sentence)
            || self.terrain.ends_open(sentence.clone())
            || self.terrain.n_words(sentence.clone()) < SHORT_WORDS
    }

    /// A known wording, or a word of boilerplate.
    fn has_sign_word(&self, sentence: &Range<usize>) -> bool {
        self.terrain.has_wording(sentence.clone()) || self.terrain.strongest_word(sentence.clone()) >= SIGN_ODDS
    }

    fn weight(&self, i: usize) -> f32 {
        self.terrain.atoms[i].span.len() as f32
    }

    /// Mean probability over the bytes of a run.
    fn mean(&self, run: &Range<usize>, log_odds: impl Fn(usize) -> f32) -> f32 {
        let bytes: f32 = run.clone().map(|i| self.weight(i)).sum();
        run.clone().map(|i| self.weight(i) * sigmoid(log_odds(i))).sum::<f32>() / bytes
    }

    fn verdict(&self, run: Range<usize>) -> SpanVerdict {
        let span = join(&self.terrain.atoms[run.clone()]);
        let block_idx = self.terrain.atoms[run.start].block_idx;
        let is_whole = span == self.parsed.blocks[block_idx].span;
        let probability = self.mean(&run, |i| self.log_odds[i]);
        let threshold = self.limit(&run);
        let is_caption = self.is_caption(&run, span);
        let is_sure = probability >= threshold && !is_caption && !self.is_spared(&run, is_whole, probability);
        SpanVerdict {
            span,
            block_idx,
            is_whole,
            insert: if is_caption { Insert::Caption } else { Insert::Other },
            probability,
            threshold,
            confidence: if is_sure { Confidence::Likely } else { Confidence::Suspect },
        }
    }

    /// The limit for a passage; above 1 where nothing would suffice.
    fn limit(&self, run: &Range<usize>) -> f32 {
        if self.is_loose() {
            return FLAT_LIMIT;
        }
        match (self.furniture, self.speaks_of_page(run)) {
            (Furniture::None, true) => CLEAN_LIMIT,
            (_, true) => FURNISHED_LIMIT,
            _ if self.is_headline(run) => headline::LIMIT,
            (Furniture::Full, false) => MUTE_LIMIT,
            (_, false) => f32::INFINITY,
        }
    }

    fn is_headline(&self, run: &Range<usize>) -> bool {
        headline::is_headline(self.parsed, self.terrain, run)
    }

    fn speaks_of_page(&self, run: &Range<usize>) -> bool {
        self.terrain.has_wording(run.clone()) || self.terrain.strongest_word(run.clone()) >= TELLING_ODDS
    }

    /// What a picture shows: by the model, by a label ("Image caption …"), or by its credit. "toggle caption" is a button.
    fn is_caption(&self, run: &Range<usize>, span: Span) -> bool {
        let terrain = self.terrain;
        let text = span.of(self.parsed.text);
        let n_words = terrain.n_words(run.clone());
        let states = terrain.has_verb(run.clone()) || terrain.stop_share(run.clone()) > 0.0;
        if text.contains("toggle caption") || n_words < CAPTION_WORDS || !states {
            return false;
        }
        let is_credit = |h: &Hit| h.kind == Kind::PhotoCredit && is_beside(span, h.span);
        let has_credit = ["Getty Images", "/AP", "/Reuters", "/AFP", " caption "].iter().any(|c| text.contains(c))
            || self.apart.iter().any(is_credit);
        let by_model = || self.mean(run, |i| self.model.caption.log_odds(&terrain.figures(i))) >= CAPTION_FROM;
        (n_words >= CREDITED_WORDS && has_credit) || (terrain.strongest_word(run.clone()) < BUTTON_ODDS && by_model())
    }

    /// "Ann Lee": two or three words with capitals, and no other.
    fn is_name(&self, run: &Range<usize>) -> bool {
        let atoms = &self.terrain.atoms;
        let words = &self.parsed.words[atoms[run.start].words.start..atoms[run.end - 1].words.end];
        NAME_WORDS.contains(&words.len()) && words.iter().all(|w| w.is_capitalised() && !w.is_all_upper())
    }

    /// What looks like boilerplate and may be the article's own: its heading, a statement, a list of names, the signature of a
    /// post that it quotes or of a reporter.
    fn is_spared(&self, run: &Range<usize>, is_whole: bool, probability: f32) -> bool {
        let terrain = self.terrain;
        let text = join(&terrain.atoms[run.clone()]).of(self.parsed.text);
        if PROVENANCE.iter().any(|wording| text.contains(wording)) || is_of_a_listing(text) {
            return true;
        }
        if terrain.has_wording(run.clone()) {
            return false;
        }
        let block = &self.parsed.blocks[terrain.atoms[run.start].block_idx];
        if is_whole && is_value_line(self.parsed, block) {
            return true;
        }
        let n_words = terrain.n_words(run.clone());
        let speaks = self.speaks_of_page(run);
        let is_heading = is_whole && terrain.atoms[run.start].block_idx == 0;
        let is_statement = !self.is_headline(run)
            && terrain.has_verb(run.clone())
            && STATEMENT_WORDS.contains(&n_words)
            && terrain.stop_share(run.clone()) >= PROSE_STOP_SHARE
            && probability < STATEMENT_LIMIT;
        let item_limit = if is_whole && !self.is_name(run) { ITEM_LIMIT } else { NAME_LIMIT };
        let is_item = n_words <= ITEM_WORDS && !speaks && probability < item_limit;
        let is_signature = n_words <= ITEM_WORDS && text.starts_with(['—', '–', '-', '•', '*']);
        if self.is_loose() {
            return text.contains("(@");
        }
        text.contains("(@") || is_heading || is_statement || is_item || is_signature
    }
}

/// True where the credit stands behind the passage, but for a mark or two.
fn is_beside(passage: Span, credit: Span) -> bool {
    (passage.end..passage.end + CREDIT_GAP_BYTES).contains(&credit.start)
}

/// Wordings of a reported kind are no passages of the model's; credits and contacts leave by themselves, and what stands beside them, a caption or a line on the
/// writer, is judged without them.
fn stands_apart(hit: &Hit) -> bool {
    hit.kind.is_report_only() || matches!(hit.kind, Kind::PhotoCredit | Kind::ContactLine)
}

/// Runs of atoms of boilerplate inside one paragraph, without what stands apart.
fn runs(terrain: &Terrain, is_insert: &[bool], apart: &[Hit]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (i, atom) in terrain.atoms.iter().enumerate().filter(|(i, _)| is_insert[*i]) {
        if apart.iter().any(|hit| hit.span.overlaps(atom.span)) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == i && atom.bound != Bound::Paragraph => run.end = i + 1,
            _ => runs.push(i..i + 1),
        }
    }
    runs
}

/// Where too much would leave, nothing does.
fn spare_the_text(parsed: &Parsed<'_>, verdicts: &mut [SpanVerdict]) {
    let cut: usize = verdicts.iter().filter(|v| v.confidence >= Confidence::Likely).map(|v| v.span.len()).sum();
    if cut as f32 > MAX_CUT_SHARE * parsed.text.len() as f32 {
        verdicts.iter_mut().for_each(|v| v.confidence = Confidence::Suspect);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    const PROSE: &str = "The ferries of Port Lannis ran again on Monday, and the council was glad of it. She said that the pier would be \
        inspected in the spring by the harbour office, and that the mayor had asked for a report.";

    fn cut(text: &str) -> Vec<&str> {
        let mut parser = Parser::new();
        let verdicts = find_with(&parser.parse(text), &MODEL);
        let sure = verdicts.into_iter().filter(|v| v.confidence >= Confidence::Likely);
        sure.map(|v| v.span.of(text)).collect()
    }

    #[test]
    fn prose_and_its_heading_are_left() {
        assert!(cut(PROSE).is_empty());
        assert!(cut(&format!("Ferries run again on the bay\n{PROSE}\n{PROSE}")).is_empty());
    }

    #[test]
    fn a_credit_is_left_to_its_wording_and_a_table_is_left() {
        let label = "Enlarge this image toggle caption Ann Lee/Getty Images Ann Lee/Getty Images";
        assert!(cut(&format!("{PROSE}\n{label}\n{PROSE}")).is_empty());
        assert!(cut(&format!("{PROSE}\nKORU 0.2 0.2 0.2\n{PROSE}")).is_empty());
    }

    #[test]
    fn what_a_picture_shows_is_a_caption() {
        let text = format!(
            "{PROSE}\nImage copyright Reuters Image caption The ferries wait at the old pier of Lannis\n{PROSE}"
        );
        let mut parser = Parser::new();
        let verdicts = find_with(&parser.parse(&text), &MODEL);
        assert!(verdicts.iter().all(|v| v.insert == Insert::Caption), "{verdicts:?}");
        assert!(verdicts.iter().all(|v| v.confidence == Confidence::Suspect));
    }
}
