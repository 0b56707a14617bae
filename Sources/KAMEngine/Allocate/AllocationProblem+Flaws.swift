import KAMModel

extension AllocationProblem {
    /// Everything that contradicts itself, in the order of stages, classes and members.
    func flaws() -> [Reason] {
        var found: [Reason] = []
        if stages.isEmpty { found.append(Reason("no_stage", "the pipeline has no stage")) }
        if classes.isEmpty { found.append(Reason("no_class", "there are no customers")) }
        if !stages.isEmpty, !stages.indices.contains(winStage) {
            found.append(Reason("win_stage", "stage \(winStage) cannot win: the pipeline has \(stages.count) stages"))
        }
        check(shortfallPrice, "the price of an unkept hour of minimum service", into: &found)
        for customers in classes { check(customers, into: &found) }
        for (index, member) in members.enumerated() { check(member, "member \(index + 1)", into: &found) }
        return found
    }

    private func check(_ customers: CustomerClass, into found: inout [Reason]) {
        let name = customers.name
        let lists = [
            ("open work", customers.openWork), ("hours of an opportunity", customers.effort),
            ("hours of care", customers.careHours), ("value of care", customers.careValue),
        ]
        if !customers.supply.isFinite {
            let text = "supply of \(name) is \(customers.supply): without a limit on leads the throughput has none"
            found.append(Reason("unbounded", text))
        } else {
            check(customers.supply, "supply of \(name)", into: &found)
        }
        check(customers.marginPerWin, "margin of a win of \(name)", into: &found)
        for (what, values) in lists { check(values, "\(what) of \(name)", into: &found) }
        checkShares(customers.minimumService, "minimum service of \(name)", into: &found)
        checkConversion(customers, into: &found)
    }

    private func check(_ member: AllocationMember, _ name: String, into found: inout [Reason]) {
        check(member.proficiency, "proficiency of \(name)", into: &found)
        check(member.baseline, "hours of \(name)", into: &found)
        checkShares(member.learningLoss, "learning loss of \(name)", into: &found)
        checkShare(member.movableShare, "movable share of \(name)", into: &found)
        check(member.capacity, "capacity of \(name)", into: &found)
        check(member.moveCost, "cost of a moved hour of \(name)", into: &found)
        let planned = member.baseline.reduce(0, +)
        if planned.isFinite, member.capacity.isFinite, planned > member.capacity * (1 + 1e-9) + 1e-9 {
            let text = "\(name) spends \(planned) h on stages and has \(member.capacity) h"
            found.append(Reason("above_capacity", text))
        }
    }

    private func checkConversion(_ customers: CustomerClass, into found: inout [Reason]) {
        guard hasEveryStage(customers.conversion, "conversion of \(customers.name)", into: &found) else { return }
        for (stage, share) in zip(stages, customers.conversion) where !(share > 0 && share <= 1) {
            let text = "conversion of \(customers.name) at \(stage) is \(share), not above 0 and at most 1"
            found.append(Reason("conversion", text))
        }
    }

    private func check(_ values: [Double], _ what: String, into found: inout [Reason]) {
        guard hasEveryStage(values, what, into: &found) else { return }
        for (stage, value) in zip(stages, values) { check(value, "\(what) at \(stage)", into: &found) }
    }

    private func check(_ value: Double, _ what: String, into found: inout [Reason]) {
        if value >= 0, value < 1e15 { return }
        found.append(Reason("not_a_quantity", "\(what) is \(value), not a number of 0 or more"))
    }

    private func checkShares(_ values: [Double], _ what: String, into found: inout [Reason]) {
        guard hasEveryStage(values, what, into: &found) else { return }
        for (stage, value) in zip(stages, values) { checkShare(value, "\(what) at \(stage)", into: &found) }
    }

    private func checkShare(_ value: Double, _ what: String, into found: inout [Reason]) {
        if value >= 0, value <= 1 { return }
        found.append(Reason("not_a_share", "\(what) is \(value), not a share from 0 to 1"))
    }

    private func hasEveryStage(_ values: [Double], _ what: String, into found: inout [Reason]) -> Bool {
        if values.count == stages.count { return true }
        found.append(Reason("shape", "\(what) has \(values.count) values for \(stages.count) stages"))
        return false
    }
}
