//! techfile compiles the records of medical device software (IEC 62304) into its technical file: a cross-linked portal, a
//! typeset PDF, traceability matrices, clause tables and frozen releases.
//!
//! # Bird's eye
//!
//! ```text
//!  files ─> source ─> yaml ─> load ─> model ─> judge ─> check ─> findings ─┐
//!                       ^                 └──> report ─> tables ───────────┴─> render (html | pdf | data) ─> store ─> release
//!              schema (kinds, links, scales, standards: data files)
//! ```
//!
//! A run reads every file once ([`source`], [`yaml`], [`config`]), turns record files into records by the declarations of
//! the [`schema`], connects them ([`load`] makes a [`model::Project`], immutable from then on) and judges them once
//! ([`judge`] makes a [`judge::Judgement`]). [`check`] looks for what is missing, [`mod@report`] makes tables and sheets that
//! know no output, and [`render`] prints them. [`release`] freezes what was printed; [`archive`] reads it back.
//!
//! # Code map, by floor
//!
//! | floor | module | holds |
//! |---|---|---|
//! | 1 | [`source`] · [`version`] | files, places, the sorted walk: the only way in; the order of versions, and when two are one |
//! | 2 | [`diag`] · [`store`] | findings, their codes and ways of showing them; all that writes onto the disk |
//! | 3 | [`yaml`] · [`config`] · [`archive`] | strict YAML to nodes that know their place; `book.toml`; frozen releases |
//! | 4 | [`schema`] | kinds, fields, links, scales, standards: data files, every name resolved; the `where` language ([`schema::query`]) |
//! | 5 | [`model`] | records, graph, chapters, evidence, Markdown trees, the snapshot's form |
//! | 6 | [`load`] · [`judge`] | text, reports, reviews, the newest release to records; verdicts, classes, levels, clause rows, fingerprints, suspect links |
//! | 7 | [`check`] · [`mod@report`] | one rule a file; tables and sheets, output-neutral |
//! | 8 | [`render`] | site, PDF, data files; the router, the theme |
//! | 9 | [`release`] | freezing |
//! | 10 | [`ops`] | one file a subcommand |
//! | 11 | [`cli`] | arguments, clock, printing, exit codes |
//!
//! A module imports lower floors only, and neighbours on a floor never import each other. A test enforces it.
//!
//! # Invariants
//!
//! - Nothing is said that the records do not prove: a verdict is computed in `judge` and nowhere else, in stages of which each is
//!   a finished value; every output prints that one. A for-all over nothing shows nothing.
//! - A word that decides something is a value of an enumeration ([`model::Words`]). What is none of its words shows nothing: a
//!   test puts a wrong one in the place of each.
//! - What nobody on record did, what is older than what it is about (`judge/order.rs`), and a text that only assents show nothing; a test
//!   does each of these to every record of the sample, and nothing may get better by it.
//! - Findings and clause rows agree: rows are the last stage, and take the errors of the rules. No row is complete while an error
//!   that cites its clause stands on a record of its subject.
//! - What is said is said once, in `report`: of a record ([`report::Sheet`]), of a field ([`report::Value`]), in a table
//!   ([`report::Table`]), in a chapter with its live content ([`report::chapter_text`]). What stands where, and in which order, is
//!   the outline ([`mod@report::outline`]). Outputs lay it out.
//! - Rules and reports change nothing and judge nothing. `render` knows neither `load` nor `check`; `html` and `pdf` do not
//!   know each other. Only `schema` and `load` see YAML.
//! - A fingerprint (`judge/review/fingerprint.rs`) is a promise: its encoding never changes under the same version number.
//! - Git changes no verdict and no output: only `check` and `review` ask it, for the words of a difference.
//! - Same input, same bytes: no clock below `cli`, no unsorted folder, no hash order on the way to an output.
//! - No clause number and no class letter decides anything in Rust: a pack (`schema/data/standards/`) says which clause applies to
//!   what and what has to be on record for it (a rule names the clauses that it serves, for its reader), in a closed set of
//!   forms ([`schema::evidence`]); `judge/clause/` holds that against the records of each subject. Less on record never shows more: a test takes every record of the sample away in turn.
//! - What does not say of which of several systems it speaks answers for none of them; an assessment of a part names the part.
//! - A finding may be waived by an approved, dated record; it is shown everywhere all the same, and no verdict moves.
//! - A file that cannot be read stops the writing: a lost failing run must never turn a verdict green.
//! - Only [`store`] writes onto the disk. It stages a folder beside the old one and lets them change places; it removes no file
//!   that no build wrote, opens no existing file for writing, and lets one run at a time write into a folder. A frozen release
//!   is never written again, and a ledger names them all. The user's own files are changed by [`ops::edit`] only: all or
//!   none, and never one that is not what was read. What an edit did that was killed, the next one takes back.
//! - Record text is data: escaped in HTML, a virtual JSON file for typst, never markup, and no formula in CSV.
//! - Nothing that a project brings runs in a browser: `render/route.rs` decides under which name a file is published, every page
//!   has a content policy, and nothing is fetched from elsewhere.
//! - The label file holds every fixed word of an output, and [`report::words`] a function for each: a slip does not compile, a
//!   label that nobody says fails the build. Kinds, fields and links bring their own labels from the schema.
//!
//! # Where to add a thing
//!
//! | new | one place | second touch |
//! |---|---|---|
//! | record kind, field, link, scale | `schema/data/` | none: page, list, data files follow |
//! | standard, edition, checklist | `schema/data/standards/` | none; a project's own in its packs |
//! | form of evidence | `schema/evidence.rs` | its reader in `schema/pack/forms.rs` (what a record must have: `needs.rs`), its evaluation in `judge/clause/` |
//! | rule | `check/rules/<subject>/<name>.rs` | its line in `check/rules/mod.rs`; its bad and good case in `tests/cases/check/` |
//! | table | `report/tables/<name>.rs` | its line in `report/tables/mod.rs`: it appears in site, PDF, CSV and snapshot |
//! | label | `report/words/` | its text in `themes/default/labels.toml`; where it is said |
//! | language | `labels.<language>.toml` of a theme | none |
//! | output | `render/<name>/` | its entry in `render/outputs.rs`: `build --only`, releases and messages read it there |
//! | word that decides something | the field in `schema/data/kinds/` | the enumeration in `model/words.rs`: every match on it names each word |
//! | format of test reports, of coverage | `load/evidence/{reports,coverage}/<name>.rs` | its line in `mod.rs` or `xml.rs` there |
//! | format of bills of materials | `load/evidence/sbom/<name>.rs` | its line in `load/evidence/sbom/mod.rs` |
//! | way to show findings | `diag/emit/<name>.rs` | its line in `cli/print.rs` |
//! | look | `themes/<name>/` | none: a project overlays file by file |
//! | subcommand | `ops/<name>.rs`, `cli/<name>.rs` | its lines in `cli/args.rs` and `cli/mod.rs` |
//!
//! Some of them, as they are. The kind *trend* is `schema/data/kinds/trend.yaml` and nothing else: no line of Rust names it, and
//! it has its list, its pages, its columns in CSV and snapshot, its branch of the JSON Schema, its terms in queries, and
//! `techfile new trend`. The rule `soup-unsupported` is `check/rules/soup/soup_unsupported.rs` (what it finds, why, how to resolve
//! it, and the function that looks), its line in `check/rules/mod.rs`, and `tests/cases/check/soup-unsupported/`: from there
//! it is in `check`, in the portal, in the PDF, in `techfile explain`, and in the table of the README. The table of anomalies
//! is `report/tables/anomalies.rs` and its line in `report/tables/mod.rs`: no output names it. The field `planned_fix` of an
//! anomaly stands in `schema/data/kinds/anomaly.yaml` and in the list of columns of that table, where it has a heading of its
//! own (`report/words/columns.rs`). The label `classes_note` is a line of `report/words/tables.rs`, its text in the label file,
//! and said in `report/tables/classes.rs`. The output *data* is the folder `render/data/` and its entry in `render/outputs.rs`.
//! A test holds all of these.
//!
//! # How a finding comes about
//!
//! Reading (`yaml`, `config`, `schema`, `load`) reports what cannot be read or resolved; `check` what the rules find;
//! `render::preflight` what an archivable PDF cannot show. `ops::check` then applies the levels of the project, waivers, and
//! drops a finding about an empty field where another one tells what is missing there. A rule about a record is asked only where
//! a standard in use asks one of its clauses of the record's class. Codes that guard the integrity of the records can be
//! neither lowered, allowed nor waived.

#![deny(unreachable_pub)]

pub mod archive;
pub mod check;
pub mod cli;
pub mod config;
pub mod diag;
pub mod judge;
pub mod load;
pub mod model;
pub mod ops;
pub mod release;
pub mod render;
pub mod report;
pub mod schema;
pub mod source;
pub mod store;
pub mod version;
pub mod yaml;
