/// The hours of one KAM that whole key accounts can fill.
///
/// A KAM answers for whole accounts, so of 300 hours accounts of 88 fill 264. Filling is exact where all accounts take
/// the same hours; where segments differ, it is the greatest sum of their hours that fits, whatever accounts there are.
struct KAMBook {
    private let sums: [Double]

    /// Prepares for accounts of some hours, at most so many of them for one KAM.
    ///
    /// - Complexity: O(*sums* × *kinds* × *accounts*), at most 10,000 sums; beyond them any hours count as filled.
    init(accountHours: Set<Double>, maximumAccounts: Int) {
        let kinds = accountHours.filter { $0 > 0 }.sorted()
        var sums: Set<Double> = [0]
        var last = sums
        for _ in 0..<max(0, maximumAccounts) {
            last = Set(last.flatMap { sum in kinds.map { KAMBook.rounded(sum + $0) } }).subtracting(sums)
            guard !last.isEmpty, sums.count + last.count <= 10_000 else { break }
            sums.formUnion(last)
        }
        self.sums = sums.sorted()
    }

    /// The hours of a KAM that accounts can fill.
    func filled(of hours: Double) -> Double {
        sums.last { $0 <= hours + 1e-9 } ?? 0
    }

    private static func rounded(_ hours: Double) -> Double { (hours * 1e6).rounded() / 1e6 }
}
