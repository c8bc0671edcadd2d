//! What a caller knows of the place where a package is to be installed.
//!
//! Invariant: nothing is filled in: what the caller does not give is unknown.

use super::variable::MarkerVariable;
use pkgschema::Text;
use pkgschema::identity::{Ecosystem, PackageName};
use std::collections::{BTreeMap, BTreeSet};

/// The value of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(Text),
    /// Names in normal form.
    Names(BTreeSet<String>),
}

/// The values of variables, as far as they are known. No machine is looked at.
///
/// ```
/// use pkgschema_convert::pypi::requirement::{Answer, Marker, MarkerEnvironment, MarkerVariable};
/// let environment = MarkerEnvironment::new()
///     .with(MarkerVariable::PythonVersion, "3.12")
///     .with_names(MarkerVariable::Extra, ["Tests_All"]);
/// let answer = |text: &str| Marker::parse(text).unwrap().evaluate(&environment);
/// assert_eq!(answer("python_version >= '3.9' and extra == 'tests-all'"), Answer::True);
/// assert_eq!(answer("os_name == 'nt'"), Answer::Unknown);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkerEnvironment {
    values: BTreeMap<MarkerVariable, Value>,
}

impl MarkerEnvironment {
    /// An environment of which nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// With the text of a variable. `extra` with no text stands for no extra. A set has no text:
    /// comparisons with one that is given so are unknown.
    #[must_use]
    pub fn with(mut self, variable: MarkerVariable, text: impl Into<Text>) -> Self {
        let text = text.into();
        let value = match variable {
            MarkerVariable::Extra => normalized(&text).into(),
            // builds between releases call themselves `3.14.0a1+`, which is no version
            MarkerVariable::PythonFullVersion if text.ends_with('+') => {
                Text::from(format!("{text}local"))
            }
            _ => text,
        };
        self.values.insert(variable, Value::Text(value));
        self
    }

    /// With the names of a set: `extras`, `dependency_groups`, or `extra` where all the extras
    /// that are asked for are looked at together. No names stand for none chosen.
    #[must_use]
    pub fn with_names<N: AsRef<str>>(
        mut self,
        variable: MarkerVariable,
        names: impl IntoIterator<Item = N>,
    ) -> Self {
        let names: BTreeSet<String> =
            names.into_iter().map(|name| normalized(name.as_ref())).collect();
        let none = names.is_empty() && variable == MarkerVariable::Extra;
        let value = if none { Value::Text(Text::default()) } else { Value::Names(names) };
        self.values.insert(variable, value);
        self
    }

    /// The value, if it is known.
    pub(super) fn get(&self, variable: &MarkerVariable) -> Option<&Value> {
        self.values.get(variable)
    }
}

/// A name in normal form (PEP 503; PEP 685 for extras, PEP 735 for groups).
pub(in crate::pypi) fn normalized(name: &str) -> String {
    PackageName::from_document(Ecosystem::PYPI, name.to_lowercase()).normalized().into_owned()
}
