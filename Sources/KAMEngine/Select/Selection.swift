public import KAMModel

/// Chooses the key accounts of a quarter: values, scores, gates, hours, and the choice that gains most.
///
/// An account forced in passes every gate but a block; forced in and blocked is a contradiction, so infeasible.
/// What the quarters before demand comes on top: `SelectionPolicy.stability` holds on to incumbents and lets newcomers wait.
/// No accounts, none that passes, or no hours give an empty choice that is optimal with value 0.
public struct Selection: Sendable {
    /// What each account is expected to bring.
    public let valuation: Valuation
    /// How each account scores.
    public let scoring: Scoring
    /// Which accounts may be chosen, what they gain and take, without the quarters before.
    ///
    /// The candidates are in the order of the snapshot's accounts.
    public let problem: SelectionProblem

    let snapshot: Snapshot
    let policy: Policy
    let quarter: Quarter
    let past: [PastPortfolio]
    let workload: Workload
    let hours: QuarterHours
    let segmentNames: [String]

    /// Works out values, scores and hours.
    ///
    /// - Throws: `SelectionError.refused` with everything that is wrong with the snapshot or the policy.
    /// - Complexity: O(*accounts* × (*stages* + *criteria*) + *members* × *days*).
    public init(
        _ snapshot: Snapshot, policy: Policy, quarter: Quarter, past: [PastPortfolio] = []
    ) throws(SelectionError) {
        let faults = Refusals.found(snapshot, policy) + StabilityRefusals.found(policy.selection, past)
        guard faults.isEmpty else { throw .refused(faults) }
        self.snapshot = snapshot
        self.policy = policy
        self.quarter = quarter
        self.past = past
        let conversion = Conversion(snapshot, policy: policy)
        workload = Workload(snapshot, policy: policy, conversion: conversion)
        valuation = Valuation(
            snapshot, policy: policy, quarter: quarter, workload: workload, conversion: conversion, past: past)
        scoring = Scoring(snapshot, policy: policy, valuation: valuation)
        hours = QuarterHours(snapshot, policy: policy, quarter: quarter)
        segmentNames = Set(snapshot.accounts.map(\.segment)).union(policy.selection.segmentQuotas.keys).sorted()
        problem = try Selection.problem(
            snapshot, policy, valuation: valuation, scoring: scoring, workload: workload, hours: hours,
            segmentNames: segmentNames)
    }

    /// Chooses the key accounts of a quarter.
    ///
    /// - Returns: The portfolio with a reason for every account; infeasible is a status, with its conflicts in words.
    /// - Throws: `SelectionError`: refused input, a failure of the solver, an answer that its check does not confirm.
    public static func portfolio(
        of snapshot: Snapshot, policy: Policy, quarter: Quarter, past: [PastPortfolio] = [],
        options: SelectionOptions = SelectionOptions()
    ) throws(SelectionError) -> Portfolio {
        try Selection(snapshot, policy: policy, quarter: quarter, past: past).portfolio(options)
    }

    /// Chooses the key accounts.
    public func portfolio(_ options: SelectionOptions = SelectionOptions()) throws(SelectionError) -> Portfolio {
        let method = HighsSelection(options)
        let decision = try SelectionDecision(self, method: method)
        for (problem, solution) in [(problem, decision.free), (decision.problem, decision.solution)] {
            let check = SelectionCheck(problem, solution)
            guard check.isConfirmed else { throw .notConfirmed(check.findings) }
        }
        guard decision.solution.outcome.objective != nil else { return SelectionReport(self, decision).portfolio }
        let findings = try SelectionFindings(self, decision, method: method, seed: options.seed)
        return SelectionReport(self, decision, findings).portfolio
    }

    /// The hours an account takes at a stage when it is key.
    func stageHours(of account: Int, _ stage: Int) -> Double {
        workload.hours[account][stage] * policy.effort.keyFactor
    }

    private static func problem(
        _ snapshot: Snapshot, _ policy: Policy, valuation: Valuation, scoring: Scoring, workload: Workload,
        hours: QuarterHours, segmentNames: [String]
    ) throws(SelectionError) -> SelectionProblem {
        let rules = policy.selection
        var needs: [Double] = []
        needs.reserveCapacity(snapshot.accounts.count * hours.needCount)
        for (account, load) in zip(snapshot.accounts, workload.hours) {
            var row = [Double](repeating: 0, count: hours.needCount)
            for stage in load.indices { row[stage] = load[stage] * policy.effort.keyFactor }
            row[hours.kamNeed(region: account.region)] = rules.kamHours(segment: account.segment)
            needs += row
        }
        let forcedIn = snapshot.accounts.map { rules.forcedIn.contains($0.id) }
        let forcedOut = snapshot.accounts.indices.map { index in
            let account = snapshot.accounts[index]
            let isGated = !scoring.scores[index].failedGates.isEmpty && !forcedIn[index]
            return rules.forcedOut.contains(account.id) || account.block != nil || isGated
        }
        let places = Dictionary(uniqueKeysWithValues: segmentNames.enumerated().map { ($1, $0) })
        return try SelectionProblem(
            values: gains(valuation, merits: scoring.scores.map(\.merit.value)), hours: needs,
            needCount: hours.needCount,
            supply: hours.supply, serves: hours.serves, quota: rules.quota,
            segments: snapshot.accounts.map { places[$0.segment] ?? 0 },
            segmentQuotas: segmentNames.map { rules.segmentQuotas[$0] ?? SelectionPolicy.Quota() },
            forcedIn: forcedIn, forcedOut: forcedOut,
            families: SelectionProblem.Families(
                rules.family,
                rules.family == .separate
                    ? [Int?](repeating: nil, count: snapshot.accounts.count)
                    : FamilyTree.families(of: snapshot.accounts)))
    }

    /// What each account gains as key: the uplift, in proportion to the merit, whole at the middle of the scale.
    ///
    /// How much of the uplift is there to be had, attractiveness says; whether we are placed to have it, strength.
    private static func gains(_ valuation: Valuation, merits: [Double]) -> [Double] {
        zip(valuation.values, merits).map { $0.contributionIfKey * $1 / Selection.middleMerit }
    }

    /// What each account would gain with another merit.
    func gains(merits: [Double]) -> [Double] { Selection.gains(valuation, merits: merits) }

    /// The merit at which an account is expected to have the policy's uplift as it stands, in points.
    static let middleMerit = 50.0
}
