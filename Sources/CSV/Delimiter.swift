/// What stands between two fields.
public enum Delimiter: UInt8, CaseIterable, Sendable {
    /// `,`
    case comma = 0x2C
    /// `;`, as Excel writes where the comma is the decimal mark.
    case semicolon = 0x3B
    /// The tab character.
    case tab = 0x09
    /// `|`
    case pipe = 0x7C
}

/// The delimiter of a file and why it is believed to be that.
public struct DelimiterDetection: Equatable, Sendable {
    /// What speaks for the delimiter.
    public enum Evidence: String, Sendable {
        /// The caller named it.
        case forced
        /// The first line is Excel's `sep=;`, which is no record.
        case declared
        /// It cuts the first rows into the most even number of fields.
        case consistent
        /// None of the delimiters cuts anything: one column, or an empty file.
        case singleColumn
    }

    /// The delimiter.
    public let delimiter: Delimiter
    /// Why.
    public let evidence: Evidence
    /// The share of the first rows that have `width` fields, from 0 to 1; 0 unless `evidence` is `consistent`.
    public let agreement: Double
    /// The commonest number of fields in the first rows; 0 unless `evidence` is `consistent`.
    public let width: Int

    init(_ delimiter: Delimiter, _ evidence: Evidence, agreement: Double = 0, width: Int = 0) {
        self.delimiter = delimiter
        self.evidence = evidence
        self.agreement = agreement
        self.width = width
    }
}
