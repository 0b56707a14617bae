internal import KAMModel

extension Assignment {
    /// The cases of all cells and accounts.
    static func cases(
        _ snapshot: Snapshot, _ policy: Policy, _ keyAccounts: [KeyAccount], _ roster: Roster, _ owners: OwnersNow
    ) -> (cells: [CellCase], answers: [AnswerCase]) {
        let accounts = Dictionary(snapshot.accounts.map { ($0.id, $0) }) { first, _ in first }
        var cells: [CellCase] = []
        var answers: [AnswerCase] = []
        for key in keyAccounts {
            guard let account = accounts[key.account] else { continue }
            let stake = Stake(key, policy)
            for stage in policy.stages {
                let hours = key.hours[stage.id]?.value ?? 0
                guard hours > 0 else { continue }
                let owner = owners.lead(account, stage.id)
                cells.append(
                    CellCase(
                        account: account, position: answers.count, stage: stage, hours: hours,
                        stake: stake.value(hours: hours), accountStake: stake.whole,
                        suitability: Suitability(
                            account, stake: stake.value(hours: hours), owner: owner, roster: roster,
                            policy: policy.assignment, region: policy.assignment.region
                        ) { stage.teams.contains($0) }))
            }
            answers.append(
                AnswerCase(
                    account: account, hours: key.kamHours.value, stake: stake.whole, isFloor: stake.isFloor,
                    suitability: Suitability(
                        account, stake: stake.whole, owner: owners.kam(account), roster: roster,
                        policy: policy.assignment, region: roster.kamRule(account, policy)
                    ) { roster.kamTeams.contains($0) }))
        }
        return (cells, answers)
    }

    /// The arrays of the cases.
    static func problem(
        _ cells: [CellCase], _ answers: [AnswerCase], _ roster: Roster, _ policy: AssignmentPolicy
    ) throws(AssignmentError) -> AssignmentProblem {
        var starts = [Int](repeating: 0, count: answers.count + 1)
        for cell in cells { starts[cell.position + 1] += 1 }
        for account in answers.indices { starts[account + 1] += starts[account] }
        let entries = roster.entries
        return try AssignmentProblem(
            cellStarts: starts, hours: cells.map(\.hours), value: cells.map(\.stake),
            isEligible: cells.flatMap { $0.suitability.losses.map { $0 != nil } },
            cost: cells.flatMap { $0.suitability.losses.map { $0?.total ?? 0 } },
            handoffLoss: cells.map { policy.handoffLoss * $0.accountStake },
            jointHours: cells.map { _ in policy.jointHours }, jointSaving: cells.map { _ in policy.jointSaving },
            kamHours: answers.map(\.hours), kamValue: answers.map(\.stake),
            isKAMEligible: answers.flatMap { $0.suitability.losses.map { $0 != nil } },
            kamCost: answers.flatMap { $0.suitability.losses.map { $0?.total ?? 0 } },
            capacity: entries.map(\.capacity), ceiling: entries.map(\.ceiling),
            maximumAccounts: entries.map { $0.isKAM ? policy.maximumAccountsPerKAM : 0 })
    }

    /// What a previous matrix decided about the cases; nothing when it misses one.
    static func decision(
        _ matrix: Matrix, _ cells: [CellCase], _ answers: [AnswerCase], _ roster: Roster
    ) -> AssignmentDecision? {
        let index = Dictionary(roster.entries.enumerated().map { ($1.member.id, $0) }) { first, _ in first }
        let owners = OwnersNow(matrix)
        let leads = cells.map { owners.led[OwnersNow.Key($0.account.id, $0.stage.id)].flatMap { index[$0] } }
        let kams = answers.map { owners.kams[$0.account.id].flatMap { index[$0] } }
        guard !leads.contains(nil), !kams.contains(nil) else { return nil }
        let joins = cells.indices.map { cell in
            guard cell > 0, cells[cell - 1].position == cells[cell].position, let lead = leads[cell],
                leads[cell - 1] != lead
            else { return false }
            let before = OwnersNow.Key(cells[cell - 1].account.id, cells[cell - 1].stage.id)
            return owners.supporters[before]?.contains(roster.entries[lead].member.id) ?? false
        }
        return AssignmentDecision(leads: leads, joins: joins, kams: kams)
    }
}

/// An account at a stage, and how each member suits it.
struct CellCase: Sendable {
    let account: Account
    /// The account's place among the key accounts.
    let position: Int
    let stage: Stage
    let hours: Double
    let stake: Double
    let accountStake: Double
    let suitability: Suitability
}

/// An account that needs a KAM, and how each member suits it.
struct AnswerCase: Sendable {
    let account: Account
    let hours: Double
    let stake: Double
    /// Whether the stake is the cost of the hours, since the contribution is less.
    let isFloor: Bool
    let suitability: Suitability
}

/// What is at stake with an account: its contribution, but at least what its hours cost; cells share it by hours.
struct Stake {
    let whole: Double
    let isFloor: Bool
    private let allHours: Double

    init(_ key: Assignment.KeyAccount, _ policy: Policy) {
        allHours = policy.stages.reduce(0) { $0 + (key.hours[$1.id]?.value ?? 0) }
        let floor = (allHours + key.kamHours.value) * policy.economics.hourlyCost
        isFloor = key.contribution < floor
        whole = max(key.contribution, floor)
    }

    func value(hours: Double) -> Double { allHours > 0 ? whole * hours / allHours : 0 }
}
