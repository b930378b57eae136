//! Words that dictionaries have and that no counted text uses. An author hardly ever writes one; a spinner that takes any synonym of its
//! list puts them in by the dozen, and they give it away though the model knows nothing of the list.

use crate::model::{Lens, WordId};
use crate::text::{Word, fold_hash};
use rustc_hash::FxHashSet;

/// Endings of inflected forms, each with what stands in its place in the base form.
const ENDINGS: [(&str, &str); 11] = [
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("r", ""),
    ("er", ""),
];
/// Shorter base forms are too often parts of something else. A guess.
const MIN_BASE_BYTES: usize = 4;
/// Longer words are no words.
const MAX_WORD_BYTES: usize = 32;

/// The rare words of a document so far: a rare term comes again and again where it is the subject, so each tells once.
#[derive(Default)]
pub(super) struct RareWords {
    told: FxHashSet<u64>,
}

impl RareWords {
    /// True where the word is a rare one that the document did not have before. `id` is what the model knows it as.
    pub(super) fn is_new(&mut self, model: &Lens<'_>, text: &str, word: &Word, id: WordId) -> bool {
        let is_rare = match id {
            WordId::UNKNOWN => is_rare(model, word.span.of(text), word.hash),
            id => !word.is_immutable() && model.is_uncounted(id),
        };
        is_rare && self.told.insert(word.hash)
    }
}

/// True for a rare word, and for a plainly inflected form of one.
fn is_rare(model: &Lens<'_>, word: &str, hash: u64) -> bool {
    if !word.is_ascii() || word.len() > MAX_WORD_BYTES {
        return false;
    }
    let is_rare_base = |(ending, base_ending): &(&str, &str)| {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() + base_ending.len() >= MIN_BASE_BYTES)
        else {
            return false;
        };
        let mut base = [0u8; MAX_WORD_BYTES];
        let n = stem.len() + base_ending.len();
        base[..stem.len()].copy_from_slice(stem.as_bytes());
        base[stem.len()..n].copy_from_slice(base_ending.as_bytes());
        std::str::from_utf8(&base[..n]).is_ok_and(|base| {
            let hash = fold_hash(base, &mut String::new());
            model.is_rare(hash) || model.word(hash).is_some_and(|word| model.is_uncounted(word))
        })
    };
    model.is_rare(hash) || ENDINGS.iter().any(is_rare_base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::text::Parser;

    fn told(text: &str) -> Vec<String> {
        let lens = Model::embedded().lens();
        let (mut parser, mut rare) = (Parser::new(), RareWords::default());
        let parsed = parser.parse(text);
        let id = |word: &Word| super::super::field::id_of(&lens, text, word);
        let is_new = |word: &&Word| rare.is_new(&lens, text, word, id(word));
        parsed.words.iter().filter(is_new).map(|word| word.span.of(text).to_owned()).collect()
    }

    #[test]
    fn words_that_only_lists_have_are_rare_and_each_form_is_told_once() {
        let text = "The mayor perpended the plan, and a blackguardly crowd perpended it too, perpending all day.";
        assert_eq!(told(text), ["perpended", "blackguardly", "perpending"]);
    }

    #[test]
    fn common_words_names_numbers_and_what_is_no_word_are_not_rare() {
        assert_eq!(
            told("The council of Qwyxton voted 9 to 4 on the bridge, zzqx said; xyyzing, qqqed, s, ing."),
            [""; 0]
        );
    }
}
