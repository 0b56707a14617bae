@testable import KAMEngine
import KAMModel
import Testing

@Suite("Hysteresis between quarters")
struct HysteresisTests {
    /// Plans quarter after quarter, each with the portfolios before it, while merits move.
    ///
    /// All accounts gain in proportion to their merit, and the KAMs serve `places` of them.
    struct Company {
        var fixture = SelectionFixture()
        var quarter: Quarter
        var past: [PastPortfolio] = []

        init(stability: StabilityPolicy = StabilityPolicy(), places: Int = 6) throws {
            fixture.selection = SelectionPolicy(
                kamHours: 1, poolsByRegion: false, keyShare: 1, quota: SelectionPolicy.Quota(maximum: places),
                stability: stability, robustness: RobustnessPolicy(draws: 0, flipAccounts: 0))
            fixture.criteria = [
                SelectionFixture.criterion("reference", .attractiveness, 1, high: 100),
                SelectionFixture.criterion("fit", .strength, 1, high: 100),
            ]
            quarter = try fixture.quarter()
        }

        /// Decides on accounts of some merits, and remembers it.
        mutating func decide(_ merits: [Double]) throws -> Portfolio {
            fixture.accounts = merits.enumerated().map {
                SelectionFixture.account("a\($0)", openings: 0, ratings: ["reference": $1, "fit": $1])
            }
            let portfolio = try Selection.portfolio(
                of: fixture.snapshot(), policy: fixture.policy, quarter: quarter, past: past)
            let scores =
                portfolio.selected.map { ($0.account, $0.score.merit.value) }
                + portfolio.rejected.map { ($0.account, $0.score.merit.value) }
            past.append(
                PastPortfolio(
                    id: ID("p\(past.count)"), quarter: quarter, selected: Set(portfolio.selected.map(\.account)),
                    merits: Dictionary(uniqueKeysWithValues: scores), floor: portfolio.floor))
            quarter = try #require(quarter.next)
            return portfolio
        }
    }

    private func ids(_ portfolio: Portfolio) -> Set<String> { Set(portfolio.selected.map(\.account.raw)) }

    @Test("lets an incumbent go after two quarters under the floor less 5, and a newcomer in at the floor and 5")
    func thresholds() throws {
        var company = try Company(stability: StabilityPolicy(floor: 60), places: 3)
        #expect(ids(try company.decide([80, 70, 62, 50])) == ["a0", "a1", "a2"])
        // a2 is at the bar, not under it; a3 gains more, but is below the entry bar of 65.
        var result = try company.decide([80, 70, 55, 64.9])
        #expect(ids(result) == ["a0", "a1", "a2"])
        #expect(result.stability?.waiting.map(\.account) == [ID("a3")])
        #expect(result.stability?.kept.map(\.account) == [ID("a2")])
        // One quarter under the bar is not enough to go, nor does the newcomer's place help it.
        result = try company.decide([80, 70, 54, 66])
        #expect(ids(result) == ["a0", "a1", "a2"])
        #expect(result.stability?.kept.first?.reason.text.contains("for 1 quarter of 2") == true)
        // Two in a row are.
        result = try company.decide([80, 70, 54, 66])
        #expect(ids(result) == ["a0", "a1", "a3"])
        #expect(result.rejected.first { $0.account == ID("a2") }?.reason.code == "fell")
        let comparison = PortfolioComparison(old: company.past[2], new: result)
        #expect(comparison.enters.map(\.account) == [ID("a3")])
        #expect(comparison.leaves.map(\.account) == [ID("a2")])
        #expect(comparison.stays.map(\.account) == [ID("a0"), ID("a1")])
        #expect(comparison.staysByHysteresis.isEmpty)
    }

    @Test("forgives an incumbent that recovers in between")
    func recovery() throws {
        var company = try Company(stability: StabilityPolicy(floor: 60), places: 2)
        _ = try company.decide([80, 62, 50])
        for merit in [54.0, 56, 54, 56, 54] {
            #expect(ids(try company.decide([80, merit, 70])) == ["a0", "a1"])
        }
    }

