//! Who publishes a document, or where it lies if nobody says.

use std::ops::Deref;
use std::sync::Arc;

/// The site of a document: a name that its record gives (the registrable domain of its url, its source), else its folder. A folder may
/// hold one site or a whole dump, so only a named site tells that two documents come from one publisher. Reads as its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    name: Arc<str>,
    is_named: bool,
}

impl Site {
    /// A folder: the record names no site.
    pub fn folder(name: impl Into<Arc<str>>) -> Site {
        Site { name: name.into(), is_named: false }
    }

    /// False where it is only a folder.
    pub fn is_named(&self) -> bool {
        self.is_named
    }
}

impl Deref for Site {
    type Target = Arc<str>;
    fn deref(&self) -> &Arc<str> {
        &self.name
    }
}

impl From<Arc<str>> for Site {
    fn from(name: Arc<str>) -> Site {
        Site { name, is_named: true }
    }
}

impl From<&str> for Site {
    fn from(name: &str) -> Site {
        Arc::<str>::from(name).into()
    }
}

impl From<String> for Site {
    fn from(name: String) -> Site {
        Arc::<str>::from(name).into()
    }
}
