import KAMEngine
import Testing

@Suite("The gains of moves")
struct GainSharingTests {
    @Test("sum to the throughput after less the throughput before", arguments: 0..<60)
    func sumToTheWhole(_ seed: Int) throws {
        let instance = try allocationCompany(seed: UInt64(seed))
        let solution = try ThroughputModel(instance).solve()
        let whole = solution.moves.isEmpty ? 0 : solution.after.throughput - solution.before.throughput
        let sum = solution.moves.reduce(0) { $0 + $1.gain }
        #expect(abs(sum - whole) <= 1e-9 * max(1, solution.after.throughput))
        #expect(solution.moves.allSatisfy { $0.gain >= 0 })
        #expect(zip(solution.moves, solution.moves.dropFirst()).allSatisfy { $0.gain >= $1.gain })
    }

    @Test("are shared by two moves of which neither brings anything alone")
    func shareWhatIsJoint() throws {
        // Both stages lack 10 h; idle hours of one member may go to A, of the other to B.
        let members = [
            AllocationMember(
                proficiency: [1, 0], baseline: [10, 0], learningLoss: [0, 0], capacity: 20, movableShare: 1,
                moveCost: 0.1),
            AllocationMember(
                proficiency: [0, 1], baseline: [0, 10], learningLoss: [0, 0], capacity: 20, movableShare: 1,
                moveCost: 0.1),
        ]
        let customers = allocationChain(supply: 20, conversion: [1, 1], effort: [1, 1], margin: 100)
        let solution = try ThroughputModel(allocationProblem(members, [customers])).solve()
        #expect(solution.moves.count == 2)
        #expect(solution.moves.allSatisfy { $0.from == nil && abs($0.gain - 500) < 1e-6 })
    }

    @Test("are the same for equal hours of equal members where the first hours bring more than the last")
    func treatEqualsAlike() throws {
        // The first 5 of the 20 moved hours serve dear customers, the rest cheap ones; nobody is first.
        let members = (0..<2).map { _ in allocationHand(at: 0, hours: 10, proficiency: [1, 1], cost: 0.1) }
        let customers = [
            allocationChain("dear", supply: 5, conversion: [1, 1], effort: [0, 1], margin: 100),
            allocationChain("cheap", supply: 100, conversion: [1, 1], effort: [0, 1], margin: 20),
        ]
        let solution = try ThroughputModel(allocationProblem(members, customers)).solve()
        #expect(solution.moves.count == 2)
        #expect(solution.moves.allSatisfy { abs($0.hours - 10) < 1e-6 && abs($0.gain - 400) < 1e-4 })
    }
}
