@testable import KAMEngine
import KAMModel
import Testing

@Suite("Scoring")
struct ScoringTests {
    private static let keys = ["reference", "market", "fit", "access"]

    private func selection(_ fixture: SelectionFixture) throws -> Selection {
        try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
    }

    private func scores(_ fixture: SelectionFixture) throws -> [AccountScore] { try selection(fixture).scoring.scores }

    /// Accounts with random ratings, of which some are missing.
    private func accounts(_ count: Int, missing: Double, _ random: inout SelectionRandom) -> [Account] {
        (0..<count).map { index in
            var ratings: [String: Double] = [:]
            for key in Self.keys where !random.chance(missing) { ratings[key] = random.real(-1...5) }
            return SelectionFixture.account(
                "a\(index)", segment: random.chance(0.5) ? "retail" : "health", ratings: ratings)
        }
    }

    @Test("sums its contributions to the merit, and both axes too")
    func partsSum() throws {
        var random = SelectionRandom(seed: 1)
        for _ in 0..<300 {
            let fixture = SelectionFixture(accounts: accounts(6, missing: 0.3, &random))
            for score in try scores(fixture) {
                #expect(score.contributions.reduce(0) { $0 + $1.points } == score.merit.value)
                let blend = 0.6 * score.attractiveness.value + 0.4 * score.strength.value
                #expect(abs(blend - score.merit.value) < 1e-9)
                #expect(abs(0.6 * score.attractiveness.low + 0.4 * score.strength.low - score.merit.low) < 1e-9)
                #expect(abs(0.6 * score.attractiveness.high + 0.4 * score.strength.high - score.merit.high) < 1e-9)
                #expect(score.merit.low >= 0 && score.merit.high <= 100 + 1e-9)
            }
        }
    }

    @Test("never ranks an account above one that is at least as good in everything")
    func dominance() throws {
        var random = SelectionRandom(seed: 2)
        var dominated = 0
        for _ in 0..<300 {
            let fixture = SelectionFixture(accounts: accounts(8, missing: 0, &random))
            let scoring = try selection(fixture).scoring
            let points = fixture.accounts.map { account in
                fixture.criteria.map { $0.points(for: account.ratings[$0.key]?.value ?? 0) }
            }
            for better in points.indices {
                for worse in points.indices
                where better != worse && zip(points[better], points[worse]).allSatisfy({ $0 >= $1 })
                    && points[better] != points[worse]
                {
                    dominated += 1
                    #expect(scoring.scores[better].merit.value >= scoring.scores[worse].merit.value)
                    #expect(scoring.ranks[better] < scoring.ranks[worse])
                }
            }
        }
        #expect(dominated > 300)
    }

    @Test("brackets the merit that any value of what is unknown would give")
    func intervals() throws {
        var random = SelectionRandom(seed: 3)
        for _ in 0..<300 {
            var fixture = SelectionFixture(accounts: accounts(5, missing: 0.4, &random))
            let doubtful = try scores(fixture)
            fixture.accounts = fixture.accounts.map { account in
                var ratings = account.ratings.mapValues(\.value)
                for key in Self.keys where ratings[key] == nil { ratings[key] = random.real(-1...5) }
                return SelectionFixture.account(account.id.raw, segment: account.segment, ratings: ratings)
            }
            for (before, after) in zip(doubtful, try scores(fixture)) {
                #expect(after.merit.low == after.merit.high)
                #expect(before.merit.low <= after.merit.value + 1e-9)
                #expect(before.merit.high >= after.merit.value - 1e-9)
                #expect(before.merit.low <= before.merit.value && before.merit.value <= before.merit.high)
                #expect(after.completeness > 1 - 1e-9)
            }
        }
    }

    @Test("leaves the scores of all others as they are when an account is added")
    func addingAnAccount() throws {
        var random = SelectionRandom(seed: 4)
        for _ in 0..<200 {
            var fixture = SelectionFixture(accounts: accounts(6, missing: 0, &random))
            fixture.criteria.append(
                SelectionFixture.criterion(
                    "value", .attractiveness, 20, sources: [.lifetimeValue], high: 100, transform: .log))
            fixture.criteria.append(
                SelectionFixture.criterion("stability", .attractiveness, 5, sources: [.volatility], low: 1, high: 0))
            let before = try scores(fixture)
            let extreme = SelectionFixture.account(
                "z", won: [1e7, 0, 5, 3e6], ratings: ["reference": 90, "market": -90, "fit": 4, "access": 4])
            fixture.accounts.append(extreme)
            #expect(try Array(scores(fixture).prefix(6)) == before)
        }
    }

