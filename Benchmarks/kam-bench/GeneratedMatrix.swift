import KAMEngine
import KAMModel

/// A matrix made of a seed: accounts with five stages, teams, hours, losses and last quarter's plan.
///
/// - Teams: of the members 30 % inside sales (stages 1–2), 35 % field sales (3–4), 20 % customer success (5), and 15 % KAMs,
///   who answer for accounts and may lead stages 3–5 of those. Regions: one for each 50 members, which count
///   for all but inside sales; a quarter of the members serve a second one. Three languages (80, 15 and 5 % of the
///   accounts), six industries, in each of which a member is better or worse.
/// - Accounts: value at stake *W* lognormal (σ = 0.8), shared over the stages as 10, 15, 25, 30 and 20 %; one account in eight
///   lacks the first two stages. A candidate loses stake × (1 − its quality), quality in 0.54…0.82:
///   the ideal is a perfect lead for each cell.
/// - Hours: of a cell uniform 0.5…1.5 around its stage's mean, in proportion to √*W*, then scaled so that each team's work takes 90 % of its
///   capacity (that of a KAM's accounts 75 %, the rest is for stages it leads), divided by the candidate's speed in
///   0.8…1.25, and 15 % more for who is new to the account.
/// - Borders: a handoff loses 2–12 % of *W*; joining the stage before saves 50–80 % of it for 10–25 % of the cell's hours; an open cell loses
///   its stake and what both borders can lose;
///   all joint work together has a budget of 5 % of the capacity.
/// - Last quarter: nine accounts in ten have a plan, in which each cell went to one of the better candidates with hours
///   left; 3 % of the members have gone since. Each change costs 3–8 % of the stake of the cell, and a third of the accounts
///   0.4 % of *W* once if anything changes.
/// - Rules: 2 % of the cells pinned to their present lead; 6 % of the accounts in groups of two to four rivals of an industry,
///   of three groups in ten leads are kept apart too; a KAM has at most 1.15 times the mean number of accounts.
/// - Loads: free up to 85 % of the capacity, a fifth of an hour's mean loss up to 100 %, that loss up to the limit of 110 %.
/// - Candidates: 12 to 30 a cell, the best of 60 drawn who may serve, and the present lead.
struct GeneratedMatrix {
    private let accounts: Int
    private let members: Int
    private var random: SplitMix64
    private let regions: Int

    private struct Member {
        let team: Int
        let regions: [Int]
        let languages: Int
        let quality: [Double]
        let speed: Double
        let capacity: Double
        let isGone: Bool
    }

    private struct Account {
        let region: Int
        let language: Int
        let industry: Int
        let worth: Double
        /// How much more work it is than others: larger accounts take more, but less than in proportion.
        let size: Double
        let stages: [Int]
    }

    private static let stageShares = [0.1, 0.15, 0.25, 0.3, 0.2]
    private static let stageHours = [0.6, 0.9, 1, 1.3, 1]
    private static let teamOfStage = [0, 0, 1, 1, 2]
    private static let kamTeam = 3

    private var people: [Member] = []
    private var firms: [Account] = []
    /// The members by team and region, `[team][region]`.
    private var pools: [[[Int]]] = []

    init(accounts: Int, members: Int, seed: UInt64) {
        self.accounts = accounts
        self.members = members
        random = SplitMix64(seed: seed &* 0x9E37_79B9 &+ 17)
        regions = max(1, members / 50)
    }

    /// Makes the problem.
    mutating func problem() throws -> AssignmentProblem {
        makePeople()
        makeFirms()
        var arrays = Arrays(members: members)
        let scale = hourScales()
        for account in firms.indices { add(account, scale, &arrays) }
        return try arrays.problem(
            loadCosts: loadCosts(arrays), maximumAccounts: maximumAccounts(),
            ownOnly: people.map { $0.team == GeneratedMatrix.kamTeam }, rivals: rivals(),
            jointBudget: 0.05 * people.reduce(0) { $0 + $1.capacity })
    }

    private mutating func makePeople() {
        for index in 0..<members {
            // Spread over the teams by turns, so that small companies have each.
            let place = (Double(index) + 0.5) / Double(members)
            let team = place < 0.3 ? 0 : place < 0.65 ? 1 : place < 0.85 ? 2 : 3
            let home = index % regions
            let second = random.unit() < 0.25 ? [random.below(regions)] : []
            let skill = 0.62 + 0.12 * random.unit()
            people.append(
                Member(
                    team: team, regions: Array(Set([home] + second)).sorted(),
                    languages: 1 | (random.unit() < 0.3 ? 2 : 0) | (random.unit() < 0.15 ? 4 : 0),
                    quality: (0..<6).map { _ in skill + 0.16 * (random.unit() - 0.5) },
                    speed: 0.8 + 0.45 * random.unit(), capacity: 480 * (0.7 + 0.3 * random.unit()),
                    isGone: random.unit() < 0.03))
        }
        pools = Array(repeating: Array(repeating: [], count: regions), count: 4)
        for (index, person) in people.enumerated() {
            for region in person.team == 0 ? Array(0..<regions) : person.regions {
                pools[person.team][region].append(index)
            }
        }
    }

