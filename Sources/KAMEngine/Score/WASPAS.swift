/// The weighted aggregated sum and product: a mix of the weighted sum and the weighted product.
///
/// - Complexity: O(*alternatives* × *criteria*).
/// - Source: Zavadskas, Turskis, Antucheviciene & Zakarevicius, *Elektronika ir Elektrotechnika* 122, 2012.
public enum WASPAS {
    /// The mix of both for each alternative.
    ///
    /// - Parameters:
    ///   - matrix: The alternatives, with values above 0.
    ///   - share: *λ*, 0…1.
    /// - Returns: *λ* times the weighted sum plus 1 − *λ* times the weighted product, of values as shares of the greatest.
    /// - Throws: `DecisionError.parameter` for a share outside 0…1, or from the normalisation.
    public static func scores(of matrix: DecisionMatrix, share: Double = 0.5) throws(DecisionError) -> [Double] {
        guard (0...1).contains(share) else { throw .parameter("the share of the sum is \(share), not within 0 and 1") }
        let sums = try WeightedSum.scores(of: matrix, normalization: .max)
        let products = try WeightedProduct.scores(of: matrix, normalization: .max)
        return zip(sums, products).map { share * $0 + (1 - share) * $1 }
    }
}
