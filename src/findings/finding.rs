//! One thing to say of a text.

use super::{Confidence, Fix, Rule, Substitution};
use crate::text::{Place, Span, cut_before, fold_char};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// What a finding speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// The whole document.
    Document,
    /// Whole paragraphs.
    Paragraph,
    /// A place inside a paragraph, or over several.
    Span,
}

impl Unit {
    /// Name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Document => "document",
            Unit::Paragraph => "paragraph",
            Unit::Span => "span",
        }
    }
}

/// Whether a finding was known before the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It counts for the gate.
    #[default]
    New,
    /// It is in the baseline.
    Known,
}

impl Standing {
    /// Name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Standing::New => "new",
            Standing::Known => "known",
        }
    }
}

/// The figure that decided, beside its limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// What was measured: `jaccard`, `aligned`, `probability` …
    pub name: &'static str,
    /// The figure.
    pub value: f64,
    /// The limit it was held against.
    pub threshold: f64,
}

/// Another place that the finding speaks of: the kept copy, the first occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub label: &'static str,
}

/// One thing to say.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The fault.
    pub rule: &'static Rule,
    /// A finer name inside the rule (`photo-credit`).
    pub kind: Option<&'static str>,
    /// What `span` is.
    pub unit: Unit,
    /// Bytes of the document's text.
    pub span: Span,
    /// A sentence for a person: the measure, its limit, the other place.
    pub message: String,
    /// How sure.
    pub confidence: Confidence,
    /// The figure that decided, where there is one.
    pub measure: Option<Measure>,
    /// Other places; for a duplicate the first is the kept witness.
    pub related: Vec<Related>,
    /// Words that look put in by a machine, the strongest evidence first; empty but for spun text.
    pub substitutions: Vec<Substitution>,
    /// What is to be done.
    pub fix: Fix,
    /// Hash of the folded passage (`passage_hash`), and of a few letters that of what stands around them too.
    pub passage: u64,
    /// Of a copy in other words: hash of the folded passage that is kept instead. Another run may keep this one and let that one go.
    pub kept: Option<u64>,
    /// Hash of the rule and the passage (`fingerprint`): the same finding in another file or run has the same.
    pub fingerprint: u64,
    /// Whether it was known before the run.
    pub standing: Standing,
}

impl Finding {
    /// A finding of `rule` at `span` of `text`, to be completed by the `with_*` functions.
    pub fn new(rule: &'static Rule, unit: Unit, text: &str, span: Span, message: impl Into<String>) -> Finding {
        let passage = passage_hash(span.of(text), surroundings(unit, text, span));
        Finding {
            rule,
            kind: None,
            unit,
            span,
            message: message.into(),
            confidence: Confidence::Suspect,
            measure: None,
            related: Vec::new(),
            substitutions: Vec::new(),
            fix: Fix::NONE,
            passage,
            kept: None,
            fingerprint: fingerprint(rule, passage),
            standing: Standing::New,
        }
    }

    /// Sets the finer name, one of the rule's kinds.
    pub fn with_kind(mut self, kind: &'static str) -> Finding {
        // Tests are optimised, so this is no debug assertion.
        assert!(
            !cfg!(test) || self.rule.kinds.contains(&kind),
            "{kind:?} is in the list of kinds of {}",
            self.rule.name
        );
        self.kind = Some(kind);
        self
    }

    /// Sets how sure it is.
    pub fn with_confidence(mut self, confidence: Confidence) -> Finding {
        self.confidence = confidence;
        self
    }

    /// Sets the figure that decided.
    pub fn with_measure(mut self, name: &'static str, value: f64, threshold: f64) -> Finding {
        self.measure = Some(Measure { name, value, threshold });
        self
    }

    /// Sets the hash of what is kept instead, where its words are others.
    pub fn with_kept(mut self, kept: Option<u64>) -> Finding {
        self.kept = kept.filter(|&kept| kept != self.passage);
        self
    }

    /// The fingerprint of a finding of the same rule about what is kept instead.
    pub fn counterpart(&self) -> Option<u64> {
        self.kept.map(|kept| fingerprint(self.rule, kept))
    }

    /// True where a gate counts it: likely or certain, and not known before.
    pub fn is_counted(&self) -> bool {
        self.confidence > Confidence::Suspect && self.standing == Standing::New
    }

    /// Sets what is to be done.
    pub fn with_fix(mut self, fix: Fix) -> Finding {
        self.fix = fix;
        self
    }

