//! The `techfile` program: everything it does is in the library.

fn main() -> std::process::ExitCode {
    techfile::cli::main()
}
