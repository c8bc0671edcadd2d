//! Files in and out.

use crate::run::{Folder, command, example, run, run_with};
use std::fs;
use std::io::Write;
use std::process::Stdio;

const PACKAGE: &[u8] = br#"{"name": "a"}"#;

#[test]
fn output_file_is_written_whole() {
    let folder = Folder::new("output");
    let target = folder.path("new.json");
    let done = run_with(&["convert", "-", "--to", "npm", "-o", &target], PACKAGE).exits(0);
    assert_eq!(
        (done.out.as_str(), folder.read("new.json").as_str()),
        ("", "{\n  \"name\": \"a\"\n}\n")
    );
    run_with(&["convert", "-", "--to", "record", "-o", &target], PACKAGE).exits(0);
    assert!(folder.read("new.json").contains("schemaVersion"));
    assert_eq!(folder.names(), ["new.json"]);
    let dash = run_with(&["convert", "-", "--to", "npm", "-o", "-"], PACKAGE).exits(0);
    dash.prints("\"name\"");
}

#[test]
fn failures_leave_the_old_file() {
    let folder = Folder::new("failures");
    let target = folder.file("old.json", "old");
    run_with(&["convert", "-", "--to", "npm", "-o", &target], b"{").exits(1);
    run(&["convert", "missing.json", "--to", "npm", "-o", &target]).exits(1);
    assert_eq!(
        (folder.read("old.json").as_str(), folder.names()),
        ("old", vec!["old.json".into()])
    );
}

#[test]
fn places_that_cannot_be_written() {
    let folder = Folder::new("unwritable");
    let (inside, itself) = (folder.path("no/such/folder.json"), folder.path(""));
    for target in [inside.as_str(), itself.as_str()] {
        let done = run_with(&["convert", "-", "--to", "npm", "-o", target], PACKAGE).exits(1);
        done.tells(&format!("pkgschema: {target}: cannot write: "));
    }
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}

#[test]
fn inputs_that_cannot_be_read() {
    let folder = Folder::new("unreadable");
    let large = folder.path("large.json");
    fs::File::create(&large).unwrap().set_len((256 << 20) + 1).unwrap();
    let cases = [
        (folder.path("missing.json"), "cannot read: no such file or directory"),
        (large.clone(), "cannot read: larger than 256 MiB"),
        (folder.file("empty.json", ""), "empty text: "),
    ];
    for (file, reason) in &cases {
        for arguments in [&["convert", file, "--to", "npm"][..], &["inspect", file]] {
            let done = run(arguments).exits(1);
            let expected = format!("pkgschema: {file}: {reason}");
            assert!(done.err.starts_with(&expected), "{arguments:?}: {}", done.err);
        }
    }
    fs::remove_file(large).unwrap();
    let itself = folder.path("");
    let done = run(&["inspect", &itself]).exits(1);
    done.tells(&format!("pkgschema: {itself}: cannot read: is a directory"));
}

#[test]
fn bytes_that_are_no_text() {
    let cases: [(&[u8], &str); 4] = [
        (
            b"{\"name\":\n \"\xff\"}",
            "<stdin>:2:3: not UTF-8: byte 0xff stands for no character (byte 11)",
        ),
        (
            b"{\"name\": \"\xc3",
            "<stdin>:1:11: not UTF-8: the text ends within a character (byte 10)",
        ),
        (b"\xff\xfe{\0}\0", "<stdin>:1:1: not UTF-8: the byte order mark is UTF-16's (byte 0)"),
        (
            b"\xef\xbb\xbf{\xed\xa0\x80}",
            "<stdin>:1:3: not UTF-8: byte 0xed stands for no character (byte 4)",
        ),
    ];
    for (input, expected) in cases {
        for arguments in [&["convert", "-", "--to", "npm"][..], &["inspect", "-"]] {
            let done = run_with(arguments, input).exits(1);
            assert_eq!(done.err, format!("pkgschema: {expected}\n"), "{input:?}");
        }
    }
}

#[test]
fn byte_order_mark_is_found_and_passed_over() {
    for body in [&b"\xef\xbb\xbf{\"name\": \"a\"}"[..], b"\xef\xbb\xbf[package]\nname = \"a\"\n"] {
        let done = run_with(&["convert", "-", "--to", "npm"], body).exits(0);
        done.prints("\"name\": \"a\"").tells("(byte-order-mark)");
        let found = run_with(&["inspect", "-", "--format", "json"], body).exits(0).printed();
        assert_eq!(found["findings"][0]["code"], "byte-order-mark");
        assert_eq!(found["findings"][0]["severity"], "note");
    }
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let cases: [&[&str]; 4] = [
        &["convert", "-", "--to", "record"],
        &["inspect", "-", "--format", "json"],
        &["purl", "canonicalize", "-"],
        &["purl", "parse", "-"],
    ];
    for arguments in cases {
        let mut command = command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let input = if arguments[0] == "purl" { &b"pkg:npm/a\n"[..] } else { PACKAGE };
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), told.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn permissions_links_and_devices() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let folder = Folder::new("permissions");
    let target = folder.file("kept.json", "old");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&target, folder.path("link.json")).unwrap();
    let link = folder.path("link.json");
    run_with(&["convert", "-", "--to", "npm", "-o", &link], PACKAGE).exits(0);
    assert!(folder.read("kept.json").contains("\"a\""));
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    run_with(&["convert", "-", "--to", "npm", "-o", "/dev/null"], PACKAGE).exits(0);
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error() {
    let file = example("package.json");
    for arguments in
        [&["convert", &file, "--to", "npm"][..], &["inspect", &file], &["schema", "list"]]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {told}");
        assert!(told.starts_with("pkgschema: <stdout>: cannot write: "), "{arguments:?}: {told}");
    }
}
