//! Tables on small sheets: a row of a picture is a line of print, a letter five points wide.

use crate::pdf::sheet::specimen::{Sized, sheet};
use crate::pdf::sheet::{Sheet, Stroke};
use crate::pdf::words;

const LEADING: f32 = 12.0;
/// What an empty line of a picture of cells takes: the white between rows.
const BETWEEN: f32 = 5.0;

/// A sheet of the picture's words. A line of `-` is a ruling line as long, in the gap between the lines beside it;
/// `|` is a ruling line down beside its line, joined to those above and below.
fn page(picture: &[&str]) -> Sheet {
    spaced(picture, LEADING)
}

/// The same, an empty line as high as `between`.
fn spaced(picture: &[&str], between: f32) -> Sheet {
    let mut runs = Vec::new();
    let mut strokes = Vec::new();
    let mut y = 100.0;
    for line in picture {
        let is_rule = line.contains("--") && line.chars().all(|c| matches!(c, '-' | '|' | ' '));
        if !is_rule {
            y += if line.is_empty() { between } else { LEADING };
        }
        let mut rest = *line;
        let mut column = 0_usize;
        while let Some(start) = rest.find(|c: char| c != ' ') {
            let (_, from) = rest.split_at(start);
            let x = 50.0 + 5.0 * (column + start) as f32;
            let length = if from.starts_with('|') {
                strokes.push([x + 2.5, y - 10.0, x + 2.5, y + 2.0]);
                1
            } else if is_rule {
                let length = from.find([' ', '|']).unwrap_or(from.len());
                strokes.push([x, y + 2.0, x + 5.0 * length as f32, y + 2.0]);
                length
            } else {
                let length = from.find(['|']).into_iter().chain(from.find("  ")).min().unwrap_or(from.len());
                let text = from.split_at(length).0;
                runs.push(Sized { x, y, size: 10.0, text: text.trim_end(), gap: 0.0 });
                length
            };
            column += start + length;
            rest = from.split_at(length).1;
        }
    }
    let mut sheet = sheet(&runs);
    sheet.strokes = strokes.into_iter().map(|rect| Stroke { rect, filled: false, light: 0.0 }).collect();
    sheet
}

/// The tables of a picture: cells divided by `|`, spans of rows and columns behind them, tables by an empty line.
fn read(picture: &[&str]) -> Vec<String> {
    tables(&page(picture))
}

fn tables(sheet: &Sheet) -> Vec<String> {
    let prints = words::prints(sheet);
    let mut lines = Vec::new();
    for grid in super::find(sheet, &prints) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        for row in &grid.rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| {
                    let words = cell.prints.iter().filter_map(|at| prints.words.get(*at as usize));
                    let text: Vec<&str> = words.map(|print| prints.text(print)).collect();
                    match (cell.row_span, cell.col_span) {
                        (1, 1) => text.join(" "),
                        (rows, columns) => format!("{}<{rows}x{columns}>", text.join(" ")),
                    }
                })
                .collect();
            lines.push(cells.join("|"));
        }
    }
    lines
}

#[track_caller]
fn reads(what: &str, picture: &[&str], tables: &[&str]) {
    assert_eq!(read(picture), tables, "{what}");
}

#[test]
fn ruled_tables_have_the_cells_that_their_lines_make() {
    reads(
        "each row ruled, a cell that wraps",
        &[
            "-----------------------------",
            "|Name      |Sector   |Budget|",
            "-----------------------------",
            "|Roads in  |Transport|   120|",
            "|the north |         |      |",
            "-----------------------------",
            "|Wells     |Water    |    35|",
            "-----------------------------",
        ],
        &["Name|Sector|Budget", "Roads in the north|Transport|120", "Wells|Water|35"],
    );
    reads(
        "a header over two columns, a label beside two rows",
        &[
            "--------------------------",
            "|Country|  Population    |",
            "|       ------------------",
            "|       | Urban |  Rural |",
            "--------------------------",
            "|Mali   |   9.1 |   12.4 |",
            "--------------------------",
        ],
        &["Country<2x1>|Population<1x2>", "Urban|Rural", "Mali|9.1|12.4"],
    );
    reads(
        "only the header's rows are ruled",
        &[
            "-------------------------",
            "|Country|  Urban | Rural|",
            "-------------------------",
            "|Mali   |    9.1 |  12.4|",
            "|Niger  |    4.2 |  20.5|",
            "|Togo   |    3.7 |   4.9|",
            "-------------------------",
        ],
        &["Country|Urban|Rural", "Mali|9.1|12.4", "Niger|4.2|20.5", "Togo|3.7|4.9"],
    );
    reads(
        "a frame around text is no table",
        &["----------------------", "|Some words in a box.|", "----------------------"],
        &[],
    );
}

