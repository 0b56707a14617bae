internal import func Glibc.log
internal import func Glibc.log1p
internal import KAMModel

/// What being managed as key did for accounts in the past: matched difference-in-differences on quarterly won amounts.
///
/// Treated are accounts from the first quarter in which a past portfolio had them as key; each is held against the three
/// accounts of its segment that never were key and resemble it most in the level and trend of the quarters before. The
/// controls' change is taken off the treated's. One that left the list later still counts as treated. Quarters are stretches of 91 days counted from the first day as key.
/// - Source: Heckman, Ichimura & Todd, *Review of Economic Studies* 64, 1997 (matched difference-in-differences).
struct UpliftStudy {
    /// How much it takes at least.
    enum Needs {
        static let treated = 8
        static let controls = 8
        static let quartersBefore = 2
    }

    /// One treated account against its controls, in money by quarter.
    struct Pair: Hashable {
        /// The mean after.
        let after: Double
        /// What it would have been: the mean before and the controls' change, at least 0.
        let expected: Double
        /// The same difference between the halves of the time before, where nothing should differ.
        let placebo: Double
        let controls: [Int]
    }

    /// What an account did before and after a day.
    private struct Course {
        let before: Double
        let trend: Double
        let after: Double
    }

    private static let neighbours = 3
    /// Quarters looked at before and after, at most.
    private static let span = 4
    private static let draws = 1000

    /// The accounts that could be compared.
    let pairs: [Pair]
    /// How many accounts were key and had a whole quarter since.
    let treated: Int
    /// The different accounts they were compared with.
    var controls: Int { Set(pairs.flatMap(\.controls)).count }

    init(_ snapshot: Snapshot, policy: Policy, past: [PastPortfolio]) {
        var starts: [ID<Account>: Quarter] = [:]
        for portfolio in past {
            for account in portfolio.selected {
                if let start = starts[account], start <= portfolio.quarter { continue }
                starts[account] = portfolio.quarter
            }
        }
        let ledger = WonLedger(snapshot)
        let calendar = policy.calendar
        var courses: [Quarter: [Course?]] = [:]
        for quarter in Set(starts.values) {
            let day = calendar.days(of: quarter).start
            courses[quarter] = snapshot.accounts.indices.map {
                UpliftStudy.course(ledger, $0, from: day, until: snapshot.asOf)
            }
        }
        let bare = snapshot.accounts.indices.filter { starts[snapshot.accounts[$0].id] == nil }
        let segments = Dictionary(grouping: bare) { snapshot.accounts[$0].segment }
        var pairs: [Pair] = []
        var treated = 0
        for (index, account) in snapshot.accounts.enumerated() {
            guard let quarter = starts[account.id], let all = courses[quarter], let own = all[index] else { continue }
            treated += 1
            let others = (segments[account.segment] ?? []).compactMap { other in all[other].map { (other, $0) } }
            if let pair = UpliftStudy.pair(own, among: others) { pairs.append(pair) }
        }
        self.pairs = pairs
        self.treated = treated
    }

    /// The mean of the quarters before and after a day and the trend before; nothing without enough of both.
    private static func course(_ ledger: WonLedger, _ account: Int, from day: Day, until end: Day) -> Course? {
        let after = min(span, (end.ordinal - day.ordinal + 1) / 91)
        let before = min(span, (day.ordinal - ledger.start.ordinal) / 91)
        guard after >= 1, before >= Needs.quartersBefore else { return nil }
        let earlier = (1...before).map { ledger.won(account, from: day.advanced(by: -91 * $0), days: 91) }
        let half = before / 2
        let late = earlier[0..<half].reduce(0, +) / Double(half)
        let early = earlier[half...].reduce(0, +) / Double(before - half)
        let won = ledger.won(account, from: day, days: 91 * after) / Double(after)
        return Course(before: earlier.reduce(0, +) / Double(before), trend: late - early, after: won)
    }

    /// The nearest controls and what they make of the treated; nothing without a near one.
    private static func pair(_ own: Course, among others: [(Int, Course)]) -> Pair? {
        guard own.before > 0 else { return nil }
        let near = others.filter { $0.1.before > own.before / 3 && $0.1.before < own.before * 3 }
        let ranked = near.map { other, course in
            let level = log(course.before / own.before)
            let trend = (course.trend / course.before - own.trend / own.before)
            return (distance: level * level + trend * trend, index: other, course: course)
        }.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.prefix(neighbours)
        guard !ranked.isEmpty else { return nil }
        let count = Double(ranked.count)
        // Scaled to the treated's level, so that a control of half the size counts with its relative change.
        let change = ranked.reduce(0) { $0 + ($1.course.after - $1.course.before) / $1.course.before } / count
        let drift = ranked.reduce(0) { $0 + $1.course.trend / $1.course.before } / count
        return Pair(
            after: own.after, expected: max(0, own.before * (1 + change)),
            placebo: own.trend - own.before * drift, controls: ranked.map(\.index))
    }
}

extension UpliftStudy {
    /// What was measured: the share, its standard error, and the same for the time before.
    struct Result {
        let share: Double
        let error: Double
        let placebo: Double
        let placeboError: Double
    }

    /// The effect as a share of what was to be expected; nothing when too few accounts could be compared.
    ///
    /// The standard error is that of a bootstrap over the treated accounts, seeded.
    func result(seed: UInt64 = 1) -> Result? {
        guard pairs.count >= Needs.treated, controls >= Needs.controls else { return nil }
        func share(_ chosen: [Pair], _ part: (Pair) -> Double) -> Double? {
            let expected = chosen.reduce(0) { $0 + $1.expected }
            return expected > 0 ? chosen.reduce(0) { $0 + part($1) } / expected : nil
        }
        let effect = { (pair: Pair) in pair.after - pair.expected }
        guard let measured = share(pairs, effect), let placebo = share(pairs, \.placebo) else { return nil }
        var generator = SplitMix64(seed: seed)
        var (effects, placebos): ([Double], [Double]) = ([], [])
        for _ in 0..<UpliftStudy.draws {
            let chosen = pairs.indices.map { _ in pairs[Int(generator.unit() * Double(pairs.count))] }
            guard let one = share(chosen, effect), let other = share(chosen, \.placebo) else { continue }
            effects.append(one)
            placebos.append(other)
        }
        guard effects.count > UpliftStudy.draws / 2 else { return nil }
        return Result(
            share: measured, error: UpliftStudy.deviation(effects), placebo: placebo,
            placeboError: UpliftStudy.deviation(placebos))
    }

    private static func deviation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
}

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
