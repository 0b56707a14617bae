/// The numbers that a key allows.
struct Bounds: Sendable {
    /// The least number, if there is one.
    let least: Double?
    /// Whether the least number itself is allowed.
    let isLeastAllowed: Bool
    /// The greatest number allowed, if there is one.
    let greatest: Double?

    private init(least: Double?, isLeastAllowed: Bool = true, greatest: Double? = nil) {
        self.least = least
        self.isLeastAllowed = isLeastAllowed
        self.greatest = greatest
    }

    /// From 0 to 1.
    static let share = Bounds(least: 0, greatest: 1)
    /// Every number.
    static let any = Bounds(least: nil)

    /// A number or more.
    static func atLeast(_ least: Double) -> Bounds { Bounds(least: least) }

    /// More than a number.
    static func above(_ least: Double) -> Bounds { Bounds(least: least, isLeastAllowed: false) }

    /// From one number to another.
    static func within(_ range: ClosedRange<Double>) -> Bounds {
        Bounds(least: range.lowerBound, greatest: range.upperBound)
    }

    /// Whether a number is allowed.
    func allows(_ number: Double) -> Bool {
        if let least, isLeastAllowed ? number < least : number <= least { return false }
        if let greatest, number > greatest { return false }
        return number.isFinite
    }

    /// A number that is allowed, to go on with after one that is not.
    var fallback: Double { (least ?? 0) + (isLeastAllowed ? 0 : 1) }

    /// The numbers in words, as `0…1`; empty when every number is allowed.
    var words: String {
        switch (least, greatest) {
        case (let least?, let greatest?): "\(Bounds.short(least))…\(Bounds.short(greatest))"
        case (let least?, nil): (isLeastAllowed ? "≥ " : "> ") + Bounds.short(least)
        case (nil, let greatest?): "≤ \(Bounds.short(greatest))"
        case (nil, nil): ""
        }
    }

    private static func short(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? String(number)
    }
}
