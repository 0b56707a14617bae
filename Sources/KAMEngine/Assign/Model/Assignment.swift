public import KAMModel

/// Gives each stage of each key account a lead and each key account a KAM, for a quarter.
///
/// Works out who may lead what, with which hours and at which loss; `matrix` decides and says why. The rules, with
/// their formulas, are in `docs/guides/assign.md`.
public struct Assignment: Sendable {
    /// A key account and what it takes in the quarter.
    public struct KeyAccount: Hashable, Sendable {
        /// The account.
        public let account: ID<Account>
        /// The contribution gained by managing it as key, in whole units of the base currency: what is at stake.
        public let contribution: Double
        /// The hours it takes of its KAM.
        public let kamHours: Hours
        /// The hours it takes at each stage; a stage without hours has no cell.
        public let hours: [ID<Stage>: Hours]

        /// Makes a key account.
        public init(account: ID<Account>, contribution: Double, kamHours: Hours, hours: [ID<Stage>: Hours]) {
            self.account = account
            self.contribution = contribution
            self.kamHours = kamHours
            self.hours = hours
        }

        /// Takes a key account from a portfolio.
        public init(_ selected: Portfolio.Selected) {
            self.init(
                account: selected.account, contribution: selected.contribution, kamHours: selected.kamHours,
                hours: selected.hours)
        }
    }

    /// Who is to lead what, as arrays: accounts in the order given, cells by stage, members in the snapshot's order.
    public let problem: AssignmentProblem
    /// The decision that holds now, from the previous matrix; nothing without one, or when it misses a cell.
    public let present: AssignmentDecision?

    let snapshot: Snapshot
    let policy: Policy
    let roster: Roster
    let cells: [CellCase]
    let answers: [AnswerCase]

    /// Works out who may lead what.
    ///
    /// - Parameters:
    ///   - snapshot: The members, and the accounts with their present owners.
    ///   - policy: The stages, teams and rules.
    ///   - keyAccounts: The accounts to assign.
    ///   - quarter: When.
    ///   - previous: The matrix that holds now; its leads, where it has them, count as the present owners.
    /// - Throws: `AssignmentError.refused` with everything that is wrong.
    /// - Complexity: O(*cells* × *members* + *members* × *days*).
    public init(
        _ snapshot: Snapshot, policy: Policy, keyAccounts: [KeyAccount], quarter: Quarter, previous: Matrix? = nil
    ) throws(AssignmentError) {
        let refusals = Assignment.refusals(snapshot, policy, keyAccounts)
        guard refusals.isEmpty else { throw .refused(refusals) }
        self.snapshot = snapshot
        self.policy = policy
        let roster = Roster(snapshot, policy: policy, quarter: quarter)
        self.roster = roster
        let cases = Assignment.cases(snapshot, policy, keyAccounts, roster, OwnersNow(previous))
        (cells, answers) = cases
        problem = try Assignment.problem(cases.cells, cases.answers, roster, policy.assignment)
        present = previous.flatMap { Assignment.decision($0, cases.cells, cases.answers, roster) }
    }

    /// Assigns the key accounts of a quarter.
    ///
    /// - Returns: The matrix with a reason for every lead; infeasible is a status, with its conflicts in words.
    /// - Throws: `AssignmentError`: refused input, a failure of the solver, an answer that its check does not confirm.
    public static func matrix(
        of snapshot: Snapshot, policy: Policy, keyAccounts: [KeyAccount], quarter: Quarter, previous: Matrix? = nil,
        options: AssignmentOptions = AssignmentOptions()
    ) throws(AssignmentError) -> Matrix {
        try Assignment(snapshot, policy: policy, keyAccounts: keyAccounts, quarter: quarter, previous: previous)
            .matrix(options)
    }

    /// Decides, checks the answer, and says why.
    ///
    /// - Throws: `AssignmentError.solverFailed`, or `notConfirmed` when the check finds the answer wrong.
    public func matrix(_ options: AssignmentOptions = AssignmentOptions()) throws(AssignmentError) -> Matrix {
        var options = options
        options.present = options.present ?? present
        let solution = try problem.solve(options)
        let check = AssignmentCheck(problem, solution)
        guard check.isFeasible else { throw .notConfirmed(check.violations) }
        return AssignmentReport(self, solution).matrix
    }

    private static func refusals(
        _ snapshot: Snapshot, _ policy: Policy, _ keyAccounts: [KeyAccount]
    ) -> [AssignmentRefusal] {
        let known = Set(snapshot.accounts.map(\.id))
        let stages = Set(policy.stages.map(\.id))
        var seen: Set<ID<Account>> = []
        var found: [AssignmentRefusal] = []
        for key in keyAccounts {
            if !known.contains(key.account) { found.append(.unknownAccount(key.account.raw)) }
            if !seen.insert(key.account).inserted { found.append(.repeatedAccount(key.account.raw)) }
            for stage in key.hours.keys.sorted() where !stages.contains(stage) {
                found.append(.unknownStage(stage.raw, account: key.account.raw))
            }
            let hours = [key.kamHours] + key.hours.sorted { $0.key < $1.key }.map(\.value)
            if let wrong = hours.first(where: { !($0.value >= 0 && $0.value <= 1e6) }) {
                found.append(.hours(wrong.value, account: key.account.raw))
            }
            if !key.contribution.isFinite { found.append(.contribution(key.contribution, account: key.account.raw)) }
        }
        if !keyAccounts.isEmpty, !policy.teams.contains(where: \.managesKeyAccounts) { found.append(.noKAMTeam) }
        return found
    }
}