#[test]
fn columns_without_lines_are_tables_when_they_hold_like_things() {
    reads(
        "numbers under a header that wraps",
        &[
            "                 Total    Of these",
            "Country           aid      grants",
            "Mali              9.1         12.4",
            "Niger             4.2         20.5",
            "Togo              3.7          4.9",
        ],
        &["Country|Total aid|Of these grants", "Mali|9.1|12.4", "Niger|4.2|20.5", "Togo|3.7|4.9"],
    );
    reads(
        "a header over the columns that a line under it reaches",
        &[
            "-----------------------------------------",
            "                        Grants            ",
            "              ---------------------------",
            "Country         2021      2022      2023 ",
            "-----------------------------------------",
            "Mali            9.10     12.40      1.50 ",
            "Niger           4.20     20.50      2.50 ",
            "-----------------------------------------",
        ],
        &["|Grants<1x3>", "Country|2021|2022|2023", "Mali|9.10|12.40|1.50", "Niger|4.20|20.50|2.50"],
    );
    reads(
        "a label that wraps, a section's label, a cell without a value",
        &[
            "Country            Grants     Loans",
            "West Africa:",
            "Mali                  9.1      12.4",
            "Sao Tome and",
            "Principe                        0.9",
            "Niger                 4.2      20.5",
        ],
        &[
            "Country|Grants|Loans",
            "West Africa:||",
            "Mali|9.1|12.4",
            "Sao Tome and Principe||0.9",
            "Niger|4.2|20.5",
        ],
    );
    reads(
        "labels and values",
        &[
            "Title:          Roads in the north",
            "Country:        Mali",
            "Budget:         120 000 EUR",
            "Status:         closed",
        ],
        &["Title:|Roads in the north", "Country:|Mali", "Budget:|120 000 EUR", "Status:|closed"],
    );
}

#[test]
fn labels_keep_their_values_however_either_is_broken() {
    reads(
        "the last label wraps, its value does not",
        &[
            "Number                  CA-3-S065322001",
            "",
            "Start                   27 June 2011",
            "",
            "Status                  Closed",
            "",
            "Contributing            Foreign Aid Office",
            "organization",
            "",
            "",
            "Countries and regions of the project",
        ],
        &[
            "Number|CA-3-S065322001",
            "Start|27 June 2011",
            "Status|Closed",
            "Contributing organization|Foreign Aid Office",
        ],
    );
    reads(
        "labels are set to the right, a value is as wide as the page",
        &[
            "        Number    CA-3-S065322001",
            "",
            "  Contribution    twenty million dollars",
            "",
            "        Agency    Appeals of the Federation of the Red Cross and Red Crescent Societies,",
            "                  the Canadian Society of the Red Cross being the one that passes the money on",
            "",
            "        Status    Closed",
            "",
            "         Donor    Foreign Aid Office",
        ],
        &[
            "Number|CA-3-S065322001",
            "Contribution|twenty million dollars",
            "Agency|Appeals of the Federation of the Red Cross and Red Crescent Societies, the Canadian Society of the Red Cross being the one that passes the money on",
            "Status|Closed",
            "Donor|Foreign Aid Office",
        ],
    );
    reads(
        "a label fills its column",
        &[
            "Budget               none",
            "Finance              Standard grant",
            "Collaboration types  Bilateral",
            "Status               closed",
        ],
        &["Budget|none", "Finance|Standard grant", "Collaboration types|Bilateral", "Status|closed"],
    );
}

