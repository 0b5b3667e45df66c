//! End-to-end tests: each runs the command as a person would, in a folder of its own.

#[cfg(test)]
mod blessed;
#[cfg(test)]
mod cells;
#[cfg(test)]
mod choice;
#[cfg(test)]
mod compare;
#[cfg(test)]
mod corrections;
#[cfg(test)]
mod doctor;
#[cfg(test)]
mod durability;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod evaluate;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod export;
#[cfg(test)]
mod extract;
#[cfg(test)]
mod facets;
#[cfg(test)]
mod failures;
#[cfg(test)]
mod finds;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod home;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod house;
#[cfg(test)]
mod inference;
#[cfg(test)]
mod ingest;
#[cfg(test)]
mod isolate;
#[cfg(test)]
mod languages;
#[cfg(test)]
mod layouts;
#[cfg(test)]
mod mark;
#[cfg(test)]
mod ocr;
#[cfg(test)]
mod others;
#[cfg(test)]
mod places;
#[cfg(test)]
mod prints;
#[cfg(test)]
mod rate;
#[cfg(test)]
mod search;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod several;
#[cfg(test)]
mod show;
#[cfg(test)]
mod specimens;
#[cfg(test)]
mod sql;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod text;
#[cfg(test)]
mod upkeep;
