extension KnapsackBound {
    /// Solves one agent's knapsack; nothing when what it must take does not fit.
    ///
    /// At a price ρ of capacity the profit is at most `ρ b + Σ max(0, p − ρ a)`; an item that is out or in there, and
    /// whose `|p − ρ a|` exceeds the distance to a known choice, stays so. The last choice of this agent is one.
    mutating func solve(_ agent: Int) -> Int? {
        let row = agent * jobCount
        var free = Int(capacity[agent])
        var forced = 0
        var count = 0
        var known = 0
        var knownWeight = 0
        var total = 0
        compact(agent)
        for place in row..<row + scratch.candidateCount[agent] {
            let job = Int(scratch.candidates[place])
            let profit = price[job] &- cost[row + job] &* Int32(scale)
            let load = weight[row + job]
            if choices[job] == 1 {
                free -= Int(load)
                forced += Int(profit)
                takers[job] += 1
                taker[job] = Int32(agent)
            } else if profit > 0 {
                scratch.items[count] = Int32(job)
                scratch.profits[count] = profit
                scratch.weights[count] = load
                count += 1
                total += Int(load)
                if scratch.last[row + job] {
                    known += Int(profit)
                    knownWeight += Int(load)
                }
            }
        }
        guard free >= 0 else { return nil }
        freeCapacity[agent] = free
        work += 300 + count * 16 + scratch.candidateCount[agent] * 4
        let (density, most) = criticalDensity(agent, count, free, total)
        scratch.reduce(count, density)
        let least = Double(max(knownWeight <= free ? known : 0, greedy(density, count, free)))
        best[agent] = chooseCore(agent, count, free, most: most, distance: most - least + 1)
        bestPossible[agent] = most
        return forced + best[agent]
    }

    /// Solves the items near the critical density by the table and takes the others as they are; first fewer than need
    /// be, which mostly proves enough.
    private mutating func chooseCore(_ agent: Int, _ count: Int, _ free: Int, most: Double, distance: Double) -> Int {
        var distance = distance
        if scratch.countWithin(distance, count) > 40 {
            let small = smallReach(agent, count, below: distance)
            let value = fillCore(count, free, small)
            distance = min(distance, most - Double(value) + 1)
            if distance <= small {
                take(agent, count, small)
                return value
            }
        }
        let value = fillCore(count, free, distance)
        take(agent, count, distance)
        return value
    }

    /// A distance from the critical density within which some fifteen to forty items lie.
    private mutating func smallReach(_ agent: Int, _ count: Int, below distance: Double) -> Double {
        var reach = min(distance, max(1, reaches[agent]))
        for _ in 0..<12 {
            let within = scratch.countWithin(reach, count)
            if within > 40 { reach *= 0.6 } else if within < 15 { reach = min(distance, reach * 1.5) } else { break }
        }
        reaches[agent] = reach
        return reach
    }

    /// Fills the table with the items within a distance; the best profit, with what is surely taken.
    private mutating func fillCore(_ count: Int, _ free: Int, _ distance: Double) -> Int {
        let (base, taken) = scratch.gatherCore(count, distance)
        let left = free - taken
        scratch.solve(capacity: left)
        work += (scratch.coreCount + 1) * (left + 1)
        return base + Int(scratch.table.best)
    }

    /// Notes what an agent takes by the table last filled.
    private mutating func take(_ agent: Int, _ count: Int, _ distance: Double) {
        let row = agent * jobCount
        for item in 0..<count {
            let reduced = scratch.reduced[item]
            let isTaken = reduced > distance
            let job = Int(scratch.items[item])
            scratch.last[row + job] = isTaken
            if isTaken {
                scratch.share[row + job] += scratch.shareWeight
                takers[job] += 1
                taker[job] = Int32(agent)
            }
        }
        for job in scratch.chosen() {
            scratch.last[row + job] = true
            scratch.share[row + job] += scratch.shareWeight
            takers[job] += 1
            taker[job] = Int32(agent)
        }
    }

    /// Drops the jobs that may no longer go to an agent from its list.
    private mutating func compact(_ agent: Int) {
        let row = agent * jobCount
        var kept = row
        for place in row..<row + scratch.candidateCount[agent] where allowed[row + Int(scratch.candidates[place])] {
            if kept != place { scratch.candidates[kept] = scratch.candidates[place] }
            kept += 1
        }
        scratch.candidateCount[agent] = kept - row
    }

