internal import KAMModel

extension BacktestTrial {
    /// Why history is too short to choose a model by, nothing when it is not.
    static func shortage(_ log: CustomerBase, _ base: CustomerBase) -> Reason? {
        let figures = [
            "days": Double(log.days), "accounts": Double(base.buyers), "repeaters": Double(base.repeaters),
            "days_needed": Double(CustomerBase.Needs.days), "accounts_needed": Double(CustomerBase.Needs.accounts),
            "repeaters_needed": Double(CustomerBase.Needs.repeaters),
        ]
        if log.days < CustomerBase.Needs.days {
            return Reason(
                "insufficient_history",
                Phrase(
                    "Insufficient history: the log holds \(Wording.count(log.days, "day")) of purchases; "
                        + "\(CustomerBase.Needs.days) are needed to choose a model.",
                    ja: "履歴不足: 購入記録は\(log.days)日分で、モデルの選択には\(CustomerBase.Needs.days)日分が必要。"),
                figures: figures)
        }
        if base.buyers < CustomerBase.Needs.accounts || base.repeaters < CustomerBase.Needs.repeaters {
            return Reason(
                "insufficient_history",
                Phrase(
                    "Insufficient history: \(Wording.count(base.buyers, "account")) had bought by the day of the split, "
                        + "\(base.repeaters) of them again; \(CustomerBase.Needs.accounts) and "
                        + "\(CustomerBase.Needs.repeaters) are needed to choose a model.",
                    ja: "履歴不足: 分割日までの購入は\(base.buyers)社、うち再購入は\(base.repeaters)社で、"
                        + "モデルの選択には\(CustomerBase.Needs.accounts)社と\(CustomerBase.Needs.repeaters)社が必要。"),
                figures: figures)
        }
        return nil
    }

    /// What to say when no day is left to test on.
    static func noDays(_ split: Day) -> Reason {
        Reason(
            "no_holdout",
            Phrase(
                "No day of the log comes after \(split), so nothing can be tested.",
                ja: "\(split)より後の記録がないため、検証できない。"))
    }

    /// What the errors say.
    static func verdict(_ rows: [ValueBacktest.Row], winner: ValueBacktest.Row?) -> Reason {
        guard let winner, let error = winner.rootMeanSquareError else {
            return Reason(
                "no_model", Phrase("No model could be applied.", ja: "適用できるモデルがない。"))
        }
        let formula = rows.first { $0.model == LifetimeModel.formula.rawValue }?.rootMeanSquareError ?? error
        let figures = ["error": error, "formula_error": formula, "bias": winner.bias ?? 0]
        let (english, japanese) = (name(winner.model, .english), name(winner.model, .japanese))
        if winner.model == LifetimeModel.formula.rawValue {
            return Reason(
                "formula_wins",
                Phrase(
                    "The plain formula had the least error (\(figure(error)) by account); it stays the model.",
                    ja: "簡易式の誤差が最小(1社あたり\(figure(error)))で、簡易式を用いる。"),
                figures: figures)
        }
        if LifetimeModel(rawValue: winner.model) == nil {
            return Reason(
                "naive_wins",
                Phrase(
                    "No model beats the naive forecast '\(english)' (error \(figure(error)) by account, plain "
                        + "formula \(figure(formula))); the best of the models is used.",
                    ja: "単純予測「\(japanese)」に勝るモデルがない(1社あたり誤差\(figure(error))、"
                        + "簡易式\(figure(formula)))。モデルの中で最良のものを用いる。"),
                figures: figures)
        }
        return Reason(
            "model_wins",
            Phrase(
                "\(english) had the least error: \(figure(error)) by account, the plain formula "
                    + "\(figure(formula)).",
                ja: "\(japanese)の誤差が最小(1社あたり\(figure(error))、簡易式は\(figure(formula)))。"),
            figures: figures)
    }

    private static func figure(_ error: Double) -> String {
        error >= 100 ? Wording.number(error) : Wording.decimal(error)
    }

    private static func name(_ model: String, _ language: Language) -> String {
        if let model = LifetimeModel(rawValue: model) { return model.name(in: language) }
        return switch (model, language) {
        case ("naive_repeat", .english): "the last stretch repeats"
        case ("naive_repeat", .japanese): "直近の繰り返し"
        case (_, .english): "the mean of all"
        case (_, .japanese): "全体の平均"
        }
    }
}

extension ValueBacktest {
    /// The best of the models that value accounts, the naive ones left aside; nothing when history is too short.
    var bestModel: LifetimeModel? {
        guard winner != nil else { return nil }
        let models = rows.filter { $0.isApplicable && LifetimeModel(rawValue: $0.model) != nil }
        let best = models.min { ($0.rootMeanSquareError ?? .infinity) < ($1.rootMeanSquareError ?? .infinity) }
        return best.flatMap { LifetimeModel(rawValue: $0.model) }
    }
}
