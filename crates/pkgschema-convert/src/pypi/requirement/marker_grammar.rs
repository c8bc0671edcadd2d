//! The grammar of markers (dependency specifiers, "Grammar": `marker`).
//!
//! Invariant: one pass over the text, and recursion for parentheses only, up to the limit.

use super::comparison::{MarkerComparison, MarkerOperand, MarkerOperator};
use super::quoted;
use super::scan::Scan;
use super::tree::{DEEPEST, MarkerTree};
use super::variable::MarkerVariable;
use pkgschema::ParseError;
use pkgschema::version::pypi::Operator;

/// Reads a marker up to where it ends. White space around it is taken.
pub(super) fn marker(scan: &mut Scan<'_>) -> Result<MarkerTree, ParseError> {
    alternatives(scan, 0)
}

fn alternatives(scan: &mut Scan<'_>, depth: usize) -> Result<MarkerTree, ParseError> {
    let first = conjunction(scan, depth)?;
    if !scan.word("or") {
        return Ok(first);
    }
    let mut parts = vec![first, conjunction(scan, depth)?];
    while scan.word("or") {
        parts.push(conjunction(scan, depth)?);
    }
    MarkerTree::join(parts, MarkerTree::Or).ok_or_else(|| scan.error(OPERAND))
}

fn conjunction(scan: &mut Scan<'_>, depth: usize) -> Result<MarkerTree, ParseError> {
    let first = atom(scan, depth)?;
    if !scan.word("and") {
        return Ok(first);
    }
    let mut parts = vec![first, atom(scan, depth)?];
    while scan.word("and") {
        parts.push(atom(scan, depth)?);
    }
    MarkerTree::join(parts, MarkerTree::And).ok_or_else(|| scan.error(OPERAND))
}

fn atom(scan: &mut Scan<'_>, depth: usize) -> Result<MarkerTree, ParseError> {
    scan.blanks();
    let tree = if scan.eat("(") {
        if depth == DEEPEST {
            return Err(scan.too_deep(format!("expected at most {DEEPEST} nested parentheses")));
        }
        let tree = alternatives(scan, depth + 1)?;
        if !scan.eat(")") {
            return Err(scan.error("expected `and`, `or` or a closing parenthesis"));
        }
        tree
    } else {
        MarkerTree::Comparison(comparison(scan)?)
    };
    scan.blanks();
    Ok(tree)
}

fn comparison(scan: &mut Scan<'_>) -> Result<MarkerComparison, ParseError> {
    let left = operand(scan)?;
    scan.blanks();
    let operator = operator(scan)?;
    scan.blanks();
    Ok(MarkerComparison { left, operator, right: operand(scan)? })
}

const OPERAND: &str = "expected a variable or a quoted string";

fn operand(scan: &mut Scan<'_>) -> Result<MarkerOperand, ParseError> {
    if let Some(text) = quoted::read(scan)? {
        return Ok(MarkerOperand::String(text.into()));
    }
    let start = scan.at();
    let name = scan.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let variable = MarkerVariable::parse(name).map(MarkerOperand::Variable);
    variable.ok_or_else(|| scan.error_at(start, OPERAND))
}

fn operator(scan: &mut Scan<'_>) -> Result<MarkerOperator, ParseError> {
    if scan.word("in") {
        return Ok(MarkerOperator::In);
    }
    if scan.word("not") {
        let apart = scan.blanks();
        return match apart && scan.word("in") {
            true => Ok(MarkerOperator::NotIn),
            false => Err(scan.error("expected `in` behind `not`")),
        };
    }
    let sign = Operator::ALL.into_iter().find(|sign| scan.eat(sign.as_str()));
    sign.map(MarkerOperator::Version)
        .ok_or_else(|| scan.error("expected an operator such as ==, >=, in or not in"))
}
