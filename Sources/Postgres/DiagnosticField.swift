import CPostgres

/// The parts of a server's error that are read; DETAIL is not among them on purpose.
enum DiagnosticField {
    static let severity = kam_diag_severity
    static let sqlState = kam_diag_sqlstate
    static let message = kam_diag_message
    static let hint = kam_diag_hint
    static let position = kam_diag_position
    static let context = kam_diag_context
    static let schema = kam_diag_schema
    static let table = kam_diag_table
    static let column = kam_diag_column
    static let constraint = kam_diag_constraint
    static let sourceFunction = kam_diag_function
}
