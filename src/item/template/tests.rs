use super::*;

fn value(source: &str) -> String {
    let names = vec!["size".to_owned(), "word".to_owned(), "list".to_owned()];
    let number = |text| Value::Number(crate::item::Exact::plain(text).unwrap());
    let list = Value::List(vec![number("1"), number("2")]);
    let values = [number("2.5"), Value::Text("SQS".to_owned()), list];
    match parse(source, &names) {
        Err((fault, at)) => format!("{fault:?} at {}", source.get(at).unwrap_or("?")),
        Ok(expr) => match expr.value(&values, &mut Fuel::full()) {
            Ok(value) => value.to_string(),
            Err(trouble) => format!("{trouble:?}"),
        },
    }
}

#[test]
fn expressions_are_worked_out_exactly() {
    for (source, wanted) in [
        ("0.1 + 0.2", "0.3"),
        ("0.1 + 0.2 == 0.3", "true"),
        ("ceil(0.1 * 3 * 10)", "3"),
        ("floor(100 / 3 * 3)", "100"),
        ("100 / 3", "33.333333"),
        ("ceil(size / 4) * 50", "50"),
        ("size * 4", "10"),
        ("7 // 2", "3"),
        ("7 % 2", "1"),
        ("-7 % 2", "1"),
        ("-7 // 2", "-4"),
        ("2 ** 10", "1024"),
        ("2 ** -1", "0.5"),
        ("-size", "-2.5"),
        ("round(size)", "3"),
        ("round(3.14159, 2)", "3.14"),
        ("min(3, 1, 2)", "1"),
        ("max(list)", "2"),
        ("abs(-3)", "3"),
        ("1234567.5 | group", "1,234,567.5"),
        ("1234.5 | fixed(2)", "1234.50"),
        ("1234.5 | fixed(2) | group", "1,234.50"),
        ("-1000 | group", "-1,000"),
        ("999 | group", "999"),
        ("1_000", "1000"),
        ("'a' if size > 2 else 'b'", "a"),
        ("'a' if size > 9", ""),
        ("1 < size < 3", "true"),
        ("size in [1, 2.5]", "true"),
        ("size not in [1, 2.5]", "false"),
        ("not size", "false"),
        ("size > 9 or word", "SQS"),
        ("word ~ '-' ~ 1", "SQS-1"),
        ("word + '!'", "SQS!"),
        ("list[1]", "2"),
        ("true and 1", "1"),
        ("size / 0", "Zero"),
        ("size % 0", "Zero"),
        ("0 ** -1", "Zero"),
        ("10 ** 40", "Large"),
        ("list[2]", "Place"),
        ("word * 2", "Sort { wanted: \"a number\", is: \"a text\" }"),
        ("word < 2", "Sort { wanted: \"a number\", is: \"a text\" }"),
    ] {
        assert_eq!(value(source), wanted, "{source}");
    }
}

#[test]
fn what_cannot_be_read_is_told_where_it_stands() {
    for (source, wanted) in [
        ("sise * 2", "Name(\"sise\") at sise"),
        ("1 + sqrt(2)", "Function(\"sqrt\") at sqrt(2)"),
        ("size | upper", "Function(\"upper\") at upper"),
        ("ceil()", "Count(\"ceil\") at ceil()"),
        ("word.upper()", "Without(\"methods\") at .upper()"),
        ("size is odd", "Without(\"`is`\") at odd"),
        ("{}", "Without(\"mappings\") at {}"),
    ] {
        assert_eq!(value(source), wanted, "{source}");
    }
    for source in ["", "1 +", "(", "1 2", "{% if %}", "}", "'a"] {
        assert!(value(source).starts_with("Syntax"), "{source}: {}", value(source));
    }
    assert!(value(&"1+".repeat(300)).starts_with("Long"));
    assert!(value(&"(".repeat(400)).starts_with("Syntax"));
}

#[test]
fn what_grows_without_end_runs_out_of_fuel() {
    let names: Vec<String> = (0..30).map(|n| format!("v{n}")).collect();
    let mut values = vec![Value::Text("x".repeat(40))];
    let mut fuel = Fuel::full();
    let trouble = (0..29).find_map(|n| {
        let expr = parse(&format!("v{n} ~ v{n}"), &names).unwrap();
        match expr.value(&values, &mut fuel) {
            Ok(value) => values.push(value),
            Err(trouble) => return Some(trouble),
        }
        None
    });
    assert_eq!(trouble, Some(Trouble::Fuel));
}

fn filled(source: &str) -> String {
    let names = vec!["n".to_owned()];
    let values = [Value::Number(crate::item::Exact::whole(1500))];
    match Text::parse(source, &names) {
        Ok(text) => text.fill(&values, &mut Fuel::full()).unwrap(),
        Err((fault, at)) => format!("{fault:?} at {}", &source[at]),
    }
}

#[test]
fn only_two_braces_are_special() {
    for (source, wanted) in [
        ("a {{ n }} b", "a 1500 b"),
        ("{{n}}{{ n | group }}", "15001,500"),
        (r"\{{ n }} {{ n }}", "{{ n }} 1500"),
        ("{% if n %} {# x #} } }} { {n}", "{% if n %} {# x #} } }} { {n}"),
        ("{{ '}}' }}", "}}"),
        ("{{ \"a\\\"}}\" }}", "a\"}}"),
        ("ä{{ n }}ö", "ä1500ö"),
        ("", ""),
        ("a {{ n", "Open at {{"),
        ("a {{ m }}", "Name(\"m\") at m"),
    ] {
        assert_eq!(filled(source), wanted, "{source}");
    }
}

#[test]
fn ranges_have_both_ends() {
    let exact = |text| crate::item::Exact::plain(text).unwrap();
    let range = |from, to, step| Var::range(exact(from), exact(to), exact(step));
    let halves = range("1", "20", "0.5").unwrap();
    assert_eq!(halves.count(), 39);
    assert_eq!(halves.get(38).to_string(), "20");
    assert_eq!(range("0.1", "0.3", "0.1").unwrap().get(2), Value::Number(exact("0.3")));
    assert_eq!(range("3", "3", "1").unwrap().count(), 1);
    assert_eq!(range("2", "1", "1"), Err(VarFault::Backwards));
    assert_eq!(range("1", "2", "0"), Err(VarFault::Step));
    assert_eq!(range("1", "2", "0.3"), Err(VarFault::Missed));
    assert_eq!(range("1", "1000001", "1"), Err(VarFault::Many));
    assert_eq!(halves.find("2.5"), Some(Value::Number(exact("2.5"))));
    assert_eq!(halves.find("2.4"), None);
}
