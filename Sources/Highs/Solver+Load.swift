internal import CHighs

extension Solver {
    /// Loads a model in place of the last one, to be solved by `solveAgain`.
    ///
    /// - Throws: `HighsError.refusedModel` with every problem of the model.
    public func load(_ model: LinearModel) throws(HighsError) {
        let problems = model.problems()
        guard problems.isEmpty else { throw .refusedModel(problems) }
        loaded = nil
        Highs_clearModel(handle)
        let starts = model.starts.map(Int32.init)
        let indices = model.entries.map { Int32($0.column) }
        let values = model.entries.map(\.coefficient)
        let isMixedInteger = model.isMixedInteger
        let kinds = isMixedInteger ? model.columns.map { Self.variableType(of: $0.kind) } : nil
        let outcome = Highs_passModel(
            handle, Int32(model.columns.count), Int32(model.rows.count), Int32(values.count), 0,
            kHighsMatrixFormatRowwise, kHighsHessianFormatTriangular,
            model.sense == .minimize ? kHighsObjSenseMinimize : kHighsObjSenseMaximize, model.offset,
            model.columns.map(\.cost), model.columns.map(\.lower), model.columns.map(\.upper),
            model.rows.map(\.lower), model.rows.map(\.upper), starts, indices, values, nil, nil, nil, kinds)
        guard outcome != kHighsStatusError else { throw .internalFailure(call: "Highs_passModel", status: modelStatus) }
        loaded = LoadedModel(
            columnCount: model.columns.count, rowCount: model.rows.count, entryCount: values.count,
            isMixedInteger: isMixedInteger)
    }

    private static func variableType(of kind: LinearModel.ColumnKind) -> Int32 {
        switch kind {
        case .continuous: kHighsVarTypeContinuous
        case .integer, .binary: kHighsVarTypeInteger
        case .semiContinuous: kHighsVarTypeSemiContinuous
        case .semiInteger: kHighsVarTypeSemiInteger
        }
    }

    /// Changes the cost of a column of the loaded model.
    public func setCost(ofColumn column: Int, to cost: Double) throws(HighsError) {
        try requireColumn(column)
        let place = ModelProblem.Place.column(column, name: nil)
        guard !cost.isNaN else { throw .refusedModel([.notANumber(place)]) }
        guard abs(cost) < LinearModel.infinite else { throw .refusedModel([.tooLarge(place, value: cost)]) }
        try must("Highs_changeColCost", Highs_changeColCost(handle, Int32(column), cost))
    }

    /// Changes the bounds of a column of the loaded model.
    public func setBounds(ofColumn column: Int, lower: Double, upper: Double) throws(HighsError) {
        try requireColumn(column)
        try requireBounds(lower, upper, at: .column(column, name: nil))
        try must("Highs_changeColBounds", Highs_changeColBounds(handle, Int32(column), lower, upper))
    }

    /// Changes the bounds of a row of the loaded model.
    public func setBounds(ofRow row: Int, lower: Double, upper: Double) throws(HighsError) {
        guard let loaded else { throw .noModel }
        guard (0..<loaded.rowCount).contains(row) else {
            throw .outOfRange(what: "row", index: row, count: loaded.rowCount)
        }
        try requireBounds(lower, upper, at: .row(row, name: nil))
        try must("Highs_changeRowBounds", Highs_changeRowBounds(handle, Int32(row), lower, upper))
    }

    /// Sets the basis from which the simplex method is to begin.
    public func setBasis(_ basis: Basis) throws(HighsError) {
        guard let loaded else { throw .noModel }
        guard basis.columns.count == loaded.columnCount else {
            throw .wrongSize(what: "basis of columns", got: basis.columns.count, expected: loaded.columnCount)
        }
        guard basis.rows.count == loaded.rowCount else {
            throw .wrongSize(what: "basis of rows", got: basis.rows.count, expected: loaded.rowCount)
        }
        guard !loaded.isMixedInteger else { return }
        try must(
            "Highs_setBasis", Highs_setBasis(handle, basis.columns.map(\.rawValue), basis.rows.map(\.rawValue)))
    }

    func setStart(_ start: [Double], for loaded: LoadedModel) throws(HighsError) {
        guard start.count == loaded.columnCount else {
            throw .wrongSize(what: "start", got: start.count, expected: loaded.columnCount)
        }
        if let column = start.firstIndex(where: { !$0.isFinite }) { throw .startNotANumber(column: column) }
        guard loaded.isMixedInteger else { return }
        try must("Highs_setSolution", Highs_setSolution(handle, start, nil, nil, nil))
    }

    private func requireColumn(_ column: Int) throws(HighsError) {
        guard let loaded else { throw .noModel }
        guard (0..<loaded.columnCount).contains(column) else {
            throw .outOfRange(what: "column", index: column, count: loaded.columnCount)
        }
    }

    private func requireBounds(_ lower: Double, _ upper: Double, at place: ModelProblem.Place) throws(HighsError) {
        var found: [ModelProblem] = []
        LinearModel.judgeBounds(lower, upper, at: place, into: &found)
        guard found.isEmpty else { throw .refusedModel(found) }
    }

    func must(_ call: String, _ outcome: Int32) throws(HighsError) {
        guard outcome != kHighsStatusError else { throw .internalFailure(call: call, status: modelStatus) }
    }
}
