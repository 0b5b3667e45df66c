//! The elements of a page as html5ever builds them, in one arena.
//!
//! An own sink and not scraper's: html5ever looks through all open elements at most tags, so that depth costs its
//! square (html5ever #788). The cap must stand where the depth is known and before the tag is taken: between tokenizer
//! and tree builder.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, QualName, TokenizerResult};

use super::tags;

/// Most nodes of a page; what stands further down is cut off.
const MOST_NODES: usize = 4_000_000;
/// Most formatting elements (`<b>`) open at once: each paragraph makes all of them anew.
const MOST_FORMATTING: u32 = 32;
/// Most attributes of one element.
const MOST_ATTRIBUTES: usize = tags::MOST_ATTRIBUTES;

/// Longest text that waits for more, in bytes.
const MOST_WAITING: usize = 1 << 16;

/// A node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Id(u32);

/// The nodes of a page.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// True when elements were nested deeper than the limit.
    pub(crate) is_too_deep: bool,
    /// True when it has more nodes than are read.
    pub(crate) is_too_long: bool,
}

#[derive(Debug)]
struct Node {
    parent: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    depth: u16,
    data: Data,
}

#[derive(Debug)]
enum Data {
    Root,
    Element(Box<Element>),
    Text(StrTendril),
    Comment,
}

/// An element's name and attributes.
#[derive(Debug)]
pub(crate) struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
    contents: Option<Id>,
}

impl Element {
    /// Its name in small letters.
    pub(crate) fn name(&self) -> &str {
        &self.name.local
    }

    /// The value of an attribute; None where it is missing.
    pub(crate) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.iter().find(|own| &*own.name.local == attribute).map(|own| &*own.value)
    }
}

/// The tree of `text`. Tags nested deeper than `depth` are left out; their text stays, in the element that is that deep.
///
/// A page that says to be XML closes its elements as XML does: `<span/>` is an empty one.
pub(crate) fn parse(text: &str, depth: u16) -> Tree {
    let nameless = QualName::new(None, html5ever::ns!(), LocalName::default());
    let arena = Arena { nodes: vec![Node::new(Data::Root)], nameless };
    let sink = Sink { arena: RefCell::new(arena), depth: Cell::new(0) };
    let guard = Guard {
        builder: TreeBuilder::new(sink, html5ever::tree_builder::TreeBuilderOpts::default()),
        limit: depth,
        dropped: RefCell::new(HashMap::new()),
        formatting: Cell::new(0),
        text: RefCell::new(StrTendril::new()),
        is_too_deep: Cell::new(false),
        is_too_long: Cell::new(false),
        is_xml: tags::is_xml(text),
    };
    let tokenizer = Tokenizer::new(guard, html5ever::tokenizer::TokenizerOpts::default());
    let queue = BufferQueue::default();
    // A tendril holds 4 GB at most; pieces keep its copies small.
    const PIECE: usize = 1 << 20;
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE));
        rest = behind;
        queue.push_back(StrTendril::from_slice(piece));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    }
    tokenizer.end();
    let guard = tokenizer.sink;
    Tree {
        is_too_deep: guard.is_too_deep.get(),
        is_too_long: guard.is_too_long.get(),
        nodes: guard.builder.sink.arena.into_inner().nodes,
    }
}

impl Tree {
    /// The document itself.
    pub(crate) const ROOT: Id = Id(0);

    /// The element that a node is; None for text and comments.
    pub(crate) fn element(&self, id: Id) -> Option<&Element> {
        match &self.node(id)?.data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The text that a node is; None for elements and comments.
    pub(crate) fn text(&self, id: Id) -> Option<&str> {
        match &self.node(id)?.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Its name, empty for what is no element.
    pub(crate) fn name(&self, id: Id) -> &str {
        self.element(id).map_or("", Element::name)
    }

    /// The value of an attribute.
    pub(crate) fn get(&self, id: Id, attribute: &str) -> Option<&str> {
        self.element(id)?.get(attribute)
    }

    pub(crate) fn parent(&self, id: Id) -> Option<Id> {
        self.node(id)?.parent
    }

    /// What stands before it in its parent, nearest first.
    pub(crate) fn before(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.node(id).and_then(|node| node.previous), |id| self.node(*id)?.previous)
    }

    /// What stands after it in its parent, nearest first.
    pub(crate) fn after(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.node(id).and_then(|node| node.next), |id| self.node(*id)?.next)
    }

