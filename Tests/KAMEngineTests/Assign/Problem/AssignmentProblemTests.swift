import KAMEngine
import Testing

@Suite("Refusing a problem")
struct AssignmentProblemTests {
    private static let refusals: [(String, @Sendable (inout GeneratedAssignment) -> Void, String)] = [
        ("starts", { $0.cellStarts[0] = 1 }, "cell starts"),
        ("falling starts", { $0.cellStarts.insert(9, at: 1) }, "cell starts"),
        ("no starts", { $0.cellStarts = [] }, "cell starts"),
        ("length of saving", { $0.jointSaving.removeLast() }, "'jointSaving'"),
        ("length of limits", { $0.maximumAccounts.append(1) }, "'maximumAccounts'"),
        ("rows of leads", { $0.leads.append([]) }, "'leads'"),
        ("negative hours", { $0.leads[0] = [.init(member: 0, cost: 1, hours: -1)] }, "'leads.hours' has -1.0 at 0"),
        (
            "a cost that is no number", { $0.leads[0] = [.init(member: 0, cost: .nan, hours: 1)] },
            "'leads.costs' has nan"
        ),
        (
            "a member that does not exist", { $0.leads[0] = [.init(member: 9, cost: 1, hours: 1)] },
            "the member 9 in row 0"
        ),
        (
            "a member twice",
            { $0.kams[0] = [.init(member: 0, cost: 1, hours: 1), .init(member: 0, cost: 2, hours: 1)] },
            "'kams.members' has the member 0 in row 0"
        ),
        ("an infinite limit", { $0.loadCosts[0] = LoadCost(limit: .infinity) }, "'loadCosts[0].ends' has inf"),
        ("falling bands", { $0.loadCosts[0] = LoadCost(ends: [4, 2], prices: [0, 1]) }, "the load of member 0"),
        ("falling prices", { $0.loadCosts[0] = LoadCost(ends: [4, 8], prices: [1, 0]) }, "the load of member 0"),
        ("no bands", { $0.loadCosts[0] = LoadCost(ends: [], prices: []) }, "the load of member 0"),
        ("a saving above 1", { $0.jointSaving[0] = 2 }, "'jointSaving' has 2.0 at 0"),
        ("a negative number of accounts", { $0.maximumAccounts[0] = -1 }, "'maximumAccounts' has -1.0 at 0"),
        ("rivals that do not exist", { $0.rivals = [.init(accounts: [0, 9])] }, "the rivals 0"),
        ("rivals twice", { $0.rivals = [.init(accounts: [0, 0])] }, "the rivals 0"),
        (
            "a present lead that may not go on", { ($0.leads[0], $0.presentLeads) = ([], [0]) },
            "'present.leads' has the member 0"
        ),
        (
            "a present KAM that may not go on", { ($0.kams[0], $0.presentKAMs) = ([], [0]) },
            "'present.kams' has the member 0"
        ),
        ("a negative change budget", { $0.changeBudget = -1 }, "'changeBudget' has -1.0"),
        ("a joint budget that is no number", { $0.jointBudget = .nan }, "'jointBudget' has nan"),
    ]

    @Test("Each contradiction is refused by name", arguments: refusals.indices)
    func refuses(_ index: Int) throws {
        let (what, change, words) = Self.refusals[index]
        var arrays = Self.plain()
        _ = try arrays.problem()
        change(&arrays)
        do {
            _ = try arrays.problem()
            Issue.record("\(what) was taken")
        } catch {
            #expect("\(error)".contains(words), "\(what): \(error)")
        }
    }

    @Test("Everything that is wrong is told at once")
    func allAtOnce() {
        var arrays = Self.plain()
        arrays.value[0] = -1
        arrays.handoffLoss[0] = .nan
        arrays.loadCosts[0] = LoadCost(ends: [], prices: [])
        do {
            _ = try arrays.problem()
            Issue.record("taken")
        } catch {
            #expect("\(error)".split(separator: "\n").count == 3, "\(error)")
        }
    }

    private static func plain() -> GeneratedAssignment {
        var arrays = GeneratedAssignment()
        arrays.addAccount(
            leads: [[.init(member: 0, cost: 1, hours: 1)], [.init(member: 0, cost: 1, hours: 1)]],
            kams: [.init(member: 0, cost: 1, hours: 1)])
        arrays.addMember(LoadCost(limit: 9), maximumAccounts: 1)
        return arrays
    }
}
