//! Numbers by chance that are the same in every run.

/// A xorshift generator; not to be started with 0.
pub struct Random(pub u64);

impl Random {
    /// A number in 0..1.
    pub fn draw(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True with this probability.
    pub fn chance(&mut self, share: f64) -> bool {
        self.draw() < share
    }
}
