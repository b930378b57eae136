//! What the user suppressed, and what of it no longer holds: every format tells it, so that nothing is hidden for good.

use super::excerpt::visible;
use crate::findings::Summary;

/// A sentence for each suppression: how much it suppressed and why, or since when it suppresses nothing.
pub(super) fn sentences(summary: &Summary) -> Vec<String> {
    let holding = summary.suppressed.iter().map(|(name, &n)| match n {
        0 => format!("a suppression matched nothing: {}", visible(name)),
        1 => format!("1 finding is suppressed: {}", visible(name)),
        n => format!("{n} findings are suppressed: {}", visible(name)),
    });
    let expired = summary.expired.iter();
    let expired =
        expired.map(|(name, day)| format!("a suppression expired on {day} and no longer holds: {}", visible(name)));
    holding.chain(expired).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_suppression_is_told_with_its_number_and_reason() {
        let summary = Summary {
            suppressed: [("a (\"why\")".to_owned(), 3), ("b (\"so\")".to_owned(), 0)].into(),
            expired: [("c (\"then\")".to_owned(), "2026-11-26".to_owned())].into(),
            ..Summary::default()
        };
        assert_eq!(
            sentences(&summary),
            [
                "3 findings are suppressed: a (\"why\")",
                "a suppression matched nothing: b (\"so\")",
                "a suppression expired on 2026-11-26 and no longer holds: c (\"then\")",
            ]
        );
    }
}
