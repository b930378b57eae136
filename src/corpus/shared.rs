//! Which paragraphs share fingerprints with paragraphs of other documents? A word or two in common is chance; the more
//! fingerprints two paragraphs share, the more of one stands in the other.

use super::bits::Bits;
use super::candidates::{ALL_PAIRS_MAX, link};
use super::census::Census;
use super::echo::{Echo, MIN_SHARED, Shared};
use super::members::Members;
use super::paragraphs::ParagraphId;
use super::parts::{EachPart, PARTS, in_two_steps, of_parts, part_of, starts_of_pairs};
use super::seen::{Seen, evenly, spread};
use super::spill::{Allowance, Column, Lost, Shelves, Shelving};
use std::array;
use std::cmp::Reverse;
use std::ops::Range;

/// A fingerprint in more paragraphs than this (“the United States”) tells nothing. A guess.
const COMMON_PARAGRAPHS: usize = 64;
/// Fewest that two documents must share in such paragraphs for their passages to be compared, and fewest words from the first to the
/// last: 50 equal words have seven and more, 14 on average, and of any ten words at either end the first or last of one.
const MIN_PASSAGE_SHARED: u32 = 7;
const MIN_PASSAGE_EXTENT: u32 = 40;
/// Words that a passage may have at the ends of each paragraph before the first fingerprint and behind the last.
const UNSEEN_WORDS: u32 = 10;

/// Later paragraphs that one is compared with, most: those that may be copies, of these the ones that share most with it. In a corpus
/// made of sentences of others each shares something with hundreds. A guess.
const MAX_PARTNERS: usize = 6;

/// Two documents that share fingerprints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kin {
    /// The smaller number first.
    pub docs: [u32; 2],
    /// From the first paragraph of each that shares some to past the last.
    pub paragraphs: [Range<u32>; 2],
}

impl Kin {
    /// Two documents of which these paragraphs share some; nothing where that is too little for a passage.
    fn of(pairs: &[Paired]) -> Option<Kin> {
        let n_shared: u32 = pairs.iter().map(|pair| u32::from(pair.2.n_shared)).sum();
        let extent: u32 = pairs.iter().map(|pair| u32::from(pair.2.extent)).sum();
        let n_between = (pairs.len() as u32 - 1) * UNSEEN_WORDS;
        if n_shared < MIN_PASSAGE_SHARED || extent + n_between < MIN_PASSAGE_EXTENT {
            return None;
        }
        let range = |of: fn(&Paired) -> u32| {
            let (first, last) = (pairs.iter().map(of).min(), pairs.iter().map(of).max());
            first.unwrap_or(0)..last.map_or(0, |last| last + 1)
        };
        let paragraphs = [range(|pair| pair.0.at), range(|pair| pair.1.at)];
        Some(Kin { docs: [pairs[0].0.doc, pairs[0].1.doc], paragraphs })
    }
}

/// An echo with the places of its paragraphs.
type Paired = (ParagraphId, ParagraphId, Echo);

/// What shares fingerprints: pairs of paragraphs of which one may be a copy of the other, or that may hold parts of a passage. Sorted.
pub struct Echoes<'a> {
    census: &'a Census,
    parts: Vec<Part>,
}

/// Those whose first paragraphs lie in one part of the corpus.
#[derive(Default)]
struct Part {
    echoes: Column<Echo>,
    /// Those that they stand in.
    documents: Bits,
    /// Those of which one may be a copy of another.
    compared: Members,
}

