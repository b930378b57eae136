//! The words of candidate paragraphs, laid by as the comparison sees them. A paragraph is held against many others: here it is read
//! and parsed once, and found by its number.

use super::super::ports::Fault;
use super::super::room::Room;
use super::spool::Spool;
use crate::corpus::spill::Allowance;
use crate::corpus::{Census, Members, ParagraphId, Places};
use crate::detect::duplicate::{Bag, Heading, NOTICE_WORDS, Tokens};
use crate::text::Parser;
use rayon::prelude::*;
use std::ops::Range;

/// Documents whose paragraphs one thread parses at a time, and for how many of these what was parsed is held. Guesses.
const CHUNK: u32 = 64;
const WAVE: usize = 64;

/// Paragraphs by number.
pub(super) struct Words<'a> {
    spool: &'a Spool<'a>,
    places: Places,
    room: Room<'a>,
}

/// Where a paragraph is laid out. It is lent, since a look at a paragraph takes less time than new memory.
#[derive(Default)]
pub(super) struct Sheet {
    bytes: Vec<u8>,
    bag: Bag,
}

/// A paragraph laid out: its words without their order, and all that was laid by.
pub(super) struct LaidOut<'s> {
    pub(super) bag: &'s Bag,
    id: ParagraphId,
    bytes: &'s [u8],
}

impl<'a> Words<'a> {
    /// Parses `members`, the documents of which were put aside.
    pub(super) fn lay_by(spool: &'a Spool<'a>, members: Members, allowance: Allowance<'a>) -> Result<Words<'a>, Fault> {
        let census = spool.census();
        let places = Places::new(census, members, Tokens::laid_bytes);
        let mut words = Words { spool, places, room: Room::new(allowance.scratch, allowance.n_bytes) };
        let chunks: Vec<u32> = (0..census.len()).step_by(CHUNK as usize).collect();
        for wave in chunks.chunks(WAVE) {
            let parse = |parser: &mut Parser, start: u32| words.parse(parser, start..census.len().min(start + CHUNK));
            let parsed: Vec<Vec<u8>> = wave
                .par_iter()
                .map_init(Parser::new, |parser, &start| parse(parser, start))
                .collect::<Result<_, Fault>>()?;
            for bytes in parsed.into_iter().filter(|bytes| !bytes.is_empty()) {
                words.room.append(bytes)?;
            }
        }
        Ok(words)
    }

    /// The members of these documents, as bytes.
    fn parse(&self, parser: &mut Parser, docs: Range<u32>) -> Result<Vec<u8>, Fault> {
        let (mut bytes, mut members) = (Vec::new(), Vec::new());
        for doc in docs {
            members.clear();
            members.extend(self.places.of_document(self.census(), doc).map(|id| id.at));
            let (Some(&first), Some(&last)) = (members.first(), members.last()) else { continue };
            // The text from the first to the last is read at once.
            let spans = self.census().paragraph_spans(doc, first..last + 1)?;
            let whole = spans[0].join(spans[spans.len() - 1]);
            let text = self.spool.text(doc, whole)?;
            let spans = members.iter().map(|at| spans[(at - first) as usize].moved_back(whole.start));
            let parsed = parser.parse_paragraphs(&text, spans);
            parsed.blocks.iter().for_each(|block| Tokens::of_paragraph(&parsed, block).lay_by(&mut bytes));
        }
        bytes.shrink_to_fit();
        Ok(bytes)
    }

    pub(super) fn spool(&self) -> &'a Spool<'a> {
        self.spool
    }

    fn census(&self) -> &'a Census {
        self.spool.census()
    }

    /// Lays a paragraph out.
    pub(super) fn lay_out<'s>(&'s self, id: ParagraphId, sheet: &'s mut Sheet) -> Result<LaidOut<'s>, Fault> {
        self.spool.go_on()?;
        let place = self.places.of(self.census(), id);
        let Sheet { bytes, bag } = sheet;
        let bytes = self.room.read_into(place.start, (place.end - place.start) as usize, bytes)?;
        bag.read(&bytes[..Bag::n_bytes(self.census().paragraph_words(id))]);
        Ok(LaidOut { bag, id, bytes })
    }

    /// A paragraph that was laid out. That of a notice has its day.
    pub(super) fn tokens(&self, LaidOut { id, bytes, .. }: &LaidOut<'_>) -> Tokens {
        let census = self.census();
        let tokens = Tokens::of_laid_by(bytes, census.paragraph_words(*id));
        match (census.n_words(id.doc) as usize) < NOTICE_WORDS {
            true => tokens.with_heading(Heading::of_notice(census.day(id.doc))),
            false => tokens,
        }
    }
}