    private mutating func makeFirms() {
        for _ in 0..<accounts {
            let toss = random.unit()
            let worth = exponential(0.8 * normal())
            firms.append(
                Account(
                    region: random.below(regions), language: toss < 0.8 ? 0 : toss < 0.95 ? 1 : 2,
                    industry: random.below(6), worth: 1e6 * worth, size: worth.squareRoot(),
                    stages: random.unit() < 0.125 ? [2, 3, 4] : [0, 1, 2, 3, 4]))
        }
    }

    /// The mean hours of a stage (the KAM's in the last place) at which each team's work takes its share of its capacity.
    private func hourScales() -> [Double] {
        var capacity = [0.0, 0, 0, 0]
        for person in people where !person.isGone { capacity[person.team] += person.capacity }
        var work = [0.0, 0, 0, firms.reduce(0) { $0 + $1.size }]
        for firm in firms {
            for stage in firm.stages {
                work[GeneratedMatrix.teamOfStage[stage]] += GeneratedMatrix.stageHours[stage] * firm.size
            }
        }
        // The best candidates are as quick as others, at a mean speed of 1.025; some are new and take longer.
        let stages = (0..<5).map { stage -> Double in
            let team = GeneratedMatrix.teamOfStage[stage]
            return GeneratedMatrix.stageHours[stage] * 0.8 * capacity[team] / max(1, work[team])
        }
        return stages + [0.66 * capacity[3] / max(1, work[3])]
    }

    private mutating func add(_ account: Int, _ scale: [Double], _ arrays: inout Arrays) {
        let firm = firms[account]
        let isKnown = random.unit() < 0.9
        let kams = candidates(GeneratedMatrix.kamTeam, firm)
        let kamStake = 0.25 * firm.worth
        let kamHours = scale[5] * firm.size * (0.5 + random.unit())
        let kam = isKnown ? present(kams, kamHours, firm, &arrays) : nil
        arrays.kams.append(rows(kams, kamStake, kamHours, firm, present: kam, move: 0.05))
        arrays.kamValue.append(kamStake)
        arrays.presentKAMs.append(kam)
        arrays.disturbance.append(isKnown && random.unit() < 0.33 ? 0.004 * firm.worth : 0)
        for (place, stage) in firm.stages.enumerated() {
            let stake = GeneratedMatrix.stageShares[stage] * firm.worth
            let hours = scale[stage] * firm.size * (0.5 + random.unit())
            var able = candidates(GeneratedMatrix.teamOfStage[stage], firm)
            let lead = isKnown ? present(able, hours, firm, &arrays) : nil
            // KAMs may lead the later stages where they answer.
            if stage >= 2 { able += kams.filter { _ in random.unit() < 0.5 } }
            if let lead, random.unit() < 0.02 { able = [lead] }
            arrays.leads.append(rows(able, stake, hours, firm, present: lead, move: 0.03 + 0.05 * random.unit()))
            arrays.value.append(stake)
            arrays.presentLeads.append(lead)
            arrays.handoff.append(place == 0 ? 0 : firm.worth * (0.02 + 0.1 * random.unit() * random.unit()))
            arrays.jointHours.append(hours * (0.1 + 0.15 * random.unit()))
            arrays.jointSaving.append(0.5 + 0.3 * random.unit())
        }
        arrays.cellStarts.append(arrays.value.count)
        arrays.addBorders()
    }

    /// The best of those who may serve an account, 12 to 30 of at most 60 drawn.
    private mutating func candidates(_ team: Int, _ firm: Account) -> [Int] {
        let pool = pools[team][firm.region]
        var drawn: Set<Int> = []
        if pool.count <= 60 {
            drawn = Set(pool)
        } else {
            while drawn.count < 60 { drawn.insert(pool[random.below(pool.count)]) }
        }
        let speaking = drawn.filter { people[$0].languages & (1 << firm.language) != 0 }
        // Where nobody speaks the language, all must do.
        let able = speaking.count < 3 ? drawn : speaking
        let ranked = able.sorted { (-people[$0].quality[firm.industry], $0) < (-people[$1].quality[firm.industry], $1) }
        return Array(ranked.prefix(12 + random.below(19)))
    }

