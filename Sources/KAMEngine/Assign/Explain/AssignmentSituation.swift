/// A decision with what changes of it are weighed by: loads, numbers of accounts, changes and joint hours.
///
/// Made once for a decision and asked often: a change of a few demands costs as much as its accounts have cells.
public struct AssignmentSituation: Sendable {
    /// The problem.
    public let problem: AssignmentProblem
    /// The decision.
    public let decision: AssignmentDecision
    /// The hours that the decision takes of each member, `[member]`.
    public let loads: [Double]
    /// How many accounts each member answers for, `[member]`.
    public let answered: [Int]
    let changeCount: Int
    let jointHours: Double
    let accountOfCell: [Int]
    /// The groups of rivals that each account is in, `[account]`.
    let groups: [[Int]]

    /// Makes a situation of a decision whose members are all candidates.
    ///
    /// - Complexity: O(*cells* + *accounts* + *members*).
    public init(_ problem: AssignmentProblem, _ decision: AssignmentDecision) {
        self.problem = problem
        self.decision = decision
        loads = problem.loads(of: decision)
        var answered = [Int](repeating: 0, count: problem.memberCount)
        for case .some(let kam) in decision.kams { answered[kam] += 1 }
        self.answered = answered
        changeCount = problem.changeCount(of: decision)
        jointHours = decision.joins.indices.reduce(0) { $0 + (decision.joins[$1] ? problem.jointHours[$1] : 0) }
        accountOfCell = (0..<problem.accountCount).flatMap { account in problem.cells(of: account).map { _ in account }
        }
        var groups = [[Int]](repeating: [], count: problem.accountCount)
        for (index, group) in problem.rivals.enumerated() {
            for account in group.accounts { groups[account].append(index) }
        }
        self.groups = groups
    }

    /// A demand and who is to meet it; nothing leaves it open.
    public typealias Gift = (demand: AssignmentDemand, to: Int?)

    /// The account of a demand.
    func account(of demand: AssignmentDemand) -> Int {
        switch demand {
        case .cell(let cell): accountOfCell[cell]
        case .account(let account): account
        }
    }

    /// The hours that a member has left; negative where it is overloaded.
    func left(_ member: Int) -> Double { problem.loadCosts[member].limit - loads[member] }

    /// All that a member does in the decision: cells, then accounts.
    func demands(of member: Int) -> [AssignmentDemand] {
        decision.leads.indices.filter { decision.leads[$0] == member }.map { .cell($0) }
            + decision.kams.indices.filter { decision.kams[$0] == member }.map { .account($0) }
    }

    /// A few demands that go to other members, with the best joins at their borders.
    ///
    /// - Parameter gifts: The demands, each once, with who is to meet them; nothing leaves a demand open.
    /// - Returns: The change that loses least among those that fit, or among all when none fits.
    /// - Complexity: O(2^*b* × *members touched*) for *b* borders of moved cells, of which at most six are tried anew.
    public func change(_ gifts: [Gift]) -> AssignmentChange {
        var draft = ChangeDraft(self)
        for gift in gifts { draft.give(gift.demand, to: gift.to) }
        return draft.best()
    }
}
