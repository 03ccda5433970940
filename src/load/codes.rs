//! The codes that reading records, chapters and evidence can raise.

use crate::diag::{Code, Severity};

/// All of them, sorted by name.
pub static CODES: &[&Code] = &[
    &ADVISORIES_UNREAD,
    &CHAPTER_LINK_BROKEN,
    &CHAPTER_MISSING,
    &CLAUSE_STANDARD_UNKNOWN,
    &CONFLICT_MARKER,
    &COVERAGE_COUNT_MISMATCH,
    &DANGLING_LINK,
    &DIRECTIVE_INVALID,
    &DUPLICATE_ID,
    &EMPTY_FIELD,
    &EVIDENCE_EMPTY,
    &EVIDENCE_FILE_MISSING,
    &EVIDENCE_HASH_MISMATCH,
    &EVIDENCE_MISSING,
    &EVIDENCE_NAME_ODD,
    &EVIDENCE_UNREADABLE,
    &FILE_TOO_LARGE,
    &FILE_UNREADABLE,
    &HIDDEN_CHARACTER,
    &ID_CASE_CLASH,
    &IMAGE_UNREADABLE,
    &IMAGE_UNSAFE,
    &INVALID_ID,
    &MARKDOWN_PROBLEM,
    &MATRIX_INVALID,
    &MISSING_ID,
    &MISSING_KIND,
    &RECORD_FILE_UNREAD,
    &RECORD_SHAPE,
    &RELEASE_DAMAGED,
    &REPORT_CONTRADICTED,
    &REPORT_COPIED,
    &REPORT_COUNT_MISMATCH,
    &REPORT_STATED_TWICE,
    &REPORT_STATUS_UNKNOWN,
    &REVIEW_INVALID,
    &REVIEW_UNKNOWN_RECORD,
    &SBOM_DEPENDENCY_LOST,
    &SBOM_INCOMPLETE,
    &SUMMARY_INVALID,
    &TEXT_CUT,
    &UNKNOWN_FIELD,
    &UNKNOWN_KIND,
    &UNKNOWN_REFERENCE,
    &UNKNOWN_VALUE,
    &WRONG_TARGET_KIND,
    &WRONG_TYPE,
];