#[test]
fn columns_that_nearly_meet_are_told_by_where_words_begin() {
    reads(
        "values that fill their columns",
        &[
            "Work                Place               Count",
            "Roads regravelled   Moron and Jeremie   12",
            "Wells and pumps too Chambellan town now 34",
            "Bridges             Dame Marie          5",
        ],
        &[
            "Work|Place|Count",
            "Roads regravelled|Moron and Jeremie|12",
            "Wells and pumps too|Chambellan town now|34",
            "Bridges|Dame Marie|5",
        ],
    );
}

#[test]
fn questions_of_a_form_are_labels_however_long() {
    reads(
        "with colons",
        &[
            "Country:                                        Sierra Leone",
            "",
            "Project Title:                                  Land Dialogue",
            "",
            "List all direct project recipient organizations UNDP, WFP",
            "starting with the convening agency:",
            "",
            "Project duration in months:                     24",
            "",
            "Expected project commencement date:             1 March 2022",
            "",
            "Geographic zones within the country:            Pujehun",
        ],
        &[
            "Country:|Sierra Leone",
            "Project Title:|Land Dialogue",
            "List all direct project recipient organizations starting with the convening agency:|UNDP, WFP",
            "Project duration in months:|24",
            "Expected project commencement date:|1 March 2022",
            "Geographic zones within the country:|Pujehun",
        ],
    );
}

#[test]
fn what_a_browser_prints_around_a_page_is_in_no_table() {
    reads(
        "date and title above, address and number below",
        &[
            "11/23/26, 11:37 PM      Roads in the north",
            "",
            "Number                  CA-3-S065322001",
            "Start                   27 June 2011",
            "Status                  Closed",
            "",
            "https://example.org/17  1/2",
        ],
        &["Number|CA-3-S065322001", "Start|27 June 2011", "Status|Closed"],
    );
}

#[test]
fn what_only_looks_like_columns_is_no_table() {
    reads(
        "a table of contents",
        &[
            "Introduction ............................ 3",
            "The country and its roads ............... 7",
            "What was done .......................... 12",
            "What is left ........................... 19",
        ],
        &[],
    );
    reads(
        "a list",
        &[
            "1.  Buy the kits and ship them to the south",
            "2.  Train the crews that will use them all",
            "3.  Check after six months what is in use",
        ],
        &[],
    );
    reads(
        "text in two columns",
        &[
            "The advisers helped herders and farmers agree    Advisers who speak the local language are",
            "on the dates when cattle may cross the fields    asked back to the same place year by year",
            "and the wells were mapped by youth groups who    and the maps settle many quarrels of that",
            "live on nine atolls that the sea has spoiled.    kind when both of the sides have drawn it",
        ],
        &[],
    );
}

#[test]
fn a_table_in_one_column_of_a_page_has_nothing_of_the_other() {
    reads(
        "running text beside it, on lines of its own",
        &[
            "All of the money was spent on    Country    Grants    Loans",
            "roads and wells in the far       Mali          9.1     12.4",
            "north of the country where       Niger         4.2     20.5",
            "there had been none before,      Chad          3.3      7.1",
            "and on schools for the many      The same was done in the",
            "children of the villages in      years after, when most of",
            "the hills by the two lakes.      the schools were built by",
            "                                 those who live near them.",
        ],
        &["Country|Grants|Loans", "Mali|9.1|12.4", "Niger|4.2|20.5", "Chad|3.3|7.1"],
    );
}

#[test]
fn sources_notes_and_captions_inside_a_frame_are_no_rows() {
    reads(
        "a caption above, a source below",
        &[
            "---------------------------",
            "|Table 4: Money by year   |",
            "---------------------------",
            "|Country | Grants |  Loans|",
            "---------------------------",
            "|Mali    |    9.1 |   12.4|",
            "---------------------------",
            "|Niger   |    4.2 |   20.5|",
            "---------------------------",
            "|Source: the two ministries|",
            "---------------------------",
        ],
        &["Country|Grants|Loans", "Mali|9.1|12.4", "Niger|4.2|20.5"],
    );
}

