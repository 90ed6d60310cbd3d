//! Templates become Rust functions that write the same bytes.
//!
//! | template | Rust |
//! |---|---|
//! | a page | a function of the buffer, the site, the page and the page's view |
//! | a template that others extend | the same without a view, and with a closure for each block |
//! | `{% extends %}`, `{% block %}` | a call of that function with the blocks that are filled, as closures |
//! | a component | a function for each combination of argument types with which it is called |
//! | `{% if %}`, `{% for %}`, `{% set %}` | `if`, `for`, `let` |
//! | `{% set name %}…{% endset %}` | a buffer of its own |
//! | an expression | see `expressions.rs` |
//!
//! Types are known here, so what Tera finds out when a page is rendered is refused when the program is built: a field that
//! there is not, a filter on the wrong type, a field of what may be none. The last is a matter of *facts*: inside
//! `{% if of.date %}` and behind `of.date and`, `of.date` is not none.
//!
//! Tera keeps what `set` makes in an `if` until the end of the template, and lets it hide a variable of the same name. Rust
//! does not, so a name that is there already is refused.

use std::collections::{BTreeMap, BTreeSet};

use super::expressions::Condition;
use super::template::{Arguments, Component, Expr, ExprKind, Node, Refusal, Template};
use super::types::{Type, Views};

/// A page: its template, the name that its view has there, and the view's type.
pub type Page = (&'static str, &'static str, Type);

/// What every function of a template is given.
const SHARED: &str = "out: &mut Vec<u8>, site_0: &SiteView, page_0: &PageView";

/// Translates the templates of pages, and everything that these need, into the text of a Rust module.
pub fn translate(templates: &BTreeMap<String, Template>, views: &Views, pages: &[Page]) -> Result<String, Refusal> {
    let (components, functions, todo, uses, code) = Default::default();
    let mut translator = Translator { templates, views, components, functions, todo, uses, code };
    for template in templates.values() {
        let defined = template.components.iter().map(|component| (component.name.as_str(), (template, component)));
        translator.components.extend(defined);
    }
    for page in pages {
        translator.page(page)?;
    }
    let is_parent =
        |name: &str| templates.values().any(|other| other.parent.as_ref().is_some_and(|(of, _)| of == name));
    for parent in templates.values().filter(|template| is_parent(&template.name)) {
        translator.parent(parent)?;
    }
    while let Some((name, types, function)) = translator.todo.pop() {
        translator.component(&name, &types, &function)?;
    }
    translator.list_of_needed_files(pages);
    Ok(translator.code)
}

/// Everything that is translated, and what has come of it.
struct Translator<'t> {
    templates: &'t BTreeMap<String, Template>,
    views: &'t Views,
    /// Components by name, and the templates that define them.
    components: BTreeMap<&'t str, (&'t Template, &'t Component)>,
    /// The functions of components by the types of their arguments.
    functions: BTreeMap<(String, Vec<Type>), String>,
    /// Those of them that are still to be written.
    todo: Vec<(String, Vec<Type>, String)>,
    /// Which file uses what of which other one.
    uses: BTreeSet<(&'t str, &'t str)>,
    code: String,
}

impl<'t> Translator<'t> {
    /// Writes the function of a page.
    fn page(&mut self, (file, view, typ): &Page) -> Result<(), Refusal> {
        let Some(template) = self.templates.get(*file) else {
            return Err(Refusal { file: (*file).to_owned(), line: 1, message: "this file is missing".to_owned() });
        };
        let (name, rust) = (function_of(template), typ.rust().replacen('&', "", 1));
        self.code.push_str(&format!(
            "\npub const {}: PageTemplate<{rust}> = PageTemplate {{ file: {file:?}, view: {view:?}, render: {name} }};\n",
            name.to_uppercase()
        ));
        let mut body = Body::new(self, template, &shared());
        body.declare(view, Variable::new(format!("{view}_0"), typ.clone()));
        match &template.parent {
            None => body.nodes(&template.nodes)?,
            Some((parent, line)) => body.extends(parent, *line)?,
        }
        body.finish(&format!("fn {name}({SHARED}, {view}_0: &{rust})"));
        Ok(())
    }

