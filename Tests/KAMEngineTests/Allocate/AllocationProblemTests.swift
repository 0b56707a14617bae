import KAMEngine
import KAMModel
import Testing

@Suite("An allocation problem")
struct AllocationProblemTests {
    private static let sound = allocationHand(at: 0, hours: 10, proficiency: [1, 1])

    private static func refusal(
        member: AllocationMember = sound, supply: Double = 5, open: [Double] = [0, 0],
        conversion: [Double] = [0.5, 0.5],
        effort: [Double] = [1, 1], margin: Double = 10, service: Double = 0, winStage: Int = 1
    ) -> [Reason] {
        do {
            let customers = allocationChain(
                supply: supply, open: open, conversion: conversion, effort: effort, margin: margin,
                minimumService: service)
            _ = try AllocationProblem(
                stages: ["A", "B"], members: [member], classes: [customers], winStage: winStage, shortfallPrice: 1)
            return []
        } catch let AllocationError.refused(reasons) {
            return reasons
        } catch {
            return [Reason("other", "\(error)")]
        }
    }

    @Test("refuses each contradiction with its place and its value")
    func refusesContradictions() {
        let table: [(String, [Reason], String)] = [
            ("no conversion", Self.refusal(conversion: [0, 0.5]), "conversion of customers at A is 0.0"),
            ("conversion above 1", Self.refusal(conversion: [0.5, 1.2]), "conversion of customers at B is 1.2"),
            ("conversion unknown", Self.refusal(conversion: [.nan, 1]), "conversion of customers at A is nan"),
            ("negative effort", Self.refusal(effort: [1, -2]), "hours of an opportunity of customers at B is -2.0"),
            ("negative open work", Self.refusal(open: [-1, 0]), "open work of customers at A is -1.0"),
            ("negative margin", Self.refusal(margin: -5), "margin of a win of customers is -5.0"),
            ("unlimited supply", Self.refusal(supply: .infinity), "without a limit on leads"),
            ("negative supply", Self.refusal(supply: -1), "supply of customers is -1.0"),
            ("service above all", Self.refusal(service: 1.5), "minimum service of customers at A is 1.5"),
            ("no such win stage", Self.refusal(winStage: 2), "stage 2 cannot win"),
            ("too few stages", Self.refusal(effort: [1]), "has 1 values for 2 stages"),
            (
                "negative capacity", Self.refusal(member: allocationHand(at: 0, hours: -3, proficiency: [1, 1])),
                "capacity of member 1 is -3.0"
            ),
            (
                "negative proficiency", Self.refusal(member: allocationHand(at: 0, hours: 3, proficiency: [1, -1])),
                "proficiency of member 1 at B is -1.0"
            ),
            (
                "share above 1", Self.refusal(member: allocationHand(at: 0, hours: 3, proficiency: [1, 1], share: 2)),
                "movable share of member 1 is 2.0"
            ),
            (
                "more planned than there is",
                Self.refusal(
                    member: AllocationMember(
                        proficiency: [1, 1], baseline: [8, 4], learningLoss: [0, 0], capacity: 10, movableShare: 1,
                        moveCost: 0)), "member 1 spends 12.0 h on stages and has 10.0 h"
            ),
        ]
        for (name, reasons, expected) in table {
            #expect(reasons.contains { $0.text.contains(expected) }, "\(name): \(reasons.map(\.text))")
        }
        #expect(Self.refusal().isEmpty)
    }

    @Test("is refused with everything that is wrong, not only the first")
    func namesEverything() {
        let found = Self.refusal(conversion: [0, 2], effort: [-1, 1], margin: .nan)
        #expect(found.map(\.code) == ["not_a_quantity", "not_a_quantity", "conversion", "conversion"])
    }

    @Test("without stages or customers is refused")
    func refusesNothing() {
        #expect(throws: AllocationError.self) {
            try AllocationProblem(stages: [], members: [], classes: [], winStage: 0, shortfallPrice: 1)
        }
    }

    @Test("knows what would arrive at each stage and the hours it would take")
    func knowsDemand() throws {
        let customers = allocationChain(
            supply: 100, open: [10, 4, 0], conversion: [0.5, 0.25, 1], effort: [1, 2, 4], margin: 1,
            careHours: [0, 5, 7])
        let arrivals: [Double] = [110, 59, 14.75]
        let demand: [Double] = [110, 123, 66]
        #expect(customers.arrivals == arrivals)
        #expect(customers.demand == demand)
    }
}
