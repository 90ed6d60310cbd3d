//! Compiles the program anew when the built-in theme or the example site changes.

fn main() {
    println!("cargo:rerun-if-changed=templates");
    println!("cargo:rerun-if-changed=static");
    println!("cargo:rerun-if-changed=themes");
    println!("cargo:rerun-if-changed=example");
}