    /// Writes the function of a template that others extend.
    fn parent(&mut self, template: &'t Template) -> Result<(), Refusal> {
        let mut signature = format!("fn {}({SHARED}", function_of(template));
        for (name, ..) in blocks(template) {
            signature.push_str(&format!(", block_{name}: Option<&dyn Fn(&mut Vec<u8>)>"));
        }
        let mut body = Body::new(self, template, &shared());
        body.is_parent = true;
        body.nodes(&template.nodes)?;
        body.finish(&format!("{signature})"));
        Ok(())
    }

    /// The function that is a component for arguments of these types.
    fn function(&mut self, name: &str, types: Vec<Type>) -> String {
        let key = (name.to_owned(), types);
        if let Some(function) = self.functions.get(&key) {
            return function.clone();
        }
        let earlier = self.functions.keys().filter(|(other, _)| other == name).count();
        let function = format!("component_{name}_{}", earlier + 1);
        self.functions.insert(key.clone(), function.clone());
        self.todo.push((key.0, key.1, function.clone()));
        function
    }

    /// Writes the function of a component for arguments of these types. One that is always none is not passed.
    fn component(&mut self, name: &str, types: &[Type], function: &str) -> Result<(), Refusal> {
        let (template, component) = self.components[name];
        let names = component.params.iter().map(|param| param.name.as_str());
        let variables: Vec<(&str, Type)> = names.zip(types.iter().cloned()).collect();
        let mut signature = format!("fn {function}(out: &mut Vec<u8>");
        for (name, typ) in variables.iter().filter(|(_, typ)| *typ != Type::None) {
            signature.push_str(&format!(", {name}_0: {}", typ.rust()));
        }
        let mut body = Body::new(self, template, &variables);
        body.nodes(&component.body)?;
        body.finish(&format!("{signature})"));
        Ok(())
    }

    /// For every page its template, and all files that this makes use of, itself included.
    fn list_of_needed_files(&mut self, pages: &[Page]) {
        self.code.push_str("\npub const NEEDED: &[(&str, &[&str])] = &[\n");
        for (file, ..) in pages {
            let mut needed = vec![*file];
            let mut done = 0;
            while let Some(user) = needed.get(done).copied() {
                let used = self.uses.iter().filter(|(other, _)| *other == user).map(|(_, used)| *used);
                let new: Vec<&str> = used.filter(|used| !needed.contains(used)).collect();
                needed.extend(new);
                done += 1;
            }
            self.code.push_str(&format!("    ({file:?}, &{needed:?}),\n"));
        }
        self.code.push_str("];\n");
    }
}

