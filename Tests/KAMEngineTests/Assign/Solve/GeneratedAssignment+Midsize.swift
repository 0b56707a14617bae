@testable import KAMEngine

extension GeneratedAssignment {
    /// A hundred accounts and more with every kind of rule, for which hours are scarce in places.
    ///
    /// - Parameters:
    ///   - accounts: How many accounts.
    ///   - seed: Draws everything.
    ///   - order: The number of each member; another order is the same problem with other names.
    init(accounts: Int, seed: UInt64, order: [Int]) {
        var random = SplitMix(seed)
        let kams = order.count / 4
        for account in 0..<accounts {
            let size = random.whole(1...6)
            let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                Self.row(of: kams..<order.count, order, hours: 2 * size, count: 6, &random)
            }
            addAccount(
                leads: rows, kams: Self.row(of: 0..<kams, order, hours: size, count: 3, &random),
                value: 300, kamValue: 200, handoffLoss: random.whole(5...25), jointHours: 1, jointSaving: 0.5)
            let starts = cellStarts[account]..<leads.count
            for cell in starts {
                presentLeads.append(random.chance(0.5) ? leads[cell].randomElement(using: &random)?.member : nil)
            }
            presentKAMs.append(nil)
            disturbance.append(random.whole(0...6))
        }
        let hours = leads.reduce(0) { $0 + ($1.first?.hours ?? 0) } / Double(order.count - kams)
        loadCosts = Array(repeating: LoadCost(limit: 0), count: order.count)
        maximumAccounts = Array(repeating: 0, count: order.count)
        leadsOwnAccountsOnly = Array(repeating: false, count: order.count)
        for (place, member) in order.enumerated() {
            let limit = (hours * Double.random(in: 0.9...1.3, using: &random)).rounded()
            loadCosts[member] = LoadCost(ends: [(limit * 0.8).rounded(), limit], prices: [0, random.whole(1...4)])
            if place < kams { maximumAccounts[member] = accounts / kams + 1 }
        }
        for first in stride(from: 0, to: accounts - 2, by: 10) {
            rivals.append(.init(accounts: [first, first + 1], includesLeads: random.chance(0.5)))
        }
        jointBudget = Double(accounts) / 4
        // Sorted at last, so that nothing that is drawn depends on the members' numbers.
        leads = leads.map { $0.sorted { $0.member < $1.member } }
        self.kams = self.kams.map { $0.sorted { $0.member < $1.member } }
    }

    private static func row(
        of places: Range<Int>, _ order: [Int], hours: Double, count: Int, _ random: inout SplitMix
    ) -> [CandidateTable.Candidate] {
        places.shuffled(using: &random).prefix(count).map { place in
            .init(member: order[place], cost: random.whole(0...400) / 10, hours: hours * (random.chance(0.2) ? 1.5 : 1))
        }
    }
}