impl<'a> Echoes<'a> {
    /// Looks at the paragraphs for which `is_member` holds. One of two that may be copies must be one for which `may_go` holds: it is
    /// told how many words it has and whether it reads as text.
    pub fn of(
        census: &'a Census,
        is_member: impl Fn(ParagraphId) -> bool,
        may_go: impl Fn(u32, bool) -> bool + Sync,
        allowance: Allowance<'_>,
        each_part: EachPart<'_>,
    ) -> Result<Echoes<'a>, Lost> {
        let (members, starts) = (Members::of(census, is_member), starts(census));
        let may_go = |paragraph| may_go(census.n_words_of(paragraph), census.reads_as_text(paragraph));
        let parts = in_two_steps(
            each_part,
            |part| shared(census, &members, part, &starts, allowance),
            |shared| Part::of(census, shared, may_go, allowance.part(PARTS)),
        )?;
        Ok(Echoes { census, parts })
    }

    /// The documents that they stand in. They are told once.
    pub fn take_documents(&mut self) -> Bits {
        self.parts.iter_mut().map(|part| std::mem::take(&mut part.documents)).fold(Bits::default(), Bits::join)
    }

    /// The paragraphs of which one may stand in another. They are told once.
    pub fn take_compared(&mut self) -> Members {
        self.parts.iter_mut().map(|part| std::mem::take(&mut part.compared)).fold(Members::default(), Members::join)
    }

    /// Gives the pairs of paragraphs of which one may stand in the other, sorted.
    pub fn each_pair<E: From<Lost>>(
        &self,
        mut take: impl FnMut((ParagraphId, ParagraphId)) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut take = |echo: Echo| match echo.may_be_copy {
            true => take((self.census.paragraph(echo.first), self.census.paragraph(echo.second))),
            false => Ok(()),
        };
        self.parts.iter().try_for_each(|part| part.echoes.each(&mut take))
    }

    /// Pairs of documents of which one may hold a passage of the other, sorted. Only paragraphs for which `is_open` holds are looked
    /// at.
    pub fn kin(&self, is_open: impl Fn(ParagraphId) -> bool + Sync, each_part: EachPart<'_>) -> Result<Vec<Kin>, Lost> {
        let kin = of_parts(each_part, |part| self.parts[part].kin(self.census, &is_open));
        Ok(kin.into_iter().collect::<Result<Vec<_>, Lost>>()?.concat())
    }
}

impl Part {
    /// `shared` is what the paragraphs of the part share with later ones.
    fn of(
        census: &Census,
        shared: Vec<Shelves<'_, Shared>>,
        may_go: impl Fn(u32) -> bool,
        allowance: Allowance<'_>,
    ) -> Result<Part, Lost> {
        let documents = Bits::none(census.len());
        let mut found = Part { documents, compared: Members::none(census), ..Part::default() };
        let (mut of_document, mut partners): (Vec<Paired>, Vec<Echo>) = (Vec::new(), Vec::new());
        let mut places = Vec::new();
        Shelves::groups_of(shared, |run| {
            run.sort_unstable();
            let first = census.paragraph(run[0].0);
            if of_document.last().is_some_and(|last| last.0.doc != first.doc) {
                found.take(&mut of_document, allowance)?;
            }
            // The smaller number stands first: what its own document has left of paragraphs follows, then come other documents.
            let own = census.paragraph_range(first.doc).end;
            let others = &run[run.partition_point(|&(_, (other, _))| other < own)..];
            let pairs = others.chunk_by(|a, b| a.1.0 == b.1.0).filter(|pair| pair.len() >= MIN_SHARED);
            partners.clear();
            let first_may_go = may_go(run[0].0);
            partners.extend(pairs.map(|pair| {
                let mut echo = Echo::of(census, pair, &mut places);
                echo.may_be_copy = echo.may_be_copy && (first_may_go || may_go(echo.second));
                echo
            }));
            partners.sort_unstable_by_key(|echo| (!echo.may_be_copy, Reverse(echo.n_shared), echo.second));
            let most = partners.iter().take(MAX_PARTNERS);
            of_document.extend(most.map(|&echo| (first, census.paragraph(echo.second), echo)));
            Ok(())
        })?;
        found.take(&mut of_document, allowance)?;
        Ok(found)
    }

