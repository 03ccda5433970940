//! The records: how many of each kind, what they say, and how they are linked.

use super::text::Random;

/// Kinds with their prefix and their share of a thousand records.
const SHARES: &[(&str, &str, usize)] = &[
    ("need", "UN", 30),
    ("system_requirement", "SYS", 70),
    ("requirement", "SRS", 250),
    ("item", "ITM", 30),
    ("unit", "UNIT", 120),
    ("risk", "RISK", 70),
    ("control", "RC", 80),
    ("test", "TEST", 200),
    ("run", "RUN", 100),
    ("soup", "SOUP", 20),
    ("verification", "VER", 30),
];

/// How many records a YAML file holds.
const A_FILE: usize = 40;

/// A project by the number of its records.
#[derive(Debug)]
pub struct Project {
    kinds: Vec<(&'static str, &'static str, usize)>,
}

impl Project {
    /// Divides a number of records among the kinds.
    pub fn new(records: usize) -> Self {
        let mut kinds: Vec<_> = SHARES.iter().map(|(kind, prefix, share)| (*kind, *prefix, (records * share / 1000).max(1))).collect();
        let sum: usize = kinds.iter().map(|k| k.2).sum();
        // What the division left over are requirements.
        kinds[2].2 += records.saturating_sub(sum);
        Self { kinds }
    }

    fn count(&self, prefix: &str) -> usize {
        self.kinds.iter().find(|k| k.1 == prefix).map_or(1, |k| k.2)
    }

    fn one(&self, random: &mut Random, prefix: &str) -> String {
        format!("{prefix}-{:05}", 1 + random.below(self.count(prefix)))
    }

    fn some(&self, random: &mut Random, prefix: &str, most: usize) -> String {
        let mut ids: Vec<String> = (0..=random.below(most)).map(|_| self.one(random, prefix)).collect();
        ids.sort();
        ids.dedup();
        format!("[{}]", ids.join(", "))
    }

    /// The id of some record.
    pub fn any(&self, random: &mut Random) -> String {
        let (_, prefix, _) = self.kinds[random.below(self.kinds.len())];
        self.one(random, prefix)
    }

    /// Markdown of 40 to 120 words: sentences, often a list, links, seldom code or a table.
    pub fn prose(&self, random: &mut Random) -> String {
        let mut text = format!("{} See [[{}]]. {}", random.sentence(), self.any(random), random.sentence());
        for _ in 0..random.below(3) {
            text.push_str(&format!("\n{}", random.sentence()));
        }
        if random.below(3) > 0 {
            text.push('\n');
            for _ in 0..2 + random.below(3) {
                text.push_str(&format!("\n- {} ([[{}]])", random.words(7), self.any(random)));
            }
        }
        match random.below(20) {
            0 => text.push_str("\n\n```c\nint limit(int rate) {\n    return rate > MAX ? MAX : rate; /* safe */\n}\n```"),
            1 => text.push_str("\n\n| Level | Delay |\n|---|---:|\n| high | 1 s |\n| low | 10 s |"),
            _ => {}
        }
        text.push('\n');
        text
    }

