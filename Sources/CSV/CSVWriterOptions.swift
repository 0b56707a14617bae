/// How a file is to be written.
public struct CSVWriterOptions: Equatable, Sendable {
    /// What ends a record.
    public enum LineEnd: String, Sendable {
        /// CR and LF, as RFC 4180 and Excel have it.
        case crlf = "\r\n"
        /// LF.
        case lf = "\n"
    }

    /// What stands between fields.
    public var delimiter: Delimiter
    /// What ends a record.
    public var lineEnd: LineEnd
    /// Whether the file starts with the UTF-8 mark, without which Excel misreads Japanese.
    public var byteOrderMark: Bool
    /// Whether a cell that a spreadsheet would run as a formula gets an apostrophe in front.
    public var formulaGuard: Bool

    /// Makes options.
    public init(
        delimiter: Delimiter = .comma, lineEnd: LineEnd = .crlf, byteOrderMark: Bool = false, formulaGuard: Bool = true
    ) {
        self.delimiter = delimiter
        self.lineEnd = lineEnd
        self.byteOrderMark = byteOrderMark
        self.formulaGuard = formulaGuard
    }
}
