public import KAMModel

/// Gives each stage of each key account a lead and each key account a KAM, for a quarter or the rest of one.
///
/// Works out who may take what, with which hours and at which loss; `matrix` decides and says why. The rules, with
/// their formulas, are in `docs/guides/assign.md`.
public struct Assignment: Sendable {
    /// Who is to take what, as arrays: accounts in the order given, cells by stage, then the shares of large cells that
    /// supporters take, an account each; members in the snapshot's order, then those who may be hired.
    public internal(set) var problem: AssignmentProblem

    let snapshot: Snapshot
    let policy: Policy
    let quarter: Quarter
    let keyAccounts: [KeyAccount]
    let previous: Matrix?
    let rules: [MatrixRule]
    /// The rules that wait, instead of being refused, while they cannot be kept to.
    let standing: Set<MatrixRule>
    /// The rules that wait, each with the reason.
    let waiting: [MatrixRule: Phrase]
    let from: Day?
    let fitting: Fitting
    let duties: DutyList
    let loads: LoadRules

    /// Works out who may take what.
    ///
    /// - Parameters:
    ///   - snapshot: The members, and the accounts with their present owners.
    ///   - policy: The stages, teams and rules.
    ///   - keyAccounts: The accounts to assign.
    ///   - quarter: When.
    ///   - previous: The matrix that holds now; its leads, where it has them, count as the present owners.
    ///   - rules: The pins and forbids. A pin goes above every rule of the policy about who may, but not above facts: who
    ///     has left or has no hours cannot be pinned. A rule about an account that is not key waits until it is.
    ///   - standing: Those of the rules that were made for longer than this plan: while one of them names somebody who is
    ///     absent, or what is not in the data, it waits and is told as an assumption, where another would be refused.
    ///   - day: The first day that is planned, inside the quarter; hours of work and of members count from it on.
    /// - Throws: `AssignmentError.refused` with everything that is wrong.
    /// - Complexity: O(*cells* × *members of a stage* + *members* × *days*).
    public init(
        _ snapshot: Snapshot, policy: Policy, keyAccounts: [KeyAccount], quarter: Quarter, previous: Matrix? = nil,
        rules: [MatrixRule] = [], standing: Set<MatrixRule> = [], from day: Day? = nil
    ) throws(AssignmentError) {
        let roster = Roster(snapshot, policy: policy, quarter: quarter, from: day)
        let facts = RuleFacts(snapshot, policy, roster)
        waiting = rules.filter(standing.contains).reduce(into: [:]) { $0[$1] = facts.wait($1) }
        let held = rules.filter { [waiting] in waiting[$0] == nil }
        let refusals =
            Assignment.refusals(snapshot, policy, keyAccounts, quarter, day)
            + RuleBook.refusals(held, snapshot, policy, roster)
        guard refusals.isEmpty else { throw .refused(refusals) }
        self.snapshot = snapshot
        self.policy = policy
        self.quarter = quarter
        self.keyAccounts = keyAccounts
        self.previous = previous
        self.rules = rules
        self.standing = standing
        from = day
        let present = PresentService(previous, ramp: policy.assignment.load.rampShare)
        let known = Dictionary(snapshot.accounts.map { ($0.id, $0) }) { first, _ in first }
        let cases = keyAccounts.compactMap { key in
            known[key.account].map { AccountCase($0, key, policy, roster, present) }
        }
        let book = RuleBook(held, roster)
        fitting = Fitting(policy, roster, cases)
        duties = DutyList(fitting, present, book)
        loads = LoadRules(fitting, duties)
        problem = try Assignment.problem(fitting, duties, loads, book)
    }

    /// Assigns the key accounts of a quarter.
    ///
    /// - Returns: The matrix with a reason for every lead; infeasible is a status, with its conflicts in words.
    /// - Throws: `AssignmentError`: refused input, a failure of the solver, an answer that its check does not confirm.
    public static func matrix(
        of snapshot: Snapshot, policy: Policy, keyAccounts: [KeyAccount], quarter: Quarter, previous: Matrix? = nil,
        rules: [MatrixRule] = [], from day: Day? = nil, options: AssignmentOptions = AssignmentOptions()
    ) throws(AssignmentError) -> Matrix {
        try Assignment(
            snapshot, policy: policy, keyAccounts: keyAccounts, quarter: quarter, previous: previous, rules: rules,
            from: day
        ).matrix(options)
    }

    /// Decides, checks the answer, and says why.
    ///
    /// - Throws: `AssignmentError.solverFailed`, or `notConfirmed` when the check finds the answer wrong.
    public func matrix(_ options: AssignmentOptions = AssignmentOptions()) throws(AssignmentError) -> Matrix {
        let solution = try problem.solve(chosen(options))
        return try report(solution, options).matrix
    }

    /// The options with the policy's rule of when to leave the present plan alone.
    func chosen(_ options: AssignmentOptions) -> AssignmentOptions {
        var options = options
        options.leaveAlone = policy.assignment.stability.leaveAlone
        return options
    }

    /// A checked solution, with its conflicts where something stays open.
    func report(_ solution: AssignmentSolution, _ options: AssignmentOptions) throws(AssignmentError)
        -> AssignmentReport
    {
        let check = AssignmentCheck(problem, solution)
        guard check.isFeasible else { throw .notConfirmed(check.violations) }
        guard !solution.decision.isComplete(problem) else { return AssignmentReport(self, solution, []) }
        let free = rules.isEmpty ? nil : try withoutRules().problem
        // Where no plan keeps every rule the solution's does not either, and tells nothing of what could be met.
        let isLegal = AssignmentCheck(problem, solution.decision).isFeasible
        let found = try problem.conflicts(
            in: isLegal ? solution.decision : nil, withoutPins: free, chosen(options))
        return AssignmentReport(self, solution, found.conflicts)
    }

    /// The same without pins and forbids.
    private func withoutRules() throws(AssignmentError) -> Assignment {
        try Assignment(
            snapshot, policy: policy, keyAccounts: keyAccounts, quarter: quarter, previous: previous, from: from)
    }
}
