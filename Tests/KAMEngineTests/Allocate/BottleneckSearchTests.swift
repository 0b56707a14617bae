import KAMModel
import Testing

@testable import KAMEngine

@Suite("The bottleneck search")
struct BottleneckSearchTests {
    private static func fixed(_ hours: [Double]) -> [AllocationMember] {
        hours.enumerated().map { stage, amount in
            allocationHand(at: stage, hours: amount, proficiency: hours.indices.map { $0 == stage ? 1 : 0 }, share: 0)
        }
    }

    /// The value of the pipeline without moves, computed from scratch.
    private static func value(_ instance: AllocationProblem, adding hours: Double, at stage: Int) throws -> Double {
        let skills = instance.stages.indices.map { $0 == stage ? (hours < 0 ? 0 : 1.0) : 0 }
        var members = instance.members
        if hours > 0 {
            members.append(allocationHand(at: stage, hours: hours, proficiency: skills, share: 0))
        } else {
            let index = try #require(members.firstIndex { !$0.servesKeyOnly && $0.baseline[stage] > -hours })
            let old = members[index]
            var baseline = old.baseline
            baseline[stage] += hours / old.proficiency[stage]
            members[index] = AllocationMember(
                proficiency: old.proficiency, baseline: baseline, learningLoss: old.learningLoss,
                capacity: old.capacity, movableShare: old.movableShare, moveCost: old.moveCost)
        }
        let still = members.map { member in
            AllocationMember(
                proficiency: member.proficiency, baseline: member.baseline, learningLoss: member.learningLoss,
                capacity: member.capacity, movableShare: 0, moveCost: 0, servesKeyOnly: member.servesKeyOnly)
        }
        let changed = try AllocationProblem(
            stages: instance.stages, members: still, classes: instance.classes, winStage: instance.winStage,
            shortfallPrice: instance.shortfallPrice)
        return try ThroughputModel(changed).solve().before.value
    }

    @Test("prices an hour at what solving anew with one more or one less gives", arguments: 0..<25)
    func pricesAreFiniteDifferences(_ seed: Int) throws {
        let instance = try allocationCompany(seed: UInt64(seed), members: 20)
        let solution = try ThroughputModel(instance).solve()
        for (stage, price) in solution.prices.enumerated() {
            let scale = 1e-6 * max(1, solution.before.value.magnitude)
            let more = try Self.value(instance, adding: 1, at: stage) - solution.before.value
            #expect(abs(price.perHour - more) <= scale)
            let hours = solution.before.hours.general[stage]
            guard hours > 20, instance.members.contains(where: { $0.baseline[stage] > 2 && !$0.servesKeyOnly }) else {
                continue
            }
            let less = try solution.before.value - Self.value(instance, adding: -1, at: stage)
            #expect(abs(price.perHourLost - less) <= scale)
        }
    }

    @Test("agrees with the duals, which lie between an hour gained and an hour lost", arguments: 0..<60)
    func dualsLieBetween(_ seed: Int) throws {
        let instance = try allocationCompany(seed: UInt64(seed), members: 20)
        let evaluator = ThroughputEvaluator(instance, options: AllocationOptions())
        let point = try evaluator.evaluate(instance.baselineHours)
        let prices = try BottleneckSearch(evaluator, addedHours: 100).examine(point).prices
        for (stage, price) in prices.enumerated() {
            let dual = point.prices.hour[stage] + point.prices.generalHour[stage]
            let tolerance = 1e-6 * max(1, abs(dual))
            #expect(price.perHour <= dual + tolerance)
            if point.plan.hours.general[stage] >= 1 { #expect(dual <= price.perHourLost + tolerance) }
        }
    }

    @Test("never finds an hour gained worth more than an hour lost", arguments: 0..<20)
    func valueIsConcave(_ seed: Int) throws {
        let instance = try allocationCompany(seed: UInt64(seed))
        let solution = try ThroughputModel(instance).solve()
        for price in solution.prices { #expect(price.perHourLost >= price.perHour) }
        for stage in instance.stages.indices {
            var values = [solution.before.value]
            for step in 1...4 { values.append(try Self.value(instance, adding: 60 * Double(step), at: stage)) }
            let gains = zip(values.dropFirst(), values).map { $0 - $1 }
            for (later, earlier) in zip(gains.dropFirst(), gains) {
                #expect(later <= earlier + 1e-6 * max(1, solution.before.value.magnitude))
            }
            #expect(gains.allSatisfy { $0 >= -1e-6 * max(1, solution.before.value.magnitude) })
        }
    }

    @Test("names the stage that is short, not the one that converts worst")
    func namesTheShortStage() throws {
        let customers = allocationChain(supply: 1000, conversion: [0.1, 0.9, 0.8], effort: [0.1, 3, 1], margin: 100)
        let solution = try ThroughputModel(allocationProblem(Self.fixed([200, 60, 90]), [customers])).solve()
        let found = solution.bottleneck
        #expect(found.stage == 1 && found.together.isEmpty && !found.isMarketLimited)
        #expect(abs(solution.prices[1].perHour - 24) < 1e-9)
        #expect(solution.prices[0].perHour == 0 && solution.prices[2].perHour == 0)
        #expect(solution.prices.map { ($0.load * 1000).rounded() } == [500, 5000, 1000])
        let texts = Dictionary(uniqueKeysWithValues: found.evidence.map { ($0.code, $0.text) })
        #expect(
            texts["lowest_conversion"]
                == "A converts worst (10 %) but is not the bottleneck: one hour more there is worth 0")
        #expect(texts["downstream_idle"] == "Idle hours after it: 72 h (C 72 h)")
        #expect(texts["price_range"] == "One hour more at B is worth 24, one hour less costs 24")
        #expect(texts["load"]?.contains("B 500 % (300 h of work for 60 h)") == true)
        #expect(
            texts["queue"]
                == "Of 100 opportunities that would come to B if hours were short nowhere it serves 20: 80 are left"
        )
    }

