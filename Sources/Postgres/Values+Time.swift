/// A day: its distance from 1 January 2000, as the server counts.
public struct PostgresDate: Sendable, Hashable, Comparable, PostgresEncodable, PostgresDecodable {
    /// Days since 2000-01-01, negative before it.
    public var days: Int32

    /// Later than every day.
    public static let infinity = PostgresDate(days: .max)
    /// Earlier than every day.
    public static let negativeInfinity = PostgresDate(days: .min)

    /// Days from 1970-01-01 to 2000-01-01.
    public static let unixOffset: Int32 = 10_957

    /// A day by its distance from 2000-01-01.
    public init(days: Int32) {
        self.days = days
    }

    /// `date`.
    public static var postgresType: PostgresType { .date }
    /// Binary.
    public static var postgresFormat: PostgresFormat { .binary }
    /// Four bytes.
    public var postgresBytes: [UInt8]? { days.networkBytes }

    /// Reads `date`.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        guard cell.type == .date, let days = cell.integer(Int32.self) else { throw cell.mismatch(Self.self) }
        self.days = days
    }

    /// Whether the first day is earlier.
    public static func < (first: PostgresDate, second: PostgresDate) -> Bool {
        first.days < second.days
    }
}

/// An instant: microseconds from the start of 2000 in UTC, as the server counts.
public struct PostgresTimestamp: Sendable, Hashable, Comparable, PostgresEncodable, PostgresDecodable {
    /// Microseconds since 2000-01-01 00:00 UTC, negative before it.
    public var microseconds: Int64

    /// Later than every instant.
    public static let infinity = PostgresTimestamp(microseconds: .max)
    /// Earlier than every instant.
    public static let negativeInfinity = PostgresTimestamp(microseconds: .min)

    /// Microseconds from 1970-01-01 to 2000-01-01.
    public static let unixOffset: Int64 = 946_684_800_000_000

    /// An instant by its distance from the start of 2000 in UTC.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// `timestamptz`.
    public static var postgresType: PostgresType { .timestamptz }
    /// Binary.
    public static var postgresFormat: PostgresFormat { .binary }
    /// Eight bytes.
    public var postgresBytes: [UInt8]? { microseconds.networkBytes }

    /// Reads `timestamptz`, or `timestamp` as if it were UTC.
    public init(postgres cell: PostgresCell) throws(PostgresError) {
        guard cell.type == .timestamptz || cell.type == .timestamp, let value = cell.integer(Int64.self) else {
            throw cell.mismatch(Self.self)
        }
        microseconds = value
    }

    /// Whether the first instant is earlier.
    public static func < (first: PostgresTimestamp, second: PostgresTimestamp) -> Bool {
        first.microseconds < second.microseconds
    }
}
