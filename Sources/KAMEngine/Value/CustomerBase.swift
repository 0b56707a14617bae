internal import KAMModel

/// The customers of a snapshot as they were known on a day, and the models of repeat purchases fitted to them.
struct CustomerBase {
    /// The least history from which `auto` takes a model of repeat purchases.
    enum Needs {
        /// Days from the first purchase in the log to the last.
        static let days = 365
        /// Accounts that bought.
        static let accounts = 30
        /// Accounts that bought again.
        static let repeaters = 10
    }

    /// To how many customers a model is fitted at most; of more, so many are taken evenly by their place.
    static let mostFitted = 5000

    /// The purchases by account, in the order of the snapshot; nothing for one that has not bought.
    let histories: [PurchaseHistory?]
    /// How many accounts bought.
    let buyers: Int
    /// How many bought again.
    let repeaters: Int
    /// The days from the first purchase to the day.
    let days: Int
    private let sample: [PurchaseHistory]

    /// Takes the customers as they were known on a day.
    init(_ snapshot: Snapshot, until day: Day) {
        histories = snapshot.accounts.map { PurchaseHistory($0, until: day) }
        let known = histories.compactMap { $0 }
        buyers = known.count
        repeaters = known.count { $0.repeats.repeats > 0 }
        days = known.map(\.first).min().map { day.ordinal - $0.ordinal } ?? 0
        if known.count > CustomerBase.mostFitted {
            sample = (0..<CustomerBase.mostFitted).map { known[$0 * known.count / CustomerBase.mostFitted] }
        } else {
            sample = known
        }
    }

    /// Fits models of repeat purchases; one that cannot be fitted comes with its reason.
    func forecasts(_ models: [LifetimeModel], days: Double) -> [LifetimeModel: Result<RepeatForecast, ValueError>] {
        let table = PurchaseTable(sample.map(\.repeats))
        let spending = Result { () throws(ValueError) in try RepeatForecast.Spending(sample) }
        var forecasts: [LifetimeModel: Result<RepeatForecast, ValueError>] = [:]
        for model in models {
            forecasts[model] = Result { () throws(ValueError) in
                try RepeatForecast(
                    model, table: table, histories: sample, spending: spending.get(), days: days)
            }
        }
        return forecasts
    }
}
