//! Characters that deceive the eye: letters, digits and dashes that look like those of ASCII, and what cannot be seen.

/// The ASCII character that a character only looks like: of Cyrillic and Greek letters, wide forms, dashes, digits. The
/// ones that people meet, not Unicode's whole list of confusable characters.
pub fn look_alike(c: char) -> Option<char> {
    const PAIRS: &[(&str, &str)] = &[
        ("АВСЕНІЈКМОРЅТХУԚԜ", "ABCEHIJKMOPSTXYQW"),
        ("асԁеһіјӏорԛѕԝхуѵ", "acdehijlopqswxyv"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
        ("αγικνορυχ", "ayikvopux"),
        ("‐‑‒–—―−﹣", "--------"),
    ];
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{660}'..='\u{669}' => char::from_u32(u32::from(c) - 0x660 + u32::from('0')),
        c if c.is_ascii() => None,
        c => PAIRS.iter().find_map(|(odd, plain)| odd.chars().zip(plain.chars()).find(|(o, _)| *o == c).map(|(_, p)| p)),
    }
}

/// Whether a character is not seen itself, and changes what is: of no width, or turning the direction of writing.
pub fn is_hidden(c: char) -> bool {
    deceives(c) || matches!(c, '\u{ad}' | '\u{200c}'..='\u{200f}')
}

/// Whether a hidden character has no place in prose. Others have: the soft hyphen, the joiners of some scripts and of emoji
/// (U+200C, U+200D), and the marks U+200E and U+200F, which turn nothing but themselves.
pub fn deceives(c: char) -> bool {
    turns(c) || matches!(c, '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character turns the direction of writing: what follows is shown in another order than it is stored.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text with plain characters for those that look like them, and without what is not seen.
pub fn folded(text: &str) -> String {
    text.chars().filter(|c| !is_hidden(*c)).map(|c| look_alike(c).unwrap_or(c)).collect()
}

/// What is odd about a name that should be plain: "`SRS‑1` contains `‑` (U+2011), which only looks like `-`".
pub fn odd_words(text: &str) -> Option<String> {
    // A long text is quoted by nobody in full.
    let short: String = text.chars().take(60).collect();
    text.chars().find_map(|c| {
        let code = u32::from(c);
        match look_alike(c) {
            Some(plain) => Some(format!("`{short}` contains `{c}` (U+{code:04X}), which only looks like `{plain}`")),
            None if is_hidden(c) => Some(format!("`{}` contains U+{code:04X}, which cannot be seen", folded(&short))),
            None => None,
        }
    })
}

/// What is odd about a text in any script: something hidden, or a look-alike in a word that is else written in ASCII.
pub fn odd_words_of_mixed(text: &str) -> Option<String> {
    let mixed = |word: &str| word.contains(|c: char| c.is_ascii_alphanumeric()) && word.contains(|c: char| c.is_alphanumeric() && look_alike(c).is_some());
    let hidden = |word: &str| word.contains(is_hidden);
    text.split_whitespace().find(|word| hidden(word) || mixed(word)).and_then(odd_words)
}

/// The first carriage return that no line feed follows: some programs end a line there, others do not.
pub fn lone_return(text: &str) -> Option<usize> {
    text.match_indices('\r').map(|(at, _)| at).find(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))
}