    @Test("holds each quarter against its own floor")
    func ownFloors() throws {
        var company = try Company(places: 2)
        company.quarter = try #require(company.quarter.next?.next)
        func past(_ quarter: Quarter, _ floor: Double?) -> PastPortfolio {
            PastPortfolio(
                id: ID("\(quarter)"), quarter: quarter, selected: [ID("a0"), ID("a1")],
                merits: [ID("a0"): 70, ID("a1"): 52], floor: floor)
        }
        let before = try #require(company.quarter.previous)
        for (floor, stays) in [(60.0, false), (57.0, true), (nil, true)] as [(Double?, Bool)] {
            company.past = [past(before, floor)]
            company.fixture.selection = SelectionPolicy(
                kamHours: 1, poolsByRegion: false, keyShare: 1, quota: SelectionPolicy.Quota(maximum: 2),
                stability: StabilityPolicy(floor: 60), robustness: RobustnessPolicy(draws: 0, flipAccounts: 0))
            var trial = company
            #expect(ids(try trial.decide([80, 50, 90])).contains("a1") == stays)
        }
    }

    @Test("takes as floor the merit at the cut of the choice without memory")
    func freeFloor() throws {
        var company = try Company(places: 3)
        let first = try company.decide([80, 70, 62, 50])
        #expect(first.floor == 62 && first.stability == nil)
        let second = try company.decide([80, 70, 61, 64])
        #expect(second.floor == 64)
        #expect(ids(second) == ["a0", "a1", "a2"])
        #expect(second.stability?.stayBar == 59 && second.stability?.enterBar == 69)
        // Two rules keep a3 out: the place of a2 and its own entry bar. Without one of them alone nothing changes.
        let lost = (64.0 - 61) / 50 * (try #require(second.selected.first)).contribution / 80 * 50
        #expect(abs((second.stability?.cost ?? 0) - lost) < 1e-6)
        #expect(second.stability?.kept.first?.price == 0)
    }

    @Test("does not flap: merits that tremble around the floor change nothing over many quarters", arguments: 0..<12)
    func noFlapping(seed: Int) throws {
        var random = SelectionRandom(seed: UInt64(seed))
        var company = try Company(places: 6)
        let merits = (0..<12).map { 74 - 2 * Double($0) }
        var last: Set<String>?
        for quarter in 0..<12 {
            // Never two apart by the bars: at most 2 points either way.
            let now = try company.decide(merits.map { $0 + (quarter == 0 ? 0 : random.real(-2...2)) })
            if let last { #expect(ids(now) == last) }
            last = ids(now)
        }
    }

    @Test("follows the rule in simulated quarters with any movement")
    func specification() throws {
        var (held, waited, fell) = (0, 0, 0)
        for seed in 0..<20 {
            var random = SelectionRandom(seed: 300 + UInt64(seed))
            let rules = StabilityPolicy(quartersBelow: random.int(1...3))
            var company = try Company(stability: rules, places: 5)
            var merits = (0..<10).map { _ in random.real(20...80) }
            for _ in 0..<15 {
                merits = merits.map { min(100, max(0, $0 + random.real(-16...16))) }
                let before = company.past.last
                let result = try company.decide(merits)
                guard let before else { continue }
                let floor = try #require(result.floor)
                for (index, merit) in merits.enumerated() {
                    let id = ID<Account>("a\(index)")
                    let isIn = result.selected.contains { $0.account == id }
                    if before.selected.contains(id) {
                        let lows =
                            ([(merit, floor)]
                            + company.past.dropLast().reversed().map { ($0.merits[id] ?? 0, $0.floor ?? 0) })
                            .prefix { $0.0 < $0.1 - 5 }.count
                        // There are places for all of them, so nobody protected has to go.
                        if lows < rules.quartersBelow { #expect(isIn, "quarter of \(result.floor ?? 0), \(merit)") }
                        if isIn, lows > 0 { held += 1 }
                        if !isIn { fell += 1 }
                    } else if merit < floor + 5 {
                        #expect(!isIn)
                        waited += 1
                    }
                }
            }
        }
        #expect(waited > 0, "waited")
        #expect(held > 0, "held")
        #expect(fell > 0, "fell")
    }

    @Test("yields where the rules cannot hold all incumbents, and says so")
    func yielding() throws {
        var company = try Company(places: 4)
        _ = try company.decide([80, 79, 78, 77])
        company.fixture.selection = SelectionPolicy(
            kamHours: 1, poolsByRegion: false, keyShare: 1, quota: SelectionPolicy.Quota(maximum: 2),
            robustness: RobustnessPolicy(draws: 0, flipAccounts: 0))
        let result = try company.decide([80, 79, 78, 77])
        #expect(ids(result) == ["a0", "a1"])
        #expect(result.stability?.yielded.map(\.account) == [ID("a2"), ID("a3")])
        #expect(result.stability?.yielded.first?.reason.code == "yielded")
    }

    @Test("keeps the young, cools off the dismissed, and counts changes and their costs")
    func tenureAndCosts() throws {
        // Young: a1 falls at once, but has been key for one quarter of three.
        var company = try Company(
            stability: StabilityPolicy(minimumQuarters: 3, floor: 60, quartersBelow: 1), places: 2)
        _ = try company.decide([80, 70, 50])
        for _ in 0..<2 { #expect(ids(try company.decide([80, 20, 90])) == ["a0", "a1"]) }
        #expect(ids(try company.decide([80, 20, 90])) == ["a0", "a2"])
        // Cooling: a1 comes back only after two quarters out.
        company = try Company(stability: StabilityPolicy(coolingQuarters: 2, floor: 60, quartersBelow: 1), places: 2)
        _ = try company.decide([80, 70, 50])
        #expect(ids(try company.decide([80, 20, 90])) == ["a0", "a2"])
        #expect(try company.decide([80, 90, 50]).rejected.first { $0.account == ID("a1") }?.reason.code == "cooling")
        #expect(ids(try company.decide([80, 90, 50])) == ["a0", "a1"])
        // Changes: only one of two swaps, which are four changes.
        company = try Company(
            stability: StabilityPolicy(maximumChanges: 2, floor: 60, quartersBelow: 1), places: 2)
        _ = try company.decide([80, 79, 20, 20])
        let swapped = try company.decide([40, 39, 90, 89])
        #expect(ids(swapped) == ["a0", "a2"])
        #expect(swapped.rejected.first { $0.account == ID("a3") }?.reason.text.contains("number of changes") == true)
        // Costs: dear entries keep everybody where they are.
        company = try Company(stability: StabilityPolicy(entryCost: 1e9, floor: 60, quartersBelow: 1), places: 2)
        _ = try company.decide([80, 79, 20])
        let costly = try company.decide([80, 40, 90])
        #expect(ids(costly) == ["a0", "a1"])
        #expect(costly.rejected.first?.reason.text.contains("cost of its entry") == true)
    }

    @Test("says when no newcomer reaches the bar, and only then")
    func closed() throws {
        for (merit, isClosed) in [(64.0, true), (66, false)] {
            var company = try Company(stability: StabilityPolicy(floor: 60), places: 2)
            _ = try company.decide([80, 70, 40])
            let said = try company.decide([80, 70, merit]).assumptions.map(\.english)
            #expect(said.contains { $0.hasPrefix("No newcomer reaches the merit of 65.0") } == isClosed)
        }
    }

    @Test("leaves no memory without a portfolio before the quarter")
    func noPast() throws {
        var company = try Company(places: 2)
        let now = company.quarter
        company.past = [
            PastPortfolio(id: ID("p"), quarter: now, selected: [ID("a2")], merits: [:], floor: 90)
        ]
        let result = try company.decide([80, 70, 60])
        #expect(ids(result) == ["a0", "a1"] && result.stability == nil)
    }

    @Test("refuses rules and portfolios that cannot be, with all that is wrong")
    func refusals() throws {
        var company = try Company(
            stability: StabilityPolicy(
                entryCost: -1, exitCost: .nan, maximumChanges: -1, minimumQuarters: -1, coolingQuarters: -1,
                floor: .infinity, stayBelow: -1, quartersBelow: 0, enterAbove: .nan))
        company.past = [
            PastPortfolio(
                id: ID("p"), quarter: try #require(company.quarter.previous), selected: [], merits: [ID("x"): .nan],
                floor: .nan)
        ]
        #expect {
            try company.decide([50])
        } throws: { error in
            guard case .refused(let problems) = error as? SelectionError else { return false }
            return problems.count == 11
        }
    }
}
