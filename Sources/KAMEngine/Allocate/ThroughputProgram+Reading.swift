import Highs

extension ThroughputProgram {
    /// The plan of the pipeline that a solution of the program stands for.
    func plan(from values: [Double], hours: StageHours) -> StagePlan {
        let finished = block(values) { finishedColumn($0, $1) }
        let care = block(values) { careColumn($0, $1) }
        let shortfall = block(values) { shortfallColumn($0, $1) }
        var throughput = 0.0
        var missed = 0.0
        for (index, customers) in problem.classes.enumerated() {
            throughput += problem.value(ofClass: index) * (finished[index].last ?? 0)
            throughput += zip(customers.careValue, care[index]).reduce(0) { $0 + $1.0 * $1.1 }
            missed += shortfall[index].reduce(0, +)
        }
        return StagePlan(
            finished: finished, care: care, shortfall: shortfall, hours: hours, throughput: throughput,
            shortfallCost: missed * problem.shortfallPrice)
    }

    private func block(_ values: [Double], _ column: (Int, Int) -> Int) -> [[Double]] {
        problem.classes.indices.map { index in
            problem.stages.indices.map { max(0, values[column(index, $0)]) }
        }
    }

    /// The prices of the rows, in money.
    func prices(from duals: [Double]) -> AllocationPrices {
        let stages = problem.stages.indices
        var memberHour = [Double](repeating: 0, count: problem.members.count)
        var movableHour = memberHour
        for rows in memberRows {
            memberHour[rows.member] = duals[rows.balance] * scale
            movableHour[rows.member] = duals[rows.limit] * scale
        }
        return AllocationPrices(
            hour: stages.map { duals[hourRow($0)] * scale }, generalHour: stages.map { duals[generalRow($0)] * scale },
            flow: problem.classes.indices.map { index in stages.map { duals[flowRow(index, $0)] * scale } },
            service: problem.classes.indices.map { index in stages.map { duals[serviceRow(index, $0)] * scale } },
            memberHour: memberHour, movableHour: movableHour)
    }
}