    /// Adds another place.
    pub fn with_related(mut self, place: Place, label: &'static str) -> Finding {
        self.related.push(Related { place, label });
        self
    }

    /// Sets the words that look put in.
    pub fn with_substitutions(mut self, substitutions: Vec<Substitution>) -> Finding {
        self.substitutions = substitutions;
        self
    }
}

/// The score that a rule gives to a whole document, flagged or not.
#[derive(Clone, Copy, Debug)]
pub struct Score {
    /// The rule.
    pub rule: &'static Rule,
    /// In 0..=1, higher is worse.
    pub value: f64,
}

/// Bytes of a place under which it says too little by itself: where a space is missing it is two letters. A guess.
const MIN_TELLING_BYTES: usize = 32;
/// Bytes of its line that stand for it then, on either side. A guess.
const AROUND_BYTES: usize = 40;

/// What has to be known beside the place itself to know it again; empty where it says enough.
fn surroundings(unit: Unit, text: &str, span: Span) -> &str {
    if unit != Unit::Span || span.len() >= MIN_TELLING_BYTES {
        return "";
    }
    let (start, end) = (span.start as usize, span.end as usize);
    let from = cut_before(text, start.saturating_sub(AROUND_BYTES));
    let until = cut_before(text, end + AROUND_BYTES).max(end);
    let before = &text[from..start];
    let from = before.rfind('\n').map_or(from, |at| from + at + 1);
    let until = text[end..until].find('\n').map_or(until, |at| end + at);
    &text[from..until]
}

/// Hash of a finding of `rule` about the passage with this hash.
pub fn fingerprint(rule: &Rule, passage: u64) -> u64 {
    xxh3_64_with_seed(rule.name.as_bytes(), passage)
}

/// Hash of a passage and what stands around it, each folded to lower-case letters and digits: it survives new paths, positions, spacing
/// and punctuation.
pub fn passage_hash(passage: &str, around: &str) -> u64 {
    let mut folded = Vec::with_capacity(passage.len() + around.len() + 2);
    for part in [passage, around] {
        folded.push(0);
        let mut rest = part;
        while !rest.is_empty() {
            let (ascii, others) = rest.split_at(rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len()));
            let (others, next) = others.split_at(others.bytes().position(|b| b.is_ascii()).unwrap_or(others.len()));
            push_ascii(ascii.as_bytes(), &mut folded);
            push_folded(others, &mut folded);
            rest = next;
        }
    }
    xxh3_64(&folded)
}

/// Each letter and digit as it is folded; 0 for all else.
static FOLDED: [u8; 256] = {
    let mut folded = [0; 256];
    let mut byte = 0;
    while byte < 128u8 {
        folded[byte as usize] = if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() } else { 0 };
        byte += 1;
    }
    folded
};

/// Appends the letters and digits. Each byte is written, and the next one over it where it does not stay: no branch has to be guessed.
fn push_ascii(bytes: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + bytes.len(), 0);
    let room = &mut out[start..];
    let mut n_kept = 0;
    for &byte in bytes {
        let folded = FOLDED[usize::from(byte)];
        room[n_kept] = folded;
        n_kept += usize::from(folded != 0);
    }
    out.truncate(start + n_kept);
}

fn push_folded(text: &str, out: &mut Vec<u8>) {
    let mut buffer = [0; 4];
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        out.extend_from_slice(fold_char(c).encode_utf8(&mut buffer).as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Family;

    static RULE: Rule = Rule::for_test("r", Family::Garbled);

    fn print(unit: Unit, text: &str, part: &str) -> u64 {
        let start = text.find(part).unwrap();
        Finding::new(&RULE, unit, text, Span::new(start, start + part.len()), "").fingerprint
    }

    #[test]
    fn a_few_letters_are_known_by_what_stands_around_them() {
        let (one, other) = ("The ferryLeft at noon.", "A pierLeft to rot.");
        assert_ne!(print(Unit::Span, one, "Left"), print(Unit::Span, other, "Left"));
        assert_eq!(print(Unit::Span, one, "Left"), print(Unit::Span, &format!("Before.\n{one}\nAfter."), "Left"));
        assert_eq!(print(Unit::Paragraph, one, "Left"), print(Unit::Paragraph, other, "Left"));
    }

    #[test]
    fn surroundings_are_cut_between_characters() {
        let text = format!("{}xy{}", "é".repeat(60), "é".repeat(60));
        let around = surroundings(Unit::Span, &text, Span::new(120, 122));
        assert_eq!(around, format!("{0}xy{0}", "é".repeat(AROUND_BYTES / 2)));
    }
}
