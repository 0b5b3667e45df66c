//! A newer table of exchange rates puts all amounts into dollars anew, without a document being opened.

use almoner_codelists::{Rates, dollars};
use almoner_record::{Activity, WarningCode};

use crate::corrections::all_records;
use crate::index::told;
use crate::{Library, LibraryError};

impl Library {
    /// Puts all amounts into US dollars by the rates of this program, where those are newer than the ones that the
    /// library was kept with. One transaction. Gives how many records are others now; none where the rates are not newer.
    pub fn renew_dollars(&mut self) -> Result<Option<usize>, LibraryError> {
        let stamp = self.rates().stamp();
        let kept = self.sql(|db| told(db, "rates"))?;
        // A stamp begins with the day of the newest rate.
        if stamp == kept || stamp.get(..10) < kept.get(..10) {
            return Ok(None);
        }
        self.change(|db, corrections| {
            let count =
                corrections.lay_over(db, all_records(db)?, &|activity| renew(activity, corrections.rates))?;
            db.execute("INSERT OR REPLACE INTO library (key, value) VALUES ('rates', ?1)", [&stamp])?;
            Ok(Some(count))
        })
    }
}

/// The dollars of a record anew; warnings about rates stay where they stood.
fn renew(activity: &mut Activity, rates: &Rates) {
    let about_rates = |code| matches!(code, WarningCode::NoRate | WarningCode::RateProvisional);
    let told: Vec<_> =
        dollars(activity, rates).into_iter().filter(|warning| about_rates(warning.code)).collect();
    let place = activity.warnings.iter().position(|warning| about_rates(warning.code));
    let place = place.unwrap_or(activity.warnings.len());
    activity.warnings.retain(|warning| !about_rates(warning.code));
    activity.warnings.splice(place..place, told);
}
