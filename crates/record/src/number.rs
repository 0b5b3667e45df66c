//! Decimals written as JSON numbers: percentages and quantities.
//!
//! A whole number is written without a fraction (`47452`, `100`), anything else as the shortest decimal.

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use serde::{Deserialize, Deserializer, Serializer};

pub(crate) fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    match value.is_integer().then(|| value.to_i64()).flatten() {
        Some(whole) => serializer.serialize_i64(whole),
        None => serializer.serialize_f64(value.to_f64().unwrap_or_default()),
    }
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    let number = f64::deserialize(deserializer)?;
    Decimal::from_f64(number).ok_or_else(|| serde::de::Error::custom("a number out of range"))
}

/// The same for a number that may be missing (`null`).
pub(crate) mod option {
    use super::{Decimal, Deserialize, Deserializer, FromPrimitive, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => super::serialize(value, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        let Some(number) = Option::<f64>::deserialize(deserializer)? else { return Ok(None) };
        Decimal::from_f64(number).map(Some).ok_or_else(|| serde::de::Error::custom("a number out of range"))
    }
}

/// A decimal string that may be missing. rust_decimal's own does not read the `null` of a field inside a flattened
/// struct, which is every amount in dollars.
pub(crate) mod text_option {
    use super::{Decimal, Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.collect_str(value),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
    }
}
