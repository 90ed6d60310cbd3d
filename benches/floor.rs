//! The least that a generator can do: writes a tree of files of given sizes from memory.
//!
//!     rustc -O floor.rs && ./floor MANIFEST OUT THREADS
//!
//! MANIFEST holds lines of size in bytes, tab, path.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{env, fs, thread};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [manifest, out, threads] = &arguments[..] else { panic!("usage: floor MANIFEST OUT THREADS") };
    let threads: usize = threads.parse().expect("THREADS is a number");
    let out = PathBuf::from(out);
    let manifest = fs::read_to_string(manifest).expect("MANIFEST can be read");
    let file = |line: &str| {
        let (size, path) = line.split_once('\t').expect("a line is size, tab, path");
        (out.join(path), size.parse::<usize>().expect("the size is a number"))
    };
    let files: Vec<(PathBuf, usize)> = manifest.lines().map(file).collect();
    let largest = files.iter().map(|(_, size)| *size).max().unwrap_or_default();
    let bytes: Vec<u8> = b"<p>timeline</p>\n".iter().copied().cycle().take(largest).collect();
    for folder in files.iter().filter_map(|(path, _)| path.parent()).collect::<BTreeSet<_>>() {
        fs::create_dir_all(folder).expect("the folder can be made");
    }
    thread::scope(|scope| {
        for part in files.chunks(files.len().div_ceil(threads).max(1)) {
            let bytes = &bytes;
            scope.spawn(move || {
                for (path, size) in part {
                    fs::write(path, &bytes[..*size]).expect("the file can be written");
                }
            });
        }
    });
}
