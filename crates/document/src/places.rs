//! A span of the text to its places on paper, a rectangle a line.

#![expect(clippy::float_arithmetic, reason = "places on a page are floats; no money is computed here")]

use almoner_record::Span;

use crate::{Document, Place};

/// How far apart, in heights of a line, two words of one line may stand: more is another column or cell.
const WIDEST_GAP: f32 = 3.0;

impl Document {
    /// Where the words of `span` stand: one rectangle a printed line, in reading order, rounded to hundredths of a
    /// point. A word of which the span holds a part is there whole; one whose place is no place (a matrix of a broken
    /// file) is left out. Empty where the format has no pages.
    pub fn places(&self, span: Span) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        let first = self.words.partition_point(|word| word.span.end <= span.start);
        let words = self.words.get(first..).unwrap_or_default().iter();
        let words = words.take_while(|word| word.span.start < span.end && !span.is_empty());
        for word in words.filter(|word| word.place.rect.iter().all(|at| at.is_finite())) {
            match places.last_mut().filter(|last| on_one_line(last, &word.place)) {
                Some(last) => last.rect = cover(last.rect, word.place.rect),
                None => places.push(word.place),
            }
        }
        for place in &mut places {
            place.rect = place.rect.map(|at| (at * 100.0).round() / 100.0);
        }
        places
    }

    /// The page on which `span` begins; None where the format has no pages or the span is empty.
    pub fn page_of(&self, span: Span) -> Option<u32> {
        if self.breaks.is_empty() || span.is_empty() {
            return self.places(span).first().map(|place| place.page);
        }
        u32::try_from(self.breaks.partition_point(|start| *start <= span.start) + 1).ok()
    }
}

fn on_one_line(a: &Place, b: &Place) -> bool {
    let ([ax0, ay0, ax1, ay1], [bx0, by0, bx1, by1]) = (a.rect, b.rect);
    let height = (ay1 - ay0).min(by1 - by0);
    let overlap = ay1.min(by1) - ay0.max(by0);
    // Negative where they overlap; right-to-left text goes on to the left.
    let gap = (bx0 - ax1).max(ax0 - bx1);
    a.page == b.page && overlap > height / 2.0 && gap < WIDEST_GAP * height
}

fn cover(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

#[cfg(test)]
mod tests {
    use almoner_record::Origin;

    use super::*;
    use crate::Word;

    /// `Roads to` on a line, `Haiti` on the next, a cell far to the right, and `end` on another page.
    fn document() -> Document {
        let text = "Roads to Haiti cell end";
        let mut document = Document::unpaged(Origin::default(), text.to_owned(), Vec::new(), None);
        let places = [
            ("Roads", 1, [10.0, 10.0, 40.004, 20.0]),
            ("to", 1, [43.0, 11.0, 50.0, 20.0]),
            ("Haiti", 1, [10.0, 22.0, 30.0, 32.0]),
            ("cell", 1, [300.0, 22.0, 320.0, 32.0]),
            ("end", 2, [300.0, 22.0, 320.0, 32.0]),
        ];
        document.words = places
            .into_iter()
            .map(|(word, page, rect)| {
                let start = text.find(word).unwrap();
                Word { span: Span::new(start, start + word.len()), place: Place { page, rect } }
            })
            .collect();
        document
    }

    #[test]
    fn a_span_has_a_rectangle_a_line() {
        let document = document();
        let roads = (1, [10.0, 10.0, 50.0, 20.0]);
        let haiti = (1, [10.0, 22.0, 30.0, 32.0]);
        for (quote, expected) in [
            ("Roads to", vec![roads]),
            ("oads t", vec![roads]),
            ("Roads ", vec![(1, [10.0, 10.0, 40.0, 20.0])]),
            ("Roads to Haiti", vec![roads, haiti]),
            ("Haiti cell end", vec![haiti, (1, [300.0, 22.0, 320.0, 32.0]), (2, [300.0, 22.0, 320.0, 32.0])]),
            (" ", vec![]),
            ("", vec![]),
        ] {
            let start = document.text.find(quote).unwrap();
            let places = document.places(Span::new(start, start + quote.len()));
            let found: Vec<_> = places.iter().map(|place| (place.page, place.rect)).collect();
            assert_eq!(found, expected, "{quote}");
        }
    }
}
