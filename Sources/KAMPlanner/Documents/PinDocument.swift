import Foundation
public import KAMModel
import KAMStore

/// A pin or a forbid that somebody made for one cell.
public struct PinDocument: Hashable, Sendable, Codable {
    /// The id.
    public let id: String
    /// The quarter it is for.
    public let quarter: Quarter
    /// What it says: `pin` or `forbid`.
    public let kind: MatrixRule.Kind
    /// The account.
    public let account: ID<Account>
    /// The stage; null for the KAM.
    @Nullable public private(set) var stage: ID<Stage>?
    /// The member.
    public let member: ID<Member>
    /// Why, in the maker's words.
    public let reason: String
    /// Who made it.
    public let madeBy: String
    /// When it was made, in UTC.
    public let madeAt: String
    /// How it ended; null while it holds.
    @Nullable public private(set) var withdrawal: Withdrawal?

    /// The end of a rule.
    public struct Withdrawal: Hashable, Sendable, Codable {
        /// Why, in words.
        public let reason: String
        /// Who withdrew it.
        public let madeBy: String
        /// When, in UTC.
        public let madeAt: String
    }

    init(_ pin: AssignmentPin) {
        id = pin.id.raw
        quarter = pin.quarter
        kind = pin.rule.kind
        account = pin.rule.account
        _stage = Nullable(wrappedValue: pin.rule.stage)
        member = pin.rule.member
        reason = pin.reason
        madeBy = pin.madeBy
        madeAt = PinDocument.time(pin.madeAt)
        _withdrawal = Nullable(
            wrappedValue: pin.withdrawal.map {
                Withdrawal(reason: $0.reason, madeBy: $0.madeBy, madeAt: PinDocument.time($0.madeAt))
            })
    }

    /// The cell in words, as `A1 / closing`.
    var place: String { "\(account) / \(stage?.raw ?? "KAM")" }

    private static func time(_ microseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(microseconds) / 1e6).ISO8601Format()
    }
}

/// The pins and forbids of a quarter, or of all.
public struct PinListDocument: Hashable, Sendable, Codable {
    /// The rules in the order in which they were made.
    public let pins: [PinDocument]

    init(_ pins: [AssignmentPin]) {
        self.pins = pins.map(PinDocument.init)
    }
}
