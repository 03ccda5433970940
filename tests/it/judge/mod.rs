//! Verdicts, each in a project of a few lines; and what holds for all of them.

mod by_hand;
mod case_names;
mod cheats;
mod class;
mod contradiction;
mod control;
mod decoys;
mod fingerprint;
mod fix;
mod hollow;
mod lowering;
pub mod monotone;
mod none;
mod people;
mod removed;
mod requirement;
mod risk;
mod run;
mod says;
mod standing;
mod wrong_words;
