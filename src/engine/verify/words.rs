//! The words of candidate paragraphs, laid by as the comparison sees them. A paragraph is held against many others: here it is read
//! and parsed once, and found by its number.

use super::super::ports::Fault;
use super::super::room::Room;
use super::spool::Spool;
use crate::corpus::spill::Allowance;
use crate::corpus::{Census, Members, ParagraphId, Places};
use crate::detect::duplicate::{Bag, Heading, NOTICE_WORDS, Tokens};
use crate::text::{Parser, Span};
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

/// What was read last. It is lent, since a look at a paragraph takes less time than new memory.
#[derive(Default)]
pub(super) struct Sheet {
    bytes: Vec<u8>,
    bag: Bag,
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
        let mut bytes = Vec::new();
        for id in docs.flat_map(|doc| self.places.of_document(self.census(), doc)) {
            let text = self.spool.text(id.doc, self.census().paragraph_span(id)?)?;
            let parsed = parser.parse_paragraphs(&text, [Span::new(0, text.len())].into_iter());
            Tokens::of_paragraph(&parsed, &parsed.blocks[0]).lay_by(&mut bytes);
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

    /// The words of a paragraph without their order.
    pub(super) fn bag<'s>(&self, id: ParagraphId, sheet: &'s mut Sheet) -> Result<&'s Bag, Fault> {
        self.spool.go_on()?;
        let place = self.places.of(self.census(), id);
        let n_bytes = Bag::n_bytes(self.census().paragraph_words(id));
        let Sheet { bytes, bag } = sheet;
        bag.read(self.room.read_into(place.start, n_bytes, bytes)?);
        Ok(bag)
    }

    /// A paragraph. That of a notice has its day.
    pub(super) fn tokens(&self, id: ParagraphId) -> Result<Tokens, Fault> {
        let (census, place) = (self.census(), self.places.of(self.census(), id));
        let bytes = self.room.read(place.start, (place.end - place.start) as usize)?;
        let tokens = Tokens::of_laid_by(&bytes, census.paragraph_words(id));
        Ok(match (census.n_words(id.doc) as usize) < NOTICE_WORDS {
            true => tokens.with_heading(Heading::of_notice(census.day(id.doc))),
            false => tokens,
        })
    }
}
