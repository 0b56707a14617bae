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

    /// A change that repairs a conflict.
    public struct Relaxation: Hashable, Sendable, Codable {
        /// What to change.
        public let kind: MatrixConflict.Relaxation.Kind
        /// The same in words.
        public let reason: Reason
        /// The members whose limit gives way.
        public let members: [ID<Member>]
        /// What it costs; null where only a rule gives way.
        @Nullable public private(set) var cost: Money?
    }

    private enum CodingKeys: String, CodingKey {
        case demands, isMinimal, relaxations
    }

    /// The conflict in words; its keys stand beside those below.
    public let reason: Reason
    /// The demands: the one that stays open first, then those that contradict it.
    public let demands: [Demand]
    /// Whether it is proved that they contradict each other and that without any one of them they do not.
    public let isMinimal: Bool
    /// What would repair it, of each kind the least: those that cost money first, the cheapest first, then those that change
    /// a rule; empty where none was found.
    public let relaxations: [Relaxation]

    init(_ conflict: MatrixConflict, _ purse: Purse) {
        reason = conflict.reason
        demands = conflict.demands.map { Demand(account: $0.account, stage: $0.stage, hours: $0.hours) }
        isMinimal = conflict.isMinimal
        relaxations = conflict.relaxations.map {
            Relaxation(kind: $0.kind, reason: $0.reason, members: $0.members, cost: purse.money($0.cost))
        }
    }

    /// Reads a conflict; one stored before conflicts had demands has none.
    public init(from decoder: any Decoder) throws {
        reason = try Reason(from: decoder)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        demands = try values.decodeIfPresent([Demand].self, forKey: .demands) ?? []
        isMinimal = try values.decodeIfPresent(Bool.self, forKey: .isMinimal) ?? false
        relaxations = try values.decodeIfPresent([Relaxation].self, forKey: .relaxations) ?? []
    }

    /// Writes the keys of the reason and those of the conflict, all of them.
    public func encode(to encoder: any Encoder) throws {
        try reason.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(demands, forKey: .demands)
        try values.encode(isMinimal, forKey: .isMinimal)
        try values.encode(relaxations, forKey: .relaxations)
    }
}

extension MatrixConflict {
    init(_ document: ConflictDocument) {
        self.init(
            demands: document.demands.map { Demand(account: $0.account, stage: $0.stage, hours: $0.hours) },
            isMinimal: document.isMinimal, reason: document.reason,
            relaxations: document.relaxations.map {
                Relaxation(kind: $0.kind, reason: $0.reason, members: $0.members, cost: $0.cost?.amount)
            })
    }
}
