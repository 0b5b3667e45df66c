//! How the identifiers and types of organisations are known.

use almoner_codelists::channel;
use almoner_record::{Activity, Basis, Organisation, Span};

use crate::Conclusions;
use crate::context::Context;
use crate::draft::Draft;

/// Of the names that the register of organisations knows, few are another organisation's too: those it leaves out.
const SURE: f32 = 0.95;

/// A printed channel code is the identifier, a layout's default implies it, else the register knew the name: that is a
/// conclusion, and is taken back where none is to be drawn.
pub(super) fn references(draft: &mut Draft, context: &Context<'_>, conclusions: Conclusions) {
    let mut known: Vec<(String, String, Basis)> = Vec::new();
    for (path, organisation, basis) in organisations(&mut draft.activity) {
        if basis == Basis::Inferred && conclusions == Conclusions::Left {
            (organisation.reference, organisation.kind) = (None, None);
        }
        for (key, value) in [("ref", &organisation.reference), ("type", &organisation.kind)] {
            known.extend(value.iter().map(|_| (path.clone(), format!("{path}/{key}"), basis)));
        }
    }
    let rule = context.rule("organisations", "ref");
    let places = draft.places_below(&["/reporting_org", "/participating_orgs/", "/funding/"]);
    let place = |path: &str| places.get(path).and_then(|places| places.first()).copied().unwrap_or_default();
    let known: Vec<(Span, String, Basis)> =
        known.into_iter().map(|(of, path, basis)| (place(&of), path, basis)).collect();
    for (span, path, basis) in known {
        draft.witness(path, span, basis, &rule);
        if basis == Basis::Inferred {
            draft.sure(SURE);
        }
    }
}

/// All organisations of a record, with their paths and how their identifier is known.
fn organisations(activity: &mut Activity) -> impl Iterator<Item = (String, &mut Organisation, Basis)> {
    let reporting = activity.reporting_org.iter_mut().map(|org| {
        let basis = if org.basis == Basis::Default { Basis::Default } else { Basis::Inferred };
        ("/reporting_org".to_owned(), &mut org.organisation, basis)
    });
    let taking_part = activity.participating_orgs.iter_mut().enumerate().map(|(at, org)| {
        let is_printed = org.crs_channel_code.as_deref().and_then(channel).is_some();
        let basis = if is_printed { Basis::Stated } else { Basis::Inferred };
        (format!("/participating_orgs/{at}"), &mut org.organisation, basis)
    });
    let funding = activity.funding.iter_mut().enumerate();
    let funding =
        funding.map(|(at, share)| (format!("/funding/{at}"), &mut share.organisation, Basis::Inferred));
    reporting.chain(taking_part).chain(funding)
}
