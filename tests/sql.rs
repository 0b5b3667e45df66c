//! `library.sqlite` answers SQL in the programs that people have: SQLite itself, Datasette, DuckDB.

use std::path::PathBuf;
use std::process::Command;

use crate::home::{Home, repository};

/// The clients, and what DuckDB needs to read SQLite without fetching it.
const CLIENTS: [&str; 3] = ["datasette==0.65.5", "duckdb==1.5.5", "duckdb-extension-sqlite-scanner==1.5.5"];

#[test]
fn datasette_and_duckdb_see_what_sqlite_sees() {
    let home = Home::new("datasette_and_duckdb_see_what_sqlite_sees");
    let Some(python) = clients() else {
        assert!(std::env::var_os("CI").is_none(), "the clients cannot be installed");
        println!("datasette_and_duckdb_see_what_sqlite_sees: not run: pip cannot install {CLIENTS:?}");
        return;
    };
    home.copy("corpus", "in");
    home.run("ingest in").exits(0);
    home.run("correct CA-3-P006418001 /budget/value 163850 --by Ana").exits(0);
    let asked = Command::new(python)
        .arg(repository().join("scripts/sql-clients.py"))
        .arg(home.path("almoner-library/library.sqlite"))
        .output()
        .unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let told: serde_json::Value = serde_json::from_slice(&asked.stdout).unwrap();
    let rows = told["sqlite"]["rows"].as_object().unwrap();
    for view in [
        "activities",
        "activity_sectors",
        "activity_countries",
        "activity_markers",
        "activity_organisations",
        "budget_lines",
        "results",
        "quantities",
        "evidence",
        "warnings",
        "documents_read",
    ] {
        assert!(rows.get(view).and_then(serde_json::Value::as_u64) > Some(0), "{view}: {rows:?}");
    }
    assert_eq!(told["duckdb"], told["sqlite"]);
    assert_eq!(told["datasette"], told["sqlite"]);
    // What SQL says is what the command says.
    let kept = home.run("export").exits(0).json_lines();
    assert_eq!(rows["activities"].as_u64(), Some(kept.len() as u64));
    let quotes: usize = kept.iter().map(|record| record["evidence"].as_array().unwrap().len()).sum();
    assert_eq!(rows["evidence"].as_u64(), Some(quotes as u64));
}

/// The Python of a virtual environment with the clients, made once for all runs.
fn clients() -> Option<PathBuf> {
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sql-clients");
    let python = place.join("bin/python");
    let works = || {
        let mut import = Command::new(&python);
        import.args(["-c", "import datasette, duckdb, duckdb_extension_sqlite_scanner"]);
        import.output().is_ok_and(|done| done.status.success())
    };
    if !works() {
        Command::new("python3").args(["-m", "venv", "--clear"]).arg(&place).output().ok()?;
        Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(CLIENTS).output().ok()?;
    }
    works().then_some(python)
}
