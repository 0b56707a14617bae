internal import KAMModel

/// What the quarters before say of each account: who stays, who has to wait, and why.
///
/// An incumbent stays while it is young, and as long as its merit has not lain under the floor less `stayBelow` in this
/// quarter and enough before, each held against its own quarter's floor. A newcomer waits while it cools off, and below
/// the floor and `enterAbove`.
struct Hysteresis {
    /// What the past says of an account.
    enum Standing: Hashable {
        /// Nothing; it competes on what it gains.
        case free
        /// An incumbent whose merit is not under the bar.
        case holds
        /// An incumbent whose merit is under the bar, but not for long enough: for so many quarters.
        case falling(quarters: Int)
        /// An incumbent that has been key for so many quarters only.
        case young(quarters: Int)
        /// A newcomer whose merit is below the bar.
        case belowEntry
        /// A newcomer that was let go of so many quarters ago.
        case cooling(quarters: Int)

        var isProtected: Bool {
            switch self {
            case .holds, .falling, .young: true
            case .free, .belowEntry, .cooling: false
            }
        }

        var waits: Bool { self == .belowEntry || isCooling }

        private var isCooling: Bool { if case .cooling = self { true } else { false } }
    }

    /// The stored portfolio whose accounts are the incumbents.
    let latest: PastPortfolio
    /// Whether each account was key there.
    let isIncumbent: [Bool]
    /// The merit under which an incumbent falls; nothing without a floor.
    let stayBar: Double?
    /// The merit from which a newcomer enters; nothing without a floor.
    let enterBar: Double?
    private let rules: StabilityPolicy
    private let history: [History]

    private struct History {
        var quartersKey = 0
        var quartersBelow = 0
        var quartersOut: Int?
    }

    /// Reads the past; nothing when there is none before the quarter.
    ///
    /// Of several portfolios of one quarter the last in the list counts.
    init?(_ accounts: [Account], past: [PastPortfolio], quarter: Quarter, rules: StabilityPolicy, floor: Double?) {
        var byQuarter: [Quarter: PastPortfolio] = [:]
        for portfolio in past where portfolio.quarter < quarter { byQuarter[portfolio.quarter] = portfolio }
        let ordered = byQuarter.values.sorted { $1.quarter < $0.quarter }
        guard let latest = ordered.first else { return nil }
        self.latest = latest
        self.rules = rules
        isIncumbent = accounts.map { latest.selected.contains($0.id) }
        stayBar = floor.map { $0 - rules.stayBelow }
        enterBar = floor.map { $0 + rules.enterAbove }
        history = accounts.map { account in
            History(
                quartersKey: ordered.prefix { $0.selected.contains(account.id) }.count,
                quartersBelow: ordered.prefix { portfolio in
                    guard let merit = portfolio.merits[account.id], let floor = portfolio.floor else { return false }
                    return merit < floor - rules.stayBelow
                }.count, quartersOut: ordered.firstIndex { $0.selected.contains(account.id) })
        }
    }

    /// What the past says of an account that now has a merit.
    func standing(of account: Int, merit: Double) -> Standing {
        let past = history[account]
        if isIncumbent[account] {
            if past.quartersKey < rules.minimumQuarters { return .young(quarters: past.quartersKey) }
            guard let stayBar else { return .free }
            if merit >= stayBar { return .holds }
            let quarters = past.quartersBelow + 1
            return quarters < rules.quartersBelow ? .falling(quarters: quarters) : .free
        }
        if let out = past.quartersOut, out < rules.coolingQuarters { return .cooling(quarters: out) }
        guard let enterBar, merit < enterBar else { return .free }
        return .belowEntry
    }
}
