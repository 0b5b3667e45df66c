//! `almoner rate`.

use crate::home::Home;

#[test]
fn rate_shows_what_a_budget_and_what_a_transaction_takes() {
    let home = Home::new("rate_shows_what_a_budget_and_what_a_transaction_takes");
    home.run("rate CAD 2018-01-15 1249777")
        .exits(0)
        .says("as a budget             964,469.62 USD  average of 2018: 1.2958179 CAD a dollar (IMF-AVG, year-average)")
        .says("as a transaction      1,018,212.72 USD  end of month, 2018-01-31: 1.2274223 CAD a dollar (ECB-EOP, month-end)")
        .warns_of_nothing();
    home.run("rate USD 2018 5").exits(0).says("5.00 USD").says("same-currency");
    let json = &home.run("rate DEM 1990-07 1000 --format json").exits(0).out;
    let answer: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(answer["budget"]["usd"]["value"], "618.91");
    assert_eq!(answer["transaction"]["usd"]["rate_date"], "1990-07-31");
}

#[test]
fn rate_says_what_it_cannot_convert_and_what_to_do() {
    let home = Home::new("rate_says_what_it_cannot_convert_and_what_to_do");
    for (command, code, what, hint) in [
        (
            "rate CDA 2018-01-15",
            2,
            "almoner: there is no currency `CDA`",
            "hint: did you mean CAD (Canadian Dollar)?",
        ),
        ("rate $ 2018-01-15", 2, "almoner: `$` may mean CAD, USD, AUD, NZD", "hint: give the ISO 4217 code"),
        ("rate CAD 15/01/2018", 2, "almoner: `15/01/2018` is no date", "hint: give a day, month or year"),
        ("rate CAD 2018-01-15 much", 2, "almoner: `much` is no amount", "hint: write it with a point"),
        ("rate CAD 1900-01-15", 1, "almoner: there is no exchange rate of CAD for 1900-01-15", "hint: "),
        ("rate CAD 2018 --rates none.csv", 2, "almoner: none.csv: No such file", "hint: check the path"),
    ] {
        home.run(command).exits(code).warns(what).warns(hint);
    }
}

#[test]
fn a_table_of_ones_own_is_used_without_a_build() {
    let home = Home::new("a_table_of_ones_own_is_used_without_a_build");
    home.write("new.csv", "currency,date,frequency,units_per_usd,source\nCAD,2031-12-31,A,2.5,OWN\n");
    home.run("rate CAD 2031-05-01 100 --rates new.csv")
        .exits(0)
        .says("40.00 USD")
        .says("2.5 CAD a dollar (OWN");
    home.write("bad.csv", "currency,date,frequency,units_per_usd,source\nCAD,2031-12-31,A,nothing,OWN\n");
    home.run("rate CAD 2031-05-01 100 --rates bad.csv")
        .exits(2)
        .warns("bad.csv:2: `nothing` is no rate above zero");
}
