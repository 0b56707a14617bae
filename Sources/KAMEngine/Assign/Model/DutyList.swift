internal import KAMModel

/// All duties of the key accounts with who may take them, in the order of the problem's rows.
///
/// Cells come by account and stage, then the shares of large cells that supporters take, each as an account of its own
/// that needs no KAM.
struct DutyList: Sendable {
    /// A lead's part of each cell, by account and stage, then the shares of supporters.
    private(set) var cells: [Duty] = []
    /// The candidates of each of these.
    private(set) var leads: [[CandidateTable.Candidate]] = []
    /// A KAM's duty for each key account.
    private(set) var answers: [Duty] = []
    /// The candidates of each of these.
    private(set) var kams: [[CandidateTable.Candidate]] = []
    /// Where the cells of each account begin; the shares follow, one an account.
    private(set) var starts: [Int] = [0]
    /// How many of the duties are cells, before the shares.
    private(set) var cellCount = 0
    /// The rows of the shares of each cell that supporters take.
    private(set) var shares: [Int: [Int]] = [:]

    private let fitting: Fitting
    private let present: PresentService
    private let rules: RuleBook
    private let typical: [Double?]

    init(_ fitting: Fitting, _ present: PresentService, _ rules: RuleBook) {
        self.fitting = fitting
        self.present = present
        self.rules = rules
        typical = fitting.policy.stages.indices.map(fitting.typicalLimit)
        for account in fitting.accounts.indices { add(account) }
        cellCount = cells.count
        for cell in 0..<cellCount where cells[cell].shareCount > 1 {
            shares[cell] = addShares(of: cell)
        }
    }

    private mutating func add(_ account: Int) {
        let facts = fitting.accounts[account]
        let id = facts.account.id
        var answer = duty(
            account, nil, 0, 1, facts.kamHours, facts.stake, present.kam(facts.account), rules.pin(id, nil))
        let able = fitting.candidates(&answer)
        answers.append(answer)
        kams.append(able)
        let guests = fitting.policy.assignment.kamLeads ? able.map(\.member) : []
        for (stage, hours) in facts.hours.enumerated() where hours > 0 {
            let stageID = fitting.policy.stages[stage].id
            let count = shareCount(stage, hours)
            var cell = duty(
                account, stage, 0, count, hours / Double(count), facts.stageStakes[stage] / Double(count),
                present.lead(facts.account, stageID), rules.pin(id, stageID))
            leads.append(fitting.candidates(&cell, guests: guests))
            cells.append(cell)
        }
        starts.append(cells.count)
    }

    /// Adds the shares of a large cell that supporters take; returns their rows.
    private mutating func addShares(of cell: Int) -> [Int] {
        let lead = cells[cell]
        let facts = fitting.accounts[lead.account]
        guard let stage = lead.stage else { return [] }
        let owners = present.sharers(facts.account, fitting.policy.stages[stage].id, shareCount: lead.shareCount)
        return owners.enumerated().map { number, owner in
            var share = duty(
                lead.account, stage, number + 1, lead.shareCount, lead.hours, lead.stake, owner, nil)
            leads.append(fitting.candidates(&share))
            cells.append(share)
            starts.append(cells.count)
            return cells.count - 1
        }
    }

    /// In how many shares a cell is cut, so that none is above the largest share of a typical member's limit.
    ///
    /// No more than there are members: what is still too large then stays open and is told, whatever it is cut in.
    private func shareCount(_ stage: Int, _ hours: Double) -> Int {
        guard let share = fitting.policy.assignment.load.largestShare, let limit = typical[stage], limit > 0
        else { return 1 }
        let most = Double(max(1, fitting.roster.entries.count))
        return max(1, Int(min(most, (hours / (share * limit) - 1e-9).rounded(.up))))
    }

    private func duty(
        _ account: Int, _ stage: Int?, _ share: Int, _ count: Int, _ hours: Double, _ stake: Double,
        _ owner: ID<Member>?, _ pin: Int?
    ) -> Duty {
        let id = fitting.accounts[account].account.id
        return Duty(
            account: account, stage: stage, share: share, shareCount: count, hours: hours, stake: stake, owner: owner,
            ownerIndex: owner.flatMap(fitting.roster.index(of:)), pin: pin,
            forbidden: rules.forbidden(id, stage.map { fitting.policy.stages[$0].id }))
    }
}
