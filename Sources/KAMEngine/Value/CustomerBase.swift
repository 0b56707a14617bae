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

    /// To how many customers a model is fitted at most; of more, those of the least keys by their ids.
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
        let histories = snapshot.accounts.map { PurchaseHistory($0, until: day) }
        self.histories = histories
        let known = histories.compactMap { $0 }
        buyers = known.count
        repeaters = known.count { $0.repeats.repeats > 0 }
        days = known.map(\.first).min().map { day.ordinal - $0.ordinal } ?? 0
        sample = CustomerBase.sample(
            zip(snapshot.accounts, histories).compactMap { account, history in history.map { (account.id.raw, $0) } })
    }

    /// The customers to fit to, in the order of keys drawn from their ids, so that neither depends on their places.
    private static func sample(_ known: [(id: String, history: PurchaseHistory)]) -> [PurchaseHistory] {
        let keyed = known.map { (key: key(of: $0.id), id: $0.id, history: $0.history) }
        return keyed.sorted { ($0.key, $0.id) < ($1.key, $1.id) }.prefix(mostFitted).map(\.history)
    }

    /// A key that spreads ids evenly.
    ///
    /// - Source: FNV-1a, Fowler, Noll & Vo; finished by a step of SplitMix64, for FNV leaves alike ids near each other.
    static func key(of id: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var generator = SplitMix64(seed: hash)
        return generator.next()
    }

    /// Fits models of repeat purchases; one that cannot be fitted comes with its reason.
    func forecasts(_ models: [LifetimeModel]) -> [LifetimeModel: Result<RepeatForecast, ValueError>] {
        let table = PurchaseTable(sample.map(\.repeats))
        let spending = Result { () throws(ValueError) in try RepeatForecast.Spending(sample) }
        var forecasts: [LifetimeModel: Result<RepeatForecast, ValueError>] = [:]
        for model in models {
            forecasts[model] = Result { () throws(ValueError) in
                try RepeatForecast(model, table: table, spending: spending.get())
            }
        }
        return forecasts
    }
}
