/// What hours of a member cost while an account looks for its best chain.
protocol HourPricing {
    /// The loss of so many hours of a member.
    func loss(_ member: Int, _ hours: Double) -> Double
}

/// The same price for each hour of a member, as under a Lagrangian relaxation.
struct HourPrices: HourPricing {
    /// The price of an hour, `[member]`.
    var prices: [Double]

    @inline(__always)
    func loss(_ member: Int, _ hours: Double) -> Double { prices[member] * hours }
}

/// What hours add to the cost of the load that a member has already, with a penalty above the limit, and a guide.
///
/// Prices of a run are not those of its parts added up, for the cost of a load is convex; so a run is priced by its hours in all.
struct MarginalLoads: HourPricing {
    /// How many kinks the cost of a load has at most.
    private let width: Int
    /// Where the slope rises, and by how much, `[member × width]`; the last is the limit with its penalty.
    private let kinks: [Double]
    private(set) var rises: [Double]
    /// The slope of the first band, `[member]`.
    private let slopes: [Double]
    /// The cost of no load, `[member]`.
    private let rests: [Double]
    /// The hours that each member has, `[member]`.
    private(set) var loads: [Double]
    /// The cost of those, `[member]`.
    private(set) var costs: [Double]
    /// A price of hours above their cost, which leads towards members whose hours are worth less, `[member]`.
    private let guides: [Double]
    /// What crossing a limit costs beside its hours, so that not even a hair above is worth it.
    private var charge = 0.0
    /// How much of that price counts.
    var guide = 0.0

    init(_ problem: AssignmentProblem, penalties: [Double], guides: [Double]) {
        self.guides = guides
        width = problem.loadCosts.reduce(1) { max($0, $1.ends.count) }
        var kinks = [Double](repeating: .infinity, count: width * problem.memberCount)
        var rises = [Double](repeating: 0, count: width * problem.memberCount)
        for (member, cost) in problem.loadCosts.enumerated() {
            for band in cost.ends.indices.dropLast() {
                kinks[member * width + band] = cost.ends[band]
                rises[member * width + band] = cost.prices[band + 1] - cost.prices[band]
            }
            kinks[member * width + width - 1] = cost.limit
            rises[member * width + width - 1] = penalties[member]
        }
        // A kink that does not exist must not make infinity times zero.
        for place in kinks.indices where !kinks[place].isFinite { kinks[place] = 1e300 }
        self.kinks = kinks
        self.rises = rises
        slopes = problem.loadCosts.map { $0.prices.first ?? 0 }
        rests = problem.loadCosts.map(\.atRest)
        loads = Array(repeating: 0, count: problem.memberCount)
        costs = rests
    }

    /// The cost of a load with its penalty.
    @inline(__always)
    func cost(_ member: Int, load: Double) -> Double {
        var cost = rests[member] + slopes[member] * load
        for place in member * width..<(member + 1) * width {
            let above = load - kinks[place]
            if above > 0 { cost += rises[place] * above }
        }
        if charge > 0, isAbove(member, load) { cost += charge }
        return cost
    }

    @inline(__always)
    func loss(_ member: Int, _ hours: Double) -> Double {
        cost(member, load: loads[member] + hours) - costs[member] + guide * guides[member] * hours
    }

    /// The hours above the limit of a member, but for rounding.
    @inline(__always)
    func excess(_ member: Int) -> Double {
        isAbove(member, loads[member]) ? loads[member] - kinks[(member + 1) * width - 1] : 0
    }

    @inline(__always)
    private func isAbove(_ member: Int, _ load: Double) -> Bool {
        let limit = kinks[(member + 1) * width - 1]
        return load - limit > 1e-9 * max(1, limit)
    }

    /// Adds hours to a member, and says what that adds to the cost.
    @discardableResult
    mutating func add(_ member: Int, _ hours: Double) -> Double {
        let before = costs[member]
        loads[member] += hours
        costs[member] = cost(member, load: loads[member])
        return costs[member] - before
    }

    /// Takes all hours from all members.
    mutating func empty() {
        for member in loads.indices { loads[member] = 0 }
        costs = rests
    }

    /// Other penalties of an hour above the limit, `[member]`, and of crossing it.
    mutating func penalize(_ penalties: [Double], charge: Double) {
        self.charge = charge
        for member in penalties.indices {
            rises[(member + 1) * width - 1] = penalties[member]
            costs[member] = cost(member, load: loads[member])
        }
    }
}
