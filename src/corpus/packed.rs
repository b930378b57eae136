//! What is known at any time of one paragraph: how many words and fingerprints it has, and whether it reads as text. The few that have
//! more than fits are remembered beside it (`census`).

/// One paragraph: in 4 bytes, since a corpus has ten times as many as documents.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paragraph(u32);

impl Paragraph {
    const IS_PROSE: u32 = 1;
    const PRINTS_SHIFT: u32 = 1;
    pub(super) const MAX_PRINTS: u32 = (1 << 12) - 1;
    const WORDS_SHIFT: u32 = 13;
    pub(super) const MAX_WORDS: u32 = (1 << 19) - 1;

    pub(super) fn new(n_words: u32, n_prints: u32, is_prose: bool) -> Paragraph {
        let (n_words, n_prints) = (n_words.min(Self::MAX_WORDS), n_prints.min(Self::MAX_PRINTS));
        Paragraph(n_words << Self::WORDS_SHIFT | n_prints << Self::PRINTS_SHIFT | u32::from(is_prose))
    }

    pub(super) fn n_words(self) -> u32 {
        self.0 >> Self::WORDS_SHIFT
    }

    pub(super) fn n_prints(self) -> u32 {
        self.0 >> Self::PRINTS_SHIFT & Self::MAX_PRINTS
    }

    pub(super) fn is_prose(self) -> bool {
        self.0 & Self::IS_PROSE != 0
    }
}
