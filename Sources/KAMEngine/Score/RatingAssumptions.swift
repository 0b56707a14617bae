internal import KAMModel

/// Which judgements made by hand cannot be taken as they are.
struct RatingAssumptions {
    let snapshot: Snapshot
    let policy: ScoringPolicy

    /// The rating that says whether the customer names a counterpart; no criterion, but a gate.
    private static let counterpart = "counterpart"

    /// In words: judgements beyond the ends of their scale, and those of no criterion.
    var phrases: [Phrase] { beyond + strangers }

    private var rated: [ScoringPolicy.Criterion] { policy.criteria.filter { $0.sources.contains(.rating) } }

    private var beyond: [Phrase] {
        rated.compactMap { criterion in
            let (least, greatest) = (min(criterion.low, criterion.high), max(criterion.low, criterion.high))
            let found = snapshot.accounts.filter { account in
                account.ratings[criterion.key].map { $0.value < least || $0.value > greatest } ?? false
            }
            guard !found.isEmpty else { return nil }
            let ends = "\(Wording.figure(least))–\(Wording.figure(greatest))"
            return Phrase(
                "\(Wording.count(found.count, "rating")) of \(criterion.title.english) beyond its scale of \(ends) "
                    + "(\(Wording.list(found.map(\.name), most: 3))) counted as the end of it.",
                ja: "\(criterion.title.japanese)の評価\(found.count)件が尺度\(ends)の外にあり"
                    + "(\(Wording.listJa(found.map(\.name), most: 3)))、端の値とみなした。")
        }
    }

    private var strangers: [Phrase] {
        let known = Set(rated.map(\.key) + [RatingAssumptions.counterpart])
        let found = Set(snapshot.accounts.flatMap(\.ratings.keys)).subtracting(known).sorted()
        guard !found.isEmpty else { return [] }
        let names = found.map { "'\($0)'" }
        return [
            Phrase(
                "Ratings of \(Wording.list(names, most: 5)) belong to no criterion that takes ratings and were left out.",
                ja: "\(Wording.listJa(names, most: 5))の評価は、評価を使う項目に属さないため使っていない。")
        ]
    }
}