    /// A price of capacity near the best, and the most that the items can bring by it.
    private mutating func criticalDensity(_ agent: Int, _ count: Int, _ free: Int, _ total: Int)
        -> (density: Double, most: Double)
    {
        let price = total > free ? scratch.criticalPrice(near: density[agent], count, free) : 0
        density[agent] = price
        let profits = scratch.profits.span
        let weights = scratch.weights.span
        var most = price * Double(free)
        for item in 0..<count { most += max(0, Double(profits[item]) - price * Double(weights[item])) }
        return (price, most)
    }

    /// The profit of the items that are worth a price of capacity, and of a few more that fit beside them.
    private func greedy(_ density: Double, _ count: Int, _ free: Int) -> Int {
        let profits = scratch.profits.span
        let weights = scratch.weights.span
        var left = free
        var sum = 0
        for item in 0..<count where Double(profits[item]) > density * Double(weights[item]) {
            left -= Int(weights[item])
            sum += Int(profits[item])
        }
        guard left > 0 else { return left == 0 ? sum : 0 }
        var taken = -1
        for _ in 0..<2 {
            var best: Int32 = 0
            var chosen = -1
            for item in 0..<count where Int(weights[item]) <= left && profits[item] > best && item != taken {
                guard Double(profits[item]) <= density * Double(weights[item]) else { continue }
                best = profits[item]
                chosen = item
            }
            guard chosen >= 0 else { break }
            taken = chosen
            left -= Int(weights[chosen])
            sum += Int(best)
        }
        return sum
    }

    /// Finds an agent's part of the rises: from the table for the items near the critical density, as many as it is worth,
    /// and by the bound of the density for the others.
    mutating func findRises(_ agent: Int, _ room: Int) {
        let row = agent * jobCount
        let slackness = bestPossible[agent] - Double(best[agent])
        let full = slackness + Double(room) + 1
        let count = gatherOpen(agent)
        var reach = full
        while reach > slackness + 1, scratch.countWithin(reach, count) > 60 + 4 * jobCount / agentCount {
            reach = max(slackness + 1, slackness + (reach - slackness) * 0.7)
        }
        let clamp = Double(room + 1)
        let coreClamp = min(clamp, max(0, reach - slackness))
        for item in 0..<count {
            let reduced = scratch.reduced[item]
            guard abs(reduced) > reach else { continue }
            let loss = Int32(max(0, min(clamp, abs(reduced) - slackness)).rounded(.down))
            let job = Int(scratch.items[item])
            if reduced > 0 {
                scratch.outLoss[row + job] = loss
                scratch.outSum[job] &+= loss
            } else {
                scratch.rise[row + job] = loss
            }
        }
        let (base, taken) = scratch.gatherCore(count, reach)
        let left = freeCapacity[agent] - taken
        scratch.solve(capacity: left)
        work += 3 * (scratch.coreCount + 1) * (left + 1)
        scratch.marginals()
        for item in 0..<scratch.coreCount {
            let job = Int(scratch.coreItems[item])
            let (with, without) = (
                best[agent] - base - Int(scratch.with[item]), best[agent] - base - Int(scratch.without[item])
            )
            scratch.rise[row + job] = Int32(max(0, min(coreClamp, Double(with))).rounded(.down))
            let loss = Int32(max(0, min(coreClamp, Double(without))).rounded(.down))
            scratch.outLoss[row + job] = loss
            scratch.outSum[job] &+= loss
        }
    }

    /// Gathers all open jobs of an agent that fit, whatever they are worth, and clears its part of the rises.
    private mutating func gatherOpen(_ agent: Int) -> Int {
        let row = agent * jobCount
        var count = 0
        for place in row..<row + scratch.candidateCount[agent] {
            let job = Int(scratch.candidates[place])
            scratch.outLoss[row + job] = 0
            scratch.rise[row + job] = 0
            if choices[job] == 1 { continue }
            if Int(weight[row + job]) > freeCapacity[agent] {
                scratch.rise[row + job] = Self.never
                continue
            }
            scratch.items[count] = Int32(job)
            scratch.profits[count] = price[job] &- cost[row + job] &* Int32(scale)
            scratch.weights[count] = weight[row + job]
            count += 1
        }
        scratch.reduce(count, density[agent])
        return count
    }
}
