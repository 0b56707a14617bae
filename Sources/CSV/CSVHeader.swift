/// The row that names the columns, and what stands above it.
public struct CSVHeader: Equatable, Sendable {
    /// A line above the header, such as a report's title.
    public struct Title: Equatable, Sendable {
        /// The physical line, from 1.
        public let line: Int
        /// Its non-empty cells, joined by a space.
        public let text: String
    }

    /// The names, without the blanks around them, one a column; a column without a name has an empty one.
    public let names: [String]
    /// The physical line, from 1, where the header starts.
    public let line: Int
    /// The lines above it that are not blank.
    public let titles: [Title]
}

extension CSVReader {
    /// The rows among which a header is looked for, unless told otherwise.
    public static let headerRows = 30

    /// Finds the header by the names it should have: the row with the most of them, the first of equals.
    ///
    /// - Parameters:
    ///   - wanted: The names to look for, as `normalised` gives them.
    ///   - rows: How many rows from the top may be the header.
    ///   - normalised: Makes a name comparable, such as by case or width.
    /// - Returns: The header.
    /// - Throws: `CSVError.headerNotFound` when no row has any of the names; any fault in those rows.
    public func header(
        wanted: Set<String>, within rows: Int = headerRows, normalised: (String) -> String
    ) throws(CSVError) -> CSVHeader {
        let first = try firstRows(rows)
        let scores = first.map { row in
            wanted.intersection(row.fields.map { normalised(trimmed($0)) }).count
        }
        guard let best = scores.max(), best > 0, let index = scores.firstIndex(of: best) else {
            throw .headerNotFound(rows: rows)
        }
        return header(at: index, of: first)
    }

    /// Finds the header by its shape: many different words, and rows of the same width below.
    ///
    /// The first row with nearly as many words (three quarters) as the row that has the most, of the same width as that
    /// row: a header may repeat a name or leave one out, and must not lose to a row of data that is all words.
    ///
    /// - Parameter rows: How many rows from the top may be the header.
    /// - Returns: The header.
    /// - Throws: `CSVError.headerNotFound` when no row has a word; any fault in those rows.
    public func header(within rows: Int = headerRows) throws(CSVError) -> CSVHeader {
        let first = try firstRows(rows)
        let words = first.map { row in Set(row.fields.map(trimmed).filter(isWord)).count }
        let fits = first.indices.filter { index in
            index + 1 == first.count || first[index + 1].fields.count == first[index].fields.count
        }
        guard let best = fits.max(by: { words[$0] < words[$1] }), words[best] > 0 else {
            throw .headerNotFound(rows: rows)
        }
        let width = first[best].fields.count
        let chosen = fits.first { words[$0] * 4 >= words[best] * 3 && first[$0].fields.count == width } ?? best
        return header(at: chosen, of: first)
    }

    private func header(at index: Int, of rows: [(line: Int, fields: [String])]) -> CSVHeader {
        let titles = rows[..<index].map { row in
            let cells = row.fields.map(trimmed).filter { !$0.isEmpty }
            return CSVHeader.Title(line: row.line, text: cells.joined(separator: " "))
        }
        return CSVHeader(names: rows[index].fields.map(trimmed), line: rows[index].line, titles: titles)
    }
}

private func trimmed(_ text: String) -> String {
    var copy = text
    return copy.withUTF8 { String(decoding: trimBlanks($0), as: UTF8.self) }
}

/// Whether a cell is neither empty nor a number, an amount or a date in digits: whether it has a letter.
private func isWord(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isAlphabetic }
}
