//! Activities without a title: excerpts, and pages whose title stands in a picture. More facts than for others have to be told.

use almoner_record::{Activity, Basis, Role};

use super::{Beginning, others};

/// True where three facts that labels or sentences tell are of an activity, money, who takes part or a number among them.
pub(super) fn is_told(activity: &Activity, text: &Beginning<'_>) -> bool {
    const FEWEST: usize = 3;
    if text.elsewhere() > 0 || text.trade() > 0 {
        return false;
    }
    let has_role = |role: Role| activity.participating_orgs.iter().any(|item| item.role == Some(role));
    let has_money = activity.budget.is_some() || !activity.funding.is_empty();
    let takes_part = has_role(Role::Funding) || has_role(Role::Implementing);
    let told = [
        has_money,
        has_role(Role::Funding),
        has_role(Role::Implementing),
        others::lasts(activity),
        activity.status.is_some(),
        !activity.other_identifiers.is_empty(),
        activity.countries.iter().any(|country| country.basis == Basis::Stated) || !activity.regions.is_empty(),
        activity.sectors.iter().any(|sector| sector.basis == Basis::Stated),
    ];
    (has_money || takes_part || !activity.other_identifiers.is_empty())
        && told.into_iter().filter(|told| *told).count() >= FEWEST
}
