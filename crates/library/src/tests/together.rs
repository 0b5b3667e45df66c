//! Searches while another writes: each sees a whole commit, and never an older one than the one before.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use crate::sample::{activity, document, entry, library};
use crate::{Library, Page, parse_query};

const BATCH: u64 = 7;

#[test]
fn searches_during_an_ingest_see_whole_commits() {
    let (dir, mut writer) = library(vec![]);
    let path = dir.path().to_owned();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let done = &done;
        let reader = scope.spawn(move || {
            let page = Page { offset: 0, limit: 3, facets: vec![crate::Field::Country] };
            let (mut searches, mut last) = (0, 0);
            loop {
                let ended = done.load(Ordering::Relaxed);
                let library = Library::open(&path).unwrap();
                let found = library.search(&parse_query("roads"), &page).unwrap();
                assert!(
                    found.total.is_multiple_of(BATCH) && found.total >= last,
                    "{} after {last}",
                    found.total
                );
                assert_eq!(found.hits.len() as u64, found.total.min(3), "{}", found.total);
                assert_eq!(found.facets[0].rows.iter().map(|row| row.count).sum::<u64>(), found.total);
                let kept = library.counts().unwrap().records;
                assert!(
                    kept.is_multiple_of(BATCH) && kept >= found.total,
                    "{kept} records, {} found",
                    found.total
                );
                (searches, last) = (searches + 1, found.total);
                if ended && searches >= 300 {
                    return last;
                }
            }
        });
        for batch in 0..40 {
            let entries = (0..BATCH).map(|place| {
                let name = format!("{batch}-{place}.txt");
                let told = json!({"countries": [{"code": "HT", "name": "Haiti", "percentage": null, "basis": "stated"}]});
                entry(&name, document(&name, "en", &format!("Roads {name}"), vec![activity(&name, told)]))
            });
            writer.put(entries.collect()).unwrap();
            writer.index().unwrap();
        }
        done.store(true, Ordering::Relaxed);
        assert_eq!(reader.join().unwrap(), 40 * BATCH);
    });
}
