/// What `format` means.
public enum FormatReading: String, Hashable, Sendable, CaseIterable {
    /// A text must have the form; where our language has it as a type, it becomes that type.
    case assertions
    /// It is a remark, as in draft 2020-12; any text is accepted.
    case annotations
}
