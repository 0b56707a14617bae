/// One demand that goes from one member to another.
public struct AssignmentMove: Hashable, Sendable {
    /// What is moved.
    public let demand: AssignmentDemand
    /// Who met it; nothing where it was open.
    public let from: Int?
    /// Who meets it; nothing where it stays open.
    public let to: Int?

    /// Makes a move.
    public init(_ demand: AssignmentDemand, from: Int?, to: Int?) {
        self.demand = demand
        self.from = from
        self.to = to
    }
}

extension AssignmentDecision {
    /// Who meets a demand; nothing where it is open.
    public func member(_ demand: AssignmentDemand) -> Int? {
        switch demand {
        case .cell(let cell): leads[cell]
        case .account(let account): kams[account]
        }
    }

    /// What has to move to come from this decision to another: cells in order, then accounts.
    ///
    /// - Parameter other: A decision of the same shape.
    /// - Returns: The demands that another member meets, or nobody.
    public func moves(to other: AssignmentDecision) -> [AssignmentMove] {
        let cells = leads.indices.filter { leads[$0] != other.leads[$0] }.map {
            AssignmentMove(.cell($0), from: leads[$0], to: other.leads[$0])
        }
        let accounts = kams.indices.filter { kams[$0] != other.kams[$0] }.map {
            AssignmentMove(.account($0), from: kams[$0], to: other.kams[$0])
        }
        return cells + accounts
    }

    mutating func give(_ demand: AssignmentDemand, to member: Int?) {
        switch demand {
        case .cell(let cell): leads[cell] = member
        case .account(let account): kams[account] = member
        }
    }
}

extension AssignmentLoss {
    /// This loss less another, part by part.
    public static func - (one: AssignmentLoss, other: AssignmentLoss) -> AssignmentLoss {
        var difference = AssignmentLoss()
        difference.leads = one.leads - other.leads
        difference.handoffs = one.handoffs - other.handoffs
        difference.kams = one.kams - other.kams
        difference.open = one.open - other.open
        difference.loads = one.loads - other.loads
        difference.disturbance = one.disturbance - other.disturbance
        return difference
    }
}
