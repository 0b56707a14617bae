import CSV
import KAMModel

extension TargetColumn.Kind {
    /// How many fields of the staging table a cell of the kind fills.
    var width: Int {
        switch self {
        case .keys, .name, .money, .moment, .ranges: 2
        case .company, .stage: 3
        case .currency: 0
        default: 1
        }
    }
}

extension RowEncoder {
    /// Encodes a cell that is not empty.
    mutating func encode(_ cell: Span<UInt8>, _ column: ImportFile.Column, _ position: Int) {
        switch column.target.kind {
        case .key: encodeKey(cell, column)
        case .keys: encodeKeys(cell, column)
        case .text: row.text(cell)
        case .name: encodeName(cell, column, position)
        case .company: encodeCompany(cell, column)
        case .value: encodeValue(cell, column, position)
        case .stage: encodeStage(cell, position)
        case .money: encodeMoney(cell, column)
        case .currency: return
        case .code: encodeCurrency(cell, column)
        case .day: encodeDay(cell, column)
        case .moment: encodeMoment(cell, column)
        case .share: encodeShare(cell, column)
        case .whole: encodeWhole(cell, column)
        case .number: encodeNumber(cell, column)
        case .flag: encodeFlag(cell, column)
        case .ranges: encodeRanges(cell, column)
        case .list: row.text(ListCell.array(ListCell.items(cell.text)))
        case .language: encodeLanguage(cell, column)
        case .languages: encodeLanguages(cell, column)
        case .level: encodeLevel(cell, column)
        case .visits: row.null()
        }
    }

    private mutating func encodeKey(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        if !writeKey(cell) { fail(CellFault(.cellTooLong, "longer than 255 characters"), column, cell) }
    }

    private mutating func encodeKeys(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        var end = 0
        while end < cell.count, cell[end] != UInt8(ascii: ";") { end += 1 }
        let keys = end == cell.count ? [] : ListCell.items(cell.text)
        if end < cell.count, keys.isEmpty { return row.nulls(2) }
        let first = keys.first.map { Array($0.utf8) } ?? []
        guard writeKey(keys.isEmpty ? cell : first.span) else {
            return fail(CellFault(.cellTooLong, "longer than 255 characters"), column, cell)
        }
        row.number(Int64(max(0, keys.count - 1)))
    }

    private mutating func writeKey(_ cell: Span<UInt8>) -> Bool {
        guard cell.count <= 255 || cell.text.unicodeScalars.count <= 255 else { return false }
        row.text(cell)
        if profile.ids == .salesforce, let suffix = SalesforceID.suffix(of: cell) { row.extend(suffix) }
        return true
    }

    private mutating func encodeName(_ cell: Span<UInt8>, _ column: ImportFile.Column, _ position: Int) {
        row.text(cell)
        // A user's id of 15 characters is the one of 18 that other files have.
        if profile.ids == .salesforce, cell.count == 15, cell[0] == 0x30, cell[1] == 0x30,
            let suffix = SalesforceID.suffix(of: cell)
        {
            row.extend(suffix)
        }
        if ASCII.holds(cell) { return row.folded(cell) }
        row.raw(memos[position].value(of: cell) { StagingRow.field(NameKey.of($0)) })
    }

    private mutating func encodeCompany(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        row.text(cell)
        let name = cell.text
        row.text(NameKey.of(name))
        row.text(NameKey.company(name))
    }

    private mutating func encodeValue(_ cell: Span<UInt8>, _ column: ImportFile.Column, _ position: Int) {
        guard let replacements = profile.values[column.target.name] else { return row.text(cell) }
        let output = memos[position].value(of: cell) { value in
            replacements[NameKey.of(value)].map { Array($0.utf8) } ?? []
        }
        if output.isEmpty { return row.text(cell) }
        row.text(output.span)
        let replacement = FileStatistics.Replacement(
            column: column.title, value: cell.text, replacement: output.span.text)
        statistics.replaced[replacement, default: FileStatistics.Sighting()].add(line)
    }

    private mutating func encodeStage(_ cell: Span<UInt8>, _ position: Int) {
        let map = profile.stageMap
        row.raw(
            memos[position].value(of: cell) { value in
                let meaning = map[NameKey.of(value)]
                var fields = StagingRow()
                fields.text(value)
                if let stage = meaning?.stage { fields.text(stage) } else { fields.null() }
                if let state = meaning?.state { fields.text(state) } else { fields.null() }
                return fields.bytes
            })
    }

    private mutating func encodeMoney(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        let home = column.rule.currency ?? profile.currency
        guard let amount = AmountCell.parse(cell, mark: file.decimalMark, home: home) else {
            return fail(CellFault(.notAnAmount, "no amount"), column, cell)
        }
        guard let unit = rowUnit ?? units.unit(of: amount.currency ?? home.code),
            let minor = amount.minorUnits(digits: unit.digits, times: column.rule.multiply)
        else { return fail(CellFault(.notAnAmount, "too large an amount"), column, cell) }
        guard minor >= 0 || !column.target.isPositive else {
            return fail(CellFault(.notAnAmount, "an amount below zero"), column, cell)
        }
        row.number(minor)
        row.raw(unit.field)
        units.use(unit)
    }

