internal import CHighs

extension Solver {
    /// Copies what the last run left into a value.
    func collectSolution(status: ModelStatus, of loaded: LoadedModel) throws(HighsError) -> Solution {
        if status == .modelEmpty { return try emptySolution(of: loaded) }
        let primalStatus = PointStatus(rawValue: integer("primal_solution_status")) ?? .none
        let dualStatus = PointStatus(rawValue: integer("dual_solution_status")) ?? .none
        let point = try collectPoint(of: loaded)
        let hasPrimal = primalStatus == .feasible
        let hasDual = dualStatus == .feasible && !loaded.isMixedInteger
        let objective = hasPrimal ? real("objective_function_value") : nil
        let bound = dualBound(status: status, objective: objective, of: loaded)
        return Solution(
            status: status, primalStatus: primalStatus, dualStatus: loaded.isMixedInteger ? .none : dualStatus,
            objective: objective, dualBound: bound, relativeGap: relativeGap(objective, bound),
            nodeCount: long("mip_node_count"), simplexIterations: integer("simplex_iteration_count"),
            interiorPointIterations: integer("ipm_iteration_count"),
            columnValues: hasPrimal ? point.columnValues : nil, rowActivities: hasPrimal ? point.rowActivities : nil,
            rowDuals: hasDual ? point.rowDuals : nil, reducedCosts: hasDual ? point.reducedCosts : nil,
            basis: try collectBasis(of: loaded))
    }

    /// HiGHS says nothing of a model without columns but that it is empty; the rows decide whether zero is allowed.
    private func emptySolution(of loaded: LoadedModel) throws(HighsError) -> Solution {
        var offset = 0.0
        try must("Highs_getObjectiveOffset", Highs_getObjectiveOffset(handle, &offset))
        var lower = zeros(loaded.rowCount)
        var upper = zeros(loaded.rowCount)
        var count: Int32 = 0
        var entries: Int32 = 0
        if loaded.rowCount > 0 {
            try must(
                "Highs_getRowsByRange",
                Highs_getRowsByRange(
                    handle, 0, Int32(loaded.rowCount - 1), &count, &lower, &upper, &entries, nil, nil, nil))
        }
        let isFeasible = zip(lower, upper).allSatisfy { $0 <= 0 && 0 <= $1 }
        let objective = isFeasible ? offset : nil
        return Solution(
            status: .modelEmpty, primalStatus: isFeasible ? .feasible : .infeasible, dualStatus: .none,
            objective: objective, dualBound: objective, relativeGap: relativeGap(objective, objective), nodeCount: 0,
            simplexIterations: 0, interiorPointIterations: 0, columnValues: isFeasible ? [] : nil,
            rowActivities: isFeasible ? zeros(loaded.rowCount) : nil)
    }

    private typealias Point = (
        columnValues: [Double], reducedCosts: [Double], rowActivities: [Double], rowDuals: [Double]
    )

    private func collectPoint(of loaded: LoadedModel) throws(HighsError) -> Point {
        var point: Point = (
            zeros(loaded.columnCount), zeros(loaded.columnCount), zeros(loaded.rowCount), zeros(loaded.rowCount)
        )
        try must(
            "Highs_getSolution",
            Highs_getSolution(
                handle, &point.columnValues, &point.reducedCosts, &point.rowActivities, &point.rowDuals))
        return point
    }

    private func collectBasis(of loaded: LoadedModel) throws(HighsError) -> Basis? {
        guard hasValidBasis, !loaded.isMixedInteger else { return nil }
        var columns = [Int32](repeating: 0, count: loaded.columnCount)
        var rows = [Int32](repeating: 0, count: loaded.rowCount)
        try must("Highs_getBasis", Highs_getBasis(handle, &columns, &rows))
        return Basis(columns: columns.map(Self.basisStatus), rows: rows.map(Self.basisStatus))
    }

    /// Whether the last run left a basis.
    var hasValidBasis: Bool { integer("basis_validity") == kHighsBasisValidityValid }

    private static func basisStatus(_ raw: Int32) -> Basis.Status { Basis.Status(rawValue: raw) ?? .nonbasic }

    private func dualBound(status: ModelStatus, objective: Double?, of loaded: LoadedModel) -> Double? {
        guard loaded.isMixedInteger else { return status == .optimal ? objective : nil }
        let bound = real("mip_dual_bound")
        return abs(bound) < LinearModel.infinite ? bound : nil
    }

    private func zeros(_ count: Int) -> [Double] { [Double](repeating: 0, count: count) }

    private func integer(_ name: String) -> Int {
        var value: Int32 = 0
        return Highs_getIntInfoValue(handle, name, &value) == kHighsStatusOk ? Int(value) : 0
    }

    private func long(_ name: String) -> Int {
        var value: Int64 = 0
        return Highs_getInt64InfoValue(handle, name, &value) == kHighsStatusOk ? max(0, Int(value)) : 0
    }

    private func real(_ name: String) -> Double {
        var value = 0.0
        return Highs_getDoubleInfoValue(handle, name, &value) == kHighsStatusOk ? value : .infinity
    }
}

/// The relative gap between an objective and a bound on it; nil without both.
func relativeGap(_ objective: Double?, _ bound: Double?) -> Double? {
    guard let objective, let bound else { return nil }
    return objective == bound ? 0 : abs(bound - objective) / abs(objective)
}
