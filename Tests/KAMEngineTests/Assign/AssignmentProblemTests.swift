import KAMEngine
import Testing

@Suite("Refusing a problem")
struct AssignmentProblemTests {
    private static let refusals: [(String, @Sendable (inout GeneratedAssignment) -> Void, String)] = [
        ("starts", { $0.cellStarts[0] = 1 }, "cell starts"),
        ("falling starts", { $0.cellStarts.insert(9, at: 1) }, "cell starts"),
        ("no starts", { $0.cellStarts = [] }, "cell starts"),
        ("length of costs", { $0.cost.removeLast() }, "'cost'"),
        ("length of limits", { $0.maximumAccounts.append(1) }, "'maximumAccounts'"),
        ("negative hours", { $0.hours[0] = -1 }, "'hours' has -1.0 at 0"),
        ("hours that are no number", { $0.hours[0] = .nan }, "'hours' has nan at 0"),
        ("infinite capacity", { $0.capacity[0] = .infinity }, "'capacity' has inf at 0"),
        ("a share above 1", { $0.ceiling[0] = 1.5 }, "'ceiling' has 1.5 at 0"),
        ("a saving above 1", { $0.jointSaving[0] = 2 }, "'jointSaving' has 2.0 at 0"),
        ("a negative number of accounts", { $0.maximumAccounts[0] = -1 }, "'maximumAccounts' has -1.0 at 0"),
        (
            "a cost that is no number",
            {
                $0.isEligible[0] = true; $0.cost[0] = .nan
            }, "'cost' has nan at 0"
        ),
    ]

    @Test("Each contradiction is refused by name", arguments: refusals.indices)
    func refuses(_ index: Int) throws {
        let (what, change, words) = Self.refusals[index]
        var arrays = GeneratedAssignment(small: 1)
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
        var arrays = GeneratedAssignment(small: 1)
        arrays.hours[0] = -1
        arrays.capacity[0] = .nan
        arrays.ceiling[0] = 2
        do {
            _ = try arrays.problem()
            Issue.record("taken")
        } catch {
            #expect("\(error)".split(separator: "\n").count == 3, "\(error)")
        }
    }

    @Test("A cost where nobody is eligible is not read")
    func unreadCost() throws {
        var arrays = GeneratedAssignment(small: 1)
        arrays.isEligible[0] = false
        arrays.cost[0] = .nan
        #expect(throws: Never.self) { try arrays.problem() }
    }
}
