internal import KAMModel

/// The won amounts of all accounts by day.
struct WonLedger {
    /// The first day of the log.
    let start: Day
    private let purchases: [[Purchase]]

    init(_ snapshot: Snapshot) {
        purchases = snapshot.accounts.map { account in
            account.history.purchases.filter { $0.amount.isFinite }.sorted { $0.day < $1.day }
        }
        start = purchases.compactMap(\.first?.day).min() ?? snapshot.asOf
    }

    /// The won amount of an account in so many days from a day on.
    func won(_ account: Int, from day: Day, days: Int) -> Double {
        let end = day.advanced(by: days)
        return purchases[account].reduce(0) { $0 + ($1.day >= day && $1.day < end ? $1.amount : 0) }
    }
}
