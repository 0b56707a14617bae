import KAMEngine
import KAMModel
import Testing

@Suite("Assigning a quarter")
struct AssignmentTests {
    @Test("Each cell gets a lead of its team and region, and each account a KAM")
    func assigns() throws {
        let matrix = try SmallCompany.standard().matrix()
        #expect(matrix.outcome.status == .optimal)
        #expect(matrix.lead("Acme", "need") == "I1")
        #expect(matrix.lead("Bolt", "need") == "I2")
        #expect(matrix.lead("Acme", "closing") == "F1")
        #expect(matrix.lead("Bolt", "closing") == "F2")
        #expect(matrix.kam("Acme") == "K1")
        #expect(matrix.kam("Bolt") == "K2")
        #expect(matrix.cells.count == 6)
        #expect(matrix.conflicts.isEmpty)
    }

    @Test("A stage that field sales may lead too stays with the closer, since a handoff costs more")
    func keepsOneHand() throws {
        let matrix = try SmallCompany.standard().matrix()
        #expect(matrix.lead("Acme", "expansion") == "F1")
    }

    @Test("The next lead joins where that saves more than it costs, and its hours count")
    func joins() throws {
        let matrix = try SmallCompany.standard().matrix()
        let need = try #require(matrix.cell("Acme", "need"))
        #expect(need.supporters == [Matrix.Supporter(member: ID("F1"), hours: Hours(4))])
        #expect(matrix.load("F1")?.planned == Hours(44))
        // Two handoffs of 5 % of 100,000, half of each saved.
        #expect(abs(try #require(matrix.outcome.objective) - 5000) < 1e-6)
    }

    @Test("The parts of the objective, read from the cases, sum to it")
    func sums() throws {
        var company = SmallCompany.standard()
        company.members.removeAll { $0.id.raw == "F2" || $0.id.raw == "K2" }
        // They could, but for their hours.
        company.add("F2", "field", region: "West", weekly: 1)
        company.add("K2", "kam", region: "West", weekly: 1)
        let assignment = try company.assignment()
        let solution = try assignment.problem.solve()
        // Bolt: a lead from another region for closing and expansion (40 of 60 h), a KAM from another region.
        #expect(abs(solution.loss.leads - 100_000 * 0.1 * 40 / 60) < 1e-6)
        #expect(abs(solution.loss.kams - 10_000) < 1e-6)
        #expect(abs(solution.loss.handoffs - 5000) < 1e-6)
        #expect(abs(solution.loss.total - (try #require(solution.outcome.objective))) < 1e-9)
    }

    @Test("Of anybody's hours key accounts take at most the ceiling; the team's share is seen to by the selection")
    func limits() throws {
        let problem = try SmallCompany.standard().assignment().problem
        // 65 working days of 8 h in the quarter.
        #expect(problem.loadCosts[0].limit == 416)
        #expect(problem.loadCosts[5].limit == 416)
    }

    @Test("Who leaves inside the quarter leads nothing, keeps its hours, and nobody pays for the change")
    func leavers() throws {
        var company = SmallCompany.standard()
        company.members.removeAll { $0.id.raw == "F1" }
        company.add("F1", "field", until: SmallCompany.day(2018, 2, 17))
        company.add("F3", "field")
        company.accounts = []
        company.keyAccounts = []
        company.add(account: "Acme", owners: ["closing": "F1"])
        let matrix = try company.matrix()
        #expect(matrix.lead("Acme", "closing") == "F3")
        #expect(matrix.load("F1")?.planned == .zero)
        #expect(matrix.load("F1")?.capacity == Hours(280))
        #expect(matrix.cell("Acme", "closing")?.reason.text.contains("F1-san leaves after 2018-02-16") == true)
        #expect(matrix.cell("Acme", "closing")?.reason.text.contains("another owner") == false)
        #expect(matrix.assumptions.contains { $0.english.contains("F1-san leaves after 2018-02-16") })
    }

    @Test("Who leaves with the last day of the quarter still leads")
    func leavesAtTheEnd() throws {
        var company = SmallCompany.standard()
        company.members.removeAll { $0.id.raw.hasPrefix("F") }
        company.add("F1", "field", until: SmallCompany.end)
        #expect(try company.matrix().lead("Acme", "closing") == "F1")
    }

