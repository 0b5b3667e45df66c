//! What the pages of a document share: fonts, forms, layers, and what is left of its limits.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use hayro_font::kurbo::Affine;
use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Dict, Name, ObjRef, Stream};
use hayro_syntax::page::Resources;

use super::content::is;
use super::fonts::Fonts;
use super::guard::Budget;
use super::marked::Layers;
use super::objects::fields;
use super::paths::Bounds;
use crate::Limits;

/// Most bytes of forms that are kept for the next page that draws them.
const MOST_KEPT: usize = 32 << 20;

/// What the pages of a document share.
pub(super) struct Book<'a> {
    pub(super) fonts: Fonts<'a>,
    pub(super) layers: Layers,
    pub(super) budget: Budget,
    /// True when what fields look like is no longer what they hold.
    pub(super) redraws_fields: bool,
    drawn: RefCell<HashMap<ObjRef, Drawn<'a>>>,
    kept: Cell<usize>,
}

/// An external object.
#[derive(Clone)]
pub(super) enum Drawn<'a> {
    Picture,
    Form(Rc<Form<'a>>),
    Nothing,
}

/// A piece of content that is drawn as a whole.
pub(super) struct Form<'a> {
    pub(super) content: Cow<'a, [u8]>,
    pub(super) matrix: Affine,
    pub(super) bounds: Option<Bounds>,
    /// None where it has those of what it is drawn on.
    pub(super) resources: Option<Resources<'a>>,
}

impl<'a> Book<'a> {
    pub(super) fn new(pdf: &'a Pdf, limits: &Limits) -> Book<'a> {
        Book {
            fonts: Fonts::new(),
            layers: Layers::of(pdf),
            budget: Budget::new(limits),
            redraws_fields: fields::are_redrawn(pdf),
            drawn: RefCell::default(),
            kept: Cell::default(),
        }
    }

    /// The external object that the resources call `name`.
    pub(super) fn drawn(
        &self,
        name: &Name<'_>,
        reference: Option<ObjRef>,
        resources: &Resources<'a>,
    ) -> Drawn<'a> {
        if let Some(known) = reference.and_then(|reference| self.drawn.borrow().get(&reference).cloned()) {
            return known;
        }
        let drawn = match resources.get_x_object(name) {
            Some(stream) if self.layers.hide(stream.dict(), "OC") => Drawn::Nothing,
            Some(stream) if is(stream.dict(), keys::SUBTYPE, b"Image") => Drawn::Picture,
            Some(stream) if is(stream.dict(), keys::SUBTYPE, b"Form") => {
                Drawn::Form(Rc::new(self.form(&stream)))
            }
            _ => Drawn::Nothing,
        };
        let size = match &drawn {
            Drawn::Form(form) => form.content.len(),
            _ => 0,
        };
        if let Some(reference) = reference
            && self.kept.get().saturating_add(size) <= MOST_KEPT
        {
            self.kept.set(self.kept.get().saturating_add(size));
            self.drawn.borrow_mut().insert(reference, drawn.clone());
        }
        drawn
    }

    /// A stream as a form.
    pub(super) fn form(&self, stream: &Stream<'a>) -> Form<'a> {
        let dict = stream.dict();
        Form {
            content: self.budget.content(stream),
            matrix: dict.get::<[f64; 6]>(keys::MATRIX).map_or(Affine::IDENTITY, Affine::new),
            bounds: dict.get::<[f64; 4]>(keys::BBOX).map(ordered),
            resources: dict.get::<Dict<'a>>(keys::RESOURCES).map(Resources::new),
        }
    }
}

/// A rectangle from any two of its corners.
pub(super) fn ordered([x0, y0, x1, y1]: [f64; 4]) -> Bounds {
    [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]
}
