/// Tells the cells that a spreadsheet would run as a formula.
enum FormulaGuard {
    /// Whether the cell starts with `=`, `+`, `-`, `@`, a tab or a line end, and is not a plain number.
    static func isDangerous(_ cell: Span<UInt8>) -> Bool {
        if cell.isEmpty { return false }
        switch cell[0] {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return !isPlainNumber(cell)
        default: return false
        }
    }

    /// Whether the cell is a sign, digits with commas or points between them, and perhaps a percent sign or an exponent.
    private static func isPlainNumber(_ cell: Span<UInt8>) -> Bool {
        var index = 1
        guard skipDigits(cell, &index) else { return false }
        while index < cell.count, cell[index] == UInt8(ascii: ".") || cell[index] == UInt8(ascii: ",") {
            index += 1
            guard skipDigits(cell, &index) else { return false }
        }
        if index < cell.count, cell[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < cell.count, cell[index] == UInt8(ascii: "+") || cell[index] == UInt8(ascii: "-") { index += 1 }
            guard skipDigits(cell, &index) else { return false }
        }
        if index < cell.count, cell[index] == UInt8(ascii: "%") { index += 1 }
        return index == cell.count
    }

    private static func skipDigits(_ cell: Span<UInt8>, _ index: inout Int) -> Bool {
        let start = index
        while index < cell.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(cell[index]) { index += 1 }
        return index > start
    }
}
