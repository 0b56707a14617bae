import CSV
import Foundation
import KAMModel

/// Turns the rows of one file into rows of its staging table.
///
/// It holds no row: what it remembers is bounded by the number of different values in columns of few values.
struct RowEncoder {
    /// What became of a row.
    enum Outcome {
        case staged
        case leftOut
        case footer
    }

    let file: ImportFile
    let profile: ImportProfile
    /// The row last encoded.
    var row = StagingRow()
    /// What was seen so far.
    var statistics = FileStatistics()
    /// The faults of the row under way.
    var faults: [RowFault] = []
    /// The currency that the row under way names.
    var rowUnit: MoneyUnit?
    /// The currencies met so far.
    var units = MoneyUnits()
    /// The line of the row under way.
    var line = 0
    var memos: [ValueMemo]
    private let width: Int
    private let columns: [ImportFile.Column?]
    private let widths: [Int]
    private let currencyColumn: Int?
    private var leaveOutMemos: [ValueMemo]
    /// The keys of deals met so far.
    private var keys: KeyFilter?
    private let keyColumn: Int?
    private var mayRepeat = true

    init(_ file: ImportFile, _ profile: ImportProfile) {
        self.file = file
        self.profile = profile
        memos = file.entity.columns.map { _ in ValueMemo() }
        width = file.header.names.count
        columns = file.columns
        widths = file.entity.columns.map(\.kind.width)
        currencyColumn = file.columns.firstIndex { column in
            if case .currency? = column?.target.kind { return true }
            return false
        }
        leaveOutMemos = file.leaveOuts.map { _ in ValueMemo() }
        keyColumn = file.entity == .opportunity ? file.columns.firstIndex { $0?.target.name == "opportunity_id" } : nil
        keys = keyColumn.map { _ in KeyFilter(bytes: file.reader.totalBytes) }
        statistics.leftOut = file.leaveOuts.map { _ in FileStatistics.Sighting() }
    }

    /// Encodes a row into `row`.
    mutating func encode(_ source: borrowing CSVRow) -> Outcome {
        if isFooter(source) {
            statistics.footers.add(source.line)
            return .footer
        }
        statistics.rows += 1
        if isLeftOut(source) { return .leftOut }
        line = source.line
        row.clear()
        faults.removeAll(keepingCapacity: true)
        row.number(Int64(file.number))
        row.number(Int64(source.line))
        if hasWrongWidth(source) {
            faults.append(
                RowFault(
                    column: nil, value: nil,
                    CellFault(
                        .rowWidth, "the row has \(source.count) fields, the header \(width)")))
            for column in file.entity.columns { row.nulls(column.kind.width) }
        } else {
            encodeCells(source)
        }
        if faults.isEmpty { row.null() } else { row.text(RowFault.json(faults)) }
        if file.entity == .opportunity { row.raw([UInt8(ascii: mayRepeat ? "t" : "f")]) }
        row.end()
        return .staged
    }

    private mutating func encodeCells(_ source: borrowing CSVRow) {
        readCurrency(source)
        for position in columns.indices {
            guard let column = columns[position] else {
                row.nulls(widths[position])
                continue
            }
            if case .currency = column.target.kind { continue }
            if case .visits = column.target.kind {
                encodeVisits(source, column)
                continue
            }
            source.withTrimmedBytes(column.sources[0]) { cell in
                if cell.isEmpty {
                    encodeEmpty(column)
                } else if position == keyColumn {
                    let start = row.bytes.count
                    encode(cell, column, position)
                    let hash = KeyFilter.hash(row.bytes.span.extracting(start...))
                    mayRepeat = keys?.insert(hash) ?? true
                } else {
                    encode(cell, column, position)
                }
            }
        }
    }

    private mutating func encodeEmpty(_ column: ImportFile.Column) {
        row.nulls(column.target.kind.width)
        guard column.target.mustBeFilled else { return }
        add(CellFault(.cellEmpty, "the cell is empty"), column, "", rejects: true)
    }

