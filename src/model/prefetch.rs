//! Asks for bytes that are read soon. A lookup in the tables of a model waits for memory most of its time; asked for ahead, many
//! come at once, where plain reads fill the processor's window after four or five.

/// Starts to bring `n_bytes` from `at` on into the cache, which are no more than a line of it: they lie in one line or two.
#[inline]
pub(super) fn prefetch_all(bytes: &[u8], at: usize, n_bytes: usize) {
    prefetch(bytes, at);
    prefetch(bytes, at + n_bytes - 1);
}

/// Starts to bring the byte at `at` into the cache; does nothing where there is none, or where the machine has no such instruction.
#[inline]
pub(super) fn prefetch(bytes: &[u8], at: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(byte) = bytes.get(at) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        #[expect(
            unsafe_code,
            reason = "a prefetch of a valid reference reads nothing and cannot fault; SSE is in every x86-64"
        )]
        unsafe {
            _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(byte).cast());
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (bytes, at);
}