#[test]
fn what_stands_on_a_form_or_in_a_list_is_no_table() {
    reads(
        "lines to write on",
        &[
            "Name: ____________      Date: ______",
            "Town: ____________      Area: ______",
            "Road: ____________      Post: ______",
            "Work: ____________      Paid: ______",
        ],
        &[],
    );
    reads(
        "items side by side",
        &[
            "• Water for all       • Roads in the north",
            "• Schools             • Wells in the south",
            "• Health for all      • Seeds for the poor",
            "• Clean air           • Trees for the city",
        ],
        &[],
    );
}

#[test]
fn white_lines_on_a_background_are_rulings_and_seams_of_it_are_none() {
    let picture = [
        "Country    2010    2011",
        "Mali       many    some",
        "           of them",
        "Niger      few     none",
    ];
    let mut sheet = page(&picture);
    let fill = |y0: f32, y1: f32| Stroke { rect: [45.0, y0, 170.0, y1], filled: true, light: 0.5 };
    // In two pieces, one right below the other, the lower without words; then white lines on them.
    sheet.strokes.extend([fill(100.0, 150.0), fill(150.0, 160.0)]);
    let white = |rect: [f32; 4]| Stroke { rect, filled: false, light: 1.0 };
    sheet.strokes.extend([114.5, 138.5].map(|y| white([45.0, y, 170.0, y])));
    sheet.strokes.extend([100.0, 140.0].map(|x| white([x, 100.0, x, 160.0])));
    let prints = words::prints(&sheet);
    let rows: Vec<usize> = super::find(&sheet, &prints).iter().map(|grid| grid.rows.len()).collect();
    assert_eq!(rows, [3]);
}

#[test]
fn tables_right_under_one_another_are_two() {
    reads(
        "the second has a header of its own",
        &[
            "Country            Grants     Loans",
            "Mali                  9.1      12.4",
            "Niger                 4.2      20.5",
            "",
            "Sector        Projects     People",
            "Water               12     40 000",
            "Health               7      9 500",
        ],
        &[
            "Country|Grants|Loans",
            "Mali|9.1|12.4",
            "Niger|4.2|20.5",
            "",
            "Sector|Projects|People",
            "Water|12|40 000",
            "Health|7|9 500",
        ],
    );
}

#[test]
fn a_drawing_of_many_lines_is_read_in_time() {
    let mut sheet = page(&["Some words"]);
    for at in 0..200_000_u32 {
        let (x, y) = ((at % 500) as f32, (at / 500) as f32 * 2.0);
        sheet.strokes.push(Stroke { rect: [x, y, x + 9.0, y + 9.0], filled: at % 2 == 0, light: 0.5 });
        sheet.strokes.push(Stroke { rect: [x, y, x + 90.0, y], filled: false, light: 0.0 });
    }
    assert_eq!(super::find(&sheet, &words::prints(&sheet)), []);
}

#[test]
fn facts_right_of_wide_text_are_a_table_of_their_own() {
    reads(
        "a flyer: running text takes two thirds of the page, labels and values the rest",
        &[
            "Most villages of the district fetch water from open wells      Country   Mali",
            "that dry up between January and April. Women and girls walk    Donor     Norad",
            "up to three hours a day, and children fall ill from what    Code      ML-114",
            "they drink. Local councils have neither the money nor tools    Partner   Ministry of Water",
            "to keep the few pumps running. The project drills boreholes    Period    2019 - 2023",
            "and repairs old ones. Each water point is run by users, and    Budget    CHF 4,750,000",
            "half of them are women. Mechanics are trained in all of the    Status    Ongoing",
            "councils, and a store for spare parts opens in the town of     Sector    Water supply",
            "the district. By the end of the second year many had safe      Number    7F-09876.02",
            "water to drink, and the committees collected their fees too.",
        ],
        &[
            "Country|Mali",
            "Donor|Norad",
            "Code|ML-114",
            "Partner|Ministry of Water",
            "Period|2019 - 2023",
            "Budget|CHF 4,750,000",
            "Status|Ongoing",
            "Sector|Water supply",
            "Number|7F-09876.02",
        ],
    );
}

