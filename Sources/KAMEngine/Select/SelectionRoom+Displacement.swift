extension SelectionRoom {
    /// Chosen candidates whose places another could take, so that no rule is broken; nothing when none such may leave.
    ///
    /// One that alone makes room is found exactly: the one of least value. Where none does, the candidates of least
    /// value for each hour that they free leave one by one, and those that need not have left come back: a set that is
    /// irreducible, but not proved to be the cheapest.
    /// - Complexity: O(*chosen*), and greatest flows for those that free enough hours, log *chosen* and those that leave.
    func displaced(by candidate: Int, past obstacles: [Obstacle]) -> [Int]? {
        let shortages = obstacles.compactMap { obstacle in
            if case .hours(let shortage) = obstacle { shortage } else { nil }
        }
        let release = releases.release(of: mayLeave, for: shortages.map(\.needs), problem)
        let single = mayLeave.indices.first { place in
            shortages.indices.allSatisfy { release.freed[$0][place] >= shortages[$0].hours * (1 - 1e-6) }
                && makesRoom(for: candidate, [mayLeave[place]])
        }
        if let single { return [mayLeave[single]] }
        return several(for: candidate, in: release.order)
    }

    private func several(for candidate: Int, in order: [Int]) -> [Int]? {
        guard var leaving = shortestPrefix(of: order, for: candidate) else { return nil }
        var wanted = wanted(adding: candidate, removing: leaving[...])
        for other in leaving.sorted(by: { (problem.values[$1], $0) < (problem.values[$0], $1) }) {
            let rest = leaving.filter { $0 != other }
            guard quotasAllow(candidate, for: rest) else { continue }
            let more = wanted.indices.map { wanted[$0] + problem.hours(of: other, need: $0) }
            guard shortages(of: more).isEmpty else { continue }
            (leaving, wanted) = (rest, more)
        }
        return makesRoom(for: candidate, leaving) ? leaving.sorted() : nil
    }

    /// The fewest of the first that must leave so that the hours suffice; nothing when all of them do not free enough.
    private func shortestPrefix(of order: [Int], for candidate: Int) -> [Int]? {
        func suffices(_ count: Int) -> Bool {
            shortages(of: wanted(adding: candidate, removing: order[..<count])).isEmpty
        }
        // The more leave, the fewer hours are wanted of each kind: first doubled, then halved.
        var enough = 1
        while enough < order.count, !suffices(enough) { enough *= 2 }
        enough = min(enough, order.count)
        guard enough > 0, suffices(enough) else { return nil }
        var tooFew = enough / 2
        while enough - tooFew > 1 {
            let middle = (tooFew + enough) / 2
            if suffices(middle) { enough = middle } else { tooFew = middle }
        }
        return Array(order[..<enough])
    }

    private func makesRoom(for candidate: Int, _ leaving: [Int]) -> Bool {
        quotasAllow(candidate, for: leaving)
            && shortages(of: wanted(adding: candidate, removing: leaving[...])).isEmpty
    }
}

/// What the chosen candidates free of kinds of hours that run out, remembered by the kinds.
///
/// Many candidates are kept out by the same shortage; for all of them the same candidates would leave first. A class, for
/// it is filled while the room is only looked at; one room uses it.
final class SelectionReleases {
    /// What may leave for one set of shortages.
    struct Release {
        /// The hours that each frees of each shortage's kinds: first by shortage, then in the order of those that may leave.
        let freed: [[Double]]
        /// Those that free any, the least value for an hour first.
        let order: [Int]
    }

    private var known: [[[Int]]: Release] = [:]

    /// What those who may leave free.
    func release(of mayLeave: [Int], for needs: [[Int]], _ problem: SelectionProblem) -> Release {
        if let release = known[needs] { return release }
        let freed = needs.map { kinds in
            mayLeave.map { leaving in kinds.reduce(0) { $0 + problem.hours(of: leaving, need: $1) } }
        }
        let priced = mayLeave.indices.compactMap { place -> (candidate: Int, price: Double)? in
            let hours = freed.reduce(0) { $0 + $1[place] }
            return hours > 0 ? (mayLeave[place], problem.values[mayLeave[place]] / hours) : nil
        }
        let order = priced.sorted { ($0.price, $0.candidate) < ($1.price, $1.candidate) }.map(\.candidate)
        let release = Release(freed: freed, order: order)
        known[needs] = release
        return release
    }
}
