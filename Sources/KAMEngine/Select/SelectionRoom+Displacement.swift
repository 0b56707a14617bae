extension SelectionRoom {
    /// Chosen candidates whose places another could take, so that no rule is broken; nothing when none such may leave.
    ///
    /// One that alone makes room is found exactly: the one of least value. Where none does, the candidates of least
    /// value for each hour that they free leave one by one, and those that need not have left come back: a set that is
    /// irreducible, but not proved to be the cheapest.
    /// - Complexity: O(*chosen* + *leaving*²), and a greatest flow for each set that frees the hours that are short.
    func displaced(by candidate: Int, past obstacles: [Obstacle]) -> [Int]? {
        let shortages = obstacles.compactMap { obstacle in
            if case .hours(let shortage) = obstacle { shortage } else { nil }
        }
        let release = releases.release(of: mayLeave, for: shortages.map(\.needs), problem)
        // Whoever leaves must free the hours that are short, but for rounding: sums rule most sets out without a flow.
        let rounding = allowance(wanted(adding: candidate, removing: []))
        let short = shortages.map { $0.hours - rounding }
        let single = mayLeave.indices.first { place in
            release.frees(short, place) && makesRoom(for: candidate, [mayLeave[place]])
        }
        if let single { return [mayLeave[single]] }
        return several(for: candidate, release, short)
    }

    private func several(for candidate: Int, _ release: SelectionReleases.Release, _ short: [Double]) -> [Int]? {
        guard var places = shortestPrefix(for: candidate, release, short) else { return nil }
        func value(_ place: Int) -> Double { problem.values[mayLeave[place]] }
        for place in places.sorted(by: { (value($1), $0) < (value($0), $1) }) {
            let rest = places.filter { $0 != place }
            if release.frees(short, rest), makesRoom(for: candidate, rest.map { mayLeave[$0] }) { places = rest }
        }
        let leaving = places.map { mayLeave[$0] }
        return makesRoom(for: candidate, leaving) ? leaving.sorted() : nil
    }

    /// The fewest of the first that must leave so that the hours suffice; nothing when all of them do not free enough.
    private func shortestPrefix(
        for candidate: Int, _ release: SelectionReleases.Release, _ short: [Double]
    ) -> [Int]? {
        let order = release.order
        func suffices(_ count: Int) -> Bool {
            let leaving = order[..<count].map { mayLeave[$0] }
            return shortages(of: wanted(adding: candidate, removing: leaving)).isEmpty
        }
        guard let least = release.leastPrefix(freeing: short) else { return nil }
        // The more leave, the fewer hours are wanted of each kind: first doubled, then halved.
        var (tooFew, enough) = (least - 1, least)
        while !suffices(enough) {
            guard enough < order.count else { return nil }
            (tooFew, enough) = (enough, min(order.count, enough * 2))
        }
        while enough - tooFew > 1 {
            let middle = (tooFew + enough) / 2
            if suffices(middle) { enough = middle } else { tooFew = middle }
        }
        return Array(order[..<enough])
    }

    private func makesRoom(for candidate: Int, _ leaving: [Int]) -> Bool {
        quotasAllow(candidate, for: leaving) && rulesAllow(candidate, for: leaving)
            && shortages(of: wanted(adding: candidate, removing: leaving)).isEmpty
    }
}

/// What the chosen candidates free of kinds of hours that run out, remembered by the kinds.
///
/// Many candidates are kept out by the same shortage; for all of them the same candidates would leave first. A class, for
/// it is filled while the room is only looked at; one room uses it.
final class SelectionReleases {
    /// What may leave for one set of shortages, by the place among those that may leave.
    struct Release {
        /// The hours that each frees of each shortage's kinds: first by shortage, then by place.
        let freed: [[Double]]
        /// The places of those that free any, the least value for an hour first.
        let order: [Int]

        /// Whether one frees so many hours of each shortage.
        func frees(_ hours: [Double], _ place: Int) -> Bool {
            for shortage in hours.indices where freed[shortage][place] < hours[shortage] { return false }
            return true
        }

        /// Whether some free so many hours of each shortage.
        func frees(_ hours: [Double], _ places: [Int]) -> Bool {
            hours.indices.allSatisfy { shortage in
                places.reduce(0) { $0 + freed[shortage][$1] } >= hours[shortage]
            }
        }

        /// How many of the first free so many hours of each shortage; nothing when all do not.
        func leastPrefix(freeing hours: [Double]) -> Int? {
            var rest = hours
            for (count, place) in order.enumerated() {
                for shortage in rest.indices { rest[shortage] -= freed[shortage][place] }
                if rest.allSatisfy({ $0 <= 0 }) { return count + 1 }
            }
            return nil
        }
    }

    private var known: [[[Int]]: Release] = [:]

    /// What those who may leave free.
    func release(of mayLeave: [Int], for needs: [[Int]], _ problem: SelectionProblem) -> Release {
        if let release = known[needs] { return release }
        let freed = needs.map { kinds in
            mayLeave.map { leaving in kinds.reduce(0) { $0 + problem.hours(of: leaving, need: $1) } }
        }
        let priced = mayLeave.indices.compactMap { place -> (place: Int, price: Double)? in
            let hours = freed.reduce(0) { $0 + $1[place] }
            return hours > 0 ? (place, problem.values[mayLeave[place]] / hours) : nil
        }
        let order = priced.sorted { ($0.price, mayLeave[$0.place]) < ($1.price, mayLeave[$1.place]) }.map(\.place)
        let release = Release(freed: freed, order: order)
        known[needs] = release
        return release
    }
}
