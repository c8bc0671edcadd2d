//! What tildes, carets, x-ranges and hyphens stand for.
//!
//! Invariant: an upper bound that is written out ends before the pre-releases of its version:
//! `^1.2` is `>=1.2.0 <2.0.0-0`. With [`Desugar::lowest`] the lower bound takes them in.

use super::comparator::{Comparator, Operator};
use super::grammar::MAX_LENGTH;
use super::partial::{Number, Partial};
use super::version::canonical_pre;
use std::borrow::Cow;

/// The sign before a partial version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `~` or `~>`.
    Tilde,
    /// `^`.
    Caret,
    /// None, or an equals sign.
    Equal,
    /// `<`, `<=`, `>` or `>=`.
    Compare(Operator),
}

/// Why a partial version cannot be written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It gives no comparator at all, which loose reading leaves out.
    NotAComparator,
    /// A number is larger than a version can hold.
    TooLarge,
    /// The version has more characters than a version can have.
    TooLong,
}

/// Writes conditions out.
pub(super) struct Desugar<'a> {
    /// Whether pre-releases of a lower bound are taken in.
    pub(super) lowest: bool,
    /// Whether pre-releases may have leading zeros, which are not printed.
    pub(super) loose: bool,
    /// Where the comparators go.
    pub(super) to: &'a mut Vec<Comparator>,
}

const ZERO: Number = Number::Is(0);

impl Desugar<'_> {
    /// Writes one condition out.
    pub(super) fn one(&mut self, sign: Sign, partial: &Partial<'_>) -> Result<(), Refused> {
        match sign {
            Sign::Equal if !partial.is_open() => {
                self.bound(Operator::Equal, partial.numbers(), partial.pre)
            }
            Sign::Compare(operator) => self.comparison(operator, partial),
            _ if partial.major.is_any() => self.any(),
            Sign::Tilde | Sign::Equal => {
                self.floor_bound(partial)?;
                self.below(ceiling(partial))
            }
            Sign::Caret => {
                self.floor_bound(partial)?;
                self.below(caret_ceiling(partial))
            }
        }
    }

    /// Writes `low - high` out.
    pub(super) fn hyphen(&mut self, low: &Partial<'_>, high: &Partial<'_>) -> Result<(), Refused> {
        let before = self.to.len();
        match () {
            () if low.major.is_any() => {}
            () if low.is_open() => self.lower(floor(low), self.floor_pre(), low.is_literal())?,
            () if low.pre.is_empty() => {
                let literal = low.is_literal() && !low.prefixed;
                self.lower(low.numbers(), self.floor_pre(), literal)?;
            }
            () => self.lower(low.numbers(), low.pre, low.is_literal() && !low.prefixed)?,
        }
        let [major, minor, patch] = high.numbers();
        match () {
            () if high.major.is_any() => {}
            () if high.is_open() => self.below(ceiling(high))?,
            () if high.pre.is_empty() && self.lowest => self.below([major, minor, patch.next()])?,
            () => self.bound(Operator::LessOrEqual, high.numbers(), high.pre)?,
        }
        if self.to.len() == before { self.any() } else { Ok(()) }
    }

    /// A comparison with a version, whole or partial.
    fn comparison(&mut self, operator: Operator, partial: &Partial<'_>) -> Result<(), Refused> {
        match operator {
            Operator::Greater | Operator::Less if partial.major.is_any() => {
                self.to.push(Comparator::NONE);
                Ok(())
            }
            _ if partial.major.is_any() => self.any(),
            Operator::GreaterOrEqual if !partial.is_open() => {
                let literal = partial.is_literal() && !partial.prefixed;
                self.lower(partial.numbers(), partial.pre, literal)
            }
            _ if !partial.is_open() => self.bound(operator, partial.numbers(), partial.pre),
            Operator::Less => self.below(floor(partial)),
            Operator::LessOrEqual => self.below(ceiling(partial)),
            Operator::Greater => self.lower(ceiling(partial), self.floor_pre(), false),
            _ => self.lower(floor(partial), self.floor_pre(), partial.is_literal()),
        }
    }

    /// The lower bound of a tilde, a caret or an x-range.
    fn floor_bound(&mut self, partial: &Partial<'_>) -> Result<(), Refused> {
        let pre = if partial.is_open() { self.floor_pre() } else { partial.pre };
        self.lower(floor(partial), pre, partial.is_literal())
    }

    fn floor_pre(&self) -> &'static str {
        if self.lowest { "0" } else { "" }
    }

    fn any(&mut self) -> Result<(), Refused> {
        self.to.push(Comparator::ANY);
        Ok(())
    }

    /// A lower bound. The lowest that counts, if its zeros are written as such, is none.
    fn lower(&mut self, numbers: [Number; 3], pre: &str, literal: bool) -> Result<(), Refused> {
        match literal && numbers == [ZERO; 3] && pre == self.floor_pre() {
            true => self.any(),
            false => self.bound(Operator::GreaterOrEqual, numbers, pre),
        }
    }

    /// Below the version and its pre-releases.
    fn below(&mut self, numbers: [Number; 3]) -> Result<(), Refused> {
        self.bound(Operator::Less, numbers, "0")
    }

    #[inline]
    fn bound(
        &mut self,
        operator: Operator,
        numbers: [Number; 3],
        pre: &str,
    ) -> Result<(), Refused> {
        let [Number::Is(major), Number::Is(minor), Number::Is(patch)] = numbers else {
            return Err(match numbers.contains(&Number::Exponent) {
                true => Refused::NotAComparator,
                false => Refused::TooLarge,
            });
        };
        if pre.len() > MAX_LENGTH / 2 && printed_length([major, minor, patch], pre) > MAX_LENGTH {
            return Err(Refused::TooLong);
        }
        let pre = if self.loose { canonical_pre(pre) } else { Cow::Borrowed(pre) };
        self.to.push(Comparator::with_pre(operator, [major, minor, patch], &pre));
        Ok(())
    }
}

fn printed_length(numbers: [u64; 3], pre: &str) -> usize {
    numbers.iter().map(|number| number.to_string().len() + 1).sum::<usize>() + pre.len()
}

/// The numbers with zeros for what is open.
pub(super) fn floor(partial: &Partial<'_>) -> [Number; 3] {
    match () {
        () if partial.minor.is_any() => [partial.major, ZERO, ZERO],
        () if partial.patch.is_any() => [partial.major, partial.minor, ZERO],
        () => partial.numbers(),
    }
}

/// The first version behind those with the same major, or with the same major and minor.
pub(super) fn ceiling(partial: &Partial<'_>) -> [Number; 3] {
    match partial.minor.is_any() {
        true => [partial.major.next(), ZERO, ZERO],
        false => [partial.major, partial.minor.next(), ZERO],
    }
}

/// The first version behind those that agree up to the first number that is not zero.
fn caret_ceiling(partial: &Partial<'_>) -> [Number; 3] {
    let [major, minor, patch] = partial.numbers();
    let [zero_major, zero_minor, _] = partial.zero;
    match () {
        () if minor.is_any() || !zero_major => [major.next(), ZERO, ZERO],
        () if patch.is_any() || !zero_minor => [major, minor.next(), ZERO],
        () => [major, minor, patch.next()],
    }
}