    fn kin(&self, census: &Census, is_open: impl Fn(ParagraphId) -> bool) -> Result<Vec<Kin>, Lost> {
        let mut kin = Vec::new();
        let mut of_document: Vec<Paired> = Vec::new();
        let mut gather = |pairs: &mut Vec<Paired>| {
            kin.extend(by_partner(pairs).filter_map(Kin::of));
            pairs.clear();
        };
        self.echoes.each(|echo| {
            let (a, b) = (census.paragraph(echo.first), census.paragraph(echo.second));
            if of_document.last().is_some_and(|last| last.0.doc != a.doc) {
                gather(&mut of_document);
            }
            if is_open(a) && is_open(b) {
                of_document.push((a, b, echo));
            }
            Ok::<(), Lost>(())
        })?;
        gather(&mut of_document);
        Ok(kin)
    }

    /// Takes the pairs of one document that may be copies, or parts of a passage.
    fn take(&mut self, pairs: &mut Vec<Paired>, allowance: Allowance<'_>) -> Result<(), Lost> {
        let mut kept: Vec<Echo> = Vec::new();
        for of_two in by_partner(pairs) {
            let are_kin = Kin::of(of_two).is_some();
            let before = kept.len();
            kept.extend(of_two.iter().map(|pair| pair.2).filter(|echo| are_kin || echo.may_be_copy));
            if kept.len() > before {
                self.documents.add(of_two[0].0.doc);
                self.documents.add(of_two[0].1.doc);
            }
        }
        for echo in kept.iter().filter(|echo| echo.may_be_copy) {
            self.compared.add(echo.first);
            self.compared.add(echo.second);
        }
        kept.sort_unstable_by_key(|echo| (echo.first, echo.second));
        self.echoes.extend_from_slice(&kept);
        pairs.clear();
        self.echoes.spill_beyond(allowance)
    }
}

/// The pairs of one document, by the document of the other paragraph.
fn by_partner(pairs: &mut [Paired]) -> impl Iterator<Item = &[Paired]> {
    pairs.sort_unstable_by_key(|&(a, b, _)| (b.doc, a, b));
    pairs.chunk_by(|x, y| x.1.doc == y.1.doc)
}

/// The first paragraph of each part, which is that of a document.
fn starts(census: &Census) -> [u32; PARTS] {
    starts_of_pairs(census.n_paragraphs()).map(|near| match near {
        0 => 0,
        near => census.paragraph_range(census.owner(near)).start,
    })
}

/// Those of one part of the fingerprints that paragraphs share, by pairs of these: the pairs of each part.
fn shared<'a>(
    census: &Census,
    members: &Members,
    part: usize,
    starts: &[u32; PARTS],
    allowance: Allowance<'a>,
) -> Result<[Shelves<'a, Shared>; PARTS], Lost> {
    let room = allowance.part(2 * PARTS);
    // Few are there more than once, and most of these more than twice: there are about as many pairs as fingerprints.
    let (n_paragraphs, n_pairs) = (census.n_paragraphs(), census.n_prints() / PARTS);
    let mut shared = array::from_fn(|part| {
        let end = starts.get(part + 1).copied().unwrap_or(n_paragraphs);
        let firsts = u64::from(starts[part])..u64::from(end);
        Shelves::new(Shelving::new(firsts, n_pairs, size_of::<Shared>(), room), |shared: &Shared| shared.0, room)
    });
    let (mut bucket, mut linked): (Vec<Posting>, Vec<_>) = (Vec::new(), Vec::new());
    postings(census, members, part, allowance.part(PARTS))?.groups(|run| {
        if run.len() > 1 {
            bucket.clear();
            bucket.extend_from_slice(run);
            bucket.dedup_by_key(|&mut (_, (paragraph, _))| paragraph);
            link(&bucket, |posting| posting.1, ALL_PAIRS_MAX, COMMON_PARAGRAPHS, &mut linked);
        }
        linked
            .drain(..)
            .try_for_each(|((a, here), (b, there))| shared[part_of(starts, a)].push((a, (b, (here, there)))))
    })?;
    Ok(shared)
}

/// A fingerprint, a paragraph that has it, and the position of its words there.
type Posting = (u32, (u32, u16));

