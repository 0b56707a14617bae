/// The worth today of one unit a year over a finite horizon, while the customer stays.
///
/// The sum of ρ, ρ², … ρᴴ with ρ = retention ÷ (1 + discount rate). As the horizon grows it tends to
/// retention ÷ (1 + discount rate − retention), the closed form of a lifetime value with constant retention.
/// - Source: Gupta & Lehmann, "Customers as assets", *J. Interactive Marketing* 17, 2003.
struct Annuity {
    /// The sum.
    let factor: Double

    /// Sums the horizon.
    ///
    /// - Complexity: O(*years*).
    init(years: Int, retention: Double, discountRate: Double) {
        let step = retention / (1 + discountRate)
        var weight = 1.0
        var sum = 0.0
        for _ in 0..<years {
            weight *= step
            sum += weight
        }
        factor = sum
    }
}