/// Cells over several lines, an empty line being less than a line.
#[track_caller]
fn reads_cells(what: &str, picture: &[&str], expected: &[&str]) {
    assert_eq!(tables(&spaced(picture, BETWEEN)), expected, "{what}");
}

#[test]
fn wrapped_cells_without_lines_are_cells_of_their_rows() {
    let rows = [
        "No.|Project title|Country|Implementing partner|Budget (USD)",
        "1|Safe water for rural schools|Mali|Federation of Red Cross and Red Crescent Societies and of their volunteers in the region|128,000",
        "2|Coffee|Haiti|Oxfam|9,000",
        "3|Legal aid for women and girls|Nepal|Caritas|45,000",
    ];
    reads_cells(
        "cells from their tops, one as long as a paragraph",
        &[
            "No.  Project title    Country  Implementing partner     Budget (USD)",
            "",
            "1    Safe water for   Mali     Federation of Red Cross       128,000",
            "     rural schools             and Red Crescent",
            "                               Societies and of their",
            "                               volunteers in the region",
            "",
            "2    Coffee           Haiti    Oxfam                           9,000",
            "",
            "3    Legal aid for    Nepal    Caritas                        45,000",
            "     women and girls",
        ],
        &rows,
    );
    reads_cells(
        "in the middle of their rows",
        &[
            "No.  Project title    Country  Implementing partner     Budget (USD)",
            "",
            "                               Federation of Red Cross",
            "     Safe water for            and Red Crescent",
            "1    rural schools    Mali     Societies and of their        128,000",
            "                               volunteers in the region",
            "",
            "2    Coffee           Haiti    Oxfam                           9,000",
            "",
            "3    Legal aid for    Nepal    Caritas                        45,000",
            "     women and girls",
        ],
        &rows,
    );
    reads(
        "no white between rows: they begin at their values",
        &[
            "No.  Project title    Country  Implementing partner     Budget (USD)",
            "1    Safe water for   Mali     Federation of Red Cross       128,000",
            "     rural schools             and Red Crescent",
            "                               Societies and of their",
            "                               volunteers in the region",
            "2    Coffee           Haiti    Oxfam                           9,000",
            "3    Legal aid for    Nepal    Caritas                        45,000",
            "     women and girls",
        ],
        &rows,
    );
}

#[test]
fn rows_without_values_begin_where_words_would_have_had_room() {
    reads(
        "no white between them",
        &[
            "Country       Project title        Partner             Status",
            "Democratic    Emergency food       Local Initiatives   Ongoing",
            "Republic of   assistance to the    for Human Rights",
            "the Congo     Great Lakes",
            "Mali          Radio for peace      Oxfam               Completed",
            "Peru          Rehabilitation of    Caritas             Ongoing",
            "              irrigation schemes",
            "Nepal         Land registry        Helvetas            Approved",
        ],
        &[
            "Country|Project title|Partner|Status",
            "Democratic Republic of the Congo|Emergency food assistance to the Great Lakes|Local Initiatives for Human Rights|Ongoing",
            "Mali|Radio for peace|Oxfam|Completed",
            "Peru|Rehabilitation of irrigation schemes|Caritas|Ongoing",
            "Nepal|Land registry|Helvetas|Approved",
        ],
    );
}

