import KAMEngine
import Testing

@Suite("Conflicts of demands and restrictions")
struct AssignmentConflictsTests {
    /// Whether the demands of a conflict can be met when only its restrictions hold, by trying everything.
    private func canHold(
        _ demands: [AssignmentDemand], _ restrictions: [AssignmentRestriction], _ arrays: GeneratedAssignment
    ) throws -> Bool {
        var lifted = arrays
        for member in arrays.loadCosts.indices where !restrictions.contains(.hours(member)) {
            lifted.loadCosts[member] = LoadCost(limit: 1e6)
        }
        for member in arrays.loadCosts.indices where !restrictions.contains(.accounts(member)) {
            lifted.maximumAccounts[member] = 99
        }
        lifted.rivals = arrays.rivals.enumerated().filter { restrictions.contains(.rivals($0.offset)) }.map(\.element)
        if !restrictions.contains(.changes) { lifted.changeBudget = nil }
        lifted.jointBudget = nil
        return BruteForce.canMeet(try lifted.problem(), Set(demands))
    }

    @Test("Each set conflicts, and without any one of its members it does not, on thousands of small problems")
    func minimal() throws {
        var (conflicts, mixed) = (0, 0)
        for seed in 0..<2000 {
            let arrays = GeneratedAssignment(small: UInt64(seed))
            let problem = try arrays.problem()
            let found = try problem.conflicts().conflicts
            #expect(found.isEmpty == BruteForce.canComplete(problem), "seed \(seed)")
            var seen: Set<AssignmentDemand> = []
            for conflict in found {
                #expect(conflict.proof == .minimal, "seed \(seed)")
                let demands = conflict.needs.map(\.demand)
                #expect(seen.isDisjoint(with: demands), "seed \(seed)")
                seen.formUnion(demands)
                #expect(try !canHold(demands, conflict.restrictions, arrays), "seed \(seed): holds")
                for demand in demands {
                    let fewer = demands.filter { $0 != demand }
                    #expect(try canHold(fewer, conflict.restrictions, arrays), "seed \(seed): \(demand) is not needed")
                }
                for restriction in conflict.restrictions {
                    let fewer = conflict.restrictions.filter { $0 != restriction }
                    #expect(try canHold(demands, fewer, arrays), "seed \(seed): \(restriction) is not needed")
                }
                conflicts += 1
                mixed += demands.count > 1 && conflict.restrictions.count > 1 ? 1 : 0
            }
        }
        #expect(conflicts > 500 && mixed > 50, "\(conflicts) \(mixed)")
    }

    @Test("Each relaxation repairs its conflict, and a little less of it does not")
    func relaxations() throws {
        var tried = 0
        for seed in 0..<1000 {
            let arrays = GeneratedAssignment(small: UInt64(seed))
            for conflict in try arrays.problem().conflicts().conflicts {
                let demands = conflict.needs.map(\.demand)
                for relaxation in conflict.relaxations {
                    let (enough, less) = relaxed(arrays, relaxation)
                    guard let enough else { continue }
                    #expect(try canHold(demands, conflict.restrictions, enough), "seed \(seed): \(relaxation)")
                    if let less {
                        #expect(try !canHold(demands, conflict.restrictions, less), "seed \(seed): \(relaxation)")
                    }
                    tried += 1
                }
            }
        }
        #expect(tried > 200, "\(tried)")
    }

    private func relaxed(
        _ arrays: GeneratedAssignment, _ relaxation: AssignmentRelaxation
    ) -> (enough: GeneratedAssignment?, less: GeneratedAssignment?) {
        var (enough, less) = (arrays, arrays)
        switch relaxation {
        case .hours(let member, let extra):
            enough.loadCosts[member] = LoadCost(limit: arrays.loadCosts[member].limit + extra + 1e-6)
            less.loadCosts[member] = LoadCost(limit: arrays.loadCosts[member].limit + extra - 0.01)
        case .sharedHours(let extras):
            for extra in extras {
                enough.loadCosts[extra.member] = LoadCost(
                    limit: arrays.loadCosts[extra.member].limit + extra.hours + 1e-6)
            }
            return (enough, nil)
        case .accounts(let member, let extra):
            enough.maximumAccounts[member] += extra
            less.maximumAccounts[member] += extra - 1
        case .changes(let extra):
            enough.changeBudget? += extra
            less.changeBudget? += extra - 1
        case .rivals, .pin, .open: return (nil, nil)
        }
        return (enough, less)
    }