    /// How many nodes there are; ids are below.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// What stands in it, in order.
    pub(crate) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.node(id).and_then(|node| node.first), |id| self.node(*id)?.next)
    }

    /// The elements that stand in it, in order.
    pub(crate) fn elements(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        self.children(id).filter(|child| self.element(*child).is_some())
    }

    /// It and all nodes below it, each before what stands in it.
    pub(crate) fn below(&self, top: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(Some(top), move |id| {
            let node = self.node(*id)?;
            if node.first.is_some() {
                return node.first;
            }
            let mut at = *id;
            while at != top {
                let node = self.node(at)?;
                if node.next.is_some() {
                    return node.next;
                }
                at = node.parent?;
            }
            None
        })
    }

    fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(id.index())
    }
}

impl Id {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl Node {
    fn new(data: Data) -> Node {
        Node { parent: None, previous: None, next: None, first: None, last: None, depth: 0, data }
    }
}

/// Nodes as they are made, and the name of what is no element (html5ever never asks for it).
struct Arena {
    nodes: Vec<Node>,
    nameless: QualName,
}

/// Where html5ever puts nodes.
struct Sink {
    arena: RefCell<Arena>,
    /// Depth of the innermost open element, or of the last one that was closed at once.
    depth: Cell<u16>,
}

impl Sink {
    fn add(&self, data: Data) -> Id {
        let nodes = &mut self.arena.borrow_mut().nodes;
        nodes.push(Node::new(data));
        Id(u32::try_from(nodes.len() - 1).unwrap_or(u32::MAX))
    }

    fn change<T>(&self, id: Id, change: impl FnOnce(&mut Node) -> T) -> Option<T> {
        self.arena.borrow_mut().nodes.get_mut(id.index()).map(change)
    }

    fn look<T>(&self, id: Id, look: impl FnOnce(&Node) -> T) -> Option<T> {
        self.arena.borrow().nodes.get(id.index()).map(look)
    }

    /// Puts `child` into `parent` before `next`, or last.
    fn insert(&self, parent: Id, next: Option<Id>, child: NodeOrText<Id>) {
        let previous = match next {
            Some(next) => self.look(next, |node| node.previous),
            None => self.look(parent, |node| node.last),
        }
        .flatten();
        let id = match child {
            NodeOrText::AppendText(text) => {
                let merged = previous.and_then(|previous| {
                    self.change(previous, |node| match &mut node.data {
                        Data::Text(before) => {
                            before.push_tendril(&text);
                            true
                        }
                        _ => false,
                    })
                });
                if merged == Some(true) {
                    return;
                }
                self.add(Data::Text(text))
            }
            NodeOrText::AppendNode(id) => {
                self.detach(id);
                id
            }
        };
        let depth = self.look(parent, |node| node.depth).unwrap_or_default().saturating_add(1);
        let is_element = self.change(id, |node| {
            (node.parent, node.previous, node.next) = (Some(parent), previous, next);
            node.depth = depth;
            matches!(node.data, Data::Element(_))
        });
        match previous {
            Some(previous) => self.change(previous, |node| node.next = Some(id)),
            None => self.change(parent, |node| node.first = Some(id)),
        };
        match next {
            Some(next) => self.change(next, |node| node.previous = Some(id)),
            None => self.change(parent, |node| node.last = Some(id)),
        };
        if is_element == Some(true) {
            self.depth.set(depth);
        }
    }

