internal import func Glibc.pow

/// The worth today of one unit a year over a finite horizon, while the customer stays.
///
/// The sum of ρ, ρ², … ρᴴ with ρ = retention × (1 + growth) ÷ (1 + discount rate). As the horizon grows it tends to
/// ρ ÷ (1 − ρ), without growth the closed form retention ÷ (1 + discount rate − retention).
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
}
