extension SelectionRoom {
    /// Chosen candidates whose places another could take, so that no rule is broken; nothing when none such may leave.
    ///
    /// One that alone makes room is found exactly: the one of least value. Where none does, the candidates of least
    /// value for each hour that they free leave one by one, and those that need not have left come back: a set that is
    /// irreducible, but not proved to be the cheapest.
    /// - Complexity: O(*chosen*) greatest flows.
    func displaced(by candidate: Int, past obstacles: [Obstacle]) -> [Int]? {
        let shortages = obstacles.compactMap { obstacle in
            if case .hours(let shortage) = obstacle { shortage } else { nil }
        }
        let mayLeave = chosen.filter { !problem.forcedIn[$0] }
        let single = mayLeave.first { leaving in
            shortages.allSatisfy { freed(by: leaving, of: $0) >= $0.hours * (1 - 1e-6) }
                && makesRoom(for: candidate, [leaving])
        }
        if let single { return [single] }
        return several(for: candidate, of: mayLeave, shortages)
    }

    private func several(for candidate: Int, of mayLeave: [Int], _ shortages: [HourFlow.Shortage]) -> [Int]? {
        let priced = mayLeave.compactMap { leaving -> (candidate: Int, price: Double)? in
            let hours = shortages.reduce(0) { $0 + freed(by: leaving, of: $1) }
            return hours > 0 ? (leaving, problem.values[leaving] / hours) : nil
        }
        var leaving: [Int] = []
        for next in priced.sorted(by: { ($0.price, $0.candidate) < ($1.price, $1.candidate) }) {
            leaving.append(next.candidate)
            if self.shortages(adding: candidate, removing: leaving).isEmpty { break }
        }
        for other in leaving.sorted(by: { (problem.values[$1], $0) < (problem.values[$0], $1) }) {
            let rest = leaving.filter { $0 != other }
            if makesRoom(for: candidate, rest) { leaving = rest }
        }
        return makesRoom(for: candidate, leaving) ? leaving.sorted() : nil
    }

    private func makesRoom(for candidate: Int, _ leaving: [Int]) -> Bool {
        quotasAllow(candidate, for: leaving) && shortages(adding: candidate, removing: leaving).isEmpty
    }

    private func freed(by leaving: Int, of shortage: HourFlow.Shortage) -> Double {
        shortage.needs.reduce(0) { $0 + problem.hours(of: leaving, need: $1) }
    }
}
