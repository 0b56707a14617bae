/// A day of the proleptic Gregorian calendar, without a time or a zone.
public struct Day: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let ordinal: Int

    /// Makes a day of its distance from 1970-01-01, in days.
    public init(ordinal: Int) {
        self.ordinal = ordinal
    }

    /// Makes a day of its year, month and day of the month.
    ///
    /// - Returns: Nothing when there is no such day, as 30 February.
    /// - Source: Hinnant, "chrono-compatible low-level date algorithms", for the conversion.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(of: month, year) else {
            return nil
        }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        ordinal = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Reads a day written `2018-03-31`.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Day.number(parts[0], digits: 4), let month = Day.number(parts[1], digits: 2),
            let day = Day.number(parts[2], digits: 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Reads a day from a JSON string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = Day(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no day")
        }
        self = day
    }

    /// Writes the day as a JSON string, `2018-03-31`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// The year, the month (1…12) and the day of the month (1…31).
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = ordinal + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The day of the week: 1 is Monday, 7 is Sunday (ISO 8601).
    public var weekday: Int {
        let sinceMonday = (ordinal + 3) % 7
        return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
    }

    /// The day so many days later, or earlier when negative.
    public func advanced(by days: Int) -> Day { Day(ordinal: ordinal + days) }

    /// Orders days in time.
    public static func < (left: Day, right: Day) -> Bool { left.ordinal < right.ordinal }

    /// The day as `2018-03-31`.
    public var description: String {
        let (year, month, day) = civil
        return "\(Day.padded(year, 4))-\(Day.padded(month, 2))-\(Day.padded(day, 2))"
    }

    private static func length(of month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Reads a number of so many decimal digits, without a sign.
    static func number(_ text: Substring, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }

    /// Writes a number with at least so many digits.
    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

/// The days from `start` up to, not including, `end`; no end means open.
public struct DayRange: Hashable, Sendable, Codable {
    /// The first day.
    public let start: Day
    /// The first day after the range; nothing when it goes on.
    public let end: Day?

    /// Makes a range from its first day and the first day after it.
    public init(start: Day, end: Day?) {
        self.start = start
        self.end = end
    }

    /// Whether the range holds the day.
    public func contains(_ day: Day) -> Bool {
        guard let end else { return start <= day }
        return start <= day && day < end
    }

    /// Whether the two ranges share a day.
    public func overlaps(_ other: DayRange) -> Bool {
        let startsBefore = other.end.map { start < $0 } ?? true
        let endsAfter = end.map { other.start < $0 } ?? true
        return startsBefore && endsAfter
    }
}
