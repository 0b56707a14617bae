import Testing

@testable import KAMEngine

@Suite("The bound by chain prices")
struct ChainBoundTests {
    @Test("The bound rises from nothing when every account's best chain costs nothing")
    func fromNothing() throws {
        var generated = GeneratedAssignment()
        for _ in 0..<1000 {
            generated.addAccount(leads: [
                [.init(member: 0, cost: 0, hours: 1), .init(member: 1, cost: 10, hours: 1)]
            ])
        }
        for _ in 0..<2 { generated.addMember(LoadCost(limit: 600)) }
        let problem = try generated.problem()
        var bound = ChainBound(problem, SegmentTable(problem), threads: 1)
        bound.raise(steps: 200, target: nil) { _ in false }
        #expect(bound.value > 3900, "four hundred accounts must pay 10: \(bound.value)")
        #expect(bound.value <= 4000)
    }
}