    /// Adds a fault of a cell, and a NULL where its value would be.
    mutating func fail(_ fault: CellFault, _ column: ImportFile.Column, _ cell: Span<UInt8>) {
        row.nulls(column.target.kind.width)
        if Self.isBlankWord(cell), !column.target.isRequired { return }
        add(fault, column, cell.text, rejects: column.rule.unreadable == .reject || column.target.isRequired)
    }

    private mutating func add(_ fault: CellFault, _ column: ImportFile.Column, _ value: String, rejects: Bool) {
        if rejects {
            faults.append(RowFault(column: column.title, value: value, fault))
        } else {
            let reason = "left empty: \(fault.reason)"
            faults.append(RowFault(column: column.title, value: value, CellFault(.cellLeftEmpty, reason)))
        }
    }

    private mutating func readCurrency(_ source: borrowing CSVRow) {
        rowUnit = nil
        guard let currencyColumn, let column = columns[currencyColumn] else { return }
        let index = column.sources[0]
        if source.isEmpty(index) { return }
        rowUnit = source.withTrimmedBytes(index) { units.unit(of: $0) }
        if rowUnit == nil {
            let fault = CellFault(.notACurrency, "no currency code of three letters")
            add(fault, column, source.trimmedString(index), rejects: true)
        }
    }

    /// Words that stand for an empty cell in columns of numbers and dates.
    private static func isBlankWord(_ cell: Span<UInt8>) -> Bool {
        if cell.count > 6 { return false }
        return ["-", "--", "n/a", "na", "null", "nan", "#n/a", "none", "なし"].contains(cell.text.lowercased())
    }

    private func hasWrongWidth(_ source: borrowing CSVRow) -> Bool {
        if source.count == width { return false }
        if source.count < width { return true }
        // Empty cells too many come from a delimiter at the end of the line.
        for index in width..<source.count where !source.isEmpty(index) { return true }
        return false
    }

    private mutating func isLeftOut(_ source: borrowing CSVRow) -> Bool {
        for (index, leaveOut) in file.leaveOuts.enumerated() where leaveOut.column < source.count {
            let isHit = source.withTrimmedBytes(leaveOut.column) { cell in
                leaveOutMemos[index].value(of: cell) { leaveOut.rule.values.contains(NameKey.of($0)) ? [1] : [] }
            }
            if isHit.isEmpty { continue }
            statistics.leftOut[index].add(source.line)
            return true
        }
        return false
    }

    /// Whether the row is a total or a remark below the data: mostly empty, and said to be a total or cut short.
    private func isFooter(_ source: borrowing CSVRow) -> Bool {
        var first = -1
        var filled = 0
        for index in 0..<source.count where !source.isEmpty(index) {
            if first < 0 { first = index }
            filled += 1
        }
        if first < 0 { return true }
        if filled == 1, source.count == 1, width > 2 { return true }
        guard filled * 2 <= width, source.withTrimmedBytes(first, { Footer.mayBeTotal($0) }) else { return false }
        return Footer.isTotal(source.trimmedString(first))
    }
}

/// One fault of a row, for the rejects file.
struct RowFault {
    let column: String?
    let value: String?
    let fault: CellFault

    init(column: String?, value: String?, _ fault: CellFault) {
        self.column = column
        self.value = value
        self.fault = fault
    }

    /// The faults as a JSON array that SQL takes apart.
    static func json(_ faults: [RowFault]) -> String {
        let objects = faults.map { fault in
            let fields: [(String, String?)] = [
                ("column_name", fault.column), ("value", fault.value), ("code", fault.fault.code.rawValue),
                ("reason", fault.fault.reason),
            ]
            let pairs = fields.compactMap { name, value in value.map { "\"\(name)\":\(quoted($0))" } }
            return "{" + pairs.joined(separator: ",") + "}"
        }
        return "[" + objects.joined(separator: ",") + "]"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(Character(scalar))"
            case _ where scalar.value < 0x20:
                quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
