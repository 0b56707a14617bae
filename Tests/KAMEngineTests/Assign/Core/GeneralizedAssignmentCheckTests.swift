import KAMEngine
import Testing

@Suite("Checking jobs of agents")
struct GeneralizedAssignmentCheckTests {
    private func problem() throws -> GeneralizedAssignment {
        try GeneralizedAssignment(cost: [[1, 2], [3, 4]], weight: [[2, 2], [1, 1]], capacity: [3, 5])
    }

    @Test("The value is the sum of the costs")
    func value() throws {
        let check = GeneralizedAssignmentCheck(try problem(), agentOfJob: [0, 1])
        #expect(check.value == 5)
        #expect(check.breaches.isEmpty)
    }

    @Test("Each broken rule is named")
    func breaches() throws {
        let problem = try problem()
        #expect(
            GeneralizedAssignmentCheck(problem, agentOfJob: [0, 0]).breaches
                == [.capacity(agent: 0, load: 4, capacity: 3)])
        #expect(GeneralizedAssignmentCheck(problem, agentOfJob: [0]).breaches == [.length(1)])
        #expect(GeneralizedAssignmentCheck(problem, agentOfJob: [0, 2]).breaches == [.agent(job: 1, agent: 2)])
        #expect(GeneralizedAssignmentCheck(problem, agentOfJob: [-1, 1]).value == nil)
    }

    @Test("Every table that contradicts itself is refused with all its flaws")
    func refusals() throws {
        let cases: [([[Int]], [[Int]], [Int], [String])] = [
            ([[1]], [[1], [2]], [1, 1], ["cost has 1 rows for 2 agents"]),
            ([[1], [2, 3]], [[1], [1]], [1, 1], ["cost of agent 1 has 2 figures for 1 jobs"]),
            ([[1]], [[-1]], [-2], ["weight of agent 0 and job 0 is -1", "capacity of agent 0 is -2"]),
            ([[2_000_000_000]], [[1]], [1], ["cost of agent 0 and job 0 is 2000000000"]),
            ([[0, 125_000_001]], [[1, 1]], [1], ["cost of agent 0 and job 1 is 125000001"]),
        ]
        for (cost, weight, capacity, words) in cases {
            let error = #expect(throws: GeneralizedAssignmentError.self) {
                try GeneralizedAssignment(cost: cost, weight: weight, capacity: capacity)
            }
            #expect(error?.flaws.map(\.description) == words)
        }
    }
}
