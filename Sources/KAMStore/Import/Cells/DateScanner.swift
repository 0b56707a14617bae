import KAMModel

/// Reads the parts of a date from left to right.
struct DateScanner {
    private let cell: [UInt8]
    private var index = 0

    init(_ cell: Span<UInt8>) {
        self.cell = cell.withUnsafeBufferPointer { Array($0) }
    }

    /// Whether nothing but blanks is left.
    var isAtEnd: Bool {
        var rest = index
        while rest < cell.count, ASCII.isBlank(cell[rest]) { rest += 1 }
        return rest == cell.count
    }

    /// Reads the day.
    mutating func day(_ order: DateOrder) -> Day? {
        if let month = monthName() { return dayAfter(month: month) }
        guard let first = number() else { return nil }
        if first.digits == 8 { return compact(first.value) }
        guard separator() else { return nil }
        if let month = monthName() { return dayBefore(first.value, month: month) }
        guard let second = number(), separator(), let third = number() else { return nil }
        if first.digits == 4 { return Day(year: first.value, month: second.value, day: third.value) }
        guard let year = fullYear(third) else { return nil }
        switch order {
        case .ymd: return nil
        case .dmy: return Day(year: year, month: second.value, day: first.value)
        case .mdy: return Day(year: year, month: first.value, day: second.value)
        }
    }

    /// Reads the time, if there is one.
    ///
    /// - Returns: The second of the day, 0 without a time, nothing when what follows is no time.
    mutating func time() -> Int? {
        if index < cell.count, cell[index] == UInt8(ascii: ",") { index += 1 }
        skipBlanks()
        if index < cell.count, cell[index] | 0x20 == UInt8(ascii: "t") { index += 1 }
        if isAtEnd { return 0 }
        guard var hour = number()?.value, take(":"), let minute = number()?.value else { return nil }
        var second = 0
        if take(":") {
            if isAtEnd { return nil }
            guard let value = number()?.value else { return nil }
            second = value
            if take(".") || take(",") { _ = number() }
        }
        skipBlanks()
        guard let half = dayHalf(hour) else { return nil }
        hour = half
        guard hour < 24, minute < 60, second < 61, zone() else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// Reads digits.
    mutating func number() -> (value: Int, digits: Int)? {
        let start = index
        var value = 0
        while index < cell.count, ASCII.isDigit(cell[index]), index - start < 9 {
            value = value * 10 + Int(cell[index] - 0x30)
            index += 1
        }
        return index > start ? (value, index - start) : nil
    }

    /// Reads what may stand between the parts of a date.
    mutating func separator() -> Bool {
        let start = index
        while index < cell.count, index - start < 2 {
            switch cell[index] {
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","), 0x20: index += 1
            default: return index > start
            }
        }
        return index > start
    }

    private mutating func dayAfter(month: Int) -> Day? {
        guard separator(), let day = number(), separator(), let year = number(), year.digits == 4 else { return nil }
        return Day(year: year.value, month: month, day: day.value)
    }

    private mutating func dayBefore(_ day: Int, month: Int) -> Day? {
        guard separator(), let year = number(), let full = fullYear(year) else { return nil }
        return Day(year: full, month: month, day: day)
    }

    private func compact(_ number: Int) -> Day? {
        Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// Two digits mean 1969…2068, as POSIX has it.
    private func fullYear(_ year: (value: Int, digits: Int)) -> Int? {
        switch year.digits {
        case 4: year.value
        case 2: year.value < 69 ? 2000 + year.value : 1900 + year.value
        default: nil
        }
    }

    private mutating func monthName() -> Int? {
        let start = index
        while index < cell.count, ASCII.isLetter(cell[index]) { index += 1 }
        guard index - start >= 3 else {
            index = start
            return nil
        }
        let name = String(decoding: cell[start..<start + 3], as: UTF8.self).lowercased()
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        guard let month = months.firstIndex(of: name) else {
            index = start
            return nil
        }
        return month + 1
    }

    private mutating func dayHalf(_ hour: Int) -> Int? {
        guard index + 1 < cell.count, cell[index + 1] | 0x20 == UInt8(ascii: "m") else { return hour }
        let letter = cell[index] | 0x20
        guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p"), (1...12).contains(hour) else { return nil }
        index += 2
        return hour % 12 + (letter == UInt8(ascii: "p") ? 12 : 0)
    }

    private mutating func zone() -> Bool {
        skipBlanks()
        if isAtEnd { return true }
        if take("Z") || take("z") { return isAtEnd }
        if index + 3 <= cell.count, String(decoding: cell[index..<index + 3], as: UTF8.self).lowercased() == "utc" {
            index += 3
            return isAtEnd
        }
        guard take("+") || take("-"), number() != nil else { return false }
        if take(":") { _ = number() }
        return isAtEnd
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < cell.count, cell[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while index < cell.count, ASCII.isBlank(cell[index]) { index += 1 }
    }
}
