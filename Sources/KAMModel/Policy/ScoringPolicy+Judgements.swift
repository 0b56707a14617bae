extension ScoringPolicy {
    /// What is wrong with a judgement, and which it is.
    public struct JudgementFault: Hashable, Sendable {
        /// The place of the judgement in the policy, from 0.
        public let place: Int
        /// What is wrong, with the values.
        public let message: String
    }

    /// The judgements that contradict themselves, each other, or the criteria that there are.
    ///
    /// A judgement is of two criteria of one axis or of the two axes; its ratio is above 0; a rater judges a pair once,
    /// or both ways round with ratios that multiply to 1 (2 % are left for rounding).
    public var judgementFaults: [JudgementFault] {
        var faults: [JudgementFault] = []
        var seen: [[String]: Double] = [:]
        for (place, judgement) in judgements.enumerated() {
            let pair = "\(judgement.first) against \(judgement.second)"
            if let message = fault(of: judgement, pair) {
                faults.append(JudgementFault(place: place, message: message))
                continue
            }
            let back = seen[[judgement.rater, judgement.second, judgement.first]]
            if seen[[judgement.rater, judgement.first, judgement.second]] != nil {
                faults.append(JudgementFault(place: place, message: "\(pair) is judged twice by one rater"))
            } else if let back, !(0.98...1.02).contains(judgement.ratio * back) {
                let turned = "\(judgement.second) against \(judgement.first)"
                faults.append(
                    JudgementFault(
                        place: place,
                        message: "\(pair) is judged \(judgement.ratio), but \(turned) \(back): they are not reciprocal")
                )
            }
            seen[[judgement.rater, judgement.first, judgement.second]] = judgement.ratio
        }
        return faults
    }

    private func fault(of judgement: Judgement, _ pair: String) -> String? {
        guard judgement.ratio > 0, judgement.ratio.isFinite else {
            return "the judgement of \(pair) is \(judgement.ratio), not above 0"
        }
        guard judgement.first != judgement.second else { return "a judgement compares \(judgement.first) with itself" }
        let places = [judgement.first, judgement.second].map(judgedPlace)
        for (key, place) in zip([judgement.first, judgement.second], places) where place == nil {
            return "a judgement names '\(key)', which is neither a criterion nor an axis"
        }
        return places[0] == places[1] ? nil : "the judgement of \(pair) is of two axes or of an axis and a criterion"
    }

    /// Where a key may be compared: `axes` for an axis, the axis for a criterion; nothing for what is neither.
    private func judgedPlace(_ key: String) -> String? {
        if Axis(rawValue: key) != nil { return "axes" }
        return criteria.first { $0.key == key }?.axis.rawValue
    }
}
