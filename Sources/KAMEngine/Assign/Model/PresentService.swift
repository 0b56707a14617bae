internal import KAMModel

/// Who does the work now: the leads, supporters and KAMs of a previous matrix, else the owners in the snapshot.
struct PresentService {
    /// An account at a stage.
    private struct Key: Hashable {
        let account: ID<Account>
        let stage: ID<Stage>
    }

    private var cells: [Key: Matrix.Cell] = [:]
    private var kams: [ID<Account>: ID<Member>] = [:]
    private let ramp: Double

    /// - Parameters:
    ///   - matrix: The previous matrix.
    ///   - ramp: The share of hours more of who was new, by which hours tell the number of shares.
    init(_ matrix: Matrix?, ramp: Double) {
        self.ramp = ramp
        guard let matrix else { return }
        for cell in matrix.cells { cells[Key(account: cell.account, stage: cell.stage)] = cell }
        for answer in matrix.kams { kams[answer.account] = answer.kam }
    }

    /// The cell of the previous matrix.
    func cell(_ account: ID<Account>, _ stage: ID<Stage>) -> Matrix.Cell? {
        cells[Key(account: account, stage: stage)]
    }

    /// The lead of an account at a stage.
    func lead(_ account: Account, _ stage: ID<Stage>) -> ID<Member>? {
        cells[Key(account: account.id, stage: stage)]?.lead ?? account.stageOwners[stage]
    }

    /// Who takes each share of a large cell but the lead's; the lead where it takes more than one itself.
    func sharers(_ account: Account, _ stage: ID<Stage>, shareCount: Int) -> [ID<Member>?] {
        let count = shareCount - 1
        guard let cell = cells[Key(account: account.id, stage: stage)],
            cell.supporters.contains(where: { $0.role == .shares })
        else { return Array(repeating: nil, count: count) }
        let share = cell.work.value / Double(shareCount)
        var found: [ID<Member>?] = []
        for supporter in cell.supporters where supporter.role == .shares {
            let times = share > 0 ? self.shareCount(supporter.hours.value / share) : 1
            found += Array(repeating: supporter.member, count: min(max(1, times), shareCount - 1))
        }
        return Array((found + Array(repeating: cell.lead, count: count)).prefix(count))
    }

    /// How many shares some hours are, in shares: of one who knows the account, or else of one who is new.
    private func shareCount(_ shares: Double) -> Int {
        Int(abs(shares - shares.rounded()) < 1e-3 ? shares.rounded() : (shares / (1 + ramp)).rounded())
    }

    /// The KAM of an account.
    func kam(_ account: Account) -> ID<Member>? { kams[account.id] ?? account.owner }

    /// Everybody who serves an account now.
    func serving(_ account: Account, _ stages: [Stage]) -> Set<ID<Member>> {
        var found: Set<ID<Member>> = []
        if let kam = kam(account) { found.insert(kam) }
        for stage in stages {
            if let lead = lead(account, stage.id) { found.insert(lead) }
            for supporter in cells[Key(account: account.id, stage: stage.id)]?.supporters ?? [] {
                found.insert(supporter.member)
            }
        }
        return found
    }
}
