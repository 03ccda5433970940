//! Rules, their levels and waivers.

pub mod codes;
mod waiver;
