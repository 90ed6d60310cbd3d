//! A template as a tree. It holds only what our templates use of Tera 2; all else is refused while it is parsed.

use super::types::Type;

/// Why templates cannot be translated, and where.
#[derive(Debug)]
pub struct Refusal {
    /// The template's file name.
    pub file: String,
    /// From 1.
    pub line: usize,
    pub message: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { file, line, message } = self;
        write!(f, "templates/{file}:{line}: {message}")
    }
}

/// A file of `templates/`.
pub struct Template {
    /// Its file name.
    pub name: String,
    /// The template whose blocks it fills, and the line that says so.
    pub parent: Option<(String, usize)>,
    /// What it writes; only blocks count where it has a parent.
    pub nodes: Vec<Node>,
    /// What it defines.
    pub components: Vec<Component>,
}

/// `{% component name(params) %}…{% endcomponent %}`
pub struct Component {
    pub name: String,
    pub params: Vec<Param>,
    pub body: Vec<Node>,
}

/// `name: declared = default`
pub struct Param {
    pub name: String,
    pub declared: Option<String>,
    pub default: Option<Expr>,
}

/// A piece of a template. Numbers are lines.
pub enum Node {
    /// Text as it stands.
    Text(String),
    /// `{{ value }}`
    Write(Expr),
    /// `{{ <name key={value} /> }}`
    Call(String, Arguments, usize),
    /// `{% if condition %}…{% else %}…{% endif %}`; `elif` is an `if` in the other branch.
    If(Expr, Vec<Node>, Vec<Node>),
    /// `{% for name in list %}…{% endfor %}`
    For(String, Expr, Vec<Node>),
    /// `{% set name = value %}`
    Set(String, Expr),
    /// `{% set_global name = value %}`
    SetGlobal(String, Expr),
    /// `{% set name %}…{% endset %}`
    Capture(String, Vec<Node>, usize),
    /// `{% block name %}…{% endblock %}`
    Block(String, Vec<Node>, usize),
}

/// `key={value}` of a component, `key=value` of a filter or test.
pub type Arguments = Vec<(String, Expr)>;

/// An expression.
pub struct Expr {
    /// From 1.
    pub line: usize,
    pub kind: ExprKind,
}

/// What an expression is.
pub enum ExprKind {
    /// `"words"`, `12`, `true`, `none` or `[]`: the same in Rust, and its type.
    Literal(String, Type),
    /// `name`
    Variable(String),
    /// `of.name`, also `loop.last`
    Field(Box<Expr>, String),
    /// `list[place]`
    Index(Box<Expr>, Box<Expr>),
    /// `not value`
    Not(Box<Expr>),
    /// `left operator right`
    Binary(&'static str, Box<Expr>, Box<Expr>),
    /// `then if condition else otherwise`
    Ternary { condition: Box<Expr>, then: Box<Expr>, otherwise: Box<Expr> },
    /// `value | name(arguments)`; `value is name(arguments)` is a filter `is_name`.
    Filter(Box<Expr>, String, Arguments),
    /// `[value for name in list if condition]`
    Comprehension { value: Box<Expr>, name: String, list: Box<Expr>, condition: Option<Box<Expr>> },
}
