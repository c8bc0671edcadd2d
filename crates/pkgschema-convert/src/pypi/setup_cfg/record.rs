//! From `setup.cfg` to a record, by way of core metadata where the two say the same.
//!
//! Invariant: what a directive stands for, and what the file does not say, is unknown: `setup.py`
//! and `pyproject.toml` may say it.

mod needs;
mod twice;

use super::options::{ENTRY_POINTS, METADATA, OPTIONS, entries};
use super::stated::{DirectiveKind, Stated};
use super::values::list;
use super::{Keys, SetupCfg, SetupMembers};
use crate::leftovers::Leftovers;
use crate::loss::SAYS_NOTHING;
use crate::pypi::core_metadata::{CoreFields, record as core};
use crate::pypi::wheel_record::path;
use crate::pypi::{EntryPointsTxt, project_urls, unsaid};
use crate::syntax::headers::folded;
use crate::{Converted, Document, LossKind, ToRecord};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::List;
use pkgschema::{Pointer, Text};
use std::collections::HashMap;

impl ToRecord<Vec<PackageMetadata>> for SetupCfg {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let members = self.members();
        let record = PackageMetadata::of(Ecosystem::PYPI);
        let mut reading = Reading { record, left: Leftovers::default(), open: Vec::new() };
        let fields = reading.fields(&members);
        core::read(&fields, &mut reading.record);
        reading.description_file(&members);
        reading.urls(self, &members);
        reading.needs(&members);
        reading.entry_points(self, &members);
        let Reading { mut record, mut left, open } = reading;
        record.mark_unknown(open);
        unsaid::mark(&mut record, &[]);
        twice::add(&self.ini, &mut left);
        Converted::new(vec![record], left.finish_by(self.view().as_raw(), &why))
    }
}

/// Why what stands there is in no record.
fn why(place: &Pointer) -> &'static str {
    let mut tokens = place.tokens();
    let Some(section) = tokens.next() else {
        return "nothing of it declares a distribution";
    };
    match (section.as_str(), tokens.next().as_deref()) {
        (METADATA, Some("provides" | "requires" | "obsoletes")) => "it names modules, not packages",
        (METADATA, _) => "a record has no place for it",
        ("", _) => "it stands in no section",
        (name, _) if name == OPTIONS || name.starts_with("options.") => {
            "it says how setuptools builds the distribution"
        }
        _ => "it configures another tool",
    }
}

/// A file on the way to its record.
struct Reading {
    record: PackageMetadata,
    left: Leftovers,
    /// Members that the file says something of that nobody can know from it.
    open: Vec<&'static str>,
}

impl Reading {
    /// The value, or a loss: it is to be found elsewhere.
    fn value<'m, T>(&mut self, stated: &'m Stated<T>, member: &'static str) -> Option<&'m T> {
        if let Some(directive) = stated.directive() {
            let note = match directive.kind() {
                DirectiveKind::File => "it stands in files",
                DirectiveKind::Attr => "it stands in a module",
                DirectiveKind::Find => "it is what is found in folders",
                DirectiveKind::Interpolation => "setuptools fills something in",
            };
            self.left.lose(&stated.place, LossKind::Dropped, note);
            self.open.push(member);
        }
        stated.value()
    }

