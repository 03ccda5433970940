//! Rules, their levels and waivers.

pub mod codes;
mod rows;
mod waiver;
