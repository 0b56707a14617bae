public import KAMModel

extension MatrixDifference {
    /// Compares two matrices.
    ///
    /// - Parameters:
    ///   - before: The older matrix.
    ///   - after: The newer one.
    ///   - snapshot: Gives the names and the currency.
    ///   - policy: Gives the stages in order.
    ///   - history: The matrices before the older one, the latest first: they tell how long a member had served.
    public init(
        _ before: Matrix, _ after: Matrix, snapshot: Snapshot, policy: Policy, history: [Matrix] = []
    ) {
        let made = MatrixChanges(before, after, snapshot, policy)
        let (changes, broken) = (made.changes, made.broken(history))
        let (old, new) = (MatrixDifference.loads(before), MatrixDifference.loads(after))
        let hours = Set(old.keys).union(new.keys).sorted().compactMap { member -> MemberHours? in
            let (then, now) = (old[member] ?? .zero, new[member] ?? .zero)
            guard abs(then.value - now.value) > 1e-9 else { return nil }
            return MemberHours(member: member, name: made.name(member), before: then, after: now)
        }
        let (past, present) = (MatrixDifference.losses(before), MatrixDifference.losses(after))
        let terms = LossTerm.Kind.allCases.compactMap { kind -> TermChange? in
            guard past[kind] != nil || present[kind] != nil else { return nil }
            return TermChange(kind: kind, before: past[kind] ?? 0, after: present[kind] ?? 0)
        }
        self.init(
            changes: changes, hours: hours, terms: terms, broken: broken,
            reason: MatrixDifference.summary(changes, broken, terms, snapshot.currency))
    }

    private static func loads(_ matrix: Matrix) -> [ID<Member>: Hours] {
        Dictionary(matrix.loads.map { ($0.member, $0.planned) }) { first, _ in first }
    }

    private static func losses(_ matrix: Matrix) -> [LossTerm.Kind: Double] {
        Dictionary(matrix.loss.map { ($0.kind, $0.loss) }, uniquingKeysWith: +)
    }

    private static func summary(
        _ changes: [MatrixChange], _ broken: [BrokenRelationship], _ terms: [TermChange], _ currency: Currency
    ) -> Reason {
        let (then, now) = (terms.reduce(0) { $0 + $1.before }, terms.reduce(0) { $0 + $1.after })
        let figures = [
            "changes": Double(changes.count), "broken": Double(broken.count), "loss_before": then, "loss_after": now,
        ]
        guard !changes.isEmpty || then != now else {
            return Reason("same", Phrase("Nothing differs.", ja: "違いはない。"), figures: figures)
        }
        let english =
            "\(Wording.count(changes.count, "cell or KAM", plural: "cells and KAMs")) \(changes.count == 1 ? "changes" : "change"), "
            + "\(Wording.count(broken.count, "relationship")) \(broken.count == 1 ? "ends" : "end"); the loss goes from "
            + "\(Wording.money(then, currency)) to \(Wording.money(now, currency))."
        return Reason(
            "differs",
            Phrase(
                english,
                ja: "\(changes.count)件の担当が変わり、\(broken.count)件の関係が終わる。損失は\(Wording.moneyJa(then, currency))から"
                    + "\(Wording.moneyJa(now, currency))になる。"), figures: figures)
    }
}

extension Wording {
    /// A count with a noun whose plural is irregular.
    fileprivate static func count(_ count: Int, _ noun: String, plural: String) -> String {
        "\(count) \(count == 1 ? noun : plural)"
    }
}
