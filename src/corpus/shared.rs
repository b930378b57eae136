//! Which paragraphs share fingerprints with paragraphs of other documents? A word or two in common is chance; the more
//! fingerprints two paragraphs share, the more of one stands in the other.

use super::candidates::{ALL_PAIRS_MAX, has_same_first, link};
use super::census::Census;
use super::paragraphs::ParagraphId;
use super::seen::Seen;
use super::spill::{Allowance, Lost, Sorter, pair, parts};
use std::cmp::Reverse;
use std::ops::Range;

/// A fingerprint in more paragraphs than this (“the United States”) tells nothing. A guess.
const COMMON_PARAGRAPHS: usize = 64;
/// Fewest fingerprints that two paragraphs must share to be compared, in fingerprints and as a share of those of the smaller one.
/// A copy with one word in five changed keeps half of its runs of three words, and of their fingerprints about a third. Guesses.
const MIN_SHARED: u32 = 2;
const MIN_SHARED_SHARE: f64 = 0.2;
/// Fewest that two documents must share in such paragraphs for their passages to be compared: 50 equal words have seven and more,
/// 14 on average.
const MIN_PASSAGE_SHARED: u32 = 7;

/// Later paragraphs that one is compared with, most: those that share most with it. In a corpus made of sentences of others each shares
/// something with hundreds. A guess.
const MAX_PARTNERS: usize = 4;

/// Two paragraphs of different documents and the number of fingerprints that they share.
type Echo = (u32, u32, u32);
/// The same with places for numbers.
type Paired = (ParagraphId, ParagraphId, u32);

/// Two documents that share fingerprints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kin {
    /// The smaller number first.
    pub docs: [u32; 2],
    /// From the first paragraph of each that shares some to past the last.
    pub paragraphs: [Range<u32>; 2],
}

impl Kin {
    /// Two documents of which these paragraphs share some.
    fn of(pairs: &[Paired]) -> Kin {
        let range = |of: fn(&Paired) -> u32| {
            let (first, last) = (pairs.iter().map(of).min(), pairs.iter().map(of).max());
            first.unwrap_or(0)..last.map_or(0, |last| last + 1)
        };
        Kin { docs: [pairs[0].0.doc, pairs[0].1.doc], paragraphs: [range(|pair| pair.0.at), range(|pair| pair.1.at)] }
    }
}

/// What shares fingerprints. Paragraphs are numbers here, counted through the corpus.
pub struct Echoes<'a> {
    census: &'a Census,
    echoes: Vec<Echo>,
}

impl<'a> Echoes<'a> {
    /// Looks at the paragraphs for which `is_member` holds.
    pub fn of(
        census: &'a Census,
        is_member: impl Fn(ParagraphId) -> bool,
        allowance: Allowance<'_>,
    ) -> Result<Echoes<'a>, Lost> {
        let postings = postings(census, is_member, allowance.part(2))?;
        let mut pairs: Sorter<'_, u64> = Sorter::new(allowance.part(2));
        let (mut bucket, mut linked) = (Vec::new(), Vec::new());
        postings.groups(has_same_first, |run| {
            if run.len() > 1 {
                bucket.clear();
                bucket.extend_from_slice(run);
                bucket.dedup();
                link(&bucket, |&posting| parts(posting).1, ALL_PAIRS_MAX, COMMON_PARAGRAPHS, &mut linked);
            }
            pairs.extend(linked.drain(..).map(|(a, b)| pair(a, b)))
        })?;
        let mut echoes = Vec::new();
        let mut partners: Vec<(u32, u32)> = Vec::new();
        pairs.groups(has_same_first, |run| {
            let (first, _) = parts(run[0]);
            // The smaller number stands first: what its own document has left of paragraphs follows, then come other documents.
            let own = census.paragraph_range(census.owner(first)).end as u32;
            let others = &run[run.partition_point(|&pair| parts(pair).1 < own)..];
            let counted = others.chunk_by(|a, b| a == b).map(|same| (same.len() as u32, parts(same[0]).1));
            partners.clear();
            partners.extend(counted.filter(|&(n_shared, _)| n_shared >= MIN_SHARED));
            partners.sort_unstable_by_key(|&(n_shared, other)| (Reverse(n_shared), other));
            partners.truncate(MAX_PARTNERS);
            partners.sort_unstable_by_key(|&(_, other)| other);
            echoes.extend(partners.iter().map(|&(n_shared, other)| (first, other, n_shared)));
            Ok(())
        })?;
        Ok(Echoes { census, echoes })
    }

    /// Pairs of paragraphs of which one may stand in the other, sorted.
    pub fn paragraphs(&self) -> Vec<(ParagraphId, ParagraphId)> {
        let n_prints = |id: ParagraphId| u32::from(self.census.paragraphs(id.doc)[id.at as usize].n_prints);
        let pairs = self.echoes.iter().map(|&(a, b, n_shared)| (self.id(a), self.id(b), n_shared));
        let is_enough = |&(a, b, n_shared): &(ParagraphId, ParagraphId, u32)| {
            f64::from(n_shared) >= MIN_SHARED_SHARE * f64::from(n_prints(a).min(n_prints(b)))
        };
        pairs.filter(is_enough).map(|(a, b, _)| (a, b)).collect()
    }

    /// Pairs of documents of which one may hold a passage of the other, sorted. Only paragraphs for which `is_open` holds are looked
    /// at.
    pub fn documents(&self, is_open: impl Fn(ParagraphId) -> bool) -> Vec<Kin> {
        let mut kin = Vec::new();
        let mut rest = self.echoes.as_slice();
        let mut open: Vec<Paired> = Vec::new();
        while let Some(&(first, _, _)) = rest.first() {
            let end = self.census.paragraph_range(self.census.owner(first)).end as u32;
            let (of_document, following) = rest.split_at(rest.partition_point(|&(a, _, _)| a < end));
            rest = following;
            open.clear();
            let ids = of_document.iter().map(|&(a, b, n_shared)| (self.id(a), self.id(b), n_shared));
            open.extend(ids.filter(|&(a, b, _)| is_open(a) && is_open(b)));
            open.sort_unstable_by_key(|&(a, b, _)| (b.doc, a, b));
            let runs = open.chunk_by(|x, y| x.1.doc == y.1.doc);
            let enough = runs.filter(|run| run.iter().map(|pair| pair.2).sum::<u32>() >= MIN_PASSAGE_SHARED);
            kin.extend(enough.map(Kin::of));
        }
        kin
    }

    fn id(&self, paragraph: u32) -> ParagraphId {
        let doc = self.census.owner(paragraph);
        ParagraphId { doc, at: paragraph - self.census.paragraph_range(doc).start as u32 }
    }
}

