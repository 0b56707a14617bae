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

    init(_ matrix: Matrix?) {
        guard let matrix else { return }
        for cell in matrix.cells { cells[Key(account: cell.account, stage: cell.stage)] = cell }
        for answer in matrix.kams { kams[answer.account] = answer.kam }
    }

    /// The lead of an account at a stage.
    func lead(_ account: Account, _ stage: ID<Stage>) -> ID<Member>? {
        cells[Key(account: account.id, stage: stage)]?.lead ?? account.stageOwners[stage]
    }

    /// Who takes a share of a large cell, from 1; the lead where it takes more than one.
    func sharer(_ account: Account, _ stage: ID<Stage>, share: Int) -> ID<Member>? {
        guard let cell = cells[Key(account: account.id, stage: stage)] else { return nil }
        let sharers = cell.supporters.filter { $0.role == .shares }
        return share <= sharers.count ? sharers[share - 1].member : sharers.isEmpty ? nil : cell.lead
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
