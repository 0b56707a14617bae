@testable import KAMStore
import Testing

@Suite("Filter of keys")
struct KeyFilterTests {
    private func hash(_ key: String) -> UInt64 {
        var copy = key
        return copy.withUTF8 { KeyFilter.hash(Span(_unsafeElements: $0)) }
    }

    @Test("tells every key that came before, and few others, in a file of a hundred thousand rows")
    func repeats() {
        var filter = KeyFilter(bytes: 5_000_000)
        var mistaken = 0
        for number in 0..<100_000 where filter.insert(hash("O\(number)")) { mistaken += 1 }
        #expect(mistaken < 50)
        var missed = 0
        for number in stride(from: 0, to: 100_000, by: 7) where !filter.insert(hash("O\(number)")) { missed += 1 }
        #expect(missed == 0)
    }

    @Test("still tells every repeated key when it is far too small")
    func overfull() {
        var filter = KeyFilter(bytes: 0)
        for number in 0..<5000 { _ = filter.insert(hash("\(number)")) }
        let missed = (0..<5000).filter { !filter.insert(hash("\($0)")) }
        #expect(missed.isEmpty)
    }
}