    @Test("counts the weights of an axis against each other, whatever their sum")
    func weightsAreRelative() throws {
        var fixture = SelectionFixture(accounts: [
            SelectionFixture.account("a", ratings: ["reference": 4, "market": 0, "fit": 0, "access": 4])
        ])
        let score = try #require(try scores(fixture).first)
        #expect(abs(score.attractiveness.value - 75) < 1e-9)
        #expect(abs(score.strength.value - 75) < 1e-9)
        fixture.criteria = fixture.criteria.map {
            SelectionFixture.criterion($0.key, $0.axis, $0.weight * 7.3)
        }
        let scaled = try #require(try scores(fixture).first)
        #expect(abs(scaled.merit.value - score.merit.value) < 1e-9)
    }

    @Test("takes the segment's mean for what is unknown, and 50 where nobody there knows it")
    func missingValues() throws {
        let fixture = SelectionFixture(accounts: [
            SelectionFixture.account("a", ratings: ["reference": 4, "fit": 4, "access": 4]),
            SelectionFixture.account("b", ratings: ["reference": 2, "fit": 4, "access": 4]),
            SelectionFixture.account("c", ratings: ["fit": 4, "access": 4]),
            SelectionFixture.account("d", segment: "health", ratings: ["market": 4, "fit": 4, "access": 4]),
        ])
        let scores = try scores(fixture)
        #expect(abs(scores[2].attractiveness.value - (0.75 * 75 + 0.25 * 50)) < 1e-9)
        #expect(scores[2].attractiveness.low == 0 && abs(scores[2].attractiveness.high - 100) < 1e-9)
        #expect(abs(scores[3].attractiveness.value - (0.75 * 50 + 0.25 * 100)) < 1e-9)
        #expect(abs(scores[2].completeness - 0.4) < 1e-9)
        #expect(scores[2].contributions[0].value == nil && scores[2].contributions[0].source == nil)
    }

    @Test("takes the first source that is known, and says which")
    func sources() throws {
        var fixture = SelectionFixture(accounts: [
            SelectionFixture.account("a", ratings: ["value": 7]), SelectionFixture.account("b", ratings: [:]),
        ])
        fixture.criteria = [
            SelectionFixture.criterion("value", .attractiveness, 1, sources: [.rating, .lifetimeValue], high: 100),
            SelectionFixture.criterion("age", .strength, 1, sources: [.growth, .tenure], high: 10),
        ]
        let scores = try scores(fixture)
        let annuity = Annuity(years: 3, retention: 0.9, discountRate: 0.1).factor
        #expect(scores[0].contributions.map(\.source) == ["rating", "tenure"])
        #expect(scores[1].contributions.map(\.source) == ["lifetime_value", "tenure"])
        #expect(scores[0].contributions[0].value == 7)
        let deals = try #require(scores[1].contributions[0].value)
        #expect(abs(deals - 20 * annuity) < 1e-9)
    }

    @Test("spreads values between the anchors evenly or by logarithm, and turns where less is better")
    func scaling() {
        let even = SelectionFixture.criterion("a", .strength, 1, low: -20, high: 40)
        #expect([-30, -20, 10, 40, 99].map { even.points(for: $0) } == [0, 0, 50, 100, 100])
        let less = SelectionFixture.criterion("a", .strength, 1, low: 2, high: 0)
        #expect([3, 2, 0.5, 0, -1].map { less.points(for: $0) } == [0, 0, 75, 100, 100])
        let log = SelectionFixture.criterion("a", .strength, 1, low: 0, high: 99, transform: .log)
        #expect(abs(log.points(for: 9) - 50) < 1e-9)
        #expect(log.points(for: -5) == 0)
    }

    @Test("finds the quadrant, a score at a threshold being above it")
    func quadrants() {
        let policy = SelectionFixture().policy.scoring
        func quadrant(_ attractiveness: Double, _ strength: Double) -> Quadrant {
            Quadrant(
                AccountScore(
                    attractiveness: Estimate(exactly: attractiveness), strength: Estimate(exactly: strength),
                    merit: Estimate(exactly: 0), completeness: 1, contributions: [], failedGates: []),
                policy: policy)
        }
        #expect(quadrant(60, 50) == .invest)
        #expect(quadrant(60, 49.9) == .selectivelyInvest)
        #expect(quadrant(59.9, 50) == .maintain)
        #expect(quadrant(59.9, 49.9) == .streamline)
    }
}
