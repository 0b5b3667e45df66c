//! End-to-end tests: each runs the command as a person would, in a folder of its own.

#[cfg(test)]
mod blessed;
#[cfg(test)]
mod evaluate;
#[cfg(test)]
mod home;
#[cfg(test)]
mod house;
#[cfg(test)]
mod rate;
#[cfg(test)]
mod search;
