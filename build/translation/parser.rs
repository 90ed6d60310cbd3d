//! The tokens of a template as a tree. Operators bind as in Tera's own parser (`parsing/parser.rs`).

use std::collections::VecDeque;

use super::lexer::{Token, TokenKind, tokens};
use super::template::{Arguments, Component, Expr, ExprKind, Node, Param, Refusal, Template};
use super::types::Type;

/// How strongly binary operators bind to their left and to their right.
const OPERATORS: [(&str, u8, u8); 10] = [
    ("or", 1, 2),
    ("and", 3, 4),
    ("==", 7, 8),
    ("!=", 7, 8),
    ("<", 7, 8),
    ("<=", 7, 8),
    (">", 7, 8),
    (">=", 7, 8),
    ("+", 11, 12),
    ("~", 13, 14),
];
const NOT: u8 = 5;
const IS: u8 = 5;
const FILTER: u8 = 17;

/// Parses a template.
pub fn parse(name: &str, source: &str) -> Result<Template, Refusal> {
    let tokens = tokens(name, source)?.into();
    let template = Template { name: name.to_owned(), parent: None, nodes: Vec::new(), components: Vec::new() };
    let mut parser = Parser { tokens, line: 1, depth: 0, template };
    parser.template.nodes = parser.nodes(&[])?.0;
    Ok(parser.template)
}

struct Parser {
    tokens: VecDeque<Token>,
    /// Line of the last token.
    line: usize,
    /// How many tags are open.
    depth: usize,
    template: Template,
}

impl Parser {
    fn refused<T>(&self, message: impl Into<String>) -> Result<T, Refusal> {
        Err(Refusal { file: self.template.name.clone(), line: self.line, message: message.into() })
    }

    fn next(&mut self) -> Result<TokenKind, Refusal> {
        let Some(token) = self.tokens.pop_front() else { return self.refused("the template ends too early") };
        self.line = token.line;
        Ok(token.kind)
    }

    /// Whether this sign or word comes next.
    fn is(&self, wanted: &str) -> bool {
        self.tokens.front().is_some_and(|token| match &token.kind {
            TokenKind::Sign(sign) => *sign == wanted,
            TokenKind::Word(word) => word == wanted,
            _ => false,
        })
    }

    fn take(&mut self, wanted: &str) -> bool {
        self.is(wanted) && self.next().is_ok()
    }

    fn expect(&mut self, wanted: &str) -> Result<(), Refusal> {
        if self.take(wanted) {
            return Ok(());
        }
        let found = self.next()?;
        self.refused(format!("`{wanted}` is expected, and not {found:?}"))
    }

    fn word(&mut self) -> Result<String, Refusal> {
        match self.next()? {
            TokenKind::Word(word) => Ok(word),
            found => self.refused(format!("a name is expected, and not {found:?}")),
        }
    }

    fn text(&mut self) -> Result<String, Refusal> {
        match self.next()? {
            TokenKind::Text(text) => Ok(text),
            found => self.refused(format!("a text is expected, and not {found:?}")),
        }
    }

    /// Nodes until a tag that begins with one of these words; which it was.
    fn nodes(&mut self, ends: &[&str]) -> Result<(Vec<Node>, String), Refusal> {
        let mut nodes = Vec::new();
        while !(ends.is_empty() && self.tokens.is_empty()) {
            match self.next()? {
                TokenKind::Content(text) if text.is_empty() => {}
                TokenKind::Content(text) => nodes.push(Node::Text(text)),
                TokenKind::Sign("{{") => {
                    nodes.push(if self.is("<") { self.call()? } else { Node::Write(self.expr(0)?) });
                    self.expect("}}")?;
                }
                _ => {
                    let word = self.word()?;
                    if ends.contains(&word.as_str()) {
                        return Ok((nodes, word));
                    }
                    self.depth += 1;
                    nodes.extend(self.tag(&word)?);
                    self.depth -= 1;
                }
            }
        }
        Ok((nodes, String::new()))
    }

    /// What stands in a tag until its end tag.
    fn body(&mut self, end: &str) -> Result<Vec<Node>, Refusal> {
        self.expect("%}")?;
        let nodes = self.nodes(&[end])?.0;
        // `{% endblock name %}`
        if !self.is("%}") {
            self.word()?;
        }
        self.expect("%}")?;
        Ok(nodes)
    }

    /// A tag behind its first word. Definitions leave no node.
    fn tag(&mut self, word: &str) -> Result<Option<Node>, Refusal> {
        let line = self.line;
        if self.depth > 1 && matches!(word, "extends" | "component" | "block") {
            return self.refused(format!("`{word}` inside another tag is not translated"));
        }
        let node = match word {
            "if" => return self.if_tag().map(Some),
            "component" => {
                let component = self.component()?;
                self.template.components.push(component);
                return Ok(None);
            }
            "extends" => {
                self.template.parent = Some((self.text()?, line));
                None
            }
            "for" => {
                let name = self.word()?;
                self.expect("in")?;
                let list = self.expr(0)?;
                return Ok(Some(Node::For(name, list, self.body("endfor")?)));
            }
            "block" => {
                let name = self.word()?;
                return Ok(Some(Node::Block(name, self.body("endblock")?, line)));
            }
            "set" => {
                let name = self.word()?;
                if !self.take("=") {
                    return Ok(Some(Node::Capture(name, self.body("endset")?, line)));
                }
                Some(Node::Set(name, self.expr(0)?))
            }
            "set_global" => {
                let name = self.word()?;
                self.expect("=")?;
                Some(Node::SetGlobal(name, self.expr(0)?))
            }
            _ => return self.refused(format!("the tag `{word}` is not translated")),
        };
        self.expect("%}")?;
        Ok(node)
    }

