public import KAMModel

/// A pin or a forbid of one cell that somebody made for a quarter, and that holds until it is withdrawn.
public struct AssignmentPin: Hashable, Sendable {
    /// The id, a UUIDv7.
    public let id: ID<AssignmentPin>
    /// The quarter it is for.
    public let quarter: Quarter
    /// What it says.
    public let rule: MatrixRule
    /// Why, in the maker's words.
    public let reason: String
    /// Who made it.
    public let madeBy: String
    /// When it was made, in microseconds since 1970-01-01 UTC.
    public let madeAt: Int64
    /// How it ended; nothing while it holds.
    public let withdrawal: Withdrawal?

    /// The end of a rule.
    public struct Withdrawal: Hashable, Sendable {
        /// Why, in words.
        public let reason: String
        /// Who withdrew it.
        public let madeBy: String
        /// When, in microseconds since 1970-01-01 UTC.
        public let madeAt: Int64
    }

    /// What can hold one rule at a time: the cell for a pin, the cell and the member for a forbid.
    static func slot(_ rule: MatrixRule, _ quarter: Quarter) -> String {
        var parts = [rule.account.raw]
        if let stage = rule.stage { parts.append(stage.raw) }
        if rule.kind == .forbid { parts.append(rule.member.raw) }
        return ([rule.kind.rawValue, quarter.description] + parts.map(quoted)).joined(separator: "/")
    }

    /// A text as `quote_literal` of PostgreSQL writes it.
    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("'", with: "''")
        guard text.contains("\\") else { return "'\(escaped)'" }
        return "E'\(escaped.replacing("\\", with: "\\\\"))'"
    }
}
