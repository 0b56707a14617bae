/// Which member is to lead each cell of the matrix, and which KAM is to answer for each account, as plain arrays.
///
/// A *cell* is an account at a stage where it has work. The cells of account *a* are `cellStarts[a]..<cellStarts[a + 1]`,
/// in order of stage; the *border* of a cell is the one to the cell before it in the same account. An account may have
/// a single cell and need no KAM: so a share of a large cell that supporters take is modelled.
///
/// - Shape: `[cell]`, `[account]`, `[member]` as named; candidates as compressed rows.
/// - Units: hours a period; money in whole units of the base currency; shares 0…1.
/// - Loss: counts what is lost against the ideal, so the least sum is best. Nothing is forbidden to stay open, at
///   `value` and `kamValue`: an answer always exists, and what it leaves open says what is missing.
public struct AssignmentProblem: Sendable, Equatable {
    /// Where the cells of each account begin; one longer than the accounts, from 0, never falling.
    public let cellStarts: [Int]
    /// Who may lead each cell, a row a cell.
    public let leads: CandidateTable
    /// Who may be the KAM of each account, a row an account.
    public let kams: CandidateTable
    /// Whether each account needs a KAM, `[account]`.
    public let needsKAM: [Bool]
    /// The loss when nobody leads a cell, `[cell]`; above any loss of a lead.
    public let value: [Double]
    /// The loss when nobody answers for an account, `[account]`; above any loss of a KAM.
    public let kamValue: [Double]
    /// The loss at the border of each cell when its lead is not that of the cell before, `[cell]`.
    public let handoffLoss: [Double]
    /// The hours of a cell's lead that joins the cell before, `[cell]`.
    public let jointHours: [Double]
    /// The share of the border's loss that joining saves, `[cell]`.
    public let jointSaving: [Double]
    /// What the load of each member costs, and its hard limit, `[member]`.
    public let loadCosts: [LoadCost]
    /// The greatest number of accounts that each member may answer for, `[member]`.
    public let maximumAccounts: [Int]
    /// Whether a member leads cells only of accounts it answers for, as a KAM does, `[member]`.
    public let leadsOwnAccountsOnly: [Bool]
    /// The accounts that compete with each other and are kept apart.
    public let rivals: [Rivals]
    /// What holds now, and what leaving it costs.
    public let present: Present
    /// The most hours of joint work over all members; nothing for no limit.
    public let jointBudget: Double?

    /// Accounts that compete with each other.
    public struct Rivals: Hashable, Sendable {
        /// The accounts, rising; no member may serve two of them.
        public let accounts: [Int]
        /// Whether leads are kept apart too; otherwise KAMs alone.
        public let includesLeads: Bool

        /// Makes a group of rivals.
        public init(accounts: [Int], includesLeads: Bool = false) {
            self.accounts = accounts
            self.includesLeads = includesLeads
        }
    }

    /// The plan that holds now, as far as it may go on, and the rules for leaving it.
    ///
    /// The price of one change is in the candidates' costs. A cell whose present lead may not go on has nothing here:
    /// its change is forced and counts against no rule.
    public struct Present: Hashable, Sendable {
        /// The member who leads each cell now and may go on, `[cell]`.
        public var leads: [Int?]
        /// The KAM who answers for each account now and may go on, `[account]`.
        public var kams: [Int?]
        /// The loss, once, of an account in which anything changes: what a change must gain to be worth it, `[account]`.
        public var disturbance: [Double]
        /// The most leads and KAMs that may change; nothing for no limit.
        public var changeBudget: Int?

        /// Makes a present plan.
        public init(leads: [Int?], kams: [Int?], disturbance: [Double], changeBudget: Int? = nil) {
            self.leads = leads
            self.kams = kams
            self.disturbance = disturbance
            self.changeBudget = changeBudget
        }

        /// No present plan.
        public init(cells: Int, accounts: Int) {
            self.init(
                leads: Array(repeating: nil, count: cells), kams: Array(repeating: nil, count: accounts),
                disturbance: Array(repeating: 0, count: accounts))
        }
    }

    /// Makes a problem of its arrays.
    ///
    /// - Throws: `AssignmentError.refused` with everything that is wrong, not only the first.
    /// - Complexity: O(*candidates*).
    public init(
        cellStarts: [Int], leads: CandidateTable, kams: CandidateTable, needsKAM: [Bool], value: [Double],
        kamValue: [Double], handoffLoss: [Double], jointHours: [Double], jointSaving: [Double],
        loadCosts: [LoadCost], maximumAccounts: [Int], leadsOwnAccountsOnly: [Bool], rivals: [Rivals] = [],
        present: Present? = nil, jointBudget: Double? = nil
    ) throws(AssignmentError) {
        self.cellStarts = cellStarts
        self.leads = leads
        self.kams = kams
        self.needsKAM = needsKAM
        self.value = value
        self.kamValue = kamValue
        self.handoffLoss = handoffLoss
        self.jointHours = jointHours
        self.jointSaving = jointSaving
        self.loadCosts = loadCosts
        self.maximumAccounts = maximumAccounts
        self.leadsOwnAccountsOnly = leadsOwnAccountsOnly
        self.rivals = rivals
        self.present = present ?? Present(cells: value.count, accounts: needsKAM.count)
        self.jointBudget = jointBudget
        let refusals = self.refusals()
        guard refusals.isEmpty else { throw .refused(refusals) }
    }

    /// How many accounts there are.
    public var accountCount: Int { needsKAM.count }
    /// How many cells there are.
    public var cellCount: Int { value.count }
    /// How many members there are.
    public var memberCount: Int { loadCosts.count }

    /// The cells of an account, in order of stage.
    public func cells(of account: Int) -> Range<Int> { cellStarts[account]..<cellStarts[account + 1] }
}