    /// Every file of records: software requirements one to a Markdown file, the others many to a YAML file.
    pub fn files(&self, random: &mut Random) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for (kind, prefix, count) in &self.kinds {
            let mut open = String::new();
            for number in 1..=*count {
                let id = format!("{prefix}-{number:05}");
                let head = self.head(random, kind, number, *count);
                let prose = self.prose(random);
                if *kind == "requirement" {
                    let path = format!("records/{kind}/{:02}/{id}.md", number / 100);
                    files.push((path, format!("---\nid: {id}\nkind: {kind}\n{head}---\n{prose}")));
                    continue;
                }
                let fields: String = head.lines().map(|l| format!("    {l}\n")).collect();
                let text: String = prose.lines().map(|l| if l.is_empty() { "\n".to_owned() } else { format!("      {l}\n") }).collect();
                open.push_str(&format!("  - id: {id}\n{fields}    text: |\n{text}"));
                if number % A_FILE == 0 || number == *count {
                    files.push((format!("records/{kind}/{kind}-{number:05}.yaml"), format!("kind: {kind}\nrecords:\n{open}")));
                    open.clear();
                }
            }
        }
        files
    }

    /// The fields of a record besides its text, one or more lines each.
    fn head(&self, random: &mut Random, kind: &str, number: usize, count: usize) -> String {
        let status = random.pick(&["approved", "approved", "implemented", "implemented", "draft"]);
        let mut head = format!("title: \"{} {number}\"\nstatus: {status}\n", random.title());
        let mut line = |name: &str, value: String| head.push_str(&format!("{name}: {value}\n"));
        match kind {
            "need" => line("validated_by", self.some(random, "TEST", 2)),
            "system_requirement" => line("derives_from", self.some(random, "UN", 2)),
            "requirement" => {
                line("category", format!("[{}]", random.pick(&["a", "b", "c", "d"])));
                line("derives_from", self.some(random, "SYS", 2));
                line("allocated_to", self.some(random, "UNIT", 2));
                line("acceptance", format!("\"{}\"", random.sentence().replace('`', "")));
                line("verified_by", self.some(random, "TEST", 3));
            }
            "item" => line("responsibility", format!("\"{}\"", random.sentence())),
            "unit" => {
                line("part_of", format!("[{}]", self.one(random, "ITM")));
                line("safety_class", format!("\"{}\"", random.pick(&["A", "B", "C"])));
                line("code", format!("\"src/part_{}/unit_{number}.c\"", number % 17));
            }
            "risk" => {
                line("hazard", format!("\"{}\"", random.words(6)));
                line("harm", format!("\"{}\"", random.words(4)));
                line("causes", format!("\n  - {{id: a, item: {}, kind: defect, text: \"{}\"}}", self.one(random, "UNIT"), random.sentence()));
                line("arises_from", self.some(random, "ITM", 2));
                line("initial", format!("{{severity: \"{}\", probability: \"3\"}}", 1 + random.below(3)));
                line("residual", format!("{{severity: \"{}\", probability: \"1\"}}", 1 + random.below(3)));
            }
            "control" => {
                line("type", "protective".to_owned());
                line("mitigates", self.some(random, "RISK", 2));
                line("implemented_by", self.some(random, "SRS", 2));
            }
            "test" => {
                line("level", random.pick(&["unit", "integration", "system"]).to_owned());
                line("verifies", format!("[{}, {}]", self.one(random, "UNIT"), self.one(random, "RC")));
                line("pass_criteria", format!("\"{}\"", random.sentence().replace('`', "")));
                if automated(number) {
                    line("automated", format!("[\"suite: case {number} first\", \"suite: case {number} second\"]"));
                } else {
                    line("steps", format!("\n  - {{action: \"{}\", expected: \"{}\"}}", random.words(8), random.words(5)));
                }
            }
            "run" => {
                line("of", format!("TEST-{:05}", 1 + (number * 2) % self.count("TEST")));
                line("result", random.pick(&["pass", "pass", "pass", "pass", "fail"]).to_owned());
                line("date", format!("\"2026-10-{:02}\"", 1 + random.below(28)));
                line("software_version", "\"2.1.0\"".to_owned());
            }
            "soup" => {
                line("version", format!("\"{}.{}.0\"", 1 + number % 7, random.below(30)));
                line("manufacturer", format!("\"{}\"", random.title()));
                line("used_by", self.some(random, "ITM", 2));
            }
            _ => {
                line("method", "review".to_owned());
                line("date", "\"2026-05-04\"".to_owned());
                line("result", "pass".to_owned());
                line("verifies", self.some(random, "SRS", 12.min(count + 2)));
            }
        }
        head
    }

    /// The JUnit report with the cases that the tests name.
    pub fn report(&self) -> String {
        let mut report =
            String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"suite\" timestamp=\"2026-10-05T07:00:00\">\n");
        for number in (1..=self.count("TEST")).filter(|n| automated(*n)) {
            for case in ["first", "second"] {
                let inner = if number % 50 == 1 && case == "second" { "><failure message=\"limit\"/></testcase>" } else { "/>" };
                report.push_str(&format!("<testcase classname=\"suite\" name=\"suite: case {number} {case}\" time=\"0.1\"{inner}\n"));
            }
        }
        report.push_str("</testsuite>\n</testsuites>\n");
        report
    }
}

/// Whether a test names cases of the report; the others have runs.
fn automated(number: usize) -> bool {
    !number.is_multiple_of(3)
}