    @Test("The present owner keeps a cell that another would suit as well")
    func keepsOwners() throws {
        var company = SmallCompany.standard()
        company.add("F0", "field")
        company.members.sort { $0.id < $1.id }
        company.add(account: "Cord", owners: ["need": "I1", "closing": "F1", "expansion": "F1"], owner: "K1")
        let matrix = try company.matrix()
        #expect(matrix.lead("Cord", "closing") == "F1")
        #expect(matrix.cell("Cord", "closing")?.reason.code == "lead_kept")
        #expect(matrix.kam("Cord") == "K1")
    }

    @Test("A required region shuts others out; a preferred one is left where nobody else can")
    func regions() throws {
        var company = SmallCompany.standard()
        company.members.removeAll { $0.id.raw == "F2" }
        company.accounts.removeAll { $0.id.raw == "Acme" }
        company.keyAccounts.removeAll { $0.account.raw == "Acme" }
        #expect(try company.matrix().lead("Bolt", "closing") == "F1")
        company.region = .require
        let matrix = try company.matrix()
        #expect(matrix.outcome.status == .infeasible)
        #expect(matrix.outcome.objective == nil)
        #expect(matrix.lead("Bolt", "closing") == nil)
        #expect(
            matrix.conflicts.first?.reason.text
                == "Bolt Closing needs 30 h; nobody may do it: F1-san serves East, not West.")
    }

    @Test("KAMs pool by region where the account's region has some, and serve all where it has none")
    func pools() throws {
        var company = SmallCompany.standard()
        company.poolsByRegion = true
        company.add(account: "Dune", region: "North")
        let matrix = try company.matrix()
        #expect(matrix.kam("Acme") == "K1")
        #expect(matrix.kam("Bolt") == "K2")
        #expect(matrix.kam("Dune") != nil)
    }

    @Test("A skill that nobody has counts for nobody, and that is said")
    func missingSkill() throws {
        var company = SmallCompany.standard()
        company.add(account: "Exo", segment: "medical")
        let assignment = try company.assignment()
        #expect(assignment.problem.leads.costs[assignment.problem.leads.entries(of: 6).lowerBound] == 0)
        #expect(try assignment.matrix().assumptions.contains { $0.english.contains("the skill medical") })
    }

    @Test("What is at stake with an account is at least what its hours cost")
    func floor() throws {
        var company = SmallCompany.standard()
        company.add(account: "Flat", contribution: -5)
        let problem = try company.assignment().problem
        #expect(try company.matrix().reasonStake("Flat") == 100 * 50)
        #expect(try company.matrix().reasonStake("Flat", "need").map { abs($0 - 5000 * 20 / 60) < 1e-9 } == true)
        // What stays open costs more than anything that is done, the lesser stake the less.
        let worst = zip(problem.leads.costs, problem.leads.costs).reduce(0) { max($0, $1.0) }
        #expect(problem.value.allSatisfy { $0 > worst })
        #expect(problem.kamValue[2] < problem.kamValue[0])
    }

    @Test("Running again with the matrix as the previous one changes nothing")
    func idempotent() throws {
        var company = SmallCompany.standard()
        company.add("F3", "field", skills: [])
        company.add(account: "Cord", contribution: 40_000, owners: ["closing": "F2", "need": "I2"])
        company.add(account: "Dune", region: nil, contribution: 70_000, owners: ["closing": "F3"])
        let first = try company.matrix()
        let again = try company.matrix(previous: first)
        #expect(again.cells.map(\.lead) == first.cells.map(\.lead))
        #expect(again.cells.map(\.supporters) == first.cells.map(\.supporters))
        #expect(again.kams.map(\.kam) == first.kams.map(\.kam))
        let third = try company.matrix(previous: again)
        #expect(third == again)
    }

    @Test("Reasons name the lead, its loss, the hours left and who comes next")
    func reasons() throws {
        var company = SmallCompany.standard()
        company.add("F3", "field", region: "West", skills: [])
        let matrix = try company.matrix()
        let closing = try #require(matrix.cell("Acme", "closing")?.reason)
        #expect(closing.code == "lead_chosen")
        #expect(
            closing.text
                == "F1-san leads Closing; of USD 50,000 at stake it loses: handoff from I1-san USD 2,500 (joining Need "
                + "for 4 h saves USD 2,500); 372 h of 416 h are left after this plan; next is F2-san, who would "
                + "lose USD 7,500 more.")
        #expect(
            closing.textJa
                == "F1-sanがClosingをリードする。対象価値USD 50,000に対する損失はI1-sanからの引継ぎUSD 2,500(ニーズ分析に4時間参加して"
                + "USD 2,500を抑える)。この計画のあとの残りは416時間のうち372時間。次点はF2-sanで、損失がUSD 7,500増える。")
        #expect(
            closing.figures == [
                "stake": 50_000, "loss_handoff": 2500, "left_hours": 372, "limit_hours": 416,
                "runner_up_difference": 7500,
            ])
        #expect(
            matrix.kams.first?.reason.text
                == "K1-san answers for Acme; loses nothing of USD 100,000 at stake; 376 h of 416 h are left after this "
                + "plan; next is K2-san, who would lose USD 10,000 more.")
    }

    @Test("Hours that do not suffice are told as needed, left, and taken by whom")
    func conflicts() throws {
        var company = SmallCompany()
        company.jointSaving = 0
        company.add("I1", "inside")
        company.add("F1", "field", weekly: 6.25)
        company.add("C1", "success")
        company.add("K1", "kam")
        company.add(account: "Acme", contribution: 90_000, hours: [20, 40, 0])
        company.add(account: "Bolt", hours: [20, 43, 0])
        let matrix = try company.matrix()
        #expect(matrix.outcome.status == .infeasible)
        #expect(matrix.lead("Acme", "closing") == nil)
        #expect(matrix.lead("Bolt", "closing") == "F1")
        #expect(
            matrix.conflicts.map(\.reason.text) == [
                "Acme Closing needs 40 h; Field Sales has 22 h left. It cannot be met together with Bolt Closing (43 h); "
                    + "without any one of these it can."
            ])
        #expect(
            matrix.cell("Acme", "closing")?.reason.text == "Open: Acme Closing needs 40 h; Field Sales has 22 h left.")
    }

    @Test("An account without a KAM makes the plan infeasible and is named")
    func kamConflict() throws {
        var company = SmallCompany.standard()
        company.maximumAccountsPerKAM = 1
        company.add(account: "Cord", contribution: 10_000)
        let matrix = try company.matrix()
        #expect(matrix.outcome.status == .infeasible)
        #expect(matrix.kam("Cord") == nil)
        #expect(matrix.kam("Acme") != nil && matrix.kam("Bolt") != nil)
        #expect(matrix.conflicts.count == 1)
        #expect(matrix.conflicts.first?.reason.code == "no_kam")
        #expect(matrix.conflicts.first?.reason.text.contains("each may answer for 1 account at most") == true)
        #expect(!matrix.cells.contains { $0.lead == nil })
    }

    @Test("Inputs that contradict themselves are refused together")
    func refusals() throws {
        var company = SmallCompany.standard()
        company.managesKeyAccounts = false
        company.keyAccounts.append(company.keyAccounts[0])
        company.keyAccounts.append(
            Assignment.KeyAccount(
                account: ID("Nobody"), contribution: .nan, kamHours: Hours(-1), hours: [ID("dreaming"): Hours(3)]))
        do {
            _ = try company.assignment()
            Issue.record("taken")
        } catch let error as AssignmentError {
            let expected: [AssignmentRefusal] = [
                .repeatedAccount("Acme"), .unknownAccount("Nobody"), .unknownStage("dreaming", account: "Nobody"),
                .hours(-1, account: "Nobody"),
            ]
            guard case .refused(let found) = error else { throw error }
            #expect(Array(found.prefix(4)) == expected)
            #expect(found.last == .noKAMTeam)
            #expect(found.count == 6)
        }
    }

    @Test("No key accounts give an empty matrix without loss")
    func nothing() throws {
        var company = SmallCompany.standard()
        company.keyAccounts = []
        let matrix = try company.matrix()
        #expect(matrix.outcome == Outcome(status: .optimal, objective: 0, bound: 0))
        #expect(matrix.cells.isEmpty && matrix.kams.isEmpty)
        #expect(matrix.loads.count == company.members.count)
    }
}

extension Matrix {
    fileprivate func reasonStake(_ account: String, _ stage: String? = nil) -> Double? {
        let reason = stage.map { cell(account, $0)?.reason } ?? kams.first { $0.account.raw == account }?.reason
        return reason?.figures["stake"]
    }
}
