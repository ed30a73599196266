//! Levels: how much a term weighs in a document, in three bits.

/// What a term in the title weighs, against 1 in the text.
pub(super) const TITLE: u32 = 6;
/// What a term among keywords and topics weighs.
pub(super) const KEYWORDS: u32 = 3;
/// What a term in a heading weighs beside its weight as text.
pub(super) const HEADING: u32 = 2;
/// What a term in the text weighs.
pub(super) const TEXT: u32 = 1;

/// BM25's saturation and length normalisation (Robertson & Zaragoza 2009, section 3.4: k1 about 1.2, b about 0.75).
const SATURATION: f64 = 1.2;
const BY_LENGTH: f64 = 0.6;
/// The length that counts as usual, in terms. A constant: an average would change every document with each new one.
const USUAL_LENGTH: f64 = 500.0;
/// Lengths are rounded to powers of this, so that an edited sentence leaves the levels of all other terms as they are.
const LENGTH_STEP: f64 = 1.25;
/// The least weight of the levels 1 to 7; below the first is level 0. A term that stands once in a text of usual length is of
/// level 0, the one of fewest bits.
const BOUNDS: [f64; 7] = [0.5, 0.6, 0.68, 0.75, 0.81, 0.87, 0.92];

/// The levels of one document's terms.
pub(super) struct Levels {
    least: [f64; 7],
}

impl Levels {
    /// For a document of so many terms.
    pub(super) fn new(length: usize) -> Self {
        let length = f64::from(u32::try_from(length.max(1)).unwrap_or(u32::MAX));
        let step = ((length / USUAL_LENGTH).ln() / LENGTH_STEP.ln()).round().clamp(-10.0, 20.0);
        let saturation = SATURATION * (1.0 - BY_LENGTH + BY_LENGTH * LENGTH_STEP.powf(step));
        Self { least: BOUNDS.map(|bound| bound * saturation / (1.0 - bound)) }
    }

    /// The level of a term with this weighted count.
    pub(super) fn of(&self, count: u32) -> u64 {
        let count = f64::from(count);
        self.least.iter().map(|least| u64::from(count >= *least)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_rise_with_the_count_and_fall_with_the_length() {
        let usual = Levels::new(500);
        let counts: Vec<u64> = (1..=60).map(|count| usual.of(count)).collect();
        assert!(counts.is_sorted());
        assert_eq!((counts[0], counts[59]), (0, 7));
        assert!(Levels::new(50).of(1) > usual.of(1));
        assert!(Levels::new(20_000).of(10) < usual.of(10));
    }

    #[test]
    fn an_edited_sentence_leaves_the_levels_alone() {
        let (before, after) = (Levels::new(500), Levels::new(520));
        assert!((1..50).all(|count| before.of(count) == after.of(count)));
    }
}
