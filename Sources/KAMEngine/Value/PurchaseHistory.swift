internal import KAMModel

/// What an account had bought by a day, as the models of repeat purchases take it; times in days.
///
/// A purchase of less than nothing, or of an amount that is not a number, is a correction and no purchase. One of 0 is a
/// purchase without an amount. Purchases of one day are one, and those after the day are not known yet.
struct PurchaseHistory {
    /// The repeats and their times.
    let repeats: RepeatPurchases
    /// The first purchase.
    let first: Day
    /// How many purchases had an amount.
    let paid: Int
    /// Their mean amount; 0 without any.
    let mean: Double

    /// Takes the purchases of an account up to a day, that day included; nothing before the first.
    init?(_ account: Account, until day: Day) {
        var count = 0
        var earliest: Day?
        var amounts = (days: 0, sum: 0.0)
        var (latest, latestPaid): (Day?, Day?) = (nil, nil)
        for purchase in account.history.purchases
        where purchase.day <= day && purchase.amount.isFinite && purchase.amount >= 0 {
            if earliest == nil { earliest = purchase.day }
            if purchase.day != latest { count += 1 }
            latest = purchase.day
            guard purchase.amount > 0 else { continue }
            if purchase.day != latestPaid { amounts.days += 1 }
            latestPaid = purchase.day
            amounts.sum += purchase.amount
        }
        guard let first = earliest, let last = latest,
            let repeats = try? RepeatPurchases(
                repeats: count - 1, recency: Double(last.ordinal - first.ordinal),
                age: Double(day.ordinal - first.ordinal))
        else { return nil }
        self.repeats = repeats
        self.first = first
        paid = amounts.days
        mean = amounts.days > 0 ? amounts.sum / Double(amounts.days) : 0
    }
}
