//! What `search`, `facets` and `export` have in common: a query, and the flags that narrow it. The flags are made from
//! the table of fields, so that `--country Haiti` and `country:Haiti` cannot differ.

use std::ffi::OsString;

use almoner_library::{FIELDS, Field, FieldSpec, Flag, Query, Values, parse_query};
use anyhow::bail;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::report::complain;
use crate::style::{self, Safe};
use crate::{Exit, Globals};

/// The query and the flags.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    words: Vec<String>,
    flags: Vec<(&'static FieldSpec, Flag, Vec<String>)>,
    stated_only: bool,
}

impl Asked {
    /// The query as it is meant; what was guessed is told on standard error.
    pub(crate) fn query(&self, globals: &Globals) -> anyhow::Result<Query> {
        let mut query = parse_query(&self.words.join(" "));
        for (spec, flag, values) in &self.flags {
            query.narrow(spec, *flag, values);
        }
        self.check_ends(&mut query);
        query.stated_only = self.stated_only;
        if let Some(problem) = query.problems.first() {
            bail!(complain(Exit::Usage, problem.to_string(), problem.hint()));
        }
        if let Some(read_as) = query.read_as().filter(|_| !globals.quiet) {
            style::note(format_args!("{}", Safe::line(&read_as)));
        }
        Ok(query)
    }

    /// `--from 2020 --to 2010` would find little, and not what was meant.
    fn check_ends(&self, query: &mut Query) {
        for (spec, lower, least) in &self.flags {
            for (other, upper, most) in &self.flags {
                if let (Flag::Lower(lower), Flag::Upper(upper)) = (lower, upper)
                    && let ([from], [to]) = (least.as_slice(), most.as_slice())
                    && spec.field == other.field
                {
                    query.check_ends(spec, (lower, from), (upper, to));
                }
            }
        }
    }
}

/// The command line with a space before each word such as `-water`, which leaves out what has the word: it is no
/// cluster of flags (`-h` and four more).
pub(crate) fn with_words_left_out(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    const VALUED: [&str; 4] = ["--library", "--layouts", "--rates", "--color"];
    let mut command: Option<bool> = None;
    let mut done = false;
    let mut before = OsString::new();
    let mut line = Vec::new();
    for argument in arguments {
        let text = argument.to_str().unwrap_or_default();
        let is_value = VALUED.iter().any(|flag| before == **flag);
        done |= text == "--";
        let mut next = argument.clone();
        match command {
            None if line.is_empty() || is_value || text.starts_with('-') => {}
            None => {
                command = Some(text == "export");
                done |= !["search", "facets", "export"].contains(&text);
            }
            Some(exports) => {
                let file = exports && (before == "-o" || before == "--output");
                if !done && !is_value && !file && is_word_left_out(text, exports) {
                    next = OsString::from(format!(" {text}"));
                }
            }
        }
        before = argument;
        line.push(next);
    }
    line
}

/// True for `-word` that is no cluster of the flags that a command with a query has.
fn is_word_left_out(text: &str, exports: bool) -> bool {
    let Some(word) = text.strip_prefix('-').filter(|word| !word.is_empty() && !word.starts_with('-')) else {
        return false;
    };
    let rest = word.trim_start_matches(['q', 'h']);
    !(rest.is_empty() || exports && rest.starts_with('o'))
}

/// The fields of a list such as `country,sector`.
pub(crate) fn facets(names: &[String]) -> anyhow::Result<Vec<Field>> {
    let mut fields = Vec::new();
    for name in names {
        match FieldSpec::named(name).filter(|spec| spec.facet.is_some()) {
            Some(spec) if fields.contains(&spec.field) => {}
            Some(spec) => fields.push(spec.field),
            None => {
                let known: Vec<&str> = FieldSpec::facets().map(|spec| spec.name).collect();
                let nearest = FieldSpec::nearest(name).filter(|near| known.contains(near));
                let hint = match nearest {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", known.join(", ")),
                };
                bail!(complain(Exit::Usage, format!("there is no facet `{name}`"), hint));
            }
        }
    }
    Ok(fields)
}

impl clap::Args for Asked {
    fn augment_args(command: Command) -> Command {
        let query = Arg::new("query")
            .value_name("QUERY")
            .num_args(0..)
            .help("Words, \"phrases\", OR, -word, (…), prefix*, field:value; all words must be found");
        let mut command = command.arg(query).next_help_heading("Filters");
        for (spec, flag) in flags() {
            command = command.arg(argument(spec, flag));
        }
        let stated_only = Arg::new("stated-only")
            .long("stated-only")
            .action(ArgAction::SetTrue)
            .help("Look at values alone that the document states, not at what was concluded");
        command.arg(stated_only).next_help_heading(None::<&str>)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Asked::augment_args(command)
    }
}

impl clap::FromArgMatches for Asked {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Asked, clap::Error> {
        let values = |name: &str| -> Vec<String> {
            matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
        };
        let given = flags().map(|(spec, flag)| (spec, flag, values(flag.name())));
        Ok(Asked {
            words: values("query"),
            flags: given.filter(|(_, _, values)| !values.is_empty()).collect(),
            stated_only: matches.get_flag("stated-only"),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Asked::from_arg_matches(matches)?;
        Ok(())
    }
}

fn flags() -> impl Iterator<Item = (&'static FieldSpec, Flag)> {
    FIELDS.iter().flat_map(|spec| spec.flags.iter().map(move |flag| (spec, *flag)))
}

fn argument(spec: &'static FieldSpec, flag: Flag) -> Arg {
    let argument = Arg::new(flag.name()).long(flag.name());
    match flag {
        Flag::Value(_) => argument
            .value_name("VALUE")
            .action(ArgAction::Append)
            .help(format!("{}; several: comma, or the flag again", capital(spec.meaning))),
        Flag::Lower(_) => {
            argument.value_name("LEAST").help(format!("{}: {}", capital(spec.meaning), ends(spec).0))
        }
        Flag::Upper(_) => {
            argument.value_name("MOST").help(format!("{}: {}", capital(spec.meaning), ends(spec).1))
        }
    }
}

/// What the two ends of a range say.
fn ends(spec: &FieldSpec) -> (&'static str, &'static str) {
    match spec.values {
        Values::Money => ("this much or more", "this much or less"),
        _ => ("from this day, month or year on", "up to this day, month or year"),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
