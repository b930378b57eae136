//! What the first read remembers of the corpus: records of fixed width, in the order in which they came. The text itself is
//! not kept. The survey of each chunk is put behind those before it, in the `Census`.

use super::dates::date_number;
use super::fingerprints::fingerprints;
use super::look::Look;
use super::skeleton;
use super::sketch::{self, DOCUMENT_BANDS};
use crate::text::{Block, DocKey, Document, Parsed, Site, Span, fold_char, text_key};
use std::sync::Arc;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128_with_seed};

/// Texts of fewer words may have their news in the title: whose dividend, which town's prices. A guess; notices and headlines
/// with a line below them are as short.
pub const TITLED_WORDS: usize = 40;

/// What is remembered of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocumentRecord {
    pub(super) key: DocKey,
    pub(super) path: Arc<str>,
    pub(super) id: Arc<str>,
    /// Hash of all its folded words: equal texts have equal identities, whatever their case, spacing and punctuation. Of one of fewer
    /// than `TITLED_WORDS` words that has a title, of both.
    pub(super) identity: [u64; 2],
    pub(super) site: SiteKey,
    /// Its date as a number that sorts; `u64::MAX` where it has none.
    pub(super) date: u64,
    pub(super) n_words: u32,
    pub(super) n_paragraphs: u32,
    pub(super) n_prints: u32,
    pub(super) n_skeleton: u32,
    /// What was thought of its words, where that is asked; then of all documents.
    pub(super) look: Option<Look>,
}

/// What a site is told by: the hash of its name, odd where the record names it and even where it is only a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SiteKey(pub(super) u64);

impl SiteKey {
    pub(super) fn of(site: &Site) -> SiteKey {
        SiteKey(xxh3_64(site.as_bytes()) & !1 | u64::from(site.is_named()))
    }

    /// False for a folder.
    pub(super) fn is_named(self) -> bool {
        self.0 & 1 == 1
    }
}

/// What is remembered of the words of one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ParagraphKeys {
    pub(super) identity: [u64; 2],
    pub(super) template: u64,
}

/// What is remembered of one paragraph besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ParagraphRecord {
    pub(super) span: Span,
    pub(super) n_words: u32,
    /// Fingerprints that begin in it.
    pub(super) n_prints: u32,
    pub(super) is_prose: bool,
}

/// Fixed-width records of signatures and counts, of a chunk or of a whole corpus.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    pub(super) documents: Vec<DocumentRecord>,
    /// The paragraphs of all documents, document after document.
    pub(super) paragraphs: Vec<ParagraphRecord>,
    /// What their words are told by, in the same order.
    pub(super) keys: Vec<ParagraphKeys>,
    /// Fingerprints, paragraph after paragraph.
    pub(super) prints: Vec<u32>,
    /// Words from each to the one before it in the paragraph, from the first one to the start of the paragraph: two in a byte, the first
    /// one in its lower half, those of each document by themselves.
    pub(super) gaps: Vec<u8>,
    /// Band keys of the documents.
    pub(super) document_bands: Vec<[u32; DOCUMENT_BANDS]>,
    /// Skeletons, document after document.
    pub(super) skeletons: Vec<u32>,
    scratch: Vec<u32>,
}

impl Survey {
    /// Remembers one document, and the fingerprints by which its paragraphs and passages are found elsewhere.
    pub fn observe(&mut self, document: &Document, parsed: &Parsed<'_>) {
        let first = self.paragraphs.len();
        self.observe_whole(document, parsed);
        let n_prints = self.observe_prints(first, parsed);
        self.documents.last_mut().expect("a document was observed").n_prints = n_prints;
    }

    /// Remembers one document, by what it is told as a whole and what its paragraphs are told by where they are equal.
    pub fn observe_whole(&mut self, document: &Document, parsed: &Parsed<'_>) {
        let identity = text_key(parsed, |block, identity, template| {
            self.keys.push(ParagraphKeys { identity: halves(identity), template });
            self.paragraphs.push(ParagraphRecord {
                span: block.span,
                n_words: block.n_words() as u32,
                n_prints: 0,
                is_prose: is_prose(parsed, block),
            });
        });
        let n_skeleton = skeleton::append(parsed.words, &mut self.scratch, &mut self.skeletons);
        self.documents.push(DocumentRecord {
            key: document.key,
            path: document.path.clone(),
            id: document.id.clone(),
            identity: halves(match title_of(document, parsed) {
                Some(title) => xxh3_128_with_seed(title.as_bytes(), identity as u64) ^ identity,
                None => identity,
            }),
            site: SiteKey::of(&document.site),
            date: document.date.as_deref().map_or(u64::MAX, date_number),
            n_words: parsed.words.len() as u32,
            n_paragraphs: parsed.blocks.len() as u32,
            n_prints: 0,
            n_skeleton: n_skeleton as u32,
            look: None,
        });
        self.document_bands.push(sketch::document_bands(parsed.words.iter().map(|w| w.hash)));
    }

