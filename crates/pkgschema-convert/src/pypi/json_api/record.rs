//! From an answer of the JSON API to a record for each version.
//!
//! Invariant: one record a version, in the order of the answer; the one that `info` is about has
//! what `info` says, and the others say what is unknown.

use super::{JsonApiFile, Ownership, PypiJsonApi, ReleaseDetail, files, info};
use crate::leftovers::Leftovers;
use crate::pypi::availability::yanked;
use crate::pypi::file_name::Release;
use crate::pypi::{shared_fields as fields, unsaid};
use crate::syntax::json::view;
use crate::{Converted, LossKind, ToRecord};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{Account, AccountRole, PackageMetadata};
use pkgschema::object::{Items, List};
use pkgschema::{Pointer, Text};

/// What the answer says of versions that `info` is not about.
const SAID: [&str; 5] = ["name", "version", "artifacts", "availability", "runtimeRequirements"];

/// What it does not say of any version.
const UNKNOWN_OF_ALL: [&str; 4] = ["entryPoints", "provides", "publishTimes", "runsCodeAtBuild"];

impl ToRecord<Vec<PackageMetadata>> for PypiJsonApi {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let mut reader = Reader { answer: self, left: Leftovers::default() };
        let records = reader.records();
        reader.about_the_answer();
        let note = "a record has no place for it";
        Converted::new(records, reader.left.finish(view(self).as_raw(), note))
    }
}

struct Reader<'a> {
    answer: &'a PypiJsonApi,
    left: Leftovers,
}

/// Files with the place of their list.
type Listed<'a> = (Pointer, &'a Items<JsonApiFile>);

impl<'a> Reader<'a> {
    fn records(&mut self) -> Vec<PackageMetadata> {
        let answer = self.answer;
        let own = answer.version().map(|version| Release::of(version));
        let list = Pointer::root().child("releases");
        let mut records = Vec::with_capacity(answer.releases.len() + 1);
        let mut met = false;
        for (version, items) in answer.releases.iter() {
            let place = list.child(version);
            let is_own = !met && own.as_ref() == Some(&Release::of(version));
            met |= is_own;
            let mut record = self.release(version);
            if is_own {
                self.own(&mut record, Some((place, items)));
            } else {
                self.files(&mut record, Some((place, items)), None);
                unsaid::mark(&mut record, &SAID);
            }
            records.push(record);
        }
        if answer.releases.is_present() && answer.releases.is_empty() {
            self.left.take(&list);
        }
        // an answer about one release, or a project that lists others only
        if let Some(version) = answer.version().filter(|_| !met) {
            let mut record = self.release(version);
            self.own(&mut record, None);
            records.push(record);
        }
        for record in &mut records {
            record.mark_unknown(UNKNOWN_OF_ALL);
            record.mark_unknown_if_absent(["name", "artifacts", "availability"]);
        }
        if !records.is_empty() && answer.info.as_ref().is_some_and(|it| it.name.get().is_some()) {
            self.left.take(&Pointer::root().child("info").child("name"));
        }
        records
    }

    /// What no record could hold, whatever it says.
    fn about_the_answer(&mut self) {
        let root = Pointer::root();
        if self.answer.last_serial.is_some() {
            let note = "it is about the answer";
            self.left.lose(&root.child("last_serial"), LossKind::Dropped, note);
        }
        if !self.answer.vulnerabilities.is_empty() {
            let note = "advisories are made of it, not a record";
            self.left.lose(&root.child("vulnerabilities"), LossKind::Dropped, note);
        }
    }

    fn release(&self, version: &str) -> PackageMetadata {
        let mut record = PackageMetadata::of(Ecosystem::PYPI);
        record.name = self.answer.info.as_ref().and_then(|info| info.name.get().cloned());
        record.version = Some(version.into());
        record
    }

    /// The release that `info` is about: its files stand in `urls`, and maybe in `releases` too.
    fn own(&mut self, record: &mut PackageMetadata, listed: Option<Listed<'a>>) {
        let Some(info) = &self.answer.info else { return };
        let place = Pointer::root().child("info");
        self.left.take(&place.child("version"));
        *record = info::record(info, &place, &mut self.left);
        let urls = self.answer.urls.items().map(|items| (Pointer::root().child("urls"), items));
        let files = match (urls, listed) {
            (Some(urls), Some((twin, items))) => {
                match items == urls.1 {
                    true => self.left.lose(&twin, LossKind::Normalized, "\"urls\" says it as well"),
                    false => self.left.lose(&twin, LossKind::Dropped, "\"urls\" says otherwise"),
                }
                Some(urls)
            }
            (urls, listed) => urls.or(listed),
        };
        self.yanked(info, &place, record);
        self.files(record, files, Some(info));
        self.accounts(record);
    }