/// One line for a code: name, severity, whether it stops the writing, whether it can be lowered, and its three texts.
macro_rules! codes {
    ($($(#[$doc:meta])* $id:ident = $name:literal, $severity:ident, stops: $stops:literal, integrity: $integrity:literal, clauses: $clauses:expr,
        $finds:literal, $why:literal, $resolve:literal;)*) => {
        $($(#[$doc])* pub(super) static $id: Code = Code {
            name: $name, severity: Severity::$severity, clauses: $clauses,
            finds: $finds, why: $why, resolve: $resolve, stops: $stops, integrity: $integrity,
        };)*
    };
}

codes! {
    /// A file that the disk does not give.
    FILE_UNREADABLE = "file-unreadable", Error, stops: true, integrity: true, clauses: &[],
        "A file of records, reviews, chapters or a pack that cannot be read, is not UTF-8, or lies behind a link to a folder.",
        "What stands in it is unknown, so nothing may be said that could depend on it; no output is written while it lasts.",
        "make the file readable and save it as UTF-8; put a folder itself in the place of a link to it";
    /// A record file that has none of the three shapes.
    RECORD_SHAPE = "record-shape", Error, stops: true, integrity: true, clauses: &[],
        "A record file that is neither one record, nor `kind:` with `records:`, nor Markdown with front matter.",
        "Its content would be lost.",
        "give the file one of the three shapes";
    /// No id.
    MISSING_ID = "missing-id", Error, stops: true, integrity: true, clauses: &[],
        "A record without an `id`.",
        "Nothing can be traced to what has no name.",
        "give the record an `id`";
    /// An id that cannot be a file name on every system.
    INVALID_ID = "invalid-id", Error, stops: true, integrity: true, clauses: &[],
        "An id that is not made of ASCII letters, digits, `-`, `_` and `.`, starting with a letter, at most 200 long, without `..`, a final dot, or the name of a Windows device.",
        "An id is also the name of a file and a part of a link.",
        "change the id to letters, digits, `-`, `_` and `.`";
    /// Two records of one id.
    DUPLICATE_ID = "duplicate-id", Error, stops: false, integrity: true, clauses: &["8.1.1"],
        "An id that two records have.",
        "A link to it could mean either; the second record is left out of all outputs.",
        "give one of the two another id";
    /// Two ids that no file system tells apart for certain.
    ID_CASE_CLASH = "id-case-clash", Error, stops: false, integrity: true, clauses: &["8.1.1"],
        "Two ids that differ only in upper and lower case.",
        "An id is also the name of a file, and many disks hold only one of the two; the second record is left out of all outputs.",
        "give one of the two another id";
    /// No kind.
    MISSING_KIND = "missing-kind", Error, stops: true, integrity: true, clauses: &[],
        "A record without a `kind`.",
        "Without its kind, none of its fields means anything.",
        "write `kind:` in the record, or once at the top of the file";
    /// No such kind.
    UNKNOWN_KIND = "unknown-kind", Error, stops: true, integrity: true, clauses: &[],
        "A kind that neither techfile nor the project's schema declares.",
        "Without its kind, none of its fields means anything.",
        "correct the kind, or declare it in the project's schema";
    /// No such field or link.
    UNKNOWN_FIELD = "unknown-field", Error, stops: false, integrity: true, clauses: &[],
        "A name in a record that is neither a field nor a link of its kind.",
        "What stands there would silently not count.",
        "correct the name, or declare the field in the project's schema";
    /// A value of another type.
    WRONG_TYPE = "wrong-type", Error, stops: false, integrity: true, clauses: &[],
        "A value that is not of the type of its field.",
        "A date, number or list that cannot be read cannot be judged.",
        "write a value of the type that the message names";
    /// A word that is none of those allowed.
    UNKNOWN_VALUE = "unknown-value", Error, stops: false, integrity: true, clauses: &[],
        "A word that is not one of a field's words, or not on its scale.",
        "A rule that looks for one of the known words would never see it.",
        "use one of the known words, or add it in the project's schema";
    /// A name with nothing behind it.
    EMPTY_FIELD = "empty-field", Warning, stops: false, integrity: false, clauses: &[],
        "A field or link without a value, or with nothing but a placeholder (\"TBD\", \"n/a\") or assent (\"Yes.\", \"All is well.\").",
        "It looks like an answer and gives no reason: it counts as if it were not written.",
        "write what is to be said, or remove the field; why a whole record does not apply is said in `not_applicable`";
    /// A link to nothing.
    DANGLING_LINK = "dangling-link", Error, stops: false, integrity: true, clauses: &["5.1.1", "7.3.3"],
        "A link to an id that no record has.",
        "A trace that leads nowhere proves nothing.",
        "correct the id, or write the record it names";
    /// A link to a record of a kind that cannot stand there.
    WRONG_TARGET_KIND = "wrong-target-kind", Error, stops: false, integrity: true, clauses: &["5.1.1"],
        "A link to a record whose kind the link does not allow.",
        "Such a link means nothing and counts nowhere.",
        "link to a record of a kind that the message names, or use the link that was meant";
    /// A `[[…]]` to nothing.
    UNKNOWN_REFERENCE = "unknown-reference", Warning, stops: false, integrity: false, clauses: &[],
        "A `[[…]]` in prose that looks like an id, and no record has it.",
        "The reader of the text would look for a record that does not exist; it is shown as text.",
        "correct the id, or write `\\[[` if no record is meant";
    /// A directive with a mistake.
    DIRECTIVE_INVALID = "directive-invalid", Error, stops: false, integrity: true, clauses: &[],
        "A `{{#…}}` directive that is unknown or has an argument that means nothing.",
        "A mistyped argument must never become an empty table; the text of the directive is shown instead.",
        "correct the directive, or write `\\{{#` to show it as text";
    /// A summary that loses a chapter.
    SUMMARY_INVALID = "summary-invalid", Error, stops: false, integrity: true, clauses: &[],
        "A line of `SUMMARY.md` that is neither a chapter, a part, a separator nor a draft; a chapter that is listed twice.",
        "The chapter that was meant is missing from the technical file, or the chapters below it have another number than their writer sees.",
        "write a chapter as `[Title](path.md)`, with a path that has blanks in `<…>`; list each chapter once";
    /// A text that ends or runs on where its writer did not mean it.
    TEXT_CUT = "text-cut", Warning, stops: false, integrity: true, clauses: &[],
        "A text without quotes that ends at ` #`, where YAML begins a comment; a text behind `>` whose lines are items of a list or rows of a table.",
        "What follows is lost, or stands in one line: the record says something else than its writer sees in the file.",
        "put the text in quotes, or leave two spaces before what is meant as a comment; write `|` for a text that keeps its lines";
    /// What git could not merge.
    CONFLICT_MARKER = "conflict-marker", Error, stops: false, integrity: true, clauses: &["8.1.2"],
        "A line of `<<<<<<<`, `|||||||` or `>>>>>>>` that git left in a file where two changes met.",
        "Two versions of a text stand side by side, and nobody decided which of them holds.",
        "decide which version holds, and remove the lines of git";
    /// A file beside the records that is none.
    RECORD_FILE_UNREAD = "record-file-unread", Note, stops: false, integrity: false, clauses: &[],
        "A file in the folder of records that is not read: neither `.yaml`, `.yml` nor `.md`, or hidden. A README and what the records show or name are none.",
        "If it holds records, they are missing from the file, and nobody is told.",
        "rename the file so that it ends in `.yaml`, `.yml` or `.md`, or move it out of the folder";
    /// Markdown beyond all need.
    MARKDOWN_PROBLEM = "markdown-problem", Warning, stops: false, integrity: false, clauses: &[],
        "A place in a Markdown text that cannot be shown as it is written, or as it seems to be meant: cells beyond the head of a table, a table that is none, raw HTML, `[[…]]` that is no link.",
        "What is shown differs from what was written there.",
        "write the text at the marked place so that it can be shown";
    /// A character that deceives the reader.
    HIDDEN_CHARACTER = "hidden-character", Warning, stops: false, integrity: false, clauses: &[],
        "A character in a record or chapter that changes the direction of writing (such as U+202E), or has no width (U+200B, U+2060 to U+2064, U+FEFF, tag characters). Soft hyphens, joiners and direction marks are allowed.",
        "The reader sees another text than the one that is stored, compared and searched.",
        "remove the character; if the script of the text needs it, allow this code in `[check]`";
    /// A chapter without a file.
    CHAPTER_MISSING = "chapter-missing", Error, stops: true, integrity: true, clauses: &[],
        "A chapter in `SUMMARY.md` whose file is not there.",
        "A chapter would be missing from the technical file.",
        "write the file, or remove the entry from SUMMARY.md";
    /// A link in a text to what is not here.
    CHAPTER_LINK_BROKEN = "chapter-link-broken", Warning, stops: false, integrity: false, clauses: &[],
        "A relative link or image in a chapter or record that leads to a file which is not in the project or is not published, or to a heading that is not there; an image that is no file of the project.",
        "The reader of the technical file cannot follow it.",
        "correct the path or the heading, or add the file";
    /// A glob without files.
    EVIDENCE_MISSING = "evidence-missing", Warning, stops: false, integrity: true, clauses: &["5.7.5"],
        "A pattern of evidence files in `book.toml` that matches no file.",
        "Runs that were made may be missing from every verdict.",
        "correct the pattern, or put the reports where it looks";
    /// A file of which nothing comes.
    EVIDENCE_EMPTY = "evidence-empty", Warning, stops: false, integrity: false, clauses: &["5.7.5"],
        "A test report without a case, a bill of materials without a component, or a coverage report without a file.",
        "What was to be made was probably not: nothing ran, or nothing was found. An empty list shows nothing.",
        "make the file again, and look why nothing is in it; where that is meant, take it out of `[evidence]`";
    /// A name that is not what it looks like.
    EVIDENCE_NAME_ODD = "evidence-name-odd", Warning, stops: false, integrity: false, clauses: &["5.7.5"],
        "A name in a test report or a bill of materials that holds control characters, characters that turn the direction of writing, or U+FFFD, which stands for a character that was lost.",
        "A reader does not see what stands there; the outputs write control characters out, and a name in `automated` has to do the same.",
        "correct the name where it comes from";
    /// Evidence of a run that is not there.
    EVIDENCE_FILE_MISSING = "evidence-file-missing", Error, stops: false, integrity: true, clauses: &["5.7.5", "9.8"],
        "A file that the `evidence` of a run names, and that is not in the project.",
        "What is said to show the result cannot be looked at.",
        "add the file, or correct its path: it is written from the folder of book.toml";
    /// Evidence of a run that was changed.
    EVIDENCE_HASH_MISMATCH = "evidence-hash-mismatch", Error, stops: false, integrity: true, clauses: &["5.7.5", "9.8"],
        "A file that the `evidence` of a run names, and whose SHA-256 is not the one written there.",
        "It is not the file that was looked at when the run was recorded.",
        "restore the file; if the new one is right, record the run again with its hash";
    /// A report that cannot be read.
    EVIDENCE_UNREADABLE = "evidence-unreadable", Error, stops: true, integrity: true, clauses: &["5.7.5"],
        "A test report, a bill of materials, a coverage report or a file of advisories that cannot be read to its end, or a link to a folder behind which there may be one.",
        "A lost failing run must never turn a verdict green, nor a lost component or advisory make a list of SOUP or of its anomalies look complete; no output is written while it lasts.",
        "write the file again, complete, well-formed, and in a format that is read";
    /// A report and the settings that do not say the same.
    REPORT_CONTRADICTED = "report-contradicted", Warning, stops: false, integrity: true, clauses: &["5.7.5"],
        "A test report whose properties or time say otherwise than its `[[evidence.report]]`, or than themselves.",
        "One of the two is wrong: the run may be one of another version, day or platform. What the settings state counts.",
        "correct `[[evidence.report]]`, or name the report that was meant";
    /// One run that is there twice.
    REPORT_COPIED = "report-copied", Warning, stops: false, integrity: true, clauses: &["5.7.5"],
        "A test report that is the same file as another one, byte for byte.",
        "One run counts as two: what is stated of the one, its date, version or platform, is not true of the other.",
        "keep one of the two, or put in its place the report that was meant";
    /// A report that lost cases, or gained some.
    REPORT_COUNT_MISMATCH = "report-count-mismatch", Error, stops: false, integrity: true, clauses: &["5.7.5"],
        "A test report in which a suite says that it holds more or fewer cases, failures, skipped or disabled cases than stand in it, or that it failed while no case of it did.",
        "A report that was cut or filtered may have lost the case that failed, and one that holds more passes than it counts calls something a pass that failed or was not run.",
        "write the report again, complete, with a program whose counts are those of its cases";
    /// A case that went nobody knows how.
    REPORT_STATUS_UNKNOWN = "report-status-unknown", Warning, stops: false, integrity: true, clauses: &["5.7.5"],
        "A test report with a case whose outcome, such as `status` or `result`, is a word that is not known.",
        "Whether the case passed cannot be told, so it counts as not run: it shows nothing.",
        "let the program that writes the report use `passed`, `failed`, `error` or `skipped`";
    /// Two statements about one report.
    REPORT_STATED_TWICE = "report-stated-twice", Warning, stops: false, integrity: true, clauses: &["5.7.5"],
        "A test report that the patterns of two `[[evidence.report]]` entries match.",
        "Two statements are made about one run, and only the later one counts: its version, date and environment may be those of another run.",
        "narrow the patterns, so that one entry is about each report";
    /// A bill that knows of more than it lists.
    SBOM_DEPENDENCY_LOST = "sbom-dependency-lost", Warning, stops: false, integrity: false, clauses: &["8.1.2"],
        "A bill of materials that tells of a component which it does not list: as something that is needed, or as what the bill is of.",
        "The bill may have been cut or filtered: what it leaves out may be shipped, and nobody is asked for it.",
        "write the bill again, complete";
    /// A bill that says so itself.
    SBOM_INCOMPLETE = "sbom-incomplete", Warning, stops: false, integrity: false, clauses: &["8.1.2"],
        "A bill of materials that says of itself that it is incomplete.",
        "What it leaves out may be shipped, and nobody is asked for it; nor is a package that it does not list shown not to be shipped.",
        "write a bill of all that is shipped, or a second one of what is missing";
    /// Anomalies where nobody looks for them.
    ADVISORIES_UNREAD = "advisories-unread", Warning, stops: false, integrity: false, clauses: &["7.1.3"],
        "A bill of materials that tells of known anomalies (`vulnerabilities`), and that `[evidence] advisories` does not name.",
        "They are compared with no SOUP, and nobody is asked to evaluate them.",
        "name the file in `[evidence] advisories`, too; advisories are read as JSON";
    /// A coverage report whose totals are not those of its lines.
    COVERAGE_COUNT_MISMATCH = "coverage-count-mismatch", Warning, stops: false, integrity: false, clauses: &["5.5.4"],
        "A coverage report whose totals are not what its lines and branches add up to.",
        "The report may have been cut, filtered or put together: lines that are not named take no part, and the share that ran looks greater than it is.",
        "write the report again, complete; where the program that writes it is known to count otherwise, lower the level in `[check]`";
    /// A file of a chapter that would take too much to show.
    FILE_TOO_LARGE = "file-too-large", Error, stops: false, integrity: false, clauses: &[],
        "An image of more than 50 million pixels, 50 MB or 500 frames; a drawing (SVG) that takes too long to draw; a file of more than 200 MB that a chapter links to.",
        "Showing it could take all the memory of a computer. Its words stand in its place, so that the technical file lacks it: a release is not frozen unless a waiver accepts that. No verdict depends on such a file, so the outputs are written all the same.",
        "save the image with fewer pixels or frames; put a large file elsewhere and link to its address";
    /// An image that is none, or not whole.
    IMAGE_UNREADABLE = "image-unreadable", Error, stops: false, integrity: false, clauses: &[],
        "An image whose content is not what its name says, that ends in the middle, or that cannot be decoded.",
        "It could not be shown, or only in part. Its alternative text stands in its place, so that the technical file lacks the figure.",
        "save the image again from the program that made it, as PNG, JPEG, GIF, WebP or SVG";
    /// A drawing that could act.
    IMAGE_UNSAFE = "image-unsafe", Error, stops: false, integrity: false, clauses: &[],
        "A drawing (SVG) that holds a script, HTML, a reference to another file, or anything else that does more than draw.",
        "Opened in a browser, it could run a program, load files from elsewhere, or look different for each reader. Its alternative text stands in its place, so that the technical file lacks the figure.",
        "export the drawing again as plain SVG, with fonts as paths and pictures embedded, or as PNG";
    /// A matrix over links that do not exist.
    MATRIX_INVALID = "matrix-invalid", Error, stops: false, integrity: true, clauses: &[],
        "A `[[matrix]]` in `book.toml` whose path names a link that does not exist, or that cannot follow the one before it.",
        "The matrix would be missing or empty, and look as if nothing were linked.",
        "correct the path: link names, in either direction, each starting where the one before it ends";
    /// A frozen release that is no longer what was frozen.
    RELEASE_DAMAGED = "release-damaged", Error, stops: false, integrity: true, clauses: &["5.8.7"],
        "A frozen release that is missing, or of which anything is no longer as it was frozen, or that is not in the ledger of releases.",
        "What was released is compared with the records of today; without it, a record that vanished would not be missed.",
        "restore the folder of the release from where it is kept; `techfile verify` names the files that changed";
    /// A review that is not written as one.
    REVIEW_INVALID = "review-invalid", Error, stops: false, integrity: true, clauses: &[],
        "A file in the folder of reviews, or a link in one, that is not written as `techfile review` writes it.",
        "A review that cannot be read protects no link: a change of what was reviewed would pass unseen.",
        "correct the marked place, or restore the file from git and review again with `techfile review`";
    /// A review of what is not there.
    REVIEW_UNKNOWN_RECORD = "review-unknown-record", Warning, stops: false, integrity: false, clauses: &[],
        "A recorded review of a link whose end no record of the project is.",
        "The review protects nothing any more: the record was renamed or removed, or the id is wrong.",
        "correct the id, or remove the entry; then review the links of the renamed record again";
    /// An edition that is nowhere.
    CLAUSE_STANDARD_UNKNOWN = "standard-unknown", Error, stops: true, integrity: true, clauses: &[],
        "A standard in `[standards] use` that is neither built in nor in a pack of the project.",
        "Its clauses would be missing from the tables.",
        "use one of the standards that the message names";
}
