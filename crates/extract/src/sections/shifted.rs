//! A table of one activity whose first row tells it and whose further rows, shifted or not, only part its money by years:
//! `Entidad financiadora | Entidad ejecutora | Total comprometido | Cantidad desembolsada`, below it ` 2016 | El Salvador | … `.

use almoner_codelists::country;
use almoner_document::Cell;
use almoner_record::{Role, Span};

use super::{Cutter, reads_as};
use crate::field::Field;
use crate::lines::Line;
use crate::value::date::is_year;
use crate::value::money;
use crate::value::numeral::DecimalMark;

impl Cutter<'_> {
    /// Opens a piece for each cell of the first row that fits its head, and one for the one country that cells name.
    ///
    /// Who pays and an amount have to stand there, and no further row may name another who pays.
    pub(super) fn take_first_row(&mut self, at: usize, line: &Line, rows: &[Vec<Cell>]) -> bool {
        const FEWEST_HEADS: usize = 3;
        let [head, first, further @ ..] = rows else { return false };
        if !self.layout.is_general() || head.len() < FEWEST_HEADS {
            return false;
        }
        let text = |cell: &Cell| self.document.slice(cell.span).trim();
        let of_head = |cell: &Cell| self.cell_label(cell, line.block).map(|found| found.field);
        let fields: Vec<Option<Field>> = head.iter().map(of_head).collect();
        let pays = |field: Option<Field>| field == Some(Field::Org(Some(Role::Funding)));
        let is_name =
            |cell: &Cell| text(cell).chars().any(char::is_alphabetic) && country(text(cell)).is_none();
        let column = fields.iter().position(|field| pays(*field));
        let names = |row: &Vec<Cell>| column.and_then(|at| row.get(at)).is_some_and(is_name);
        // Each further row begins with a year, or with nothing.
        let is_part =
            |row: &Vec<Cell>| row.first().is_none_or(|cell| cell.span.is_empty() || is_year(text(cell)));
        let are_parts = !further.is_empty() && further.iter().all(|row| is_part(row) && !names(row));
        if !names(first) || !are_parts || fields.contains(&Some(Field::Title)) {
            return false;
        }
        let mut found: Vec<(Option<Span>, Field, Vec<Span>)> = Vec::new();
        for ((field, head), cell) in fields.iter().zip(head).zip(first) {
            let Some(field) = field.filter(|_| !cell.span.is_empty()) else { continue };
            let fits = match field {
                Field::Budget(_) => money::is_alone(text(cell), DecimalMark::Unknown),
                Field::Org(_) => is_name(cell),
                Field::Funding | Field::Amount => false,
                _ => reads_as(field, text(cell)),
            };
            if fits {
                found.push((Some(head.span), field, cell.parts.clone()));
            }
        }
        let has_sum = found.iter().any(|(_, field, _)| matches!(field, Field::Budget(_)));
        if !has_sum || found.len() < 2 {
            return false;
        }
        let cells = rows.iter().skip(1).flatten();
        let mut places = cells.filter_map(|cell| Some((cell.span, country(text(cell))?.code)));
        if let Some((span, code)) = places.next().filter(|_| !fields.contains(&Some(Field::Countries)))
            && places.all(|(_, other)| other == code)
        {
            found.push((None, Field::Countries, vec![span]));
        }
        for (label, field, value) in found {
            self.open(label, Some(field), value, at + 1);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::specimen::extracted;

    fn told(table: &str) -> Vec<String> {
        let text = format!("Pozos para las aldeas de Kita\n\nEste proyecto ayuda a las mujeres.\n\n{table}");
        let row = |one: &almoner_record::Activity| {
            let codes: Vec<&str> = one.countries.iter().map(|country| country.code.as_str()).collect();
            let names: Vec<&str> =
                one.participating_orgs.iter().map(|org| org.organisation.name.as_str()).collect();
            let budget = one.budget.as_ref().map(|budget| budget.money.value.to_string());
            format!("{}/{}/{}", codes.join(" "), names.join(", "), budget.unwrap_or_default())
        };
        extracted(&text).activities.iter().map(row).collect()
    }

    #[test]
    fn the_first_row_tells_the_activity_and_those_below_part_its_money() {
        let heads = "| Entidad financiadora | Entidad canalizadora | Total comprometido | Cantidad desembolsada | ||\n|---|---|---|---|---|\n";
        let shifted = "| Gobierno Vasco | Manos Unidas | 599.735,29 € | 2016 | Malí | 119.947,05 € |\n| 2016 | Malí | 239.894,12 € | |||\n| 2017 | Malí | 239.894,12 € |\n";
        assert_eq!(told(&format!("{heads}{shifted}")), ["ML/Gobierno Vasco, Manos Unidas/599735.29"]);
        // Two who pay are a table of shares, and two countries are none.
        let two = shifted.replace("| 2016 | Malí | 239", "| Junta de Andalucía | Malí | 239");
        assert!(told(&format!("{heads}{two}")).iter().all(|one| !one.contains("599735")));
        let places = shifted.replace("2017 | Malí", "2017 | Níger");
        assert!(told(&format!("{heads}{places}")).iter().all(|one| one.starts_with('/')));
    }
}
