internal import KAMModel

/// What goes to other members between two matrices, and who no longer serves what it served.
struct MatrixChanges {
    private struct Place: Hashable {
        let account: ID<Account>
        let stage: ID<Stage>?
    }

    private struct Holding {
        let member: ID<Member>?
        let hours: Hours
        let reason: Reason
    }

    private let before: [Place: Holding]
    private let after: [Place: Holding]
    private let names: [ID<Member>: String]
    private let accounts: [ID<Account>: String]
    private let stages: [ID<Stage>: (order: Int, title: Phrase)]

    init(_ before: Matrix, _ after: Matrix, _ snapshot: Snapshot, _ policy: Policy) {
        self.before = MatrixChanges.holdings(before)
        self.after = MatrixChanges.holdings(after)
        let known =
            (before.loads + after.loads).map { ($0.member, $0.name) } + snapshot.members.map { ($0.id, $0.name) }
        names = Dictionary(known) { _, last in last }
        accounts = Dictionary(snapshot.accounts.map { ($0.id, $0.name) }) { first, _ in first }
        stages = Dictionary(policy.stages.enumerated().map { ($1.id, ($0, $1.title)) }) { first, _ in first }
    }

    func name(_ member: ID<Member>) -> String { names[member] ?? member.raw }

    /// All cells and KAMs of either matrix that another member takes, that are gone, or that are new.
    var changes: [MatrixChange] {
        places.compactMap { place in
            let (old, new) = (before[place], after[place])
            if let old, let new, old.member == new.member { return nil }
            return MatrixChange(
                account: place.account, stage: place.stage, before: old?.member, after: new?.member,
                hoursBefore: old?.hours ?? .zero, hoursAfter: new?.hours ?? .zero, reason: reason(place, old, new))
        }
    }

    /// The members who no longer serve what they served and what still has work, the longest first.
    ///
    /// - Parameter history: Earlier matrices, the latest first.
    /// - Returns: One relationship a cell or KAM.
    func broken(_ history: [Matrix]) -> [MatrixDifference.BrokenRelationship] {
        let past = history.map(MatrixChanges.holdings)
        let found = places.compactMap { place -> MatrixDifference.BrokenRelationship? in
            guard let member = before[place]?.member, let new = after[place], new.member != member else { return nil }
            let quarters = 1 + past.prefix { $0[place]?.member == member }.count
            let (name, title) = (name(member), title(place))
            let still = after.contains { $0.key.account == place.account && $0.value.member == member }
            return MatrixDifference.BrokenRelationship(
                account: place.account, stage: place.stage, member: member, quarters: quarters,
                reason: Reason(
                    "relationship_broken",
                    Phrase(
                        "\(name) had \(title.english) for \(Wording.count(quarters, "quarter")) and no longer does"
                            + (still ? ", but still serves the account." : "."),
                        ja: "\(name)は\(title.japanese)を\(quarters)四半期担当したが外れる"
                            + (still ? "(同じ取引先の別の担当は続く)。" : "。")), figures: ["quarters": Double(quarters)]))
        }
        return found.enumerated().sorted {
            $0.element.quarters != $1.element.quarters
                ? $0.element.quarters > $1.element.quarters : $0.offset < $1.offset
        }.map(\.element)
    }

    private var places: [Place] {
        Set(before.keys).union(after.keys).sorted { left, right in
            if left.account != right.account { return left.account < right.account }
            return order(left) < order(right)
        }
    }

    private func order(_ place: Place) -> Int { place.stage.map { stages[$0]?.order ?? stages.count } ?? -1 }

    private func title(_ place: Place) -> Phrase {
        let account = accounts[place.account] ?? place.account.raw
        let stage = place.stage.map { stages[$0]?.title ?? Phrase(verbatim: $0.raw) } ?? Phrase(verbatim: "KAM")
        return Phrase("\(account) \(stage.english)", ja: "\(account)の\(stage.japanese)")
    }

    /// What changes, and why the new one has it.
    private func reason(_ place: Place, _ old: Holding?, _ new: Holding?) -> Reason {
        let title = title(place)
        var statement = Statement()
        guard let new else {
            let who = old?.member.map(name)
            statement.say(
                "\(title.english) is no longer work" + (who.map { " of \($0)." } ?? "."),
                ja: "\(title.japanese)の業務はなくなった" + (who.map { "(\($0)の担当だった)。" } ?? "。"))
            return statement.reason("work_gone")
        }
        switch (old?.member, new.member) {
        case (let from?, let to?):
            statement.say(
                "\(title.english) goes from \(name(from)) to \(name(to)).",
                ja: "\(title.japanese)は\(name(from))から\(name(to))に移る。")
        case (nil, let to?):
            statement.say(
                "\(title.english) is \(old == nil ? "new and goes" : "taken now, and goes") to \(name(to)).",
                ja: "\(title.japanese)は\(old == nil ? "新しい業務で、" : "")\(name(to))が担当する。")
        case (let from?, nil):
            statement.say(
                "\(name(from)) no longer has \(title.english), and nobody takes it.",
                ja: "\(name(from))が\(title.japanese)から外れ、後任はいない。")
        case (nil, nil):
            statement.say("\(title.english) is new and open.", ja: "\(title.japanese)は新しい業務で、担当者なし。")
        }
        statement.say(new.reason)
        return statement.reason(new.member == nil ? "opened" : old?.member == nil ? "taken" : "moved")
    }

    private static func holdings(_ matrix: Matrix) -> [Place: Holding] {
        var found: [Place: Holding] = [:]
        for cell in matrix.cells {
            found[Place(account: cell.account, stage: cell.stage)] = Holding(
                member: cell.lead, hours: cell.hours, reason: cell.reason)
        }
        for answer in matrix.kams {
            found[Place(account: answer.account, stage: nil)] = Holding(
                member: answer.kam, hours: answer.hours, reason: answer.reason)
        }
        return found
    }
}