#[test]
fn countries_between_rows_totals_and_columns_that_are_mostly_empty_keep_their_places() {
    reads_cells(
        "a country's name over its rows, one wider than the first column; a total",
        &[
            "Project title      Partner     Year      Budget",
            "",
            "Democratic Republic of Congo",
            "",
            "Safe water for     Oxfam       2011     128,000",
            "rural schools",
            "",
            "Peru",
            "",
            "Radio for peace    Caritas     2012       9,000",
            "in the valleys",
            "",
            "Coffee             Helvetas    2013      45,000",
            "",
            "Total                                   182,000",
        ],
        &[
            "Project title|Partner|Year|Budget",
            "Democratic Republic of Congo<1x2>||",
            "Safe water for rural schools|Oxfam|2011|128,000",
            "Peru|||",
            "Radio for peace in the valleys|Caritas|2012|9,000",
            "Coffee|Helvetas|2013|45,000",
            "Total|||182,000",
        ],
    );
    reads_cells(
        "remarks in one row",
        &[
            "Project title      Country    Remarks        Budget",
            "",
            "Safe water for     Mali                     128,000",
            "rural schools",
            "",
            "Radio for peace    Peru       see note 2      9,000",
            "",
            "Land registry and  Chad                      45,000",
            "legal aid for all",
        ],
        &[
            "Project title|Country|Remarks|Budget",
            "Safe water for rural schools|Mali||128,000",
            "Radio for peace|Peru|see note 2|9,000",
            "Land registry and legal aid for all|Chad||45,000",
        ],
    );
}

#[test]
fn text_between_two_tables_is_in_neither() {
    reads_cells(
        "a heading and a line that is short, columns that stand alike",
        &[
            "Outcomes             Outputs              Activities",
            "",
            "Centres act on       Reporting form in    Adapt the form",
            "patrol reports       three languages",
            "",
            "Units trust it       Two instructors      Train instructors",
            "",
            "Timeline",
            "",
            "Six months (October to March).",
            "",
            "Budget",
            "",
            "Item                 Description          Amount",
            "",
            "Travel               Two trainers to      18,900",
            "                     three missions",
            "",
            "Equipment            60 rugged tablets    43,600",
            "",
            "Support costs        For all of it         8,125",
        ],
        &[
            "Outcomes|Outputs|Activities",
            "Centres act on patrol reports|Reporting form in three languages|Adapt the form",
            "Units trust it|Two instructors|Train instructors",
            "",
            "Item|Description|Amount",
            "Travel|Two trainers to three missions|18,900",
            "Equipment|60 rugged tablets|43,600",
            "Support costs|For all of it|8,125",
        ],
    );
}

#[test]
fn a_head_left_of_its_numbers_stands_over_them() {
    reads_cells(
        "numbers end at the right, the head and the total begin at the left",
        &[
            "No.  Project title      Country    Budget",
            "",
            "17   Revitalization     Haiti                825",
            "     of farms",
            "",
            "18   Fuel efficient     Gambia                91",
            "     stoves for all",
            "",
            "19   Maternal health    Niger                312",
            "",
            "     TOTAL                         1,228",
        ],
        &[
            "No.|Project title|Country|Budget",
            "17|Revitalization of farms|Haiti|825",
            "18|Fuel efficient stoves for all|Gambia|91",
            "19|Maternal health|Niger|312",
            "|TOTAL||1,228",
        ],
    );
}

#[test]
fn text_in_three_columns_is_no_table() {
    reads(
        "with numbers in it",
        &[
            "The ministry publishes all of this    Amounts are those of a contract       Readers who look for a single",
            "overview once in a year for the       and not what was paid in the year,    project by its number find it in a",
            "parliament and the public, since      which the accounts show by budget     file where reports of 140 projects",
            "2010 with the names of all            line, and in 2012 by donor and by     and what was learned from them are",
            "projects for which a contract was     country too, down to the smallest     kept for ten years, and for 20 if",
            "signed and whatever their size may    of the funds for 2011.                a court has asked.",
            "be.",
        ],
        &[],
    );
    reads(
        "bullets are no column",
        &[
            "•   Water for all       •   Roads in the north",
            "    of the villages         and in the south",
            "•   Schools             •   Wells in the south",
            "•   Health for all      •   Seeds for the poor",
            "    by the next year        of the two lakes",
        ],
        &[],
    );
}
