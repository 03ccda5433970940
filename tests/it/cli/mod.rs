//! The program as a person or a script meets it.

#[cfg(target_os = "linux")]
mod printing;
mod program;
