//! Compiles the program anew when the built-in theme or the example site changes.

fn main() {
    for folder in ["templates", "static", "themes", "example"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
