//! Who takes part, under a label: one a line, several on a line, an amount in place of a name.

use almoner_record::{Basis, OtherIdentifier, Role, Span};

use super::identifiers::identifier_key;
use crate::context::Context;
use crate::draft::{Draft, Found};
use crate::field::Field;
use crate::labels::Key;
use crate::lines::LineKind;
use crate::sections::Piece;
use crate::{bodies, figures, funders, header, organisations, tables, value};

/// What is said of those who stand on a line: their role, and the label beside them.
#[derive(Clone, Copy)]
struct Beside<'a> {
    role: Option<Role>,
    label: Option<Span>,
    rule: &'a str,
}

/// Reads the organisations of a piece in their role; of those who pay their tables too.
pub(super) fn read(
    draft: &mut Draft,
    context: &Context<'_>,
    piece: &Piece,
    role: Option<Role>,
    label: Option<Span>,
    rule: &str,
) {
    let beside = Beside { role, label, rule };
    let lines = context.values(piece);
    let lines =
        if role == Some(Role::Funding) { funders::read_pairs(draft, context, lines, rule) } else { lines };
    for (at, line) in lines.into_iter().enumerate() {
        if is_dated(context, line) || is_money(draft, context, line, beside) {
            continue;
        }
        if at > 0 && role.is_some() && header::is_unit(context.text(line)) {
            organisations::unit(draft, context, line, rule);
        } else {
            names(draft, context, line, beside);
        }
    }
    if role != Some(Role::Funding) {
        return;
    }
    // Beside the label stands the organisation, under it its branch.
    let below = context.lines_of(piece).next().filter(|line| line.kind == LineKind::Text);
    if let Some(line) =
        below.filter(|line| piece.inline.len() == 1 && header::is_unit(context.text(line.span)))
    {
        organisations::unit(draft, context, line.span, rule);
    }
    tables::read(draft, context, piece, Field::Funding);
}

/// True for a label and a time below the names: `Runs: March 2019 to February 2024`.
fn is_dated(context: &Context<'_>, line: Span) -> bool {
    let Some((label, value)) = context.text(line).split_once(": ") else { return false };
    let has_time =
        |(_, period): (Span, value::period::PrintedPeriod)| period.start.is_some() || period.end.is_some();
    !label.contains(|c: char| c.is_ascii_digit())
        && value::period::period(value, context.order).is_some_and(has_time)
        && value::money::money(value, context.decimal).is_none()
}

/// Reads a line that tells an amount, alone or beside a name; false for any other line.
fn is_money(draft: &mut Draft, context: &Context<'_>, line: Span, beside: Beside<'_>) -> bool {
    let Beside { role, label, rule } = beside;
    let is_alone = value::money::is_alone(context.text(line), context.decimal);
    if is_alone && other_money(draft, context, line, beside)
        || funders::read(draft, context, line, role, rule)
    {
        return true;
    }
    if role != Some(Role::Funding) {
        return false;
    }
    if label.is_some_and(|label| funders::of_bracket(draft, context, label, line, rule)) {
        return true;
    }
    if is_alone {
        // `Funding: US$ 60,803,421` is the activity's figure.
        figures::budget(draft, context, line, None, label, rule);
    }
    is_alone || financing(draft, context, line, rule) || figures::funding(draft, context, line, rule)
}

/// The role that a label before the name on its own line tells, and the name: `Executing entity: Ministry of Forests`.
fn own_label(context: &Context<'_>, line: Span) -> Option<(Option<Role>, Span)> {
    let text = context.text(line);
    let (label, value) = text.split_once(": ")?;
    let key = Key::of(label);
    let Some(Field::Org(role)) = context.layout.field_of(&key) else { return None };
    let value = line.inner(Span::new(text.len() - value.len(), text.len())).trim(&context.document.text);
    (!value.is_empty()).then_some((role, value))
}

/// The organisations that a line names, and who takes part beside them.
fn names(draft: &mut Draft, context: &Context<'_>, line: Span, beside: Beside<'_>) {
    let Beside { mut role, label, rule } = beside;
    if organisations::take_in_roles(draft, context, line, rule) {
        return;
    }
    let line = match own_label(context, line) {
        Some((own, value)) => {
            role = own.or(role);
            value
        }
        None => line,
    };
    let is_several =
        || role == Some(Role::Funding) || label.is_some_and(|label| bodies::is_plural(context.text(label)));
    let (own, partners) = if role.is_some() { funders::with_partners(context, line) } else { (line, None) };
    let is_of_payers = || {
        role == Some(Role::Funding) && label.is_some_and(|label| bodies::is_of_payers(context.text(label)))
    };
    let listed = bodies::listed(context.text(own), role == Some(Role::Funding))
        .filter(|_| role.is_some() && is_several());
    match listed.or_else(|| bodies::payers(context.text(own)).filter(|_| is_of_payers())) {
        Some(names) => {
            for name in names {
                organisations::take(draft, context, own.inner(name), role, rule);
            }
        }
        None => organisations::take(draft, context, own, role, rule),
    }
    if let Some(partners) = partners {
        organisations::take(draft, context, partners, None, rule);
    }
}

