import KAMEngine

/// SplitMix64: small, seeded, the same everywhere.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
}

/// The arrays of a generated problem, to be changed by tests before they become one.
struct GeneratedAssignment {
    var cellStarts: [Int] = [0]
    var hours: [Double] = []
    var value: [Double] = []
    var isEligible: [Bool] = []
    var cost: [Double] = []
    var handoffLoss: [Double] = []
    var jointHours: [Double] = []
    var jointSaving: [Double] = []
    var kamHours: [Double] = []
    var kamValue: [Double] = []
    var isKAMEligible: [Bool] = []
    var kamCost: [Double] = []
    var capacity: [Double] = []
    var ceiling: [Double] = []
    var maximumAccounts: [Int] = []

    func problem() throws(AssignmentError) -> AssignmentProblem {
        try AssignmentProblem(
            cellStarts: cellStarts, hours: hours, value: value, isEligible: isEligible, cost: cost,
            handoffLoss: handoffLoss, jointHours: jointHours, jointSaving: jointSaving, kamHours: kamHours,
            kamValue: kamValue, isKAMEligible: isKAMEligible, kamCost: kamCost, capacity: capacity,
            ceiling: ceiling, maximumAccounts: maximumAccounts)
    }
}

extension GeneratedAssignment {
    /// A small problem without structure: every member may lead most cells and answer for most accounts.
    init(small seed: UInt64) {
        var random = SplitMix(seed)
        let members = Int.random(in: 1...3, using: &random)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                hours.append(Double(Int.random(in: 1...20, using: &random)) / 2)
                value.append(Double(Int.random(in: 10...100, using: &random)))
                handoffLoss.append(Double(Int.random(in: 0...20, using: &random)))
                jointHours.append(Double(Int.random(in: 0...4, using: &random)) / 2)
                jointSaving.append([0, 0.3, 0.5, 1].randomElement(using: &random) ?? 0)
                for _ in 0..<members {
                    isEligible.append(random.chance(0.85))
                    cost.append(Double(Int.random(in: 0...30, using: &random)))
                }
            }
            cellStarts.append(hours.count)
            kamHours.append(Double(Int.random(in: 0...6, using: &random)))
            kamValue.append(Double(Int.random(in: 10...100, using: &random)))
            for _ in 0..<members {
                isKAMEligible.append(random.chance(0.7))
                kamCost.append(Double(Int.random(in: 0...30, using: &random)))
            }
        }
        let need = (hours.reduce(0, +) + kamHours.reduce(0, +)) / Double(members)
        for _ in 0..<members {
            capacity.append((need * Double.random(in: 0.8...2.2, using: &random)).rounded())
            ceiling.append(random.chance(0.5) ? 1 : 0.9)
            maximumAccounts.append(Int.random(in: 1...3, using: &random))
        }
    }

    /// A company as product.md has it: five stages, four teams, three regions, six skills, most cells with an owner.
    ///
    /// Two in five members sell outside, three in ten inside, two in ten serve customers, one in ten is a KAM. Values
    /// are log-normal-like, a region costs 15 %, a skill 10 %, a change 8 % of a cell, a handoff 4 % of an account, half
    /// of which a join of 4 h saves. The hours fill `load` of what each team has, `bottleneck` of what field sales has; a cell
    /// is empty one time in ten.
    init(accounts: Int, members: Int, load: Double = 0.8, bottleneck: Double = 0.8, seed: UInt64) {
        var random = SplitMix(seed)
        let teams = (0..<members).map { $0 * 10 / members }.map { $0 < 3 ? 0 : $0 < 7 ? 1 : $0 < 9 ? 2 : 3 }
        let regions = (0..<members).map { _ in Int.random(in: 0..<3, using: &random) }
        let skills = (0..<members).map { _ in Set((0..<2).map { _ in Int.random(in: 0..<6, using: &random) }) }
        let teamOfStage = [0, 0, 1, 1, 2]
        var need = [Double](repeating: 0, count: 4)
        for _ in 0..<accounts {
            let region = Int.random(in: 0..<3, using: &random)
            let skill = Int.random(in: 0..<6, using: &random)
            let worth = 20_000 * (1 / Double.random(in: 0.05..<1, using: &random))
            let work = (0..<5).map { _ in
                random.chance(0.9) ? Double.random(in: 6..<36, using: &random) : 0
            }
            let whole = max(1, work.reduce(0, +))
            for stage in 0..<5 where work[stage] > 0 {
                let stake = worth * work[stage] / whole
                let team = teamOfStage[stage]
                let able = (0..<members).filter { teams[$0] == team }
                let owner = random.chance(0.6) ? able.randomElement(using: &random) : nil
                hours.append(work[stage])
                need[team] += work[stage]
                value.append(stake)
                handoffLoss.append(worth * 0.04)
                jointHours.append(4)
                jointSaving.append(0.5)
                for member in 0..<members {
                    isEligible.append(teams[member] == team)
                    cost.append(
                        stake
                            * ((regions[member] == region ? 0 : 0.15) + (skills[member].contains(skill) ? 0 : 0.1)
                                + (owner == nil || owner == member ? 0 : 0.08)))
                }
            }
            cellStarts.append(hours.count)
            kamHours.append(Double.random(in: 20..<50, using: &random))
            need[3] += kamHours[kamHours.count - 1]
            kamValue.append(worth)
            for member in 0..<members {
                isKAMEligible.append(teams[member] == 3)
                kamCost.append(
                    worth * ((regions[member] == region ? 0 : 0.15) + (skills[member].contains(skill) ? 0 : 0.1)))
            }
        }
        for member in 0..<members {
            let size = Double(teams.count { $0 == teams[member] })
            capacity.append(
                need[teams[member]] / (teams[member] == 1 ? bottleneck : load) / size
                    * Double.random(in: 0.8..<1.2, using: &random) / 0.85)
            ceiling.append(0.85)
            maximumAccounts.append(teams[member] == 3 ? 2 * accounts * 10 / members + 2 : 0)
        }
    }
}
