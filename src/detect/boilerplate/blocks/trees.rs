//! The block model's weights. Written by `examples/train_blocks.rs`; do not edit.
use super::model::Tree;
pub(super) static BIAS: f32 = 0.0;
pub(super) static TREES: [Tree; 0] = [];
