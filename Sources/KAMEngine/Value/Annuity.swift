internal import func Glibc.pow

/// The worth today of one unit a year over a finite horizon, while the customer stays.
///
/// The sum of ρ, ρ², … ρᴴ with ρ = retention × (1 + growth) ÷ (1 + discount rate). As the horizon grows it tends to
/// ρ ÷ (1 − ρ), without growth the closed form retention ÷ (1 + discount rate − retention).
///
/// Who leaves in a year is gone for all of it: the first year brings retention × (1 + growth), not 1, and a part of a year
/// its share of that. Values and the back-test count by this one schedule.
/// - Source: Gupta & Lehmann, "Customers as assets", *J. Interactive Marketing* 17, 2003.
struct Annuity {
    /// One year of it.
    struct Year {
        /// The share of customers who are still there.
        let survival: Double
        /// What one who stays buys, against the present.
        let volume: Double
        /// What one unit at the end of the year is worth today.
        let discountFactor: Double
    }

    /// The years, the first first.
    let years: [Year]

    /// Lays out the horizon.
    ///
    /// - Complexity: O(*years*).
    init(years count: Int, retention: Double, discountRate: Double, growth: Double = 0) {
        years = (1...max(1, count)).map { year in
            let year = Double(year)
            return Year(
                survival: pow(retention, year), volume: pow(1 + growth, year),
                discountFactor: pow(1 + discountRate, -year))
        }
    }

    /// The sum.
    var factor: Double { years.reduce(0) { $0 + $1.survival * $1.volume * $1.discountFactor } }

    /// What one unit a year brings within a time, not discounted; of the year that is cut off its share.
    static func volume(within time: Double, retention: Double, growth: Double = 0) -> Double {
        let whole = Int(max(0, time).rounded(.down))
        let yearly = retention * (1 + growth)
        let sum = (0..<whole).reduce(0) { $0 + pow(yearly, Double($1 + 1)) }
        return sum + (max(0, time) - Double(whole)) * pow(yearly, Double(whole + 1))
    }
}
