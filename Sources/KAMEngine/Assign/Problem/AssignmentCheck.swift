internal import KAMModel

/// Recomputes, from the problem and a decision alone, whether every rule is kept and what the loss is.
///
/// Shares no code with the solvers, so that a mistake there shows here.
public struct AssignmentCheck: Sendable, Equatable {
    /// A rule that a decision breaks.
    public enum Violation: Sendable, Equatable {
        /// The arrays of the decision do not fit the problem.
        case shape
        /// A cell has no lead.
        case openCell(Int)
        /// An account has no KAM.
        case openAccount(Int)
        /// A member leads a cell without being eligible.
        case ineligibleLead(cell: Int, member: Int)
        /// A member answers for an account without being eligible.
        case ineligibleKAM(account: Int, member: Int)
        /// A lead joins where there is no other lead before.
        case joinWithoutHandoff(cell: Int)
        /// A member has more hours planned than allowed.
        case overload(member: Int, planned: Double, limit: Double)
        /// A member answers for more accounts than allowed.
        case tooManyAccounts(member: Int, count: Int, most: Int)
        /// The solution claims another loss than its decision has.
        case objective(claimed: Double, found: Double)
        /// The proven bound lies above the loss.
        case boundAboveObjective(bound: Double, objective: Double)
    }

    /// The rules that are broken.
    public let violations: [Violation]
    /// The loss of the decision, with the stake of what is open, in whole units of the base currency.
    public let objective: Double
    /// The hours planned of each member.
    public let planned: [Double]

    /// Whether the decision keeps every rule.
    public var isFeasible: Bool { violations.isEmpty }

    /// The decision, if there is one and it keeps every rule.
    static func keeping(_ decision: AssignmentDecision?, _ problem: AssignmentProblem) -> AssignmentDecision? {
        decision.flatMap { AssignmentCheck(problem, $0).isFeasible ? $0 : nil }
    }

    /// Checks a decision.
    public init(_ problem: AssignmentProblem, _ decision: AssignmentDecision) {
        guard decision.leads.count == problem.hours.count, decision.joins.count == problem.hours.count,
            decision.kams.count == problem.kamHours.count,
            (decision.leads + decision.kams).allSatisfy({ $0.map(problem.capacity.indices.contains) ?? true })
        else {
            (violations, objective, planned) = ([.shape], .infinity, [])
            return
        }
        var ledger = Ledger(problem)
        for account in problem.kamHours.indices { ledger.add(account, decision) }
        violations = ledger.violations + ledger.limitViolations()
        objective = ledger.loss
        planned = ledger.planned
    }

    /// Checks a solution: its decision, and its claims about value and bound.
    ///
    /// Open cells and accounts are no violation of a solution whose status says that not all demands are met.
    public init(_ problem: AssignmentProblem, _ solution: AssignmentSolution) {
        let check = AssignmentCheck(problem, solution.decision)
        var violations = check.violations
        if solution.outcome.status == .infeasible || solution.outcome.status == .unknown {
            violations.removeAll { violation in
                switch violation {
                case .openCell, .openAccount: true
                default: false
                }
            }
        }
        let scale = max(1, abs(check.objective))
        let claimed = solution.outcome.objective ?? solution.loss.total
        if abs(claimed - check.objective) > 1e-9 * scale || abs(claimed - solution.loss.total) > 1e-9 * scale {
            violations.append(.objective(claimed: claimed, found: check.objective))
        }
        if let bound = solution.outcome.bound, bound > check.objective + 1e-6 * scale {
            violations.append(.boundAboveObjective(bound: bound, objective: check.objective))
        }
        self.violations = violations
        objective = check.objective
        planned = check.planned
    }
}

/// The running account of one check.
private struct Ledger {
    let problem: AssignmentProblem
    var violations: [AssignmentCheck.Violation] = []
    var loss = 0.0
    var planned: [Double]
    var answered: [Int]

    init(_ problem: AssignmentProblem) {
        self.problem = problem
        planned = problem.capacity.map { _ in 0 }
        answered = problem.capacity.map { _ in 0 }
    }

    mutating func add(_ account: Int, _ decision: AssignmentDecision) {
        var previous: Int?
        for cell in problem.cellStarts[account]..<problem.cellStarts[account + 1] {
            let lead = decision.leads[cell]
            let hasHandoff = previous != nil && lead != nil && previous != lead
            if decision.joins[cell] && !hasHandoff { violations.append(.joinWithoutHandoff(cell: cell)) }
            if let lead {
                addLead(cell, lead)
            } else {
                violations.append(.openCell(cell))
                loss += problem.value[cell]
            }
            if hasHandoff { loss += problem.handoffLoss[cell] }
            if let lead, decision.joins[cell] {
                loss -= hasHandoff ? problem.handoffLoss[cell] * problem.jointSaving[cell] : 0
                planned[lead] += problem.jointHours[cell]
            }
            previous = lead
        }
        addKAM(account, decision.kams[account])
    }

    private mutating func addLead(_ cell: Int, _ lead: Int) {
        let entry = cell * problem.capacity.count + lead
        planned[lead] += problem.hours[cell]
        if problem.isEligible[entry] {
            loss += problem.cost[entry]
        } else {
            violations.append(.ineligibleLead(cell: cell, member: lead))
        }
    }

    private mutating func addKAM(_ account: Int, _ kam: Int?) {
        guard let kam else {
            violations.append(.openAccount(account))
            loss += problem.kamValue[account]
            return
        }
        let entry = account * problem.capacity.count + kam
        planned[kam] += problem.kamHours[account]
        answered[kam] += 1
        if problem.isKAMEligible[entry] {
            loss += problem.kamCost[entry]
        } else {
            violations.append(.ineligibleKAM(account: account, member: kam))
        }
    }

    func limitViolations() -> [AssignmentCheck.Violation] {
        problem.capacity.indices.flatMap { member -> [AssignmentCheck.Violation] in
            var found: [AssignmentCheck.Violation] = []
            let limit = problem.capacity[member] * problem.ceiling[member]
            if planned[member] > limit + 1e-6 * max(1, limit) {
                found.append(.overload(member: member, planned: planned[member], limit: limit))
            }
            if answered[member] > problem.maximumAccounts[member] {
                found.append(
                    .tooManyAccounts(
                        member: member, count: answered[member], most: problem.maximumAccounts[member]))
            }
            return found
        }
    }
}
