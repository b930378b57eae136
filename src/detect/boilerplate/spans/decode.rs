//! From the log odds of atoms to passages: the likeliest sequence of content and boilerplate, where changing from one to the
//! other costs the more the less a place looks like a bound (Viterbi 1967).

use super::atoms::{Atom, Bound};

/// What a change of sides costs, in log odds, by what stands before the atom. Source: best of a dozen for characters of
/// site-held-out dev predictions.
const COST: [f32; 4] = [3.0, 1.0, 1.0, 0.3];

/// For each atom: it is boilerplate, in the likeliest sequence.
pub fn decode(atoms: &[Atom], log_odds: &[f32]) -> Vec<bool> {
    let mut from_other: Vec<[bool; 2]> = Vec::with_capacity(atoms.len());
    let mut best = [0.0f32; 2];
    for (i, (atom, odds)) in atoms.iter().zip(log_odds).enumerate() {
        let cost = if i == 0 { 0.0 } else { cost(atom.bound) };
        let change = [best[1] - cost > best[0], best[0] - cost > best[1]];
        let kept = |side: usize| if change[side] { best[1 - side] - cost } else { best[side] };
        best = [kept(0), kept(1) + odds];
        from_other.push(change);
    }
    let mut side = usize::from(best[1] > best[0]);
    let mut out = vec![false; from_other.len()];
    for (i, change) in from_other.iter().enumerate().rev() {
        out[i] = side == 1;
        side = if change[side] { 1 - side } else { side };
    }
    out
}

fn cost(bound: Bound) -> f32 {
    COST[bound as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::boilerplate::spans::atoms::atoms;
    use crate::text::Parser;

    fn check(text: &str, log_odds: &[f32], expected: &str) {
        let mut parser = Parser::new();
        let atoms = atoms(&parser.parse(text));
        let found: String = decode(&atoms, log_odds).iter().map(|is| if *is { '#' } else { '.' }).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_doubtful_atom_follows_its_neighbours_unless_a_bound_parts_them() {
        check("Ann Bo Cy Di", &[-4.0, -4.0, 1.0, -4.0], "....");
        check("Ann Bo Cy Di", &[-4.0, 5.0, -1.0, 5.0], ".###");
        check("Ann.\nBo\nCy.", &[-4.0, 1.0, -4.0], ".#.");
        check("", &[], "");
    }
}
