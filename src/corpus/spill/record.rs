//! Records of fixed width, as bytes.

/// A record that is as many bytes whatever it says.
pub trait Record: Copy {
    /// How many.
    const N_BYTES: usize;
    /// Appends them.
    fn put(&self, out: &mut Vec<u8>);
    /// The record of `N_BYTES` bytes.
    fn get(bytes: &[u8]) -> Self;
}

/// Two numbers as one, which sorts as the two do and in half the time.
pub fn pair(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// The two numbers of a `pair`.
pub fn parts(pair: u64) -> (u32, u32) {
    ((pair >> 32) as u32, pair as u32)
}

macro_rules! number {
    ($($number:ty),*) => {$(
        impl Record for $number {
            const N_BYTES: usize = size_of::<$number>();
            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn get(bytes: &[u8]) -> $number {
                let mut number = [0; size_of::<$number>()];
                number.copy_from_slice(bytes);
                <$number>::from_le_bytes(number)
            }
        }
    )*};
}
number!(u8, u16, u32, u64);

impl<T: Record + Default, const N: usize> Record for [T; N] {
    const N_BYTES: usize = N * T::N_BYTES;
    fn put(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|item| item.put(out));
    }
    fn get(bytes: &[u8]) -> [T; N] {
        let mut items = [T::default(); N];
        items.iter_mut().zip(bytes.chunks_exact(T::N_BYTES)).for_each(|(item, bytes)| *item = T::get(bytes));
        items
    }
}

impl<A: Record, B: Record> Record for (A, B) {
    const N_BYTES: usize = A::N_BYTES + B::N_BYTES;
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }
    fn get(bytes: &[u8]) -> (A, B) {
        let (a, b) = bytes.split_at(A::N_BYTES);
        (A::get(a), B::get(b))
    }
}
