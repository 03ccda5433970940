//! Random numbers and words.

/// The splitmix64 generator: small, and the same on every machine.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Begins at a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a limit; 0 when the limit is.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// One of some.
    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.below(from.len())).copied().unwrap_or_default()
    }

    /// Words with blanks between.
    pub fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.pick(WORDS)).collect();
        words.join(" ")
    }

    /// A title of a few words.
    pub fn title(&mut self) -> String {
        let count = 3 + self.below(5);
        let words = self.words(count);
        words.chars().take(1).flat_map(char::to_uppercase).chain(words.chars().skip(1)).collect()
    }

    /// A sentence; now and then with emphasis or code.
    pub fn sentence(&mut self) -> String {
        let count = 8 + self.below(10);
        let more = match self.below(6) {
            0 => format!(" with **{}**", self.words(2)),
            1 => format!(" through `{}`", self.words(2).replace(' ', "_")),
            _ => String::new(),
        };
        format!("The {}{more}.", self.words(count))
    }
}

const WORDS: &[&str] = &[
    "software",
    "pump",
    "alarm",
    "shall",
    "within",
    "value",
    "limit",
    "the",
    "of",
    "and",
    "a",
    "to",
    "sensor",
    "pressure",
    "rate",
    "drive",
    "user",
    "display",
    "state",
    "safe",
    "stop",
    "start",
    "volume",
    "infusion",
    "battery",
    "signal",
    "fault",
    "detected",
    "test",
    "measured",
    "by",
    "each",
    "programme",
    "confirmed",
    "before",
    "after",
    "time",
    "interval",
    "check",
    "memory",
    "stored",
    "log",
    "entry",
    "service",
    "gateway",
    "network",
    "message",
    "queue",
    "lost",
    "repeated",
    "frame",
    "encoder",
    "step",
    "motor",
    "line",
    "air",
    "bubble",
    "door",
    "clamp",
    "key",
    "keypad",
    "pressed",
    "page",
    "language",
    "unit",
    "computed",
    "range",
    "boundary",
    "error",
    "result",
    "reported",
    "raised",
    "priority",
    "high",
    "low",
    "medium",
    "sound",
    "light",
    "bedside",
    "nurse",
    "patient",
    "dose",
    "drug",
    "library",
    "care",
    "area",
    "is",
    "must",
    "not",
    "exceed",
    "at",
    "in",
    "on",
    "with",
    "from",
    "whatever",
    "while",
    "until",
    "records",
    "version",
    "image",
    "release",
];
