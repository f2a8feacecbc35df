//! What languages look like, one entry each.

/// A language: its names after a fence, its words and signs.
pub struct Syntax {
    pub names: &'static [&'static str],
    /// In order, so that they are found by halving.
    pub keywords: &'static [&'static str],
    pub line_comments: &'static [&'static str],
    pub block_comment: Option<(&'static str, &'static str)>,
    /// Longer openings first.
    pub quotes: &'static [Quote],
    /// The sign that makes the token before it a key.
    pub key: Option<char>,
    /// Signs that start a variable or an annotation.
    pub sigils: &'static str,
    /// Signs that words may hold besides letters, digits and `_`.
    pub letters: &'static str,
    /// Whether words with a capital are types.
    pub capitals: bool,
    /// Whether keywords are the same in any case.
    pub any_case: bool,
    /// Whether comments need a space before them, and strings no letter.
    pub spaced: bool,
}

/// How a string starts and ends.
pub struct Quote {
    pub open: &'static str,
    pub close: &'static str,
    /// Whether a backslash escapes.
    pub escape: bool,
    /// Whether it may go over lines.
    pub lines: bool,
    /// Whether it may stand alone, as in a lifetime.
    pub lone: bool,
}

const fn quote(sign: &'static str) -> Quote {
    Quote { open: sign, close: sign, escape: true, lines: false, lone: false }
}

const fn text(sign: &'static str) -> Quote {
    Quote { lines: true, ..quote(sign) }
}

const fn raw(open: &'static str, close: &'static str) -> Quote {
    Quote { open, close, escape: false, lines: true, lone: false }
}

const PLAIN: Syntax = Syntax {
    names: &[],
    keywords: &[],
    line_comments: &["#"],
    block_comment: None,
    quotes: &[quote("\""), quote("'")],
    key: None,
    sigils: "",
    letters: "",
    capitals: false,
    any_case: false,
    spaced: false,
};

const C_LIKE: Syntax =
    Syntax { line_comments: &["//"], block_comment: Some(("/*", "*/")), capitals: true, ..PLAIN };

