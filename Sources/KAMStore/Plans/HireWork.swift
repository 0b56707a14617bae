import KAMModel

/// The people of a matrix as rows know them: members of the snapshot, and places for people who are yet to be hired.
enum Person {
    private static let mark = "hire: "

    /// The member's key; nothing for somebody yet to be hired.
    static func member(_ id: ID<Member>?) -> String? {
        guard let id, !id.raw.hasPrefix(mark) else { return nil }
        return id.raw
    }

    /// The name of the place; nothing for a member of the snapshot.
    static func hire(_ id: ID<Member>?) -> String? {
        guard let id, id.raw.hasPrefix(mark) else { return nil }
        return String(id.raw.dropFirst(mark.count))
    }
}

/// What a matrix gives somebody yet to be hired.
struct HireWork {
    let hire: String
    let ordinal: Int
    let account: ID<Account>
    let stage: ID<Stage>?
    let role: String
    let hours: Hours

    /// All of it, in order of cells and then of accounts.
    static func all(_ matrix: Matrix) -> [HireWork] {
        var counts: [String: Int] = [:]
        var work: [HireWork] = []
        func add(
            _ member: ID<Member>?, _ account: ID<Account>, _ stage: ID<Stage>?, _ role: String, _ hours: Hours
        ) {
            guard let hire = Person.hire(member) else { return }
            counts[hire, default: 0] += 1
            work.append(
                HireWork(
                    hire: hire, ordinal: counts[hire, default: 1], account: account, stage: stage, role: role,
                    hours: hours))
        }
        for cell in matrix.cells {
            add(cell.lead, cell.account, cell.stage, "lead", cell.hours)
            for supporter in cell.supporters {
                add(supporter.member, cell.account, cell.stage, supporter.role.rawValue, supporter.hours)
            }
        }
        for answer in matrix.kams { add(answer.kam, answer.account, nil, "kam", answer.hours) }
        return work
    }
}
