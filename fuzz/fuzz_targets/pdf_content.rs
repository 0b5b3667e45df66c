#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::pdf_content(bytes));
