//! The values of a record at their JSON pointers (RFC 6901), seen without making JSON of it, which would take as long as
//! reading the record.

use std::fmt::{self, Display, Write as _};

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};

/// What JSON would have at a pointer; null is nothing and not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    List,
    Object,
    Scalar,
}

/// Shows `see` each value in `value`, itself at the empty pointer; what is inside one is shown where `see` says so.
///
/// # Errors
/// Where something is there that no record has: keys that are no texts, variants with values. What is behind it was
/// not seen.
pub(crate) fn walk(value: &impl Serialize, see: &mut dyn FnMut(&str, Shape) -> bool) -> fmt::Result {
    value.serialize(&mut Walk { pointer: String::new(), see })
}

struct Walk<'a> {
    pointer: String,
    see: &'a mut dyn FnMut(&str, Shape) -> bool,
}

impl<'a> Walk<'a> {
    fn scalar(&mut self) -> fmt::Result {
        (self.see)(&self.pointer, Shape::Scalar);
        Ok(())
    }

    fn inside(&mut self, shape: Shape) -> Inside<'_, 'a> {
        let seen = (self.see)(&self.pointer, shape);
        Inside { length: self.pointer.len(), walk: self, seen, next: 0 }
    }
}

/// What is in a list or an object.
struct Inside<'w, 'a> {
    walk: &'w mut Walk<'a>,
    seen: bool,
    /// Of the pointer to the list or object itself.
    length: usize,
    next: usize,
}

impl Inside<'_, '_> {
    fn value(&mut self, value: &(impl Serialize + ?Sized)) -> fmt::Result {
        let shown = if self.seen { value.serialize(&mut *self.walk) } else { Ok(()) };
        self.walk.pointer.truncate(self.length);
        shown
    }

    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> fmt::Result {
        self.walk.pointer.push('/');
        match u8::try_from(self.next) {
            Ok(digit @ 0..10) => self.walk.pointer.push(char::from(b'0' + digit)),
            _ => write!(self.walk.pointer, "{}", self.next)?,
        }
        self.next += 1;
        self.value(value)
    }
}

/// Numbers and truth values.
macro_rules! scalars {
    ($($method:ident: $type:ty),*) => { $(
        fn $method(self, _: $type) -> fmt::Result {
            self.scalar()
        }
    )* };
}

impl<'w, 'a> Serializer for &'w mut Walk<'a> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Inside<'w, 'a>;
    type SerializeTuple = Inside<'w, 'a>;
    type SerializeTupleStruct = Impossible<(), fmt::Error>;
    type SerializeTupleVariant = Impossible<(), fmt::Error>;
    type SerializeMap = Inside<'w, 'a>;
    type SerializeStruct = Inside<'w, 'a>;
    type SerializeStructVariant = Impossible<(), fmt::Error>;

    scalars! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_char: char,
        serialize_str: &str, serialize_bytes: &[u8]
    }

    /// JSON has null for what is no number.
    fn serialize_f32(self, value: f32) -> fmt::Result {
        if value.is_finite() { self.scalar() } else { Ok(()) }
    }

    fn serialize_f64(self, value: f64) -> fmt::Result {
        if value.is_finite() { self.scalar() } else { Ok(()) }
    }

    /// Without spelling it out.
    fn collect_str<T: Display + ?Sized>(self, _: &T) -> fmt::Result {
        self.scalar()
    }

    fn serialize_none(self) -> fmt::Result {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_unit(self) -> fmt::Result {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> fmt::Result {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> fmt::Result {
        self.scalar()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> fmt::Result {
        Err(fmt::Error)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'w, 'a>, fmt::Error> {
        Ok(self.inside(Shape::List))
    }

    fn serialize_tuple(self, _: usize) -> Result<Inside<'w, 'a>, fmt::Error> {
        Ok(self.inside(Shape::List))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'w, 'a>, fmt::Error> {
        Ok(self.inside(Shape::Object))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inside<'w, 'a>, fmt::Error> {
        Ok(self.inside(Shape::Object))
    }
}

/// What all of these have in common.
macro_rules! each_ends_well {
    () => {
        type Ok = ();
        type Error = fmt::Error;

        fn end(self) -> fmt::Result {
            Ok(())
        }
    };
}

impl SerializeSeq for Inside<'_, '_> {
    each_ends_well!();

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.item(value)
    }
}

impl SerializeTuple for Inside<'_, '_> {
    each_ends_well!();

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.item(value)
    }
}

impl SerializeStruct for Inside<'_, '_> {
    each_ends_well!();

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> fmt::Result {
        // The name of a field is a word.
        self.walk.pointer.push('/');
        self.walk.pointer.push_str(name);
        self.value(value)
    }
}

impl SerializeMap for Inside<'_, '_> {
    each_ends_well!();

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result {
        self.walk.pointer.push('/');
        let start = self.walk.pointer.len();
        write!(self.walk.pointer, "{}", Key(key))?;
        let name = self.walk.pointer.get(start..).unwrap_or_default();
        if name.contains(['~', '/']) {
            let name = name.replace('~', "~0").replace('/', "~1");
            self.walk.pointer.truncate(start);
            self.walk.pointer.push_str(&name);
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.value(value)
    }
}

/// The key of a map as a text: serde writes texts and numbers so, and fails for what is none.
struct Key<'a, T: ?Sized>(&'a T);

impl<T: Serialize + ?Sized> Display for Key<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_value_is_seen_where_json_has_it() {
        let value = json!({"a": null, "b": [1, [true], {"c/d": "x", "~": {}}], "e": {"f": 2.5}});
        let mut seen = Vec::new();
        walk(&value, &mut |pointer, shape| {
            assert!(value.pointer(pointer).is_some_and(|there| match shape {
                Shape::List => there.is_array(),
                Shape::Object => there.is_object(),
                Shape::Scalar => !there.is_array() && !there.is_object() && !there.is_null(),
            }));
            seen.push(pointer.to_owned());
            pointer != "/e"
        })
        .unwrap();
        seen.sort();
        assert_eq!(seen, ["", "/b", "/b/0", "/b/1", "/b/1/0", "/b/2", "/b/2/c~1d", "/b/2/~0", "/e"]);
    }
}
