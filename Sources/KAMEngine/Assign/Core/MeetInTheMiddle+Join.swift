import KAMModel

import func Glibc.log

extension MeetInTheMiddle {
    /// A pair of entries that fit together.
    struct Pair {
        var left: Int
        var right: Int
    }

    /// The cells over the loads of two agents, into which the entries of a list are sorted.
    private struct Grid {
        var first: Int
        var second: Int
        var firstLeast: Int
        var secondLeast: Int
        var firstShift: Int
        var secondShift: Int
        var rows: Int
        var columns: Int

        func cell(_ load: Lanes) -> Int {
            ((Int(load[first]) - firstLeast) >> firstShift) * columns
                + ((Int(load[second]) - secondLeast) >> secondShift)
        }

        /// The cells whose entries may fill what is free, and leave no more than a loss can pay for.
        @inline(__always)
        func window(_ free: Lanes, spare: Double, _ firstPrice: Double, _ secondPrice: Double)
            -> (rows: ClosedRange<Int>, columns: ClosedRange<Int>)?
        {
            let high = Int(free[first])
            let low = high - Int(min(spare / firstPrice, 1e9))
            let rowHigh = min(rows - 1, (high - firstLeast) >> firstShift)
            let rowLow = max(0, (low - firstLeast) >> firstShift)
            let top = Int(free[second])
            let bottom = top - Int(min(spare / secondPrice, 1e9))
            let columnHigh = min(columns - 1, (top - secondLeast) >> secondShift)
            let columnLow = max(0, (bottom - secondLeast) >> secondShift)
            guard rowLow <= rowHigh, columnLow <= columnHigh else { return nil }
            return (rowLow...rowHigh, columnLow...columnHigh)
        }
    }

    /// Finds the pair that loses least within the budget, capacity left over included; by chance among equals.
    mutating func join(
        budget: Double, present loss0: Double, temperature: Double, random: inout SplitMix64
    ) -> Pair? {
        let grid = sortRight()
        let (found, looked) = scan(grid, budget, loss0, temperature, &random)
        work += looked + offsets.count / 4
        return found
    }

    /// Goes through the entries of the left half and their partners in the grid.
    private func scan(
        _ grid: Grid, _ budget: Double, _ loss0: Double, _ temperature: Double, _ random: inout SplitMix64
    ) -> (found: Pair?, looked: Int) {
        var price = SIMD8<Double>()
        for lane in agents.indices { price[lane] = prices[lane] }
        let firstPrice = max(prices[grid.first], 1e-9)
        let secondPrice = max(prices[grid.second], 1e-9)
        var limit = budget
        var found: Pair?
        var least = temperature > 0 ? loss0 - temperature * Self.gumbel(&random) : budget
        var looked = 0
        let entries = left.span
        let others = sorted.span
        let starts = offsets.span
        for place in 0..<entries.count {
            let entry = entries[place]
            guard entry.loss <= limit else { continue }
            let free = rem &- entry.load
            let window = grid.window(free, spare: limit - entry.loss, firstPrice, secondPrice)
            guard let window else { continue }
            looked += window.rows.count
            for row in window.rows {
                let begin = Int(starts[row * grid.columns + window.columns.lowerBound])
                let end = Int(starts[row * grid.columns + window.columns.upperBound + 1])
                looked += end - begin
                for slot in begin..<end {
                    let sum = entry.loss + others[slot].loss
                    if sum > limit { continue }
                    let over = free &- others[slot].load
                    if any(over .< Lanes()) { continue }
                    let loss = sum + (price * SIMD8<Double>(over)).sum()
                    if loss > limit { continue }
                    let rank = temperature > 0 ? loss - temperature * Self.gumbel(&random) : loss
                    guard rank < least else { continue }
                    least = rank
                    found = Pair(left: place, right: Int(others[slot].parent))
                    if temperature <= 0 { limit = loss }
                }
            }
        }
        return (found, looked)
    }

    /// A number of Gumbel's distribution: the least of `loss − T · gumbel` is drawn as Boltzmann would.
    private static func gumbel(_ random: inout SplitMix64) -> Double { -log(-log(max(random.unit(), 1e-300))) }

    /// Sorts the entries of the right half by the cell of their loads.
    private mutating func sortRight() -> Grid {
        var low = Lanes(repeating: .max)
        var high = Lanes(repeating: .min)
        for entry in right {
            low = pointwiseMin(low, entry.load)
            high = pointwiseMax(high, entry.load)
        }
        let spread = agents.indices.map { prices[$0] * Double(high[$0] - low[$0] + 1) }
        let ranked = agents.indices.sorted { spread[$0] != spread[$1] ? spread[$0] > spread[$1] : $0 < $1 }
        let (first, second) = (ranked[0], ranked[1])
        var most = 8
        while most * most < right.count * 2 && most < 512 { most *= 2 }
        var firstShift = 0
        var secondShift = 0
        while Int(high[first] - low[first]) >> firstShift >= most { firstShift += 1 }
        while Int(high[second] - low[second]) >> secondShift >= most { secondShift += 1 }
        let grid = Grid(
            first: first, second: second, firstLeast: Int(low[first]), secondLeast: Int(low[second]),
            firstShift: firstShift, secondShift: secondShift, rows: (Int(high[first] - low[first]) >> firstShift) + 1,
            columns: (Int(high[second] - low[second]) >> secondShift) + 1)
        let none = Partial(load: Lanes(), loss: 0, parent: 0, choice: 0)
        if sorted.count < right.count { sorted = [Partial](repeating: none, count: right.count * 2) }
        offsets.removeAll(keepingCapacity: true)
        offsets.append(contentsOf: repeatElement(0, count: grid.rows * grid.columns + 2))
        Self.fill(grid, right, &sorted, &offsets)
        return grid
    }

    private static func fill(
        _ grid: Grid, _ list: [Partial], _ sorted: inout [Partial], _ offsets: inout [Int32]
    ) {
        let entries = list.span
        var starts = offsets.mutableSpan
        var target = sorted.mutableSpan
        for place in 0..<entries.count { starts[grid.cell(entries[place].load) + 2] += 1 }
        for cell in 1..<starts.count { starts[cell] += starts[cell - 1] }
        for place in 0..<entries.count {
            var entry = entries[place]
            let cell = grid.cell(entry.load) + 1
            entry.parent = Int32(place)
            target[Int(starts[cell])] = entry
            starts[cell] += 1
        }
    }

    private func choices(_ pair: Pair) -> [Choice] {
        var taken: [Choice] = []
        var place = pair.left
        while left[place].parent >= 0 {
            taken.append(choicesLeft[Int(left[place].choice)])
            place = Int(left[place].parent)
        }
        place = pair.right
        while right[place].parent >= 0 {
            taken.append(choicesRight[Int(right[place].choice)])
            place = Int(right[place].parent)
        }
        return taken
    }

    /// Gives every job of the block to its ideal agent or to that of its choice.
    mutating func apply(_ pair: Pair, _ placement: inout JobPlacement) {
        for (place, job) in jobs.enumerated() {
            let agent = agents[Int(ideal[place])]
            if Int(placement.agentOfJob[Int(job)]) != agent { placement.move(Int(job), to: agent, problem) }
        }
        for choice in choices(pair) { placement.move(Int(choice.job), to: agents[Int(choice.agent)], problem) }
    }
}
