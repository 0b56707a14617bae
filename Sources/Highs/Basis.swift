/// Which variables of a linear program are basic, and where the others rest; a start for the simplex method.
public struct Basis: Sendable, Equatable {
    /// Where a variable stands.
    public enum Status: Int32, Sendable, Equatable {
        /// At its lower bound, or fixed.
        case atLower = 0
        /// In the basis, between its bounds.
        case basic
        /// At its upper bound.
        case atUpper
        /// Free, and at zero.
        case atZero
        /// Not basic; the solver chooses the bound.
        case nonbasic
    }

    /// The status of each column.
    public var columns: [Status]
    /// The status of each row.
    public var rows: [Status]

    /// Makes a basis.
    public init(columns: [Status], rows: [Status]) {
        self.columns = columns
        self.rows = rows
    }
}