    @Test("What is left open at the least stake, and the fewest hours that meet all, are those of brute force")
    func cheapest() throws {
        var tried = 0
        for seed in 0..<500 {
            let arrays = GeneratedAssignment(small: UInt64(seed))
            let problem = try arrays.problem()
            guard let best = BruteForce.best(problem, first: [.openStake]) else { continue }
            let found = try problem.conflicts()
            let stake = AssignmentCheck(problem, best.decision).loss.open
            #expect(abs(found.leastOpen.stake - stake) < 1e-9 && found.leastOpen.isProven, "seed \(seed)")
            #expect((stake == 0) == found.leastOpen.demands.isEmpty, "seed \(seed)")
            guard let hours = found.leastHours, !hours.extras.isEmpty else { continue }
            var stretched = arrays
            for extra in hours.extras {
                stretched.loadCosts[extra.member] = LoadCost(
                    limit: arrays.loadCosts[extra.member].limit + extra.hours + 1e-6)
            }
            let able = BruteForce.everything(problem).filter { demand in
                switch demand {
                case .cell(let cell): !arrays.leads[cell].isEmpty
                case .account(let account): !arrays.kams[account].isEmpty
                }
            }
            #expect(BruteForce.canMeet(try stretched.problem(), able), "seed \(seed)")
            tried += 1
        }
        #expect(tried > 50)
    }

    @Test("A cell that needs 40 h of a member with 22 h left says so, with what would repair it")
    func words() throws {
        var arrays = GeneratedAssignment()
        arrays.addAccount(leads: [[.init(member: 0, cost: 0, hours: 40)]], value: 100)
        arrays.addAccount(
            leads: [[.init(member: 0, cost: 0, hours: 28), .init(member: 1, cost: 0, hours: 28)]], value: 500)
        arrays.addAccount(leads: [[.init(member: 1, cost: 0, hours: 10)]], value: 500)
        arrays.addMember(LoadCost(limit: 50))
        arrays.addMember(LoadCost(limit: 50))
        let free = try arrays.problem()
        #expect(try free.conflicts().conflicts.isEmpty)
        let pinned = try free.pinning(.cell(1), to: 0)
        let found = try pinned.conflicts(withoutPins: free)
        let conflict = try #require(found.conflicts.first)
        #expect(found.conflicts.count == 1 && conflict.proof == .minimal)
        #expect(conflict.needs.map(\.demand) == [.cell(0), .cell(1)])
        #expect(conflict.needs.first?.hours == 40 && conflict.left == 22 && conflict.limit == 50)
        #expect(conflict.restrictions == [.pin(.cell(1)), .hours(0)])
        #expect(
            conflict.relaxations
                == [.pin(.cell(1)), .hours(member: 0, extra: 18), .open(.cell(0), stake: 100)])
        #expect(found.leastHours?.extras == [.init(member: 0, hours: 18)])
    }

    @Test("A demand that nobody may meet conflicts by itself")
    func nobody() throws {
        var arrays = GeneratedAssignment()
        arrays.addAccount(leads: [[], [.init(member: 0, cost: 0, hours: 1)]])
        arrays.addMember(LoadCost(limit: 50))
        let conflicts = try arrays.problem().conflicts().conflicts
        #expect(conflicts.map { $0.needs.map(\.demand) } == [[.cell(0)]])
        #expect(conflicts.first?.restrictions == [])
        #expect(conflicts.first?.needs.first?.hours == nil)
    }
}
