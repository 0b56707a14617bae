internal import KAMModel

/// Recomputes, from the problem and a decision alone, whether every rule is kept and what the loss is.
///
/// Shares no code with the solvers nor with the loss they use, so that a mistake there shows here. What stays open is
/// no violation: it is listed apart.
public struct AssignmentCheck: Sendable, Equatable {
    /// A rule that a decision breaks.
    public enum Violation: Sendable, Equatable {
        /// The arrays of the decision do not fit the problem.
        case shape
        /// A member leads a cell without being a candidate.
        case ineligibleLead(cell: Int, member: Int)
        /// A member answers for an account without being a candidate.
        case ineligibleKAM(account: Int, member: Int)
        /// A member answers for an account that needs no KAM.
        case needlessKAM(account: Int, member: Int)
        /// A member who leads only in accounts that it answers for leads in another.
        case foreignLead(cell: Int, member: Int)
        /// A lead joins where there is no other lead before.
        case joinWithoutHandoff(cell: Int)
        /// A member has more hours planned than its load may have.
        case overload(member: Int, planned: Double, limit: Double)
        /// A member answers for more accounts than allowed.
        case tooManyAccounts(member: Int, count: Int, most: Int)
        /// A member serves several accounts that compete with each other.
        case rivals(group: Int, member: Int, accounts: [Int])
        /// More leads and KAMs change than allowed.
        case tooManyChanges(count: Int, most: Int)
        /// More hours are joined than allowed.
        case tooMuchJointWork(hours: Double, most: Double)
        /// The solution claims another loss than its decision has.
        case objective(claimed: Double, found: Double)
        /// The solution claims another part of the loss than its decision has.
        case part(String, claimed: Double, found: Double)
        /// The proven bound lies above the loss.
        case boundAboveObjective(bound: Double, objective: Double)
    }

    /// The rules that are broken.
    public let violations: [Violation]
    /// The loss of the decision by its parts, in whole units of the base currency.
    public let loss: AssignmentLoss
    /// The hours planned of each member, `[member]`.
    public let planned: [Double]
    /// The cells without a lead, then the accounts that lack the KAM they need.
    public let open: [AssignmentDemand]
    /// How many leads and KAMs that could go on do not.
    public let changeCount: Int
    /// The hours of joint work over all members.
    public let jointHours: Double

    /// The loss of the decision, with what is open, in whole units of the base currency; infinite when its shape is wrong.
    public var objective: Double { violations == [.shape] ? .infinity : loss.total }
    /// Whether the decision keeps every rule.
    public var isFeasible: Bool { violations.isEmpty }
    /// Whether nothing is open.
    public var isComplete: Bool { open.isEmpty }

    /// The decision, if there is one and it keeps every rule.
    static func keeping(_ decision: AssignmentDecision?, _ problem: AssignmentProblem) -> AssignmentDecision? {
        decision.flatMap { AssignmentCheck(problem, $0).isFeasible ? $0 : nil }
    }

    /// Checks a decision.
    public init(_ problem: AssignmentProblem, _ decision: AssignmentDecision) {
        self.init(problem, decision) { _ in [] }
    }

    /// Checks a solution: its decision, and its claims about value, parts and bound.
    ///
    /// A solution that says that no decision keeps the change budget may break that one.
    public init(_ problem: AssignmentProblem, _ solution: AssignmentSolution) {
        self.init(problem, solution.decision) { loss in AssignmentCheck.falseClaims(of: solution, found: loss) }
        guard solution.outcome.status == .infeasible else { return }
        self = AssignmentCheck(
            violations: violations.filter { violation in
                if case .tooManyChanges = violation { false } else { true }
            }, loss: loss, planned: planned, open: open, changeCount: changeCount, jointHours: jointHours)
    }

    private init(
        violations: [Violation], loss: AssignmentLoss, planned: [Double], open: [AssignmentDemand], changeCount: Int,
        jointHours: Double
    ) {
        self.violations = violations
        self.loss = loss
        self.planned = planned
        self.open = open
        self.changeCount = changeCount
        self.jointHours = jointHours
    }

    private init(
        _ problem: AssignmentProblem, _ decision: AssignmentDecision, claims: (AssignmentLoss) -> [Violation]
    ) {
        guard decision.leads.count == problem.value.count, decision.joins.count == problem.value.count,
            decision.kams.count == problem.needsKAM.count,
            (decision.leads + decision.kams).allSatisfy({ $0.map(problem.loadCosts.indices.contains) ?? true })
        else {
            self.init(
                violations: [.shape], loss: AssignmentLoss(), planned: [], open: [], changeCount: 0, jointHours: 0)
            return
        }
        var ledger = AssignmentLedger(problem, decision)
        for account in problem.needsKAM.indices { ledger.enter(account) }
        ledger.close()
        self.init(
            violations: ledger.violations + claims(ledger.loss), loss: ledger.loss, planned: ledger.planned,
            open: ledger.openCells + ledger.openAccounts, changeCount: ledger.changes, jointHours: ledger.jointHours)
    }

    private static func falseClaims(of solution: AssignmentSolution, found: AssignmentLoss) -> [Violation] {
        let scale = 1e-9 * max(1, found.total.magnitude)
        var wrong: [Violation] = []
        let claimed = solution.outcome.objective ?? solution.loss.total
        if !((claimed - found.total).magnitude <= scale) {
            wrong.append(.objective(claimed: claimed, found: found.total))
        }
        for (name, part) in AssignmentLoss.parts
        where !((solution.loss[keyPath: part] - found[keyPath: part]).magnitude <= scale) {
            wrong.append(.part(name, claimed: solution.loss[keyPath: part], found: found[keyPath: part]))
        }
        if let bound = solution.outcome.bound, !(bound <= found.total + 1000 * scale) {
            wrong.append(.boundAboveObjective(bound: bound, objective: found.total))
        }
        return wrong
    }
}

extension AssignmentLoss {
    /// The parts by name, in the order in which they are told.
    static var parts: [(name: String, part: KeyPath<AssignmentLoss, Double>)] {
        [
            ("leads", \.leads), ("handoffs", \.handoffs), ("kams", \.kams), ("open", \.open), ("loads", \.loads),
            ("disturbance", \.disturbance),
        ]
    }
}
