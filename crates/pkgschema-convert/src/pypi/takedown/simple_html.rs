//! The signals of the Simple API's HTML, and back.
//!
//! Invariant: of several statuses on one page each is a signal, so that none hides a graver one.

use super::files::{File, project_of};
use super::kinds::{
    HTML_ARCHIVED, HTML_DEPRECATED, HTML_OTHER, HTML_QUARANTINED, HTML_YANKED, IN_HTML,
};
use super::status::{ACTIVE, Marker};
use super::{back, purl, status};
use crate::convert::Converted;
use crate::pypi::SimpleHtml;
use crate::pypi::simple_html::{PageAnchor, PageMeta, SimplePage, hashes};
use crate::signal::{FromNotices, Gathered, Signal, SignalKind, Standing, ToSignals};
use pkgschema::takedown::TakedownNotice;
use pkgschema::{Pointer, Text};

const STATUS: &str = "pypi:project-status";
const REASON: &str = "pypi:project-status-reason";

impl ToSignals for SimpleHtml {
    const SIGNALS: &'static [&'static SignalKind] =
        &[&HTML_YANKED, &HTML_ARCHIVED, &HTML_DEPRECATED, &HTML_QUARANTINED, &HTML_OTHER];

    /// The page does not say of which project it is; the names of its files do.
    fn signals(&self) -> Converted<Vec<Signal>> {
        self.signals_of(None)
    }
}

impl SimpleHtml {
    /// The signals of the page of this project, as [`ToSignals::signals`]: the page of a project
    /// without files names none.
    ///
    /// ```
    /// use pkgschema_convert::{Document, pypi::SimpleHtml};
    /// let page = "<html><meta name='pypi:project-status' content='quarantined'></html>";
    /// let signals = SimpleHtml::parse(page)?.signals_of(Some("margin")).value;
    /// assert_eq!(signals[0].kind.status, "quarantined");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn signals_of(&self, project: Option<&str>) -> Converted<Vec<Signal>> {
        let mut found = Gathered::default();
        let list = Pointer::root().child("anchors");
        for (index, anchor) in self.anchors.indexed() {
            let place = list.index(index);
            found.odd(&anchor.rest, &place, &["data-yanked"]);
            let place = place.child("data-yanked");
            if let Some(reason) = &anchor.yanked {
                let reason = Some(reason.as_str()).filter(|reason| !reason.is_empty());
                on_file(anchor, project, |file| {
                    file.yanked(&HTML_YANKED, reason, place, &mut found);
                });
            }
        }
        let named = project.map(Text::from).or_else(|| project_on(self));
        for (index, marker) in markers(self) {
            let place = Pointer::root().child("meta").index(index);
            marker.said(&IN_HTML, named.as_deref(), place, &mut found);
        }
        found.done()
    }
}

/// The file that an anchor is.
fn on_file<T>(anchor: &PageAnchor, project: Option<&str>, look: impl FnOnce(File<'_>) -> T) -> T {
    let fragment = anchor.href.as_deref().and_then(|href| href.split_once('#'));
    let (digests, _) = hashes(fragment.map_or("", |(_, fragment)| fragment));
    let name = anchor.file_name();
    look(File { project, version: None, name: name.as_deref(), digests: Some(&digests) })
}

/// The project, by the names of its files.
fn project_on(page: &SimplePage) -> Option<Text> {
    page.anchors.iter().find_map(|anchor| project_of(&anchor.file_name()?))
}

/// The statuses on the page, each with its place, and the reason that is given last.
fn markers(page: &SimplePage) -> Vec<(usize, Marker)> {
    let is = |meta: &PageMeta, name: &str| meta.name.as_deref() == Some(name);
    let mut reasons = page.meta.iter().filter(|meta| is(meta, REASON));
    let reason = reasons.next_back().and_then(|meta| meta.content.clone());
    let found = page.meta.indexed().filter(|(_, meta)| is(meta, STATUS));
    let marker = |(index, meta): (usize, &PageMeta)| {
        Some((index, Marker { word: meta.content.clone()?, reason: reason.clone() }))
    };
    found.filter_map(marker).collect()
}

impl FromNotices for SimpleHtml {
    fn without_signals(mut self) -> Self {
        let signals: Vec<usize> = markers(&self)
            .into_iter()
            .filter(|(_, marker)| marker.word != ACTIVE)
            .map(|(index, _)| index)
            .collect();
        let page = self.page_mut();
        for anchor in page.anchors.iter_mut().filter(|anchor| anchor.yanked.is_some()) {
            anchor.yanked = None;
            anchor.rest.remove("data-yanked");
        }
        let is_reason = |meta: &PageMeta| meta.name.as_deref() == Some(REASON);
        if !signals.is_empty() {
            let kept =
                page.meta.indexed().filter(|(at, meta)| !signals.contains(at) && !is_reason(meta));
            page.meta = kept.map(|(_, meta)| meta.clone()).collect::<Vec<_>>().into();
        }
        self
    }

    fn with_notices(mut self, notices: &[TakedownNotice]) -> Converted<Self> {
        let name = project_on(&self);
        let Some(project) = purl(name.as_deref(), None) else { return Converted::lossless(self) };
        let standing = Standing::of(notices, &project);
        let mut saying = back::saying("the Simple API");
        let page = self.page_mut();
        if let Some(Marker { word, reason }) = status::asked(&standing, &project, &mut saying) {
            set(page, STATUS, Some(word));
            set(page, REASON, reason);
        }
        for anchor in page.anchors.iter_mut() {
            let asked = on_file(anchor, None, |file| back::asked(&file, &standing, &mut saying));
            if let Some(asked) = asked {
                anchor.yanked = Some(asked.reason().unwrap_or_default().into());
            }
        }
        saying.unmet(&standing, &project);
        Converted::new(self, saying.losses)
    }
}

/// The page with this content of a `<meta>` in the place of all others of its name.
fn set(page: &mut SimplePage, name: &'static str, content: Option<Text>) {
    let others = page.meta.iter().filter(|meta| meta.name.as_deref() != Some(name));
    let mut metas: Vec<PageMeta> = others.cloned().collect();
    metas.extend(content.map(|content| {
        let mut meta = PageMeta::default();
        meta.name = Some(name.into());
        meta.content = Some(content);
        meta
    }));
    page.meta = metas.into();
}
