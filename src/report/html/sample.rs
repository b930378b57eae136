//! Samples that are the same for any order of work. Of all items those of the smallest keys are kept; a key that comes again is
//! counted, not kept twice. With hashes as keys that is a random sample without replacement, with measures the extremes.

use std::collections::BTreeMap;

/// The items of the smallest keys.
#[derive(Debug)]
pub(super) struct Smallest<K, T> {
    room: usize,
    items: BTreeMap<K, (T, u64)>,
}

impl<K: Ord, T> Smallest<K, T> {
    /// Room for this many items.
    pub(super) fn new(room: usize) -> Smallest<K, T> {
        Smallest { room, items: BTreeMap::new() }
    }

    /// Takes the item of this key where it is among the smallest; `make` is called only where it is and is new.
    pub(super) fn offer(&mut self, key: K, make: impl FnOnce() -> T) {
        self.offer_and(key, make, |_| ());
    }

    /// The same, and `update` is called each time that the item comes. A key that was put out never comes back, since the largest of those
    /// kept only falls; so what is summed up is whole.
    pub(super) fn offer_and(&mut self, key: K, make: impl FnOnce() -> T, update: impl FnOnce(&mut T)) {
        if self.items.len() == self.room && self.items.last_key_value().is_none_or(|(largest, _)| key > *largest) {
            return;
        }
        let (item, n) = self.items.entry(key).or_insert_with(|| (make(), 0));
        *n += 1;
        update(item);
        if self.items.len() > self.room {
            self.items.pop_last();
        }
    }

    /// The items with how often each was offered, by their keys.
    pub(super) fn into_items(self) -> impl Iterator<Item = (K, T, u64)> {
        self.items.into_iter().map(|(key, (item, n))| (key, item, n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_stay_and_are_counted_from_their_first_time() {
        let keys = [9, 4, 7, 4, 1, 9, 7, 4, 8];
        let mut sample = Smallest::new(3);
        for key in keys {
            sample.offer_and(key, || 0, |sum| *sum += key);
        }
        let items: Vec<_> = sample.into_items().collect();
        assert_eq!(items, [(1, 1, 1), (4, 12, 3), (7, 14, 2)]);
    }
}
