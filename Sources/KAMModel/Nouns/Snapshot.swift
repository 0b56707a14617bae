/// The inputs of a plan as they stood on one day; never changed after the import.
public struct Snapshot: Hashable, Sendable {
    /// The id that the import gave it.
    public let id: ID<Snapshot>
    /// The day the data speaks of.
    public let asOf: Day
    /// The currency of every amount.
    public let currency: Currency
    /// The customers, in order of id.
    public let accounts: [Account]
    /// The people, in order of id.
    public let members: [Member]
    /// What passed each stage, in the policy's order of stages where known.
    public let flows: [StageFlow]
    /// The median amount of a won opportunity, in whole units of the currency; nothing before the first win.
    public let typicalDeal: Double?
    /// What had to be assumed at the import, in words.
    public let assumptions: [String]

    /// Makes a snapshot.
    public init(
        id: ID<Snapshot>, asOf: Day, currency: Currency, accounts: [Account], members: [Member], flows: [StageFlow],
        typicalDeal: Double?, assumptions: [String] = []
    ) {
        self.id = id
        self.asOf = asOf
        self.currency = currency
        self.accounts = accounts
        self.members = members
        self.flows = flows
        self.typicalDeal = typicalDeal
        self.assumptions = assumptions
    }
}

/// How the opportunities of the log left one stage.
public struct StageFlow: Hashable, Sendable {
    /// The stage.
    public let stage: ID<Stage>
    /// Opportunities that ever entered the stage.
    public let entered: Int
    /// Of these, how many went on to a later stage or were won there.
    public let advanced: Int
    /// Of these, how many were lost there.
    public let lost: Int
    /// Of these, how many still stand there.
    public let open: Int
    /// Opportunities that entered the stage in the last 91 days before the snapshot.
    public let enteredLastQuarter: Int
    /// The median of days spent at the stage by those that left it.
    public let medianDays: Double?

    /// Makes a flow.
    public init(
        stage: ID<Stage>, entered: Int, advanced: Int, lost: Int, open: Int, enteredLastQuarter: Int,
        medianDays: Double?
    ) {
        self.stage = stage
        self.entered = entered
        self.advanced = advanced
        self.lost = lost
        self.open = open
        self.enteredLastQuarter = enteredLastQuarter
        self.medianDays = medianDays
    }
}