/// The variables that every template has.
fn shared() -> [(&'static str, Type); 2] {
    [("site", "SiteView"), ("page", "PageView")].map(|(name, view)| (name, Type::View(view.to_owned())))
}

/// `event.html` is `template_event`.
fn function_of(template: &Template) -> String {
    format!("template_{}", template.name.trim_end_matches(".html"))
}

/// The blocks of a template, and their lines.
fn blocks(template: &Template) -> impl Iterator<Item = (&str, &[Node], usize)> {
    template.nodes.iter().filter_map(|node| match node {
        Node::Block(name, body, line) => Some((name.as_str(), body.as_slice(), *line)),
        _ => None,
    })
}

/// A variable of a template.
#[derive(Clone)]
pub struct Variable {
    /// Its name in Rust, which no other variable of the function has.
    pub code: String,
    pub typ: Type,
    /// Places that are not none where it is true.
    pub facts: Vec<String>,
}

impl Variable {
    pub fn new(code: String, typ: Type) -> Self {
        Self { code, typ, facts: Vec::new() }
    }
}

/// A function, a loop, a branch or a block, and the variables that it has.
#[derive(Default)]
pub struct Scope {
    variables: BTreeMap<String, Variable>,
    /// Of a loop: the Rust names of its list and of the place in that.
    pub loop_names: Option<(String, String)>,
}

/// A function while it is written.
pub struct Body<'b, 't> {
    translator: &'b mut Translator<'t>,
    template: &'t Template,
    /// From the function's own to the innermost one.
    pub scopes: Vec<Scope>,
    /// Places that are not none here.
    pub facts: Vec<String>,
    /// Whether it is a template that others extend.
    is_parent: bool,
    /// How many names there are.
    names: usize,
    code: String,
}

impl<'b, 't> Body<'b, 't> {
    fn new(translator: &'b mut Translator<'t>, template: &'t Template, variables: &[(&str, Type)]) -> Self {
        let (facts, is_parent, names, code) = Default::default();
        let mut body = Self { translator, template, scopes: vec![Scope::default()], facts, is_parent, names, code };
        for (name, typ) in variables {
            body.declare(name, Variable::new(format!("{name}_0"), typ.clone()));
        }
        body
    }

    fn finish(self, signature: &str) {
        self.translator.code.push_str(&format!("\n{signature} {{\n{}}}\n", self.code));
    }

    pub fn views(&self) -> &'t Views {
        self.translator.views
    }

    pub fn refused<T>(&self, line: usize, message: impl Into<String>) -> Result<T, Refusal> {
        Err(Refusal { file: self.template.name.clone(), line, message: message.into() })
    }

    /// A name in Rust that no other variable has.
    pub fn new_name(&mut self, name: &str) -> String {
        self.names += 1;
        format!("{name}_{}", self.names)
    }

    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.scopes.iter().rev().find_map(|scope| scope.variables.get(name))
    }

    pub fn declare(&mut self, name: &str, variable: Variable) {
        let scope = self.scopes.last_mut().expect("a function is a scope");
        scope.variables.insert(name.to_owned(), variable);
    }

    /// Does something where these facts hold.
    pub fn with_facts<T>(&mut self, facts: &[String], act: impl FnOnce(&mut Self) -> T) -> T {
        let known = self.facts.len();
        self.facts.extend_from_slice(facts);
        let result = act(self);
        self.facts.truncate(known);
        result
    }

    /// Does something in a scope of its own.
    pub fn within<T>(&mut self, scope: Scope, act: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.push(scope);
        let result = act(self);
        self.scopes.pop();
        result
    }

    fn line(&mut self, code: &str) {
        self.code.push_str(&format!("{:indent$}{code}\n", "", indent = 4 * self.scopes.len()));
    }

    fn nodes(&mut self, nodes: &[Node]) -> Result<(), Refusal> {
        nodes.iter().try_for_each(|node| self.node(node))
    }

    /// Nodes in a scope of their own.
    fn branch(&mut self, nodes: &[Node], facts: &[String]) -> Result<(), Refusal> {
        self.with_facts(facts, |body| body.within(Scope::default(), |body| body.nodes(nodes)))
    }

    fn node(&mut self, node: &Node) -> Result<(), Refusal> {
        match node {
            Node::Text(text) => self.line(&format!("raw(out, {text:?});")),
            Node::Write(value) => self.write(value)?,
            Node::Call(name, arguments, line) => self.call(name, arguments, *line)?,
            Node::If(condition, then, otherwise) => self.if_node(condition, then, otherwise)?,
            Node::For(name, list, nodes) => self.for_node(name, list, nodes)?,
            Node::Set(name, value) => self.set(name, value)?,
            Node::SetGlobal(name, value) => self.set_global(name, value)?,
            Node::Capture(name, nodes, line) => {
                let code = self.free_name(name, *line)?;
                self.line(&format!("let {code} = &*captured(|out| {{"));
                self.branch(nodes, &[])?;
                self.line("});");
                self.declare(name, Variable::new(code, Type::Markup));
            }
            Node::Block(name, nodes, line) => {
                if !self.is_parent {
                    return self.refused(*line, "a block of a template that no other one extends is not translated");
                }
                self.line(&format!("if let Some(block) = block_{name} {{ block(out); }} else {{"));
                self.branch(nodes, &[])?;
                self.line("}");
            }
        }
        Ok(())
    }

    /// Calls the function of a parent with the blocks that the template fills.
    fn extends(&mut self, parent: &str, line: usize) -> Result<(), Refusal> {
        let template = self.template;
        let Some(parent) = self.translator.templates.get(parent).filter(|parent| parent.parent.is_none()) else {
            return self.refused(line, format!("{parent} is missing, or extends another template itself"));
        };
        self.translator.uses.insert((&template.name, &parent.name));
        let is_known = |name: &str| blocks(parent).any(|(known, ..)| known == name);
        if let Some((name, _, line)) = blocks(template).find(|(name, ..)| !is_known(name)) {
            return self.refused(line, format!("{} has no block `{name}`", parent.name));
        }
        let mut call = format!("{}(out, site_0, page_0", function_of(parent));
        for (name, ..) in blocks(parent) {
            let Some((_, nodes, _)) = blocks(template).find(|(filled, ..)| *filled == name) else {
                call.push_str(", None");
                continue;
            };
            self.line(&format!("let block_{name} = |out: &mut Vec<u8>| {{"));
            self.branch(nodes, &[])?;
            self.line("};");
            call.push_str(&format!(", Some(&block_{name})"));
        }
        self.line(&format!("{call});"));
        Ok(())
    }

    fn write(&mut self, expr: &Expr) -> Result<(), Refusal> {
        let value = self.value(expr)?;
        let inner = if let Type::Maybe(inner) = &value.typ { inner } else { &value.typ };
        let write = match inner {
            Type::Text => "escaped",
            Type::Markup => "raw",
            Type::Number => "number",
            Type::Float => "float",
            Type::None => return Ok(()),
            other => return self.refused(expr.line, format!("{other} is not translated between `{{{{` and `}}}}`")),
        };
        if matches!(value.typ, Type::Maybe(_)) {
            self.line(&format!("if let Some(some) = {} {{ {write}(out, some); }}", value.code));
        } else {
            self.line(&format!("{write}(out, {});", value.borrowed()));
        }
        Ok(())
    }

    fn if_node(&mut self, condition: &Expr, then: &[Node], otherwise: &[Node]) -> Result<(), Refusal> {
        let Condition { truth, holds, fails, .. } = self.condition(condition)?;
        // A branch that is never taken may use what is always none here, so it is not translated.
        match truth.as_str() {
            "true" => return self.branch(then, &holds),
            "false" => return self.branch(otherwise, &fails),
            _ => self.line(&format!("if {truth} {{")),
        }
        self.branch(then, &holds)?;
        if !otherwise.is_empty() {
            self.line("} else {");
            self.branch(otherwise, &fails)?;
        }
        self.line("}");
        Ok(())
    }

    fn for_node(&mut self, name: &str, expr: &Expr, nodes: &[Node]) -> Result<(), Refusal> {
        let value = self.value(expr)?;
        let Some((element, steps)) = value.typ.elements() else {
            return self.refused(expr.line, format!("a loop over {} is not translated", value.typ));
        };
        let (list, place, item) = (self.new_name("list"), self.new_name("place"), self.new_name(name));
        self.line(&format!("let {list}: {} = {};", value.typ.rust(), value.borrowed()));
        self.line(&format!("for ({place}, {item}) in {list}{steps}.enumerate() {{"));
        let scope = Scope { loop_names: Some((list, place)), ..Scope::default() };
        self.within(scope, |body| {
            body.declare(name, Variable::new(item, element));
            body.nodes(nodes)
        })?;
        self.line("}");
        Ok(())
    }

    /// A name for a new variable; refused where the template's name is there already.
    fn free_name(&mut self, name: &str, line: usize) -> Result<String, Refusal> {
        if self.variable(name).is_some() {
            return self.refused(line, format!("there is a `{name}` already; another name is needed"));
        }
        if self.is_parent {
            return self.refused(line, "`set` in a template that others extend is not translated");
        }
        Ok(self.new_name(name))
    }

    fn set(&mut self, name: &str, expr: &Expr) -> Result<(), Refusal> {
        let code = self.free_name(name, expr.line)?;
        let value = self.value(expr)?;
        let facts = self.condition(expr)?.holds;
        self.line(&format!("let mut {code}: {} = {};", value.typ.rust(), value.borrowed()));
        self.declare(name, Variable { code, typ: value.typ, facts });
        Ok(())
    }

    fn set_global(&mut self, name: &str, expr: &Expr) -> Result<(), Refusal> {
        let value = self.value(expr)?;
        let outside_loops = self.scopes.iter_mut().take_while(|scope| scope.loop_names.is_none());
        let Some(variable) = outside_loops.filter_map(|scope| scope.variables.get_mut(name)).last() else {
            return self.refused(expr.line, format!("`{name}` has to be `set` first, outside of loops"));
        };
        let fits = match &variable.typ {
            Type::EmptyList => matches!(value.typ, Type::List(_)),
            // What is known of values of other types would have to be forgotten.
            Type::Text | Type::Number => variable.typ == value.typ && !value.is_owned,
            _ => false,
        };
        if !fits {
            let message = format!("{} in place of `{name}`, {}, is not translated", value.typ, variable.typ);
            return self.refused(expr.line, message);
        }
        let code = variable.code.clone();
        self.line(&format!("{code} = {};", value.code));
        Ok(())
    }

    fn call(&mut self, name: &str, arguments: &Arguments, line: usize) -> Result<(), Refusal> {
        let Some((template, component)) = self.translator.components.get(name).copied() else {
            return self.refused(line, format!("there is no component `{name}`"));
        };
        self.translator.uses.insert((&self.template.name, &template.name));
        let is_param = |key: &str| component.params.iter().any(|param| param.name == key);
        if let Some((key, _)) = arguments.iter().find(|(key, _)| !is_param(key)) {
            return self.refused(line, format!("`{name}` has no parameter `{key}`"));
        }
        let mut passed = String::from("out");
        let mut types = Vec::new();
        for param in &component.params {
            let given = arguments.iter().find(|(key, _)| *key == param.name).map(|(_, expr)| expr);
            let Some(expr) = given.or(param.default.as_ref()) else {
                return self.refused(line, format!("`{name}` needs `{}`", param.name));
            };
            let value = self.value(expr)?;
            let fits = match param.declared.as_deref().filter(|_| given.is_some()) {
                None => !matches!(value.typ, Type::Truth | Type::EmptyList | Type::Unknown),
                Some("string") => matches!(value.typ, Type::Text | Type::Markup),
                Some("bool") => value.typ == Type::Bool,
                Some("integer") => value.typ == Type::Number,
                Some("map") => matches!(value.typ, Type::View(_)),
                Some("array") => matches!(value.typ, Type::List(_) | Type::Made(_)),
                Some(_) => false,
            };
            if !fits {
                return self.refused(line, format!("`{}` of `{name}` cannot be {:?}", param.name, value.typ));
            }
            if value.typ != Type::None {
                passed.push_str(&format!(", {}", value.borrowed()));
            }
            types.push(value.typ);
        }
        let function = self.translator.function(name, types);
        self.line(&format!("{function}({passed});"));
        Ok(())
    }

    /// The place of a variable or field, by which facts name it.
    pub fn place(&self, expr: &Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Variable(name) => Some(self.variable(name)?.code.clone()),
            ExprKind::Field(of, name) => Some(format!("{}.{name}", self.place(of)?)),
            _ => None,
        }
    }
}
