import KAMModel

/// The criteria by which a merit moved most since an earlier portfolio.
struct MovedCriteria {
    private let moves: [(weight: WeightDocument, change: Double)]

    /// Holds the points of an account against those it had; criteria that were not scored then are not named.
    ///
    /// - Parameters:
    ///   - before: The points of merit of each criterion then, by its key.
    ///   - now: The points of merit now.
    ///   - weights: The criteria with their names.
    init(before: [String: Double], now: [PortfolioDocument.Criterion], weights: [WeightDocument]) {
        let changes = zip(weights, now).compactMap { weight, part -> (weight: WeightDocument, change: Double)? in
            guard let then = before[weight.criterion], abs(part.points - then) >= 0.05 else { return nil }
            return (weight, part.points - then)
        }
        // The first of equal moves keeps its place in the policy.
        moves = Array(
            changes.enumerated().sorted { (abs($1.element.change), $0.offset) < (abs($0.element.change), $1.offset) }
                .map(\.element).prefix(2))
    }

    /// A reason with these criteria said first; the reason as it is where none moved.
    func saidBefore(_ reason: Reason) -> Reason {
        guard !moves.isEmpty else { return reason }
        let english = moves.map { "\($0.weight.name) (\(MovedCriteria.signed($0.change)))" }.joined(separator: " and ")
        let japanese = moves.map { "\($0.weight.nameJa)(\(MovedCriteria.signed($0.change)))" }.joined(separator: "、")
        let figures = moves.map { ("moved_\($0.weight.criterion)", $0.change) }
        return Reason(
            reason.code,
            Phrase(
                "Moved most by \(english) points of merit. \(reason[.english])",
                ja: "総合スコアを最も動かしたのは\(japanese)。\(reason[.japanese])"),
            figures: reason.figures.merging(figures) { own, _ in own })
    }

    /// A change to a tenth, with its sign.
    private static func signed(_ change: Double) -> String {
        let tenths = (abs(change) * 10).rounded()
        return "\(change < 0 ? "-" : "+")\(tenths / 10)"
    }
}
