//! Verdicts, each in a project of a few lines: DESIGN 3.6.

mod class;
mod control;
mod requirement;
mod risk;
mod run;
