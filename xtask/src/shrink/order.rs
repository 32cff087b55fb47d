//! Functions that resemble each other, side by side: gzip looks back 32 KB, and code made from one generic function may
//! lie farther apart than that.

use anyhow::{Context, Result};
use std::collections::{HashMap, HashSet, VecDeque};
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{BinaryReaderError, Parser, Payload, TypeRef};

/// So many bytes in a row are what two functions have in common.
const RUN: usize = 6;

/// Less than gzip's window, because the loader's place in it is not ours.
const WINDOW: usize = 30_000;

/// A run that more functions have than this tells nothing of which belong together.
const COMMON: usize = 20;

/// Keeps a tiny function, all of whose runs are near by chance, from going first.
const SMALL: usize = 150;

type Run = [u8; RUN];

/// The functions of a module: how many it imports, and the bodies of its own.
struct Functions<'a> {
    imported: u32,
    bodies: Vec<&'a [u8]>,
}

/// The module with a name for each function; sorted by them, those that resemble each other are neighbours.
pub fn with_ordered_names(mut module: Vec<u8>) -> Result<Vec<u8>> {
    let functions = Functions::read(&module).context("wasm-opt wrote no module")?;
    let section = names(&functions)?;
    section.append_to(&mut module);
    Ok(module)
}

fn names(functions: &Functions<'_>) -> Result<NameSection> {
    let mut names = NameMap::new();
    for imported in 0..functions.imported {
        names.append(imported, &format!("imported-{imported:05}"));
    }
    let mut places: Vec<(usize, usize)> = neighbours(&functions.bodies).into_iter().zip(0..).collect();
    places.sort_unstable();
    for (function, place) in places {
        names.append(functions.imported + u32::try_from(function)?, &format!("own-{place:05}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    Ok(section)
}

impl<'a> Functions<'a> {
    fn read(module: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut functions = Self { imported: 0, bodies: Vec::new() };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        functions.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => functions.bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        Ok(functions)
    }
}

/// The order in which each function has most in common with those just before it: the largest first, then whichever is
/// nearest to what [`WINDOW`] still holds.
fn neighbours(bodies: &[&[u8]]) -> Vec<usize> {
    let mut window = Window::over(bodies);
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    while let Some(place) = (0..left.len()).max_by_key(|place| window.nearness(left[*place])) {
        let next = left.remove(place);
        window.take(next);
        order.push(next);
    }
    order
}

/// The functions that were placed last, and what each other one has in common with them.
struct Window<'a> {
    bodies: &'a [&'a [u8]],
    runs: Vec<HashSet<Run>>,
    functions_with: HashMap<Run, Vec<usize>>,
    /// How often each run stands in the window.
    held: HashMap<Run, usize>,
    /// By function: how many of its runs stand in the window.
    shared: Vec<usize>,
    placed: VecDeque<usize>,
    size: usize,
}

impl<'a> Window<'a> {
    fn over(bodies: &'a [&'a [u8]]) -> Self {
        let runs: Vec<HashSet<Run>> = bodies.iter().map(|body| runs(body)).collect();
        let mut functions_with: HashMap<Run, Vec<usize>> = HashMap::new();
        for (function, runs) in runs.iter().enumerate() {
            for run in runs {
                functions_with.entry(*run).or_default().push(function);
            }
        }
        functions_with.retain(|_, functions| functions.len() <= COMMON);
        let shared = vec![0; bodies.len()];
        Self { bodies, runs, functions_with, held: HashMap::new(), shared, placed: VecDeque::new(), size: 0 }
    }

    /// The part of a function that is there already, in millionths; of equals the larger one, then the earlier.
    fn nearness(&self, function: usize) -> (usize, usize, std::cmp::Reverse<usize>) {
        let part = self.shared[function] * 1_000_000 / (self.runs[function].len() + SMALL);
        (part, self.bodies[function].len(), std::cmp::Reverse(function))
    }

    fn take(&mut self, function: usize) {
        self.placed.push_back(function);
        self.size += self.bodies[function].len();
        self.count(function, |held| *held += 1, 1, |shared| *shared += 1);
        while self.size > WINDOW && self.placed.len() > 1 {
            let Some(oldest) = self.placed.pop_front() else { return };
            self.size -= self.bodies[oldest].len();
            self.count(oldest, |held| *held -= 1, 0, |shared| *shared -= 1);
        }
    }

    /// Counts a function's runs in or out; where a count becomes `edge`, so do the functions that share the run.
    fn count(&mut self, function: usize, run_by: fn(&mut usize), edge: usize, share_by: fn(&mut usize)) {
        for run in &self.runs[function] {
            let held = self.held.entry(*run).or_default();
            run_by(held);
            if *held == edge {
                let others = self.functions_with.get(run);
                others.into_iter().flatten().for_each(|other| share_by(&mut self.shared[*other]));
            }
        }
    }
}

fn runs(body: &[u8]) -> HashSet<Run> {
    body.windows(RUN).filter_map(|run| run.try_into().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CodeSection, Function, FunctionSection, Module, TypeSection};

    #[test]
    fn what_resembles_each_other_becomes_neighbours() {
        let (a, b): (Vec<u8>, Vec<u8>) = ((0..100).collect(), (100..200).collect());
        let (a_end, b_end) = ([&a[..], b"x"].concat(), [&b[..], b"y"].concat());
        assert_eq!(neighbours(&[&a, &b_end, &a_end, &b]), [1, 3, 2, 0]);
    }

    #[test]
    fn every_function_has_one_place() {
        let bodies: Vec<Vec<u8>> =
            (0..50_u8).map(|seed| (0..seed).map(|byte| byte.wrapping_mul(seed)).collect()).collect();
        let bodies: Vec<&[u8]> = bodies.iter().map(Vec::as_slice).collect();
        let mut order = neighbours(&bodies);
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn a_module_gets_names_and_is_one_still() {
        let (mut types, mut functions, mut code) = (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([], []);
        functions.function(0);
        let mut body = Function::new([]);
        body.instructions().end();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        let named = with_ordered_names(module.finish()).unwrap();
        let read = Functions::read(&named).unwrap();
        assert_eq!((read.imported, read.bodies.len()), (0, 1));
        assert!(named.windows(9).any(|text| text == b"own-00000"));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(with_ordered_names(b"not a module".to_vec()).is_err());
    }
}
