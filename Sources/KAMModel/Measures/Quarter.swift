/// A quarter of a fiscal year, written `2018Q1`.
public struct Quarter: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The fiscal year.
    public let year: Int
    /// The quarter of the fiscal year, 1…4.
    public let number: Int

    /// Makes a quarter of its fiscal year and number.
    ///
    /// - Returns: Nothing unless the number is 1…4 and the year 1…9998.
    public init?(year: Int, number: Int) {
        guard (1...9998).contains(year), (1...4).contains(number) else { return nil }
        self.year = year
        self.number = number
    }

    /// Reads a quarter written `2018Q1`.
    public init?(_ text: String) {
        let parts = text.split(separator: "Q", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = Day.number(parts[0], digits: 4), let number = Day.number(parts[1], digits: 1)
        else { return nil }
        self.init(year: year, number: number)
    }

    /// Reads a quarter from a JSON string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let quarter = Quarter(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no quarter")
        }
        self = quarter
    }

    /// Writes the quarter as a JSON string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// The quarter before.
    public var previous: Quarter? {
        number > 1 ? Quarter(year: year, number: number - 1) : Quarter(year: year - 1, number: 4)
    }

    /// The quarter after.
    public var next: Quarter? {
        number < 4 ? Quarter(year: year, number: number + 1) : Quarter(year: year + 1, number: 1)
    }

    /// Orders quarters in time.
    public static func < (left: Quarter, right: Quarter) -> Bool {
        (left.year, left.number) < (right.year, right.number)
    }

    /// The quarter as `2018Q1`.
    public var description: String { "\(Day.padded(year, 4))Q\(number)" }
}

/// How a company counts its quarters.
public struct FiscalCalendar: Hashable, Sendable {
    /// Which calendar year a fiscal year is named after.
    public enum Naming: String, Hashable, Sendable, CaseIterable {
        /// The year in which the fiscal year starts, as in Japan.
        case start
        /// The year in which the fiscal year ends.
        case end
    }

    /// The first month of the fiscal year, 1…12.
    public let firstMonth: Int
    /// Which calendar year a fiscal year is named after.
    public let naming: Naming

    /// Makes a calendar.
    ///
    /// - Precondition: `firstMonth` is 1…12.
    public init(firstMonth: Int = 1, naming: Naming = .start) {
        precondition((1...12).contains(firstMonth), "month \(firstMonth) does not exist")
        self.firstMonth = firstMonth
        self.naming = naming
    }

    /// The days of a quarter, up to and not including the first day of the next.
    public func days(of quarter: Quarter) -> (start: Day, end: Day) {
        let start = firstDay(ofMonth: (quarter.number - 1) * 3, after: quarter.year)
        return (start, firstDay(ofMonth: quarter.number * 3, after: quarter.year))
    }

    /// The quarter that a day falls in.
    public func quarter(of day: Day) -> Quarter? {
        let (year, month, _) = day.civil
        let months = year * 12 + month - firstMonth
        return Quarter(year: months / 12 + offset, number: months % 12 / 3 + 1)
    }

    private var offset: Int { naming == .end && firstMonth > 1 ? 1 : 0 }

    private func firstDay(ofMonth months: Int, after year: Int) -> Day {
        let month = firstMonth - 1 + months
        guard let day = Day(year: year - offset + month / 12, month: month % 12 + 1, day: 1) else {
            preconditionFailure("fiscal year \(year) starts outside the calendar")
        }
        return day
    }
}
