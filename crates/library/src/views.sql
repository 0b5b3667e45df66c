-- What to ask: docs/library.md has examples. Codes with their names; each activity once, by the record that counts, but for
-- `records_of_documents`, which has all. Amounts are numbers here, so that SQL can add them; the records hold them exactly.

CREATE VIEW documents_read AS
SELECT d.row AS document, d.blake3, d.name, d.media_type, d.layout, d.language, d.date,
       d.origin ->> '$.title' AS title, d.origin ->> '$.pages' AS pages, d.origin ->> '$.bytes' AS bytes, d.origin ->> '$.url' AS url,
       s.path, s.outcome, s.extractor, s.seconds, s.read_at, d.text
FROM documents AS d LEFT JOIN sources AS s ON s.blake3 = d.blake3;

CREATE VIEW records_of_documents AS
SELECT i.id, own.id AS record_id, r.counts, d.name AS file, d.blake3, d.layout, r.record
FROM records AS r JOIN ids AS i ON i.row = r.activity JOIN ids AS own ON own.row = r.own JOIN documents AS d ON d.row = r.document;

CREATE VIEW activities AS
SELECT i.id, r.record ->> '$.iati_identifier' AS iati_identifier, r.record ->> '$.kind' AS kind, r.record ->> '$.title' AS title,
       r.record ->> '$.status.code' AS status_code, r.record ->> '$.status.name' AS status,
       r.record ->> '$.period.start' AS start_date, r.record ->> '$.period.end' AS end_date,
       r.record ->> '$.reporting_org.ref' AS reporting_org_ref, r.record ->> '$.reporting_org.name' AS reporting_org,
       CAST(r.record ->> '$.budget.value' AS REAL) AS budget_value, r.record ->> '$.budget.currency' AS budget_currency,
       r.record ->> '$.budget.measure' AS budget_measure, CAST(r.record ->> '$.budget.usd.value' AS REAL) AS budget_usd,
       (SELECT group_concat(c.value ->> '$.code', ' ') FROM json_each(r.record, '$.countries') AS c) AS country_codes,
       r.record ->> '$.aid_type.code' AS aid_type_code, r.record ->> '$.aid_type.name' AS aid_type,
       r.record ->> '$.finance_type.code' AS finance_type_code, r.record ->> '$.finance_type.name' AS finance_type,
       r.record ->> '$.flow_type.code' AS flow_type_code, r.record ->> '$.flow_type.name' AS flow_type,
       r.record ->> '$.collaboration_type.code' AS collaboration_type_code, r.record ->> '$.collaboration_type.name' AS collaboration_type,
       r.record ->> '$.tied_status.code' AS tied_status_code, r.record ->> '$.tied_status.name' AS tied_status,
       r.record ->> '$.languages[0]' AS language, d.name AS file, d.layout, d.date AS document_date, d.blake3,
       (SELECT count(*) FROM records AS o WHERE o.activity = r.activity) AS documents, r.row AS record, r.as_read IS NOT NULL AS corrected
FROM records AS r JOIN ids AS i ON i.row = r.activity JOIN documents AS d ON d.row = r.document
WHERE r.counts;

CREATE VIEW activity_sectors AS
SELECT i.id, s.value ->> '$.vocabulary' AS vocabulary, s.value ->> '$.code' AS code, s.value ->> '$.name' AS name,
       s.value ->> '$.category' AS category, s.value ->> '$.percentage' AS percentage, s.value ->> '$.basis' AS basis
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.sectors') AS s
WHERE r.counts;

CREATE VIEW activity_countries AS
SELECT i.id, c.value ->> '$.code' AS code, c.value ->> '$.name' AS name, c.value ->> '$.percentage' AS percentage, c.value ->> '$.basis' AS basis
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.countries') AS c
WHERE r.counts;

CREATE VIEW activity_regions AS
SELECT i.id, g.value ->> '$.vocabulary' AS vocabulary, g.value ->> '$.code' AS code, g.value ->> '$.name' AS name,
       g.value ->> '$.percentage' AS percentage, g.value ->> '$.basis' AS basis
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.regions') AS g
WHERE r.counts;

CREATE VIEW activity_locations AS
SELECT i.id, l.value ->> '$.name' AS name, l.value ->> '$.country' AS country_code, l.value ->> '$.basis' AS basis
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.locations') AS l
WHERE r.counts;

CREATE VIEW activity_markers AS
SELECT i.id, m.value ->> '$.vocabulary' AS vocabulary, m.value ->> '$.code' AS code, m.value ->> '$.name' AS name,
       m.value ->> '$.significance' AS significance, m.value ->> '$.basis' AS basis
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.policy_markers') AS m
WHERE r.counts;

