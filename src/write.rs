//! stand-in
#![allow(missing_docs)]
use crate::output::Output;
use camino::{Utf8Path, Utf8PathBuf};
pub struct Target<'a> {
    pub output: &'a Utf8Path,
    pub root: &'a Utf8Path,
    pub home: Option<&'a Utf8Path>,
    pub inputs: &'a [Utf8PathBuf],
    pub sync: bool,
}
#[derive(Default)]
pub struct Written {
    pub created: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub deleted: usize,
    pub bytes_written: u64,
    pub kept: Vec<Utf8PathBuf>,
}
pub enum WriteError {
    Refused { message: String, help: String },
    Busy { output: Utf8PathBuf },
    Io { path: Utf8PathBuf, action: &'static str, source: std::io::Error },
}
impl WriteError {
    pub fn message(&self) -> String {
        String::new()
    }
    pub fn help(&self) -> Option<&str> {
        None
    }
}
pub fn write(output: &Output, target: &Target<'_>) -> Result<Written, WriteError> {
    for (route, bytes) in output.iter() {
        let p = target.output.join(route.path());
        std::fs::create_dir_all(p.parent().unwrap()).unwrap();
        std::fs::write(p, bytes).unwrap();
    }
    Ok(Written::default())
}
