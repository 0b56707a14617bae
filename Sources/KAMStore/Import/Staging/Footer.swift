/// Tells the rows that sum up the rows above them.
enum Footer {
    private static let words = [
        "grand total", "total", "totals", "subtotal", "sum", "count", "合計", "総計", "小計", "計", "件数",
    ]

    /// Whether the first byte can begin a word for a total.
    static func mayBeTotal(_ cell: Span<UInt8>) -> Bool {
        switch cell[0] | 0x20 {
        case UInt8(ascii: "g"), UInt8(ascii: "t"), UInt8(ascii: "s"), UInt8(ascii: "c"): true
        default: cell[0] >= 0xE4 && cell[0] <= 0xE8
        }
    }

    /// Whether the cell is such a word, alone or with a number or a remark in parentheses.
    static func isTotal(_ cell: String) -> Bool {
        let key = NameKey.of(cell)
        return words.contains { word in
            guard key.hasPrefix(word) else { return false }
            let rest = key.dropFirst(word.count).drop { $0 == " " || $0 == ":" }
            return rest.isEmpty || rest.hasPrefix("(") || rest.allSatisfy { $0.isNumber || $0 == "," || $0 == "." }
                || rest.hasSuffix("records") && rest.first?.isNumber == true
        }
    }
}