    /// Whether the release is yanked.
    fn yanked(&mut self, info: &ReleaseDetail, place: &Pointer, record: &mut PackageMetadata) {
        if let Some(yanked) = self.left.member(&info.yanked, place, "yanked") {
            let availability = record.availability.get_or_insert_default();
            availability.yanked = Some(*yanked);
            if let Some(reason) = files::reason(&info.yanked_reason).filter(|_| *yanked) {
                self.left.take(&place.child("yanked_reason"));
                availability.yanked_reason = Some(reason.clone());
            }
        }
    }

    /// The files of a version, and what they say of it as a whole.
    fn files(
        &mut self,
        record: &mut PackageMetadata,
        listed: Option<Listed<'a>>,
        info: Option<&ReleaseDetail>,
    ) {
        let Some((list, items)) = listed else { return };
        let (mut artifacts, mut signatures) = (Vec::with_capacity(items.len()), Vec::new());
        let agreed = match info {
            Some(info) => info.requires_python.get(),
            None => python(items),
        };
        for (index, file) in items.indexed() {
            let place = list.index(index);
            artifacts.push(files::artifact(file, &place, &mut self.left));
            signatures.extend(files::signature(file, &place, &mut self.left));
            if let Some(loss) = files::python(file, &place, agreed) {
                self.left.take(&loss.pointer);
                self.left.extend([loss]);
            }
        }
        if artifacts.is_empty() && !items.has_odd() {
            self.left.take(&list);
        }
        if info.is_none() {
            record.availability = yanked(&artifacts);
            match agreed {
                Some(text) if text.trim().is_empty() => {}
                Some(text) => record.runtime_requirements.push(fields::python(text.clone())),
                None => record.mark_unknown(["runtimeRequirements"]),
            }
        }
        record.signatures = List::unless_empty(signatures);
        if !items.has_odd() || !artifacts.is_empty() {
            record.artifacts = List::from(artifacts);
        }
    }

    /// The accounts of the project, said of the release that `info` is about.
    fn accounts(&mut self, record: &mut PackageMetadata) {
        let Some(ownership) = &self.answer.ownership else {
            return record.mark_unknown(["accounts"]);
        };
        let place = Pointer::root().child("ownership");
        record.accounts = List::unless_empty(self.roles(ownership, &place.child("roles")));
        if let Some(name) = ownership.organization.get() {
            self.left.take(&place.child("organization"));
            let mut account = Account::default();
            account.name = Some(name.clone());
            account.team = Some(true);
            account.role = Some(AccountRole::Owner);
            record.accounts.push(account);
        } else if ownership.organization.is_null() {
            let note = "no account is listed where there is no organization";
            self.left.lose(&place.child("organization"), LossKind::Normalized, note);
        }
        if !ownership.roles.is_present() {
            record.mark_unknown_if_absent(["accounts"]);
        }
    }

    fn roles(&mut self, ownership: &Ownership, list: &Pointer) -> Vec<Account> {
        let mut accounts = Vec::with_capacity(ownership.roles.len());
        for (index, role) in ownership.roles.indexed() {
            let place = list.index(index);
            let Some(user) = self.left.member(&role.user, &place, "user") else { continue };
            let mut account = Account::default();
            account.name = Some(user.clone());
            account.role = self.left.member(&role.role, &place, "role").map(|role| {
                // the index writes them with a capital
                AccountRole::from(role.to_ascii_lowercase().as_str())
            });
            account.team = Some(false);
            accounts.push(account);
        }
        if accounts.is_empty() && !ownership.roles.has_odd() {
            self.left.take(list);
        }
        accounts
    }
}

/// The requirement on Python that all files of a version say.
fn python(items: &Items<JsonApiFile>) -> Option<&Text> {
    let mut all = items.iter().map(|file| file.requires_python.get());
    let first = all.next().flatten()?;
    all.all(|other| other == Some(first)).then_some(first)
}
