//! What the codes of East Asian fonts stand for when the font has no map to Unicode of its own: the character
//! collections of Adobe (ISO 32000-1, 9.10.2).

use hayro_font::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Text};

use super::guard::Budget;

/// The way from a font's codes to Unicode.
#[derive(Debug)]
pub(super) enum Collection {
    /// Code to character of the collection, and that to Unicode.
    Characters { encoding: Option<Box<CMap>>, unicode: Box<CMap> },
    /// The codes are UTF-16 themselves.
    Utf16,
}

impl Collection {
    /// That of a composite font; None where it has none, or none is known.
    pub(super) fn of(font: &Dict<'_>, budget: &Budget) -> Option<Collection> {
        // A name there is no map: Identity says nothing of Unicode.
        if font.get::<Stream<'_>>(keys::TO_UNICODE).is_some() {
            return None;
        }
        let name = font.get::<Name<'_>>(keys::ENCODING);
        let name = name.as_ref().map(AsRef::as_ref).unwrap_or_default();
        if name.starts_with(b"Uni") && (contains(name, b"UCS2") || contains(name, b"UTF16")) {
            return Some(Collection::Utf16);
        }
        let encoding = match font.get::<Object<'_>>(keys::ENCODING)? {
            Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
                CMapName::IdentityH | CMapName::IdentityV => None,
                name => Some(CMap::parse(load_embedded(name)?, load_embedded)?),
            },
            Object::Stream(stream) => Some(CMap::parse(&budget.content(&stream), load_embedded)?),
            _ => return None,
        };
        let stated = encoding.as_ref().and_then(|encoding| encoding.metadata().character_collection.clone());
        let family = stated
            .map(|collection| collection.family)
            .filter(|family| family.ucs2_cmap().is_some())
            .or_else(|| family(font))?;
        let unicode = Box::new(CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?);
        Some(Collection::Characters { encoding: encoding.map(Box::new), unicode })
    }

    /// The letters of a code.
    pub(super) fn unicode(&self, code: u32) -> Option<BfString> {
        match self {
            Collection::Characters { encoding: None, unicode } => unicode.lookup_bf_string(code),
            Collection::Characters { encoding: Some(encoding), unicode } => {
                let cid = (1..=4).find_map(|length| encoding.lookup_cid_code(code, length))?;
                unicode.lookup_bf_string(cid)
            }
            Collection::Utf16 => char::from_u32(code).map(BfString::Char),
        }
    }
}

fn contains(name: &[u8], part: &[u8]) -> bool {
    name.windows(part.len()).any(|window| window == part)
}

/// The collection that a font says its characters are of.
fn family(font: &Dict<'_>) -> Option<CidFamily> {
    let descendant = font.get::<Array<'_>>(keys::DESCENDANT_FONTS)?.iter::<Dict<'_>>().next()?;
    let info = descendant.get::<Dict<'_>>(keys::CIDSYSTEMINFO)?;
    let (registry, ordering) = (info.get::<Text<'_>>(keys::REGISTRY)?, info.get::<Text<'_>>(keys::ORDERING)?);
    Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
}
