import Foundation
import KAMModel

/// Which character separates whole units from parts.
enum DecimalMark: String, Equatable, Sendable {
    /// `1,234.56`
    case point
    /// `1.234,56`
    case comma
}

/// A decimal number as it is written: `mantissa · 10^−scale`, and the currency that stands beside it.
struct AmountCell: Equatable {
    /// All digits, with the sign.
    let mantissa: Int64
    /// How many of the digits are decimals; negative where an exponent adds zeros.
    let scale: Int
    /// The currency that the cell names by sign or code.
    let currency: String?

    /// Reads a number with thousands marks, a currency and a sign before, behind or as parentheses.
    ///
    /// - Parameters:
    ///   - cell: The bytes without blanks around them.
    ///   - mark: The decimal mark; a mark at a place where it cannot be is a fault, never a guess.
    ///   - home: The currency for which `$` or `¥` stand when it is written so.
    /// - Returns: The number, or nothing when the cell is none.
    static func parse(_ cell: Span<UInt8>, mark: DecimalMark, home: Currency) -> AmountCell? {
        if ASCII.holds(cell) {
            var reader = AmountReader(mark: mark, home: home)
            return reader.read(cell)
        }
        let plain = [UInt8](Transliteration.ascii(cell.text, home: home).utf8)
        var reader = AmountReader(mark: mark, home: home)
        return reader.read(plain.span)
    }

    /// The amount in the smallest units of a currency, times a factor; rounded half away from zero.
    ///
    /// - Parameters:
    ///   - digits: The decimals of the currency.
    ///   - factor: What the number is multiplied with.
    /// - Returns: Nothing when it does not fit.
    func minorUnits(digits: Int, times factor: Int64 = 1) -> Int64? {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: factor)
        if overflow { return nil }
        return AmountCell.shift(product, by: digits - scale)
    }

    /// The number as floating point.
    var value: Double {
        guard scale > 0 else { return Double(mantissa) * power(-scale) }
        return Double(mantissa) / power(scale)
    }

    /// The number when it is whole.
    var whole: Int64? {
        guard let number = AmountCell.shift(mantissa, by: -scale) else { return nil }
        return scale <= 0 || AmountCell.shift(number, by: scale) == mantissa ? number : nil
    }

    private func power(_ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { product, _ in product * 10 }
    }

    private static func shift(_ number: Int64, by digits: Int) -> Int64? {
        if number == 0 { return 0 }
        guard abs(digits) <= 18 else { return digits < 0 ? 0 : nil }
        let power = (0..<abs(digits)).reduce(Int64(1)) { product, _ in product * 10 }
        if digits >= 0 {
            let (product, overflow) = number.multipliedReportingOverflow(by: power)
            return overflow ? nil : product
        }
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: power)
        return remainder.magnitude >= (power / 2).magnitude ? quotient + number.signum() : quotient
    }
}

/// Reads an amount written in ASCII.
private struct AmountReader {
    let mark: DecimalMark
    let home: Currency
    private var mantissa: Int64 = 0
    private var digits = 0
    private var decimals = 0
    private var sinceMark = 0
    private var groups = 0
    private var lastMark: UInt8 = 0
    private var inDecimals = false
    private var isNegative = false
    private var isDone = false
    private var exponent = 0
    private var currency: String?

    init(mark: DecimalMark, home: Currency) {
        self.mark = mark
        self.home = home
    }

    mutating func read(_ cell: Span<UInt8>) -> AmountCell? {
        var start = 0
        var end = cell.count
        if end - start >= 2, cell[start] == UInt8(ascii: "("), cell[end - 1] == UInt8(ascii: ")") {
            isNegative = true
            start += 1
            end -= 1
        }
        var index = start
        while index < end {
            guard take(cell, &index, end) else { return nil }
        }
        guard digits > 0, endsWell else { return nil }
        return AmountCell(
            mantissa: isNegative ? -mantissa : mantissa, scale: decimals - exponent, currency: currency)
    }

    /// Whether the last group of thousands is complete.
    private var endsWell: Bool {
        inDecimals || groups == 0 || sinceMark == 3
    }

    private mutating func take(_ cell: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        let byte = cell[index]
        index += 1
        if ASCII.isDigit(byte) { return add(byte) }
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","):
            return addMark(byte)
        case UInt8(ascii: "'"):
            return addGroup(byte)
        case UInt8(ascii: " "):
            let isBetweenDigits = digits > 0 && index < end && ASCII.isDigit(cell[index]) && !isDone
            return isBetweenDigits ? addGroup(byte) : true
        case UInt8(ascii: "-"), UInt8(ascii: "+"):
            guard !isNegative, digits == 0 || index == end else { return false }
            isNegative = byte == UInt8(ascii: "-")
            isDone = digits > 0
            return true
        case UInt8(ascii: "$"):
            return set(currency: Transliteration.dollar(home: home))
        default:
            return takeLetters(cell, &index, end)
        }
    }

    private mutating func add(_ byte: UInt8) -> Bool {
        if isDone || digits >= 18 { return false }
        mantissa = mantissa * 10 + Int64(byte - 0x30)
        digits += 1
        sinceMark += 1
        if inDecimals { decimals += 1 }
        return true
    }

    private mutating func addMark(_ byte: UInt8) -> Bool {
        let decimal: UInt8 = mark == .point ? UInt8(ascii: ".") : UInt8(ascii: ",")
        guard byte == decimal else { return addGroup(byte) }
        guard !inDecimals, !isDone, groups == 0 || sinceMark == 3 else { return false }
        inDecimals = true
        return true
    }

    private mutating func addGroup(_ byte: UInt8) -> Bool {
        // The first group has one to three digits, the others three, or two as in 12,34,567.
        guard !inDecimals, !isDone, digits > 0, sinceMark <= 3, groups == 0 || sinceMark >= 2 else { return false }
        guard groups == 0 || byte == lastMark else { return false }
        lastMark = byte
        groups += 1
        sinceMark = 0
        return true
    }

    private mutating func takeLetters(_ cell: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        let start = index - 1
        while index < end, ASCII.isLetter(cell[index]) { index += 1 }
        let word = cell.extracting(start..<index)
        let isExponent = word.count == 1 && word[0] | 0x20 == UInt8(ascii: "e") && digits > 0 && index < end
        if isExponent { return takeExponent(cell, &index, end) }
        if digits > 0 { isDone = true }
        if index < end, cell[index] == UInt8(ascii: "$"), word.count <= 2 {
            index += 1
            return set(currency: Transliteration.dollar(country: word.text.uppercased()))
        }
        guard word.count == 3 else { return false }
        return set(currency: word.text.uppercased())
    }

    private mutating func takeExponent(_ cell: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        var sign = 1
        if cell[index] == UInt8(ascii: "-") || cell[index] == UInt8(ascii: "+") {
            sign = cell[index] == UInt8(ascii: "-") ? -1 : 1
            index += 1
        }
        let start = index
        while index < end, ASCII.isDigit(cell[index]), index - start < 2 {
            exponent = exponent * 10 + Int(cell[index] - 0x30)
            index += 1
        }
        exponent *= sign
        isDone = true
        return index > start && index == end && groups == 0
    }

    private mutating func set(currency code: String) -> Bool {
        guard currency == nil else { return false }
        currency = code
        if digits > 0 { isDone = true }
        return Currency(code) != nil
    }
}
