/// Shares the throughput gained among the moves: each by what would be lost without it, scaled so that they sum.
///
/// The pipeline is valued again with each move left out. At the best moves that loss is never below what the move costs,
/// so no gain has the wrong sign; and it asks for no order, so no move takes what another made possible. The losses do
/// not sum to the whole (two moves that need each other each lose it all; of two that do the same neither loses much),
/// so all are scaled by one factor to throughput after less throughput before. Where a promise of service was broken,
/// the losses count its price, and the sum is still that of the throughput; it may then be negative.
///
/// Tried before and left: prices averaged along the straight path from no move to all (Aumann & Shapley). They sum of
/// themselves, but up to a third of the moves of a best answer got a negative gain, which no planner would follow.
///
/// - Complexity: one small program a move, from the basis of the last.
struct GainSharing {
    private let evaluator: ThroughputEvaluator

    init(_ evaluator: ThroughputEvaluator) {
        self.evaluator = evaluator
    }

    /// The moves of a ledger with their gains, greatest first, ties by member and stages.
    func moves(
        of ledger: MoveLedger, before: ThroughputEvaluator.Evaluation, after: ThroughputEvaluator.Evaluation
    ) throws(AllocationError) -> [AllocationSolution.Move] {
        var losses: [Double] = []
        for entry in ledger.entries {
            var hours = after.plan.hours
            hours.undo(entry, evaluator.problem)
            losses.append(try max(0, after.value - evaluator.evaluate(hours).value))
        }
        let gains = GainSharing.scaled(losses, to: after.plan.throughput - before.plan.throughput)
        return zip(ledger.entries, gains)
            .map { entry, gain in
                AllocationSolution.Move(
                    member: entry.member, from: entry.from, to: entry.to, hours: entry.hours, gain: gain)
            }
            .sorted { ($1.gain, $0.member, $0.from ?? -1, $0.to) < ($0.gain, $1.member, $1.from ?? -1, $1.to) }
    }

    /// The parts in the same proportions with the given sum; even parts where all are 0.
    private static func scaled(_ parts: [Double], to total: Double) -> [Double] {
        let sum = parts.reduce(0, +)
        guard sum > 0 else { return parts.map { _ in total / Double(parts.count) } }
        return parts.map { $0 * (total / sum) }
    }
}
