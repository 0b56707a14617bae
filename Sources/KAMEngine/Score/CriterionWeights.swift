internal import KAMModel

/// The weights that scoring uses, from where the policy takes them.
///
/// Weights count within their axis. A criterion of weight 0 is switched off whatever the weighting. Entropy and CRITIC
/// look at the points that are known, and are fixed by them before anything unknown is filled in.
struct CriterionWeights {
    /// By criterion; those of an axis count against each other.
    let weights: [Double]
    /// The weight of attractiveness in the merit.
    let attractivenessWeight: Double

    init(_ policy: ScoringPolicy, points: PointsTable?) {
        var weights = policy.criteria.map(\.weight)
        var share = policy.attractivenessWeight
        switch policy.weighting {
        case .given: break
        case .ahp:
            for judged in JudgedGroup.all(of: policy) {
                guard let ahp = try? judged.weights() else { continue }
                if judged.columns.isEmpty {
                    share = ahp.weights[0]
                } else {
                    for (column, weight) in zip(judged.columns, ahp.weights) { weights[column] = weight }
                }
            }
        case .entropy, .critic:
            guard let points else { break }
            for axis in ScoringPolicy.Axis.allCases {
                let columns = CriterionWeights.live(policy, axis)
                let found = CriterionWeights.fromData(columns.map(points.knownColumn), policy.weighting)
                for (column, weight) in zip(columns, found) { weights[column] = weight }
            }
        }
        self.weights = weights
        attractivenessWeight = share
    }

    /// The criteria of an axis that have weight.
    static func live(_ policy: ScoringPolicy, _ axis: ScoringPolicy.Axis) -> [Int] {
        policy.criteria.indices.filter { policy.criteria[$0].axis == axis && policy.criteria[$0].weight > 0 }
    }

    private static func fromData(_ columns: [[Double?]], _ weighting: ScoringPolicy.Weighting) -> [Double] {
        guard weighting == .entropy else { return CriticWeights.weights(of: columns) }
        return EntropyWeights.shares(columns.map { EntropyWeights.divergence($0.compactMap(\.self)) })
    }
}

extension PointsTable {
    /// The points by a criterion, nothing where they are not known.
    func knownColumn(_ criterion: Int) -> [Double?] {
        (0..<accounts).map { isExact($0, criterion) ? value[$0 * criteria + criterion] : nil }
    }
}

/// What was judged against each other: the criteria of an axis, or the two axes.
struct JudgedGroup {
    /// The consistency ratio above which a warning is given.
    static let warned = 0.10
    /// The consistency ratio above which judgements are refused.
    static let refused = 0.30

    /// The places of the criteria in the policy; none for the axes.
    let columns: [Int]
    /// The names of what is compared.
    let titles: [Phrase]
    /// What is compared, as `the criteria of attractiveness`.
    let noun: String
    private let judgements: [(first: Int, second: Int, ratio: Double)]

    /// The two axes of a policy, and the axes themselves where they were judged.
    static func all(of policy: ScoringPolicy) -> [JudgedGroup] {
        let groups = ScoringPolicy.Axis.allCases.map { axis in
            let columns = CriterionWeights.live(policy, axis)
            return JudgedGroup(
                columns: columns, titles: columns.map { policy.criteria[$0].title },
                noun: "the criteria of \(axis.rawValue)",
                judgements: found(policy, columns.map { policy.criteria[$0].key }))
        }
        let axes = found(policy, ScoringPolicy.Axis.allCases.map(\.rawValue))
        let titles = [Phrase("attractiveness", ja: "魅力度"), Phrase("strength", ja: "自社の強み")]
        return groups
            + (axes.isEmpty ? [] : [JudgedGroup(columns: [], titles: titles, noun: "the axes", judgements: axes)])
    }

    /// The weights of what was judged.
    func weights() throws(JudgementError) -> AHP {
        AHP(try PairwiseMatrix(judgements, count: titles.count))
    }

    /// Why the judgements cannot be used; nothing when they can.
    var fault: String? {
        guard titles.count < AHP.randomIndex.count else {
            return "judgements compare \(titles.count) criteria on an axis; 15 at most can be checked"
        }
        do {
            let ahp = try weights()
            guard let ratio = ahp.consistencyRatio, ratio > JudgedGroup.refused else { return nil }
            return "the judgements of \(noun) contradict each other: consistency ratio \(JudgedGroup.rounded(ratio)), "
                + "above \(JudgedGroup.refused)" + (worst(ahp).map { "; \($0.english)" } ?? "")
        } catch .notConnected(let apart) {
            let names = apart.map { titles[$0].english }
            return "the judgements do not connect \(Wording.list(names)) with \(titles[0].english)"
        } catch {
            return "the judgements of \(noun) cannot be used: \(error)"
        }
    }

    /// A warning where judgements contradict each other more than is usual.
    var warning: Phrase? {
        guard let ahp = try? weights(), let ratio = ahp.consistencyRatio, ratio > JudgedGroup.warned else { return nil }
        let figure = JudgedGroup.rounded(ratio)
        let worst = worst(ahp)
        let subject = titles.map(\.japanese).joined(separator: "、")
        return Phrase(
            "The judgements of \(noun) contradict each other: consistency ratio \(figure), above \(JudgedGroup.warned)"
                + (worst.map { "; \($0.english)." } ?? "."),
            ja: "一対比較の判断(\(subject))に矛盾がある。整合比は\(figure)で、\(JudgedGroup.warned)を超えている。"
                + (worst.map { $0.japanese } ?? ""))
    }

    /// The three judgements that fit worst, in words.
    private func worst(_ ahp: AHP) -> Phrase? {
        guard let triad = ahp.worstTriad else { return nil }
        let (first, second, third) = (titles[triad.first], titles[triad.second], titles[triad.third])
        let (judged, implied) = (JudgedGroup.rounded(triad.judged), JudgedGroup.rounded(triad.implied))
        return Phrase(
            "worst among \(first.english), \(second.english) and \(third.english): \(first.english) is judged \(judged) "
                + "times \(third.english), but \(implied) times by way of \(second.english)",
            ja: "最も矛盾が大きい組は「\(first.japanese)」「\(second.japanese)」「\(third.japanese)」で、"
                + "「\(first.japanese)」は「\(third.japanese)」の\(judged)倍と判断されたが、"
                + "「\(second.japanese)」を介すると\(implied)倍になる。")
    }

    private static func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }

    private static func found(
        _ policy: ScoringPolicy, _ keys: [String]
    ) -> [(first: Int, second: Int, ratio: Double)] {
        let places = Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
        return policy.judgements.compactMap { judgement in
            guard let first = places[judgement.first], let second = places[judgement.second] else { return nil }
            return (first, second, judgement.ratio)
        }
    }
}
