internal import CHighs

extension Solver {
    /// How far each cost and bound may move before the optimal basis changes.
    ///
    /// - Returns: The ranges; nil unless the last run ended with an optimal linear program and its basis,
    ///   and the matrix has an entry.
    /// - Throws: `HighsError` when HiGHS fails, or no model is loaded.
    public func ranging() throws(HighsError) -> Ranging? {
        guard let loaded else { throw .noModel }
        guard modelStatus == .optimal, !loaded.isMixedInteger else { return nil }
        guard loaded.entryCount > 0, hasValidBasis else { return nil }
        var cost = RangeBuffers(loaded)
        var column = RangeBuffers(loaded)
        var row = RangeBuffers(loaded)
        if fetchRanges(&cost, &column, &row) == kHighsStatusError {
            // Presolve alone solved the program, so the simplex method holds no factors yet: let it begin at the end.
            var options = SolverOptions()
            options.presolve = .off
            options.method = .simplex
            try apply(options)
            try must("Highs_run", Highs_run(handle))
            try must("Highs_getRanging", fetchRanges(&cost, &column, &row))
        }
        return Ranging(
            costs: cost.ranges(loaded.columnCount, of: loaded),
            columnBounds: column.ranges(loaded.columnCount, of: loaded),
            rowBounds: row.ranges(loaded.rowCount, of: loaded))
    }

    private func fetchRanges(
        _ cost: inout RangeBuffers, _ column: inout RangeBuffers, _ row: inout RangeBuffers
    ) -> Int32 {
        Highs_getRanging(
            handle,
            &cost.up.value, &cost.up.objective, &cost.up.entering, &cost.up.leaving,
            &cost.down.value, &cost.down.objective, &cost.down.entering, &cost.down.leaving,
            &column.up.value, &column.up.objective, &column.up.entering, &column.up.leaving,
            &column.down.value, &column.down.objective, &column.down.entering, &column.down.leaving,
            &row.up.value, &row.up.objective, &row.up.entering, &row.up.leaving,
            &row.down.value, &row.down.objective, &row.down.entering, &row.down.leaving)
    }
}

/// Room for one kind of range: as long as columns and rows together, which is the most that HiGHS keeps of any kind.
private struct RangeBuffers {
    struct End {
        var value: [Double]
        var objective: [Double]
        var entering: [Int32]
        var leaving: [Int32]

        init(_ count: Int) {
            value = [Double](repeating: 0, count: count)
            objective = value
            entering = [Int32](repeating: -1, count: count)
            leaving = entering
        }

        func limit(_ index: Int, of loaded: LoadedModel) -> Ranging.Limit {
            Ranging.Limit(
                value: finite(value[index]), objective: finite(objective[index]),
                entering: Ranging.Variable(entering[index], of: loaded),
                leaving: Ranging.Variable(leaving[index], of: loaded))
        }

        private func finite(_ value: Double) -> Double {
            abs(value) < LinearModel.infinite ? value : value < 0 ? -.infinity : .infinity
        }
    }

    var down: End
    var up: End

    init(_ loaded: LoadedModel) {
        down = End(loaded.columnCount + loaded.rowCount)
        up = down
    }

    func ranges(_ count: Int, of loaded: LoadedModel) -> [Ranging.Range] {
        (0..<count).map { Ranging.Range(down: down.limit($0, of: loaded), up: up.limit($0, of: loaded)) }
    }
}

extension Ranging.Variable {
    /// HiGHS numbers the rows after the columns, and writes -1 for none.
    fileprivate init?(_ number: Int32, of loaded: LoadedModel) {
        switch Int(number) {
        case 0..<loaded.columnCount: self = .column(Int(number))
        case loaded.columnCount..<(loaded.columnCount + loaded.rowCount): self = .row(Int(number) - loaded.columnCount)
        default: return nil
        }
    }
}
