import KAMModel
import Testing

@testable import KAMPlanner

@Suite("UUIDv7")
struct UUIDv7Tests {
    @Test("An id has the form, version and variant of RFC 9562")
    func form() {
        var random = SplitMix64(seed: 1)
        for _ in 0..<1000 {
            let id = UUIDv7.make(milliseconds: 1_774_915_200_000, random: &random)
            #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        }
    }

    @Test("The first 48 bits are the milliseconds: the example of RFC 9562, A.6")
    func example() {
        var random = SplitMix64(seed: 1)
        // 2022-02-22T19:22:22Z
        #expect(UUIDv7.make(milliseconds: 0x017F_22E2_79B0, random: &random).hasPrefix("017f22e2-79b0-7"))
    }

    @Test("Ids sort by the time they were made, across every carry of the clock")
    func order() {
        var random = SplitMix64(seed: 2)
        let times = [0, 1, 0xFFFF, 0x1_0000, 0xFFFF_FFFF, 0x1_0000_0000, 1_774_915_200_000, 0xFFFF_FFFF_FFFF]
        let ids = times.map { UUIDv7.make(milliseconds: Int64($0), random: &random) }
        #expect(ids == ids.sorted())
    }

    @Test("Ids of one millisecond differ, in each of their random bits")
    func random() {
        var random = SplitMix64(seed: 3)
        let ids = (0..<2000).map { _ in UUIDv7.make(milliseconds: 5, random: &random) }
        #expect(Set(ids).count == ids.count)
        for place in ids[0].indices where ids[0][place] != "-" {
            let digits = Set(ids.map { $0[place] })
            let offset = ids[0].distance(from: ids[0].startIndex, to: place)
            let expected = offset < 14 ? 1 : offset == 14 ? 1 : offset == 19 ? 4 : 16
            #expect(digits.count == expected, "place \(offset)")
        }
    }
}
