internal import func Glibc.log
internal import KAMModel

/// What being managed as key did for accounts in the past: matched difference-in-differences on quarterly won amounts.
///
/// Treated are accounts from the first quarter in which a past portfolio had them as key; each is held against the three
/// accounts of its segment that never were key and are nearest in the level of the quarters before; the trend before is
/// not matched, so that it can tell whether the two differed.
/// Quarters are stretches of 91 days counted from the first day as key. One that left the list later still counts as
/// treated; a list that was made after its quarter counts for nothing, for nobody can have been managed by it.
///
/// Who is chosen for good quarters falls back to the usual afterwards, managed or not. So what a control did is carried
/// to the treated's level along the slope of after on before among all that never were key: a slope below 1 is that
/// return to the mean.
/// - Source: Heckman, Ichimura & Todd, *Review of Economic Studies* 64, 1997 (matched difference-in-differences); Abadie
///   & Imbens, *J. Business & Economic Statistics* 29, 2011 (the correction of matches by a regression), and
///   *Econometrica* 74, 2006 (the variance of controls that are used more than once).
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
        /// What it would have been: what the controls did, carried to its level before, at least 0.
        let expected: Double
        /// The same difference between the halves of the time before, where nothing should differ.
        let placebo: Double
        let controls: [Int]
    }

    /// What an account did before and after a day.
    struct Course {
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
    /// How many portfolios were made only after their quarter.
    let late: Int
    /// The variance of what a control did about the slope.
    let residual: Double
    /// The different accounts they were compared with.
    var controls: Int { Set(pairs.flatMap(\.controls)).count }

    init(_ snapshot: Snapshot, policy: Policy, past: [PastPortfolio]) {
        let calendar = policy.calendar
        let inTime = past.filter { portfolio in
            portfolio.decidedOn.map { $0 < calendar.days(of: portfolio.quarter).end } ?? true
        }
        late = past.count - inTime.count
        var starts: [ID<Account>: Quarter] = [:]
        for portfolio in inTime {
            for account in portfolio.selected {
                if let start = starts[account], start <= portfolio.quarter { continue }
                starts[account] = portfolio.quarter
            }
        }
        let ledger = WonLedger(snapshot)
        var courses: [Quarter: [Course?]] = [:]
        for quarter in Set(starts.values) {
            let day = calendar.days(of: quarter).start
            courses[quarter] = snapshot.accounts.indices.map {
                UpliftStudy.course(ledger, $0, from: day, until: snapshot.asOf)
            }
        }
        let bare = snapshot.accounts.indices.filter { starts[snapshot.accounts[$0].id] == nil }
        let segments = Dictionary(grouping: bare) { snapshot.accounts[$0].segment }
        let lines = courses.mapValues { all in ReturnLine(bare.compactMap { all[$0] }) }
        residual = lines.values.reduce(0) { max($0, $1.residual) }
        var pairs: [Pair] = []
        var treated = 0
        for (index, account) in snapshot.accounts.enumerated() {
            guard let quarter = starts[account.id], let all = courses[quarter], let own = all[index],
                let line = lines[quarter]
            else { continue }
            treated += 1
            let others = (segments[account.segment] ?? []).compactMap { other in all[other].map { (other, $0) } }
            if let pair = UpliftStudy.pair(own, among: others, line) { pairs.append(pair) }
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
    private static func pair(_ own: Course, among others: [(Int, Course)], _ line: ReturnLine) -> Pair? {
        guard own.before > 0 else { return nil }
        let near = others.filter { $0.1.before > own.before / 3 && $0.1.before < own.before * 3 }
        let ranked = near.map { other, course in
            (distance: abs(log(course.before / own.before)), index: other, course: course)
        }.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.prefix(neighbours)
        guard !ranked.isEmpty else { return nil }
        let count = Double(ranked.count)
        let expected = ranked.reduce(0) { $0 + line.carried($1.course, to: own.before) } / count
        let drift = ranked.reduce(0) { $0 + $1.course.trend / $1.course.before } / count
        return Pair(
            after: own.after, expected: max(0, expected),
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
    /// The standard error is that of a bootstrap over the treated accounts, seeded, and what controls add to it that are
    /// used more than once.
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
        let own = UpliftStudy.deviation(effects)
        let expected = pairs.reduce(0) { $0 + $1.expected }
        let error = (own * own + sharedVariance / (expected * expected)).squareRoot()
        return Result(
            share: measured, error: error, placebo: placebo,
            placeboError: UpliftStudy.deviation(placebos))
    }

    /// What controls add to the variance of the summed effect because several treated accounts share them.
    private var sharedVariance: Double {
        var (sums, squares): ([Int: Double], [Int: Double]) = ([:], [:])
        for pair in pairs {
            let part = 1 / Double(pair.controls.count)
            for control in pair.controls {
                sums[control, default: 0] += part
                squares[control, default: 0] += part * part
            }
        }
        let excess = sums.keys.sorted().reduce(0) { $0 + (sums[$1] ?? 0) * (sums[$1] ?? 0) - (squares[$1] ?? 0) }
        return residual * excess
    }

    private static func deviation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
}
