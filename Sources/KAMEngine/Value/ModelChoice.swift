internal import KAMModel

/// Which model values which account, and why.
///
/// `auto` takes, in this order: for an account with a contract the shifted beta-geometric model; for one that buys without,
/// where the log is long enough, the model of least error in the back-test; else the plain formula. A model named by the
/// policy is used wherever it can be, however short the history.
struct ModelChoice {
    /// The test that `auto` chose by; nothing where the policy names a model.
    let backtest: ValueBacktest?
    /// The fitted model of repeat purchases; nothing where the formula is used in its place.
    let repeats: RepeatLifetime?
    /// The fitted model of contracts; nothing where there are none or the policy names another model.
    let contracts: ContractLifetime?
    /// What the accounts had bought by the day of the snapshot.
    let base: CustomerBase
    private let policy: Policy
    private let why: Reason

    init(_ snapshot: Snapshot, policy: Policy) {
        self.policy = policy
        let base = CustomerBase(snapshot, until: snapshot.asOf)
        self.base = base
        let setting = policy.economics.valueModel
        let usesContracts = setting == .auto || setting == .shiftedBetaGeometric
        contracts = usesContracts ? ContractLifetime(snapshot, economics: policy.economics) : nil
        var wanted: LifetimeModel?
        switch setting {
        case .auto:
            let test = ValueBacktest(snapshot, policy: policy)
            backtest = test
            why = test.verdict
            wanted = test.bestModel
        case .formula, .shiftedBetaGeometric:
            backtest = nil
            why = ModelChoice.setting(setting)
        case .bgNBD, .paretoNBD:
            backtest = nil
            why = ModelChoice.setting(setting)
            wanted = setting == .bgNBD ? .bgNBD : .paretoNBD
        }
        guard let model = wanted, model != .formula else {
            repeats = nil
            unfit = nil
            return
        }
        let years = policy.economics.horizonYears
        switch base.forecasts([model])[model] {
        case .success(let forecast):
            repeats = RepeatLifetime(model, forecast: forecast, years: years)
            unfit = nil
        case .failure(let error):
            repeats = nil
            unfit = Reason(
                "model_not_fitted",
                Phrase(
                    "\(model.name) cannot be fitted: \(error.description).",
                    ja: "\(model.name(in: .japanese))を推定できない(\(error.description))。"))
        case nil:
            repeats = nil
            unfit = nil
        }
    }

    /// Why the model that was wanted could not be fitted.
    private let unfit: Reason?

    /// Why an account is valued by the plain formula.
    func formulaReason(for account: Account, at index: Int) -> Reason {
        if let contract = account.history.contract, contracts != nil, contract.hasLapsed {
            return Reason(
                "contract_lapsed",
                Phrase(
                    "Plain formula on what is bought beside the contract, which was not renewed after "
                        + "\(Wording.count(contract.renewals, "renewal")).",
                    ja: "契約は\(contract.renewals)回の更新後に解約済みのため、契約外の購入を簡易式で評価。"),
                figures: ["renewals": Double(contract.renewals)])
        }
        if let unfit { return prefixed(unfit) }
        if repeats != nil, base.histories[index] == nil {
            return Reason(
                "no_purchase",
                Phrase(
                    "Plain formula: the account has not bought yet, so no model of repeat purchases applies.",
                    ja: "簡易式: まだ購入がなく、再購入モデルを適用できない。"))
        }
        if repeats != nil {
            return Reason(
                "no_amount",
                Phrase(
                    "Plain formula: no purchase of the account has an amount that a mean could be taken of.",
                    ja: "簡易式: 金額のある購入がなく、平均単価を推定できない。"))
        }
        return prefixed(why)
    }

    /// Why an account is valued by the model of repeat purchases.
    func repeatReason(_ history: PurchaseHistory, _ outlook: RepeatForecast.Outlook) -> Reason {
        let model = repeats?.model ?? .bgNBD
        let count = history.repeats.repeats + 1
        let years = history.repeats.age / RepeatLifetime.daysPerYear
        let english =
            "\(model.name) on \(Wording.count(count, "purchase")) in \(Wording.decimal(years)) years; "
            + "the chance that it still buys is \(Wording.percent(outlook.alive)). "
        let japanese =
            "\(model.name(in: .japanese)): \(Wording.decimal(years))年間に購入\(count)回、取引継続の確率は"
            + "\(Wording.percent(outlook.alive))。"
        return Reason(
            "repeat_purchases", Phrase(english + why.text, ja: japanese + why[.japanese]),
            figures: why.figures.merging(
                ["purchases": Double(count), "years": years, "alive": outlook.alive, "mean_amount": outlook.spend]
            ) { $1 })
    }

    /// Why an account is valued by its contract.
    func contractReason(_ contract: Contract, segment: String) -> Reason {
        let model = contracts?.model(of: segment, periodDays: contract.periodDays)
        let next = model?.retention(afterRenewals: contract.renewals) ?? policy.economics.retention
        return Reason(
            "contract",
            Phrase(
                "Shifted beta-geometric on a contract with \(Wording.count(contract.renewals, "renewal")); the next one "
                    + "comes with a chance of \(Wording.percent(next)).",
                ja: "シフト型ベータ幾何モデル: 契約更新\(contract.renewals)回、次回更新の確率は\(Wording.percent(next))。"),
            figures: ["renewals": Double(contract.renewals), "next_renewal": next])
    }

    private func prefixed(_ reason: Reason) -> Reason {
        Reason(
            reason.code, Phrase("Plain formula. " + reason.text, ja: "簡易式。" + reason[.japanese]),
            figures: reason.figures)
    }

    private static func setting(_ model: EconomicPolicy.ValueModel) -> Reason {
        Reason(
            "model_set",
            Phrase(
                "The policy sets the model (economics.value_model: \(model.rawValue)).",
                ja: "ポリシーの指定による(economics.value_model: \(model.rawValue))。"))
    }
}
