/// Who else could meet a demand of a decision, and what the loss would be then, all else kept.
public struct AssignmentAlternatives: Hashable, Sendable {
    /// The demand.
    public let demand: AssignmentDemand
    /// Who meets it; nothing where it is open.
    public let member: Int?
    /// Every other candidate: those that fit first, then by loss, then by index.
    public let alternatives: [AssignmentAlternative]

    /// The best that fits.
    public var runnerUp: AssignmentAlternative? { alternatives.first { $0.change.fits } }
    /// The best that does not fit, and would lose less than the runner-up.
    public var bestThatDoesNotFit: AssignmentAlternative? {
        guard let found = alternatives.first(where: { !$0.change.fits }) else { return nil }
        guard let runnerUp, runnerUp.change.total <= found.change.total else { return found }
        return nil
    }
}

/// One member instead of who meets a demand.
public struct AssignmentAlternative: Hashable, Sendable {
    /// The member.
    public let member: Int
    /// The difference it makes, with what speaks against it.
    public let change: AssignmentChange
    /// The same difference by its reasons.
    public let terms: AssignmentTerms
    /// The hours that the member would take for it.
    public let hours: Double
    /// The hours that the member has left.
    public let left: Double
}

/// A difference of the loss when one demand goes to another member, by its reasons; negative is better.
public struct AssignmentTerms: Hashable, Sendable {
    /// How much less ideal the member is for the work; of an open demand what the member itself loses.
    public var work = 0.0
    /// The stake that is no longer open, or that opens.
    public var open = 0.0
    /// The handoff from the cell before, without joins.
    public var handoffBefore = 0.0
    /// The handoff to the cell after, without joins.
    public var handoffAfter = 0.0
    /// What joins at both borders save less, or more.
    public var joins = 0.0
    /// The load of the member who gets the demand.
    public var load = 0.0
    /// The load of the member who gives it.
    public var relief = 0.0
    /// The loads of others, whose joins change.
    public var otherLoads = 0.0
    /// The account that changes, or no longer does.
    public var disturbance = 0.0

    /// Makes terms of nothing.
    public init() {}

    /// All terms together.
    public var total: Double {
        work + open + handoffBefore + handoffAfter + joins + load + relief + otherLoads + disturbance
    }
}

extension AssignmentProblem {
    /// Who else could meet a demand of a decision.
    ///
    /// For several demands of a decision make one `AssignmentSituation` and ask it.
    public func alternatives(to demand: AssignmentDemand, in decision: AssignmentDecision) -> AssignmentAlternatives {
        AssignmentSituation(self, decision).alternatives(to: demand)
    }
}

extension AssignmentSituation {
    /// Who else could meet a demand of the decision: each candidate with the exact difference of the loss.
    ///
    /// - Complexity: O(*candidates* × *members touched*).
    public func alternatives(to demand: AssignmentDemand) -> AssignmentAlternatives {
        let present = decision.member(demand)
        let found = problem.candidates(of: demand).filter { $0.member != present }.map { candidate in
            let change = change([(demand, candidate.member)])
            return AssignmentAlternative(
                member: candidate.member, change: change, terms: terms(of: change, demand, candidate.member),
                hours: change.loads.first { $0.member == candidate.member }?.hours ?? 0, left: left(candidate.member))
        }
        return AssignmentAlternatives(
            demand: demand, member: present,
            alternatives: found.enumerated().sorted { one, other in
                if AssignmentChange.isBetter(one.element.change, other.element.change) { return true }
                if AssignmentChange.isBetter(other.element.change, one.element.change) { return false }
                return one.offset < other.offset
            }.map(\.element))
    }

    private func terms(of change: AssignmentChange, _ demand: AssignmentDemand, _ member: Int) -> AssignmentTerms {
        var terms = AssignmentTerms()
        terms.work = change.loss.leads + change.loss.kams
        terms.open = change.loss.open
        terms.disturbance = change.loss.disturbance
        for load in change.loads {
            switch load.member {
            case member: terms.load += load.loss
            case decision.member(demand): terms.relief += load.loss
            default: terms.otherLoads += load.loss
            }
        }
        if case .cell(let cell) = demand {
            let cells = problem.cells(of: accountOfCell[cell])
            let before = cell > cells.lowerBound ? decision.leads[cell - 1] : nil
            let after = cell + 1 < cells.upperBound ? decision.leads[cell + 1] : nil
            terms.handoffBefore = border(cell, before, member) - border(cell, before, decision.leads[cell])
            if cell + 1 < cells.upperBound {
                terms.handoffAfter = border(cell + 1, member, after) - border(cell + 1, decision.leads[cell], after)
            }
            terms.joins = change.loss.handoffs - terms.handoffBefore - terms.handoffAfter
        }
        return terms
    }

    private func border(_ cell: Int, _ before: Int?, _ after: Int?) -> Double {
        problem.borderLoss(cell, before: before, after: after, joins: false)
    }
}
