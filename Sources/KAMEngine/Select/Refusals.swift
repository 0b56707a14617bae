internal import KAMModel

/// What is wrong with a snapshot or a policy for a selection: contradictions and numbers that cannot be.
enum Refusals {
    /// Everything found, in words; empty when all is well.
    ///
    /// - Complexity: O(*accounts* × *quarters* + *members* + *criteria*).
    static func found(_ snapshot: Snapshot, _ policy: Policy) -> [String] {
        economics(policy.economics) + scoring(policy.scoring) + selection(snapshot, policy) + efforts(policy)
            + accounts(snapshot) + members(snapshot)
    }

    private static func economics(_ policy: EconomicPolicy) -> [String] {
        shares([
            ("the gross margin", policy.grossMargin), ("the retention", policy.retention),
            ("the wallet's share of revenue", policy.walletShareOfRevenue),
        ])
            + amounts([
                ("the discount rate", policy.discountRate), ("the uplift", policy.upliftIfKey),
                ("the hourly cost", policy.hourlyCost), ("the typical deal", policy.typicalDeal ?? 0),
                ("the shrinkage in quarters", policy.shrinkageQuarters), ("the risk premium", policy.riskPremium),
                ("the doubt about the uplift", policy.upliftDoubt),
            ])
            + (policy.growth > -1 && policy.growth.isFinite
                ? [] : ["the growth is \(policy.growth), not above -1 a year"])
            + (policy.horizonYears < 1 ? ["the horizon is \(policy.horizonYears) years"] : [])
    }

    private static func selection(_ snapshot: Snapshot, _ policy: Policy) -> [String] {
        let rules = policy.selection
        var found = shares([
            ("the key accounts' share of hours", rules.keyShare),
            ("the utilisation ceiling", policy.assignment.load.ceiling),
            ("the least completeness", policy.gates.minimumCompleteness),
        ])
        found += amounts(
            [("a key account's KAM hours", rules.kamHours)]
                + rules.kamHoursBySegment.sorted { $0.key < $1.key }.map { ("the KAM hours of \($0.key)", $0.value) })
        let quotas =
            [("of key accounts", rules.quota)]
            + rules.segmentQuotas.sorted { $0.key < $1.key }.map { ("of \($0.key)", $0.value) }
        for (name, quota) in quotas where quota.minimum < 0 || (quota.maximum ?? 0) < 0 {
            found.append("the quota \(name) is below 0")
        }
        let known = Set(snapshot.accounts.map(\.id))
        for id in rules.forcedIn.union(rules.forcedOut).subtracting(known).sorted() {
            found.append("the policy names the account \(id), which does not exist")
        }
        return found
    }

    private static func efforts(_ policy: Policy) -> [String] {
        var found: [String] = []
        let factor = policy.effort.keyFactor
        if !(factor >= 1 && factor.isFinite) { found.append("the key factor is \(factor)") }
        let standards = [policy.effort.standard] + policy.effort.segments.sorted { $0.key < $1.key }.map(\.value)
        for standard in standards {
            for (stage, hours)
                in (standard.opportunity.sorted { $0.key < $1.key } + standard.account.sorted { $0.key < $1.key })
            {
                found += amounts([("the effort at \(stage)", hours)])
            }
        }
        if !(policy.conversion.priorWeight > 0 && policy.conversion.priorWeight.isFinite) {
            found.append("the weight of the believed conversion is \(policy.conversion.priorWeight)")
        }
        for (stage, share) in policy.conversion.prior.sorted(by: { $0.key < $1.key }) {
            found += shares([("the believed conversion at \(stage)", share)])
        }
        return found + repeated(policy.stages.map(\.id.raw), "stage") + repeated(policy.teams.map(\.id.raw), "team")
    }

    private static func accounts(_ snapshot: Snapshot) -> [String] {
        var found = repeated(snapshot.accounts.map(\.id.raw), "account")
        for account in snapshot.accounts {
            let amounts =
                account.history.wonAmounts + account.pipeline.values.map(\.amount)
                + account.history.purchases.map(\.amount) + (account.history.contract.map { [$0.amount] } ?? [])
            if let amount = amounts.first(where: { !$0.isFinite }) {
                found.append("account \(account.id) has an amount of \(amount)")
            }
            let history = account.history
            let counts =
                history.wonCounts + history.lostCounts + history.openedCounts + [history.solutions]
                + account.pipeline.values.map(\.opportunities)
            if let count = counts.first(where: { $0 < 0 }) {
                found.append("account \(account.id) has a count of \(count)")
            }
            for (key, rating) in account.ratings.sorted(by: { $0.key < $1.key }) where !rating.value.isFinite {
                found.append("account \(account.id) is rated \(rating.value) for \(key)")
            }
        }
        return found
    }

    private static func members(_ snapshot: Snapshot) -> [String] {
        snapshot.members.flatMap { member in
            amounts([
                ("the weekly hours of member \(member.id)", member.weeklyHours.value),
                ("the hourly cost of member \(member.id)", member.hourlyCost ?? 0),
            ])
        } + repeated(snapshot.members.map(\.id.raw), "member")
    }

    static func shares(_ values: [(name: String, value: Double)]) -> [String] {
        values.filter { !(0...1).contains($0.value) }.map { "\($0.name) is \($0.value), not within 0 and 1" }
    }

    static func amounts(_ values: [(name: String, value: Double)]) -> [String] {
        values.filter { !($0.value >= 0 && $0.value.isFinite) }.map { "\($0.name) is \($0.value)" }
    }

    static func repeated(_ keys: [String], _ noun: String) -> [String] {
        var counts: [String: Int] = [:]
        for key in keys { counts[key, default: 0] += 1 }
        return counts.filter { $0.value > 1 }.keys.sorted().map { "the \(noun) \($0) is there more than once" }
    }
}
