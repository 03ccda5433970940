//! The house itself: floors, names, tables that many hands write into, the README, and what holds for any input.

mod names;
mod property;
mod readme;
mod tables;
mod tidy;
