//! techfile: records of medical device software in, its technical file out.
pub mod archive;
pub mod check;
pub mod config;
pub mod diag;
pub mod judge;
pub mod load;
pub mod model;
pub mod schema;
pub mod source;
pub mod yaml;
pub mod cli;
pub mod ops;
pub mod release;
pub mod render;
pub mod report;