    /// Who had a piece of work last quarter: one of the better candidates with hours left, if not gone since.
    private mutating func present(_ able: [Int], _ hours: Double, _ firm: Account, _ arrays: inout Arrays) -> Int? {
        let open = able.filter { arrays.last[$0] + hours <= 1.02 * people[$0].capacity }
        guard !open.isEmpty else { return nil }
        let member = open[min(random.below(open.count), random.below(open.count))]
        arrays.last[member] += hours
        return people[member].isGone ? nil : member
    }

    private mutating func rows(
        _ able: [Int], _ stake: Double, _ hours: Double, _ firm: Account, present: Int?, move: Double
    ) -> [CandidateTable.Candidate] {
        return able.filter { !people[$0].isGone }.map { member in
            let person = people[member]
            let change = present != nil && present != member ? move : 0
            return .init(
                member: member, cost: stake * min(0.98, 1 - person.quality[firm.industry] + change),
                hours: hours / person.speed * (present == member ? 1 : 1.15))
        }
    }

    private func maximumAccounts() -> [Int] {
        let kams = max(1, people.count { $0.team == GeneratedMatrix.kamTeam && !$0.isGone })
        let most = Int((1.15 * Double(accounts) / Double(kams)).rounded(.up))
        return people.map { $0.team == GeneratedMatrix.kamTeam ? most : 0 }
    }

    private func loadCosts(_ arrays: Arrays) -> [LoadCost] {
        let costs = arrays.leads.reduce(0) { $0 + $1.reduce(0) { $0 + $1.cost } }
        let hours = arrays.leads.reduce(0) { $0 + $1.reduce(0) { $0 + $1.hours } }
        let price = costs / max(1, hours)
        return people.map { person in
            guard !person.isGone else { return LoadCost(limit: 0) }
            let capacity = person.capacity
            return LoadCost(ends: [0.85 * capacity, capacity, 1.1 * capacity], prices: [0, 0.2 * price, 1 * price])
        }
    }

    private mutating func rivals() -> [AssignmentProblem.Rivals] {
        var byIndustry: [[Int]] = Array(repeating: [], count: 6)
        for (account, firm) in firms.enumerated() where random.unit() < 0.06 {
            byIndustry[firm.industry].append(account)
        }
        var groups: [AssignmentProblem.Rivals] = []
        for accounts in byIndustry {
            var rest = accounts[...]
            while rest.count >= 2 {
                let group = rest.prefix(2 + random.below(3))
                rest = rest.dropFirst(group.count)
                if group.count > 1 { groups.append(.init(accounts: Array(group), includesLeads: random.unit() < 0.3)) }
            }
        }
        return groups
    }

    /// A normal variate, by the sum of twelve uniform ones.
    private mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + random.unit() } }

    private func exponential(_ exponent: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        for count in 1...12 {
            term *= exponent / 16 / Double(count)
            sum += term
        }
        for _ in 0..<4 { sum *= sum }
        return sum
    }
}

extension GeneratedMatrix {
    /// The arrays in the making.
    private struct Arrays {
        var cellStarts = [0]
        var leads: [[CandidateTable.Candidate]] = []
        var kams: [[CandidateTable.Candidate]] = []
        var value: [Double] = []
        var kamValue: [Double] = []
        var handoff: [Double] = []
        var jointHours: [Double] = []
        var jointSaving: [Double] = []
        var presentLeads: [Int?] = []
        var presentKAMs: [Int?] = []
        var disturbance: [Double] = []
        /// The hours of last quarter's plan, `[member]`.
        var last: [Double]

        init(members: Int) { last = Array(repeating: 0, count: members) }

        /// An open cell of the last account loses its borders, too.
        mutating func addBorders() {
            let cells = cellStarts[cellStarts.count - 2]..<cellStarts[cellStarts.count - 1]
            for cell in cells { value[cell] += handoff[cell] + (cell + 1 < cells.upperBound ? handoff[cell + 1] : 0) }
        }

        func problem(
            loadCosts: [LoadCost], maximumAccounts: [Int], ownOnly: [Bool], rivals: [AssignmentProblem.Rivals],
            jointBudget: Double
        ) throws -> AssignmentProblem {
            try AssignmentProblem(
                cellStarts: cellStarts, leads: CandidateTable(leads), kams: CandidateTable(kams),
                needsKAM: kamValue.map { _ in true }, value: value, kamValue: kamValue, handoffLoss: handoff,
                jointHours: jointHours, jointSaving: jointSaving, loadCosts: loadCosts,
                maximumAccounts: maximumAccounts, leadsOwnAccountsOnly: ownOnly, rivals: rivals,
                present: .init(leads: presentLeads, kams: presentKAMs, disturbance: disturbance),
                jointBudget: jointBudget)
        }
    }
}

extension SplitMix64 {
    fileprivate mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}
