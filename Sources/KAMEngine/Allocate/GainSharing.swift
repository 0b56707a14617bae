/// Shares the throughput gained among the moves by Aumann and Shapley's path.
///
/// All moves are made together, little by little, from none to whole; on the way each earns its reference hours at the
/// prices that hold there. No move is first or last, so none takes what another made possible. The value is piecewise
/// linear on that path: where a piece is straight its prices at the middle serve for the whole piece, otherwise it is
/// halved. What halving leaves at the corners, and the price of promises kept or broken, is settled by scaling, so the
/// gains sum to throughput after less throughput before.
///
/// - Complexity: O(*corners* × log *precision*) small programs, whatever the number of moves.
/// - Source: Aumann & Shapley, *Values of Non-Atomic Games*, 1974; Billera & Heath, *Math. Oper. Res.* 7, 1982, for its
///   use to share what is produced together.
struct GainSharing {
    private typealias Evaluation = ThroughputEvaluator.Evaluation

    private let evaluator: ThroughputEvaluator
    private let deepest = 24

    init(_ evaluator: ThroughputEvaluator) {
        self.evaluator = evaluator
    }

    /// The moves of a ledger with their gains, greatest first.
    func moves(
        of ledger: MoveLedger, before: ThroughputEvaluator.Evaluation, after: ThroughputEvaluator.Evaluation
    ) throws(AllocationError) -> [AllocationSolution.Move] {
        guard !ledger.isEmpty else { return [] }
        let prices = try meanPrices(from: before, to: after)
        let raw = ledger.entries.map { worth(of: $0, prices) }
        let gains = GainSharing.scaled(raw, to: after.plan.throughput - before.plan.throughput)
        return zip(ledger.entries, gains)
            .map { entry, gain in
                AllocationSolution.Move(
                    member: entry.member, from: entry.from, to: entry.to, hours: entry.hours, gain: gain)
            }
            .sorted { ($1.gain, $0.member, $0.from ?? -1, $0.to) < ($0.gain, $1.member, $1.from ?? -1, $1.to) }
    }

    /// The mean price of a general and of a key-only hour at each stage along the path.
    private func meanPrices(from before: Evaluation, to after: Evaluation) throws(AllocationError) -> StageHours {
        var mean = StageHours(stages: evaluator.problem.stages.count)
        var open = [(start: 0.0, startValue: before.value, end: 1.0, endValue: after.value, depth: 0)]
        while let piece = open.popLast() {
            let middle = (piece.start + piece.end) / 2
            let point = try evaluator.evaluate(before.plan.hours.moved(middle, towards: after.plan.hours))
            let bend = point.value - (piece.startValue + piece.endValue) / 2
            if bend <= 1e-9 * max(1, abs(point.value)) || piece.depth == deepest {
                add(point.prices, piece.end - piece.start, to: &mean)
            } else {
                open.append((middle, point.value, piece.end, piece.endValue, piece.depth + 1))
                open.append((piece.start, piece.startValue, middle, point.value, piece.depth + 1))
            }
        }
        return mean
    }

    private func add(_ prices: AllocationPrices, _ weight: Double, to mean: inout StageHours) {
        for stage in prices.hour.indices {
            mean.add((prices.hour[stage] + prices.generalHour[stage]) * weight, at: stage)
            mean.add(prices.hour[stage] * weight, at: stage, keyOnly: true)
        }
    }

    private func worth(of entry: MoveLedger.Entry, _ prices: StageHours) -> Double {
        let member = evaluator.problem.members[entry.member]
        let price = member.servesKeyOnly ? prices.keyOnly : prices.general
        let given = entry.from.map { member.proficiency[$0] * price[$0] } ?? 0
        return entry.hours * (member.yield(at: entry.to) * price[entry.to] - given)
    }

    /// The parts in the same proportions with the given sum; even parts where they have no sum of their own.
    private static func scaled(_ parts: [Double], to total: Double) -> [Double] {
        let sum = parts.reduce(0, +)
        guard abs(sum) > 1e-9 * parts.reduce(1e-12, { $0 + abs($1) }) else {
            return parts.map { _ in total / Double(parts.count) }
        }
        return parts.map { $0 * (total / sum) }
    }
}
