import CSV
import KAMModel

/// Tells the order of dates and the decimal mark from whole columns, where the profile leaves them open.
struct FormatEvidence {
    private let file: ImportFile
    private let dateColumns: [Int]
    private let numberColumns: [Int]
    private var dates: [DateEvidence]
    private var marks = MarkEvidence()
    /// What was taken where the column could not tell.
    private(set) var diagnostics: [Diagnostic] = []

    init(_ file: ImportFile, _ profile: ImportProfile) {
        self.file = file
        dateColumns =
            profile.dateOrder != nil
            ? []
            : file.columns.indices.filter { index in
                guard let column = file.columns[index], column.rule.dateOrder == nil else { return false }
                switch column.target.kind {
                case .day, .moment, .visits: return true
                default: return false
                }
            }
        numberColumns =
            profile.decimalMark != nil
            ? []
            : file.columns.indices.filter { index in
                switch file.columns[index]?.target.kind {
                case .money, .share, .number, .whole: true
                default: false
                }
            }
        dates = dateColumns.map { _ in DateEvidence() }
    }

    /// Whether anything is open.
    var isNeeded: Bool { !dateColumns.isEmpty || !numberColumns.isEmpty }

    /// Reads the file once and looks at the columns in question.
    mutating func gather() throws {
        try file.reader.forEachRow(after: file.header) { row in
            for (slot, index) in dateColumns.enumerated() {
                for source in file.columns[index]?.sources ?? [] where source < row.count {
                    row.withTrimmedBytes(source) { dates[slot].add($0, line: row.line) }
                }
            }
            for index in numberColumns {
                for source in file.columns[index]?.sources ?? [] where source < row.count {
                    row.withTrimmedBytes(source) { marks.add($0, line: row.line) }
                }
            }
        }
    }

    /// Settles what was open, with a diagnostic for what remains a guess.
    mutating func settle(_ file: inout ImportFile) {
        let known = dates.compactMap(\.order).first
        for (slot, index) in dateColumns.enumerated() {
            let evidence = dates[slot]
            let order = evidence.order ?? known ?? (evidence.firstLine == nil ? .ymd : .mdy)
            file.columns[index] = file.columns[index]?.with(order)
            guard evidence.order == nil, let line = evidence.firstLine, let column = file.columns[index] else {
                continue
            }
            let reason = known == nil ? "no date of the file tells" : "as in the file's other columns"
            diagnostics.append(
                Diagnostic(
                    .warning, ImportCode.dateOrderGuessed.rawValue,
                    "dates of '\(column.title)' are read as \(order == .dmy ? "day/month/year" : "month/day/year"): \(reason)",
                    file: file.name, line: line, hint: "Say 'dates: dmy' or 'dates: mdy' in the profile."))
        }
        if numberColumns.isEmpty { return }
        file.decimalMark = marks.mark ?? .point
        if marks.mark == nil, let line = marks.firstLine {
            diagnostics.append(
                Diagnostic(
                    .warning, ImportCode.decimalMarkGuessed.rawValue,
                    "the decimal mark is taken to be the point: no number of the file tells", file: file.name,
                    line: line,
                    hint: "Say 'decimal_mark: comma' in the profile if thousands are marked by points."))
        }
    }
}

/// What a column says about the order of its dates.
private struct DateEvidence {
    /// The first line with a date that does not start with its year.
    private(set) var firstLine: Int?
    private var firstIsDay = 0
    private var secondIsDay = 0

    /// The order, when some number is too large to be a month and no other date contradicts.
    var order: DateOrder? {
        switch (firstIsDay > 0, secondIsDay > 0) {
        case (true, false): .dmy
        case (false, true): .mdy
        case (true, true): firstIsDay >= secondIsDay ? .dmy : .mdy
        case (false, false): nil
        }
    }

    mutating func add(_ cell: Span<UInt8>, line: Int) {
        guard let (first, second) = DateCell.leadingPair(cell) else { return }
        if firstLine == nil { firstLine = line }
        if first > 12 { firstIsDay += 1 } else if second > 12 { secondIsDay += 1 }
    }
}

/// What numbers say about their decimal mark.
private struct MarkEvidence {
    /// The first line with a number that can be read both ways.
    private(set) var firstLine: Int?
    private var points = 0
    private var commas = 0

    var mark: DecimalMark? {
        if points == 0 && commas == 0 { return nil }
        return points >= commas ? .point : .comma
    }

    mutating func add(_ cell: Span<UInt8>, line: Int) {
        var lastPoint = -1
        var lastComma = -1
        var pointCount = 0
        var commaCount = 0
        var lastDigit = -1
        for index in cell.indices {
            switch cell[index] {
            case UInt8(ascii: "."): (lastPoint, pointCount) = (index, pointCount + 1)
            case UInt8(ascii: ","): (lastComma, commaCount) = (index, commaCount + 1)
            case let byte where ASCII.isDigit(byte): lastDigit = index
            default: continue
            }
        }
        if pointCount == 0 && commaCount == 0 { return }
        if pointCount > 0 && commaCount > 0 {
            if lastPoint > lastComma { points += 1 } else { commas += 1 }
        } else if max(pointCount, commaCount) > 1 {
            if pointCount > 1 { commas += 1 } else { points += 1 }
        } else if lastDigit - max(lastPoint, lastComma) != 3 {
            if pointCount == 1 { points += 1 } else { commas += 1 }
        } else if firstLine == nil {
            firstLine = line
        }
    }
}
