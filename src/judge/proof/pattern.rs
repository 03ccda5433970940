//! Names in `automated` that mean several cases: patterns with `*`.

/// A pattern: what stands literally between its stars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    parts: Vec<String>,
}

/// Why a name with a star is not read as a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainStar {
    /// It begins with the star: it would take cases of whatever beginning.
    First,
    /// The star stands between letters or digits: it may be a product, or a power.
    Between,
}

/// Why the stars of a name are not read as a pattern: none if it has no star, or is a pattern.
pub fn plain_star(name: &str) -> Option<PlainStar> {
    Pattern::read(name).err()
}

impl Pattern {
    /// Reads a name: `*` stands for any run of characters, `\*` for a star. One without a star means what it says.
    ///
    /// # Errors
    /// When its stars are part of the name.
    pub(super) fn read(name: &str) -> Result<Self, PlainStar> {
        let (mut parts, mut part) = (Vec::new(), String::new());
        let mut chars = name.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '*' => parts.push(std::mem::take(&mut part)),
                '\\' if chars.next_if_eq(&'*').is_some() => part.push('*'),
                c => part.push(c),
            }
        }
        parts.push(part);
        let [first, .., _] = parts.as_slice() else { return Ok(Self { parts }) };
        if first.is_empty() {
            return Err(PlainStar::First);
        }
        // Stars side by side have nothing between them.
        let said: Vec<&String> = parts.iter().filter(|part| !part.is_empty()).collect();
        let ends = |part: &str| part.chars().next_back().is_some_and(char::is_alphanumeric);
        let begins = |part: &str| part.chars().next().is_some_and(char::is_alphanumeric);
        if said.windows(2).any(|pair| ends(pair[0]) && begins(pair[1])) {
            return Err(PlainStar::Between);
        }
        Ok(Self { parts })
    }

    /// What every name begins with that it takes.
    pub(super) fn beginning(&self) -> &str {
        self.parts.first().map_or("", String::as_str)
    }

    /// Whether it stands for more than one name.
    pub(super) fn is_open(&self) -> bool {
        self.parts.len() > 1
    }

    /// How many letters and digits it states.
    pub(super) fn letters(&self) -> usize {
        self.parts.iter().flat_map(|part| part.chars()).filter(|c| c.is_alphanumeric()).count()
    }

    /// Whether it takes a name: nothing of it serves twice.
    pub(super) fn takes(&self, text: &str) -> bool {
        let [first, middle @ .., last] = self.parts.as_slice() else { return self.beginning() == text };
        let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
        for part in middle {
            let Some(at) = rest.find(part.as_str()) else { return false };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last.as_str())
    }
}
