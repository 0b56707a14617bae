extension KnapsackBound {
    /// How an ascent ended.
    enum Ascent: Sendable, Equatable {
        /// The bound exceeds the target: no solution is as good.
        case exceeded
        /// The relaxed solution gives each job to one agent: it is optimal.
        case solved
        /// Neither.
        case open
    }

    /// Ascends by subgradients and leaves the best prices in place, evaluated last.
    ///
    /// - Parameters:
    ///   - steps: The most evaluations.
    ///   - limit: In units; a bound above it ends the ascent.
    ///   - first: The first length of a step as a share of Polyak's.
    ///   - shouldStop: Asked at each evaluation.
    /// - Returns: How the ascent ended.
    mutating func ascend(steps: Int, limit: Int, factor first: Double, shouldStop: () -> Bool = { false })
        -> Ascent
    {
        var best = Int.min
        var bestPrice = price
        var direction = [Double](repeating: 0, count: jobCount)
        var factor = first
        var stall = 0
        let top = limit * scale
        scratch.clearShares()
        for _ in 0..<steps {
            evaluate()
            scratch.shareWeight *= 1.15
            if scratch.shareWeight > 1e30 { scratch.clearShares() }
            if value > top { return .exceeded }
            if shouldStop() { break }
            if value > best {
                if value > best &+ scale / 20 || best == .min { stall = 0 }
                best = value
                bestPrice = price
            }
            stall += 1
            if stall > 6 {
                factor *= 0.7
                stall = 0
            }
            var norm = 0.0
            var isExact = true
            for job in 0..<jobCount where choices[job] > 1 {
                let gradient = Double(1 - takers[job])
                if gradient != 0 { isExact = false }
                direction[job] = gradient + 0.5 * direction[job]
                norm += direction[job] * direction[job]
            }
            if isExact, fits { return .solved }
            if norm == 0 { break }
            let step = factor * Double(max(top + scale - value, scale / 4)) / max(norm, 1e-9)
            if step < 0.5 { break }
            for job in 0..<jobCount where choices[job] > 1 {
                price[job] = Int32(
                    max(-priceLimit, min(priceLimit, Double(price[job]) + (step * direction[job]).rounded())))
            }
        }
        price = bestPrice
        return .open
    }

    /// Forbids what would raise the bound above a limit; false when some job is left without an agent.
    ///
    /// The prices must have been evaluated with rises.
    mutating func forbidBeyond(_ limit: Int, changed: inout Bool) -> Bool {
        let room = limit * scale - value
        for agent in 0..<agentCount {
            let row = agent * jobCount
            for place in row..<row + scratch.candidateCount[agent] {
                let job = Int(scratch.candidates[place])
                let rise = scratch.rise[row + job]
                guard choices[job] >= 1, rise == Self.never || Int(rise) > room else { continue }
                forbid(agent, job)
                changed = true
            }
        }
        return choices.allSatisfy { $0 > 0 }
    }

    /// How many pairs of job and agent a limit leaves open at the present prices.
    mutating func openPairs(below limit: Int) -> Int {
        evaluate(risesUpTo: limit)
        let room = limit * scale - value
        var open = 0
        for agent in 0..<agentCount {
            let row = agent * jobCount
            for place in row..<row + scratch.candidateCount[agent]
            where Int(scratch.rise[row + Int(scratch.candidates[place])]) <= room {
                open += 1
            }
        }
        return open
    }
}
