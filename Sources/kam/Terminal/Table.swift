/// A table for a terminal: columns as wide as their widest cell, numbers to the right.
struct Table {
    enum Side { case left, right }

    private let titles: [String]
    private let sides: [Side]
    private var rows: [[String]] = []

    /// Makes a table of titled columns; a title that starts with `>` sets its column to the right.
    init(_ titles: String...) {
        self.init(titles)
    }

    /// Makes a table of titled columns.
    init(_ titles: [String]) {
        sides = titles.map { $0.hasPrefix(">") ? .right : .left }
        self.titles = titles.map { $0.hasPrefix(">") ? String($0.dropFirst()) : $0 }
    }

    mutating func add(_ cells: String...) {
        add(cells)
    }

    mutating func add(_ cells: [String]) {
        precondition(cells.count == titles.count, "\(cells.count) cells for \(titles.count) columns")
        rows.append(cells)
    }

    /// The table as text, indented by two spaces; a wide column is cut at 60 places.
    var text: String {
        let widths = titles.indices.map { column in
            min(60, ([titles[column]] + rows.map { $0[column] }).map(TerminalWidth.of).max() ?? 0)
        }
        let rule = widths.map { String(repeating: "─", count: $0) }
        return ([titles, rule] + rows).map { line($0, widths) }.joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.indices.map { column -> String in
            let cell = TerminalWidth.cut(cells[column], to: widths[column])
            let blanks = String(repeating: " ", count: widths[column] - TerminalWidth.of(cell))
            return sides[column] == .left ? cell + blanks : blanks + cell
        }
        var text = "  " + padded.joined(separator: "  ")
        while text.last == " " { text.removeLast() }
        return text
    }
}

/// How many places text takes on a terminal: two for a wide East Asian character (UAX 11), none for a mark.
enum TerminalWidth {
    static func of(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    /// The text, cut with an ellipsis when it is wider than so many places.
    static func cut(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        var taken = ""
        var places = 1
        for character in text {
            places += of(String(character))
            guard places <= width else { break }
            taken.append(character)
        }
        return taken + "…"
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
            0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