/// The languages known; others are shown in one role.
#[rustfmt::skip] // one word a line would hide the table
pub const LANGUAGES: &[Syntax] = &[
    Syntax {
        names: &["python", "py", "python3"],
        keywords: &[
            "False", "None", "True", "and", "as", "assert", "async", "await", "break", "case",
            "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from",
            "global", "if", "import", "in", "is", "lambda", "match", "nonlocal", "not", "or",
            "pass", "raise", "return", "try", "while", "with", "yield",
        ],
        quotes: &[text("\"\"\""), text("'''"), quote("\""), quote("'")],
        sigils: "@",
        capitals: true,
        ..PLAIN
    },
    Syntax {
        names: &["hcl", "terraform", "tf", "tfvars"],
        keywords: &[
            "data", "dynamic", "each", "else", "endif", "false", "for", "if", "import", "in",
            "local", "locals", "module", "moved", "null", "output", "provider", "resource",
            "terraform", "true", "var", "variable",
        ],
        line_comments: &["#", "//"],
        block_comment: Some(("/*", "*/")),
        quotes: &[quote("\"")],
        key: Some('='),
        letters: "-",
        ..PLAIN
    },
    Syntax {
        names: &["json", "jsonc", "json5"],
        keywords: &["false", "null", "true"],
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        quotes: &[quote("\"")],
        key: Some(':'),
        ..PLAIN
    },
    Syntax {
        names: &["yaml", "yml"],
        keywords: &["False", "No", "Null", "True", "Yes", "false", "no", "null", "true", "yes"],
        quotes: &[text("\""), raw("'", "'")],
        key: Some(':'),
        sigils: "!&*",
        letters: "-./$",
        spaced: true,
        ..PLAIN
    },
    Syntax {
        names: &["toml", "ini"],
        keywords: &["false", "true"],
        quotes: &[text("\"\"\""), raw("'''", "'''"), quote("\""), raw("'", "'")],
        key: Some('='),
        letters: "-",
        ..PLAIN
    },
    Syntax {
        names: &["sql", "mysql", "plsql", "postgres", "postgresql", "sqlite"],
        keywords: &[
            "add", "all", "alter", "and", "as", "asc", "begin", "between", "by", "case", "check",
            "column", "commit", "constraint", "create", "cross", "database", "default", "delete",
            "desc", "distinct", "drop", "else", "end", "exists", "explain", "false", "foreign",
            "from", "full", "grant", "group", "having", "if", "in", "index", "inner", "insert",
            "into", "is", "join", "key", "left", "like", "limit", "not", "null", "offset", "on",
            "or", "order", "outer", "over", "partition", "primary", "references", "returning",
            "revoke", "right", "rollback", "select", "set", "table", "then", "to", "transaction",
            "true", "truncate", "union", "unique", "update", "using", "values", "view", "when",
            "where", "with",
        ],
        line_comments: &["--"],
        block_comment: Some(("/*", "*/")),
        quotes: &[raw("'", "'"), raw("\"", "\""), raw("`", "`")],
        any_case: true,
        ..PLAIN
    },
    Syntax {
        names: &["bash", "console", "sh", "shell", "zsh"],
        keywords: &[
            "break", "case", "cd", "continue", "do", "done", "echo", "elif", "else", "esac",
            "eval", "exec", "exit", "export", "fi", "for", "function", "if", "in", "local",
            "readonly", "return", "select", "set", "shift", "source", "then", "trap", "unset",
            "until", "while",
        ],
        quotes: &[text("\""), raw("'", "'")],
        sigils: "$",
        letters: "-",
        spaced: true,
        ..PLAIN
    },
    Syntax {
        names: &["javascript", "js", "jsx", "mjs", "ts", "tsx", "typescript"],
        keywords: &[
            "abstract", "any", "as", "async", "await", "boolean", "break", "case", "catch",
            "class", "const", "continue", "debugger", "declare", "default", "delete", "do", "else",
            "enum", "export", "extends", "false", "finally", "for", "from", "function", "if",
            "implements", "import", "in", "instanceof", "interface", "let", "namespace", "never",
            "new", "null", "number", "of", "private", "protected", "public", "readonly", "return",
            "static", "string", "super", "switch", "this", "throw", "true", "try", "type",
            "typeof", "undefined", "unknown", "var", "void", "while", "yield",
        ],
        quotes: &[quote("\""), quote("'"), text("`")],
        sigils: "@",
        letters: "$",
        ..C_LIKE
    },
    Syntax {
        names: &["java", "kotlin", "kt"],
        keywords: &[
            "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class",
            "continue", "default", "do", "double", "else", "enum", "extends", "false", "final",
            "finally", "float", "for", "fun", "if", "implements", "import", "in", "instanceof",
            "int", "interface", "is", "long", "native", "new", "null", "object", "override",
            "package", "permits", "private", "protected", "public", "record", "return", "sealed",
            "short", "static", "super", "switch", "synchronized", "this", "throw", "throws",
            "transient", "true", "try", "val", "var", "void", "volatile", "when", "while", "yield",
        ],
        quotes: &[text("\"\"\""), quote("\""), quote("'")],
        sigils: "@",
        ..C_LIKE
    },
    Syntax {
        names: &["go", "golang"],
        keywords: &[
            "any", "bool", "break", "byte", "case", "chan", "const", "continue", "default",
            "defer", "else", "error", "fallthrough", "false", "float64", "for", "func", "go",
            "goto", "if", "import", "int", "int64", "interface", "map", "nil", "package", "range",
            "return", "rune", "select", "string", "struct", "switch", "true", "type", "uint",
            "var",
        ],
        quotes: &[quote("\""), quote("'"), raw("`", "`")],
        ..C_LIKE
    },
    Syntax {
        names: &["rs", "rust"],
        keywords: &[
            "Self", "as", "async", "await", "bool", "break", "char", "const", "continue", "crate",
            "dyn", "else", "enum", "extern", "f32", "f64", "false", "fn", "for", "i32", "i64",
            "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref",
            "return", "self", "static", "str", "struct", "super", "trait", "true", "type", "u16",
            "u32", "u64", "u8", "unsafe", "use", "usize", "where", "while",
        ],
        quotes: &[
            raw("r##\"", "\"##"),
            raw("r#\"", "\"#"),
            raw("r\"", "\""),
            text("\""),
            Quote { lone: true, ..quote("'") },
        ],
        ..C_LIKE
    },
];
