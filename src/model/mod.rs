//! What does the language expect? Collocation counts and a thesaurus; trained by `unspun train`, one embedded by default.

/// N-gram counts and substitutes. Read-only.
#[derive(Clone, Debug, Default)]
pub struct Model {}

impl Model {
    /// The model that ships with the program.
    pub fn embedded() -> &'static Model {
        static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
        MODEL.get_or_init(Model::default)
    }
}
