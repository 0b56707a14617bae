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

    mutating func whole(_ range: ClosedRange<Int>) -> Double { Double(Int.random(in: range, using: &self)) }
}

/// The arrays of a generated problem, to be changed by tests before they become one.
struct GeneratedAssignment {
    var cellStarts: [Int] = [0]
    /// The candidates of each cell and of each account.
    var leads: [[CandidateTable.Candidate]] = []
    var kams: [[CandidateTable.Candidate]] = []
    var needsKAM: [Bool] = []
    var value: [Double] = []
    var kamValue: [Double] = []
    var handoffLoss: [Double] = []
    var jointHours: [Double] = []
    var jointSaving: [Double] = []
    var loadCosts: [LoadCost] = []
    var maximumAccounts: [Int] = []
    var leadsOwnAccountsOnly: [Bool] = []
    var rivals: [AssignmentProblem.Rivals] = []
    /// The present plan: `[cell]`, `[account]`; filled up with nothing.
    var presentLeads: [Int?] = []
    var presentKAMs: [Int?] = []
    var disturbance: [Double] = []
    var changeBudget: Int?
    var jointBudget: Double?

    func problem() throws(AssignmentError) -> AssignmentProblem {
        func filled<Element>(_ values: [Element], _ count: Int, with filler: Element) -> [Element] {
            values + Array(repeating: filler, count: max(0, count - values.count))
        }
        return try AssignmentProblem(
            cellStarts: cellStarts, leads: CandidateTable(leads), kams: CandidateTable(kams), needsKAM: needsKAM,
            value: value, kamValue: kamValue, handoffLoss: handoffLoss, jointHours: jointHours,
            jointSaving: jointSaving, loadCosts: loadCosts, maximumAccounts: maximumAccounts,
            leadsOwnAccountsOnly: leadsOwnAccountsOnly, rivals: rivals,
            present: AssignmentProblem.Present(
                leads: filled(presentLeads, value.count, with: nil),
                kams: filled(presentKAMs, needsKAM.count, with: nil),
                disturbance: filled(disturbance, needsKAM.count, with: 0), changeBudget: changeBudget),
            jointBudget: jointBudget)
    }

    /// One account more, with cells of the same figures.
    mutating func addAccount(
        leads rows: [[CandidateTable.Candidate]], kams row: [CandidateTable.Candidate]? = nil, value: Double = 100,
        kamValue: Double = 50, handoffLoss: Double = 0, jointHours: Double = 0, jointSaving: Double = 0
    ) {
        for candidates in rows {
            leads.append(candidates)
            self.value.append(value)
            self.handoffLoss.append(handoffLoss)
            self.jointHours.append(jointHours)
            self.jointSaving.append(jointSaving)
        }
        cellStarts.append(leads.count)
        kams.append(row ?? [])
        needsKAM.append(row != nil)
        self.kamValue.append(row == nil ? 0 : kamValue)
    }

    /// One member more.
    mutating func addMember(_ load: LoadCost, maximumAccounts most: Int = 0, leadsOwnAccountsOnly isKAM: Bool = false) {
        loadCosts.append(load)
        maximumAccounts.append(most)
        leadsOwnAccountsOnly.append(isKAM)
    }
}

extension GeneratedAssignment {
    /// A small problem with every kind of rule: a few accounts of a few cells, one to three members.
    ///
    /// Hours, losses and savings are halves and whole numbers, so that figures compare exactly. Some of the problems
    /// cannot be completed: for hours, for numbers of accounts, for rivals, or because nobody is a candidate.
    init(small seed: UInt64) {
        var random = SplitMix(seed)
        let members = Int.random(in: 1...3, using: &random)
        for _ in 0..<Int.random(in: 1...3, using: &random) { addSmallAccount(members, &random) }
        addSmallMembers(members, &random)
        let accounts = needsKAM.count
        if accounts > 1, random.chance(0.4) {
            let group = (0..<accounts).filter { _ in random.chance(0.8) }
            rivals.append(.init(accounts: group, includesLeads: random.chance(0.5)))
        }
        if random.chance(0.5) { addSmallPresent(&random) }
        if random.chance(0.3) { jointBudget = random.whole(0...4) / 2 }
    }

    private mutating func addSmallAccount(_ members: Int, _ random: inout SplitMix) {
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            handoffLoss.append(random.whole(0...20))
            jointHours.append(random.whole(0...4) / 2)
            jointSaving.append([0, 0.25, 0.5, 1].randomElement(using: &random) ?? 0)
            let hours = random.whole(1...20) / 2
            leads.append(
                (0..<members).filter { _ in random.chance(0.85) }.map { member in
                    .init(
                        member: member, cost: random.whole(0...30),
                        hours: hours * (random.chance(0.3) ? 1.5 : 1))
                })
            value.append(random.whole(31...100))
        }
        cellStarts.append(leads.count)
        needsKAM.append(random.chance(0.8))
        kamValue.append(random.whole(31...100))
        let hours = random.whole(0...6)
        kams.append(
            (0..<members).filter { _ in random.chance(0.7) }.map { member in
                .init(member: member, cost: random.whole(0...30), hours: hours)
            })
    }

    private mutating func addSmallMembers(_ members: Int, _ random: inout SplitMix) {
        let hours = (leads + kams).reduce(0) { $0 + ($1.first?.hours ?? 0) }
        for _ in 0..<members {
            let limit = (hours / Double(members) * Double.random(in: 0.6...2.2, using: &random)).rounded()
            let load =
                switch Int.random(in: 0..<4, using: &random) {
                case 0: LoadCost(limit: limit)
                case 1: LoadCost(ends: [(limit * 0.75).rounded(), limit], prices: [0, random.whole(1...6)])
                case 2: LoadCost(ends: [(limit * 0.5).rounded(), limit], prices: [-random.whole(1...4), 0])
                default:
                    LoadCost(
                        ends: [(limit * 0.5).rounded(), (limit * 0.75).rounded(), limit],
                        prices: [-random.whole(1...3), 0, random.whole(1...5)])
                }
            addMember(
                load, maximumAccounts: Int.random(in: 0...3, using: &random),
                leadsOwnAccountsOnly: random.chance(0.25))
        }
    }

    private mutating func addSmallPresent(_ random: inout SplitMix) {
        presentLeads = leads.map { random.chance(0.7) ? $0.randomElement(using: &random)?.member : nil }
        presentKAMs = zip(kams, needsKAM).map {
            $1 && random.chance(0.7) ? $0.randomElement(using: &random)?.member : nil
        }
        disturbance = needsKAM.map { _ in random.whole(0...8) }
        if random.chance(0.5) { changeBudget = Int.random(in: 0...3, using: &random) }
    }
}
