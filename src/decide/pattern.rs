//! Names with stars: `wire-*` is every site, or path, that begins so.

/// True where `name` is of the form `pattern`, in which `*` stands for any characters, none included.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut name) = name.strip_prefix(head) else { return false };
    let (middle, tail) = rest.rsplit_once('*').unwrap_or(("", rest));
    for piece in middle.split('*') {
        // The first place will do: what comes behind it only has more room.
        let Some(at) = name.find(piece) else { return false };
        name = &name[at + piece.len()..];
    }
    name.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, name, expected) in [
            ("a.example", "a.example", true),
            ("a.example", "aa.example", false),
            ("wire-*", "wire-7", true),
            ("wire-*", "wire-", true),
            ("wire-*", "the wire-7", false),
            ("*.example", "a.example", true),
            ("a*a", "a", false),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxcyyb", false),
            ("*", "", true),
            ("**", "anything", true),
            ("data/*/part-*.jsonl", "data/en/part-7.jsonl", true),
            ("*ab*ab", "ab", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }
}
