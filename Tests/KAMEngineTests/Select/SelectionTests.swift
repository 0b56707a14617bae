@testable import KAMEngine
import KAMModel
import Testing

@Suite("Selection of key accounts")
struct SelectionTests {
    private func portfolio(_ fixture: SelectionFixture) throws -> Portfolio {
        try Selection.portfolio(of: fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
    }

    /// Accounts that gain the more the further back in the alphabet, `count` of them.
    private func accounts(_ count: Int, region: String? = nil, from first: Int = 1) -> [Account] {
        (first..<(first + count)).map { index in
            SelectionFixture.account(
                "a\(index)", won: [Double](repeating: Double(index) * 1000 + 20_000, count: 4), region: region)
        }
    }

    private func ids(_ portfolio: Portfolio) -> [String] { portfolio.selected.map(\.account.raw).sorted() }

    private func hours(_ fixture: SelectionFixture, team: String) throws -> Double {
        let days = try fixture.policy.calendar.days(of: fixture.quarter())
        return fixture.members.filter { $0.memberships.first?.team.raw == team }.reduce(0) { total, member in
            total + WorkingCalendar(fixture.policy.capacity).capacity(of: member, from: days.start, to: days.end).value
        }
    }

    @Test("ends the list where KAM hours end, and prices them")
    func kamHoursBind() throws {
        let fixture = SelectionFixture(accounts: accounts(14))
        let capacity = try hours(fixture, team: "kam")
        let places = Int(capacity / 50)
        let result = try portfolio(fixture)
        #expect(result.outcome.status == .optimal)
        #expect(result.selected.count == places && places < 14)
        #expect(ids(result) == (14 - places + 1...14).map { "a\($0)" }.sorted())
        #expect(result.cutLine.binding == "KAM hours")
        #expect(result.cutLine.nextAccount == ID("a\(14 - places)"))
        let short = try #require(result.cutLine.shortBy).value
        // Whole accounts fill what they can of the KAM's hours; the next one lacks all of its own.
        #expect(abs(short - 50) < 1e-6)
        let next = try #require(result.rejected.first { $0.account == result.cutLine.nextAccount })
        #expect(abs(try #require(result.cutLine.price) - next.contribution / short) < 1e-6)
        #expect(next.reason.code == "does_not_fit")
        #expect(next.reason.text.contains("It takes 50 KAM hours,"))
        #expect(next.reason.text.contains("would displace A\(14 - places + 1)"))
    }

    @Test("ends the list where a stage's hours end, and names the stage")
    func stageHoursBind() throws {
        var fixture = SelectionFixture(accounts: accounts(14))
        fixture.selection = SelectionPolicy(kamHours: 1, poolsByRegion: false, keyShare: 0.5)
        fixture.effort = EffortPolicy(
            standard: EffortPolicy.Standard(opportunity: [ID("closing"): 20], account: [:]), keyFactor: 1.5)
        let result = try portfolio(fixture)
        let places = Int(try hours(fixture, team: "sales") * 0.5 / 60)
        #expect(result.selected.count == places && places < 14)
        #expect(result.cutLine.binding == "closing hours")
        #expect(result.selected.allSatisfy { $0.hours[ID("closing")] == Hours(60) })
        #expect(result.selected.allSatisfy { $0.kamHours == Hours(1) })
    }

    @Test("serves an account from its own region's KAMs, and one of no such region from any")
    func pools() throws {
        var fixture = SelectionFixture(
            accounts: accounts(8, region: "East") + accounts(3, region: "West", from: 20)
                + accounts(1, region: nil, from: 30) + accounts(1, region: "North", from: 31))
        fixture.members = [
            SelectionFixture.member("s", team: "sales", region: nil),
            SelectionFixture.member("c", team: "care", region: nil),
            SelectionFixture.member("e", team: "kam", region: "East", weekly: 20),
            SelectionFixture.member("w", team: "kam", region: "West", weekly: 40),
        ]
        fixture.selection = SelectionPolicy(kamHours: 100, poolsByRegion: true, keyShare: 1)
        let result = try portfolio(fixture)
        #expect(ids(result) == ["a20", "a21", "a22", "a30", "a31", "a7", "a8"])
        #expect(result.cutLine.binding == "KAM hours in East")
        #expect(result.cutLine.nextAccount == ID("a6"))
        #expect(
            result.assumptions.map(\.english)
                .contains("KAMs of any region may serve 2 accounts of none with KAM hours."))
        let selection = try Selection(fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
        #expect(selection.hours.regions == ["East", "West"])
    }

    @Test("gives every account one place by merit, its reasons, and the hours it takes")
    func reasons() throws {
        let result = try portfolio(SelectionFixture(accounts: accounts(14)))
        // All have the same merit, so share the first place.
        #expect((result.selected.map(\.rank) + result.rejected.map(\.rank)).allSatisfy { $0 == 1 })
        #expect(result.selected.map(\.rank) == result.selected.map(\.rank).sorted())
        for selected in result.selected {
            #expect(selected.reasons.map(\.code) == ["contribution", "merit", "maintain", "hours", "turns", "chance"])
            #expect(selected.reasons.allSatisfy { $0.textJa?.isEmpty == false && !$0.text.isEmpty })
            #expect(selected.reasons[1].text == "Merit 50.0; rank \(selected.rank) of 14.")
            #expect(selected.reasons[3].text == "Takes 50 h of a KAM and 49.5 h at the stages in the quarter.")
        }
        let total = result.selected.reduce(0) { $0 + $1.contribution }
        #expect(abs(total - (try #require(result.outcome.objective))) < 1e-6)
        #expect(result.assumptions.first == Phrase(verbatim: "The export had no roles."))
        #expect(result.assumptions.contains { $0.english.contains("uplift") && $0.english.contains("assumed") })
    }

    @Test("says which chosen account a rejected one would displace")
    func displacement() throws {
        let result = try portfolio(SelectionFixture(accounts: accounts(14)))
        let last = try #require(result.rejected.first { $0.account == ID("a1") })
        let least = try #require(result.selected.min { $0.contribution < $1.contribution })
        #expect(last.reason.text.contains("Taking it instead of \(least.name) would lose"))
    }

    @Test("rejects by gate, for want of a gain and by name with the reason of each")
    func rejections() throws {
        var fixture = SelectionFixture(accounts: [
            SelectionFixture.account("blocked", won: [50_000], block: "credit hold"),
            SelectionFixture.account("good", won: [50_000]), SelectionFixture.account("named", won: [50_000]),
            SelectionFixture.account("idle", won: [0]),
        ])
        fixture.selection = SelectionPolicy(
            kamHours: 50, poolsByRegion: false, keyShare: 1, forcedOut: [ID("named")])
        let result = try portfolio(fixture)
        #expect(ids(result) == ["good"])
        let codes = Dictionary(uniqueKeysWithValues: result.rejected.map { ($0.account.raw, $0.reason.code) })
        #expect(codes == ["blocked": "blocked", "named": "forced_out", "idle": "no_gain"])
        #expect(result.cutLine.binding == nil && result.cutLine.nextAccount == nil && result.cutLine.price == nil)
    }

    @Test("stops at a quota and says so")
    func quota() throws {
        var fixture = SelectionFixture(accounts: accounts(5))
        fixture.selection = SelectionPolicy(
            kamHours: 1, poolsByRegion: false, keyShare: 1, quota: SelectionPolicy.Quota(maximum: 3))
        let result = try portfolio(fixture)
        #expect(ids(result) == ["a3", "a4", "a5"])
        #expect(result.cutLine.binding == "the number of key accounts, at most 3")
        #expect(result.cutLine.price == nil)
        #expect(result.rejected.map(\.reason.code) == ["quota", "quota"])
    }

    @Test("takes a named account that fails a gate, and shows the gate")
    func forcedPastGate() throws {
        var fixture = SelectionFixture(accounts: [SelectionFixture.account("a", ratings: [:])])
        fixture.gates = GatePolicy(
            minimumCompleteness: 0.7, minimumSolutions: 0, requiresCounterpart: false,
            requiresContributionAboveCost: false, passesWhenUnknown: true)
        fixture.selection = SelectionPolicy(kamHours: 1, poolsByRegion: false, keyShare: 1, forcedIn: [ID("a")])
        let reason = try #require(try portfolio(fixture).selected.first?.reasons.first)
        #expect(reason.code == "forced_in")
        #expect(reason.text.contains("Only 0 % of the criteria"))
    }

    @Test("names the named accounts and the hours that contradict each other, and nothing else")
    func conflictOfHours() throws {
        var fixture = SelectionFixture(accounts: accounts(4))
        fixture.selection = SelectionPolicy(
            kamHours: 300, poolsByRegion: false, keyShare: 1, quota: SelectionPolicy.Quota(maximum: 3),
            forcedIn: [ID("a1"), ID("a3")])
        let result = try portfolio(fixture)
        #expect(result.outcome == Outcome(status: .infeasible, objective: nil, bound: nil))
        #expect(result.conflicts.map(\.code) == ["hours", "forced_in", "forced_in"])
        #expect(result.conflicts[1].text == "A1 must be key by the policy, and takes 300 KAM hours.")
        #expect(result.selected.isEmpty && result.rejected.count == 4)
        #expect(result.rejected.allSatisfy { $0.reason.code == "no_answer" })
    }

    @Test("names an account that must and must not be key, by policy or by block")
    func contradictions() throws {
        var fixture = SelectionFixture(accounts: [
            SelectionFixture.account("a"), SelectionFixture.account("b", block: "sanctions"),
        ])
        fixture.selection = SelectionPolicy(
            kamHours: 1, poolsByRegion: false, keyShare: 1, forcedIn: [ID("a")], forcedOut: [ID("a")])
        #expect(try portfolio(fixture).conflicts.map(\.code) == ["forced_out", "forced_in"])
        fixture.selection = SelectionPolicy(kamHours: 1, poolsByRegion: false, keyShare: 1, forcedIn: [ID("b")])
        #expect(try portfolio(fixture).conflicts.map(\.code) == ["blocked", "forced_in"])
        fixture.selection = SelectionPolicy(
            kamHours: 1, poolsByRegion: false, keyShare: 1, segmentQuotas: ["bank": SelectionPolicy.Quota(minimum: 2)])
        #expect(try portfolio(fixture).conflicts.map(\.text) == ["At least 2 accounts in bank must be key."])
    }

    @Test("gives an empty list without accounts, without members, and when all fail a gate")
    func emptiness() throws {
        var allGated = SelectionFixture(accounts: accounts(3))
        allGated.accounts = allGated.accounts.map { SelectionFixture.account($0.id.raw, block: "hold") }
        var nobody = SelectionFixture(accounts: accounts(3))
        nobody.members = []
        for fixture in [SelectionFixture(), allGated, nobody] {
            let result = try portfolio(fixture)
            #expect(result.outcome.status == .optimal && result.outcome.objective == 0)
            #expect(result.selected.isEmpty && result.rejected.count == fixture.accounts.count)
        }
        #expect(try portfolio(nobody).cutLine.nextAccount == ID("a3"))
    }

    @Test("counts a member where the latest membership of the quarter puts it, for the hours there are")
    func memberships() throws {
        var fixture = SelectionFixture()
        let quarter = try fixture.quarter()
        let days = fixture.policy.calendar.days(of: quarter)
        let middle = days.start.advanced(by: 30)
        let memberships = [
            Membership(
                team: ID("sales"), role: "m", region: nil, valid: DayRange(start: Day(ordinal: 0), end: middle)),
            Membership(team: ID("kam"), role: "m", region: nil, valid: DayRange(start: middle, end: nil)),
        ]
        let always = DayRange(start: Day(ordinal: 0), end: nil)
        fixture.members = [
            Member(
                id: ID("m"), name: "m", memberships: memberships, weeklyHours: Hours(40), employment: always,
                leave: [DayRange(start: days.start, end: middle)])
        ]
        let capacity = WorkingCalendar(fixture.policy.capacity)
            .capacity(of: fixture.members[0], from: middle, to: days.end).value
        fixture.accounts = accounts(2)
        let hours = QuarterHours(try fixture.snapshot(), policy: fixture.policy, quarter: quarter)
        #expect(hours.suppliers == [QuarterHours.Supplier(team: ID("kam"), region: nil)])
        #expect(hours.supply == [(capacity / 50).rounded(.down) * 50])
    }

    @Test("counts no hours of a member who leaves inside the quarter")
    func leavers() throws {
        var fixture = SelectionFixture(accounts: accounts(2))
        let quarter = try fixture.quarter()
        let days = fixture.policy.calendar.days(of: quarter)
        fixture.members = fixture.members.map { member in
            Member(
                id: member.id, name: member.name, memberships: member.memberships, weeklyHours: member.weeklyHours,
                employment: DayRange(start: Day(ordinal: 0), end: days.end.advanced(by: -1)))
        }
        #expect(QuarterHours(try fixture.snapshot(), policy: fixture.policy, quarter: quarter).supply.isEmpty)
    }

    @Test("gives the same portfolio each time")
    func determinism() throws {
        let fixture = SelectionFixture(accounts: accounts(14))
        #expect(try portfolio(fixture) == portfolio(fixture))
    }

    @Test("says why an account would gain nothing: no worth, a worth below nothing, or no merit")
    func gainless() throws {
        var fixture = SelectionFixture()
        let none = ["reference": 0.0, "market": 0, "fit": 0, "access": 0]
        fixture.accounts = [
            SelectionFixture.account("good"), SelectionFixture.account("idle", won: [0, 0, 0, 0]),
            SelectionFixture.account("returns", won: [-1000, -1000, -1000, -1000]),
            SelectionFixture.account("hopeless", ratings: none),
        ]
        let result = try Selection.portfolio(
            of: fixture.snapshot(), policy: fixture.policy, quarter: fixture.quarter())
        func reason(_ id: String) throws -> Reason {
            try #require(result.rejected.first { $0.account == ID(id) }).reason
        }
        #expect(try reason("idle").text.contains("gain nothing over 3 years: nothing is expected of it."))
        #expect(try reason("hopeless").text.contains("gain nothing over 3 years: its merit is 0."))
        let returns = try reason("returns")
        let (gain, worth) = (returns.figures["contribution"] ?? 0, returns.figures["worth"] ?? 0)
        #expect(gain < 0 && worth < 0 && returns.code == "no_gain")
        #expect(returns.text.contains("would lose USD \(Wording.number(-gain)) over 3 years: it is expected to bring"))
        #expect(try reason("idle").figures["worth"] == 0)
    }
}