/// Fingerprints of one part that may stand twice.
fn postings<'a>(
    census: &Census,
    members: &Members,
    part: usize,
    allowance: Allowance<'a>,
) -> Result<Shelves<'a, Posting>, Lost> {
    let n_prints = census.n_prints() / PARTS;
    let mut seen = Seen::telling(n_prints, allowance.part(2).most_bytes());
    if let Some(seen) = &mut seen {
        each_postings(census, members, part, |found| {
            found.iter().for_each(|posting| seen.add(spread(posting.0)));
            Ok(())
        })?;
    }
    let shelving = Shelving::new(0..1 << u32::BITS, n_prints, size_of::<Posting>(), allowance);
    let mut postings = Shelves::new(shelving, |posting: &Posting| evenly(posting.0), allowance);
    each_postings(census, members, part, |found| {
        let n_kept = match &seen {
            Some(seen) => keep(found, |posting| seen.may_be_twice(spread(posting.0))),
            None => found.len(),
        };
        postings.extend(found[..n_kept].iter().copied())
    })?;
    Ok(postings)
}

/// Gives the fingerprints of one part, document by document.
fn each_postings(
    census: &Census,
    members: &Members,
    part: usize,
    mut take: impl FnMut(&mut [Posting]) -> Result<(), Lost>,
) -> Result<(), Lost> {
    let mut found: Vec<Posting> = Vec::new();
    census.each_prints(|doc, prints, gaps| {
        found.clear();
        let mut prints = prints.iter().zip(gaps);
        for paragraph in census.paragraph_range(doc) {
            let here = prints.by_ref().take(census.n_prints_of(paragraph) as usize);
            if !members.has(paragraph) {
                here.for_each(drop);
                continue;
            }
            let mut position: u16 = 0;
            found.extend(here.map(|(&print, &gap)| {
                position = position.saturating_add(gap.into());
                (print, (paragraph, position))
            }));
        }
        let n_here = keep(&mut found, |posting| posting.0 as usize % PARTS == part);
        take(&mut found[..n_here])
    })
}

/// Puts those first for which `is_kept` holds, in their order, and counts them. Each is written, and the next one over it where it does
/// not stay: which do cannot be guessed, so there is no branch.
fn keep<T: Copy>(all: &mut [T], is_kept: impl Fn(&T) -> bool) -> usize {
    let mut n_kept = 0;
    for at in 0..all.len() {
        let one = all[at];
        all[n_kept] = one;
        n_kept += usize::from(is_kept(&one));
    }
    n_kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Survey;
    use crate::corpus::parts::in_turn;
    use crate::text::{DocKey, Document, Parser};

    fn census(texts: &[String]) -> Census {
        let (mut parser, mut survey) = (Parser::new(), Survey::default());
        for (text, record) in texts.iter().zip(0..) {
            survey.observe(&Document::plain(DocKey::new(0, record), text), &parser.parse(text));
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
        let echoes = Echoes::of(&census, |_| true, |_, _| true, Allowance::default(), &in_turn).unwrap();
        let mut pairs = Vec::new();
        let take = |pair| {
            pairs.push(pair);
            Ok::<(), Lost>(())
        };
        echoes.each_pair(take).unwrap();
        assert_eq!(pairs, [(ParagraphId { doc: 0, at: 1 }, ParagraphId { doc: 1, at: 0 })]);
    }

    #[test]
    fn fifty_words_over_other_breaks_make_documents_kin() {
        let (head, tail) = (words(0..25), words(25..50));
        let broken = format!("{}{head}\n\n{tail}{}", words(1000..1060), words(2000..2060));
        let glued = format!("{}{head}{tail}{}", words(3000..3060), words(4000..4060));
        let census = census(&[broken, glued]);
        let kin = Kin { docs: [0, 1], paragraphs: [0..2, 0..1] };
        let found = |is_member: fn(ParagraphId) -> bool| {
            let echoes = Echoes::of(&census, is_member, |_, _| true, Allowance::default(), &in_turn).unwrap();
            echoes.kin(|_| true, &in_turn).unwrap()
        };
        assert_eq!(found(|_| true), [kin]);
        assert_eq!(found(|id| id.doc == 0), []);
    }
}
