/// The hours of one KAM that whole key accounts can fill.
///
/// A KAM answers for whole accounts, so of 300 hours accounts of 88 fill 264. Filling is exact where all accounts take
/// the same hours; where segments differ, it is the greatest sum of their hours that fits, whatever accounts there are.
struct KAMBook {
    private let sums: [Double]
    /// Hours from which not every sum is known.
    private let known: Double
    /// The most hours that as many accounts as allowed can take.
    private let most: Double

    /// Prepares for accounts of some hours, at most so many of them for one KAM.
    ///
    /// - Complexity: O(*sums* × *kinds* × *accounts*), at most 10,000 sums; beyond them any hours up to the most that the
    ///   accounts allowed can take count as filled.
    init(accountHours: Set<Double>, maximumAccounts: Int) {
        let kinds = accountHours.filter { $0 > 0 }.sorted()
        var sums: Set<Double> = [0]
        var last = sums
        var known = Double.infinity
        for count in 0..<max(0, maximumAccounts) {
            last = Set(last.flatMap { sum in kinds.map { KAMBook.rounded(sum + $0) } }).subtracting(sums)
            guard !last.isEmpty else { break }
            guard sums.count + last.count <= 10_000 else {
                // One account more takes at least as many times the least.
                known = Double(count + 1) * kinds[0]
                break
            }
            sums.formUnion(last)
        }
        self.sums = sums.sorted()
        self.known = known
        most = Double(max(0, maximumAccounts)) * (kinds.last ?? 0)
    }

    /// The hours of a KAM that accounts can fill.
    func filled(of hours: Double) -> Double {
        hours < known ? sums.last { $0 <= hours + 1e-9 } ?? 0 : min(hours, most)
    }

    private static func rounded(_ hours: Double) -> Double { (hours * 1e6).rounded() / 1e6 }
}