    /// Remembers one document, and nothing of its text: for a corpus of which nobody asks what stands twice.
    pub fn name(&mut self, document: &Document) {
        self.documents.push(DocumentRecord {
            key: document.key,
            path: document.path.clone(),
            id: document.id.clone(),
            identity: [0; 2],
            site: SiteKey::of(&document.site),
            date: u64::MAX,
            n_words: 0,
            n_paragraphs: 0,
            n_prints: 0,
            n_skeleton: 0,
            look: None,
        });
        self.document_bands.push([0; DOCUMENT_BANDS]);
    }

    /// Remembers what was thought of the words of the last document: of all documents, or of none.
    pub fn remember(&mut self, look: Look) {
        self.documents.last_mut().expect("a document was observed").look = Some(look);
    }

    /// Remembers the fingerprints of the paragraphs from `first` on, which are those of the document. Returns their number.
    fn observe_prints(&mut self, first: usize, parsed: &Parsed<'_>) -> u32 {
        let n_before = self.prints.len();
        let (mut at, mut before) = (0, 0);
        fingerprints(parsed.words.iter().map(|w| w.hash), |word, print| {
            while parsed.blocks[at].words.end <= word {
                at += 1;
            }
            let paragraph = &mut self.paragraphs[first + at];
            let start = if paragraph.n_prints == 0 { parsed.blocks[at].words.start } else { before };
            paragraph.n_prints += 1;
            let gap = u8::try_from(word - start).expect("one of six neighbours is a fingerprint");
            match (self.prints.len() - n_before).is_multiple_of(2) {
                true => self.gaps.push(gap),
                false => *self.gaps.last_mut().expect("the one before it was pushed") |= gap << 4,
            }
            self.prints.push(print);
            before = word;
        });
        (self.prints.len() - n_before) as u32
    }

    /// Joins two surveys of different documents. Associative and commutative up to the order of records, which the census
    /// sorts; the empty survey is neutral. Costs the size of `other`.
    pub fn merge(mut self, mut other: Survey) -> Survey {
        if self.documents.is_empty() {
            return other;
        }
        self.documents.append(&mut other.documents);
        self.paragraphs.append(&mut other.paragraphs);
        self.keys.append(&mut other.keys);
        self.prints.append(&mut other.prints);
        self.gaps.append(&mut other.gaps);
        self.document_bands.append(&mut other.document_bands);
        self.skeletons.append(&mut other.skeletons);
        self
    }

    /// The same, documents in the order of their keys.
    pub(super) fn sorted(self) -> Survey {
        let mut order: Vec<(DocKey, [usize; 5])> = Vec::with_capacity(self.documents.len());
        let (mut paragraph, mut print, mut gap, mut skeleton) = (0, 0, 0, 0);
        for (at, d) in self.documents.iter().enumerate() {
            order.push((d.key, [at, paragraph, print, gap, skeleton]));
            paragraph += d.n_paragraphs as usize;
            print += d.n_prints as usize;
            gap += d.n_prints.div_ceil(2) as usize;
            skeleton += d.n_skeleton as usize;
        }
        order.sort_unstable();
        let mut sorted = Survey::default();
        for (_, [at, paragraph, print, gap, skeleton]) in order {
            let d = &self.documents[at];
            sorted.paragraphs.extend_from_slice(&self.paragraphs[paragraph..][..d.n_paragraphs as usize]);
            sorted.keys.extend_from_slice(&self.keys[paragraph..][..d.n_paragraphs as usize]);
            sorted.prints.extend_from_slice(&self.prints[print..][..d.n_prints as usize]);
            sorted.gaps.extend_from_slice(&self.gaps[gap..][..d.n_prints.div_ceil(2) as usize]);
            sorted.skeletons.extend_from_slice(&self.skeletons[skeleton..][..d.n_skeleton as usize]);
            sorted.document_bands.push(self.document_bands[at]);
            sorted.documents.push(d.clone());
        }
        sorted
    }

    /// Number of documents observed.
    pub fn n_documents(&self) -> u64 {
        self.documents.len() as u64
    }
}

/// From this many words on a paragraph is no line broken out of another, however it opens: its first word may be lost. A guess.
const LONG_LINE_WORDS: usize = 35;

