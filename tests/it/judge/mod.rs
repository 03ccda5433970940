//! Verdicts, each in a project of a few lines; and what holds for all of them.

mod class;
mod control;
mod decoys;
mod fingerprint;
pub mod monotone;
mod requirement;
mod risk;
mod run;
mod wrong_words;
