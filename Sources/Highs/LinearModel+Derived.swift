extension LinearModel {
    /// The objective at a point, the offset included.
    public func objective(at values: [Double]) -> Double {
        precondition(values.count == columns.count, "\(values.count) values for \(columns.count) columns")
        var sum = offset
        for (column, value) in zip(columns, values) { sum += column.cost * value }
        return sum
    }

    /// The sum of each row at a point.
    public func activities(at values: [Double]) -> [Double] {
        precondition(values.count == columns.count, "\(values.count) values for \(columns.count) columns")
        return rows.indices.map { row in
            terms(ofRow: row).reduce(0) { $0 + $1.coefficient * values[$1.column] }
        }
    }

    /// The model with every column continuous: its best objective bounds that of this model.
    ///
    /// A semi-continuous column may take every value from zero to its upper bound there.
    public func relaxed() -> LinearModel {
        var result = self
        for index in result.columns.indices {
            if result.columns[index].kind == .semiContinuous || result.columns[index].kind == .semiInteger {
                result.columns[index].lower = min(0, result.columns[index].lower)
            }
            result.columns[index].kind = .continuous
        }
        return result
    }

    /// The linear program left when each integer column is held at a solution's value, rounded.
    ///
    /// Its duals price the rows of a mixed-integer solution: they say what a unit of a row is worth while the integer
    /// decisions stay as they are. Semi-continuous columns stay zero, or keep their bounds.
    public func holdingIntegers(at values: [Double]) -> LinearModel {
        precondition(values.count == columns.count, "\(values.count) values for \(columns.count) columns")
        var result = self
        for index in result.columns.indices {
            switch result.columns[index].kind {
            case .continuous: continue
            case .integer, .binary, .semiInteger:
                let whole = values[index].rounded()
                result.columns[index].lower = whole
                result.columns[index].upper = whole
            case .semiContinuous:
                if abs(values[index]) < result.columns[index].lower / 2 || values[index] == 0 {
                    result.columns[index].lower = 0
                    result.columns[index].upper = 0
                }
            }
            result.columns[index].kind = .continuous
        }
        return result
    }
}
