//! A word that is put where another one stood keeps its capital.

use std::borrow::Cow;

/// `word` with a capital where `there`, in whose place it is put, has one.
pub fn with_capital_of<'a>(there: &str, word: &'a str) -> Cow<'a, str> {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if there.starts_with(char::is_uppercase) => {
            Cow::Owned(first.to_uppercase().chain(letters).collect())
        }
        _ => Cow::Borrowed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_capital_of_what_it_stands_for() {
        assert_eq!(with_capital_of("Shelter", "housing"), "Housing");
        assert_eq!(with_capital_of("shelter", "housing"), "housing");
        assert_eq!(with_capital_of("", "housing"), "housing");
    }
}
