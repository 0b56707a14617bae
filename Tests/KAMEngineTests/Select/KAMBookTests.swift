import KAMModel
import Testing

@testable import KAMEngine

@Suite("The book of a KAM")
struct KAMBookTests {
    @Test("whole accounts fill what fits of the hours, and no more of them than allowed")
    func uniform() {
        let book = KAMBook(accountHours: [88], maximumAccounts: 4)
        #expect(book.filled(of: 87.9) == 0)
        #expect(book.filled(of: 300) == 264)
        #expect(book.filled(of: 352) == 352)
        #expect(book.filled(of: 10_000) == 352)
    }

    @Test("accounts of different hours fill the greatest sum that fits, as enumeration finds it")
    func mixed() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<500 {
            let kinds = (0..<3).map { _ in Double(random.next() % 40 + 5) }
            let most = Int(random.next() % 5)
            let hours = Double(random.next() % 150)
            var best = 0.0
            for first in 0...most {
                for second in 0...(most - first) {
                    for third in 0...(most - first - second) {
                        let sum = Double(first) * kinds[0] + Double(second) * kinds[1] + Double(third) * kinds[2]
                        if sum <= hours { best = max(best, sum) }
                    }
                }
            }
            #expect(KAMBook(accountHours: Set(kinds), maximumAccounts: most).filled(of: hours) == best)
        }
    }

    @Test("beyond ten thousand sums, hours count as filled up to what the accounts allowed can take")
    func beyondTheLimit() {
        // Kinds that share no divisor: hundreds of thousands of sums of up to twenty of them.
        let kinds = [31.07, 41.13, 53.29, 67.31, 79.43, 97.61, 113.83]
        let book = KAMBook(accountHours: Set(kinds), maximumAccounts: 20)
        #expect(book.filled(of: 1500) == 1500)
        #expect(book.filled(of: 20 * 113.83) == 20 * 113.83)
        #expect(book.filled(of: 10_000) == 20 * 113.83)
        // Where all sums are known, filling stays exact.
        #expect(book.filled(of: 31) == 0)
        #expect(abs(book.filled(of: 100) - (31.07 + 67.31)) < 1e-9)
        #expect(abs(book.filled(of: 85) - (31.07 + 53.29)) < 1e-9)
    }

    @Test("no accounts, no hours")
    func nothing() {
        #expect(KAMBook(accountHours: [], maximumAccounts: 8).filled(of: 300) == 0)
        #expect(KAMBook(accountHours: [0], maximumAccounts: 8).filled(of: 300) == 0)
    }
}
