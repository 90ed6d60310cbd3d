//! A digest of all that a build depends on, so that two builds can be known to give the same site.

use std::hash::{Hash, Hasher};

use sha2::{Digest as _, Sha256};

use super::{BuildInputs, BuildOptions};
use crate::text::hex;

impl BuildInputs {
    /// The SHA-256, in lower-case hexadecimal, of the inputs and options. Two builds of one program that have the same
    /// fingerprint write the same files. `None` if there are findings from reading: they can come from files that are
    /// no inputs.
    ///
    /// It is no digest for other machines: numbers have the byte order and width of this one.
    pub fn fingerprint(&self, options: &BuildOptions) -> Option<String> {
        // No `..`: a new input must be part of it.
        let Self { files, site, content, unread, templates, assets, attachments, captures, hashed, lock, findings } =
            self;
        if !findings.is_empty() {
            return None;
        }
        let mut hasher = Sha256Hasher(Sha256::new());
        (options, site, content, unread, templates, assets).hash(&mut hasher);
        (attachments, captures, hashed, lock).hash(&mut hasher);
        for (id, file) in files.iter() {
            (id, &file.path, &file.text).hash(&mut hasher);
        }
        Some(hex(&hasher.0.finalize()))
    }
}

/// Computes the SHA-256 of what `Hash` writes, which is different for different values.
struct Sha256Hasher(Sha256);

impl Hasher for Sha256Hasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        unreachable!("the whole SHA-256 is wanted")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::CaptureFormat;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::parse::ContentKind;
    use crate::pipeline::{Attachment, CaptureFile};
    use crate::render::Asset;
    use crate::route::Route;
    use crate::verify::HashedFile;

    /// Something that a user can do to the inputs.
    type Edit = fn(&mut BuildInputs, &mut BuildOptions);

    #[test]
    fn every_input_and_option_changes_the_fingerprint() {
        let edits: [Edit; 15] = [
            |_, _| {},
            |inputs, _| {
                inputs.files.add("b.md", "");
            },
            |inputs, _| inputs.files.replace("a.md", "ab"),
            |inputs, _| inputs.site = None,
            |inputs, _| inputs.lock = inputs.site,
            |inputs, _| inputs.content[0].1 = ContentKind::Page,
            |inputs, _| inputs.unread.push(ContentKind::Page),
            |inputs, _| inputs.templates.clear(),
            |inputs, _| inputs.assets[0].bytes = "b".into(),
            |inputs, _| inputs.attachments[0].path = "b.png".into(),
            |inputs, _| inputs.captures[0].format = CaptureFormat::Html,
            |inputs, _| inputs.hashed[0].sha256 = "b".into(),
            |_, options| options.drafts = true,
            |_, options| options.base_url = Some(None),
            |_, options| options.renew_lock = true,
        ];
        let mut fingerprints: Vec<String> = edits
            .iter()
            .map(|edit| {
                let (mut inputs, mut options) = (inputs(), BuildOptions::default());
                edit(&mut inputs, &mut options);
                inputs.fingerprint(&options).expect("there are no findings")
            })
            .collect();
        assert_eq!(inputs().fingerprint(&BuildOptions::default()).as_ref(), Some(&fingerprints[0]));
        fingerprints.sort_unstable();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), edits.len());
    }

    #[test]
    fn inputs_with_findings_have_none() {
        let mut inputs = inputs();
        inputs.findings.push(Diagnostic::new(Code::FileOutOfPlace, "a file is elsewhere"));
        assert_eq!(inputs.fingerprint(&BuildOptions::default()), None);
    }

    /// Inputs with one of each.
    fn inputs() -> BuildInputs {
        let mut inputs = BuildInputs::default();
        let file = inputs.files.add("a.md", "a");
        inputs.site = Some(file);
        inputs.content.push((file, ContentKind::Event));
        inputs.templates.insert("a.html".into(), file);
        inputs.assets.push(Asset {
            route: Route::file("a.js").expect("it is a file name"),
            path: "a.js".into(),
            bytes: "a".into(),
        });
        inputs.attachments.push(Attachment { path: "a.png".into(), bytes: "a".into() });
        inputs.captures.push(CaptureFile { path: "a".into(), format: CaptureFormat::Text, bytes: "a".into() });
        inputs.hashed.push(HashedFile { path: "a.pdf".into(), sha256: "a".into() });
        inputs
    }
}
