public import KAMModel

/// Demands that cannot all be met: a reason, and with it the demands and what would repair it.
public struct ConflictDocument: Hashable, Sendable, Codable {
    /// Something that somebody must do.
    public struct Demand: Hashable, Sendable, Codable {
        /// The account.
        public let account: ID<Account>
        /// The stage; null for the KAM.
        @Nullable public private(set) var stage: ID<Stage>?
        /// The hours it needs.
        public let hours: Hours
    }

    /// The cheapest change that repairs a conflict.
    public struct Relaxation: Hashable, Sendable, Codable {
        /// What to change, in words.
        public let reason: Reason
        /// The member whose hours must grow; null where another limit gives way.
        @Nullable public private(set) var member: ID<Member>?
        /// By how many hours.
        @Nullable public private(set) var hours: Hours?
    }

    private enum CodingKeys: String, CodingKey {
        case demands, isMinimal, relaxation
    }

    /// The conflict in words; its keys stand beside those below.
    public let reason: Reason
    /// The demands: the one that stays open first, then those that contradict it.
    public let demands: [Demand]
    /// Whether it is proved that they contradict each other and that without any one of them they do not.
    public let isMinimal: Bool
    /// The cheapest repair; null where none was found.
    public let relaxation: Relaxation?

    init(_ conflict: MatrixConflict) {
        reason = conflict.reason
        demands = conflict.demands.map { Demand(account: $0.account, stage: $0.stage, hours: $0.hours) }
        isMinimal = conflict.isMinimal
        relaxation = conflict.relaxation.map { Relaxation(reason: $0.reason, member: $0.member, hours: $0.hours) }
    }

    /// Reads a conflict; one stored before conflicts had demands has none.
    public init(from decoder: any Decoder) throws {
        reason = try Reason(from: decoder)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        demands = try values.decodeIfPresent([Demand].self, forKey: .demands) ?? []
        isMinimal = try values.decodeIfPresent(Bool.self, forKey: .isMinimal) ?? false
        relaxation = try values.decodeIfPresent(Relaxation.self, forKey: .relaxation)
    }

    /// Writes the keys of the reason and those of the conflict, all of them.
    public func encode(to encoder: any Encoder) throws {
        try reason.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(demands, forKey: .demands)
        try values.encode(isMinimal, forKey: .isMinimal)
        try values.encode(relaxation, forKey: .relaxation)
    }
}

extension MatrixConflict {
    init(_ document: ConflictDocument) {
        self.init(
            demands: document.demands.map { Demand(account: $0.account, stage: $0.stage, hours: $0.hours) },
            isMinimal: document.isMinimal, reason: document.reason,
            relaxation: document.relaxation.map { Relaxation(reason: $0.reason, member: $0.member, hours: $0.hours) })
    }
}
