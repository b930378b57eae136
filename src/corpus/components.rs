//! Which candidates hang together? Members of one component are linked, directly or through others; those of two components
//! have nothing to do with each other. So each is read, compared and let go on its own, and memory holds a few at a time.
//! Components order the work alone: nothing leaves for being in one (see `cluster`).

use std::hash::Hash;

/// Members that hang together, and their links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component<T> {
    /// Sorted.
    pub members: Vec<T>,
    /// In the order in which they came.
    pub links: Vec<(T, T)>,
}

/// The components of these links, by their smallest member.
pub fn components<T: Copy + Ord + Hash>(links: &[(T, T)]) -> Vec<Component<T>> {
    let mut members: Vec<T> = links.iter().flat_map(|&(a, b)| [a, b]).collect();
    members.sort_unstable();
    members.dedup();
    let place = |member: T| members.binary_search(&member).unwrap_or(0);
    let mut parents: Vec<u32> = (0..members.len() as u32).collect();
    let ends: Vec<(u32, u32)> = links.iter().map(|&(a, b)| (place(a) as u32, place(b) as u32)).collect();
    for &(a, b) in &ends {
        let (a, b) = (root(&mut parents, a), root(&mut parents, b));
        parents[a.max(b) as usize] = a.min(b); // the smallest member is the root
    }
    let mut numbers = vec![u32::MAX; members.len()];
    let mut found: Vec<Component<T>> = Vec::new();
    for (at, &member) in members.iter().enumerate() {
        let root = root(&mut parents, at as u32) as usize;
        if root == at {
            numbers[at] = found.len() as u32;
            found.push(Component { members: Vec::new(), links: Vec::new() });
        }
        found[numbers[root] as usize].members.push(member);
    }
    for (&link, &(a, _)) in links.iter().zip(&ends) {
        let root = root(&mut parents, a) as usize;
        found[numbers[root] as usize].links.push(link);
    }
    found
}

/// The root of a member; halves the way to it.
fn root(parents: &mut [u32], mut at: u32) -> u32 {
    while parents[at as usize] != at {
        parents[at as usize] = parents[parents[at as usize] as usize];
        at = parents[at as usize];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_linked_hangs_together() {
        let found = components(&[(7, 9), (1, 2), (4, 9), (2, 3), (5, 6)]);
        let members: Vec<&[i32]> = found.iter().map(|c| c.members.as_slice()).collect();
        assert_eq!(members, [&[1, 2, 3][..], &[4, 7, 9], &[5, 6]]);
        assert_eq!(found[1].links, [(7, 9), (4, 9)]);
        assert_eq!(components::<u32>(&[]), []);
    }
}
