/// An ISO 4217 currency.
public struct Currency: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The three letters, as `JPY`.
    public let code: String

    /// Makes a currency of its three-letter code.
    ///
    /// - Returns: Nothing unless the code is three ASCII letters; lower case is raised.
    public init?(_ code: String) {
        let upper = code.uppercased()
        guard upper.utf8.count == 3, upper.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
        self.code = upper
    }

    /// Reads a currency from a JSON string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let currency = Currency(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no currency code")
        }
        self = currency
    }

    /// Writes the currency as a JSON string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }

    /// How many decimals the smallest unit has: 0 for yen, 2 for most, 3 for dinars (ISO 4217).
    public var minorDigits: Int {
        switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
            "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }

    /// How many smallest units one whole unit has.
    public var minorUnits: Int64 {
        (0..<minorDigits).reduce(1) { product, _ in product * 10 }
    }

    /// The three letters.
    public var description: String { code }
}

/// An amount of money in the smallest units of its currency.
public struct Money: Hashable, Sendable, Codable {
    /// The amount in smallest units: cents for dollars, whole yen for yen.
    public let minor: Int64
    /// The currency the amount is in.
    public let currency: Currency

    /// Makes an amount of smallest units.
    public init(minor: Int64, currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    /// Makes an amount of whole units, rounded half away from zero to the smallest unit.
    ///
    /// - Precondition: `amount` is finite and within the range of `Int64` in smallest units.
    public init(_ amount: Double, _ currency: Currency) {
        let scaled = (amount * Double(currency.minorUnits)).rounded()
        precondition(scaled.isFinite && abs(scaled) < 9.2e18, "an amount of \(amount) \(currency) cannot be held")
        self.init(minor: Int64(scaled), currency: currency)
    }

    /// The amount in whole units, for the engine's arithmetic.
    public var amount: Double { Double(minor) / Double(currency.minorUnits) }
}
