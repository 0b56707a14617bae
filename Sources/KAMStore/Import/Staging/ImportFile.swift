import CSV
import KAMModel

/// A file that was found, opened and understood as far as its header.
struct ImportFile: Sendable {
    /// A column of the file that fills a target; a class, because every cell of every row looks at it.
    final class Column: Sendable {
        /// The target.
        let target: TargetColumn
        /// The positions of the source columns in a row: one, but for visits.
        let sources: [Int]
        /// How its cells are read.
        let rule: ColumnRule
        /// The name in the header, for the rejects file.
        let title: String
        /// For visits, the stage that each source column names.
        let stages: [String]
        /// The order of dates.
        let dateOrder: DateOrder

        init(
            target: TargetColumn, sources: [Int], rule: ColumnRule, title: String, stages: [String],
            dateOrder: DateOrder
        ) {
            self.target = target
            self.sources = sources
            self.rule = rule
            self.title = title
            self.stages = stages
            self.dateOrder = dateOrder
        }

        /// The same column with its dates in another order.
        func with(_ order: DateOrder) -> Column {
            Column(target: target, sources: sources, rule: rule, title: title, stages: stages, dateOrder: order)
        }
    }

    /// Rows to leave out, and where their column is.
    struct LeaveOut: Sendable {
        let column: Int
        let rule: LeaveOutRule
    }

    /// The number of the file in its import, from 1.
    let number: Int
    /// What the rows are.
    let entity: ImportEntity
    /// Where the file is.
    let path: String
    /// The name for reports.
    let name: String
    /// Reads it.
    let reader: CSVReader
    /// Its header.
    let header: CSVHeader
    /// The targets in the order of staging; nothing where the file has no such column.
    var columns: [Column?]
    /// The decimal mark of its numbers.
    var decimalMark: DecimalMark
    /// Rows to leave out.
    let leaveOuts: [LeaveOut]

    /// Whether the file has a column for the target.
    func has(_ target: String) -> Bool {
        columns.contains { $0?.target.name == target }
    }
}

/// What one pass over a file saw besides the rows it staged.
struct FileStatistics: Sendable {
    /// How often something was seen, and where first.
    struct Sighting: Sendable {
        var count = 0
        var line = 0

        mutating func add(_ line: Int) {
            if count == 0 { self.line = line }
            count += 1
        }
    }

    /// A replacement that a profile asks for.
    struct Replacement: Hashable, Sendable {
        let column: String
        let value: String
        let replacement: String
    }

    /// Rows below the header, without those at the foot.
    var rows = 0
    /// Rows at the foot, as totals.
    var footers = Sighting()
    /// Rows left out by each rule.
    var leftOut: [Sighting] = []
    /// Values replaced.
    var replaced: [Replacement: Sighting] = [:]
    /// Currencies that amounts are in.
    var currencies: Set<String> = []
}