    fn if_tag(&mut self) -> Result<Node, Refusal> {
        let condition = self.expr(0)?;
        self.expect("%}")?;
        let (then, end) = self.nodes(&["endif", "else", "elif"])?;
        let otherwise = match end.as_str() {
            "elif" => vec![self.if_tag()?],
            "else" => self.body("endif")?,
            _ => {
                self.expect("%}")?;
                Vec::new()
            }
        };
        Ok(Node::If(condition, then, otherwise))
    }

    fn component(&mut self) -> Result<Component, Refusal> {
        let name = self.word()?;
        let mut params = Vec::new();
        self.expect("(")?;
        while !self.take(")") {
            let name = self.word()?;
            let declared = if self.take(":") { Some(self.word()?) } else { None };
            let default = if self.take("=") { Some(self.operand()?) } else { None };
            params.push(Param { name, declared, default });
            if !self.is(")") {
                self.expect(",")?;
            }
        }
        Ok(Component { name, params, body: self.body("endcomponent")? })
    }

    /// `<name key={value} other="text" />`
    fn call(&mut self) -> Result<Node, Refusal> {
        self.expect("<")?;
        let (name, line) = (self.word()?, self.line);
        let mut arguments = Arguments::new();
        while !self.take("/") {
            let key = self.word()?;
            self.expect("=")?;
            let value = if self.take("{") {
                let value = self.expr(0)?;
                self.expect("}")?;
                value
            } else {
                Expr { line, kind: text_literal(&self.text()?) }
            };
            arguments.push((key, value));
        }
        self.expect(">")?;
        Ok(Node::Call(name, arguments, line))
    }

    /// An expression of operators that bind at least so strongly.
    fn expr(&mut self, least: u8) -> Result<Expr, Refusal> {
        let mut left = self.operand()?;
        loop {
            let line = self.line;
            let kind = if least <= IS && self.take("is") {
                ExprKind::Filter(Box::new(left), format!("is_{}", self.word()?), self.arguments()?)
            } else if least <= FILTER && self.take("|") {
                ExprKind::Filter(Box::new(left), self.word()?, self.arguments()?)
            } else if least == 0 && self.take("if") {
                let condition = Box::new(self.expr(0)?);
                self.expect("else")?;
                let (then, otherwise) = (Box::new(left), Box::new(self.expr(0)?));
                return Ok(Expr { line, kind: ExprKind::Ternary { condition, then, otherwise } });
            } else {
                let found = OPERATORS.into_iter().find(|(sign, left, _)| least <= *left && self.is(sign));
                let Some((operator, _, right)) = found else { return Ok(left) };
                self.next()?;
                ExprKind::Binary(operator, Box::new(left), Box::new(self.expr(right)?))
            };
            left = Expr { line, kind };
        }
    }

    /// `(key=value, …)`, or nothing.
    fn arguments(&mut self) -> Result<Arguments, Refusal> {
        let mut arguments = Arguments::new();
        if self.take("(") {
            while !self.take(")") {
                let key = self.word()?;
                self.expect("=")?;
                arguments.push((key, self.expr(0)?));
                if !self.is(")") {
                    self.expect(",")?;
                }
            }
        }
        Ok(arguments)
    }

    fn operand(&mut self) -> Result<Expr, Refusal> {
        let token = self.next()?;
        let line = self.line;
        let kind = match token {
            TokenKind::Text(text) => text_literal(&text),
            TokenKind::Number(number) => ExprKind::Literal(number.to_string(), Type::Number),
            TokenKind::Sign("(") => {
                let inner = self.expr(0)?;
                self.expect(")")?;
                return Ok(inner);
            }
            TokenKind::Sign("[") => self.list()?,
            TokenKind::Word(word) => match word.as_str() {
                "true" | "false" => ExprKind::Literal(word, Type::Bool),
                "none" | "None" => ExprKind::Literal("None".to_owned(), Type::None),
                "not" => ExprKind::Not(Box::new(self.expr(NOT)?)),
                _ => return self.path(Expr { line, kind: ExprKind::Variable(word) }),
            },
            found => return self.refused(format!("a value is expected, and not {found:?}")),
        };
        Ok(Expr { line, kind })
    }

    /// Fields of a variable, and places in it.
    fn path(&mut self, mut path: Expr) -> Result<Expr, Refusal> {
        loop {
            let kind = if self.take(".") {
                ExprKind::Field(Box::new(path), self.word()?)
            } else if self.take("[") {
                let place = self.expr(0)?;
                self.expect("]")?;
                ExprKind::Index(Box::new(path), Box::new(place))
            } else {
                return Ok(path);
            };
            path = Expr { line: self.line, kind };
        }
    }

    /// `[]`, or `[value for name in list if condition]`, behind the bracket.
    fn list(&mut self) -> Result<ExprKind, Refusal> {
        if self.take("]") {
            return Ok(ExprKind::Literal("&[]".to_owned(), Type::EmptyList));
        }
        let value = Box::new(self.expr(0)?);
        self.expect("for")?;
        let name = self.word()?;
        self.expect("in")?;
        let list = Box::new(self.expr(1)?);
        let condition = if self.take("if") { Some(Box::new(self.expr(1)?)) } else { None };
        self.expect("]")?;
        Ok(ExprKind::Comprehension { value, name, list, condition })
    }
}

fn text_literal(text: &str) -> ExprKind {
    ExprKind::Literal(format!("{text:?}"), Type::Text)
}
