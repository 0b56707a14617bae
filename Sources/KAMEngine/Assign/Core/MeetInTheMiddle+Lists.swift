extension MeetInTheMiddle {
    /// Lists the ways to place each half; says whether none within the budget was left out.
    mutating func list(budget: Double, length: Int, bound: Double) -> Bool {
        deviations(budget: budget)
        let firstLimit = Self.limit(halves[0], budget: budget, length: length)
        let secondLimit = Self.limit(halves[1], budget: budget, length: length)
        choicesLeft = halves[0].flatMap { $0 }
        choicesRight = halves[1].flatMap { $0 }
        Self.enumerate(halves[0], limit: firstLimit, room: length, into: &left)
        Self.enumerate(halves[1], limit: secondLimit, room: length, into: &right)
        work += left.count + right.count
        return firstLimit >= budget && secondLimit >= budget
    }

    /// Finds each job's ideal agent and the deviations within the budget, and deals the jobs out to the halves.
    private mutating func deviations(budget: Double) {
        ideal.removeAll(keepingCapacity: true)
        halves[0].removeAll(keepingCapacity: true)
        halves[1].removeAll(keepingCapacity: true)
        rem = Lanes()
        for (lane, agent) in agents.enumerated() { rem[lane] = problem.capacity[agent] }
        var open: [[Choice]] = []
        let count = agents.count
        for (place, job) in jobs.enumerated() {
            let row = place * count
            var least = Double.infinity
            var best = 0
            for lane in agents.indices {
                let reduced = costs[row + lane] + prices[lane] * weights[row + lane]
                if reduced < least {
                    least = reduced
                    best = lane
                }
            }
            ideal.append(Int32(best))
            rem[best] -= Int32(weights[row + best])
            var choices: [Choice] = []
            for lane in agents.indices where lane != best {
                let loss = costs[row + lane] + prices[lane] * weights[row + lane] - least
                guard loss <= budget else { continue }
                var load = Lanes()
                load[lane] = Int32(weights[row + lane])
                load[best] = -Int32(weights[row + best])
                choices.append(Choice(job: job, agent: Int32(lane), loss: loss, load: load))
            }
            if !choices.isEmpty {
                choices.sort { ($0.loss, $0.agent) < ($1.loss, $1.agent) }
                open.append(choices)
            }
        }
        // Those that lose much come first: the lists stay short until the last jobs.
        open.sort { ($0[0].loss, $0[0].job) > ($1[0].loss, $1[0].job) }
        for (place, choices) in open.enumerated() { halves[(place & 1) ^ ((place >> 1) & 1)].append(choices) }
    }

    /// The greatest loss up to which a half has no more than so many ways; the budget when it has fewer altogether.
    private static func limit(_ half: [[Choice]], budget: Double, length: Int) -> Double {
        let bins = 64
        let width = budget / Double(bins)
        var counts = [Double](repeating: 0, count: bins)
        counts[0] = 1
        guard width > 0 else { return budget }
        var sums = counts
        for choices in half {
            for bin in 0..<bins { sums[bin] = counts[bin] }
            for choice in choices {
                let shift = min(bins, Int((choice.loss / width).rounded()))
                guard shift < bins else { continue }
                for bin in shift..<bins { sums[bin] += counts[bin - shift] }
            }
            swap(&counts, &sums)
        }
        var total = 0.0
        for bin in 0..<bins {
            total += counts[bin]
            if total > Double(length) { return width * Double(bin) }
        }
        return budget
    }

    /// Lists all ways to place a half within a loss.
    private static func enumerate(_ half: [[Choice]], limit: Double, room: Int, into list: inout [Partial]) {
        list.removeAll(keepingCapacity: true)
        list.append(Partial(load: Lanes(), loss: 0, parent: -1, choice: -1))
        var number: Int32 = 0
        for choices in half {
            let known = list.count
            for choice in choices {
                defer { number += 1 }
                if choice.loss > limit { continue }
                let left = limit - choice.loss
                list.reserveCapacity(list.count + known)
                for place in 0..<known where list[place].loss <= left {
                    let parent = list[place]
                    list.append(
                        Partial(
                            load: parent.load &+ choice.load, loss: parent.loss + choice.loss,
                            parent: Int32(place), choice: number))
                }
            }
        }
    }
}
