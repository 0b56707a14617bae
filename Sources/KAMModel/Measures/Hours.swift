/// A length of work, in hours; a plain JSON number.
public struct Hours: Hashable, Comparable, Sendable, Codable, AdditiveArithmetic, CustomStringConvertible {
    /// The number of hours.
    public let value: Double

    /// Makes a length of work of a number of hours.
    public init(_ value: Double) {
        self.value = value
    }

    /// Reads hours from a JSON number.
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Double.self)
    }

    /// Writes the hours as a JSON number, to a thousandth of an hour.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode((value * 1000).rounded() / 1000)
    }

    /// No work at all.
    public static let zero = Hours(0)

    /// Adds two lengths of work.
    public static func + (left: Hours, right: Hours) -> Hours { Hours(left.value + right.value) }

    /// Subtracts one length of work from another.
    public static func - (left: Hours, right: Hours) -> Hours { Hours(left.value - right.value) }

    /// Scales a length of work.
    public static func * (left: Hours, factor: Double) -> Hours { Hours(left.value * factor) }

    /// Orders lengths of work.
    public static func < (left: Hours, right: Hours) -> Bool { left.value < right.value }

    /// The hours to one decimal, as `12.5 h`.
    public var description: String { "\((value * 10).rounded() / 10) h" }
}
