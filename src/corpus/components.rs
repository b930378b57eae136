//! Which candidates hang together? Members of one component are linked, directly or through others; those of two components
//! have nothing to do with each other. So each is read, compared and let go on its own, and memory holds a few at a time.
//! Components order the work alone: nothing leaves for being in one (see `cluster`).

use std::ops::RangeInclusive;

/// Members that hang together, and their links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component<T> {
    /// Sorted.
    pub members: Vec<T>,
    /// In the order in which they came.
    pub links: Vec<(T, T)>,
}

/// The components of these links, by their smallest member.
pub fn components<T: Copy + Ord>(links: &[(T, T)]) -> Vec<Component<T>> {
    components_of(links.iter().copied(), 0..=usize::MAX)
}

/// Those that have so many members. Others take no memory but for 12 bytes and a number a member.
pub fn components_of<T: Copy + Ord>(
    links: impl Iterator<Item = (T, T)> + Clone,
    n_members: RangeInclusive<usize>,
) -> Vec<Component<T>> {
    let mut members: Vec<T> = Vec::with_capacity(2 * links.clone().count());
    members.extend(links.clone().flat_map(|(a, b)| [a, b]));
    members.sort_unstable();
    members.dedup();
    members.shrink_to_fit();
    let place = |member: T| members.partition_point(|other| *other < member) as u32;
    let mut parents: Vec<u32> = (0..members.len() as u32).collect();
    for (a, b) in links.clone() {
        let (a, b) = (root(&mut parents, place(a)), root(&mut parents, place(b)));
        parents[a.max(b) as usize] = a.min(b); // the smallest member is the root
    }
    let mut sizes = vec![0u32; members.len()];
    for at in 0..members.len() as u32 {
        sizes[root(&mut parents, at) as usize] += 1;
    }
    let mut numbers = vec![u32::MAX; members.len()];
    let mut found: Vec<Component<T>> = Vec::new();
    for (at, &member) in members.iter().enumerate() {
        let root = root(&mut parents, at as u32) as usize;
        if !n_members.contains(&(sizes[root] as usize)) {
            continue;
        }
        if root == at {
            numbers[at] = found.len() as u32;
            found.push(Component { members: Vec::new(), links: Vec::new() });
        }
        found[numbers[root] as usize].members.push(member);
    }
    for (a, b) in links {
        let number = numbers[root(&mut parents, place(a)) as usize];
        if let Some(component) = found.get_mut(number as usize) {
            component.links.push((a, b));
        }
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
