//! Expressions of templates as expressions of Rust.
//!
//! | template | Rust |
//! |---|---|
//! | a name, a field, `list[0]` | the same, read as [`Type::read`] says |
//! | a condition | not none, not empty, not zero ([`Body::condition`]) |
//! | `and`, `or`, `not` | `&&`, `||`, `!`; only the truth of what `and` and `or` give can be asked, unless both sides are bools |
//! | `==`, `<`, `+`, … | the same, of equal types |
//! | `~` | `concat` |
//! | `a if b else c` | `if` |
//! | `[x for x in list if y]` | an iterator, collected |
//! | a filter or test | the function of that name in `src/render/compiled/filters.rs`, or a method |
//!
//! A condition that cannot but hold or fail here comes out as `true` or `false`.

use super::template::{Arguments, Expr, ExprKind, Refusal};
use super::translator::{Body, Scope, Variable};
use super::types::Type;

/// A filter that is a function: its name, what it filters, its arguments, what it gives.
type Filter = (&'static str, Type, &'static [(&'static str, Type)], Type);

const FILTERS: [Filter; 8] = [
    ("capitalize", Type::Text, &[], Type::Text),
    ("is_starting_with", Type::Text, &[("pat", Type::Text)], Type::Bool),
    ("length", Type::Text, &[], Type::Number),
    ("lower", Type::Text, &[], Type::Text),
    ("pluralize", Type::Number, &[], Type::Text),
    ("replace", Type::Text, &[("from", Type::Text), ("to", Type::Text)], Type::Text),
    ("round", Type::Float, &[("precision", Type::Number)], Type::Float),
    ("truncate", Type::Text, &[("length", Type::Number)], Type::Text),
];

/// A value in Rust.
pub struct Value {
    /// As it is passed about, unless it is owned.
    pub code: String,
    /// The same without borrowing, for fields and methods.
    base: String,
    pub typ: Type,
    /// Whether it is a `String` or `Vec`, which is borrowed to be passed about.
    pub is_owned: bool,
}

impl Value {
    pub fn new(code: String, typ: Type) -> Self {
        Self { base: code.clone(), code, typ, is_owned: false }
    }

    fn owned(code: String, typ: Type) -> Self {
        Self { is_owned: true, ..Self::new(code, typ) }
    }

    /// What stands at a place of a view.
    fn read(place: String, typ: Type) -> Self {
        Self { code: typ.read(&place), base: place, typ, is_owned: false }
    }

    /// As it is passed about.
    pub fn borrowed(&self) -> String {
        if self.is_owned { format!("&{}", self.code) } else { self.code.clone() }
    }
}

/// An expression of which only the truth is asked.
pub struct Condition {
    /// Rust for whether Tera takes it for true.
    pub truth: String,
    /// Whether it is a bool, and not something else that is taken for one.
    is_bool: bool,
    /// Places that are not none where it is true.
    pub holds: Vec<String>,
    /// Places that are not none where it is false.
    pub fails: Vec<String>,
}

impl Condition {
    fn not(self) -> Self {
        let truth = match self.truth.as_str() {
            "true" => "false".to_owned(),
            "false" => "true".to_owned(),
            truth => match truth.strip_prefix('!') {
                Some(inner) if !inner.contains(' ') => inner.to_owned(),
                _ => format!("!({truth})"),
            },
        };
        Self { truth, is_bool: true, holds: self.fails, fails: self.holds }
    }

    /// `self && other`, or `self || other`.
    fn joined(self, is_and: bool, other: Self) -> Self {
        let is_bool = self.is_bool && other.is_bool;
        let (neutral, deciding) = if is_and { ("true", "false") } else { ("false", "true") };
        if self.truth == neutral || other.truth == deciding {
            return Self { is_bool, ..other };
        }
        if other.truth == neutral {
            return Self { is_bool, ..self };
        }
        let truth = format!("({} {} {})", self.truth, if is_and { "&&" } else { "||" }, other.truth);
        let (holds, fails) = ([self.holds, other.holds].concat(), [self.fails, other.fails].concat());
        match is_and {
            true => Self { truth, is_bool, holds, fails: Vec::new() },
            false => Self { truth, is_bool, holds: Vec::new(), fails },
        }
    }
}

impl Body<'_, '_> {
    /// An expression as a value.
    pub fn value(&mut self, expr: &Expr) -> Result<Value, Refusal> {
        let line = expr.line;
        Ok(match &expr.kind {
            ExprKind::Literal(code, typ) => Value::new(code.clone(), typ.clone()),
            ExprKind::Variable(name) => match self.variable(name).cloned() {
                Some(variable) => self.unless_none(expr, Value::new(variable.code, variable.typ)),
                None => return self.refused(line, format!("there is no variable `{name}`")),
            },
            ExprKind::Field(of, name) => match &of.kind {
                ExprKind::Variable(word) if word == "loop" => self.loop_field(name, line)?,
                _ => {
                    let field = self.field(of, name)?;
                    self.unless_none(expr, field)
                }
            },
            ExprKind::Index(list, place) => self.index(list, place)?,
            ExprKind::Not(_) | ExprKind::Binary("and" | "or", ..) => {
                let Condition { truth, is_bool, .. } = self.condition(expr)?;
                Value::new(truth, if is_bool { Type::Bool } else { Type::Truth })
            }
            ExprKind::Binary(operator, left, right) => self.operation(operator, left, right)?,
            ExprKind::Ternary { condition, then, otherwise } => self.ternary(condition, then, otherwise)?,
            ExprKind::Filter(value, name, arguments) => self.filter(value, name, arguments)?,
            ExprKind::Comprehension { value, name, list, condition } => {
                self.comprehension(value, name, list, condition.as_deref())?
            }
        })
    }

    /// An expression as a condition.
    pub fn condition(&mut self, expr: &Expr) -> Result<Condition, Refusal> {
        match &expr.kind {
            ExprKind::Not(inner) => Ok(self.condition(inner)?.not()),
            ExprKind::Binary(operator @ ("and" | "or"), left, right) => {
                let is_and = *operator == "and";
                let left = self.condition(left)?;
                // Where the left side decides, the right one may use what is always none here, so it is not translated.
                if left.truth == (!is_and).to_string() {
                    return Ok(left);
                }
                let known = if is_and { &left.holds } else { &left.fails };
                let right = self.with_facts(known, |body| body.condition(right))?;
                Ok(left.joined(is_and, right))
            }
            ExprKind::Filter(value, name, _) if name == "is_none" => {
                let (truth, fails) = (self.value(expr)?.code, self.place(value).into_iter().collect());
                Ok(Condition { truth, is_bool: true, holds: Vec::new(), fails })
            }
            _ => {
                let value = self.value(expr)?;
                let mut holds: Vec<String> = self.place(expr).into_iter().collect();
                if let ExprKind::Variable(name) = &expr.kind {
                    holds.extend(self.variable(name).into_iter().flat_map(|variable| variable.facts.iter().cloned()));
                }
                let truth = self.truth(&value, expr.line)?;
                Ok(Condition { truth, is_bool: value.typ == Type::Bool, holds, fails: Vec::new() })
            }
        }
    }

    /// Rust for whether Tera takes a value for true.
    fn truth(&self, Value { code, base, typ, .. }: &Value, line: usize) -> Result<String, Refusal> {
        Ok(match typ {
            Type::Bool | Type::Truth => code.clone(),
            Type::Number => format!("{code} != 0"),
            Type::Float => format!("{code} != 0.0"),
            Type::Text | Type::Markup | Type::List(_) | Type::Made(_) => format!("!{base}.is_empty()"),
            Type::View(_) | Type::Pair => "true".to_owned(),
            Type::None | Type::EmptyList => "false".to_owned(),
            Type::Maybe(inner) => {
                let truth = self.truth(&Value::new("some".to_owned(), (**inner).clone()), line)?;
                format!("{code}.is_some_and(|some| {truth})")
            }
            Type::Unknown => return self.refused(line, format!("{typ} is not translated as a condition")),
        })
    }

    /// A value that is not what it is in general where it is known not to be none.
    fn unless_none(&self, expr: &Expr, value: Value) -> Value {
        match value.typ {
            Type::Maybe(inner) if self.place(expr).is_some_and(|place| self.facts.contains(&place)) => {
                Value::new(format!("known({})", value.code), *inner)
            }
            _ => value,
        }
    }

    fn field(&mut self, of: &Expr, name: &str) -> Result<Value, Refusal> {
        let value = self.value(of)?;
        match &value.typ {
            Type::View(view) => match self.views().field(view, name) {
                Some(typ) => Ok(Value::read(format!("{}.{name}", value.base), typ.clone())),
                None => self.refused(of.line, format!("{view} has no field `{name}`")),
            },
            Type::Maybe(_) => self
                .refused(of.line, format!("what `{name}` is a field of may be none here; ask for it with `if` first")),
            other => self.refused(of.line, format!("{other} has no field `{name}`")),
        }
    }

    fn loop_field(&self, name: &str, line: usize) -> Result<Value, Refusal> {
        let Some((list, place)) = self.scopes.iter().rev().find_map(|scope| scope.loop_names.as_ref()) else {
            return self.refused(line, "`loop` is there in loops only");
        };
        match name {
            "index0" => Ok(Value::new(place.clone(), Type::Number)),
            "index" => Ok(Value::new(format!("({place} + 1)"), Type::Number)),
            "first" => Ok(Value::new(format!("({place} == 0)"), Type::Bool)),
            "last" => Ok(Value::new(format!("({place} + 1 == {list}.len())"), Type::Bool)),
            _ => self.refused(line, format!("`loop.{name}` is not translated")),
        }
    }

    fn index(&mut self, list: &Expr, place: &Expr) -> Result<Value, Refusal> {
        let (value, at) = (self.value(list)?, self.value(place)?);
        match (&value.typ, &at.typ, at.code.as_str()) {
            (Type::Pair, _, "0" | "1") => Ok(Value::read(format!("{}.{}", value.base, at.code), Type::Text)),
            (Type::List(element), Type::Number, _) => {
                Ok(Value::read(format!("{}[{}]", value.base, at.code), (**element).clone()))
            }
            (of, at, _) => self.refused(list.line, format!("{of} at {at} is not translated")),
        }
    }

    fn operation(&mut self, operator: &str, left: &Expr, right: &Expr) -> Result<Value, Refusal> {
        let line = left.line;
        let (left, right) = (self.value(left)?, self.value(right)?);
        let (a, b) = (left.borrowed(), right.borrowed());
        let is_list = |typ: &Type| matches!(typ, Type::List(_) | Type::EmptyList);
        Ok(match (operator, &left.typ, &right.typ) {
            ("+", Type::Number, Type::Number) => Value::new(format!("({a} + {b})"), Type::Number),
            ("~", Type::Text, Type::Text) => Value::owned(format!("concat(&[{a}, {b}])"), Type::Text),
            ("<" | "<=" | ">" | ">=", Type::Number, Type::Number) => {
                Value::new(format!("{a} {operator} {b}"), Type::Bool)
            }
            ("==" | "!=", Type::Text | Type::Number | Type::Bool | Type::Made(_), other) if left.typ == *other => {
                Value::new(format!("{a} {operator} {b}"), Type::Bool)
            }
            ("==" | "!=", left, right) if is_list(left) && is_list(right) => {
                Value::new(format!("{a} {operator} {b}"), Type::Bool)
            }
            (_, left, right) => {
                return self.refused(line, format!("`{operator}` of {left} and {right} is not translated"));
            }
        })
    }

    fn ternary(&mut self, condition: &Expr, then: &Expr, otherwise: &Expr) -> Result<Value, Refusal> {
        let line = condition.line;
        let Condition { truth, holds, fails, .. } = self.condition(condition)?;
        if truth == "true" {
            return self.with_facts(&holds, |body| body.value(then));
        }
        if truth == "false" {
            return self.with_facts(&fails, |body| body.value(otherwise));
        }
        let then = self.with_facts(&holds, |body| body.value(then))?;
        let otherwise = self.with_facts(&fails, |body| body.value(otherwise))?;
        let typ = match (&then.typ, &otherwise.typ) {
            _ if then.is_owned || otherwise.is_owned => None,
            (Type::None, typ @ Type::Maybe(_)) | (typ @ Type::Maybe(_), Type::None) => Some(typ.clone()),
            (typ, other) => Some(typ.clone()).filter(|_| typ == other),
        };
        match typ {
            Some(typ) => Ok(Value::new(format!("(if {truth} {{ {} }} else {{ {} }})", then.code, otherwise.code), typ)),
            None => self.refused(line, format!("{} or else {} is not translated", then.typ, otherwise.typ)),
        }
    }

    fn filter(&mut self, of: &Expr, name: &str, arguments: &Arguments) -> Result<Value, Refusal> {
        let value = self.value(of)?;
        let mut call = value.borrowed();
        let mut given = Vec::new();
        for (key, argument) in arguments {
            let argument = self.value(argument)?;
            call.push_str(&format!(", {}", argument.borrowed()));
            given.push((key.as_str(), argument.typ));
        }
        let function =
            FILTERS.iter().find(|(known, of, wanted, _)| *known == name && *of == value.typ && *wanted == given);
        if let Some((_, _, _, typ)) = function {
            let is_owned = *typ == Type::Text;
            return Ok(Value { is_owned, ..Value::new(format!("{name}({call})"), typ.clone()) });
        }
        let base = &value.base;
        Ok(match (name, &value.typ, given.as_slice()) {
            ("safe", Type::Text | Type::Markup, []) => Value { typ: Type::Markup, ..value },
            ("safe", Type::Maybe(inner), []) if **inner == Type::Text => {
                Value::new(format!("{call}.unwrap_or_default()"), Type::Markup)
            }
            ("is_none", Type::None, []) => Value::new("true".to_owned(), Type::Bool),
            ("is_none", Type::Maybe(_), []) => Value::new(format!("{call}.is_none()"), Type::Bool),
            ("is_none", _, []) => Value::new("false".to_owned(), Type::Bool),
            ("length", Type::List(_) | Type::Made(_), []) => Value::new(format!("{base}.len()"), Type::Number),
            ("first" | "last", Type::List(element), []) if matches!(**element, Type::View(_)) => {
                Value::new(format!("{base}.{name}()"), Type::Maybe(element.clone()))
            }
            ("first" | "last", Type::Made(element), []) => {
                Value::new(format!("{base}.{name}().copied()"), Type::Maybe(element.clone()))
            }
            ("split", Type::Text, [("pat", Type::Text)]) => {
                Value::owned(format!("split({call})"), Type::Made(Box::new(Type::Text)))
            }
            ("join", Type::List(element) | Type::Made(element), [("sep", Type::Text)]) if **element == Type::Text => {
                Value::owned(format!("join({call})"), Type::Text)
            }
            (_, typ, _) => return self.refused(of.line, format!("`{name}` of {typ} is not translated so")),
        })
    }

    fn comprehension(
        &mut self,
        value: &Expr,
        name: &str,
        list: &Expr,
        condition: Option<&Expr>,
    ) -> Result<Value, Refusal> {
        let line = list.line;
        let list = self.value(list)?;
        let Some((element, steps)) = list.typ.elements() else {
            return self.refused(line, format!("a list made of {} is not translated", list.typ));
        };
        let item = self.new_name(name);
        self.within(Scope::default(), |body| {
            body.declare(name, Variable::new(item.clone(), element));
            let mut code = format!("{}{steps}", list.base);
            let mut facts = Vec::new();
            if let Some(condition) = condition {
                let condition = body.condition(condition)?;
                code.push_str(&format!(".filter(|&{item}| {})", condition.truth));
                facts = condition.holds;
            }
            let value = body.with_facts(&facts, |body| body.value(value))?;
            if value.is_owned {
                return body.refused(line, "a list of new texts is not translated");
            }
            code.push_str(&format!(".map(|{item}| {}).collect::<Vec<_>>()", value.code));
            Ok(Value::owned(code, Type::Made(Box::new(value.typ))))
        })
    }
}
