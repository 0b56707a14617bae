import KAMModel
import Testing

@testable import KAMEngine

@Suite("The check of an allocation")
struct AllocationCheckTests {
    /// A solution with parts replaced.
    private static func changed(
        _ old: AllocationSolution, outcome: Outcome? = nil, after: StagePlan? = nil,
        moves: [AllocationSolution.Move]? = nil, certificate: AllocationPrices?? = nil
    ) -> AllocationSolution {
        AllocationSolution(
            outcome: outcome ?? old.outcome, before: old.before, after: after ?? old.after, moves: moves ?? old.moves,
            moveCost: old.moveCost, prices: old.prices, bottleneck: old.bottleneck,
            nextBottleneck: old.nextBottleneck, certificate: certificate ?? old.certificate, conflicts: old.conflicts,
            iterations: old.iterations)
    }

    private static func plan(
        _ old: StagePlan, finished: [[Double]]? = nil, care: [[Double]]? = nil, shortfall: [[Double]]? = nil,
        throughput: Double? = nil
    ) -> StagePlan {
        StagePlan(
            finished: finished ?? old.finished, care: care ?? old.care, shortfall: shortfall ?? old.shortfall,
            hours: old.hours, throughput: throughput ?? old.throughput, shortfallCost: old.shortfallCost)
    }

    private static func move(_ old: AllocationSolution.Move, from: Int?? = nil, hours: Double = 1, gain: Double = 0)
        -> AllocationSolution.Move
    {
        AllocationSolution.Move(
            member: old.member, from: from ?? old.from, to: old.to, hours: old.hours * hours, gain: old.gain + gain)
    }

    @Test("finds each way in which a solution may be corrupted")
    func findsCorruption() throws {
        let instance = try allocationCompany(seed: 4)
        let sound = try ThroughputModel(instance).solve()
        #expect(AllocationCheck(instance, sound).violations.isEmpty)
        let first = try #require(sound.moves.first)
        let rest = Array(sound.moves.dropFirst())
        var finished = sound.after.finished
        finished[1][4] += 50
        var care = sound.after.care
        care[0][4] += 1000
        var shortfall = sound.after.shortfall
        shortfall[1][1] = -1
        let objective = try #require(sound.outcome.objective)
        let table: [(String, AllocationSolution)] = [
            ("more served than came", Self.changed(sound, after: Self.plan(sound.after, finished: finished))),
            ("more care than asked for", Self.changed(sound, after: Self.plan(sound.after, care: care))),
            ("a negative shortfall", Self.changed(sound, after: Self.plan(sound.after, shortfall: shortfall))),
            ("another throughput", Self.changed(sound, after: Self.plan(sound.after, throughput: 1))),
            ("a move dropped", Self.changed(sound, moves: rest)),
            ("a move too long", Self.changed(sound, moves: [Self.move(first, hours: 50)] + rest)),
            ("a move backwards", Self.changed(sound, moves: [Self.move(first, hours: -1)] + rest)),
            ("a gain too great", Self.changed(sound, moves: [Self.move(first, gain: 1000)] + rest)),
            ("a move to where it was", Self.changed(sound, moves: [Self.move(first, from: first.to)] + rest)),
            ("a move from no stage", Self.changed(sound, moves: [Self.move(first, from: 99)] + rest)),
            (
                "another objective",
                Self.changed(
                    sound,
                    outcome: Outcome(status: .optimal, objective: objective + 100, bound: sound.outcome.bound))
            ),
            (
                "a bound that nothing proves",
                Self.changed(
                    sound, outcome: Outcome(status: .optimal, objective: objective, bound: objective * 2))
            ),
            ("a plan of another shape", Self.changed(sound, after: Self.plan(sound.after, care: []))),
        ]
        for (name, solution) in table {
            #expect(!AllocationCheck(instance, solution).violations.isEmpty, "\(name) was not found")
        }
    }

    @Test("bounds every allocation by whatever prices it is given", arguments: 0..<50)
    func boundsByAnyPrices(_ seed: Int) throws {
        let instance = try allocationCompany(seed: UInt64(seed))
        let sound = try ThroughputModel(instance).solve()
        let old = try #require(sound.certificate)
        var random = AllocationSeed(UInt64(seed))
        func shaken(_ values: [Double]) -> [Double] { values.map { $0 * random.number(0...2) + random.number(-5...5) } }
        let prices = AllocationPrices(
            hour: shaken(old.hour), generalHour: shaken(old.generalHour), flow: old.flow.map(shaken),
            service: old.service.map(shaken), memberHour: shaken(old.memberHour),
            movableHour: shaken(old.movableHour))
        let bound = try #require(AllocationCheck(instance, Self.changed(sound, certificate: prices)).certifiedBound)
        let best = try #require(AllocationCheck(instance, sound).certifiedBound)
        #expect(bound >= best - 1e-6 * max(1, abs(best)))
    }
}
