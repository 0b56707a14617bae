internal import KAMModel

/// What stands between a choice and one candidate more.
struct SelectionRoom {
    /// A rule that a candidate more would break.
    enum Obstacle: Hashable {
        /// Kinds of hours run out.
        case hours(HourFlow.Shortage)
        /// There are as many key accounts as allowed.
        case maximum(Int)
        /// There are as many of the segment as allowed.
        case segmentMaximum(Int)
    }

    private let problem: SelectionProblem
    private let chosen: [Int]
    private let demand: [Double]
    private let segmentCounts: [Int]

    /// Takes a choice.
    init(_ problem: SelectionProblem, chosen flags: [Bool]) {
        self.problem = problem
        chosen = (0..<problem.count).filter { flags[$0] }
            .sorted { (problem.values[$0], $0) < (problem.values[$1], $1) }
        var demand = [Double](repeating: 0, count: problem.needCount)
        var counts = [Int](repeating: 0, count: problem.segmentQuotas.count)
        for candidate in 0..<problem.count where flags[candidate] {
            counts[problem.segments[candidate]] += 1
            for need in demand.indices { demand[need] += problem.hours(of: candidate, need: need) }
        }
        self.demand = demand
        segmentCounts = counts
    }

    /// What a candidate that is not chosen would break, were it chosen too; empty when there is room.
    func obstacles(to candidate: Int) -> [Obstacle] {
        var found = shortages(adding: candidate, removing: nil).map { Obstacle.hours($0) }
        if let maximum = problem.quota.maximum, chosen.count >= maximum { found.append(.maximum(maximum)) }
        let segment = problem.segments[candidate]
        if let maximum = problem.segmentQuotas[segment].maximum, segmentCounts[segment] >= maximum {
            found.append(.segmentMaximum(maximum))
        }
        return found
    }

    /// The chosen candidate of least value whose place a candidate could take alone; nothing when no single one's.
    ///
    /// - Complexity: O(*chosen*) greatest flows at worst; those that free too little are passed over without one.
    func displaced(by candidate: Int, past obstacles: [Obstacle]) -> Int? {
        let shortages = obstacles.compactMap { obstacle in
            if case .hours(let shortage) = obstacle { shortage } else { nil }
        }
        return chosen.first { leaving in
            guard !problem.forcedIn[leaving], quotasAllow(candidate, for: leaving) else { return false }
            let freesEnough = shortages.allSatisfy { shortage in
                let freed = shortage.needs.reduce(0) { $0 + problem.hours(of: leaving, need: $1) }
                return freed >= shortage.hours * (1 - 1e-9)
            }
            return freesEnough && self.shortages(adding: candidate, removing: leaving).isEmpty
        }
    }

    /// Whether the quotas of the segments allow one candidate in place of another.
    private func quotasAllow(_ candidate: Int, for leaving: Int) -> Bool {
        let (joined, left) = (problem.segments[candidate], problem.segments[leaving])
        guard joined != left else { return true }
        return segmentCounts[left] > problem.segmentQuotas[left].minimum
            && segmentCounts[joined] < problem.segmentQuotas[joined].maximum ?? .max
    }

    private func shortages(adding candidate: Int, removing leaving: Int?) -> [HourFlow.Shortage] {
        let wanted = demand.indices.map { need in
            demand[need] + problem.hours(of: candidate, need: need)
                - (leaving.map { problem.hours(of: $0, need: need) } ?? 0)
        }
        let allowed = 1e-6 * max(1, wanted.max() ?? 0)
        return HourFlow(demand: wanted, supply: problem.supply, serves: problem.serves).shortages
            .filter { $0.hours > allowed }
    }
}
