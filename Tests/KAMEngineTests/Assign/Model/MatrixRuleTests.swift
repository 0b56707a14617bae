import KAMEngine
import KAMModel
import Testing

@Suite("Pins, forbids and who may")
struct MatrixRuleTests {
    private func rule(_ kind: MatrixRule.Kind, _ account: String, _ stage: String?, _ member: String) -> MatrixRule {
        MatrixRule(kind, account: ID(account), stage: stage.map { ID($0) }, member: ID(member))
    }

    @Test("A pin holds against every preference, and its reason says so")
    func pins() throws {
        var company = SmallCompany.standard()
        company.rules = [rule(.pin, "Acme", "closing", "F2"), rule(.pin, "Acme", nil, "K2")]
        let matrix = try company.matrix()
        #expect(matrix.lead("Acme", "closing") == "F2")
        #expect(matrix.kam("Acme") == "K2")
        let reason = try #require(matrix.cell("Acme", "closing")?.reason)
        #expect(reason.code == "lead_pinned")
        #expect(
            reason.text.hasPrefix(
                "F2-san leads Closing; pinned by a rule; of USD 50,000 at stake it loses: another region"))
    }

    @Test("A pin goes above the team and what the policy requires, and says what it goes above")
    func pinsAbovePolicy() throws {
        var company = SmallCompany.standard()
        company.region = .require
        company.rules = [rule(.pin, "Acme", "closing", "I2")]
        let matrix = try company.matrix()
        #expect(matrix.lead("Acme", "closing") == "I2")
        #expect(
            matrix.cell("Acme", "closing")?.reason.text.contains(
                "pinned by a rule, though it is in Inside Sales, which does not lead Closing and serves West, not East")
                == true)
    }

    @Test("A forbidden member does not lead, and an owner who is forbidden costs nobody a change")
    func forbids() throws {
        var company = SmallCompany.standard()
        company.accounts.removeAll()
        company.keyAccounts.removeAll()
        company.add(account: "Acme", owners: ["closing": "F1"])
        company.rules = [rule(.forbid, "Acme", "closing", "F1")]
        let matrix = try company.matrix()
        #expect(matrix.lead("Acme", "closing") == "F2")
        let reason = try #require(matrix.cell("Acme", "closing")?.reason)
        #expect(reason.text.contains("F1-san is forbidden here by a rule"))
        #expect(reason.figures["loss_change"] == nil)
    }

    @Test("Rules that contradict each other or facts are refused, all of them at once")
    func refusals() throws {
        var company = SmallCompany.standard()
        company.add("F3", "field", until: SmallCompany.day(2018, 2, 17))
        company.rules = [
            rule(.pin, "Acme", "closing", "F1"), rule(.pin, "Acme", "closing", "F2"),
            rule(.pin, "Bolt", "need", "I1"), rule(.forbid, "Bolt", "need", "I1"),
            rule(.pin, "Nobody", "dreaming", "X9"), rule(.pin, "Acme", "need", "F3"),
        ]
        do {
            _ = try company.assignment()
            Issue.record("taken")
        } catch let error as AssignmentError {
            guard case .refused(let found) = error else { throw error }
            let flaws = found.compactMap { refusal -> MatrixRuleFlaw? in
                if case .rule(_, let flaw) = refusal { flaw } else { nil }
            }
            #expect(
                flaws == [
                    .pinnedTwice("F1"), .alsoForbidden, .unknownAccount, .unknownStage, .unknownMember,
                    .absent("leaves after 2018-02-16"),
                ])
            #expect(
                found.first?.description == "the pin of 'F2' to 'Acme' at 'closing' contradicts the pin of 'F1' there")
        }
    }

    @Test("A rule about what is no work now waits, and that is said")
    func waits() throws {
        var company = SmallCompany.standard()
        company.keyAccounts.removeAll { $0.account.raw == "Bolt" }
        company.rules = [rule(.pin, "Bolt", "closing", "F1")]
        #expect(
            try company.matrix().assumptions.contains {
                $0.english == "The rule about Bolt and closing waits: there is no such work now."
            })
    }

    @Test("Hours that pins take are told as such")
    func leftAfterPins() throws {
        var company = SmallCompany()
        company.jointSaving = 0
        company.add("I1", "inside")
        company.add("F1", "field", weekly: 6.25)
        company.add("C1", "success")
        company.add("K1", "kam")
        company.add(account: "Acme", contribution: 90_000, hours: [20, 40, 0])
        company.add(account: "Bolt", hours: [20, 43, 0])
        company.rules = [rule(.pin, "Bolt", "closing", "F1")]
        let conflict = try #require(try company.matrix().conflicts.first)
        #expect(conflict.reason.text.hasPrefix("Acme Closing needs 40 h; Field Sales has 22 h left after pins."))
        #expect(conflict.isMinimal)
        #expect(conflict.demands.map(\.account.raw) == ["Acme", "Bolt"])
        #expect(conflict.relaxation?.kind == .hours)
        #expect(conflict.relaxation?.reason.text == "With 18 h more of F1-san it can be met; that costs USD 900.")
        #expect(conflict.relaxations.contains { $0.kind == .open })
    }

    @Test("Why not says the rule in words, or what it would cost and what else moves")
    func whyNot() throws {
        var company = SmallCompany.standard()
        company.language = .require
        company.members.removeAll()
        company.add("I1", "inside", languages: ["ja"])
        company.add("F1", "field", languages: ["ja"])
        company.add("F2", "field", languages: ["en"])
        company.add("F3", "field", region: "West", languages: ["ja"])
        company.add("C1", "success", languages: ["ja"])
        company.add("K1", "kam", languages: ["ja"])
        company.accounts.removeAll()
        company.keyAccounts.removeAll()
        company.add(account: "Acme", language: "ja-JP")
        let assignment = try company.assignment()
        let matrix = try assignment.matrix()
        func ask(_ member: String, _ stage: String?) throws -> WhyNot {
            try assignment.whyNot(ID(member), ID("Acme"), stage.map { ID($0) }, in: matrix)
        }
        let english = try ask("F2", "closing")
        #expect(english.verdict == .forbidden)
        #expect(english.reasons.map(\.text) == ["F2-san speaks no Japanese."])
        #expect(english.reasons.map(\.textJa) == ["F2-sanは日本語を話さない。"])
        #expect(
            try ask("C1", "closing").reasons.map(\.text) == [
                "C1-san is in Customer Success, which does not lead Closing."
            ])
        #expect(
            try ask("F1", nil).reasons.map(\.text) == ["F1-san is in Field Sales, which does not manage key accounts."])
        #expect(try ask("F1", "closing").verdict == .assigned)
        let possible = try ask("F3", "closing")
        #expect(possible.verdict == .possible)
        // Another region for closing; for expansion too, or another handoff.
        let cost = try #require(possible.cost)
        #expect(abs(cost - possible.terms.reduce(0) { $0 + $1.loss }) < 1e-9)
        company.rules = [rule(.pin, "Acme", "closing", "F3")]
        let pinned = try company.matrix()
        #expect(abs(try #require(pinned.outcome.objective) - (try #require(matrix.outcome.objective)) - cost) < 1e-6)
        #expect(pinned.lead("Acme", "expansion") == possible.changes.first?.after?.raw)
    }

    @Test("Why not costs what planning again with the pin costs", arguments: 0..<30)
    func whyNotIsResolve(_ seed: UInt64) throws {
        var company = SmallCompany.random(seed)
        company.stability = .init(leaveAlone: 0)
        company.candidates = 30
        let assignment = try company.assignment()
        let matrix = try assignment.matrix()
        guard matrix.isComplete, let cell = matrix.cells.last else { return }
        let (before, gap) = (try #require(matrix.outcome.objective), 2e-4)
        for member in company.members.map(\.id) {
            let answer = try assignment.whyNot(member, cell.account, cell.stage, in: matrix)
            #expect(!answer.reasons.isEmpty && answer.reasons.allSatisfy { $0.textJa != nil })
            guard answer.verdict == .possible, let cost = answer.cost else { continue }
            company.rules = [MatrixRule(.pin, account: cell.account, stage: cell.stage, member: member)]
            let pinned = try company.matrix()
            let after = try #require(pinned.outcome.objective)
            #expect(pinned.cell(cell.account, cell.stage)?.lead == member)
            #expect(abs(after - before - cost) <= gap * max(1, after))
        }
    }

    @Test("Rivals are kept apart by their KAM, or by everyone, and why not names the rival")
    func rivals() throws {
        var company = SmallCompany.standard()
        company.accounts.removeAll()
        company.keyAccounts.removeAll()
        company.add(account: "Acme", rivals: "steel")
        company.add(account: "Bolt", rivals: "steel")
        #expect(try company.matrix().lead("Bolt", "closing") == "F1")
        #expect(Set(try company.matrix().kams.map(\.kam)) == [ID("K1"), ID("K2")])
        company.rivalsApart = .everyone
        let assignment = try company.assignment()
        let matrix = try assignment.matrix()
        #expect(matrix.lead("Acme", "closing") != matrix.lead("Bolt", "closing"))
        company.rivalsApart = .nobody
        #expect(Set(try company.matrix().kams.map(\.kam)) == [ID("K1")])
        company.rivalsApart = .kam
        company.rules = [rule(.pin, "Acme", nil, "K1")]
        let pinned = try company.assignment()
        let answer = try pinned.whyNot(ID("K1"), ID("Bolt"), nil, in: try pinned.matrix())
        #expect(answer.reasons.map(\.text) == ["K1-san already serves the rival Acme."])
    }

    @Test("Who is not among the candidates offered is still priced when asked about")
    func notOffered() throws {
        var company = SmallCompany.standard()
        company.candidates = 1
        let assignment = try company.assignment()
        let matrix = try assignment.matrix()
        let found = try assignment.explanation(ID("Acme"), ID("closing"), in: matrix)
        #expect(found.alternatives.isEmpty)
        #expect(found.excluded.contains { $0.member.raw == "F2" && $0.reason.code == "not_offered" })
        let answer = try assignment.whyNot(ID("F2"), ID("Acme"), ID("closing"), in: matrix)
        #expect(answer.verdict == .possible)
        #expect(try #require(answer.cost) > 0)
    }

    @Test("Questions about what is not there are refused")
    func questions() throws {
        let assignment = try SmallCompany.standard().assignment()
        let matrix = try assignment.matrix()
        #expect(throws: AssignmentError.refused([.question("'Nobody' is no key account of the matrix")])) {
            _ = try assignment.explanation(ID("Nobody"), nil, in: matrix)
        }
        #expect(throws: AssignmentError.refused([.question("there is no member 'X'")])) {
            _ = try assignment.whyNot(ID("X"), ID("Acme"), nil, in: matrix)
        }
    }
}
