#!/usr/bin/env python3
"""Ask a library in the ways in which people do: Datasette and DuckDB, both from PyPI.

    scripts/sql-clients.py LIBRARY.sqlite

Prints a JSON object: how many rows each client sees of each view, a digest of all quotes, and the answer to one question. tests/sql.rs runs it in a
virtual environment with `datasette`, `duckdb` and DuckDB's extension for SQLite, and compares with SQLite itself.
"""

import hashlib
import json
import pathlib
import sqlite3
import subprocess
import sys
import urllib.parse

import duckdb
import duckdb_extension_sqlite_scanner

QUESTION = """
SELECT c.code AS country, count(*) AS activities, round(sum(a.budget_usd), 2) AS usd
FROM {0}activities AS a JOIN {0}activity_countries AS c ON c.id = a.id
GROUP BY c.code ORDER BY usd DESC NULLS LAST, country LIMIT 3
"""
QUOTES = "SELECT id, path, start_byte, quote FROM {0}evidence"


def told(rows, quotes, answer):
    # A quote of nothing is null to one client and empty to another, a number a text to DuckDB.
    lines = sorted(repr([id, path, str(start), quote or ""]) for id, path, start, quote in quotes)
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return {"rows": rows, "quotes": digest, "answer": [list(row) for row in answer]}


def views(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")]


def by_sqlite(path, names):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        rows = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
        return told(rows, db.execute(QUOTES.format("")), db.execute(QUESTION.format("")))


def by_duckdb(path, names):
    folder = pathlib.Path(duckdb_extension_sqlite_scanner.__file__).parent
    db = duckdb.connect()
    db.execute(f"LOAD '{next(folder.rglob('*.duckdb_extension'))}'")
    db.execute(f"ATTACH '{path}' AS library (TYPE sqlite, READ_ONLY)")
    rows = {name: len(db.execute(f"SELECT * FROM library.{name}").fetchall()) for name in names}
    quotes = db.execute(QUOTES.format("library.")).fetchall()
    return told(rows, quotes, db.execute(QUESTION.format("library.")).fetchall())


def by_datasette(path, names):
    program = pathlib.Path(sys.executable).with_name("datasette")

    def ask(sql):
        address = f"/library.json?{urllib.parse.urlencode({'sql': sql, '_shape': 'arrays'})}"
        command = [program, path, "--setting", "max_returned_rows", "100000", "--get", address]
        shown = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(shown.stdout)["rows"]

    counts = ", ".join(f"(SELECT count(*) FROM {name})" for name in names)
    rows = dict(zip(names, ask(f"SELECT {counts}")[0]))
    return told(rows, ask(QUOTES.format("")), ask(QUESTION.format("")))


def main():
    path = sys.argv[1]
    names = views(path)
    clients = {"sqlite": by_sqlite, "duckdb": by_duckdb, "datasette": by_datasette}
    print(json.dumps({name: client(path, names) for name, client in clients.items()}))


main()