/// Fingerprints that may stand twice, and the numbers of the paragraphs that have them.
fn postings<'a>(
    census: &Census,
    is_member: impl Fn(ParagraphId) -> bool,
    allowance: Allowance<'a>,
) -> Result<Sorter<'a, u64>, Lost> {
    let max_bytes = if allowance.scratch.is_some() { allowance.n_bytes } else { usize::MAX };
    let mut seen = Seen::new(census.n_prints(), max_bytes);
    each_print(census, &is_member, |print, _| {
        seen.add(spread(print));
        Ok(())
    })?;
    let mut postings = Sorter::new(allowance);
    each_print(census, &is_member, |print, paragraph| {
        if seen.may_be_twice(spread(print)) { postings.push(pair(print, paragraph)) } else { Ok(()) }
    })?;
    Ok(postings)
}

/// Gives each fingerprint of the paragraphs for which `is_member` holds, and the paragraph's number.
fn each_print(
    census: &Census,
    is_member: impl Fn(ParagraphId) -> bool,
    mut take: impl FnMut(u32, u32) -> Result<(), Lost>,
) -> Result<(), Lost> {
    census.each_prints(|doc, mut prints| {
        let first = census.paragraph_range(doc).start as u32;
        for (paragraph, at) in census.paragraphs(doc).iter().zip(0u32..) {
            let (here, rest) = prints.split_at(usize::from(paragraph.n_prints));
            prints = rest;
            if is_member(ParagraphId { doc, at }) {
                here.iter().try_for_each(|&print| take(print, first + at))?;
            }
        }
        Ok(())
    })
}

/// Fingerprints are the smallest of several hashes, and lie close together; these do not.
fn spread(print: u32) -> u64 {
    u64::from(print).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Survey;
    use crate::text::{Carrier, DocKey, Document, Parser};

    fn census(texts: &[String]) -> Census {
        let (mut parser, mut survey) = (Parser::new(), Survey::default());
        for (text, record) in texts.iter().zip(0..) {
            let document = Document {
                key: DocKey::new(0, record),
                path: "corpus.jsonl".into(),
                id: format!("d{record}").into(),
                text: text.clone(),
                title: None,
                site: "lannis.example".into(),
                date: None,
                carrier: Carrier::Plain,
            };
            survey.observe(&document, &parser.parse(text));
        }
        Census::new(survey)
    }

    fn words(range: std::ops::Range<u32>) -> String {
        range.map(|n| format!("w{n}x ")).collect()
    }

    #[test]
    fn a_paragraph_inside_a_longer_one_is_a_candidate_and_strangers_are_none() {
        let inside = format!("{}{}{}", words(1000..1200), words(0..40), words(2000..2200));
        let census = census(&[format!("{}\n\n{}", words(3000..3100), words(0..40)), inside, words(4000..4200)]);
        let echoes = Echoes::of(&census, |_| true, Allowance::default()).unwrap();
        assert_eq!(echoes.paragraphs(), [(ParagraphId { doc: 0, at: 1 }, ParagraphId { doc: 1, at: 0 })]);
    }

    #[test]
    fn fifty_words_over_other_breaks_make_documents_kin() {
        let (head, tail) = (words(0..25), words(25..50));
        let broken = format!("{}{head}\n\n{tail}{}", words(1000..1060), words(2000..2060));
        let glued = format!("{}{head}{tail}{}", words(3000..3060), words(4000..4060));
        let census = census(&[broken, glued]);
        let kin = Kin { docs: [0, 1], paragraphs: [0..2, 0..1] };
        assert_eq!(Echoes::of(&census, |_| true, Allowance::default()).unwrap().documents(|_| true), [kin]);
        assert_eq!(Echoes::of(&census, |id| id.doc == 0, Allowance::default()).unwrap().documents(|_| true), []);
    }
}