CREATE VIEW activity_sdgs AS
SELECT i.id, g.value ->> '$.code' AS code, g.value ->> '$.basis' AS basis
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.sdgs') AS g
WHERE r.counts;

CREATE VIEW activity_organisations AS
SELECT i.id, o.value ->> '$.role' AS role, o.value ->> '$.ref' AS ref, o.value ->> '$.name' AS name, o.value ->> '$.acronym' AS acronym,
       o.value ->> '$.type' AS type, o.value ->> '$.basis' AS basis
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.participating_orgs') AS o
WHERE r.counts
UNION ALL
SELECT i.id, 'reporting', r.record ->> '$.reporting_org.ref', r.record ->> '$.reporting_org.name', r.record ->> '$.reporting_org.acronym',
       r.record ->> '$.reporting_org.type', r.record ->> '$.reporting_org.basis'
FROM records AS r JOIN ids AS i ON i.row = r.activity
WHERE r.counts AND r.record ->> '$.reporting_org.name' IS NOT NULL;

CREATE VIEW activity_dates AS
SELECT i.id, a.value ->> '$.type' AS type, a.value ->> '$.date' AS date, a.value ->> '$.precision' AS precision, a.value ->> '$.text' AS text
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.activity_dates') AS a
WHERE r.counts;

CREATE VIEW budget_lines AS
SELECT i.id, l.key AS line, l.value ->> '$.item' AS item, l.value ->> '$.description' AS description, l.value ->> '$.kind' AS kind,
       CAST(l.value ->> '$.value' AS REAL) AS value, l.value ->> '$.currency' AS currency, CAST(l.value ->> '$.usd.value' AS REAL) AS usd
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.budget_lines') AS l
WHERE r.counts;

CREATE VIEW funding AS
SELECT i.id, f.value ->> '$.ref' AS ref, f.value ->> '$.name' AS name, f.value ->> '$.measure' AS measure,
       CAST(f.value ->> '$.value' AS REAL) AS value, f.value ->> '$.currency' AS currency, CAST(f.value ->> '$.usd.value' AS REAL) AS usd
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.funding') AS f
WHERE r.counts;

CREATE VIEW results AS
SELECT i.id, x.key AS result, x.value ->> '$.type' AS type, x.value ->> '$.status' AS status, x.value ->> '$.text' AS text,
       x.value ->> '$.country' AS country_code, x.value ->> '$.as_of' AS as_of
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.results') AS x
WHERE r.counts;

CREATE VIEW quantities AS
SELECT i.id, x.key AS result, x.value ->> '$.status' AS status, q.value ->> '$.value' AS value, q.value ->> '$.unit' AS unit,
       q.value ->> '$.qualifier' AS qualifier, q.value ->> '$.part_of' AS part_of
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.results') AS x, json_each(x.value, '$.quantities') AS q
WHERE r.counts;

CREATE VIEW indicators AS
SELECT i.id, x.key AS indicator, x.value ->> '$.title' AS title, x.value ->> '$.result' AS result, x.value ->> '$.measure' AS measure,
       x.value ->> '$.baseline' AS baseline, p.value ->> '$.start' AS start_date, p.value ->> '$.end' AS end_date, p.value ->> '$.target' AS target,
       p.value ->> '$.actual' AS actual
FROM records AS r JOIN ids AS i ON i.row = r.activity, json_each(r.record, '$.indicators') AS x
LEFT JOIN json_each(x.value, '$.periods') AS p
WHERE r.counts;

CREATE VIEW evidence AS
SELECT i.id, d.name AS file, e.value ->> '$[0]' AS path, e.value ->> '$[1]' AS page, e.value -> '$[2]' AS boxes,
       e.value ->> '$[3]' AS start_byte, e.value ->> '$[4]' AS end_byte,
       CAST(substr(CAST(d.text AS BLOB), (e.value ->> '$[3]') + 1, (e.value ->> '$[4]') - (e.value ->> '$[3]')) AS TEXT) AS quote,
       e.value ->> '$[5]' AS basis, e.value ->> '$[6]' AS confidence, e.value ->> '$[7]' AS rule, d.blake3
FROM records AS r JOIN ids AS i ON i.row = r.activity JOIN documents AS d ON d.row = r.document, json_each(r.evidence) AS e;

CREATE VIEW warnings AS
SELECT i.id, d.name AS file, w.value ->> '$.code' AS code, w.value ->> '$.message' AS message, w.value -> '$.paths' AS paths
FROM records AS r JOIN ids AS i ON i.row = r.activity JOIN documents AS d ON d.row = r.document, json_each(r.record, '$.warnings') AS w;