/// True where a paragraph reads as text: it opens with a capital, a figure or a quotation mark, or is long, and at most a quarter of
/// its words hold figures. Rows of tables and lines broken out of them come back by accident. The quarter is a guess.
pub fn is_prose(parsed: &Parsed<'_>, block: &Block) -> bool {
    let words = parsed.words_of(block);
    let n_figures = words.iter().filter(|w| w.has_digit()).count();
    let opens_low = words.len() < LONG_LINE_WORDS && parsed.text_of(block).starts_with(char::is_lowercase);
    !opens_low && n_figures * 4 <= words.len()
}

/// The letters and digits of a short document's title, case apart.
fn title_of(document: &Document, parsed: &Parsed<'_>) -> Option<String> {
    let title = document.title.as_deref().filter(|_| parsed.words.len() < TITLED_WORDS)?;
    Some(title.chars().filter(|c| c.is_alphanumeric()).map(fold_char).collect())
}

fn halves(n: u128) -> [u64; 2] {
    [(n >> 64) as u64, n as u64]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::parts::in_turn;
    use crate::corpus::spill::Allowance;
    use crate::corpus::{Census, DOCUMENT_BANDS, band_pairs, exact_groups, merged, skeleton_pairs};
    use crate::text::Parser;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn document(record: u64, text: String) -> Document {
        let document = Document::plain(DocKey::new(0, record), text);
        Document { id: format!("d{record}").into(), site: "lannis.example".into(), ..document }
    }

    fn survey(documents: &[Document]) -> Survey {
        let (mut parser, mut survey) = (Parser::new(), Survey::default());
        for document in documents {
            survey.observe(document, &parser.parse(&document.text));
        }
        survey
    }

    /// Texts of made-up words, with copies in which every `every`-th word is another one.
    fn corpus() -> impl Strategy<Value = Vec<Document>> {
        let text = (prop::collection::vec(0u32..5_000, 60..200), 0usize..3, 12usize..40);
        prop::collection::vec(text, 1..12).prop_map(|texts| {
            let mut out: Vec<String> = Vec::new();
            for (words, n_copies, every) in texts {
                for copy in 0..=n_copies {
                    let spell = |(at, word): (usize, &u32)| match copy > 0 && (at + copy).is_multiple_of(every) {
                        true => format!("x{copy}y{at}"),
                        false => format!("w{word}"),
                    };
                    out.push(words.iter().enumerate().map(spell).collect::<Vec<_>>().join(" "));
                }
            }
            out.into_iter().zip(0..).map(|(text, record)| document(record, text)).collect()
        })
    }

    fn shingles(text: &str) -> BTreeSet<Vec<&str>> {
        let words: Vec<&str> = text.split(' ').collect();
        words.windows(3).map(<[_]>::to_vec).collect()
    }

    fn jaccard(a: &str, b: &str) -> f64 {
        let (a, b) = (shingles(a), shingles(b));
        a.intersection(&b).count() as f64 / a.union(&b).count() as f64
    }

    type Candidates = (Vec<Vec<u32>>, Vec<(u32, u32)>);

    fn candidates(survey: Survey) -> Candidates {
        let census = Census::new(survey);
        let all = Allowance::default();
        let members: Vec<u32> = (0..census.len()).collect();
        let of_bands = band_pairs(&census, &members, 0..DOCUMENT_BANDS, all).unwrap();
        let of_skeletons = skeleton_pairs(&census, &members, all, &in_turn).unwrap();
        (exact_groups(&census, all).unwrap(), merged([of_bands, of_skeletons]))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn shards_in_any_order_are_one_survey(documents in corpus(), cut in 0usize..12, turn in any::<bool>()) {
            let whole = candidates(survey(&documents));
            let (left, right) = documents.split_at(cut.min(documents.len()));
            let (left, right) = if turn { (right, left) } else { (left, right) };
            prop_assert_eq!(&candidates(survey(left).merge(survey(right))), &whole);
            let with_nothing = Survey::default().merge(survey(&documents)).merge(Survey::default());
            prop_assert_eq!(&candidates(with_nothing), &whole);
        }

        /// Pairs of Jaccard .7 and more are missed with a chance of (1 - .7^4)^32 = 2e-4; strangers are no candidates.
        #[test]
        fn candidates_are_the_pairs_of_a_full_comparison(documents in corpus()) {
            let (_, pairs) = candidates(survey(&documents));
            for a in 0..documents.len() {
                for b in a + 1..documents.len() {
                    let exact = jaccard(&documents[a].text, &documents[b].text);
                    let is_candidate = pairs.contains(&(a as u32, b as u32));
                    prop_assert!(exact < 0.75 || is_candidate, "missed {} and {} of {}", a, b, exact);
                    prop_assert!(exact > 0.02 || !is_candidate, "{} and {} of {} are strangers", a, b, exact);
                }
            }
        }
    }
}
