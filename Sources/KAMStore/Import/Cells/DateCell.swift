import Foundation
import KAMModel

/// The order of day, month and year in a date whose year does not come first.
enum DateOrder: String, Equatable, Sendable {
    /// Only dates that start with the year.
    case ymd
    /// `31/12/2017`
    case dmy
    /// `12/31/2017`
    case mdy
}

/// A day, and the second of the day where the cell has a time.
struct DateCell: Equatable {
    /// The day as written: an offset from UTC is not applied.
    let day: Day
    /// The second of the day, or 0.
    let second: Int

    /// Reads a date with or without a time: `2017-12-31`, `2017/12/31 9:05`, `20171231`, `2017年12月31日`,
    /// `31.12.2017`, `12/31/17 9:05 PM`, `31 Dec 2017`, `2018-12-19T19:51:13.000+0000`.
    ///
    /// - Parameters:
    ///   - cell: The bytes without blanks around them.
    ///   - order: How a date is meant that does not start with its year.
    /// - Returns: The date, or nothing when the cell is none in this order.
    static func parse(_ cell: Span<UInt8>, order: DateOrder) -> DateCell? {
        if let day = isoDay(cell) { return DateCell(day: day, second: 0) }
        if ASCII.holds(cell) { return slowly(cell, order) }
        let plain = [UInt8](japanese(cell.text).utf8)
        return slowly(plain.span, order)
    }

    /// The first two numbers of a date that starts with neither year nor month name, to tell its order by.
    static func leadingPair(_ cell: Span<UInt8>) -> (first: Int, second: Int)? {
        var scanner = DateScanner(cell)
        guard let first = scanner.number(), first.digits <= 2, scanner.separator(),
            let second = scanner.number(), second.digits <= 2, scanner.separator(), scanner.number() != nil
        else { return nil }
        return (first.value, second.value)
    }

    /// The commonest form without detours: `2017-12-31`.
    private static func isoDay(_ cell: Span<UInt8>) -> Day? {
        guard cell.count == 10, cell[4] == UInt8(ascii: "-"), cell[7] == UInt8(ascii: "-") else { return nil }
        guard let year = digits(cell, 0, 4), let month = digits(cell, 5, 2), let day = digits(cell, 8, 2) else {
            return nil
        }
        return Day(year: year, month: month, day: day)
    }

    private static func digits(_ cell: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<start + count {
            guard ASCII.isDigit(cell[index]) else { return nil }
            value = value * 10 + Int(cell[index] - 0x30)
        }
        return value
    }

    private static func japanese(_ text: String) -> String {
        var plain = ""
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar {
            case "年", "月": plain += "-"
            case "日": plain += " "
            case "時", "分": plain += ":"
            case "秒": plain += " "
            default: plain.unicodeScalars.append(scalar)
            }
        }
        // The minutes may be the last part.
        if plain.hasSuffix(":") { plain.removeLast() }
        return plain
    }

    private static func slowly(_ cell: Span<UInt8>, _ order: DateOrder) -> DateCell? {
        var scanner = DateScanner(cell)
        guard let day = scanner.day(order), let second = scanner.time(), scanner.isAtEnd else { return nil }
        return DateCell(day: day, second: second)
    }
}
