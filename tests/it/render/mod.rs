//! Outputs: their words to the letter, their safety, and what others say of them.

#[cfg(feature = "external-tests")]
mod external;
mod flip;
#[cfg(feature = "pdf")]
mod fonts;
pub mod golden;
pub mod hostile;
#[cfg(feature = "pdf")]
mod pdf_engine;
mod published;
pub mod site;
