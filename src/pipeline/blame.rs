//! Blame: which sites an error keeps at their last good output.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;

/// The sites that must not be released.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blame {
    /// Every site: the error is the province's, the configuration's or the theme's.
    pub all: bool,
    /// The folders of single cities.
    pub cities: BTreeSet<String>,
}

impl Blame {
    /// Reads the errors among diagnostics: one in a city's folder is that city's, any other is everybody's.
    pub fn of(diagnostics: &[Diagnostic], is_city: impl Fn(&str) -> bool) -> Self {
        let mut blame = Self::default();
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.is_error()) {
            let file = diagnostic.place.as_ref().map(|place| place.file.as_str());
            let owner = file.and_then(|file| file.strip_prefix("content/")?.split_once('/')).map(|(owner, _)| owner);
            match owner.filter(|owner| is_city(owner)) {
                Some(city) => {
                    blame.cities.insert(city.to_owned());
                }
                None => blame.all = true,
            }
        }
        blame
    }

    /// Whether a part of the output is kept: the doors (empty) only by everybody's errors.
    pub fn keeps(&self, folder: &str) -> bool {
        self.all || self.cities.contains(folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::diagnostic::catalogue::FieldMessage;
    use crate::path::SourcePath;

    fn error_in(file: &str) -> Diagnostic {
        let message = FieldMessage::FieldMissing { key: "date".to_owned() };
        Diagnostic::at(message, Place::file(&SourcePath::new(file)))
    }

    #[test]
    fn a_citys_error_is_its_own_and_the_provinces_everybodys() {
        let of = |file: &str| Blame::of(&[error_in(file)], |folder| folder == "yueyang");
        assert!(of("content/yueyang/stories/a.md").keeps("yueyang"));
        assert!(!of("content/yueyang/stories/a.md").keeps("changsha"));
        assert!(!of("content/yueyang/city.yaml").keeps(""));
        assert!(of("content/province/health/a.md").keeps("changsha"));
        assert!(of("content/site.yaml").keeps(""));
        assert!(of("themes/default/templates/a.html").keeps("yueyang"));
    }
}
