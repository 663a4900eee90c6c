//! The program `guiju`; see the library.

fn main() -> std::process::ExitCode {
    guiju_cli::main()
}
