//! Ids that a text names, each by itself or as a range.

/// The words of a text that may be ids, and those between the two ends of a range such as "TEST-020 to TEST-023".
pub fn ids_named(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut next = 0;
    let words = text.split(|c: char| !is_part(c)).map(|word| {
        let at = next;
        next = at + word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        (at, word.trim_end_matches('.'))
    });
    let words: Vec<(usize, &str)> = words.collect();
    let mut all: Vec<String> = words.iter().map(|(_, word)| (*word).to_owned()).collect();
    let ids: Vec<_> = words.iter().filter_map(|(at, word)| Some((*at, at + word.len(), numbered(word)?))).collect();
    for pair in ids.windows(2) {
        let [(_, from, (prefix, width, first)), (to, _, (other, _, last))] = pair else { continue };
        if prefix == other && first < last && last - first < LONGEST_RANGE.saturating_sub(all.len() as u32) && means_to(&text[*from..*to]) {
            all.extend((first + 1..*last).map(|number| format!("{prefix}{number:0width$}")));
        }
    }
    all
}

/// A range with more ids than this is none: it may be two of them by chance. No text names more by its ranges.
const LONGEST_RANGE: u32 = 10_000;

/// A number with more digits counts nothing.
const MOST_DIGITS: usize = 9;

/// An id by what stands before its number, how many digits that has, and the number.
fn numbered(word: &str) -> Option<(&str, usize, u32)> {
    let digits = word.len() - word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (prefix, number) = word.split_at(word.len() - digits);
    (prefix.ends_with('-') && digits <= MOST_DIGITS).then(|| Some((prefix, digits, number.parse().ok()?))).flatten()
}

/// Whether what stands between two ids makes a range of them: a word such as "to", a dash, dots.
fn means_to(between: &str) -> bool {
    ["to", "through", "up to", "–", "—", "-", "..", "...", "…"].contains(&between.trim().to_lowercase().as_str())
}
