//! Names that their place among other values tells: whether they are of those who take part, one block as the other.

use almoner_codelists::{places_in, sector};

use super::super::of_aid;
use super::Block;
use super::values::is_name;
use crate::bodies;
use crate::codes;
use crate::field::Field;
use crate::sections::Cutter;

/// Keeps the names that are told by their place where they read as those of bodies in most blocks, and drops all else.
pub(super) fn settle(cutter: &Cutter<'_>, blocks: &mut Vec<Block>) {
    const FEWEST: usize = 2;
    let text = |block: &Block| {
        let own = block.told.iter().find(|told| told.is_by_place);
        own.map(|told| cutter.document.slice(told.value).trim())
    };
    let named: Vec<&str> = blocks.iter().filter_map(text).collect();
    if named.is_empty() {
        return;
    }
    let are_themes =
        named.iter().filter(|name| sector(name).is_some() || is_theme(name)).count() * 3 > named.len();
    let are_placed = blocks.iter().filter(|block| is_place(cutter, block)).count() * 2 > named.len();
    let sure = named
        .iter()
        .filter(|name| is_name(name) && (bodies::is_body(name) || name.split_whitespace().nth(1).is_some()))
        .count();
    // Names that tell what aid does stand beside bodies for titles: the other way round.
    let about =
        |texts: &mut dyn Iterator<Item = &str>| texts.filter(|text| of_aid::is_about_aid(text)).count();
    let titles = about(&mut blocks.iter().map(|block| cutter.document.slice(block.title)));
    let are_turned = about(&mut named.iter().copied()) > titles;
    let are_names = !are_themes
        && !are_turned
        && !are_placed
        && named.len() >= FEWEST
        && named.len() * 4 >= blocks.len() * 3
        && sure * 2 >= named.len();
    for block in blocks.iter_mut() {
        block.told.retain(|told| {
            !told.is_by_place || are_names && is_name(cutter.document.slice(told.value).trim())
        });
    }
    blocks.retain(Block::is_one);
}

/// True for a name that is of a place in the block's country.
fn is_place(cutter: &Cutter<'_>, block: &Block) -> bool {
    let text = |wanted: fn(&super::Told) -> bool| {
        block.told.iter().find(|told| wanted(told)).map(|told| cutter.document.slice(told.value).trim())
    };
    let Some(name) = text(|told| told.is_by_place) else { return false };
    let country = text(|told| told.field == Field::Countries).and_then(almoner_codelists::country);
    country.is_some_and(|country| {
        places_in(name, &[country.code]).first().is_some_and(|place| place.span.len() == name.len())
    })
}

/// True for a word or two of what a project is about, or how it goes: `Health`, `Water and sanitation`, `Ongoing`.
fn is_theme(name: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_plain = words.iter().skip(1).any(|word| word.len() > 4 && word.starts_with(char::is_lowercase));
    words.len() <= MOST_WORDS && is_plain && !bodies::is_body(name)
        || codes::status(name).is_some()
        || words.len() == 1 && of_aid::is_about_aid(name)
}
