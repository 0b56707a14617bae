import KAMEngine
import KAMModel
import Testing

@Suite("Loads, shares and hires")
struct MatrixLoadTests {
    /// One account, one member a team; field sales has 104 h in the quarter.
    private func narrow(closing: Double) -> SmallCompany {
        var company = SmallCompany()
        company.jointSaving = 0
        company.add("I1", "inside")
        company.add("F1", "field", weekly: 8)
        company.add("C1", "success")
        company.add("K1", "kam")
        company.add(account: "Acme", hours: [20, closing, 0])
        return company
    }

    @Test("Hours above the ceiling cost the stress price up to the limit, and are told")
    func stress() throws {
        var company = narrow(closing: 95)
        #expect(try company.matrix().outcome.status == .infeasible)
        company.load = .init(ceiling: 0.8, limit: 0.95, stressPrice: 40)
        let matrix = try company.matrix()
        #expect(matrix.lead("Acme", "closing") == "F1")
        let load = try #require(matrix.load("F1"))
        let term = try #require(load.terms.first)
        #expect(load.terms.map(\.kind) == [.stress])
        #expect(abs(term.loss - 40 * (95 - 0.8 * 104)) < 1e-9)
        #expect(abs(load.limit.value - 0.95 * 104) < 1e-9)
        #expect(
            matrix.assumptions[0].english
                == "Of a member's hours key accounts take 80 %, and up to 95 % at USD 40 an hour.")
    }

    @Test("With a spread the work is shared out, without one it may lie on one member")
    func spread() throws {
        var company = SmallCompany()
        company.jointSaving = 0
        for id in ["F1", "F2"] { company.add(id, "field") }
        company.add("I1", "inside")
        company.add("C1", "success")
        company.add("K1", "kam")
        for id in ["A", "B", "C", "D"] { company.add(account: id, hours: [0, 100, 0]) }
        company.load = .init(ceiling: 0.8, spread: 0.01, spreadPrice: 100)
        let matrix = try company.matrix()
        #expect(matrix.load("F1")?.planned == matrix.load("F2")?.planned)
        #expect(matrix.load("F1")?.planned == Hours(200))
    }

    @Test("A cell that is too large for one is shared, and its supporters are named with their hours")
    func shares() throws {
        var company = narrow(closing: 120)
        #expect(try company.matrix().outcome.status == .infeasible)
        company.add("F2", "field", weekly: 8)
        company.load = .init(ceiling: 0.8, largestShare: 1)
        let assignment = try company.assignment()
        let matrix = try assignment.matrix()
        let cell = try #require(matrix.cell("Acme", "closing"))
        #expect(cell.work == Hours(120))
        #expect(cell.hours == Hours(60))
        let supporter = try #require(cell.supporters.first)
        #expect(cell.supporters.count == 1)
        #expect(supporter.role == .shares && supporter.hours == Hours(60))
        #expect(Set([cell.lead, supporter.member]) == [ID("F1"), ID("F2")])
        #expect(matrix.assumptions.contains { $0.english == "Acme Closing is too large for one member and shared." })
        #expect(assignment.problem.accountCount == 2 && assignment.problem.needsKAM == [true, false])
        let again = try company.matrix(previous: matrix)
        #expect(again.cell("Acme", "closing")?.lead == cell.lead)
        #expect(again.cell("Acme", "closing")?.supporters == cell.supporters)
    }

    @Test("A place for a hire is used where it pays, at its pay, and not where members have the hours")
    func hires() throws {
        var company = narrow(closing: 120)
        company.hires = [
            .init(
                name: "Closer", team: ID("field"), region: "East", start: SmallCompany.day(2018, 1, 8), weeklyHours: 40,
                skills: ["finance"], hourlyCost: 70)
        ]
        let matrix = try company.matrix()
        #expect(matrix.lead("Acme", "closing") == "hire: Closer")
        let load = try #require(matrix.loads.last)
        #expect(load.isHire && load.name == "hire: Closer" && load.capacity == Hours(480))
        #expect(load.terms == [LossTerm(.hire, 70 * 120)])
        company.keyAccounts.removeAll()
        company.accounts.removeAll()
        company.add(account: "Acme", hours: [20, 60, 0])
        let small = try company.matrix()
        #expect(small.lead("Acme", "closing") == "F1")
        #expect(small.loads.last?.planned == .zero)
    }

    @Test("Who is new to an account takes more hours for it, who serves it does not")
    func ramp() throws {
        var company = SmallCompany()
        company.load = .init(ceiling: 0.8, rampShare: 0.25)
        company.jointSaving = 0
        company.add("I1", "inside")
        company.add("F1", "field")
        company.add("K1", "kam")
        company.add(account: "Acme", hours: [20, 40, 0], owners: ["closing": "F1"])
        company.add(account: "Bolt", hours: [20, 40, 0])
        let matrix = try company.matrix()
        #expect(matrix.cell("Acme", "closing")?.hours == Hours(40))
        #expect(matrix.cell("Acme", "need")?.hours == Hours(25))
        #expect(matrix.cell("Acme", "need")?.work == Hours(20))
        // Nobody is known to serve Bolt, so nobody is new to it.
        #expect(matrix.cell("Bolt", "need")?.hours == Hours(20))
    }

    @Test("Joint work stays within its budget")
    func jointBudget() throws {
        var company = SmallCompany.standard()
        company.jointBudget = 4
        let matrix = try company.matrix()
        #expect(matrix.cells.flatMap(\.supporters).reduce(Hours.zero) { $0 + $1.hours } == Hours(4))
    }

    @Test("A KAM leads cells of its own accounts where the policy lets it, and of no other")
    func kamLeads() throws {
        var company = SmallCompany.standard()
        #expect(try company.matrix().cells.allSatisfy { $0.lead?.raw.hasPrefix("K") == false })
        company.kamLeads = true
        let matrix = try company.matrix()
        // One hand from need to expansion saves every handoff.
        #expect(matrix.outcome.objective == 0)
        for cell in matrix.cells { #expect(cell.lead == matrix.accountability(cell.account)?.kam) }
        let assignment = try company.assignment()
        let answer = try assignment.whyNot(ID("K1"), ID("Bolt"), ID("closing"), in: try assignment.matrix())
        #expect(answer.verdict == .possible)
        #expect(answer.changes.contains { $0.account == ID("Bolt") && $0.stage == nil && $0.after == ID("K1") })
    }

    @Test(
        "A language, a skill or a level that is required shuts others out; preferred it costs a share",
        arguments: [0, 1, 2])
    func respects(_ index: Int) throws {
        var company = SmallCompany()
        company.jointSaving = 0
        company.add("F1", "field", skills: [], languages: ["en"], seniority: 1)
        company.add("F2", "field", region: "West", languages: ["ja"], seniority: 3)
        company.add("K1", "kam", languages: ["ja"], seniority: 3)
        company.add(
            account: "Acme", segment: index == 1 ? "finance" : "unknown", hours: [0, 30, 0],
            language: index == 0 ? "ja" : nil, seniority: index == 2 ? 2 : nil)
        func lead() throws -> String? { try company.matrix().lead("Acme", "closing") }
        // A wrong region costs as much as the lack, so the first by index leads.
        #expect(try lead() == "F1")
        let kind: LossTerm.Kind = [.language, .skill, .seniority][index]
        #expect(try company.matrix().cell("Acme", "closing")?.terms == [LossTerm(kind, 10_000)])
        switch index {
        case 0: company.language = .require
        case 1: company.skill = .require
        default: company.seniority = .require
        }
        #expect(try lead() == "F2")
        switch index {
        case 0: company.language = .ignore
        case 1: company.skill = .ignore
        default: company.seniority = .ignore
        }
        #expect(try company.matrix().outcome.objective == 0)
    }

    @Test("Each cell is offered to so many members at most, in turn, and always to who serves the account")
    func candidates() throws {
        var company = SmallCompany()
        company.candidates = 3
        for number in 1...9 { company.add("F\(number)", "field") }
        company.add("K1", "kam")
        company.add(account: "A", hours: [0, 30, 0])
        company.add(account: "B", hours: [0, 30, 0], owners: ["closing": "F9"])
        company.add(account: "C", hours: [0, 30, 0])
        let table = try company.assignment().problem.leads
        func offered(_ row: Int) -> [Int] { table.entries(of: row).map { Int(table.members[$0]) } }
        #expect(offered(0) == [0, 1, 2])
        #expect(offered(1) == [3, 4, 8])
        #expect(offered(2) == [6, 7, 8])
    }
}
