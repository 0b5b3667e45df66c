//! End-to-end tests: each runs the command as a person would, in a folder of its own.

#[cfg(test)]
mod home;
