import KAMEngine
import KAMModel

extension ValueBacktest {
    static func all(_ snapshot: Snapshot, policy: Policy) -> [ValueBacktest] { [] }
}

extension Selection {
    func comparison(of portfolio: Portfolio, with old: PastPortfolio) -> PortfolioComparison {
        let now = portfolio.selected.map { ($0.account, $0.name, $0.score.merit.value, $0.reasons.first) }
        let others = portfolio.rejected.map { ($0.account, $0.name, $0.score.merit.value, Optional($0.reason)) }
        let kept = Set(portfolio.stability?.kept.map(\.account) ?? [])
        func rows(_ accounts: [(ID<Account>, String, Double, Reason?)]) -> [PortfolioComparison.Row] {
            accounts.map {
                PortfolioComparison.Row(
                    account: $0.0, name: $0.1, meritBefore: old.merits[$0.0], meritNow: $0.2,
                    reason: $0.3 ?? Reason("none", ""))
            }
        }
        return PortfolioComparison(
            old: old.id, oldQuarter: old.quarter, enters: rows(now.filter { !old.selected.contains($0.0) }),
            leaves: rows(others.filter { old.selected.contains($0.0) }),
            stays: rows(now.filter { old.selected.contains($0.0) && !kept.contains($0.0) }),
            staysByHysteresis: rows(now.filter { kept.contains($0.0) }))
    }
}
