//! Arguments in, exit code out.

/// Rendering makes and drops many small values in several threads at once, which this allocator is made for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    dateline::run()
}
