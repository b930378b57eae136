//! The day, for suppressions that expire. The only place that looks at the clock for a result, and it is told.

use std::time::{SystemTime, UNIX_EPOCH};

/// Today in the world's time, as 2027-01-31.
pub fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    day(seconds / 86_400)
}

/// The day that is so many days after 1970-01-01, in the Gregorian calendar.
/// Source: Hinnant 2013, "chrono-compatible low-level date algorithms" (`civil_from_days`).
fn day(n_days: u64) -> String {
    let shifted = n_days + 719_468; // from 0000-03-01
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_counted_with_leap_years() {
        for (n_days, expected) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_819, "2027-01-01"),
            (47_540, "2100-02-28"),
        ] {
            assert_eq!(day(n_days), expected);
        }
    }
}
