//! Certificates made by hand: a small writer of DER, and one certificate to take apart.
//!
//! Invariant: what is written is DER unless the caller's bytes are not; signatures are four bytes
//! that mean nothing.

use pkgschema::text::encoding::from_hex;

/// One element: tag, length, content.
pub fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![tag];
    match content.len() {
        length @ ..0x80 => bytes.push(length as u8),
        length => {
            let digits: Vec<u8> =
                length.to_be_bytes().into_iter().skip_while(|b| *b == 0).collect();
            bytes.push(0x80 | digits.len() as u8);
            bytes.extend(digits);
        }
    }
    bytes.extend_from_slice(content);
    bytes
}

/// A `SEQUENCE` of elements.
pub fn sequence(elements: &[Vec<u8>]) -> Vec<u8> {
    element(0x30, &elements.concat())
}

/// An object identifier, given in the hexadecimal digits of its content.
pub fn identifier(hex: &str) -> Vec<u8> {
    element(0x06, &from_hex(hex).expect("hexadecimal digits"))
}

/// The identifier of one of Fulcio's extensions.
pub fn fulcio(number: u8) -> Vec<u8> {
    identifier(&format!("2b0601040183bf3001{number:02x}"))
}

/// A `UTF8String`.
pub fn utf8(text: &str) -> Vec<u8> {
    element(0x0c, text.as_bytes())
}

/// An extension that is not critical.
pub fn extension(identifier: Vec<u8>, value: &[u8]) -> Vec<u8> {
    sequence(&[identifier, element(0x04, value)])
}

/// A current extension of Fulcio's.
pub fn current(number: u8, text: &str) -> Vec<u8> {
    extension(fulcio(number), &utf8(text))
}

/// A legacy extension of Fulcio's.
pub fn legacy(number: u8, text: &str) -> Vec<u8> {
    extension(fulcio(number), text.as_bytes())
}

/// The extension of subject alternative names.
pub fn subject_names(names: &[Vec<u8>]) -> Vec<u8> {
    let value = element(0x04, &sequence(names));
    sequence(&[identifier("551d11"), element(0x01, &[0xff]), value])
}

/// A subject alternative name that is a URI.
pub fn uri(text: &str) -> Vec<u8> {
    element(0x86, text.as_bytes())
}

/// A name of attributes: identifier in hexadecimal, and the value's element.
pub fn name(attributes: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let set =
        |(id, value): &(&str, Vec<u8>)| element(0x31, &sequence(&[identifier(id), value.clone()]));
    sequence(&attributes.iter().map(set).collect::<Vec<_>>())
}

/// The members of a certificate; each can be exchanged for an odd one.
#[derive(Clone)]
pub struct Parts {
    /// `[0]`, version 3.
    pub version: Vec<u8>,
    /// The serial number.
    pub serial: Vec<u8>,
    /// The issuer.
    pub issuer: Vec<u8>,
    /// The first and the last time.
    pub validity: Vec<u8>,
    /// The subject, an empty name.
    pub subject: Vec<u8>,
    /// Extensions.
    pub extensions: Vec<Vec<u8>>,
}

impl Default for Parts {
    /// A certificate of a workflow's, without extensions but the name.
    fn default() -> Self {
        let times = ["260102030405Z", "260102031405Z"].map(|time| element(0x17, time.as_bytes()));
        let workflow = "https://forge.example/owner/left-pad/.ci/release.yml@refs/tags/v1";
        Self {
            version: element(0xa0, &element(0x02, &[2])),
            serial: element(0x02, &[0x00, 0xc0, 0xff, 0xee]),
            issuer: name(&[("55040a", utf8("ca.example")), ("550403", utf8("Example Authority"))]),
            validity: sequence(&times),
            subject: sequence(&[]),
            extensions: vec![subject_names(&[uri(workflow)])],
        }
    }
}

impl Parts {
    /// The certificate with these extensions besides the name.
    pub fn with(extensions: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut parts = Self::default();
        parts.extensions.extend(extensions);
        parts
    }

    /// The certificate in DER.
    pub fn der(&self) -> Vec<u8> {
        let algorithm = sequence(&[identifier("2a8648ce3d040303")]);
        let key = sequence(&[sequence(&[identifier("2a8648ce3d0201")]), element(0x03, &[0, 4])]);
        let mut members = vec![self.version.clone(), self.serial.clone(), algorithm.clone()];
        members.extend([&self.issuer, &self.validity, &self.subject].map(Clone::clone));
        members.push(key);
        if !self.extensions.is_empty() {
            members.push(element(0xa3, &sequence(&self.extensions)));
        }
        sequence(&[sequence(&members), algorithm, element(0x03, &[0, 1, 2, 3])])
    }
}

/// A certificate with all current extensions of Fulcio's and all legacy ones, which agree.
pub fn complete() -> Vec<u8> {
    let old =
        ["https://issuer.example", "push", "0a1b", "release", "owner/left-pad", "refs/tags/v1"];
    let new = [
        "https://issuer.example",
        "https://forge.example/owner/build/.ci/build.yml@refs/tags/v2",
        "2c3d",
        "forge-hosted",
        "https://forge.example/owner/left-pad",
        "0a1b",
        "refs/tags/v1",
        "11",
        "https://forge.example/owner",
        "22",
        "https://forge.example/owner/left-pad/.ci/release.yml@refs/tags/v1",
        "0a1b",
        "push",
        "https://forge.example/owner/left-pad/runs/33/attempts/1",
        "public",
        "production",
        "repo:owner/left-pad:environment:production",
    ];
    let old = (1..).zip(old).map(|(number, text)| legacy(number, text));
    let new = (8..).zip(new).map(|(number, text)| current(number, text));
    Parts::with(old.chain(new)).der()
}