    fn detach(&self, id: Id) {
        let Some((Some(parent), previous, next)) =
            self.look(id, |node| (node.parent, node.previous, node.next))
        else {
            return;
        };
        match previous {
            Some(previous) => self.change(previous, |node| node.next = next),
            None => self.change(parent, |node| node.first = next),
        };
        match next {
            Some(next) => self.change(next, |node| node.previous = previous),
            None => self.change(parent, |node| node.last = previous),
        };
        self.change(id, |node| (node.parent, node.previous, node.next) = (None, None, None));
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Sink;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Sink {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        Tree::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.arena.borrow(), |arena| match arena.nodes.get(target.index()).map(|node| &node.data) {
            Some(Data::Element(element)) => &element.name,
            _ => &arena.nameless,
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Id {
        let contents = flags.template.then(|| self.add(Data::Root));
        self.add(Data::Element(Box::new(Element { name, attributes, contents })))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Data::Comment)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Data::Comment)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        match self.look(*element, |node| node.parent).flatten() {
            Some(parent) => self.insert(parent, Some(*element), child),
            None => self.insert(*previous, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Id) {
        self.depth.set(self.look(*node, |node| node.depth).unwrap_or_default().saturating_sub(1));
    }

    /// What stands in a template is as deep as the template is.
    fn get_template_contents(&self, target: &Id) -> Id {
        let depth = self.look(*target, |node| node.depth).unwrap_or_default();
        let contents = self.look(*target, |node| match &node.data {
            Data::Element(element) => element.contents,
            _ => None,
        });
        let contents = contents.flatten().unwrap_or(*target);
        self.change(contents, |node| node.depth = depth);
        contents
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, new: NodeOrText<Id>) {
        if let Some(parent) = self.look(*sibling, |node| node.parent).flatten() {
            self.insert(parent, Some(*sibling), new);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        self.change(*target, |node| {
            let Data::Element(element) = &mut node.data else { return };
            for attribute in attributes {
                let is_new = element.attributes.iter().all(|own| own.name != attribute.name);
                if is_new && element.attributes.len() < MOST_ATTRIBUTES {
                    element.attributes.push(attribute);
                }
            }
        });
    }

    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        while let Some(child) = self.look(*node, |node| node.first).flatten() {
            self.insert(*new_parent, None, NodeOrText::AppendNode(child));
        }
    }
}

/// Stands before the tree builder: keeps tags from it that would cost the square of what they are worth.
struct Guard {
    builder: TreeBuilder<Id, Sink>,
    limit: u16,
    /// How many tags of each name were left out for their depth and are not closed yet.
    dropped: RefCell<HashMap<LocalName, u32>>,
    /// Formatting elements that are open.
    formatting: Cell<u32>,
    /// Text that is not handed over yet: entities come one by one.
    text: RefCell<StrTendril>,
    is_too_deep: Cell<bool>,
    is_too_long: Cell<bool>,
    is_xml: bool,
}

impl Guard {
    /// An element that is closed where it begins, as XML writes it.
    fn is_empty_element(&self, tag: &Tag) -> bool {
        self.is_xml && tag.self_closing && tag.kind == TagKind::StartTag && !tags::is_void(&tag.name)
    }

    /// True for a tag that is kept from the tree builder.
    fn drops(&self, tag: &Tag) -> bool {
        let is_formatting = tags::is_formatting(&tag.name);
        match tag.kind {
            TagKind::StartTag if tags::is_void(&tag.name) || tags::is_raw(&tag.name) => false,
            TagKind::StartTag => {
                if self.builder.sink.depth.get() >= self.limit {
                    self.is_too_deep.set(true);
                    *self.dropped.borrow_mut().entry(tag.name.clone()).or_default() += 1;
                    return true;
                }
                let open = self.formatting.get();
                self.formatting.set(open + u32::from(is_formatting));
                is_formatting && open >= MOST_FORMATTING
            }
            TagKind::EndTag => {
                self.formatting.set(self.formatting.get().saturating_sub(u32::from(is_formatting)));
                let mut dropped = self.dropped.borrow_mut();
                let Some(open) = dropped.get_mut(&tag.name) else { return false };
                *open -= 1;
                if *open == 0 {
                    dropped.remove(&tag.name);
                }
                true
            }
        }
    }
}

impl TokenSink for Guard {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        if let Token::CharacterTokens(text) = &token {
            let mut waiting = self.text.borrow_mut();
            if waiting.len() < MOST_WAITING {
                waiting.push_tendril(text);
                return TokenSinkResult::Continue;
            }
        }
        let waiting = self.text.take();
        if !waiting.is_empty() && !self.is_too_long.get() {
            let _: TokenSinkResult<Id> = self.builder.process_token(Token::CharacterTokens(waiting), line);
        }
        match &token {
            Token::TagToken(tag) if !self.is_empty_element(tag) && self.drops(tag) => {
                let is_break = !tags::is_formatting(&tag.name);
                if is_break && tag.kind == TagKind::StartTag {
                    // What a block would have kept apart must not become one word.
                    return self.builder.process_token(Token::CharacterTokens(" ".into()), line);
                }
                return TokenSinkResult::Continue;
            }
            Token::TagToken(tag) if self.is_empty_element(tag) => {
                // Nothing stands in it; in a style or script all that follows would be taken for its content.
                return TokenSinkResult::Continue;
            }
            Token::EOFToken => {}
            _ if self.builder.sink.arena.borrow().nodes.len() > MOST_NODES => {
                self.is_too_long.set(true);
                return TokenSinkResult::Continue;
            }
            _ => {}
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
