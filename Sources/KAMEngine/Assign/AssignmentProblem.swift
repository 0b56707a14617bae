/// Which member is to lead each cell of the matrix, and which KAM is to answer for each account, as plain arrays.
///
/// A *cell* is an account at a stage where it has work. The cells of account *a* are `cellStarts[a]..<cellStarts[a + 1]`,
/// in order of stage; the *border* of a cell is the one to the cell before it in the same account.
///
/// - Shape: `[cell]`, `[account]`, `[member]` as named; tables over members are row-major, `[cell × member]` and
///   `[account × member]`.
/// - Units: hours a quarter; money in whole units of the base currency; shares 0…1.
/// - Loss: every cost is 0 or more and counts what is lost against the ideal, so the least sum is best.
public struct AssignmentProblem: Sendable, Equatable {
    /// Where the cells of each account begin; one longer than the accounts, from 0, never falling.
    public let cellStarts: [Int]
    /// The hours of each cell that its lead works, `[cell]`.
    public let hours: [Double]
    /// What is at stake in each cell, lost when nobody leads it, `[cell]`.
    public let value: [Double]
    /// Whether a member may lead a cell, `[cell × member]`.
    public let isEligible: [Bool]
    /// The loss of a cell under a member as its lead, `[cell × member]`; read only where eligible.
    public let cost: [Double]
    /// The loss at the border of each cell when its lead is not that of the cell before, `[cell]`.
    public let handoffLoss: [Double]
    /// The hours of a cell's lead that joins the cell before, `[cell]`.
    public let jointHours: [Double]
    /// The share of the border's loss that joining saves, `[cell]`.
    public let jointSaving: [Double]
    /// The hours that an account takes of its KAM, `[account]`.
    public let kamHours: [Double]
    /// What is at stake when nobody answers for an account, `[account]`.
    public let kamValue: [Double]
    /// Whether a member may be the KAM of an account, `[account × member]`.
    public let isKAMEligible: [Bool]
    /// The loss of an account under a member as its KAM, `[account × member]`; read only where eligible.
    public let kamCost: [Double]
    /// The hours that each member has in the quarter, `[member]`.
    public let capacity: [Double]
    /// The share of them that may be planned for key accounts, `[member]`: the ceiling of the utilisation.
    public let ceiling: [Double]
    /// The greatest number of accounts that each member may answer for, `[member]`.
    public let maximumAccounts: [Int]

    /// Makes a problem of its arrays.
    ///
    /// - Throws: `AssignmentError.refused` with everything that is wrong, not only the first.
    /// - Complexity: O(*cells* × *members*).
    public init(
        cellStarts: [Int], hours: [Double], value: [Double], isEligible: [Bool], cost: [Double],
        handoffLoss: [Double], jointHours: [Double], jointSaving: [Double], kamHours: [Double], kamValue: [Double],
        isKAMEligible: [Bool], kamCost: [Double], capacity: [Double], ceiling: [Double], maximumAccounts: [Int]
    ) throws(AssignmentError) {
        self.cellStarts = cellStarts
        self.hours = hours
        self.value = value
        self.isEligible = isEligible
        self.cost = cost
        self.handoffLoss = handoffLoss
        self.jointHours = jointHours
        self.jointSaving = jointSaving
        self.kamHours = kamHours
        self.kamValue = kamValue
        self.isKAMEligible = isKAMEligible
        self.kamCost = kamCost
        self.capacity = capacity
        self.ceiling = ceiling
        self.maximumAccounts = maximumAccounts
        let refusals = self.refusals()
        guard refusals.isEmpty else { throw .refused(refusals) }
    }

    /// How many accounts there are.
    public var accountCount: Int { cellStarts.count - 1 }
    /// How many cells there are.
    public var cellCount: Int { hours.count }
    /// How many members there are.
    public var memberCount: Int { capacity.count }

    /// The cells of an account, in order of stage.
    public func cells(of account: Int) -> Range<Int> { cellStarts[account]..<cellStarts[account + 1] }

    /// The hours of a member that may be planned for key accounts.
    public func limit(_ member: Int) -> Double { capacity[member] * ceiling[member] }

    /// The loss of a cell under a member; nothing when the member may not lead it.
    public func cost(cell: Int, member: Int) -> Double? {
        let index = cell * memberCount + member
        return isEligible[index] ? cost[index] : nil
    }

    /// The loss of an account under a member as its KAM; nothing when the member may not be it.
    public func kamCost(account: Int, member: Int) -> Double? {
        let index = account * memberCount + member
        return isKAMEligible[index] ? kamCost[index] : nil
    }
}
