//! The command `almoner`.

fn main() {}
