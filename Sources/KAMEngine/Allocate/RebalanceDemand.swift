import KAMModel

/// What customers ask of each stage in the quarter: key accounts as one class, all the others as another.
///
/// - Margin of a win: gross margin of the mean won amount of the class in the last four trailing quarters, or of the
///   typical deal where the class won nothing; for key accounts raised by the policy's uplift.
/// - Value of care: an account without any care in a quarter is taken to be lost with the chance that a cared-for one
///   is lost in a whole year, in place of a quarter's chance. What that costs is the account's mean margin a quarter
///   (of its quarters since the first business, at most eight) over the policy's horizon, thinned by retention and discount; shared evenly over the hours of care of the class.
struct RebalanceDemand {
    private let snapshot: Snapshot
    private let policy: Policy
    private let keyAccounts: Set<ID<Account>>
    private let conversion: Conversion
    private let workload: Workload

    init(_ snapshot: Snapshot, policy: Policy, keyAccounts: Set<ID<Account>>) {
        self.snapshot = snapshot
        self.policy = policy
        self.keyAccounts = keyAccounts
        conversion = Conversion(snapshot, policy: policy)
        workload = Workload(snapshot, policy: policy, conversion: conversion)
    }

    /// The hours of Key Account Managers that leading the key accounts takes.
    var leadHours: Double {
        snapshot.accounts.filter { keyAccounts.contains($0.id) }
            .reduce(0) { $0 + policy.selection.kamHours(segment: $1.segment) }
    }

    /// The key accounts and the other customers.
    func classes() throws(AllocationError) -> [CustomerClass] {
        let key = snapshot.accounts.indices.filter { keyAccounts.contains(snapshot.accounts[$0].id) }
        let other = snapshot.accounts.indices.filter { !keyAccounts.contains(snapshot.accounts[$0].id) }
        return [try customers("key accounts", key, isKey: true), try customers("other customers", other, isKey: false)]
    }

    /// Twice the most that an hour can earn at any stage.
    func shortfallPrice(_ classes: [CustomerClass]) -> Double {
        var most = 0.0
        for customers in classes {
            var reaching = 1.0
            for stage in policy.stages.indices.reversed() {
                let isLast = stage == policy.stages.count - 1
                reaching *= isLast ? 1 : customers.conversion[stage]
                let hours = customers.effort[stage]
                if hours > 0 { most = max(most, customers.marginPerWin * reaching / hours) }
                if customers.careHours[stage] > 0 { most = max(most, customers.careValue[stage]) }
            }
        }
        return 2 * most
    }

    private func customers(_ name: String, _ accounts: [Int], isKey: Bool) throws(AllocationError) -> CustomerClass {
        let factor = isKey ? policy.effort.keyFactor : 1
        let open = policy.stages.map { stage in
            accounts.reduce(0.0) { $0 + Double(snapshot.accounts[$1].pipeline[stage.id]?.opportunities ?? 0) }
        }
        let entering = accounts.reduce(0) { $0 + (workload.opportunities[$1].first ?? 0) }
        let care = policy.stages.map { stage in
            accounts.reduce(0) {
                $0 + factor * policy.effort.perAccount(stage.id, segment: snapshot.accounts[$1].segment)
            }
        }
        let careHours = care.reduce(0, +)
        let perHour = careHours > 0 ? protectedMargin(accounts, isKey: isKey) / careHours : 0
        let promised = isKey ? 0 : policy.allocation.minimumService
        return CustomerClass(
            name: name, isKey: isKey, supply: max(0, entering - (open.first ?? 0)), openWork: open,
            conversion: conversion.shares, effort: policy.stages.indices.map { effort(at: $0, accounts) * factor },
            careHours: care, careValue: care.map { _ in perHour },
            marginPerWin: try marginPerWin(accounts, isKey: isKey),
            minimumService: care.map { _ in promised })
    }

    /// The hours of an opportunity at a stage: the mean over the accounts, weighed by their opportunities there.
    private func effort(at stage: Int, _ accounts: [Int]) -> Double {
        let id = policy.stages[stage].id
        let counts = accounts.map { workload.opportunities[$0][stage] }
        let total = counts.reduce(0, +)
        let hours = accounts.map { policy.effort.perOpportunity(id, segment: snapshot.accounts[$0].segment) }
        if total > 0 { return zip(counts, hours).reduce(0) { $0 + $1.0 * $1.1 } / total }
        return hours.isEmpty
            ? policy.effort.perOpportunity(id, segment: "unknown") : hours.reduce(0, +) / Double(hours.count)
    }

    private func uplift(isKey: Bool) -> Double { isKey ? 1 + policy.economics.upliftIfKey : 1 }

    private func marginPerWin(_ accounts: [Int], isKey: Bool) throws(AllocationError) -> Double {
        let histories = accounts.map { snapshot.accounts[$0].history }
        let count = histories.reduce(0) { $0 + $1.wonCounts.prefix(4).reduce(0, +) }
        let amount = histories.reduce(0) { $0 + $1.wonAmounts.prefix(4).reduce(0, +) }
        let typical = policy.economics.typicalDeal ?? snapshot.typicalDeal
        guard let deal = count > 0 ? amount / Double(count) : typical else {
            let text = """
                nothing was ever won and the policy gives no typical deal, so a win has no worth
                Maybe set economics.typical_deal in the policy.
                """
            throw .refused([Reason("no_typical_deal", text)])
        }
        return deal * policy.economics.grossMargin * uplift(isKey: isKey)
    }

    /// The margin that the care of the accounts protects in the quarter.
    private func protectedMargin(_ accounts: [Int], isKey: Bool) -> Double {
        let economics = policy.economics
        let kept = economics.retention.squareRoot().squareRoot()
        let step = kept / (1 + economics.discountRate).squareRoot().squareRoot()
        var horizon = 0.0
        var weight = 1.0
        for _ in 0..<(4 * economics.horizonYears) {
            weight *= step
            horizon += weight
        }
        let quarterly = accounts.reduce(0.0) { sum, index in
            sum + (RunRate(snapshot.accounts[index], asOf: snapshot.asOf).quarterMean ?? 0)
        }
        return quarterly * economics.grossMargin * uplift(isKey: isKey) * horizon * (kept - economics.retention)
    }

    /// What the classes rest on, in words.
    func assumptions(_ classes: [CustomerClass], winStage: Int) -> [String] {
        let unseen = zip(policy.stages, conversion.isAssumed).filter(\.1).map(\.0.name)
        var found: [String] = []
        if !unseen.isEmpty {
            found.append(
                "The log does not show how \(unseen.joined(separator: ", ")) converts: the policy's belief holds.")
        }
        if policy.stages.indices.contains(winStage) {
            found.append(
                "A win is passing \(policy.stages[winStage].name); it counts once the stages after it have served it.")
        }
        found.append(
            "An account without care in a quarter is taken to be lost as often as one with care is in a year "
                + "(\(Wording.percent(1 - policy.economics.retention))).")
        if policy.economics.upliftIfKey != 0 {
            found.append(
                "Key accounts are taken to bring \(Wording.percent(policy.economics.upliftIfKey)) more margin.")
        }
        for customers in classes {
            found.append(
                "A win of \(customers.name) is taken to bring a margin of \(Wording.price(customers.marginPerWin, snapshot.currency))."
            )
        }
        return found
    }
}