/// Reads an amount alone beside a label for a partner (`Counterpart: USD 3 million`), or for who pays beside the donor
/// (`Co-financing`): money that is not the activity's figure. False beside any other label.
fn other_money(draft: &mut Draft, context: &Context<'_>, line: Span, beside: Beside<'_>) -> bool {
    let Beside { role, label, rule } = beside;
    const BESIDE: [&str; 10] = [
        "co-f",
        "cofi",
        "co-d",
        "other",
        "autre",
        "otro",
        "outro",
        "counterpart",
        "contrepartie",
        "contraparti",
    ];
    let is_beside = label.is_some_and(|label| {
        let label = almoner_codelists::fold(context.text(label));
        BESIDE.iter().any(|word| label.starts_with(word))
    });
    if role == Some(Role::Funding) && !is_beside {
        return false;
    }
    if let Some(settled) = figures::amount_on(context, line, label) {
        let of = label.map(|label| context.text(label).to_owned());
        figures::push_amount(draft, settled, of, None, rule);
    }
    true
}

/// The number of a loan, grant or technical assistance among those who pay: `Grant 0731-KGZ: Mountain Roads`. False for
/// any other line.
fn financing(draft: &mut Draft, context: &Context<'_>, line: Span, rule: &str) -> bool {
    const KINDS: [&str; 9] =
        ["loan", "grant", "credit", "ta", "pret", "don", "prestamo", "donacion", "emprestimo"];
    let text = context.text(line);
    let mut words = text.splitn(3, ' ');
    let (Some(kind), Some(number)) = (words.next(), words.next()) else { return false };
    let number = number.trim_end_matches([':', ',', ';']);
    let is_number = number.len() >= 4
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '-');
    if !is_number || !KINDS.contains(&almoner_codelists::fold(kind).as_str()) {
        return false;
    }
    let start = kind.len() + 1;
    let value = OtherIdentifier { kind: Some(kind.to_owned()), value: number.to_owned() };
    let span = line.inner(Span::new(start, start + number.len()));
    let found = Found { value, span, basis: Basis::Stated, rule: rule.to_owned() };
    draft.is_new("identifiers", identifier_key(&found.value));
    draft.push("/other_identifiers", |activity| &mut activity.other_identifiers, found);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_divide_several_who_pay_though_nobody_knows_them() {
        for (label, printed, names) in [
            (
                "Bailleurs",
                "Fondation de France, Région Occitanie",
                &["Fondation de France", "Région Occitanie"][..],
            ),
            (
                "Donors",
                "Kita Trust Fund, City of Bergen, Norad",
                &["Kita Trust Fund", "City of Bergen", "Norad"],
            ),
            (
                "Financiadores",
                "Junta de Andalucía, Fundación Agua",
                &["Junta de Andalucía", "Fundación Agua"],
            ),
            ("Donor", "Fondation de France, Région Occitanie", &["Fondation de France, Région Occitanie"]),
            ("Donors", "AO Foundation, Switzerland", &["AO Foundation, Switzerland"]),
            (
                "Donors",
                "Foreign, Commonwealth & Development Office",
                &["Foreign, Commonwealth & Development Office"],
            ),
            (
                "Donors",
                "Ministry of Agriculture, Livestock and Fisheries",
                &["Ministry of Agriculture, Livestock and Fisheries"],
            ),
            ("Donors", "Kita Trust Fund, which is ours", &["Kita Trust Fund, which is ours"]),
        ] {
            let read = crate::specimen::record(&format!(
                "Wells for Kita\n\nCountry: Mali\n{label}: {printed}\nImplementing partner: Oxfam\nTotal budget: EUR 5,000\n"
            ));
            let payers = read.participating_orgs.iter().filter(|one| one.role == Some(Role::Funding));
            let payers: Vec<&str> = payers.map(|one| one.organisation.name.as_str()).collect();
            assert_eq!(payers, names, "{label}: {printed}");
        }
    }

    #[test]
    fn a_label_before_the_name_is_no_part_of_it() {
        let read = crate::specimen::record(
            "Wells for Kita\n\nCountry: Mali\nDonor: Norad\nExecuting entity / beneficiary: Executing entity: Ministry of Water\nImplementing partners (say which: NGO, state): Oxfam\nDate: October 2013\nTotal budget: EUR 5,000\n",
        );
        let named: Vec<(&str, Option<Role>)> =
            read.participating_orgs.iter().map(|one| (one.organisation.name.as_str(), one.role)).collect();
        assert!(named.contains(&("Ministry of Water", Some(Role::Implementing))), "{named:?}");
        assert!(named.contains(&("Oxfam", Some(Role::Implementing))), "{named:?}");
        // The date is the paper's.
        assert!(read.period.is_none() && read.activity_dates.is_empty());
    }
}
