import KAMModel

/// Finds what limits the pipeline by solving it again with more hours at each stage.
///
/// The stage that gains most from the hours of one member is the bottleneck; stages within a tenth of it limit with it.
/// Where the stages gain little alone and more than twice as much together, the smallest set that keeps the joint gain
/// is the bottleneck: a chain of equal links is lengthened by none of them alone. Where even all stages together gain
/// nothing, the market limits. The lowest conversion is never asked.
///
/// - Complexity: about 5 small programs a stage.
struct BottleneckSearch {
    /// The bottleneck and the prices at some hours.
    struct Findings {
        let bottleneck: Bottleneck
        let prices: [StagePrice]
    }

    private let evaluator: ThroughputEvaluator
    private let addedHours: Double
    private var problem: AllocationProblem { evaluator.problem }

    init(_ evaluator: ThroughputEvaluator, addedHours: Double) {
        self.evaluator = evaluator
        self.addedHours = addedHours
    }

    /// Examines the pipeline at the hours of a plan.
    func examine(_ point: ThroughputEvaluator.Evaluation) throws(AllocationError) -> Findings {
        let stages = Array(problem.stages.indices)
        var prices: [StagePrice] = []
        var gains: [Double] = []
        for stage in stages {
            prices.append(try price(of: stage, at: point))
            gains.append(try gain(of: [stage], at: point))
        }
        let found = try limit(stages, gains: gains, prices: prices, at: point)
        let evidence = BottleneckEvidence(
            problem: problem, plan: point.plan, prices: prices, gains: gains, limit: found, addedHours: addedHours,
            opportunityValues: try opportunityValues(at: point))
        let bottleneck = Bottleneck(
            stage: found.stage, together: found.together, gains: gains, jointGain: found.jointGain,
            addedHours: addedHours, evidence: evidence.reasons)
        return Findings(bottleneck: bottleneck, prices: prices)
    }

    private func price(of stage: Int, at point: ThroughputEvaluator.Evaluation) throws(AllocationError) -> StagePrice {
        let hours = point.plan.hours
        var more = hours
        more.add(1, at: stage)
        let gained = try difference(evaluator.evaluate(more).value, point.value)
        let load = problem.demand(at: stage) / max(1, hours.total(at: stage))
        let step = min(1, hours.general[stage])
        guard step > 1e-6 else { return StagePrice(perHour: gained, perHourLost: gained, load: load) }
        var less = hours
        less.add(-step, at: stage)
        let lost = try difference(point.value, evaluator.evaluate(less).value) / step
        return StagePrice(perHour: gained, perHourLost: max(gained, lost), load: load)
    }

    /// How much one value is above another; 0 where only rounding tells them apart.
    private func difference(_ greater: Double, _ smaller: Double) -> Double {
        let distance = greater - smaller
        return distance > 1e-12 * max(1, abs(greater), abs(smaller)) ? distance : 0
    }

    private func gain(of stages: [Int], at point: ThroughputEvaluator.Evaluation) throws(AllocationError) -> Double {
        var hours = point.plan.hours
        for stage in stages { hours.add(addedHours, at: stage) }
        return try difference(evaluator.evaluate(hours).value, point.value)
    }

    private func limit(
        _ stages: [Int], gains: [Double], prices: [StagePrice], at point: ThroughputEvaluator.Evaluation
    ) throws(AllocationError) -> StageLimit {
        let negligible = 1e-7 * max(1, abs(point.value))
        let all = try gain(of: stages, at: point)
        guard all > negligible else { return StageLimit(stage: nil, together: [], jointGain: 0) }
        if all > 2 * gains.reduce(0, +) {
            let set = try smallest(stages, keeping: all, at: point)
            let first = set.min { (-prices[$0].perHourLost, $0) < (-prices[$1].perHourLost, $1) }
            let joint = try gain(of: set, at: point)
            return StageLimit(stage: first, together: set.filter { $0 != first }, jointGain: joint)
        }
        let best = stages.min { (-gains[$0], $0) < (-gains[$1], $1) }
        let most = best.map { gains[$0] } ?? 0
        let set = stages.filter { $0 != best && gains[$0] >= 0.9 * most }
        return StageLimit(
            stage: best, together: set, jointGain: try gain(of: [best].compactMap { $0 } + set, at: point))
    }

    /// The stages without those that the joint gain does not need, the first of the pipeline asked first.
    private func smallest(
        _ stages: [Int], keeping all: Double, at point: ThroughputEvaluator.Evaluation
    ) throws(AllocationError) -> [Int] {
        var set = stages
        for stage in stages where set.count > 1 {
            let rest = set.filter { $0 != stage }
            if try gain(of: rest, at: point) >= 0.999 * all { set = rest }
        }
        return set
    }

    private func opportunityValues(at point: ThroughputEvaluator.Evaluation) throws(AllocationError) -> [Double] {
        var values: [Double] = []
        for index in problem.classes.indices {
            let value = try evaluator.valueOfOneMoreOpportunity(ofClass: index, at: point.plan.hours)
            values.append(max(0, value - point.value))
        }
        return values
    }
}

/// The stages that limit the pipeline.
struct StageLimit {
    let stage: Int?
    let together: [Int]
    let jointGain: Double
}
