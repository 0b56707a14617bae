internal import func Glibc.pow
internal import KAMModel

/// What the values of a snapshot had to assume, in words.
struct ValueAssumptions {
    let snapshot: Snapshot
    let policy: Policy
    let conversion: Conversion
    let values: [AccountValue]
    let uplift: Uplift
    /// The fitted model of repeat purchases, where there is one.
    let repeats: RepeatLifetime?
    /// The fitted models of contracts, where there are any.
    let contracts: ContractLifetime?
    let typicalDeal: Double?

    /// The assumptions, the uplift first.
    var phrases: [Phrase] {
        [Phrase(uplift.reason.text, ja: uplift.reason[.japanese])] + models + facts
    }

    private var models: [Phrase] {
        let economics = policy.economics
        let margin = Wording.percent(economics.grossMargin)
        var phrases = [
            Phrase(
                "The gross margin of \(margin) is assumed alike for all accounts.",
                ja: "粗利率\(margin)は全取引先に共通の想定値。")
        ]
        let plain = values.count { $0.lifetime.model == .formula }
        if plain > 0 {
            let retention = Wording.percent(economics.retention)
            phrases.append(
                Phrase(
                    "\(Wording.count(plain, "account")) valued by the plain formula with an assumed retention of "
                        + "\(retention) a year, growth of \(Wording.percent(economics.growth)) and a risk premium of "
                        + "\(Wording.percent(economics.riskPremium)) by coefficient of variation.",
                    ja: "\(plain)社は簡易式で評価(想定: 年間継続率\(retention)、成長率\(Wording.percent(economics.growth))、"
                        + "変動係数1あたりのリスク割増\(Wording.percent(economics.riskPremium)))。"))
        }
        if let repeats { phrases.append(ValueAssumptions.fits(repeats)) }
        if let contracts, let phrase = ValueAssumptions.fits(contracts) { phrases.append(phrase) }
        if repeats?.forecast.spending.isDependent == true {
            phrases.append(
                Phrase(
                    "Frequent buyers spend otherwise than rare ones (correlation above 0.3), which the model of amounts "
                        + "does not allow for.",
                    ja: "購入頻度と購入単価に相関(0.3超)があり、金額モデルの前提に反する。"))
        }
        return phrases
    }

    /// How the searches for the parameters of repeat purchases ended.
    private static func fits(_ repeats: RepeatLifetime) -> Phrase {
        let (times, amounts) = (repeats.forecast.timing.report, repeats.forecast.spending.report)
        func english(_ report: FitReport) -> String {
            let end = report.status == .converged ? "converged" : "stopped at the limit of precision"
            return
                "\(end), \(report.agreeing) of \(report.starts) starts agree, gradient \(gradient(report.gradientNorm))"
        }
        func japanese(_ report: FitReport) -> String {
            let end = report.status == .converged ? "収束" : "計算精度の限界で停止"
            return "\(end)、初期値\(report.starts)個中\(report.agreeing)個が一致、勾配\(gradient(report.gradientNorm))"
        }
        return Phrase(
            "Fits by maximum likelihood: \(repeats.model.name) (\(english(times))); amounts, gamma-gamma "
                + "(\(english(amounts))).",
            ja: "最尤推定の結果: \(repeats.model.name(in: .japanese))(\(japanese(times)))、金額のガンマ・ガンマモデル"
                + "(\(japanese(amounts)))。")
    }

    /// How the searches for the parameters of contracts ended; nothing where none could be fitted.
    private static func fits(_ contracts: ContractLifetime) -> Phrase? {
        let reports = contracts.reports
        guard !reports.isEmpty else { return nil }
        let converged = reports.count { $0.status == .converged }
        let agreeing = reports.count { $0.agreeing == $0.starts }
        let worst = gradient(reports.reduce(0) { max($0, $1.gradientNorm) })
        let name = LifetimeModel.shiftedBetaGeometric
        return Phrase(
            "Fits with a belief: \(name.name) of \(Wording.count(contracts.contracts, "contract")), by period and segment "
                + "(\(converged) of \(reports.count) converged, in \(agreeing) all starts agree, gradient \(worst)).",
            ja: "事前分布付きの推定の結果: \(name.name(in: .japanese))(契約\(contracts.contracts)件、期間・業種別、"
                + "\(reports.count)件中\(converged)件が収束、\(agreeing)件で全初期値が一致、勾配\(worst))。")
    }

    /// The power of ten that a gradient is under.
    private static func gradient(_ norm: Double) -> String {
        var power = -4
        while power > -12, norm < pow(10, Double(power - 1)) { power -= 1 }
        return "< 1e\(power)"
    }

    private var facts: [Phrase] {
        var phrases: [Phrase] = []
        if values.contains(where: { $0.shareOfWallet != nil }) {
            let share = Wording.percent(policy.economics.walletShareOfRevenue)
            phrases.append(
                Phrase(
                    "A customer's wallet is assumed to be \(share) of its revenue.",
                    ja: "顧客の支出余地は売上高の\(share)と想定。"))
        }
        let unseen = values.count { $0.observedQuarters == 0 }
        if unseen > 0 {
            phrases.append(
                Phrase(
                    "\(Wording.count(unseen, "account")) without history taken at the mean of the segment.",
                    ja: "履歴のない\(unseen)社は業種の平均で評価。"))
        }
        let guessed = zip(policy.stages, conversion.isAssumed).filter(\.1).map(\.0)
        if !guessed.isEmpty {
            phrases.append(
                Phrase(
                    "The conversion at \(Wording.list(guessed.map(\.name))) is the policy's, for the log has not seen it.",
                    ja: "\(Wording.listJa(guessed.map { $0.nameJa ?? $0.name }))の転換率は記録がないためポリシーの想定値。"))
        }
        if snapshot.members.contains(where: { $0.hourlyCost == nil }) {
            let cost = Wording.number(policy.economics.hourlyCost)
            phrases.append(
                Phrase(
                    "Members without a cost of their own cost \(cost) an hour.",
                    ja: "費用の記録がないメンバーは1時間\(cost)と想定。"))
        }
        if typicalDeal == nil {
            phrases.append(
                Phrase(
                    "There is no typical deal, so criteria counted in deals are unknown.",
                    ja: "標準的な商談金額がないため、商談数で測る評価項目は不明。"))
        }
        return phrases
    }
}