    /// The text, if it says anything; taken.
    fn text<'m>(
        &mut self,
        stated: &'m Option<Stated<Text>>,
        member: &'static str,
    ) -> Option<&'m str> {
        let stated = stated.as_ref()?;
        let text = self.value(stated, member)?.trim();
        if core::says_nothing(text) {
            self.left.lose(&stated.place, LossKind::Normalized, SAYS_NOTHING);
            return None;
        }
        self.left.take(&stated.place);
        Some(text)
    }

    /// The same as the value of a field.
    fn one(&mut self, stated: &Option<Stated<Text>>, member: &'static str) -> List<Text> {
        self.text(stated, member).map_or_else(List::absent, |text| List::from(vec![text.into()]))
    }

    /// The elements of a list that is not empty; taken.
    fn many<'m>(
        &mut self,
        stated: &'m Option<Stated<Vec<Text>>>,
        member: &'static str,
    ) -> &'m [Text] {
        let Some(stated) = stated else { return &[] };
        let Some(texts) = self.value(stated, member) else { return &[] };
        if texts.iter().all(|text| text == core::UNKNOWN) {
            self.left.lose(&stated.place, LossKind::Normalized, SAYS_NOTHING);
            return &[];
        }
        self.left.take(&stated.place);
        texts
    }

    /// What core metadata has a field for, but for addresses and requirements.
    fn fields(&mut self, members: &SetupMembers) -> CoreFields {
        let listed = |texts: &[Text]| List::unless_empty(texts.to_vec());
        let mut fields = CoreFields::default();
        fields.name = self.one(&members.name, "name");
        fields.version = self.one(&members.version, "version");
        fields.summary = self.one(&members.summary, "summary");
        fields.description_content_type =
            self.one(&members.description_content_type, "description");
        let words = self.many(&members.keywords, "keywords").join(",");
        let words = Some(words).filter(|words| !words.is_empty()).map(Text::from);
        fields.keywords = List::unless_empty(words.into_iter().collect());
        fields.classifier = listed(self.many(&members.classifiers, "classifiers"));
        fields.author = self.one(&members.author, "authors");
        fields.author_email = self.one(&members.author_email, "authors");
        fields.maintainer = self.one(&members.maintainer, "maintainers");
        fields.maintainer_email = self.one(&members.maintainer_email, "maintainers");
        let license = self.text(&members.license, "license").map(|text| folded(&text.into()));
        fields.license = List::unless_empty(license.into_iter().collect());
        fields.license_expression = self.one(&members.license_expression, "license");
        let mut files = self.many(&members.license_files, "license").to_vec();
        files.extend(self.text(&members.license_file, "license").map(Text::from));
        fields.license_file = List::unless_empty(files);
        fields.platform = listed(self.many(&members.platforms, "platforms"));
        fields.requires_python = self.one(&members.requires_python, "runtimeRequirements");
        fields
    }

    /// The description's text; or its file, if it stands in one that is in the distribution.
    fn description_file(&mut self, members: &SetupMembers) {
        let Some(stated) = &members.description else { return };
        let mut files = stated.directive().into_iter().flat_map(|directive| directive.files());
        let file = files.next().filter(|file| path::odd(file, false).is_none());
        let mut description = self.record.description.take().unwrap_or_default();
        if let (Some(file), None) = (file, files.next()) {
            self.left.take(&stated.place);
            description.file = Some(file.into());
        } else {
            // its blanks are part of it
            let says = self.text(&members.description, "description").is_some();
            description.text = stated.value().filter(|_| says).cloned();
        }
        self.record.description = Some(description).filter(|it| *it != Default::default());
    }

    fn urls(&mut self, file: &SetupCfg, members: &SetupMembers) {
        if let Some(url) = self.text(&members.home_page, "homepage") {
            project_urls::add(Some("Homepage"), url, &mut self.record);
        }
        if let Some(stated) = &members.project_urls {
            self.labelled(file, stated);
        }
        if let Some(url) = self.text(&members.download_url, "links") {
            project_urls::add(Some(project_urls::DOWNLOAD), url, &mut self.record);
        }
    }

    fn labelled(&mut self, file: &SetupCfg, stated: &Stated<Vec<(Text, Text)>>) {
        let Some(urls) = self.value(stated, "links") else { return };
        let place = &stated.place;
        if urls.is_empty() {
            return self.left.lose(place, LossKind::Normalized, SAYS_NOTHING);
        }
        self.left.take(place);
        let (good, bad): (Vec<_>, Vec<_>) =
            urls.iter().partition(|(label, url)| !label.is_empty() && !url.is_empty());
        for (label, url) in good {
            project_urls::add(Some(label), url, &mut self.record);
        }
        if !bad.is_empty() {
            let note = format!("{} without a label or an address", bad.len());
            self.left.say(place, LossKind::Dropped, note);
        }
        let keys = Keys::of(&file.ini, METADATA);
        let written = keys.stated("project_urls", &[]).map(|it| it.map(|text| list(&text, ',')));
        let written = written.as_ref().and_then(Stated::value).map_or(0, Vec::len);
        if written > urls.len() {
            let note = "a label stands here twice; the last counts";
            self.left.say(place, LossKind::Dropped, note);
        }
    }

    fn entry_points(&mut self, file: &SetupCfg, members: &SetupMembers) {
        let Some(stated) = &members.entry_points else { return };
        let Some(entry_points) = self.value(stated, "entryPoints") else { return };
        if *entry_points == EntryPointsTxt::default() {
            return self.left.lose(&stated.place, LossKind::Normalized, SAYS_NOTHING);
        }
        let mut groups: HashMap<String, Pointer> = HashMap::new();
        if stated.place.tokens().nth(1).is_none() {
            let all = entries(&file.ini, ENTRY_POINTS).into_iter();
            groups.extend(all.map(|entry| (entry.key.to_string(), entry.place())));
            groups.values().for_each(|place| self.left.take(place));
        } else {
            self.left.take(&stated.place);
        }
        for loss in entry_points.add_to(&mut self.record) {
            let group = loss.pointer.tokens().next();
            let place = group.and_then(|group| groups.get(&group)).unwrap_or(&stated.place);
            self.left.say(place, loss.kind, loss.note);
        }
    }
}
