//! The `techfile` program: everything it does is in the library.

/// Allocation is a seventh of the work of a site, and more of a PDF.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    techfile::cli::main()
}
