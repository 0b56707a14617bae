import CSV
import KAMModel

/// What the first cells of a column look like.
struct ColumnSample {
    private(set) var filled = 0
    private(set) var values: Set<String> = []
    private var dates = 0
    private var amounts = 0
    private var keys = 0
    private var currencies: [String: Int] = [:]

    /// Looks at a cell.
    mutating func add(_ cell: Span<UInt8>, home: Currency) {
        if cell.isEmpty { return }
        filled += 1
        if values.count < 60 { values.insert(cell.text) }
        let isDate = DateCell.parse(cell, order: .dmy) != nil || DateCell.parse(cell, order: .mdy) != nil
        if isDate { dates += 1 }
        let amount =
            AmountCell.parse(cell, mark: .point, home: home) ?? AmountCell.parse(cell, mark: .comma, home: home)
        if let amount, !isDate {
            amounts += 1
            if let currency = amount.currency { currencies[currency, default: 0] += 1 }
        }
        if !isDate, amount?.currency == nil, Self.looksLikeKey(cell) { keys += 1 }
    }

    /// Whether nearly all cells are dates.
    var isDates: Bool { filled > 0 && dates * 10 >= filled * 9 }

    /// Whether nearly all cells are amounts.
    var isAmounts: Bool { filled > 0 && amounts * 10 >= filled * 9 && !isDates }

    /// Whether the cells are keys: different from each other, of letters and digits without blanks.
    var isKeys: Bool { filled > 1 && keys == filled && values.count >= min(filled, 60) && !isDates }

    /// The currency that stands beside most amounts.
    var currency: String? { currencies.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }

    private static func looksLikeKey(_ cell: Span<UInt8>) -> Bool {
        if cell.count > 40 { return false }
        var hasDigit = false
        for index in cell.indices {
            let byte = cell[index]
            if ASCII.isDigit(byte) { hasDigit = true }
            guard ASCII.isDigit(byte) || ASCII.isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            else { return false }
        }
        return hasDigit
    }
}