    private mutating func encodeCurrency(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        guard let currency = Currency(cell.text) else {
            return fail(CellFault(.notACurrency, "no currency code of three letters"), column, cell)
        }
        row.text(currency.code)
    }

    private mutating func encodeDay(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        guard let date = DateCell.parse(cell, order: column.dateOrder) else {
            return fail(Self.dateFault(cell, column.dateOrder), column, cell)
        }
        row.day(date.day)
    }

    private mutating func encodeMoment(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        guard let date = DateCell.parse(cell, order: column.dateOrder) else {
            return fail(Self.dateFault(cell, column.dateOrder), column, cell)
        }
        row.day(date.day)
        row.number(Int64(date.second))
    }

    private mutating func encodeShare(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        let isPercent = cell[cell.count - 1] == UInt8(ascii: "%")
        let digits = isPercent ? cell.extracting(0..<cell.count - 1) : cell
        guard let number = AmountCell.parse(digits, mark: file.decimalMark, home: profile.currency),
            number.currency == nil
        else { return fail(CellFault(.notAShare, "no share"), column, cell) }
        let share = isPercent || column.rule.unit == .percent ? number.value / 100 : number.value
        guard share >= 0, share <= 1 else {
            return fail(CellFault(.notAShare, "not between 0 and 100 %"), column, cell)
        }
        row.number(share)
    }

    private mutating func encodeWhole(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        guard let number = AmountCell.parse(cell, mark: file.decimalMark, home: profile.currency)?.whole,
            (0...Int64(Int32.max)).contains(number)
        else { return fail(CellFault(.notAWholeNumber, "no whole number of 0 or more"), column, cell) }
        row.number(number)
    }

    private mutating func encodeLevel(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        guard let level = AmountCell.parse(cell, mark: file.decimalMark, home: profile.currency)?.whole,
            (0...99).contains(level)
        else { return fail(CellFault(.levelOutOfRange, "no level from 0 to 99"), column, cell) }
        row.number(level)
    }

    private mutating func encodeLanguage(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        guard let code = LanguageCell.code(cell.text) else {
            return fail(CellFault(.notALanguage, "no language"), column, cell)
        }
        row.text(code)
    }

    private mutating func encodeLanguages(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        let codes = ListCell.items(cell.text).map(LanguageCell.code)
        guard !codes.contains(nil) else {
            return fail(CellFault(.notALanguage, "not all of it are languages"), column, cell)
        }
        row.text(ListCell.array(codes.compactMap(\.self)))
    }

    private mutating func encodeNumber(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        guard let number = AmountCell.parse(cell, mark: file.decimalMark, home: profile.currency),
            number.currency == nil
        else { return fail(CellFault(.notAnAmount, "no number"), column, cell) }
        row.number(number.value)
    }

    private mutating func encodeFlag(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        switch cell.text.lowercased() {
        case "true", "1", "yes", "y", "t", "はい", "真": row.raw([UInt8(ascii: "t")])
        case "false", "0", "no", "n", "f", "いいえ", "偽": row.raw([UInt8(ascii: "f")])
        default: fail(CellFault(.notYesOrNo, "neither yes nor no"), column, cell)
        }
    }

    /// Encodes the days on which stages were entered, which stand in a column for each stage.
    mutating func encodeVisits(_ source: borrowing CSVRow, _ column: ImportFile.Column) {
        var visits: [String] = []
        for (index, position) in column.sources.enumerated() where !source.isEmpty(position) {
            source.withTrimmedBytes(position) { cell in
                guard let date = DateCell.parse(cell, order: column.dateOrder) else {
                    let fault = Self.dateFault(cell, column.dateOrder)
                    faults.append(RowFault(column: file.header.names[position], value: cell.text, fault))
                    return
                }
                visits.append("\(date.day),\(date.second),\(column.stages[index])")
            }
        }
        if visits.isEmpty { row.null() } else { row.text(ListCell.array(visits)) }
    }

    /// Why a cell is no date, with a guess at what it is.
    static func dateFault(_ cell: Span<UInt8>, _ order: DateOrder) -> CellFault {
        let text = cell.text
        if let serial = Int(text), (20_000...80_000).contains(serial) {
            return CellFault(.notADate, "no date; Excel's day number? Format the column as a date")
        }
        if order == .ymd, DateCell.leadingPair(cell) != nil {
            return CellFault(.notADate, "does not start with the year, and the profile says dates do")
        }
        return CellFault(.notADate, order == .ymd ? "no date" : "no date in the order \(order.rawValue)")
    }
}

extension StagingRow {
    /// One field in the format, for later use.
    static func field(_ text: String) -> [UInt8] {
        var row = StagingRow()
        row.text(text)
        return row.bytes
    }
}

extension RowEncoder {
    private mutating func encodeRanges(_ cell: Span<UInt8>, _ column: ImportFile.Column) {
        guard let cells = RangesCell.parse(cell.text, order: column.dateOrder) else {
            return fail(CellFault(.notADateRange, "no ranges of days as 2018-02-05/2018-02-16"), column, cell)
        }
        row.text(cells.multirange)
        row.number(Int64(cells.overlap))
    }
}
