extension LinearModel {
    /// A cost or bound at or beyond this magnitude is infinite to HiGHS (`infinite_cost`, `infinite_bound`).
    static let infinite = 1e20
    /// HiGHS refuses matrix entries at or beyond this magnitude (`large_matrix_value`).
    static let largestCoefficient = 1e15

    /// All that keeps this model from being solved; empty when a solver will take it.
    ///
    /// - Complexity: O(columns + rows + entries).
    public func problems() -> [ModelProblem] {
        var found: [ModelProblem] = []
        judgeFigure(offset, limit: Self.infinite, at: .offset, into: &found)
        for index in columns.indices { judgeColumn(index, into: &found) }
        for index in rows.indices {
            let row = rows[index]
            Self.judgeBounds(row.lower, row.upper, at: .row(index, name: row.name), into: &found)
        }
        judgeEntries(into: &found)
        return found
    }

    private func judgeColumn(_ index: Int, into found: inout [ModelProblem]) {
        let column = columns[index]
        let place = ModelProblem.Place.column(index, name: column.name)
        judgeFigure(column.cost, limit: Self.infinite, at: place, into: &found)
        Self.judgeBounds(column.lower, column.upper, at: place, into: &found)
        switch column.kind {
        case .binary where column.lower < 0 || column.upper > 1:
            found.append(.binaryBounds(place, lower: column.lower, upper: column.upper))
        case .semiContinuous where column.lower < 0 || column.upper >= Self.infinite,
            .semiInteger where column.lower < 0 || column.upper >= Self.infinite:
            found.append(.semiContinuousBounds(place, lower: column.lower, upper: column.upper))
        default: break
        }
    }

    private func judgeFigure(
        _ value: Double, limit: Double, at place: ModelProblem.Place, into found: inout [ModelProblem]
    ) {
        if value.isNaN {
            found.append(.notANumber(place))
        } else if abs(value) >= limit {
            found.append(.tooLarge(place, value: value))
        }
    }

    static func judgeBounds(
        _ lower: Double, _ upper: Double, at place: ModelProblem.Place, into found: inout [ModelProblem]
    ) {
        if lower.isNaN || upper.isNaN {
            found.append(.notANumber(place))
        } else if lower > upper {
            found.append(.lowerAboveUpper(place, lower: lower, upper: upper))
        } else if lower >= Self.infinite || upper <= -Self.infinite {
            found.append(.boundsAtInfinity(place, lower: lower, upper: upper))
        }
    }

    private func judgeEntries(into found: inout [ModelProblem]) {
        var lastRow = [Int](repeating: -1, count: columns.count)
        for row in rows.indices {
            for term in terms(ofRow: row) {
                guard columns.indices.contains(term.column) else {
                    found.append(.noSuchColumn(row: row, column: term.column))
                    continue
                }
                if lastRow[term.column] == row { found.append(.duplicateEntry(row: row, column: term.column)) }
                lastRow[term.column] = row
                let place = ModelProblem.Place.entry(row: row, column: term.column)
                judgeFigure(term.coefficient, limit: Self.largestCoefficient, at: place, into: &found)
            }
        }
    }
}
