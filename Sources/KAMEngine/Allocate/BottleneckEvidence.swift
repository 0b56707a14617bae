import KAMModel

/// The facts that show a bottleneck, in words with their numbers.
struct BottleneckEvidence {
    let problem: AllocationProblem
    let plan: StagePlan
    let prices: [StagePrice]
    let gains: [Double]
    let limit: StageLimit
    let addedHours: Double
    let opportunityValues: [Double]

    /// The facts, the decisive one first.
    var reasons: [Reason] {
        guard let stage = limit.stage else { return [market, load, opportunities, lowestConversion(nil)] }
        let decisive = limit.together.isEmpty ? single(stage) : joint(stage)
        return [decisive, load, queue(stage), range(stage), downstream(stage), lowestConversion(stage)]
            .compactMap { $0 }
    }

    private func name(_ stage: Int) -> String { problem.stages[stage] }

    private func single(_ stage: Int) -> Reason {
        let others = problem.stages.indices.filter { $0 != stage }.sorted { (-gains[$0], $0) < (-gains[$1], $1) }
        let next = others.first.map { "; the next stage, \(name($0)), would gain \(money(gains[$0]))" } ?? ""
        let text = """
            \(Wording.hours(addedHours)) more at \(name(stage)) bring \(money(gains[stage])), \
            more than anywhere else\(next)
            """
        return Reason("gain", text)
    }

    private func joint(_ stage: Int) -> Reason {
        let set = ([stage] + limit.together).sorted()
        let names = set.map(name).joined(separator: ", ")
        let alone = set.map { gains[$0] }.max() ?? 0
        let text = """
            \(names) limit together: \(Wording.hours(addedHours)) more at each bring \(money(limit.jointGain)), \
            at one of them alone at most \(money(alone))
            """
        return Reason("joint_gain", text)
    }

    private var market: Reason {
        let text = """
            \(Wording.hours(addedHours)) more at every stage together bring nothing: hours are enough for all \
            the opportunities there are
            """
        return Reason("market", text)
    }

    private var opportunities: Reason {
        let parts = zip(problem.classes, opportunityValues).map { customers, value in
            "\(money(value)) from \(customers.name)"
        }
        return Reason("opportunity_value", "One more opportunity would bring " + parts.joined(separator: ", "))
    }

    private var load: Reason {
        let parts = problem.stages.indices.map { stage in
            let demand = Wording.hours(problem.demand(at: stage))
            let hours = Wording.hours(plan.hours.total(at: stage))
            return "\(name(stage)) \(Wording.percent(prices[stage].load)) (\(demand) of work for \(hours))"
        }
        return Reason("load", "Load by stage: " + parts.joined(separator: ", "))
    }

    /// How many opportunities would come to the stage, and how many it serves.
    ///
    /// How many stand before it is no fact of the plan: the stages before it need to release only what it serves.
    private func queue(_ stage: Int) -> Reason {
        let coming = problem.classes.reduce(0) { $0 + $1.arrivals[stage] }
        let served = plan.finished.reduce(0) { $0 + $1[stage] }
        let text = """
            Of \(Wording.decimal(coming)) opportunities that would come to \(name(stage)) if hours were short nowhere \
            it serves \(Wording.decimal(served)): \(Wording.decimal(coming - served)) are left
            """
        return Reason("queue", text)
    }

    private func range(_ stage: Int) -> Reason {
        let price = prices[stage]
        let text = """
            One hour more at \(name(stage)) is worth \(money(price.perHour)), one hour less costs \
            \(money(price.perHourLost))
            """
        return Reason("price_range", text)
    }

    private func downstream(_ stage: Int) -> Reason? {
        let later = problem.stages.indices.filter { $0 > stage }
        guard !later.isEmpty else { return nil }
        let idle = later.map { max(0, plan.hours.total(at: $0) - work(at: $0)) }
        let parts = zip(later, idle).map { "\(name($0.0)) \(Wording.hours($0.1))" }
        let total = Wording.hours(idle.reduce(0, +))
        return Reason("downstream_idle", "Idle hours after it: \(total) (\(parts.joined(separator: ", ")))")
    }

    private func work(at stage: Int) -> Double {
        problem.classes.indices.reduce(0) { sum, index in
            sum + plan.finished[index][stage] * problem.classes[index].effort[stage] + plan.care[index][stage]
        }
    }

    /// The stage that converts worst, weighed by what each class brings to it.
    private func lowestConversion(_ stage: Int?) -> Reason {
        let shares = problem.stages.indices.map { index in
            let arrivals = problem.classes.map { $0.arrivals[index] }
            let total = arrivals.reduce(0, +)
            let shares = problem.classes.map { $0.conversion[index] }
            guard total > 0 else { return shares.reduce(0, +) / Double(max(1, shares.count)) }
            return zip(arrivals, shares).reduce(0) { $0 + $1.0 * $1.1 } / total
        }
        let worst = shares.indices.min { (shares[$0], $0) < (shares[$1], $1) } ?? 0
        let converts = "\(name(worst)) converts worst (\(Wording.percent(shares[worst])))"
        if worst == stage {
            return Reason("lowest_conversion", "\(converts) and is the bottleneck too, but for its hours")
        }
        if limit.together.contains(worst) {
            return Reason("lowest_conversion", "\(converts) and is one of the stages that limit together")
        }
        let text = "\(converts) but is not the bottleneck: one hour more there is worth \(money(prices[worst].perHour))"
        return Reason("lowest_conversion", text)
    }

    private func money(_ value: Double) -> String { Wording.price(value, problem.currency) }
}
