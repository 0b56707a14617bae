internal import KAMModel

/// What a reader of the scores must know: method, weights, what was assumed.
struct ScoringAssumptions {
    let policy: ScoringPolicy
    let aggregation: Aggregation

    /// In words.
    var phrases: [Phrase] { method + weighting + warnings }

    private var method: [Phrase] {
        switch policy.method {
        case .weightedSum: []
        case .weightedProduct:
            [named("the weighted product", "加重積")]
        case .topsis: [named("TOPSIS, against 100 and 0 points in everything", "TOPSIS(理想は全評価項目100点、反理想は0点)")]
        case .vikor: [named("VIKOR, against 100 points in everything", "VIKOR(理想は全評価項目100点)")]
        case .prometheeII:
            [
                Phrase(
                    "The axes are scored by PROMETHEE II, which compares accounts with each other: "
                        + "one account more may reorder the others.",
                    ja: "各軸はPROMETHEE IIで採点する。取引先どうしを比較するため、取引先が1社増えると他の順位が変わることがある。")
            ]
        }
    }

    private func named(_ english: String, _ japanese: String) -> Phrase {
        Phrase(
            "The axes are scored by \(english); what a criterion adds is its Shapley value against an account with "
                + "50 points in everything.",
            ja: "各軸は\(japanese)で採点する。各評価項目の寄与は、全評価項目50点の取引先に対するシャープレイ値である。")
    }

    private var weighting: [Phrase] {
        switch policy.weighting {
        case .given: []
        case .ahp:
            [
                weights(
                    "come from \(Wording.count(policy.judgements.count, "pairwise judgement"))",
                    "一対比較による判断(\(policy.judgements.count)件)")
            ]
        case .entropy: [weights("are taken from the data by entropy", "データのエントロピー")]
        case .critic: [weights("are taken from the data by CRITIC", "データのCRITIC法")]
        }
    }

    private func weights(_ english: String, _ japanese: String) -> Phrase {
        let shares = aggregation.weights.map(Wording.percent)
        let criteria = policy.criteria
        let named = criteria.indices.filter { criteria[$0].weight > 0 }
        return Phrase(
            "The weights \(english), as shares of the merit: "
                + Wording.list(named.map { "\(criteria[$0].title.english) \(shares[$0])" }) + ".",
            ja: "重みは\(japanese)から求めた。総合スコアに占める割合は"
                + Wording.listJa(named.map { "\(criteria[$0].title.japanese) \(shares[$0])" }) + "。")
    }

    private var warnings: [Phrase] {
        policy.weighting == .ahp ? JudgedGroup.all(of: policy).compactMap(\.warning) : []
    }
}
