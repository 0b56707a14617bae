/// The multipliers of the limits that join the accounts: what a unit of each is worth.
struct ChainPrices: Sendable, Equatable {
    /// The price of an hour, `[member]`; not below that of the first band.
    var hours: [Double]
    /// The price of answering for an account, `[member]`.
    var counts: [Double]
    /// The price of answering for an account of a group of rivals, `[pair of group and member]`.
    var rivals: [Double]
    /// The prices of a change and of a joint hour.
    var rates = ChainSearch.Rates()
}

/// Which pairs of a group of rivals and a KAM there are, and which entries of the table of KAMs take part in them.
struct RivalPairs: Sendable {
    /// How many pairs.
    private(set) var count = 0
    /// The entries and pairs of each account, `[account]`; empty for most.
    private(set) var starts: [Int] = [0]
    private(set) var entries: [Int] = []
    private(set) var pairs: [Int] = []
    /// The groups of each account, `[account]`, as compressed rows.
    private(set) var groupStarts: [Int] = [0]
    private(set) var groups: [Int] = []

    init(_ problem: AssignmentProblem) {
        var byAccount: [Int: [Int]] = [:]
        for (index, group) in problem.rivals.enumerated() {
            for account in group.accounts { byAccount[account, default: []].append(index) }
        }
        var known: [Int: Int] = [:]
        for account in 0..<problem.accountCount {
            for group in byAccount[account] ?? [] {
                groups.append(group)
                for entry in problem.kams.entries(of: account) where problem.needsKAM[account] {
                    let key = group * problem.memberCount + Int(problem.kams.members[entry])
                    let pair = known[key] ?? count
                    if pair == count {
                        known[key] = pair
                        count += 1
                    }
                    entries.append(entry)
                    pairs.append(pair)
                }
            }
            groupStarts.append(groups.count)
            starts.append(entries.count)
        }
    }
}
