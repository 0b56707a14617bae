public import KAMModel

extension PortfolioComparison {
    /// Holds a portfolio against one stored before.
    ///
    /// - Parameters:
    ///   - old: The stored portfolio.
    ///   - new: The portfolio made now, best with `old` among its past: only then it knows who stays by hysteresis.
    public init(old: PastPortfolio, new: Portfolio) {
        let held = Dictionary(
            (new.stability?.kept ?? []).map { ($0.account, $0.reason) }, uniquingKeysWith: { first, _ in first })
        func row(_ account: ID<Account>, _ name: String, _ merit: Double?, _ reason: Reason) -> Row {
            Row(account: account, name: name, meritBefore: old.merits[account], meritNow: merit, reason: reason)
        }
        var (enters, stays, kept, leaves): ([Row], [Row], [Row], [Row]) = ([], [], [], [])
        for account in new.selected {
            let merit = account.score.merit.value
            let own = account.reasons.first { $0.code == "forced_in" } ?? account.reasons.first
            let reason = PortfolioComparison.moved(old.merits[account.account], merit, own)
            if !old.selected.contains(account.account) {
                enters.append(row(account.account, account.name, merit, reason))
            } else if let why = held[account.account] {
                kept.append(row(account.account, account.name, merit, why))
            } else {
                stays.append(row(account.account, account.name, merit, reason))
            }
        }
        for account in new.rejected where old.selected.contains(account.account) {
            leaves.append(row(account.account, account.name, account.score.merit.value, account.reason))
        }
        let known = Set(new.selected.map(\.account) + new.rejected.map(\.account))
        for account in old.selected.subtracting(known).sorted() {
            let gone = Reason(
                "gone", Phrase("Is no longer among the accounts.", ja: "取引先の一覧に存在しない。"))
            leaves.append(row(account, account.raw, nil, gone))
        }
        self.init(
            old: old.id, oldQuarter: old.quarter, enters: enters, leaves: leaves, stays: stays, staysByHysteresis: kept)
    }

    /// How the merit moved, and the account's own reason.
    private static func moved(_ before: Double?, _ now: Double, _ own: Reason?) -> Reason {
        var statement = Statement()
        if let before {
            statement.say(
                "Merit \(Wording.merit(before)) then, \(Wording.merit(now)) now.",
                ja: "総合スコアは前回\(Wording.merit(before))、今回\(Wording.merit(now))。",
                ["merit_before": before, "merit_now": now])
        } else {
            statement.say(
                "Not scored then; merit \(Wording.merit(now)) now.", ja: "前回は評価なし、今回の総合スコアは\(Wording.merit(now))。",
                ["merit_now": now])
        }
        if let own { statement.say(own) }
        return statement.reason(own?.code ?? "moved")
    }
}