    @Test("finds a tie to be a joint bottleneck, though more hours at one of its stages bring nothing")
    func findsTies() throws {
        let customers = allocationChain(supply: 1000, conversion: [0.5, 0.5, 1], effort: [1, 2, 4], margin: 100)
        // 100 h at each stage serve 100, 50 and 25 opportunities: exactly what the stage before lets through.
        let solution = try ThroughputModel(allocationProblem(Self.fixed([100, 100, 100]), [customers])).solve()
        #expect(solution.bottleneck.stage == 0)
        #expect(solution.bottleneck.together == [1, 2])
        for price in solution.prices {
            #expect(abs(price.perHour) < 1e-9)
            #expect(abs(price.perHourLost - 25) < 1e-6)
        }
        #expect(solution.bottleneck.evidence.first?.code == "joint_gain")
        #expect(abs(solution.bottleneck.jointGain - 25 * solution.bottleneck.addedHours) < 1e-6)
    }

    @Test("leaves out of a joint bottleneck the stages that have hours to spare")
    func prunesTies() throws {
        let customers = allocationChain(supply: 1000, conversion: [0.5, 0.5, 1], effort: [1, 2, 4], margin: 100)
        let options = AllocationOptions(addedHours: 50)
        let solution = try ThroughputModel(
            allocationProblem(Self.fixed([100, 400, 100]), [customers]), options: options
        ).solve()
        #expect(solution.bottleneck.stage == 0)
        #expect(solution.bottleneck.together == [2])
    }

    @Test(
        "finds links of nearly equal strength to limit together, and of unequal strength not",
        arguments: [1.0, 49, 400])
    func findsNearTies(_ distance: Double) throws {
        let customers = allocationChain(supply: 1000, conversion: [1, 1], effort: [1, 1], margin: 100)
        let options = AllocationOptions(addedHours: 50)
        let members = Self.fixed([100, 100 + distance])
        let solution = try ThroughputModel(allocationProblem(members, [customers]), options: options).solve()
        // A alone gains what lies between it and B, at most 50 h; both together gain 50 h.
        #expect(solution.bottleneck.stage == 0)
        #expect(solution.bottleneck.together == (distance < 25 ? [1] : []))
        #expect(abs(solution.bottleneck.gains[0] - 100 * min(50, distance)) < 1e-6)
    }

    @Test("says that the market limits when all hours together bring nothing")
    func findsTheMarket() throws {
        let customers = allocationChain(
            "key accounts", supply: 10, conversion: [0.5, 0.5], effort: [1, 1], margin: 100)
        let solution = try ThroughputModel(allocationProblem(Self.fixed([50, 50]), [customers])).solve()
        #expect(solution.bottleneck.isMarketLimited && solution.bottleneck.together.isEmpty)
        #expect(solution.prices.allSatisfy { $0.perHour == 0 && $0.perHourLost == 0 })
        #expect(solution.bottleneck.evidence.first?.code == "market")
        let texts = solution.bottleneck.evidence.map(\.text)
        #expect(texts.contains("One more opportunity would bring 25 from key accounts"))
    }

    @Test("calls it the market too where hours are just enough, and shows what losing one costs")
    func findsTheMarketAtTheCorner() throws {
        let customers = allocationChain(supply: 50, conversion: [1, 1], effort: [1, 1], margin: 100)
        let solution = try ThroughputModel(allocationProblem(Self.fixed([50, 90]), [customers])).solve()
        #expect(solution.bottleneck.isMarketLimited)
        #expect(solution.prices[0].perHour == 0)
        #expect(abs(solution.prices[0].perHourLost - 100) < 1e-6)
    }

    @Test("without members brings nothing and finds every stage short at once")
    func worksWithoutMembers() throws {
        let customers = allocationChain(supply: 50, conversion: [1, 1], effort: [1, 1], margin: 100)
        let solution = try ThroughputModel(allocationProblem([], [customers])).solve()
        #expect(solution.before.throughput == 0 && solution.outcome.objective == 0)
        #expect(solution.bottleneck.stage == 0 && solution.bottleneck.together == [1])
        #expect(solution.conflicts.count == 2)
        #expect(AllocationCheck(try allocationProblem([], [customers]), solution).violations.isEmpty)
    }

    @Test("without opportunities brings nothing and says that the market limits")
    func worksWithoutSupply() throws {
        let customers = allocationChain(supply: 0, conversion: [1, 1], effort: [1, 1], margin: 100)
        let solution = try ThroughputModel(allocationProblem(Self.fixed([50, 90]), [customers])).solve()
        #expect(solution.before.throughput == 0 && solution.bottleneck.isMarketLimited && solution.moves.isEmpty)
    }

    @Test("names the next bottleneck, which the moves made")
    func namesTheNext() throws {
        let members = Self.fixed([100, 30]) + [allocationHand(at: 0, hours: 400, proficiency: [1, 1], share: 0.25)]
        let customers = allocationChain(supply: 100, conversion: [1, 1], effort: [1, 1], margin: 100)
        let solution = try ThroughputModel(allocationProblem(members, [customers])).solve()
        #expect(solution.bottleneck.stage == 1)
        #expect(abs(solution.after.throughput - 10_000) < 1e-6)
        #expect(solution.nextBottleneck.isMarketLimited)
    }
}
