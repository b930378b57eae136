//! Letters of other scripts that look like Latin ones. They are not folded away (a word of another script is that script's
//! word); whoever asks what a disguised word says asks here: `homoglyph` repairs it, the spun family counts it as what it looks like.

use super::fold::fold_hash;

/// Look-alikes: the letter and its Latin twin. From Unicode's confusables (UTS 39), the pairs that most typefaces draw
/// alike. Greek small letters other than omicron are left out: science mixes them with Latin ("TNFα", "hν").
const TWINS: &[(char, char)] = &[
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('ο', 'o'),
    ('Ѕ', 'S'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('ѕ', 's'),
    ('і', 'i'),
    ('ј', 'j'),
    ('һ', 'h'),
    ('ԁ', 'd'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    ('ѵ', 'v'),
    ('Ү', 'Y'),
    ('ү', 'y'),
    ('Ԍ', 'G'),
    ('ӏ', 'l'),
    ('Ӏ', 'I'),
];

/// The Latin letter that looks like `c`, a letter of another script.
pub fn latin_twin(c: char) -> Option<char> {
    TWINS.iter().find(|(twin, _)| *twin == c).map(|(_, latin)| *latin)
}

/// Letters of other scripts that look like the Latin letter `c`.
pub fn twins_of(c: char) -> impl Iterator<Item = char> {
    TWINS.iter().filter(move |(_, latin)| *latin == c).map(|(twin, _)| *twin)
}

/// Hash of the folded word that a disguised `word` looks like. `None` where it holds no look-alike, or a letter that gives its
/// script away.
pub fn undisguised_hash(word: &str) -> Option<u64> {
    if word.is_ascii() {
        return None;
    }
    let mut latin = String::with_capacity(word.len());
    let mut n_twins = 0;
    for c in word.chars() {
        match latin_twin(c) {
            Some(twin) => {
                n_twins += 1;
                latin.push(twin);
            }
            None if is_greek_or_cyrillic(c) => return None,
            None => latin.push(c),
        }
    }
    (n_twins > 0).then(|| fold_hash(&latin, &mut String::new()))
}

/// True for letters of the two scripts whose letters look like Latin ones.
pub fn is_greek_or_cyrillic(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52f}' | '\u{1f00}'..='\u{1fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disguised_word_counts_as_what_it_looks_like() {
        let says = |word: &str| Some(fold_hash(word, &mut String::new()));
        assert_eq!(undisguised_hash("hаrbоur"), says("harbour"));
        assert_eq!(undisguised_hash("Роrt"), says("port"));
        assert_eq!(undisguised_hash("рое"), says("poe"));
        for word in ["harbour", "порт", "TNFα", "école", "東"] {
            assert_eq!(undisguised_hash(word), None, "{word}");
        }
    }
}
