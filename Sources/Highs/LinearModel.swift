/// A linear or mixed-integer linear program as a value: an objective over columns, and rows that bound sums of them.
///
/// - Shape: columns and rows are numbered from 0 in the order they were added; the matrix is kept by rows, sparse.
/// - Units: none of its own. HiGHS works best when costs and coefficients lie between 1e-4 and 1e6, so give it hours
///   and thousands of money; entries below 1e-9 in magnitude count as zero.
/// - Bounds: `-.infinity` and `.infinity` mean none, and so does anything at or beyond 1e20 in magnitude.
///
/// A model may hold anything while it is built; `problems()` names what is wrong with it, and a solver refuses it then.
public struct LinearModel: Sendable, Equatable {
    /// Whether the objective is to be made small or large.
    public enum Sense: Sendable, Equatable {
        /// The least objective is best.
        case minimize
        /// The greatest objective is best.
        case maximize
    }

    /// Which values between its bounds a column may take.
    public enum ColumnKind: Sendable, Equatable {
        /// Every value.
        case continuous
        /// Whole numbers.
        case integer
        /// 0 or 1; bounds inside [0, 1] fix it.
        case binary
        /// Zero, or every value between its bounds; the upper bound must be finite.
        case semiContinuous
        /// Zero, or whole numbers between its bounds; the upper bound must be finite.
        case semiInteger
    }

    /// One decision: its share of the objective and the values it may take.
    public struct Column: Sendable, Equatable {
        /// What one unit adds to the objective.
        public var cost: Double
        /// The least value.
        public var lower: Double
        /// The greatest value.
        public var upper: Double
        /// Which values in between are allowed.
        public var kind: ColumnKind
        /// A name for messages; HiGHS does not see it.
        public var name: String?
    }

    /// The bounds of one sum of columns.
    public struct Row: Sendable, Equatable {
        /// The least value of the sum.
        public var lower: Double
        /// The greatest value of the sum.
        public var upper: Double
        /// A name for messages; HiGHS does not see it.
        public var name: String?
    }

    /// One entry of the matrix: a column and its coefficient in a row.
    public struct Term: Sendable, Equatable {
        /// The number of the column.
        public var column: Int
        /// What one unit of the column adds to the row.
        public var coefficient: Double

        /// Makes an entry.
        public init(_ column: Int, _ coefficient: Double) {
            self.column = column
            self.coefficient = coefficient
        }
    }

    /// Whether the objective is to be made small or large.
    public var sense: Sense
    /// A constant that is part of the objective.
    public var offset: Double
    /// The columns, in the order they were added.
    public var columns: [Column] = []
    /// The bounds of the rows, in the order they were added.
    public var rows: [Row] = []
    /// Where each row begins in `entries`; one longer than `rows`.
    public private(set) var starts: [Int] = [0]
    /// The entries of all rows, row after row.
    public private(set) var entries: [Term] = []

    /// Makes a model without columns and rows.
    public init(sense: Sense = .minimize, offset: Double = 0) {
        self.sense = sense
        self.offset = offset
    }

    /// Makes room for a model of a known size.
    public mutating func reserveCapacity(columns: Int, rows: Int, entries: Int) {
        self.columns.reserveCapacity(columns)
        self.rows.reserveCapacity(rows)
        self.starts.reserveCapacity(rows + 1)
        self.entries.reserveCapacity(entries)
    }

    /// Adds a column.
    ///
    /// - Parameters:
    ///   - cost: What one unit adds to the objective.
    ///   - lower: The least value; 0 by default.
    ///   - upper: The greatest value; by default 1 for a binary column and none for the others.
    ///   - kind: Which values in between are allowed.
    ///   - name: A name for messages.
    /// - Returns: The number of the column.
    @discardableResult
    public mutating func addColumn(
        cost: Double = 0, lower: Double = 0, upper: Double? = nil, kind: ColumnKind = .continuous, name: String? = nil
    ) -> Int {
        let most = upper ?? (kind == .binary ? 1 : .infinity)
        columns.append(Column(cost: cost, lower: lower, upper: most, kind: kind, name: name))
        return columns.count - 1
    }

    /// Adds a row: `lower ≤ Σ coefficient · column ≤ upper`.
    ///
    /// - Parameters:
    ///   - terms: The entries; each column at most once.
    ///   - lower: The least value of the sum.
    ///   - upper: The greatest value of the sum.
    ///   - name: A name for messages.
    /// - Returns: The number of the row.
    @discardableResult
    public mutating func addRow(
        _ terms: some Sequence<Term>, lower: Double = -.infinity, upper: Double = .infinity, name: String? = nil
    ) -> Int {
        entries.append(contentsOf: terms)
        starts.append(entries.count)
        rows.append(Row(lower: lower, upper: upper, name: name))
        return rows.count - 1
    }

    /// The entries of one row.
    public func terms(ofRow row: Int) -> ArraySlice<Term> {
        entries[starts[row]..<starts[row + 1]]
    }

    /// Whether some column may not take every value between its bounds, so that branch and bound solves the model.
    public var isMixedInteger: Bool {
        columns.contains { $0.kind != .continuous }
    }
}
