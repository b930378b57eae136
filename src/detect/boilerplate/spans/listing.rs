//! Rows of tables and entries of calendars. A wire that was run into one paragraph holds them as the article's own, and to the trees their
//! figures, names and missing verbs look like what a page sets round a text. `verdict.rs` asks, and only suspects such passages.

/// Gaps between columns of a row where each is two spaces wide: one alone is a typist's habit. Source: of six cuts in 52,000 wires five were a row
/// of a table, a letter head and entries of calendars; this and `DASH` spare all five, and none of 1,066 cuts on the benchmark's dev part.
const MIN_GAPS: usize = 3;
/// Opens an entry where it stands by itself.
const DASH: &str = "--";

/// True where the passage is set in columns, or an entry opens in it.
pub(super) fn is_of_a_listing(text: &str) -> bool {
    is_in_columns(text) || text.split_whitespace().any(|word| word == DASH)
}

fn is_in_columns(text: &str) -> bool {
    // A run of more than two spaces is found as one of three, so what lies between these are gaps of exactly two.
    text.contains('\t') || text.contains("   ") || text.matches("  ").count() >= MIN_GAPS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_entries_are_told_from_links() {
        for text in
            ["Koru/Mark  1-1/4  under  1-1/2  over", "Bo Rye     RYE FERRIES LP", "A\tB", "BUDGET: -- Dec 7, 1600 GMT"]
        {
            assert!(is_of_a_listing(text), "{text}");
        }
        for text in ["Read Next  How to cross the bay", "Share Tweet – Print", "pier--harbour"] {
            assert!(!is_of_a_listing(text), "{text}");
        }
    }
}
