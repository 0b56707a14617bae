/// What was decided in an earlier quarter, as far as the next decision depends on it.
public struct PastPortfolio: Hashable, Sendable {
    /// The stored portfolio.
    public let id: ID<Plan>
    /// The quarter it was for.
    public let quarter: Quarter
    /// The accounts that were key.
    public let selected: Set<ID<Account>>
    /// The merit of every account that was scored, 0…100.
    public let merits: [ID<Account>: Double]
    /// The merit at the cut line of that quarter; nothing where none was stored.
    public let floor: Double?
    /// The day on which it was decided; nothing counts as in time.
    public let decidedOn: Day?

    /// Makes a past decision.
    public init(
        id: ID<Plan>, quarter: Quarter, selected: Set<ID<Account>>, merits: [ID<Account>: Double], floor: Double?,
        decidedOn: Day? = nil
    ) {
        self.id = id
        self.quarter = quarter
        self.selected = selected
        self.merits = merits
        self.floor = floor
        self.decidedOn = decidedOn
    }
}
