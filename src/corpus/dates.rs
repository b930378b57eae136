//! Dates as records have them: ISO ("2022-02-10T08:00:00Z", "20220210"), or day, month and year ("2-MAR-1987 12:21:38").

/// Months by their first three letters.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first fourteen digits of a date, year first, as a number that sorts; `u64::MAX` for a date in another form, which
/// counts as none.
pub(super) fn date_number(date: &str) -> u64 {
    let is_iso = date.len() >= 4 && date.bytes().take(4).all(|b| b.is_ascii_digit());
    if is_iso {
        return number(date.bytes());
    }
    let Some((day, month, rest)) = day_and_month(date) else { return u64::MAX };
    let year = rest.bytes().take(4);
    number(year.chain(format!("{month:02}{day:02}").bytes()).chain(rest.bytes().skip(4)))
}

/// Day of a date, counted from some day; nothing where the date tells no day.
pub fn day_number(date: &str) -> Option<i64> {
    day_of(date_number(date))
}

/// The same of a date that was made a number.
pub(super) fn day_of(number: u64) -> Option<i64> {
    let (year, month, day) = (number / 10u64.pow(10), number / 10u64.pow(8) % 100, number / 10u64.pow(6) % 100);
    if number == u64::MAX || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Days of the years that begin in March, so that the odd day of a leap year is the last one.
    let (year, month) = (year as i64 - i64::from(month < 3), (month as i64 + 9) % 12);
    Some(365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day as i64)
}

fn number(date: impl Iterator<Item = u8>) -> u64 {
    let digits = date.filter(u8::is_ascii_digit).take(14);
    let (number, n) = digits.fold((0u64, 0), |(number, n), d| (number * 10 + u64::from(d - b'0'), n + 1));
    number * 10u64.pow(14 - n)
}

/// Day, month, and the date from its year on, of a date such as "2-MAR-1987" or "2 March 1987".
fn day_and_month(date: &str) -> Option<(u64, usize, &str)> {
    let mut parts = date.trim_start().splitn(3, ['-', ' ']);
    let day = parts.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let name = parts.next()?.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|m| *m == name)? + 1;
    let rest = parts.next()?;
    let has_year = rest.len() >= 4 && rest.bytes().take(4).all(|b| b.is_ascii_digit());
    has_year.then_some((day, month, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_sort_where_year_month_and_day_are_told() {
        assert!(date_number("2022-02-10") < date_number("2022-02-10T08:00:00Z"));
        assert!(date_number("20061020") < date_number("2006-10-21"));
        assert!(date_number("9-MAR-1987 12:00:00.00") < date_number("10-MAR-1987 08:00:00.00"));
        assert_eq!(date_number(" 3-APR-1987 11:05:48"), date_number("1987-04-03T11:05:48"));
        assert_eq!(date_number("Feb 10, 2022"), u64::MAX);
    }

    #[test]
    fn days_are_counted_over_months_and_years() {
        let apart = |a: &str, b: &str| day_number(b).unwrap() - day_number(a).unwrap();
        assert_eq!(apart("2024-02-28", "2024-03-01"), 2);
        assert_eq!(apart("2023-12-31", "2024-01-01T10:00"), 1);
        assert_eq!(apart("2-APR-1987", "9-APR-1987"), 7);
        assert_eq!(day_number("2024"), None);
    }
}
