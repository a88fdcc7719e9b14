/// What each function and operator of the expression language means.
///
/// The evaluator and generated code call the same functions, so that an expression means one thing. The names are those of
/// the overload table; functions throw exactly where a row of the table can fail. Source: the CEL specification, with the
/// decisions where implementations differ noted at the function.
public enum CEL {}
