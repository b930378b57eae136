//! Which candidates hang together? Members of one component are linked, directly or through others; those of two components
//! have nothing to do with each other. So each is read, compared and let go on its own, and memory holds a few at a time.
//! Components order the work alone: nothing leaves for being in one (see `cluster`).

use super::bits::Bits;

/// The links of each component, in the order in which they came; by the smallest member.
pub fn components(links: &[(u32, u32)]) -> Vec<Vec<(u32, u32)>> {
    let of_links = linked(links.iter().copied());
    let links_of = |group: &[(u32, u32)]| group.iter().map(|&(_, link)| links[link as usize]).collect();
    of_links.chunk_by(|a, b| a.0 == b.0).map(links_of).collect()
}

/// Each link, by its number, behind the number of its component: component after component, by their smallest member, and in each the
/// links as they came. There may be millions: a link takes eight bytes, and four for each member while it works.
pub fn linked(links: impl Iterator<Item = (u32, u32)> + Clone) -> Vec<(u32, u32)> {
    let (mut n_links, mut greatest) = (0, 0);
    links.clone().for_each(|(a, b)| (n_links, greatest) = (n_links + 1, greatest.max(a).max(b)));
    let mut members = Bits::none(greatest + 1);
    links.clone().for_each(|(a, b)| {
        members.add(a);
        members.add(b);
    });
    let ranks = members.into_ranks();
    let mut parents: Vec<u32> = (0..ranks.len()).collect();
    for (a, b) in links.clone() {
        let (a, b) = (root(&mut parents, ranks.of(a)), root(&mut parents, ranks.of(b)));
        parents[a.max(b) as usize] = a.min(b); // the smallest member is the root
    }
    let mut of_links: Vec<(u32, u32)> = Vec::with_capacity(n_links);
    of_links.extend(links.zip(0..).map(|((a, _), link)| (root(&mut parents, ranks.of(a)), link)));
    of_links.sort_unstable();
    of_links
}

/// The members of these links, sorted.
pub fn members_of<T: Copy + Ord>(links: impl Iterator<Item = (T, T)> + Clone) -> Vec<T> {
    let mut members: Vec<T> = Vec::with_capacity(2 * links.clone().count());
    members.extend(links.flat_map(|(a, b)| [a, b]));
    members.sort_unstable();
    members.dedup();
    members.shrink_to_fit();
    members
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
        let members: Vec<Vec<u32>> = found.iter().map(|links| members_of(links.iter().copied())).collect();
        assert_eq!(members, [&[1, 2, 3][..], &[4, 7, 9], &[5, 6]]);
        assert_eq!(found[1], [(7, 9), (4, 9)]);
        assert!(components(&[]).is_empty());
    }
}
